"""What the first passages found have in common: words nobody asked for that others about the same matter hold too.

Relevance models as query expansion: Lavrenko and Croft, SIGIR 2001; with the question's own words kept, as RM3.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import chain

from rag.evidence import Candidate, Rarity, words_of
from rag.questions import Question

# The words are read off so many first passages, and so many words are kept. Measured: docs/evaluation.md.
FIRST_PASSAGES = 5
WORDS = 20
SHORTEST_WORD = 3
# BM25's usual saturation of a word that is repeated, and the share of it that grows with the passage's length.
K1, B = 1.2, 0.75
# A passage shorter than this is not taken to be about nothing but its few words.
SHORT_PASSAGE, USUAL_PASSAGE = 20, 120


def agreement(question: Question, candidates: Sequence[Candidate], rarity: Rarity) -> dict[str, float]:
    """For each passage id, 0 to 1: how far the passage tells what the first ones tell, in words not asked for.

    `candidates` come best first. All are 1 where nothing sets them apart.
    """
    counts = [Counter(chain.from_iterable(words_of(each)[1])) for each in candidates]
    lengths = [count.total() for count in counts]
    weights: defaultdict[str, float] = defaultdict(float)
    for candidate, count, length in zip(candidates[:FIRST_PASSAGES], counts, lengths, strict=False):
        for word, times in count.items():
            if len(word) >= SHORTEST_WORD and word not in question.terms:
                weights[word] += candidate.fused * times / max(length, SHORT_PASSAGE)
    telling = {word: weight * rarity(word) for word, weight in weights.items()}
    kept = sorted(telling, key=lambda word: (-telling[word], word))[:WORDS]
    shared = [
        sum(telling[word] * _saturated(count[word], length) for word in kept if word in count)
        for count, length in zip(counts, lengths, strict=True)
    ]
    low, high = min(shared, default=0.0), max(shared, default=0.0)
    return {
        candidate.passage.id: (score - low) / (high - low) if high > low else 1.0
        for candidate, score in zip(candidates, shared, strict=True)
    }


def _saturated(times: int, length: int) -> float:
    return times * (K1 + 1) / (times + K1 * (1 - B + B * length / USUAL_PASSAGE))
