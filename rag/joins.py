"""Joins: whether a statement puts together what the cited words tell of different things, or gives it a cause of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rag.carriers import Given, Told
from rag.faults import Fault
from rag.pairing import Pairing
from rag.roles import clauses
from rag.statement import Statement

# So many telling words of a clause's beginning or end make a part of their own.
_FEWEST = 2
# The share of the telling words on each side of a cause that one sentence must have.
BOTH_SIDES = 0.3
_CAUSE = re.compile(
    r"\b(because|due to|owing to|thanks to|as a result of|in response to|caused by|prompted by|led to|on account of)\b",
    re.IGNORECASE,
)
_TOLD_CAUSE = re.compile(
    r"\b(because|due|owing|thanks|results?|resulted|response|caus\w+|prompt\w+|le(?:a)?d(?:ing)? to|account|reasons?"
    r"|therefore|so|since|as|after|amid|over|for|blam\w+|over|why|trigger\w*|following)\b",
    re.IGNORECASE,
)


def join_faults(
    statement: Statement, carriers: Sequence[Told], given: Given, pairings: Sequence[Pairing]
) -> Iterator[Fault]:
    """A clause of which one end is told only in one sentence, the other only in another; a cause that none tells."""
    for clause in clauses(statement):
        telling = [at for at in clause if statement.words[at].telling]
        fault = _welded(statement, telling, carriers, pairings)
        if fault:
            yield fault
    cause = _CAUSE.search(statement.text)
    if cause and not any(
        _knows_cause(cause.start(), statement, given, *each) for each in zip(carriers, pairings, strict=True)
    ):
        yield Fault("link", cause.group())


def _knows_cause(cut: int, statement: Statement, given: Given, told: Told, pairing: Pairing) -> bool:
    """Whether a sentence that knows of a cause has a good part of what stands on either side of one.

    Of what comes before it, the sentence before may have told: "This is because ...".
    """
    if not _TOLD_CAUSE.search(told.statement.text):
        return False
    before = frozenset().union(*(each.stems for each in given.before(told, 1)))
    telling = [(word, pairing.place(at) is not None) for at, word in enumerate(statement.words) if word.telling]
    first = [held or word.stem in before for word, held in telling if word.start < cut]
    last = [held for word, held in telling if word.start >= cut]
    return all(sum(side) >= BOTH_SIDES * len(side) for side in (first, last))


def _welded(
    statement: Statement, telling: Sequence[int], carriers: Sequence[Told], pairings: Sequence[Pairing]
) -> Fault | None:
    if len(telling) < 2 * _FEWEST:
        return None
    held = [[at in pairing.same for at in telling] for pairing in pairings]
    for cut in range(_FEWEST, len(telling) - _FEWEST + 1):
        begins = [at for at, row in enumerate(held) if all(row[:cut]) and not any(row[cut:])]
        ends = [at for at, row in enumerate(held) if all(row[cut:]) and not any(row[:cut])]
        apart = [
            (one, other)
            for one in begins
            for other in ends
            if carriers[one].source is not carriers[other].source
            or abs(carriers[one].place - carriers[other].place) > 1
        ]
        whole = any(any(row[:cut]) and any(row[cut:]) for row in held)
        if apart and not whole:
            first, last = statement.words[telling[cut - 1]], statement.words[telling[cut]]
            begun, ended = statement.words[telling[0]], statement.words[telling[-1]]
            return Fault(
                "joined", statement.text[begun.start : first.end], statement.text[last.start : ended.end]
            )
    return None
