from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from corpus.article import NO_HEADLINE, Article
from rag.answer import Hit
from rag.evidence import Candidate
from rag.ranking import rank_hits
from rag.store import Passage

NO_COPIES: Mapping[str, list[str]] = {}


def candidate(article_id: str, score: float, start: int = 0) -> Candidate:
    text = f"Words of {article_id} at the start, and more words further down."
    article = Article(id=article_id, version="v1", title=article_id.upper(), outlet="Mole", text=text, source="x")
    passage = Passage(f"{article_id}:{start}", article_id, "v1", start, start + 9, text[start : start + 9])
    return Candidate(passage, article, fused=score, likeness=0.5, score=score)


def ranked(candidates: list[Candidate], k: int, copies: Mapping[str, list[str]] = NO_COPIES) -> list[Hit]:
    return rank_hits(candidates, lambda article_id: copies.get(article_id, []), k)


def test_an_article_is_one_hit_with_its_best_passage() -> None:
    hits = ranked([candidate("a", 0.9, start=12), candidate("b", 0.8), candidate("a", 0.7)], 10)
    assert [(hit.article_id, hit.rank, hit.start) for hit in hits] == [("a", 1, 12), ("b", 2, 0)]
    assert hits[0].text == candidate("a", 0).article.text[12:21]
    assert (hits[0].title, hits[0].outlet, hits[0].version, hits[0].score) == ("A", "Mole", "v1", 0.9)


def test_copies_share_the_rank_of_the_best_and_stand_beside_it() -> None:
    copies = {"a": ["c", "unseen"], "c": ["a", "unseen"]}
    hits = ranked([candidate("a", 0.9), candidate("b", 0.8), candidate("c", 0.1)], 10, copies)
    assert [(hit.article_id, hit.rank, hit.score) for hit in hits] == [("a", 1, 0.9), ("c", 1, 0.1), ("b", 2, 0.8)]
    assert [hit.copies for hit in hits] == [["c", "unseen"], ["a", "unseen"], []]


def test_of_copies_the_one_with_a_headline_stands_first() -> None:
    bare = candidate("a", 0.9)
    origin = {"title": f"{NO_HEADLINE}: the first words of the text"}
    bare = replace(bare, article=bare.article.model_copy(update={"origin": origin}))
    hits = ranked([bare, candidate("b", 0.8), candidate("c", 0.1)], 10, {"a": ["c"], "c": ["a"]})
    assert [(hit.article_id, hit.rank) for hit in hits] == [("c", 1), ("a", 1), ("b", 2)]


def test_copies_do_not_take_a_hit_more_than_was_asked_for() -> None:
    copies = {name: [other for other in "abc" if other != name] for name in "abc"}
    hits = ranked([candidate(name, 0.5) for name in "abcd"], 2, copies)
    assert [hit.article_id for hit in hits] == ["a", "b"]


def test_nothing_found_is_no_hit() -> None:
    assert ranked([], 5) == []


@given(
    order=st.lists(st.sampled_from("abcdefgh"), max_size=12),
    families=st.lists(st.integers(0, 3), min_size=8, max_size=8),
    k=st.integers(1, 10),
)
def test_ranks_count_the_stories_without_a_gap(order: list[str], families: list[int], k: int) -> None:
    family = dict(zip("abcdefgh", families, strict=True))
    copies = {one: [other for other in family if family[other] == family[one] and other != one] for one in family}
    hits = ranked([candidate(name, 1 - at / 100) for at, name in enumerate(order)], k, copies)
    assert len(hits) == min(k, len(set(order)))
    ranks = [hit.rank for hit in hits]
    assert ranks == sorted(ranks)
    assert sorted(set(ranks)) == list(range(1, len(set(ranks)) + 1))
    for hit in hits:
        assert sorted(hit.copies) == sorted(copies[hit.article_id])
        for other in hits:
            assert (hit.rank == other.rank) == (family[hit.article_id] == family[other.article_id])
    assert [hit.article_id for hit in hits[:1]] == order[:1]
