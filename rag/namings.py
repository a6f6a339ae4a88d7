"""Namings: two names of one sentence that stand beside each other without one being in the other's place."""

from __future__ import annotations

from itertools import islice

from rag.statement import Statement
from rag.values import Value
from rag.verbs import verbs_of

# So many words show that a name is the one of whom they are told.
_AT_HOME = 2
# Between two names of one noun stand so many words at most.
_IN_ONE_NOUN = 2


def stands_beside_its_place(name: Value, other: Value, told: Statement) -> bool:
    """Whether the other name only says where the name is: "the yard Fenn & Sons, of Skarra, Merrow, heads ...".

    Or what they are: "Fenn, the keeper of Skarra Head, heads ...".
    """
    own = next((each for each in told.names if each.key == name.key and each.end < other.start), None)
    if own is None:
        return False
    between = told.text[own.end : other.start]
    words = [word for word in told.words if own.end <= word.start < other.start]
    named = [at for at in told.named if told.words[at] in words]
    others = [word for word in words if word.folded not in ("of", "in", "the")]
    if not between.startswith((",", " (")):
        return False
    closed = told.text[other.end :].startswith((",", ")")) and not any(told.words[at] in words for at in verbs_of(told))
    return closed or len(named) == len(others)


def is_at_home(name: Value, statement: Statement, told: Statement) -> bool:
    """Whether a sentence tells of the name with the same two words next behind it."""
    here = _next_behind(name, statement)
    return len(here) == _AT_HOME and any(
        each.key == name.key and _next_behind(each, told) == here for each in told.names
    )


def _next_behind(name: Value, statement: Statement) -> list[str]:
    telling = (word.stem for word in statement.words if word.start >= name.end and word.telling)
    return list(islice(telling, _AT_HOME))


def is_told_closer(name: Value, other: Value, told: Statement) -> bool:
    """Whether the other name only stands before the name in one noun: "German broadcaster Kite", "Fenn's Tern"."""
    own = next((each for each in told.names if each.key == name.key and each.start > other.start), None)
    if own is None:
        return False
    between = told.text[other.end : own.start]
    places = [at for at, word in enumerate(told.words) if other.end <= word.start < own.start]
    nouns = all(told.words[at].telling and at not in verbs_of(told) for at in places)
    return nouns and len(places) <= _IN_ONE_NOUN and not any(mark in between for mark in ",;:()—–")
