"""Contraries: whether a statement has a word where the cited words have one of the other side of its scale."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rag.carriers import Told
from rag.faults import Fault
from rag.pairing import Pairing
from rag.scales import contraries
from rag.statement import Statement, Word
from rag.words import tokens

# Small words that have a contrary.
_SMALL = frozenset("before after above below over under up down more most less least all none with without".split())
# Words that make another of the one whom they stand before; they are told, or it is somebody else.
_MODIFIERS = frozenset("co vice deputy former acting ex assistant interim non anti pro".split())
# What nobody says in other words: one of a group is told by one of it, or not at all.
_GRAVE = """
die dies died dying dead death deaths kill kills killed killing killings fatal fatally slain murder murdered perish \
perished drowned executed
injure injured injures injuring injuries injury hurt wound wounded wounds broken
arrest arrested arrests detain detained apprehended custody jail jailed imprison imprisoned
convict convicted conviction guilty sentence sentenced
charge charged charges indict indicted indictment accuse accused accuses
resign resigned resigns resignation quit quits stepped steps
marry married marriage wed wedding | divorce divorced
sue sued sues lawsuit suing
bankrupt bankruptcy insolvent insolvency
explode exploded explosion blast bomb bombed bombing detonated
rape raped assault assaulted abuse abused
steal stole stolen theft robbed robbery thieves
win wins won winner winning victory beat beats beaten defeat defeated triumph
eat eats ate eaten
sank sink sinks sunk drowned
""".replace("|", "\n")
# So near on both sides a word stands that shows they are of the same thing.
_REACH = 4
# "Ended the ban": right before a word, one of these turns it round.
_UNDOING, _UNDOING_REACH = frozenset(tokens("not no never end lift stop avoid prevent without lift against")), 3


def contrary_faults(statement: Statement, carriers: Sequence[Told], pairings: Sequence[Pairing]) -> Iterator[Fault]:
    """Words in whose place a carrier has a contrary; modifiers and grave words that no carrier has."""
    own = {word.stem for word in statement.words}
    told = frozenset().union(*(each.stems for each in carriers))
    for at, word in enumerate(statement.words):
        if word.stem in told or at in statement.named:
            continue
        grave = word.folded in _GROUPS and _GROUPS[word.folded].isdisjoint(told) and not _is_like(at, pairings)
        if grave or (word.folded in _MODIFIERS and not word.capital):
            yield Fault("addition", _printed(statement, word))
        elif word.telling or word.folded in _SMALL:
            yield from _contrary(statement, at, contraries(word.stem) - own, carriers, pairings)


def _is_like(at: int, pairings: Sequence[Pairing]) -> bool:
    return any(at in pairing.like for pairing in pairings)


def _groups() -> dict[str, frozenset[str]]:
    """For each grave word the words of its groups, analysed."""
    groups: dict[str, frozenset[str]] = {}
    for line in _GRAVE.splitlines():
        for word in line.split():
            groups[word] = groups.get(word, frozenset()).union(tokens(line))
    return groups


def _contrary(
    statement: Statement, at: int, others: frozenset[str], carriers: Sequence[Told], pairings: Sequence[Pairing]
) -> Iterator[Fault]:
    for each, pairing in zip(carriers, pairings, strict=True):
        if others.isdisjoint(each.stems):
            continue
        enough = 1 if each is carriers[0] else 2
        for place, word in enumerate(each.statement.words):
            if word.stem not in others or _is_undone(each.statement, place):
                continue
            if _shared_around(at, place, statement, pairing) >= enough:
                yield Fault("opposite", _printed(statement, statement.words[at]), _printed(each.statement, word))
                return


def _shared_around(at: int, place: int, statement: Statement, pairing: Pairing) -> int:
    """How many telling words stand near both: they show that both are said of the same thing."""
    near = [each for each in range(max(0, at - _REACH), min(len(statement.words), at + _REACH + 1)) if each != at]
    told = [(each, pairing.place(each)) for each in near if statement.words[each].telling]
    return sum(1 for _, each in told if each is not None and abs(each - place) <= _REACH)


def _is_undone(statement: Statement, place: int) -> bool:
    """ "Ended the ban", "no longer closed": the contrary of a contrary."""
    before = statement.words[max(0, place - _UNDOING_REACH) : place]
    return any(word.stem in _UNDOING for word in before)


def _printed(statement: Statement, word: Word) -> str:
    return statement.text[word.start : word.end]


_GROUPS = _groups()
