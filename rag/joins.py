"""Joins: whether a statement puts together what is told of different things, or gives it a cause of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rag.carriers import Given, Told
from rag.faults import Fault
from rag.pairing import Pairing
from rag.statement import Statement

# So many telling words of a clause's end make a part of their own, of which a stray one may stand elsewhere.
_FEWEST, STRAY = 3, 0.25
_FINITE = frozenset("is are was were has have had will would said says".split())
_PRONOUNS = frozenset("he she it they him her them his its their who which this that these those".split())
_SOON, _OFTEN = 2, 3
_BEGINNING = 4
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
    fault = _welded(statement, carriers, given, pairings)
    if fault:
        yield fault
    cause = _CAUSE.search(statement.text)
    if cause and not any(
        _knows_cause(cause.start(), statement, given, *each) for each in zip(carriers, pairings, strict=True)
    ):
        yield Fault("link", cause.group())


def about_the_same(statement: Statement, carriers: Sequence[Told], given: Given) -> list[Told]:
    """The first carrier, and those of the others that tell of what the statement begins with, by name or by a pronoun.

    What else they hold is told of something else.
    """
    subject = _subject(statement)
    kept = list(carriers[:1])
    for each in carriers[1:]:
        pronoun = any(word.folded in _PRONOUNS for word in each.statement.words)
        goes_on = pronoun and any(told in kept for told in given.before(each, 1))
        precedes = any(each in given.before(told, _SOON) for told in kept)
        if subject & each.stems or goes_on or precedes:
            kept.append(each)
    return kept


def _subject(statement: Statement) -> set[str]:
    """The words of the name a statement begins with, else its first telling word."""
    first = [at for at, word in enumerate(statement.words) if word.telling][:1]
    if statement.names:
        name = statement.words_in(statement.names[0].start, statement.names[0].end)
        if name and name.start <= _BEGINNING:
            return {statement.words[at].stem for at in name}
    return {statement.words[at].stem for at in first}


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


def _welded(statement: Statement, carriers: Sequence[Told], given: Given, pairings: Sequence[Pairing]) -> Fault | None:
    """The fault where a sentence has its subject from one sentence and what is said of it from another.

    Where that one may speak of the subject without naming it, nothing is wrong.
    """
    telling = [at for at, word in enumerate(statement.words) if word.telling]
    held = [[at in pairing.same for at in telling] for pairing in pairings]
    for cut in range(1, len(telling) - _FEWEST + 1):
        between = statement.words[telling[cut - 1] + 1 : telling[cut]]
        if not any(word.folded in _FINITE for word in between):
            continue
        if any(any(row[:cut]) and sum(row[cut:]) > STRAY * len(row[cut:]) for row in held):
            continue  # one sentence tells of both parts
        enough = (1 - STRAY) * (len(telling) - cut)
        begins = [each for each, row in zip(carriers, held, strict=True) if all(row[:cut])]
        ends = [each for each, row in zip(carriers, held, strict=True) if sum(row[cut:]) >= enough]
        subject = {statement.words[at].stem for at in telling[:cut]}
        if begins and ends and not any(_speaks_of(subject, begins, each, given) for each in ends):
            return Fault("joined", _printed(statement, telling[:cut]), _printed(statement, telling[cut:]))
    return None


def _speaks_of(subject: set[str], begins: Sequence[Told], told: Told, given: Given) -> bool:
    """Whether a sentence may mean a subject that it does not name.

    It stands soon behind one that does and has a pronoun, or its article names the subject again and again.
    """
    pronoun = any(word.folded in _PRONOUNS for word in told.statement.words)
    if pronoun and any(each in begins for each in given.before(told, _SOON)):
        return True
    article = told.source.article
    naming = sum(1 for each in given.told if each.source.article is article and subject & each.stems)
    return naming >= _OFTEN


def _printed(statement: Statement, places: Sequence[int]) -> str:
    return statement.text[statement.words[places[0]].start : statement.words[places[-1]].end]
