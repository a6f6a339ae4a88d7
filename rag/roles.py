"""Roles: whether who did what to whom is told the same way round, in the active voice or in the passive."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from rag.carriers import Told
from rag.faults import Fault
from rag.pairing import Pairing
from rag.statement import Statement
from rag.verbs import verbs_of

# What ends a clause: order says nothing across it.
_BREAK = re.compile(r"[,;:()“”\"—–]|\.\s")
_BREAKERS = frozenset(
    "and but or which who whom when while after before because although though if as where since until".split()
)
_BE = frozenset("is are was were be been being am got gets".split())
_SUBJECTS, _OBJECTS = frozenset("he she it they we i who".split()), frozenset("him her them us me".split())
_ASKING = frozenset(
    "asked asks told tells urged urges ordered orders invited invites allowed allows forced forces persuaded wants "
    "wanted called helped expects".split()
)
# Small words that link two things in one direction.
_LINKS = frozenset("to than against over from by for into".split())


# "Affected worldwide by".
_ADVERB = 2


def role_faults(statement: Statement, carriers: Sequence[Told], pairings: Sequence[Pairing]) -> Iterator[Fault]:
    """Two things and the word between them, told the other way round in one clause of a carrier, and nowhere so.

    `pairings` pairs the statement with each carrier.
    """
    for clause in clauses(statement):
        for one, link, other in _triples(statement, clause):
            if not any(_order(pairing, one, link, other) for pairing in pairings):
                continue
            ways = {
                _way(each.statement, pairing, statement, (one, link, other), clause)
                for each, pairing in zip(carriers, pairings, strict=True)
            }
            if -1 in ways and 1 not in ways:
                first, last = statement.words[one], statement.words[other]
                yield Fault("roles", statement.text[first.start : last.end])
                return
    yield from _side_faults(statement, carriers, pairings)


def _side_faults(statement: Statement, carriers: Sequence[Told], pairings: Sequence[Pairing]) -> Iterator[Fault]:
    """A name right before what it did, where the cited words have it right behind, or another one that was asked to."""
    for clause in clauses(statement):
        for at in clause[:-1]:
            verb = _verb_behind(statement, at, clause)
            if at not in statement.named or verb is None:
                continue
            for each, pairing in zip(carriers, pairings, strict=True):
                name, done = pairing.same.get(at, -1), pairing.same.get(verb, -1)
                if min(name, done) < 0:
                    continue
                if _is_done_to(each.statement, name, done) or _is_done_by_another(each.statement, name, done):
                    yield Fault("roles", statement.text[statement.words[at].start : statement.words[verb].end])
                    return
                break


def _verb_behind(statement: Statement, at: int, clause: range) -> int | None:
    """The word right behind a name, where it looks like a verb in the active voice."""
    word = statement.words[at + 1] if at + 1 in clause else None
    if (
        word is None
        or word.capital
        or not word.telling
        or not word.folded.endswith(("ed", "s", "t", "d", "e", "w", "n"))
    ):
        return None
    return at + 1


def _is_done_to(told: Statement, name: int, done: int) -> bool:
    """ "She thanked Fenn": the name right behind the verb, and a pronoun or another name before it."""
    before = told.words[done - 1] if done else None
    return name == done + 1 and before is not None and (before.folded in _SUBJECTS or done - 1 in told.named)


def _is_done_by_another(told: Statement, name: int, done: int) -> bool:
    """ "Fenn asked Thale to go": between the name and the verb another one is asked, told or allowed to do it."""
    between = range(name + 1, done)
    asked = [at for at in between if told.words[at].folded in _ASKING]
    if not asked or done == 0 or told.words[done - 1].folded != "to":
        return False
    return any(at > asked[0] and (at in told.named or told.words[at].folded in _OBJECTS) for at in between)


@lru_cache(maxsize=2_000)
def clauses(statement: Statement) -> list[range]:
    """The places of words of each clause, in order: between commas, other stops and conjunctions."""
    found: list[range] = []
    begun = 0
    for at in range(1, len(statement.words)):
        gap = statement.text[statement.words[at - 1].end : statement.words[at].start]
        if _BREAK.search(gap) or statement.words[at].folded in _BREAKERS:
            found.append(range(begun, at))
            begun = at
    found.append(range(begun, len(statement.words)))
    return found


def is_passive(statement: Statement, clause: range, link: int, last: int) -> bool:
    """Whether behind a verb "by" names the agent: "the lane was opened by the mayor". `last`: the agent's place, or
    one behind it. In "pay for gas supplied by Skarra" another verb has it, and "pay" is active.
    """
    by = next((at for at in range(link + 1, last) if _names_an_agent(statement, at)), None)
    if by is None or any(link < at < by for at in verbs_of(statement)):
        return False
    return by - link <= _ADVERB or any(statement.words[at].folded in _BE for at in range(clause.start, link))


def _names_an_agent(statement: Statement, at: int) -> bool:
    """ "By the mayor", and neither "by eleven votes" nor "by sounding the horn"."""
    behind = statement.words[at + 1] if at + 1 < len(statement.words) else None
    if statement.words[at].folded != "by" or behind is None or behind.folded.endswith("ing"):
        return False
    return not any(each.start == behind.start for each in (*statement.figures, *statement.days))


def _triples(statement: Statement, clause: range) -> Iterator[tuple[int, int, int]]:
    """Neighbouring things with each word that links them; a thing is a name or another telling word."""
    things = [at for at in clause if _is_thing(statement, at)]
    for step, link in enumerate(clause):
        if step == 0 or not (statement.words[link].telling or statement.words[link].folded in _LINKS):
            continue
        if _is_office(statement, link):
            continue
        before = [at for at in things if at < link][-2:]
        behind = [at for at in things if at > link][:2]
        for one in before:
            for other in behind:
                compound = other - one == 2 and not {one, other} & statement.named  # "air traffic control"
                if not compound:
                    yield one, link, other


def _is_office(statement: Statement, at: int) -> bool:
    """ "Fenn is the leader of the party", "the party's leader, Fenn": such a noun stands on either side."""
    behind = statement.words[at + 1].folded if at + 1 < len(statement.words) else ""
    return behind == "of" and at not in verbs_of(statement)


def _is_thing(statement: Statement, at: int) -> bool:
    word = statement.words[at]
    values = (*statement.figures, *statement.days)
    # "US" is no telling word and yet a thing.
    telling = word.telling or at in statement.named
    return telling and not any(each.start <= word.start < each.end for each in values)


def _order(pairing: Pairing, one: int, link: int, other: int) -> bool:
    """Whether a sentence has all three words, the link between the two."""
    first, middle, last = (pairing.same.get(at, -1) for at in (one, link, other))
    return min(first, middle, last) >= 0 and (first < middle < last or last < middle < first)


def _way(told: Statement, pairing: Pairing, statement: Statement, triple: tuple[int, int, int], clause: range) -> int:
    """1 where a sentence tells it the same way round, -1 where the other way, 0 where it does not tell it."""
    if not _order(pairing, *triple):
        return 0
    here = is_passive(statement, clause, triple[1], triple[2])
    one, link, other = (pairing.same[at] for at in triple)
    within = next((each for each in clauses(told) if link in each), range(0))
    if one not in within or other not in within:
        return 0
    same_order = one < other
    same_voice = here == is_passive(told, within, link, max(one, other))
    return 1 if same_order == same_voice else -1
