"""Which words of one sentence stand for which of another: the same word, or one of like meaning."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from rag.statement import Statement, Word, stem_of
from rag.thesaurus import Thesaurus
from rag.verb_forms import base_of


@dataclass(frozen=True)
class Pairing:
    """For places of words of a statement the place of the word that stands for it in what is told.

    `same`: the same word, by its stem; `like`: one of like meaning, with its worth, 0 to 1.
    """

    same: Mapping[int, int]
    like: Mapping[int, tuple[int, float]]

    def place(self, at: int) -> int | None:
        """Where the word at a place is told, in the same word or in one like it."""
        if at in self.same:
            return self.same[at]
        return self.like[at][0] if at in self.like else None


def pair_words(statement: Statement, told: Statement, thesaurus: Thesaurus) -> Pairing:
    """Pair the words of a statement with those of a sentence: first runs of both, then the nearest of the same stem.

    A name and a digit have no like.
    """
    here, there = [_root(word) for word in statement.words], [_root(word) for word in told.words]
    same: dict[int, int] = {}
    taken: set[int] = set()
    for block in SequenceMatcher(None, here, there, autojunk=False).get_matching_blocks():
        for step in range(block.size):
            same[block.a + step] = block.b + step
            taken.add(block.b + step)
    places: dict[str, list[int]] = {}
    for at, stem in enumerate(there):
        if at not in taken:
            places.setdefault(stem, []).append(at)
    for at, stem in enumerate(here):
        if at not in same and places.get(stem):
            nearest = min(places[stem], key=lambda place: abs(place - at))
            places[stem].remove(nearest)
            same[at] = nearest
            taken.add(nearest)
    return Pairing(same, _like(statement, told, thesaurus, same, taken))


def _root(word: Word) -> str:
    """A word's stem; of an irregular verb its base's, so that "sold" is "sell"."""
    base = base_of(word.folded)
    return word.stem if base == word.folded or not word.telling else stem_of(base)


def _like(
    statement: Statement, told: Statement, thesaurus: Thesaurus, same: Mapping[int, int], taken: set[int]
) -> dict[int, tuple[int, float]]:
    free = {word.stem: at for at, word in enumerate(told.words) if at not in taken and _may_be_like(told, at)}
    like: dict[int, tuple[int, float]] = {}
    for at, word in enumerate(statement.words):
        if at in same or not _may_be_like(statement, at):
            continue
        found = [(worth, stem) for stem, worth in thesaurus.similar(word.stem).items() if stem in free]
        if found:
            worth, stem = max(found)
            like[at] = (free[stem], worth)
    return like


def _may_be_like(statement: Statement, at: int) -> bool:
    word = statement.words[at]
    return word.telling and not word.folded[0].isdigit() and at not in statement.named
