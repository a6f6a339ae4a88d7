"""Words that mean about the same, read off MiniLM's own word vectors: "phone" and "telephone", "died" and "killed".

The model's input table holds a vector for each common English word; words used alike have vectors that point
alike. Rare words and most names are not in it: they are like nothing but themselves.
"""

from __future__ import annotations

import tempfile
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rag import settings
from rag.minilm import WEIGHTS_SHA256, read_weights, weights_folder
from rag.words import tokens

# Raise when what is written to the file changes.
RECIPE = 1
FIRST_WORD = 1996  # before it, the vocabulary holds punctuation, single letters and control marks
# Cosines of word vectors: below LEAST two words share a subject and no more; from MOST on they are one word's forms.
LEAST, MOST = 0.38, 0.70
# What the nearest other word counts beside the word itself.
NEAREST = 0.9


class Thesaurus:
    """Analysed words and their vectors, of shape (words, 384), each of length one."""

    def __init__(self, words: list[str], vectors: NDArray[np.float32]) -> None:
        self._rows = {word: row for row, word in enumerate(words)}
        self._words = np.array(words)
        self._vectors = vectors
        self.similar = lru_cache(maxsize=2_000)(self._similar)

    def _similar(self, term: str) -> dict[str, float]:
        """The other words that mean about what an analysed term means, each with its worth, 0 to NEAREST."""
        row = self._rows.get(term)
        if row is None:
            return {}
        cosines = self._vectors @ self._vectors[row]
        near = np.flatnonzero(cosines >= LEAST)
        worth = NEAREST * np.clip((cosines[near] - LEAST / 2) / (MOST - LEAST / 2), 0, 1)
        return {str(word): float(value) for word, value in zip(self._words[near], worth, strict=True) if word != term}


def load_thesaurus(cache: Path | None = None) -> Thesaurus:
    """The thesaurus, building its file under `cache` (the user's cache folder by default) the first time.

    Raises DatelineError when the weights package is not installed.
    """
    file = (cache or settings.cache_folder()) / f"thesaurus-{WEIGHTS_SHA256[:12]}-{RECIPE}.npz"
    if not file.is_file():
        _write(file)
    with np.load(file) as saved:
        return Thesaurus([str(word) for word in saved["words"]], saved["vectors"].astype(np.float32))


def _write(file: Path) -> None:
    table = read_weights()["embeddings.word_embeddings.weight"]
    vocabulary = (weights_folder() / "vocab.txt").read_text(encoding="utf-8").splitlines()
    sums: dict[str, NDArray[np.float32]] = {}
    mean = table[FIRST_WORD:].mean(axis=0)
    for word, vector in zip(vocabulary[FIRST_WORD:], table[FIRST_WORD:] - mean, strict=True):
        if len(word) > 1 and word.isalpha() and len(analysed := tokens(word)) == 1:
            unit = vector / np.linalg.norm(vector)
            sums[analysed[0]] = sums.get(analysed[0], 0) + unit
    words = sorted(sums)
    vectors = np.stack([sums[word] / np.linalg.norm(sums[word]) for word in words])
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=file.parent) as scratch:
        part = Path(scratch) / file.name
        np.savez(part, words=np.array(words), vectors=vectors.astype(np.float16))
        part.replace(file)
