"""Scopes: whether "all", "most", "only", "twice" and others that set bounds to a statement are the cited words' own.

Strict: what is to be shown is checked so. English only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rag.carriers import Told
from rag.faults import Fault
from rag.pairing import Pairing
from rag.statement import Statement

# A word of a group is told by one of it, before the same thing.
_GROUPS = [
    frozenset(group.split())
    for group in (
        "all every each everyone everybody everything entire entirely whole wholly always any both together fully",
        "only alone just solely merely exclusively sole except nobody",
        "most majority mostly largely mainly chiefly primarily",
        "some few several partly part many numerous sometimes",
    )
]
_UNIVERSAL, _PARTIAL = _GROUPS[0], _GROUPS[2] | _GROUPS[3]
_COMMON_ENOUGH = frozenset("any both together fully many part".split())
# A word of these is told by itself, or by its like.
_SINGLE = frozenset(
    "himself herself itself themselves twice thrice again repeatedly finally even still already alone once "
    "never".split()
)
_LIKE = {"twice": {"second"}, "again": {"second", "return", "returned", "back", "resumed", "re"}, "thrice": {"three"}}
BOUNDS = frozenset().union(*_GROUPS)
# Adverbs that only say how a statement is told.
_PLAIN = frozenset(
    """
    approximately nearly roughly reportedly allegedly meanwhile currently previously initially subsequently
    additionally respectively specifically particularly namely shortly recently originally formerly early daily
    weekly monthly yearly family supply reply apply july italy assembly
    """.split()
)
# Before a noun, these make something else of it.
_MODIFIERS = frozenset(
    "former ex next future acting deputy vice co alleged suspected supposed proposed planned failed attempted "
    "possible potential outgoing incoming mock fake honorary assistant so".split()
)
_OF_AN_OFFICE = frozenset("former vice deputy acting ex outgoing".split())
# Where it holds: "In Highpool, the Union took every seat".
_LEADING = re.compile(r"^(?:In|At|Among|Of|On|For|Across|Near|Around|Outside) ")
_PARTITIVE = re.compile(r"\s+of (?:them|those|these|whom|which)\b,? ?(\w+)?", re.IGNORECASE)


def scope_faults(statement: Statement, carriers: Sequence[Told], pairings: Sequence[Pairing]) -> Iterator[Fault]:
    """Bounds that a statement sets and no carrier does, and bounds of the first carrier that it leaves out."""
    for at, word in enumerate(statement.words):
        told = any(
            _has_the_like(statement, at, each.statement, pairing)
            for each, pairing in zip(carriers, pairings, strict=True)
        )
        if at not in statement.named and not told:
            yield Fault("addition", statement.text[word.start : word.end])
    main, pairing = carriers[0].statement, pairings[0]
    back = {place: at for at in range(len(statement.words)) if (place := pairing.place(at)) is not None}
    for place, word in enumerate(main.words):
        if place in main.named and word.folded not in _OF_AN_OFFICE:
            continue
        if word.folded in _MODIFIERS or (word.folded in _PARTIAL and word.folded not in _COMMON_ENOUGH):
            kept = {each for group in (*_GROUPS, _MODIFIERS) if word.folded in group for each in group}
            fault = _left_out(statement, main, back, place, kept)
            if fault:
                yield fault
    yield from _place_left_out(statement, main, back)
    yield from _other_left_out(statement, main, pairing)
    yield from _part_left_out(statement, main)


def _has_the_like(statement: Statement, at: int, told: Statement, pairing: Pairing) -> bool:
    """Whether a sentence sets the bound that a word sets; a word that sets none has it."""
    word = statement.words[at]
    if word.folded in _COMMON_ENOUGH or _is_about(statement, at):
        return True
    there = {each.folded for each in told.words}
    if word.folded in _SINGLE:
        return word.folded in there or bool(_LIKE.get(word.folded, set()) & there)
    for group in _GROUPS:
        if word.folded in group:
            places = [place for place, each in enumerate(told.words) if each.folded in group]
            return any(_next(told, place) & _paired(_next(statement, at), pairing) for place in places)
    if word.folded.endswith("ly") and word.telling and len(word.folded) > 4 and not word.capital:
        return word.folded in _PLAIN or pairing.place(at) is not None
    return True


def _is_about(statement: Statement, at: int) -> bool:
    """ "Some 270 people": right before a number it says that this is rounded, and sets no bound."""
    behind = statement.words[at + 1].start if at + 1 < len(statement.words) else -1
    return statement.words[at].folded == "some" and any(each.start == behind for each in statement.figures)


def _next(statement: Statement, at: int) -> set[int]:
    """The places of the telling words nearest to one on either side."""
    behind = next((place for place in range(at + 1, len(statement.words)) if statement.words[place].telling), -1)
    before = next((place for place in range(at - 1, -1, -1) if statement.words[place].telling), -1)
    return {behind, before} - {-1}


def _paired(places: set[int], pairing: Pairing) -> set[int]:
    return {place for at in places if (place := pairing.place(at)) is not None}


def _left_out(statement: Statement, told: Statement, back: dict[int, int], place: int, kept: set[str]) -> Fault | None:
    """ "Former engineer" told as "engineer", "most of the money" as "the money"."""
    behind = [at for at in range(place + 1, min(len(told.words), place + 4)) if told.words[at].telling][:1]
    for noun in behind:
        at = back.get(noun)
        if at is None or told.text[told.words[place].end : told.words[noun].start].strip(" -").count(","):
            continue
        near = {word.folded for word in statement.words[max(0, at - 4) : at]}
        if not near & kept:
            return Fault(
                "bound", statement.text[statement.words[at].start : statement.words[at].end], told.words[place].folded
            )
    return None


def _place_left_out(statement: Statement, told: Statement, back: dict[int, int]) -> Iterator[Fault]:
    """ "Every seat" where the carrier begins with "In Highpool," and the statement does not say where."""
    every = next((word for word in statement.words if word.folded in _UNIVERSAL - _COMMON_ENOUGH), None)
    if every and _LEADING.match(told.text) and "," in told.text:
        names = [name for name in told.names if name.end <= told.text.index(",")]
        for name in names[:1]:
            if not set(told.words_in(name.start, name.end)) & set(back):
                yield Fault("bound", statement.text[every.start : every.end], told.text[name.start : name.end])


def _other_left_out(statement: Statement, told: Statement, pairing: Pairing) -> Iterator[Fault]:
    """ "15 deep mines" of "15 deep and surface mines"."""
    for at in range(len(statement.words) - 1):
        kind, noun = pairing.same.get(at), pairing.same.get(at + 1)
        if kind is None or noun != kind + 3 or not statement.words[at].telling or kind in told.named:
            continue
        if told.words[kind + 1].folded == "and" and kind + 2 not in pairing.same.values():
            other = told.words[kind + 2]
            yield Fault("bound", statement.text[statement.words[at].start : statement.words[at].end], other.folded)


def _part_left_out(statement: Statement, told: Statement) -> Iterator[Fault]:
    """ "Two people were injured" of "19 people, two of them seriously"."""
    for figure in statement.figures:
        for other in told.figures:
            m = _PARTITIVE.match(told.text, other.end) if other.amount == figure.amount else None
            if m and m[1] and not re.search(rf"\b{re.escape(m[1])}\b|\bof\b", statement.text[figure.end :], re.I):
                yield Fault("bound", statement.text[figure.start : figure.end], m[1])
