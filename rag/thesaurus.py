"""Words that mean about the same, read off MiniLM's own word vectors: "phone" and "telephone", "died" and "killed".

The model's input table holds a vector for each common English word; words used alike have vectors that point
alike. Rare words and most names are not in it: they are like nothing but themselves.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rag import settings
from rag.minilm import WEIGHTS_SHA256, read_weights, weights_folder
from rag.words import tokens

# Raise when what is written to the file changes.
RECIPE = 3
FIRST_WORD = 1996  # before it, the vocabulary holds punctuation, single letters and control marks
# Cosines of word vectors: below LEAST two words share a subject and no more; from MOST on they are one word's forms.
LEAST, MOST = 0.38, 0.70
# What the nearest other word counts beside the word itself.
NEAREST = 0.9
# Words whose cosines with all others are worked out together: 30 MB.
AT_ONCE = 500


class Thesaurus:
    """Analysed words and those that mean about the same, each with its nearness, 0 to 1."""

    def __init__(self, similar: Mapping[str, dict[str, float]]) -> None:
        self._similar = similar

    def similar(self, term: str) -> dict[str, float]:
        """The other words that mean about what an analysed term means, each with its worth, 0 to NEAREST."""
        return {word: NEAREST * nearness for word, nearness in self._similar.get(term, {}).items()}


def load_thesaurus(cache: Path | None = None) -> Thesaurus:
    """The thesaurus, building its file under `cache` (the user's cache folder by default) the first time.

    Takes about four seconds the first time. Raises DatelineError when the weights package is not installed.
    """
    file = (cache or settings.cache_folder()) / f"thesaurus-{WEIGHTS_SHA256[:12]}-{RECIPE}.json"
    if not file.is_file():
        _write(file)
    return Thesaurus(json.loads(file.read_text(encoding="ascii")))


@cache
def common_words() -> frozenset[str]:
    """The analysed words that MiniLM has a vector of their own for: 14,000 common ones of English, and some names.

    Takes about a tenth of a second the first time. Raises DatelineError when the weights package is not installed.
    """
    words = (word for word in _vocabulary() if len(word) > 1 and word.isalpha())
    return frozenset(stem for word in words for stem in tokens(word))


def _write(file: Path) -> None:
    similar = _similar_words(*_word_vectors())
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=file.parent) as scratch:
        part = Path(scratch) / file.name
        part.write_text(json.dumps(similar), encoding="ascii")
        part.replace(file)


def _word_vectors() -> tuple[list[str], NDArray[np.float32]]:
    """The analysed words of the vocabulary in order, and their vectors of length one, (words, 384)."""
    table = read_weights()["embeddings.word_embeddings.weight"]
    sums: dict[str, NDArray[np.float32]] = {}
    mean = table[FIRST_WORD:].mean(axis=0)
    for word, vector in zip(_vocabulary(), table[FIRST_WORD:] - mean, strict=True):
        if len(word) > 1 and word.isalpha() and len(analysed := tokens(word)) == 1:
            unit = vector / np.linalg.norm(vector)
            sums[analysed[0]] = sums.get(analysed[0], 0) + unit
    words = sorted(sums)
    return words, np.stack([sums[word] / np.linalg.norm(sums[word]) for word in words])


def _vocabulary() -> list[str]:
    return (weights_folder() / "vocab.txt").read_text(encoding="utf-8").splitlines()[FIRST_WORD:]


def _similar_words(words: list[str], vectors: NDArray[np.float32]) -> dict[str, dict[str, float]]:
    """For each word that has any, the others whose cosine is LEAST or more, each with its nearness."""
    similar: dict[str, dict[str, float]] = {}
    for first in range(0, len(words), AT_ONCE):
        cosines = vectors[first : first + AT_ONCE] @ vectors.T
        nearness = np.clip((cosines - LEAST / 2) / (MOST - LEAST / 2), 0, 1)
        for row, column in np.argwhere(cosines >= LEAST):
            if first + row != column:
                similar.setdefault(words[first + row], {})[words[column]] = round(float(nearness[row, column]), 6)
    return similar
