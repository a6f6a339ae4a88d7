"""Denials and doubts: whether what a statement denies, or leaves open, is what the cited words deny or leave open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from rag.carriers import Told
from rag.faults import Fault
from rag.pairing import Pairing
from rag.scales import contraries
from rag.statement import Statement, Word
from rag.verbs import verbs_of

_DENYING = frozenset("not never cannot neither nor none nobody nothing no without except unable unrelated".split())
_DENYING_TO = frozenset("fail fails failed failing refuse refuses refused refusing decline declines declined".split())
_DOUBTING = frozenset(
    """
    may might could perhaps possibly maybe likely unlikely probably reportedly allegedly alleged considering consider
    considers mulling weighing expected expects hopes hoping wants plans planning planned proposes intends
    suspected rumoured rumored potentially should
    """.split()
)
_NOBODY = frozenset("none neither nobody nothing".split())
_EXPECTING = frozenset("expect expects expected hope hopes hoping want wants plan plans planned".split())
# Between a mark and the word that it is meant for.
_ADVERBS = frozenset("soon also still even already ever just yet longer now often again".split())
_AHEAD = frozenset("will would shall going asked urged".split())
# So far ahead the word lies that is denied.
_REACH = 5
_STOPS = ',;:.()“”"—'

Heads = Callable[[Statement], Counter[int]]


def denial_faults(statement: Statement, carriers: Sequence[Told], pairings: Sequence[Pairing]) -> Iterator[Fault]:
    """What one side denies, or is unsure of, and the other states. `pairings` are with each carrier.

    Twice denied is not denied.
    """
    for heads_of, kinds in ((_denied, ("denial", "no_denial")), (_doubted, ("no_hedge", "hedge"))):
        here = heads_of(statement)
        odd = [head for head, marks in here.items() if _is_marked(marks, heads_of)]
        for head in odd:
            if not _is_told_so(head, statement, carriers, pairings, heads_of):
                yield Fault(kinds[0], _printed(statement, head))
        main = carriers[0].statement
        told = {head for head, marks in heads_of(main).items() if _is_marked(marks, heads_of)}
        for at, word in enumerate(statement.words):
            place = pairings[0].place(at)
            open_still = heads_of is _doubted and _looks_ahead(statement, at)
            if place not in told or at in odd or not word.telling or open_still:
                continue
            if not _is_contrary(statement, at, main, place):
                yield Fault(kinds[1], _printed(statement, at))


def _is_marked(marks: int, heads_of: Heads) -> bool:
    """Whether so many marks deny or doubt: twice denied is not denied, and twice doubted is doubted still."""
    return marks % 2 == 1 if heads_of is _denied else marks > 0


def _is_told_so(
    head: int, statement: Statement, carriers: Sequence[Told], pairings: Sequence[Pairing], heads_of: Heads
) -> bool:
    """Whether the first carrier that has the denied word denies it too; where none has it, whether any denies."""
    for each, pairing in zip(carriers, pairings, strict=True):
        place = pairing.place(head)
        if place is not None and heads_of is _doubted and _is_in_doubt(place, statement, each.statement, pairing):
            return True
        if place is not None:
            return _is_marked(heads_of(each.statement)[place], heads_of) or _is_contrary(
                statement, head, each.statement, place
            )
    others = contraries(statement.words[head].stem)
    return any(heads_of(each.statement) or not others.isdisjoint(each.stems) for each in carriers)


def _is_in_doubt(place: int, statement: Statement, told: Statement, pairing: Pairing) -> bool:
    """Whether the same mark of doubt stands before a word there, if not right before it, and no stop between."""
    marks = [
        pairing.same[at] for at, word in enumerate(statement.words) if word.folded in _DOUBTING and at in pairing.same
    ]
    return any(
        0 < place - mark <= _REACH + 1 and not any(_is_stopped(told, at) for at in range(mark + 1, place + 1))
        for mark in marks
    )


def _looks_ahead(statement: Statement, at: int) -> bool:
    """ "Will be asked to include": what has not happened yet is as open as what may happen."""
    return any(word.folded in _AHEAD for word in statement.words[max(0, at - _REACH - 1) : at])


def _is_contrary(statement: Statement, head: int, told: Statement, place: int | None) -> bool:
    """ "Not open" where the cited words have "closed"."""
    return place is not None and told.words[place].stem in contraries(statement.words[head].stem)


def _printed(statement: Statement, at: int) -> str:
    word = statement.words[at]
    return statement.text[word.start : word.end]


def _denied(statement: Statement) -> Counter[int]:
    words = statement.words
    marks = [
        at
        for at, word in enumerate(words)
        if word.folded in _DENYING
        or _printed(statement, at).lower().endswith(("n’t", "n't"))
        or (word.folded in _DENYING_TO and at + 1 < len(words) and words[at + 1].folded == "to")
    ]
    return _heads(statement, marks)


def _doubted(statement: Statement) -> Counter[int]:
    return _heads(
        statement,
        [
            at
            for at, word in enumerate(statement.words)
            if word.folded in _DOUBTING and (word.folded != "may" or not word.capital or statement.headline)
        ],
    )


def _heads(statement: Statement, marks: Sequence[int]) -> Counter[int]:
    """The first telling word behind each mark, before a stop, or else the last one before it; how many marks it has."""
    days = {at for each in statement.days for at in statement.words_in(each.start, each.end)}
    heads: Counter[int] = Counter()
    for mark in (mark for mark in marks if mark not in days):
        ahead = _ahead_of(statement, mark)
        # "..., the office expects": that closes a sentence as "said" does.
        back = _back_to_a_stop(statement, mark) if statement.words[mark].folded not in _EXPECTING else []
        for at in (*ahead, *back):
            if at not in marks and at not in days and _may_be_meant(statement.words[at]):
                heads[at] += 1
                break
    return heads


def _ahead_of(statement: Statement, mark: int) -> list[int]:
    """The places ahead of a mark, up to a stop: behind "nobody on the coast" from the verb on, behind "expects her to"
    from the "to" on."""
    word = statement.words[mark].folded
    ahead = _up_to_a_stop(statement, mark)
    if word in _NOBODY:
        verb = next((at for at in verbs_of(statement) if at > mark), None)
        return ahead if verb is None else [*range(verb, min(len(statement.words), verb + _REACH))]
    if word in _EXPECTING:
        to = next((at for at in ahead if statement.words[at].folded == "to"), None)
        return ahead if to is None else [*range(to + 1, min(len(statement.words), to + 1 + _REACH))]
    return ahead


def _may_be_meant(word: Word) -> bool:
    weekday = word.capital and word.folded.endswith("day")
    return word.telling and not weekday and not word.folded.endswith("ly") and word.folded not in _ADVERBS


def _up_to_a_stop(statement: Statement, mark: int) -> list[int]:
    found = []
    for at in range(mark + 1, min(len(statement.words), mark + 1 + _REACH)):
        if _is_stopped(statement, at):
            break
        found.append(at)
    return found


def _back_to_a_stop(statement: Statement, mark: int) -> list[int]:
    found = []
    for at in range(mark, max(0, mark - _REACH), -1):
        if _is_stopped(statement, at):
            break
        found.append(at - 1)
    return found


def _is_stopped(statement: Statement, at: int) -> bool:
    """Whether a stop stands right before a word."""
    gap = statement.text[statement.words[at - 1].end : statement.words[at].start]
    return any(stop in gap for stop in _STOPS)
