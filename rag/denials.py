"""Denials and doubts: whether what a statement denies, or leaves open, is what the cited words deny or leave open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rag.carriers import Told
from rag.faults import Fault
from rag.pairing import Pairing, pair_words
from rag.scales import contraries
from rag.statement import Statement
from rag.thesaurus import Thesaurus

_DENYING = frozenset(
    """
    not never cannot neither nor none nobody nothing no without except unable
    """.split()
)
_DENYING_TO = frozenset("fail fails failed failing refuse refuses refused refusing decline declines declined".split())
_DOUBTING = frozenset(
    """
    may might could perhaps possibly maybe likely unlikely probably reportedly allegedly alleged considering consider
    considers mulling weighing expected expects hopes hoping wants plans planning planned proposes proposed intends
    suspected rumoured rumored potentially should
    """.split()
)
# So far ahead the word lies that is denied.
_REACH = 5
_STOPS = ",;:.()“”\"—"


def denial_faults(
    statement: Statement, carriers: Sequence[Told], pairing: Pairing, thesaurus: Thesaurus
) -> Iterator[Fault]:
    """What one side denies, or is unsure of, and the other states; `pairing` is with the first carrier."""
    yield from _of_one_kind(statement, carriers, pairing, thesaurus, _denied, ("denial", "no_denial"))
    yield from _of_one_kind(statement, carriers, pairing, thesaurus, _doubted, ("no_hedge", "hedge"))


def _of_one_kind(statement, carriers, pairing, thesaurus, heads_of, kinds):  # type: ignore[no-untyped-def]
    main = carriers[0].statement
    here, there = heads_of(statement), heads_of(main)
    for head in here:
        told = pairing.place(head)
        if told is not None:
            if told not in there and not _turned(statement, head, main):
                yield Fault(kinds[0], _word(statement, head))
            continue
        for each in carriers[1:]:
            other = pair_words(statement, each.statement, thesaurus)
            if other.place(head) is not None:
                if other.place(head) not in heads_of(each.statement):
                    yield Fault(kinds[0], _word(statement, head))
                break
        else:
            if not there and not any(heads_of(each.statement) for each in carriers):
                yield Fault(kinds[0], _word(statement, head))
    for head in there:
        for at in (at for at in range(len(statement.words)) if pairing.place(at) == head):
            if at not in here and not here and statement.words[at].telling:
                yield Fault(kinds[1], _word(statement, at))


def _turned(statement: Statement, head: int, told: Statement) -> bool:
    """ "Not open" where the cited words have "closed"."""
    return not contraries(statement.words[head].stem).isdisjoint(word.stem for word in told.words)


def _word(statement: Statement, at: int) -> str:
    word = statement.words[at]
    return statement.text[word.start : word.end]


def _denied(statement: Statement) -> frozenset[int]:
    return _heads(statement, [
        at for at, word in enumerate(statement.words)
        if word.folded in _DENYING or word.folded.endswith("nt") and "’t" in statement.text[word.start:word.end].replace("'", "’")
        or (word.folded in _DENYING_TO and statement.words[at + 1 : at + 2] and statement.words[at + 1].folded == "to")
    ])  # fmt: skip


def _doubted(statement: Statement) -> frozenset[int]:
    return _heads(statement, [
        at for at, word in enumerate(statement.words)
        if word.folded in _DOUBTING and not (word.capital and word.folded == "may" )
    ])  # fmt: skip


def _heads(statement: Statement, marks: Sequence[int]) -> frozenset[int]:
    """The first telling word behind each mark, before a stop."""
    heads = set()
    values = {
        at
        for each in (*statement.figures, *statement.days)
        for at in statement.words_in(each.start, each.end)
    }
    for mark in marks:
        for at in range(mark + 1, min(len(statement.words), mark + 1 + _REACH)):
            gap = statement.text[statement.words[at - 1].end : statement.words[at].start]
            if any(stop in gap for stop in _STOPS):
                break
            if at not in marks and at not in values and _may_be_denied(statement, at):
                heads.add(at)
                break
    return frozenset(heads)


def _may_be_denied(statement: Statement, at: int) -> bool:
    word = statement.words[at]
    return word.telling and at not in statement.named and not word.folded.endswith(("ly", "day"))
