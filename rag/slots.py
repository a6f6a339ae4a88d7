"""Whether a value stands in another one's place: between the same words."""

from __future__ import annotations

from collections.abc import Iterable

from rag.pairing import Pairing
from rag.statement import Statement
from rag.values import Value

# So far from a value the words that show its place may stand.
_REACH = 3
_BESIDE = 4
_LISTING = frozenset(("and", "or"))


def in_its_place(
    value: Value, statement: Statement, told: Statement, pairing: Pairing, others: Iterable[Value]
) -> Value | None:
    """That of the `others`, values of a sentence, which stands between the words that the value stands between.

    A word before and a word behind show it, or one of them right beside both.
    """
    here = statement.words_in(value.start, value.end)
    if not here:
        return None
    for other in others:
        there = told.words_in(other.start, other.end)
        if not there or other.key == value.key:
            continue
        before = _distance(pairing, range(here[0] - 1, here[0] - 1 - _REACH, -1), there[0], -1)
        behind = _distance(pairing, range(here[-1] + 1, here[-1] + 1 + _REACH), there[-1], 1)
        if (before and behind) or 2 in (before, behind):
            return other
    return None


def is_exchanged(
    value: Value, statement: Statement, told: Statement, pairing: Pairing, others: Iterable[Value]
) -> Value | None:
    """That of the `others` which a sentence has exactly where the statement has the value, though it has both.

    The words right before and right behind are the same, and not only "and".
    """
    here = statement.words_in(value.start, value.end)
    for other in others:
        there = told.words_in(other.start, other.end)
        if not here or not there or set(other.key.split()) & set(value.key.split()):
            continue
        before = pairing.same.get(here.start - 1) == there.start - 1 if here.start else there.start == 0
        behind = pairing.same.get(here.stop) == there.stop
        around = [statement.words[at].folded for at in (here.start - 1, here.stop) if 0 <= at < len(statement.words)]
        if before and behind and not _LISTING & set(around):
            return other
    return None


def stands_beside(value: Value, statement: Statement, stems: frozenset[str]) -> bool:
    """Whether one of these words is a telling one near the value in its statement."""
    here = statement.words_in(value.start, value.end)
    near = [*range(max(0, here.start - _BESIDE), here.start), *range(here.stop, here.stop + _BESIDE)]
    words = [statement.words[at] for at in near if at < len(statement.words)]
    return any(word.telling and word.stem in stems for word in words)


def is_left_over(value: Value, told: Statement, pairing: Pairing) -> bool:
    """Whether no word of a value that is told is paired with one of the statement, though it may name it elsewhere."""
    paired = set(pairing.same.values())
    return not any(at in paired for at in told.words_in(value.start, value.end))


def _distance(pairing: Pairing, places: range, edge: int, step: int) -> int:
    """The least number of places, on both sides together, from both values to a word they share on one side; else 0."""
    sums = []
    for away, place in enumerate(places, 1):
        told = pairing.place(place)
        if told is not None and 1 <= (told - edge) * step <= _REACH:
            sums.append(away + (told - edge) * step)
    return min(sums, default=0)
