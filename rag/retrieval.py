"""From a question to the passages that may hold its answer: words and meaning, each scaled, added up.

Knows the indexes and nothing of answers.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rag.embedding import Reader
from rag.evidence import MOST_CHARACTERS, Candidate, Evidence, Rarity, passages_covered, rarity_of, weigh_sentences
from rag.feedback import agreement
from rag.questions import Question
from rag.reranking import RERANKED, Reranker
from rag.store import Passage, Store
from rag.thesaurus import Thesaurus
from rag.timeliness import timeliness
from rag.vectors import VectorIndex
from rag.words import WordIndex

# Each index gives its POOL best; fused, the WEIGHED best are read sentence by sentence.
POOL = 100
WEIGHED = 32
# The share of the words' score in the sum; the rest is meaning's. Measured: docs/evaluation.md.
WORDS_SHARE = 0.4
# What is added to a weighed passage's fused score: for the share of the question it covers, for the likeness of its
# most alike sentence, for what it shares with the first passages, and for its article's day where the question tells of
# a time. Measured: docs/evaluation.md.
COVERED_SHARE, LIKENESS_SHARE, AGREEMENT_SHARE, TIMELY_SHARE = 2.0, 2.25, 0.4, 0.8
# The last of them where the day of asking is given, from which "this week" is told, too. Measured there as well.
ASKED_SHARE = 2.0

# Of the periods and outlets a question names, so many are looked at for themselves.
MOST_NAMED = 2
# The passages of each that are read sentence by sentence beside those of the whole collection.
NAMED_WEIGHED = 12

Filters = tuple[str | None, str | None, Sequence[str] | None]  # since, until, outlets


@dataclass(frozen=True)
class Found:
    """What retrieval hands on: passages best first, their sentences by chance, and who was filtered out."""

    candidates: list[Candidate]
    evidence: list[Evidence]
    rarity: Rarity
    passages: int
    absent: float  # the share of the question's telling words, by rarity, that no passage holds
    undated_left_out: int = 0
    trouble: str = ""  # what the reader should know of a reranker that failed
    reader: Reader | None = None  # what read the question and its sentences


class Retriever:
    """Finds passages in one archive. Safe to use from several threads."""

    def __init__(
        self,
        store: Store,
        words: WordIndex,
        vectors: VectorIndex,
        reader: Reader,
        thesaurus: Thesaurus,
        reranker: Reranker | None = None,
    ) -> None:
        self._store = store
        self._words = words
        self._vectors = vectors
        self._reader = reader
        self._thesaurus = thesaurus
        self._reranker = reranker

    def find(
        self,
        question: Question,
        since: str | None = None,
        until: str | None = None,
        outlets: Sequence[str] | None = None,
        most: int = WEIGHED,
        weighed: int = WEIGHED,
    ) -> Found:
        """The `most` best passages for a question, best first, and the sentences of the first `weighed` of them.

        `since` and `until` are ISO days, months or years, both inclusive; `outlets` are names as stored.
        """
        passages = self._words.count()
        rarity = rarity_of(lambda term: self._words.document_frequency([term])[term], passages)
        absent = self._absent(question, rarity)
        allowed: set[str] | None = None
        undated = 0
        if since or until or outlets:
            allowed, undated = self._store.matching(since, until, outlets)
            if not allowed:
                return Found([], [], rarity, passages, absent, undated, reader=self._reader)
        most = max(most, weighed)
        trouble = ""
        if self._reranker:
            candidates = self._fused(question.text, allowed, max(most, RERANKED))
            candidates, trouble = self._reranker.rerank(question.text, candidates)
        else:
            candidates = self._fused(question.text, allowed, most)
        first = candidates[:weighed]
        characters = MOST_CHARACTERS * weighed // WEIGHED
        evidence = weigh_sentences(question, first, rarity, self._reader, self._thesaurus, characters)
        covered = passages_covered(question, first, rarity, self._thesaurus)
        share = ASKED_SHARE if question.asked else TIMELY_SHARE
        timely = [share * each for each in timeliness(question, [each.article for each in first])]
        sharpened = _sharpened(first, evidence, covered, agreement(question, first, rarity), timely)
        ranked = [*sharpened, *candidates[weighed:most]]
        return Found(ranked, evidence, rarity, passages, absent, undated, trouble, self._reader)

    def _absent(self, question: Question, rarity: Rarity) -> float:
        held = self._words.document_frequency(question.matter)
        weights = {term: rarity(term) for term in question.matter}
        return sum(weight for term, weight in weights.items() if not held[term]) / (sum(weights.values()) or 1.0)

    def _fused(self, text: str, allowed: set[str] | None, most: int) -> list[Candidate]:
        asked = self._reader.embed([text])[0]
        by_words = self._words.search(text, POOL, allowed)
        by_meaning = self._vectors.search(asked, POOL, allowed)
        fused = fuse(by_words, by_meaning)
        ranked = sorted(fused.items(), key=lambda item: (-item[1], item[0]))
        likeness = dict(by_meaning)
        unknown = [passage_id for passage_id, _ in ranked[:WEIGHED] if passage_id not in likeness]
        likeness.update(self._vectors.similarities(asked, unknown))
        passages: dict[str, Passage] = {}
        for at in range(0, len(ranked), most):
            passages |= self._store.passages(passage_id for passage_id, _ in ranked[at : at + most])
            if len(passages) >= most:  # an index may name some that are no longer there
                break
        articles = self._store.articles({passage.article_id for passage in passages.values()})
        there = [
            Candidate(passages[one], articles[passages[one].article_id], score, likeness.get(one, 0.0), score)
            for one, score in ranked
            if one in passages and passages[one].article_id in articles
        ]
        return there[:most]


def find_with_named(retriever: Retriever, question: Question, filters: Filters) -> Found:
    """What is found for a question, with what the periods and the outlets that it names have for it.

    A period or an outlet in the question hides nothing, but what it names is looked at for itself, too.
    """
    since, until, outlets = filters
    found = retriever.find(question, since, until, outlets)
    named: list[Found] = []
    if not since and not until:
        for first, last in question.periods[:MOST_NAMED]:
            days = (first.isoformat(), last.isoformat())
            named.append(retriever.find(question, *days, outlets, NAMED_WEIGHED, NAMED_WEIGHED))
    if not outlets:
        for outlet in sorted(question.outlets)[:MOST_NAMED]:
            named.append(retriever.find(question, since, until, [outlet], NAMED_WEIGHED, NAMED_WEIGHED))
    evidence = {(each.article.id, each.start): each for more in (*named, found) for each in more.evidence}
    return replace(found, evidence=sorted(evidence.values(), key=lambda each: -each.chance))


def among_passing(found: Found, filters: Filters, store: Store) -> Found:
    """What was found, with the archive as large as the articles that pass the reader's filters, in proportion.

    Among fewer passages a stranger finds less to look like an answer (chance.SIGNS, "size"). A comparison's sides
    are left as they are: an outlet or a period of the question is no smaller archive.
    """
    if not any(filters):
        return found
    passing, _ = store.matching(*filters)
    share = len(passing) / max(1, store.counts()["articles"])
    return replace(found, passages=math.ceil(share * found.passages))


def fuse(by_words: Sequence[tuple[str, float]], by_meaning: Sequence[tuple[str, float]]) -> dict[str, float]:
    """Add up both sides' scores by passage id, each side first scaled to 0..1 over its list."""
    fused: dict[str, float] = defaultdict(float)
    for hits, share in ((by_words, WORDS_SHARE), (by_meaning, 1 - WORDS_SHARE)):
        for passage_id, score in scaled(hits):
            fused[passage_id] += share * score
    return dict(fused)


def scaled(hits: Sequence[tuple[str, float]]) -> list[tuple[str, float]]:
    """Scores moved to 0 for the lowest of the list and 1 for the highest; all 1 where they are equal."""
    if not hits:
        return []
    low, high = min(score for _, score in hits), max(score for _, score in hits)
    span = high - low
    return [(passage_id, (score - low) / span if span else 1.0) for passage_id, score in hits]


def _sharpened(
    weighed: list[Candidate],
    evidence: list[Evidence],
    covered: dict[str, float],
    agreed: dict[str, float],
    timely: list[float],
) -> list[Candidate]:
    """The weighed candidates by their fused score plus what their words, sentences and days add to it.

    Where no sentence of a passage was compared, the passage's own likeness stands for its most alike sentence's.
    """
    alike: dict[str, float] = {}
    for sentence in evidence:
        alike[sentence.passage_id] = max(alike.get(sentence.passage_id, -1.0), sentence.signal("likeness"))

    def score(each: Candidate, on_time: float) -> float:
        one = each.passage.id
        likeness = LIKENESS_SHARE * alike.get(one, each.likeness)
        shared = COVERED_SHARE * covered[one] + AGREEMENT_SHARE * agreed[one]
        return each.fused + shared + likeness + on_time

    scored = [replace(each, score=score(each, on_time)) for each, on_time in zip(weighed, timely, strict=True)]
    return sorted(scored, key=lambda each: -each.score)
