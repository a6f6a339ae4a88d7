"""How surely a question's words find what they ask for, or stand for, in a sentence.

Read in its question, "who" has a vector like that of a name in a sentence that answers it, "when" like that of a day:
the model has seen where each stands. Compared word by word as in late interaction: Khattab and Zaharia, ColBERT, SIGIR
2020.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rag.embedding import Reading
from rag.words import tokens

Cosines = NDArray[np.float32]

ASKING = frozenset("who whom whose what when where why how which many much".split())


# Cosines of two words where they stand: up to LEAST they have nothing in common, from MOST on they mean the same, and
# one then counts so much in place of the other.
LEAST, MOST, BY_VECTOR = 0.30, 0.75, 0.9


@dataclass(frozen=True)
class Spelling:
    """The analysed words of a question; `shares` (words, wordpieces) spread each evenly over its pieces."""

    terms: tuple[str, ...]
    shares: Cosines


def closest(question: Reading, sentences: Sequence[Reading]) -> list[Cosines]:
    """For each sentence, and each wordpiece of the question, the highest cosine with one of the sentence; else 0.

    All are multiplied at once, and not by BLAS: it shares so small a product between threads, which wait for each other
    on a busy machine and go on spinning for 20 ms on a core that MiniLM needs.
    """
    nothing = np.zeros(len(question.pieces), dtype=np.float32)
    told = [each for each in sentences if each.pieces]
    if not question.pieces or not told:
        return [nothing for _ in sentences]
    pieces = np.concatenate([each.piece_vectors for each in told]).astype(np.float32)
    cosines = np.einsum("ik,jk->ij", question.piece_vectors.astype(np.float32), pieces)
    starts = np.cumsum([0, *(len(each.pieces) for each in told[:-1])])
    nearest = iter(np.maximum.reduceat(cosines, starts, axis=1).T)
    return [next(nearest) if each.pieces else nothing for each in sentences]


def answers_asking(question: Reading, nearest: Cosines) -> float:
    """The highest cosine of an asking word with a word of the sentence, of what `closest` gives.

    Of a question that has no asking word, it is the mean over all its words of their highest cosines.
    """
    if not len(nearest):
        return 0.0
    asking = [at for at, piece in enumerate(question.pieces) if piece in ASKING]
    return float(nearest[asking].max() if asking else nearest.mean())


def spell(question: Reading) -> Spelling:
    """How a question's analysed words are spelt in wordpieces."""
    spelt: list[tuple[str, list[int]]] = []
    for at, piece in enumerate(question.pieces):
        if piece.startswith("##") and spelt:
            word, places = spelt.pop()
            spelt.append((word + piece[2:], [*places, at]))
        else:
            spelt.append((piece, [at]))
    terms = {term: places for word, places in spelt for term in tokens(word)}
    shares = np.zeros((len(terms), len(question.pieces)), dtype=np.float32)
    for row, places in enumerate(terms.values()):
        shares[row, places] = 1 / len(places)
    return Spelling(tuple(terms), shares)


def worths(spelling: Spelling, nearest: Cosines) -> dict[str, float]:
    """For each word of a question what the likest words of a sentence count in its place, 0 to BY_VECTOR."""
    worth = BY_VECTOR * np.clip((spelling.shares @ nearest - LEAST) / (MOST - LEAST), 0, 1)
    return dict(zip(spelling.terms, worth.tolist(), strict=True))
