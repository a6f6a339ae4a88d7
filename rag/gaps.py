"""Gaps: what of a statement the cited words do not tell, from how much of each of its words they hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from rag.faults import Fault
from rag.roles import clauses
from rag.scopes import BOUNDS
from rag.statement import HONORIFICS, Statement
from rag.verbs import verbs_of

# Below this share of its telling words a statement is not carried. Calibrated: docs/grounding.md.
ENOUGH_COVERED = 0.66
# In a row, words that lack so much together are an addition: three wholly unknown ones, or five half known.
ADDED = 2.6
# A clause of so many telling words that is held less than this is one, too.
CLAUSE_WORDS, CLAUSE_COVERED = 2, 0.35
# From here on, a word counts as told.
TOLD_ENOUGH = 0.95
# Where every word counts, none may be held less than this. Calibrated: docs/grounding.md.
LEAST_OF_A_WORD, LEAST_OF_A_VERB = 0.2, 0.4
# So many missing words are named.
MOST_NAMED = 4


def gap_faults(statement: Statement, held: Mapping[int, float], every_word: bool) -> list[Fault]:
    """A run of words or a clause that nothing cited tells of, or too much of the whole.

    `held` has for the places of telling words how much is told, 0 to 1. `every_word`: one word is too much, too.
    """
    faults = []
    for told, run in groupby(sorted(held), key=lambda at: held[at] >= TOLD_ENOUGH):
        places = list(run)
        if not told and sum(1 - held[at] for at in places) >= ADDED:
            faults.append(Fault("addition", _printed(statement, places)))
    for clause in clauses(statement) if not faults else ():
        places = [at for at in clause if at in held]
        if len(places) >= CLAUSE_WORDS and sum(held[at] for at in places) < CLAUSE_COVERED * len(places):
            faults.append(Fault("addition", _printed(statement, places)))
    lone = _lone(statement, held) if every_word and not faults else []
    if lone:
        faults.append(Fault("addition", _printed(statement, lone[:1])))
    if not faults and sum(held.values()) < ENOUGH_COVERED * len(held):
        lacking = sorted(held, key=lambda at: held[at])[:MOST_NAMED]
        faults.append(Fault("uncovered", ", ".join(_printed(statement, [at]) for at in sorted(lacking))))
    return faults


def _lone(statement: Statement, held: Mapping[int, float]) -> list[int]:
    """The places of single words that are held too little; of a verb more must be."""
    verbs = verbs_of(statement)
    return [
        at
        for at, worth in held.items()
        if worth < (LEAST_OF_A_VERB if at in verbs else LEAST_OF_A_WORD)
        and statement.words[at].folded not in HONORIFICS | BOUNDS
    ]


def _printed(statement: Statement, places: Sequence[int]) -> str:
    return statement.text[statement.words[places[0]].start : statement.words[places[-1]].end]
