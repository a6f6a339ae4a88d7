"""Prints: a small sketch of a text. Texts that share wording share prints, so they are looked up, not compared."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rensa import RMinHash

VALUES = 64  # a text of a tenth of another's length still shares six of them
SHINGLE_WORDS = 5
_SEED = 1997  # the year of Broder's paper; any other number would do as well, but must stay
# Prints of two sketches are never compared: an archive remembers which one its prints come from.
SKETCH = f"rensa RMinHash {RMinHash.ALGORITHM_VERSION}: {VALUES} values, {SHINGLE_WORDS} words"

_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Prints:
    """The MinHash values of a text, each with its position in it, and how many shingles the text has."""

    values: tuple[int, ...]  # position * 2**32 + value: two texts share a value only in the same position
    shingles: int


def prints_of(text: str) -> Prints:
    """The sketch of a text: MinHash (Broder, 1997) over its runs of five words, by rensa; equal texts have equal ones.

    A text of fewer words counts as one run. A text without words has no values.
    """
    words = _WORD.findall(text.casefold())
    runs = set(map(" ".join, zip(*(words[at:] for at in range(SHINGLE_WORDS)), strict=False)))
    if not runs:
        runs = {" ".join(words)} if words else set()
    if not runs:
        return Prints((), 0)
    sketch = RMinHash(VALUES, _SEED)
    sketch.update(list(runs))
    return Prints(tuple(position << 32 | value for position, value in enumerate(sketch.digest())), len(runs))


def estimated_containment(shared: float, one: int, other: int) -> float:
    """How much of the smaller of two texts stands in the larger, 0 to 1, from the number of values they share.

    `one` and `other` count shingles. The share of equal values estimates the Jaccard similarity j, and the
    intersection of two sets is j / (1 + j) times the sum of their sizes.
    """
    alike = shared / VALUES
    common = alike / (1 + alike) * (one + other)
    return min(1.0, common / max(1, min(one, other)))
