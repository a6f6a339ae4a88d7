"""Passages found become hits: an article a hit, its copies beside it under the same rank."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from corpus.article import Article
from rag.answer import Hit
from rag.evidence import Candidate

CopyIds = Callable[[str], Sequence[str]]


def rank_hits(candidates: Sequence[Candidate], copy_ids: CopyIds, k: int) -> list[Hit]:
    """At most `k` hits, best first, each with its article's best passage; `candidates` come best first.

    Articles that print the same words share the rank of the best of them and stand together, those with a headline
    first. `copy_ids` gives the ids of an article's copies.
    """
    best: dict[str, Candidate] = {}
    for candidate in candidates:
        best.setdefault(candidate.article.id, candidate)
    hits: list[Hit] = []
    placed: set[str] = set()
    rank = 0
    for article_id in best:
        if article_id in placed:
            continue
        rank += 1
        copies = list(copy_ids(article_id))
        together = [article_id, *(copy for copy in best if copy in copies)]
        together.sort(key=lambda each: not best[each].article.has_headline)
        placed.update(together)
        family = [article_id, *copies]
        hits += [_hit(best[each], rank, [other for other in family if other != each]) for each in together]
        if len(hits) >= k:
            break
    return hits[:k]


def _hit(candidate: Candidate, rank: int, copies: list[str]) -> Hit:
    article: Article = candidate.article
    passage = candidate.passage
    return Hit(
        rank=rank,
        score=round(candidate.score, 4),
        article_id=article.id,
        version=article.version,
        title=article.title,
        outlet=article.outlet,
        published=article.published,
        url=article.url,
        text=passage.text,
        start=passage.start,
        end=passage.end,
        copies=copies,
    )
