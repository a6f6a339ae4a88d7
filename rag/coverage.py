"""Coverage: how much of a statement stands in the sentences that carry it, by words and by meaning.

A lexical check, with vectors for words that have no like: it says what is missing, it does not prove what is there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from rag.carriers import Told
from rag.embedding import Reader, Reading
from rag.pairing import Pairing
from rag.statement import Statement

# Cosines of two words where they stand: up to LEAST they have nothing in common, from MOST on they mean the same.
LEAST, MOST = 0.30, 0.75
# What a word of like meaning counts at most beside the word itself.
BY_VECTOR = 0.9


def coverage(
    statement: Statement, carriers: Sequence[Told], pairings: Sequence[Pairing], told: frozenset[int], reader: Reader
) -> dict[int, float]:
    """For the place of each telling word of a statement how much of it the carriers hold, 0 to 1.

    `told`: places that exact checks have found told, as parts of figures, days, names and quotations.
    """
    held: dict[int, float] = {}
    for at, word in enumerate(statement.words):
        if not word.telling:
            continue
        if at in told or any(at in pairing.same for pairing in pairings):
            held[at] = 1.0
        else:
            held[at] = max((pairing.like[at][1] for pairing in pairings if at in pairing.like), default=0.0)
    unlike = [at for at, worth in held.items() if worth < BY_VECTOR]
    if unlike:
        for at, worth in _by_vectors(statement, unlike, carriers, reader).items():
            held[at] = max(held[at], worth)
    return held


def _by_vectors(
    statement: Statement, places: Sequence[int], carriers: Sequence[Told], reader: Reader
) -> dict[int, float]:
    own, *others = reader.read([statement.text, *(each.statement.text for each in carriers)])
    here = word_vectors(statement, own)[list(places)]
    best = np.zeros(len(places), dtype=np.float32)
    for each, reading in zip(carriers, others, strict=True):
        telling = [at for at, word in enumerate(each.statement.words) if word.telling]
        if telling:
            there = word_vectors(each.statement, reading)[telling]
            best = np.maximum(best, (here @ there.T).max(axis=1))
    worth = BY_VECTOR * np.clip((best - LEAST) / (MOST - LEAST), 0, 1)
    return {at: float(each) for at, each in zip(places, worth, strict=True)}


def word_vectors(statement: Statement, reading: Reading) -> NDArray[np.float32]:
    """A vector of length one for each word, (words, dimensions): its pieces' mean; 0 for one not read."""
    spelt = _pieces_of(statement, reading.pieces)
    owner = np.zeros((len(statement.words), len(reading.pieces)), dtype=np.float32)
    for at, pieces in spelt.items():
        owner[at, pieces] = 1.0
    # Not by BLAS: see alignment.closest.
    vectors: NDArray[np.float32] = np.einsum("ij,jk->ik", owner, reading.piece_vectors.astype(np.float32))
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    vectors /= np.where(lengths > 0, lengths, 1)
    return vectors


def _pieces_of(statement: Statement, pieces: Sequence[str]) -> Mapping[int, list[int]]:
    """Which wordpieces spell each word; both come in order, marks between them are passed over."""
    plain = [piece.removeprefix("##") for piece in pieces]
    found: dict[int, list[int]] = {}
    at = 0
    for place, word in enumerate(statement.words):
        begun = at
        while at < len(plain) and not word.folded.startswith(plain[at]):
            at += 1
        if at == len(plain):
            at = begun  # spelt in a way of its own: the next word is looked for from here
            continue
        spelt = ""
        while at < len(plain) and spelt != word.folded and word.folded.startswith(spelt + plain[at]):
            spelt += plain[at]
            found.setdefault(place, []).append(at)
            at += 1
    return found
