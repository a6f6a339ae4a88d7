"""Predicates: of whom a sentence tells something, which verb tells it, and what noun stands before a verb.

By words and their order: English only.
"""

from __future__ import annotations

from dataclasses import dataclass

from rag.attribution import SAYING
from rag.statement import Statement
from rag.verbs import AUXILIARIES, end_of_subject, verbs_of

RELATIVE = frozenset("who which that whose also not never then now still".split())
# What a noun is told more closely by: its head stands before these.
_CLOSER = frozenset("of in on at from with for by who which that whose over near to as".split())
_INSIDE_A_NOUN = frozenset("of the a an and once in at for with by on to from".split())
# So many telling words show which sentence tells of the subject.
_FEWEST = 2


@dataclass(frozen=True)
class Clause:
    """Of a statement: the places of its subject's names and head, of its verb, and of what is said of it."""

    subject: tuple[int, ...]
    verb: int
    said: tuple[int, ...]


def clause_of(statement: Statement) -> Clause | None:
    """The first clause that says more than that somebody says something; none where its subject is a pronoun."""
    verb = end_of_subject(statement)
    begun = _behind_what_leads_in(statement, verb)
    if verb is not None and statement.words[verb].folded in SAYING:
        begun = verb + 1
        verb = next((at for at in verbs_of(statement) if at > begun), None)
    if verb is None:
        return None
    subject = _head(statement, range(begun, verb))
    said: list[int] = []
    for at in range(verb, len(statement.words)):
        if at > verb and len(said) >= _FEWEST and _is_cut(statement, at):
            break
        if statement.words[at].telling and statement.words[at].folded not in SAYING:
            said.append(at)
    return Clause(tuple(subject), verb, tuple(said)) if subject and said else None


def _behind_what_leads_in(statement: Statement, verb: int | None) -> int:
    """The place behind "On Monday," or "According to the office,"."""
    first = statement.words[0].folded if statement.words else ""
    if first not in _CLOSER and first not in ("according", "after", "before", "during", "since", "if", "while", "when"):
        return 0
    for at in range(1, len(statement.words) if verb is None else verb):
        if "," in statement.text[statement.words[at - 1].end : statement.words[at].start]:
            return at
    return 0


def _head(statement: Statement, places: range) -> list[int]:
    """The names of a subject, else its last telling word before "of", "in" and the like."""
    values = {at for each in (*statement.figures, *statement.days) for at in statement.words_in(each.start, each.end)}
    telling: list[int] = []
    for at in places:
        word = statement.words[at]
        gap = statement.text[statement.words[at - 1].end : word.start] if at else ""
        if telling and (word.folded in _CLOSER or "," in gap):
            break
        if (word.telling or at in statement.named) and at not in values:
            telling.append(at)
    # Of a name the last word: "Mayor Brack" and "Mayor Strake" share the first.
    names = [at for at in telling if at in statement.named and not _is_owner(statement, at)]
    if names == [0] and statement.opening and telling[1:2] == [1]:  # "Talks ..." begins a sentence, "Exit talks", too
        names = []
    return [at for at in names if at + 1 not in statement.named or at + 1 not in names] or telling[-1:]


def _is_owner(statement: Statement, at: int) -> bool:
    """Whether a name only says whose: "Fenn’s lawyer"."""
    return statement.text[statement.words[at].end :][:2] in ("’s", "'s", "’ ", "' ")


def _is_cut(statement: Statement, at: int) -> bool:
    gap = statement.text[statement.words[at - 1].end : statement.words[at].start]
    return any(mark in gap for mark in ",;:—–") or statement.words[at].folded in ("and", "but", "while", "which", "who")


def noun_before(told: Statement, verb: int) -> list[int]:
    """The places of the telling words of the noun that a verb follows without a comma; none where it is not told."""
    at = verb - 1
    while at >= 0 and told.words[at].folded in AUXILIARIES | RELATIVE:
        at -= 1
    found: list[int] = []
    verbs = set(verbs_of(told))
    relative = at + 1 if at + 1 < verb and told.words[at + 1].folded in RELATIVE else -1
    after = relative if relative > 0 else verb
    while at >= 0 and (at not in verbs or (found and told.words[at + 1].folded == "by")):
        gap = told.text[told.words[at].end : told.words[after].start]
        word = told.words[at]
        if word.folded.endswith("day") and word.capital and not found:  # "The club on Thursday signed"
            at, after = at - 1 - (told.words[at - 1].folded == "on"), at - (told.words[at - 1].folded == "on")
            continue
        inside = word.folded in _INSIDE_A_NOUN and bool(found)
        cut = after != relative and any(mark in gap for mark in ',;:—–“”"')
        if cut or not (word.telling or inside):
            break
        if word.telling:
            found.append(at)
        at, after = at - 1, at
    return found
