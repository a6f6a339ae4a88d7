"""The simple methods, on the same passages: what Dateline must be better than to be worth its code."""

from __future__ import annotations

import math
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from rag.archive import Archive
from rag.sentences import sentence_spans
from rag.words import query_terms, tokens

WORDS, MEANING, FUSION = "words (BM25)", "meaning (vectors)", "plain fusion"
# The shares of both sides' scores, each scaled to 0..1 over its top POOL (../shared/DESIGN.md).
WORDS_SHARE, MEANING_SHARE = 0.55, 0.45
POOL = 100
ARTICLES = 10
# The passages whose sentences are compared by words, and how many of these are "quoted".
READ, QUOTED = 10, 3

Hits = list[tuple[str, float]]  # passage ids and scores, best first


@dataclass(frozen=True)
class Simple:
    """What the simple methods make of a question.

    `rankings`: article ids by method, best first. `sentences`: the best three by words in common with the question,
    of BM25's first ten passages. `rare_share`: the share, by rarity, of the question's words in the best of those
    passages. `fusion_ms`: how long plain fusion took, its embedding included.
    """

    rankings: dict[str, list[str]]
    sentences: list[str]
    rare_share: float
    fusion_ms: float


def ask_simply(archive: Archive, question: str) -> Simple:
    """Ask BM25, vectors, and both fused by scaled scores."""
    began = time.perf_counter()
    by_words = archive.words.search(question, POOL)
    by_meaning = archive.vectors.search(archive.embedder.embed([question])[0], POOL)
    fused = fuse(by_words, by_meaning)
    took = 1000 * (time.perf_counter() - began)
    article_of = {
        passage_id: passage.article_id
        for passage_id, passage in archive.store.passages(each for each, _ in by_words + by_meaning).items()
    }

    def ranking(hits: Hits) -> list[str]:
        return list(dict.fromkeys(article_of[each] for each, _ in hits if each in article_of))[:ARTICLES]

    sentences, rare_share = _by_overlap(archive, question, [each for each, _ in by_words[:READ]])
    rankings = {WORDS: ranking(by_words), MEANING: ranking(by_meaning), FUSION: ranking(fused)}
    return Simple(rankings, sentences, rare_share, took)


def fuse(by_words: Hits, by_meaning: Hits) -> Hits:
    """Both sides' scores, scaled and added up by their shares, best first."""
    fused: dict[str, float] = defaultdict(float)
    for hits, share in ((by_words, WORDS_SHARE), (by_meaning, MEANING_SHARE)):
        low = min((score for _, score in hits), default=0.0)
        span = max((score for _, score in hits), default=0.0) - low
        for passage_id, score in hits:
            fused[passage_id] += share * ((score - low) / span if span else 1.0)
    return sorted(fused.items(), key=lambda hit: (-hit[1], hit[0]))


def best_threshold(shares: Sequence[float], answerable: Sequence[bool]) -> float:
    """The share of rare words from which on to answer, for the best balanced accuracy on these very questions.

    Chosen in hindsight, so the figures it leads to flatter the simple method.
    """
    values, truth = np.asarray(shares), np.asarray(answerable)
    if truth.all() or not truth.any():
        return 0.0
    between = [0.0, *((low + high) / 2 for low, high in pairwise(np.unique(values))), 1.01]
    return max(map(float, between), key=lambda least: (values[truth] >= least).mean() + (values[~truth] < least).mean())


def _by_overlap(archive: Archive, question: str, passage_ids: list[str]) -> tuple[list[str], float]:
    asked = query_terms(question)
    held = archive.words.document_frequency(asked)
    rarity = {term: math.log((archive.words.count() + 1) / (held[term] + 1)) for term in asked}
    total = sum(rarity.values()) or 1.0
    passages = archive.store.passages(passage_ids)
    scored: list[tuple[float, str]] = []
    rare_share = 0.0
    for passage_id in passage_ids:
        text = passages[passage_id].text
        words = set(tokens(text))
        rare_share = max(rare_share, sum(rarity[term] for term in asked if term in words) / total)
        for start, end in sentence_spans(text):
            scored.append((len(set(asked).intersection(tokens(text[start:end]))), text[start:end]))
    # The sort is stable: of equals, the one in the better passage comes first.
    return [sentence for _, sentence in sorted(scored, key=lambda pair: -pair[0])[:QUOTED]], rare_share
