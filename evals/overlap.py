"""Plain scores of how much of a claim stands in an article, by shared words alone: what a check must beat."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from rag.sentences import sentence_spans
from rag.words import query_terms, tokens

Overlap = Callable[[str, str], float]


def shared_words(claim: str, article: str) -> float:
    """The share of the claim's words, function words left out, that stand anywhere in the article, 0 to 1."""
    return _share(query_terms(claim), set(tokens(article)))


def shared_pairs(claim: str, article: str) -> float:
    """The share of the claim's neighbouring words that are neighbours in the article, 0 to 1."""
    return _share(list(pairwise(tokens(claim))), set(pairwise(tokens(article))))


def best_sentence(claim: str, article: str) -> float:
    """The share of the claim's words that stand in the one sentence that has most of them, 0 to 1."""
    words = query_terms(claim)
    return max((_share(words, set(tokens(article[start:end]))) for start, end in sentence_spans(article)), default=0.0)


def common_order(claim: str, article: str) -> float:
    """The share of the claim's words found in the same order in the sentence that has most of them so, 0 to 1."""
    words = tokens(claim)
    best = 0
    for start, end in sentence_spans(article):
        matcher = SequenceMatcher(None, words, tokens(article[start:end]), autojunk=False)
        best = max(best, sum(block.size for block in matcher.get_matching_blocks()))
    return best / max(1, len(words))


OVERLAPS: dict[str, Overlap] = {
    "words in the article": shared_words,
    "word pairs in the article": shared_pairs,
    "words in the best sentence": best_sentence,
    "words in order in a sentence": common_order,
}


def _share(wanted: Sequence[object], there: set[object] | set[str] | set[tuple[str, str]]) -> float:
    return sum(each in there for each in wanted) / max(1, len(wanted))
