"""Lists: whether a number or a day keeps what is told beside it, where a sentence has several side by side.

"In 2013 the Tern was built, and in 2019 she was lost": strict, what is to be shown is checked so. English.
"""

from __future__ import annotations

from collections.abc import Iterator

from rag.faults import Fault
from rag.pairing import Pairing
from rag.statement import Statement
from rag.values import Value
from rag.verbs import verbs_of

_CUTS, _CUTTING = ",;:—–", frozenset("and but while whereas compared versus".split())
_ASIDE = frozenset("which who whose where".split())
# Of a part told later, only so many words right behind its value are surely of that value.
_NEAR = 3
_NOT_FINITE = frozenset("be been being".split())
# So many words that only another clause has tell that the statement is of that one.
_MOST = 2
# "A fifth of the 75,000": one of these before "of", and what stands behind it is the whole.
_PARTS = frozenset("some most many half part any none one few several majority minority each neither".split())
_BEFORE_THE_WHOLE = frozenset("the an a its their these those estimated about around roughly nearly some all".split())
_ABOUT = frozenset(
    "the a an other another about around nearly almost roughly some over only just at least more than up to".split()
)


def list_faults(statement: Statement, main: Statement, pairing: Pairing) -> Iterator[Fault]:
    """A value with the words of another one; one for that which a verb has; a whole for a part of it."""
    values = (*main.figures, *main.days)
    claimed = {each.key for each in (*statement.figures, *statement.days)}
    for value in (*statement.figures, *statement.days):
        words = statement.text[value.start : value.end]
        own = [each for each in values if each.key == value.key and each.kind == value.kind]
        other = _beside_another(value, statement, main, pairing, own, claimed) or _of_the_verb(
            value, statement, main, pairing, claimed
        )
        if other:
            yield Fault("figure_other", words, main.text[other.start : other.end])
        elif own and all(_is_a_whole(each, main) for each in own) and not _is_a_whole(value, statement):
            yield Fault("bound", words, "of")


def _beside_another(
    value: Value, statement: Statement, main: Statement, pairing: Pairing, own: list[Value], claimed: set[str]
) -> Value | None:
    """The value of another part of the sentence, of which the statement has words and not the value itself."""
    parts = _parts(main)
    homes = {part for each in own for part in parts if _place(each, main) in part}
    if not homes:
        return None
    other = _of_another_clause(value, statement, main, pairing, homes, claimed)
    if other:
        return other
    at_home = {main.words[place].stem for part in homes for place in part}
    taken = {at for each in (*statement.figures, *statement.days) for at in statement.words_in(each.start, each.end)}
    for at, word in enumerate(statement.words):
        place = pairing.place(at)
        if place is None or not word.telling or at in taken or main.words[place].stem in at_home:
            continue
        part = next(each for each in parts if place in each)
        there = [each for each in _like(value, main) if _place(each, main) in part]
        before = [each for each in there if _place(each, main) < place]
        free = [each for each in before if each.key not in claimed]
        if not free or (free[-1] is not before[-1] and not _is_a_span(free[-1], before[-1], main)):
            continue
        if any(each.key in claimed for each in there if each not in before):
            continue
        if _is_of(place, main.words_in(before[-1].start, before[-1].end).stop, main, min(each.start for each in homes)):
            return free[-1]
    return None


def _of_another_clause(
    value: Value, statement: Statement, main: Statement, pairing: Pairing, homes: set[range], claimed: set[str]
) -> Value | None:
    """The value of another clause with a subject and a verb of its own, which tells most of the statement."""
    if not all(_is_a_clause(part, main) for part in homes):
        return None
    stems = {main.words[place].stem for part in homes for place in part}
    for part in _parts(main, with_asides=False):
        there = [each for each in _like(value, main) if _place(each, main) in part]
        if (
            any(part.start >= home.start and part.stop <= home.stop for home in homes)
            or not there
            or any(each.key in claimed for each in there)
            or not _is_a_clause(part, main)
        ):
            continue
        own = [at for at, place in pairing.same.items() if place in part and main.words[place].stem not in stems]
        if sum(statement.words[at].telling for at in own) >= _MOST:
            return there[0]
    return None


def _is_a_clause(part: range, main: Statement) -> bool:
    """Whether a part has a verb, and before it a word that may be its subject."""
    verb = next((at for at in verbs_of(main) if at in part and main.words[at].folded not in _NOT_FINITE), None)
    return verb is not None and any(main.words[at].telling for at in range(part.start, verb))


def _like(value: Value, main: Statement) -> list[Value]:
    """The values of a sentence that could stand for one: days for a day, shares for a share."""
    return [
        each for each in (*main.figures, *main.days) if (each.kind, each.unit == "%") == (value.kind, value.unit == "%")
    ]


def _is_a_span(first: Value, last: Value, main: Statement) -> bool:
    """ "2011 to 2012"."""
    return main.text[first.end : last.start].strip() in ("to", "and", "-", "–")


def _is_of(place: int, behind: int, main: Statement, home: int) -> bool:
    """Whether a word behind a value is of it: near it, in a part told later; not left out again, in one before."""
    between = range(behind, place)
    if place > home:
        return len(between) < _NEAR and not any(at in verbs_of(main) for at in (*between, place))
    return any(not main.words[at].telling or at in verbs_of(main) for at in between)


def _of_the_verb(
    value: Value, statement: Statement, main: Statement, pairing: Pairing, claimed: set[str]
) -> Value | None:
    """The number that the sentence has right behind the verb that the statement has this one behind."""
    verb = _verb_before(value, statement)
    at = pairing.same.get(verb) if verb is not None else None
    if at is None:
        return None
    like = _like(value, main)
    if any(each.key == value.key and _verb_before(each, main) == at for each in like):
        return None
    return next((each for each in like if _verb_before(each, main) == at and each.key not in claimed), None)


def _verb_before(value: Value, statement: Statement) -> int | None:
    """The place of the verb right behind which a number stands, "about" and the like between."""
    for at in range(_place(value, statement) - 1, -1, -1):
        if statement.words[at].folded not in _ABOUT:
            return at if at in verbs_of(statement) and statement.words[at].telling else None
    return None


def _is_a_whole(value: Value, statement: Statement) -> bool:
    """Whether a number is that of which a part is told: "19 of the 35 seats", "a fifth of the estimated 75,000"."""
    shares = {at for each in statement.figures for at in statement.words_in(each.start, each.end)}
    for at in range(_place(value, statement) - 1, 0, -1):
        word = statement.words[at].folded
        if word == "of":
            return at - 1 in shares or statement.words[at - 1].folded in _PARTS
        if word not in _BEFORE_THE_WHOLE:
            return False
    return False


def _place(value: Value, statement: Statement) -> int:
    places = statement.words_in(value.start, value.end)
    return places.start if places else -1


def _parts(statement: Statement, with_asides: bool = True) -> list[range]:
    """The places of words between commas and conjunctions, in order; an aside goes with what stands before it."""
    found, begun = [], 0
    for at in range(1, len(statement.words)):
        gap = statement.text[statement.words[at - 1].end : statement.words[at].start]
        aside = with_asides and statement.words[at].folded in _ASIDE
        if (any(mark in gap for mark in _CUTS) and not aside) or statement.words[at].folded in _CUTTING:
            found.append(range(begun, at))
            begun = at
    return [*found, range(begun, len(statement.words))]
