"""Whether a value stands in another one's place: between the same words."""

from __future__ import annotations

from collections.abc import Iterable

from rag.pairing import Pairing
from rag.statement import Statement
from rag.values import Value

# So far from a value the words that show its place may stand.
_REACH = 3
_BESIDE = 4
# Right beside a value, one of these alone shows nothing.
_SMALL = frozenset("the a an of in on at to and or by for with from that".split())
_PRONOUNS = frozenset("he she it they him her them his its their".split())
_BEGINNING = 4
_ARTICLES = frozenset(("the", "a", "an"))
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
    own = [_nearness(here, statement, told, pairing, each) for each in told.figures if each.key == value.key]
    nearest = min((each for each in own if each), default=0)
    for other in others:
        near = _nearness(here, statement, told, pairing, other) if other.key != value.key else 0
        if near and not 0 < nearest <= near:  # it stands there itself, and nearer
            return other
    return None


def _nearness(here: range, statement: Statement, told: Statement, pairing: Pairing, other: Value) -> int:
    """How far another value stands from the words around one, both sides together; 0 where it is not between them."""
    there = told.words_in(other.start, other.end)
    if not there:
        return 0
    before = _distance(pairing, range(here[0] - 1, here[0] - 1 - _REACH, -1), there[0], -1)
    behind = _distance(pairing, range(here[-1] + 1, here[-1] + 1 + _REACH), there[-1], 1)
    alone = [at for at, away in ((here[0] - 1, before), (here[-1] + 1, behind)) if away == 2]
    if (before and behind) or any(statement.words[at].folded not in _SMALL for at in alone):
        return before + behind
    return 0


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


def governed(
    value: Value, statement: Statement, told: Statement, pairing: Pairing, others: Iterable[Value]
) -> Value | None:
    """That of the `others` which stands behind the word that the value stands behind: "opened the".

    Where the sentence lists the value with the other, both stand there.
    """
    here = statement.words_in(value.start, value.end)
    if not here:
        return None
    verb = _telling_before(statement, here.start)
    at = pairing.same.get(verb) if verb is not None else None
    if at is None:
        return None
    for other in others:
        there = told.words_in(other.start, other.end)
        if not there or set(other.key.split()) & set(value.key.split()[:1]) or _telling_before(told, there.start) != at:
            continue
        own = [pairing.same[place] for place in here if place in pairing.same]
        between = told.words[there.stop : max(own, default=0)]
        listed = any(word.folded in _LISTING for word in between) and not any(
            word.telling and not word.capital for word in between
        )
        if not listed:
            return other
    return None


def begun_by_another(value: Value, statement: Statement, told: Statement, pairing: Pairing) -> bool:
    """Whether a sentence has a common noun of its own before the word that a statement has right behind the value."""
    here = statement.words_in(value.start, value.end)
    at = pairing.same.get(here.stop) if here else None
    if at is None or not at or not statement.words[here.stop].telling or here.start > _BEGINNING:
        return False
    before = told.words[at - 1]
    return before.telling and at - 1 not in pairing.same.values() and at - 1 not in told.named


def _telling_before(statement: Statement, at: int) -> int | None:
    """The place of the telling word before a place, with only an article between; none where it is a name."""
    for place in range(at - 1, max(-1, at - 1 - _REACH), -1):
        word = statement.words[place]
        if word.folded not in _ARTICLES and not word.telling:
            return None
        if word.telling:
            return None if place in statement.named else place
    return None


def has_a_pronoun_for(value: Value, statement: Statement, told: Statement, pairing: Pairing) -> bool:
    """Whether a sentence has a pronoun right where the statement has a value: "it cost" for "the Tern cost"."""
    here = statement.words_in(value.start, value.end)
    before, behind = pairing.same.get(here.start - 1), pairing.same.get(here.stop)
    return any(
        word.folded in _PRONOUNS and (behind == at + 1 or before == at - 1) for at, word in enumerate(told.words)
    )


def stands_beside(value: Value, statement: Statement, stems: frozenset[str]) -> bool:
    """Whether one of these words is a telling one near the value in its statement."""
    here = statement.words_in(value.start, value.end)
    near = [*range(max(0, here.start - _BESIDE), here.start), *range(here.stop, here.stop + _BESIDE)]
    words = [statement.words[at] for at in near if at < len(statement.words)]
    return any(word.telling and word.stem in stems for word in words)


def is_left_over(value: Value, told: Statement, pairing: Pairing) -> bool:
    """Whether a sentence has a value once more than the statement: no word of it is paired, as another one's are."""
    paired = set(pairing.same.values())

    def is_paired(each: Value) -> bool:
        return any(at in paired for at in told.words_in(each.start, each.end))

    # "Syrian" names Syria: the beginnings of the words decide.
    words = {word[:_BEGINNING] for word in value.key.split()}
    again = [each for each in told.names if words & {word[:_BEGINNING] for word in each.key.split()}]
    return not is_paired(value) and any(is_paired(each) for each in again)


def _distance(pairing: Pairing, places: range, edge: int, step: int) -> int:
    """The least number of places, on both sides together, from both values to a word they share on one side; else 0."""
    sums = []
    for away, place in enumerate(places, 1):
        told = pairing.place(place)
        if told is not None and 1 <= (told - edge) * step <= _REACH:
            sums.append(away + (told - edge) * step)
    return min(sums, default=0)
