"""Order: whether what a statement puts before or after something, or has begin or end with it, is told in that order.

Strict: what is to be shown is checked so. English only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rag.carriers import Told
from rag.faults import Fault
from rag.pairing import Pairing
from rag.statement import Statement, Word

_BEFORE, _AFTER = frozenset(("before",)), frozenset(("after", "following", "since"))
_ORDERING = _BEFORE | _AFTER
# A sentence with one of these knows of an order in time.
_KNOWS = re.compile(
    r"\b(?:when|then|once|later|earlier|until|till|ahead|previous(?:ly)?|having|eve|ago)\b", re.IGNORECASE
)
_WENT_BEFORE = re.compile(r"\b(?:had|having|as|when|amid)\b")
# What stands right before a day or a number, by where it points.
_SIDES = [
    frozenset("from since after starting".split()),
    frozenset("until till to by before".split()),
    frozenset("over above exceeds".split()),
    frozenset("under below".split()),
]
_SIDE_OF = {word: number for number, side in enumerate(_SIDES) for word in side}
_FROM = 0
_RATE = re.compile(r"\s*(?:[a-z]+ )?(?:an?|per|each|every) ([a-z]+)")
_MORE = re.compile(
    r"(?: [a-z]+){0,2} (?:more|less|fewer|higher|lower|longer|shorter|above|below) than\b"
    r"|(?: [a-z]+){0,2} more\b(?! th)"
)
_APART = re.compile(
    r" (?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|decades?) (?:after|before|later|earlier|ago)\b"
)
_LASTING = frozenset("for within over during lasted took".split())
_SHARE = 0.5


def order_faults(statement: Statement, carriers: Sequence[Told], pairings: Sequence[Pairing]) -> Iterator[Fault]:
    """An order in time that the first carrier does not tell, or tells the other way round; "from" for "until"."""
    main, pairing = carriers[0].statement, pairings[0]
    for at, word in enumerate(statement.words):
        if word.folded in _ORDERING and word.telling is False and at and not _is_of_a_value(statement, at):
            yield from _clauses_out_of_order(statement, at, main, pairing)
    yield from _other_sides(statement, main, pairing)
    yield from _durations(statement, main)
    for value in (*statement.figures, *statement.days):
        others = [each for each in (*main.figures, *main.days) if each.key == value.key and each.kind == value.kind]
        if not others:
            continue
        here = _side(_before(statement, value.start))
        there = {_side(_before(main, each.start)) for each in others}
        if value.kind == "number" and here is None and there == {_FROM} and not value.unit:
            yield Fault("bound", statement.text[value.start : value.end], "from")
        if here is not None and None not in there and here not in there:
            yield Fault("figure", statement.text[statement.words[0].start : value.end][-40:].split(" ", 1)[-1])
        rate, rates = _RATE.match(statement.text, value.end), [_RATE.match(main.text, each.end) for each in others]
        if rate and not any(each and each[1] == rate[1] for each in rates) and any(each for each in rates):
            yield Fault("figure_other", rate.group().strip(), next(each for each in rates if each).group().strip())
        compared = value.kind == "number" and _MORE.match(statement.text, value.end)
        if compared and not any(_MORE.match(main.text, each.end) for each in others):
            yield Fault("counted", statement.text[value.start : value.end])


def _durations(statement: Statement, main: Statement) -> Iterator[Fault]:
    """ "For three days" of what was done "three days after" something."""
    for value in statement.figures:
        before, here = _before(statement, value.start), _APART.match(statement.text, value.end)
        others = [each for each in main.figures if each.key == value.key]
        if before is None or before.folded not in _LASTING or here or not others:
            continue
        if all(_APART.match(main.text, each.end) for each in others):
            yield Fault("link", statement.text[before.start : value.end])


def _other_sides(statement: Statement, main: Statement, pairing: Pairing) -> Iterator[Fault]:
    """ "Until October" for "from October"."""
    for at, place in pairing.same.items():
        word = statement.words[at]
        here, there = _side_before(statement, at), _side_before(main, place)
        agent = main.words[place - 1].folded == "by" and at in statement.named  # "gas supplied by Skarra"
        if word.telling and here is not None and there is not None and here != there and not agent:
            yield Fault("link", statement.text[statement.words[at - 1].start : word.end])


def _side_before(statement: Statement, at: int) -> int | None:
    """The side of the word before a place, with an article between or none."""
    before = [word for word in statement.words[max(0, at - 2) : at] if word.folded not in ("the", "a", "an")]
    return _side(before[-1]) if before and at else None


def _clauses_out_of_order(statement: Statement, at: int, own: Statement, pairing: Pairing) -> Iterator[Fault]:
    """An order of two things which the sentence that tells of them knows nothing of, or has the other way round."""
    word = statement.words[at]
    marks = [place for place, each in enumerate(own.words) if each.folded in _ORDERING]
    words = statement.text[word.start :].rstrip(".!? ")
    if not marks:
        if not _KNOWS.search(own.text) and (word.folded in _BEFORE or not _WENT_BEFORE.search(own.text)):
            yield Fault("link", words)
        return
    marks = _before_the_same(statement, at, own, marks, pairing) or marks
    places = {step: place for step in range(len(statement.words)) if (place := pairing.place(step)) is not None}
    behind = [
        places[step] for step in range(at + 1, len(statement.words)) if step in places and statement.words[step].telling
    ]
    before = [places[step] for step in range(at) if step in places and statement.words[step].telling]
    if not behind or not before:
        return
    for mark in marks:
        same = (own.words[mark].folded in _BEFORE) == (word.folded in _BEFORE)
        after_mark = sum(place > mark for place in behind) / len(behind) > _SHARE
        before_mark = sum(place < mark for place in before) / len(before) > _SHARE
        leads = mark == 0
        if leads or (after_mark and before_mark) == same or (not after_mark and not before_mark) == (not same):
            return
    yield Fault("link", words)


def _before_the_same(
    statement: Statement, at: int, told: Statement, marks: Sequence[int], pairing: Pairing
) -> list[int]:
    """Those of the marks of a sentence behind which the same word comes first as behind the statement's."""
    first = next((step for step in range(at + 1, len(statement.words)) if statement.words[step].telling), -1)
    return [
        mark
        for mark in marks
        if next((place for place in range(mark + 1, len(told.words)) if told.words[place].telling), -2)
        == pairing.place(first)
    ]


def _is_of_a_value(statement: Statement, at: int) -> bool:
    """Whether "after" stands right before a day or a number: which side of it is looked at below."""
    start = statement.words[at + 1].start if at + 1 < len(statement.words) else -1
    return any(value.start == start for value in (*statement.figures, *statement.days))


def _before(statement: Statement, start: int) -> Word | None:
    words = [word for word in statement.words if word.end <= start][-1:]
    return words[0] if words else None


def _side(word: Word | None) -> int | None:
    return _SIDE_OF.get(word.folded) if word else None
