"""Names a question spells otherwise than the collection: the nearest one there, by edit distance.

Only a word that stands nowhere in the collection is taken for a misspelling, and the answer says so.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from rag.questions import Question
from rag.values import folded
from rag.words import STOPWORDS, tokens

SHORTEST = 6  # letters of a word that may be misspelt
LONG = 10  # letters from which two edits are allowed, one below
_CAPITALISED = re.compile(r"(?<![\w’'-])[^\W\d_a-zß-öø-ÿ][^\W\d_]{3,}")
_LOWER = re.compile(r"(?<![^\W\d_])[a-zß-öø-ÿ]{4,}")
_WORD = re.compile(rf"[^\W\d_]{{{SHORTEST},}}")


class Names:
    """The names that a collection prints, ready to be looked up by what is nearly their spelling."""

    def __init__(self, texts: Iterable[str]) -> None:
        counts: Counter[str] = Counter()
        plain_words: set[str] = set()
        for text in texts:
            counts.update(_CAPITALISED.findall(text))
            plain_words.update(_LOWER.findall(text))
        self._by_start: dict[tuple[str, int], list[tuple[str, str]]] = defaultdict(list)
        self._counts: Mapping[str, int] = counts
        for name in sorted(counts):
            plain = folded(name)
            if plain not in STOPWORDS and " " not in plain and name.lower() not in plain_words:
                self._by_start[plain[:1], len(plain)].append((plain, name))

    def nearest(self, word: str) -> str | None:
        """The name nearest to a word, the most printed one where several are; None where none is near enough."""
        plain = folded(word)
        allowed = 2 if len(plain) >= LONG else 1
        near: list[tuple[int, int, str]] = []
        for length in range(len(plain) - allowed, len(plain) + allowed + 1):
            for other, name in self._by_start.get((plain[:1], length), ()):
                edits = _edits(plain, other, allowed)
                if edits <= allowed:
                    near.append((edits, -self._counts[name], name))
        return min(near)[2] if near else None


def correct(
    question: Question, frequency: Callable[[Sequence[str]], Mapping[str, int]], names: Callable[[], Names]
) -> tuple[str, list[str]]:
    """The question with unknown words spelt as the collection's names, and a note for each; itself where all are known.

    `frequency` gives in how many passages each analysed word stands; `names` is called only when one stands in none.
    """
    text, notes = question.text, []
    capitals = not text.isupper() and any(letter.isupper() for letter in text[1:])
    for m in reversed(list(_WORD.finditer(text))):
        word = m.group()
        stems = tokens(word)
        if capitals and (word[0].islower() or not m.start()):
            continue  # a misspelt name has its capital where others have
        if word.lower() in STOPWORDS or not set(stems) & set(question.matter) or any(frequency(stems).values()):
            continue
        name = names().nearest(word)
        if name and folded(name) != folded(word):
            text = text[: m.start()] + name + text[m.end() :]
            notes.append(f"“{word}” stands nowhere in the collection; it was read as “{name}”.")
    return text, notes[::-1]


def _edits(one: str, other: str, most: int) -> int:
    """Letters put in, left out, changed or swapped with the next (optimal string alignment); `most` + 1 for more."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        before, last, row = row, before, [i]
        for k, there in enumerate(other, 1):
            cost = min(before[k] + 1, row[k - 1] + 1, before[k - 1] + (letter != there))
            if i > 1 and k > 1 and letter == other[k - 2] and one[i - 2] == there:
                cost = min(cost, last[k - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]
