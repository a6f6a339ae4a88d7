"""Identities: whether what a statement says somebody or something is stands right beside it in the cited words.

"The mayor, Odalys Brack", "the winner was Pim Ottershaw": strict, for what is to be shown. English.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rag.carriers import Told
from rag.faults import Fault
from rag.statement import Statement
from rag.verbs import verbs_of

_COPULAS, _ARTICLES = frozenset("is are was were".split()), frozenset("the a an".split())
# Before a noun and a comma, these make it no other name for what follows: "In the city, Brack ...".
_ADVERBIAL = frozenset("in at on after before since during from under over near for".split())
# Where a noun phrase ends; "of" is a part of it.
_ENDS = frozenset(
    "in at on after before since during from under over near for to by with who which that and or but as".split()
)
_LONGEST = 8
_OWNERS = frozenset("his her their its".split())


@dataclass(frozen=True)
class _Identity:
    """Places of the words of both sides; the first is looked for, the second must stand beside it."""

    one: range
    other: range


def identity_faults(statement: Statement, carriers: Sequence[Told]) -> Iterator[Fault]:
    """What a statement takes for one, and no carrier has side by side."""
    for each in _identities(statement):
        wanted = _stems(statement, each.other) - _stems(statement, each.one)
        if wanted and not any(_stand_together(statement, each, wanted, told.statement) for told in carriers):
            yield Fault("joined", _printed(statement, each.one), _printed(statement, each.other))


def is_said_beside(statement: Statement, told: Statement) -> bool:
    """Whether all that a statement says is that one is another, and a sentence has both side by side.

    Then what that sentence says of them, or makes depend on something, is not of this.
    """
    at = next(iter(verbs_of(statement)), None)
    if at is None or statement.words[at].folded not in _COPULAS or len(verbs_of(statement)) > 1:
        return False
    identity = _Identity(range(at), range(at + 1, len(statement.words)))
    plain = not any(word.folded.endswith(("ed", "ing")) or word.folded == "to" for word in statement.words[at + 1 :])
    wanted = _stems(statement, identity.other) - _stems(statement, identity.one)
    return plain and bool(wanted) and _stand_together(statement, identity, wanted, told)


def _identities(statement: Statement) -> Iterator[_Identity]:
    for at in range(len(statement.words) - 1):
        one, other = range(0), range(0)
        if statement.words[at].folded in _COPULAS:
            if statement.words[at + 1].folded in _ARTICLES or at + 1 in statement.named:
                one, other = _before(statement, at), _phrase(statement, at + 1)
        elif _comma_behind(statement, at) and at + 1 in statement.named:
            other = _before(statement, at + 1)
            one = _name(statement, at + 1) if _is_another_name(statement, other) else one
        elif _comma_behind(statement, at) and at in statement.named:
            other = _phrase(statement, at + 1)
            one = _name(statement, at) if _is_closed_noun(statement, other) else one
        if one and other and _stems(statement, one):
            yield _Identity(one, other)


def _comma_behind(statement: Statement, at: int) -> bool:
    words = statement.words
    return at + 1 < len(words) and statement.text[words[at].end : words[at + 1].start].strip() == ","


def _is_closed_noun(statement: Statement, places: range) -> bool:
    """Whether a noun phrase with its article stands between commas, or at the end: "Brack, the mayor, ..."."""
    if not places or statement.words[places.start].folded not in _ARTICLES:
        return False
    return places.stop == len(statement.words) or _comma_behind(statement, places.stop - 1)


def _is_another_name(statement: Statement, places: range) -> bool:
    """Whether a noun phrase before a comma and a name is one for it, nothing that is done and no place."""
    if not places or statement.words[places.start].folded not in _ARTICLES:
        return False
    before = statement.words[places.start - 1] if places.start else None
    return before is None or (before.folded not in _ADVERBIAL and not before.telling)


def _before(statement: Statement, end: int) -> range:
    """The noun phrase that ends before a place: back to its article, or to the beginning."""
    for at in range(end - 1, max(-1, end - 1 - _LONGEST), -1):
        word = statement.words[at]
        if at + 1 < end and "," in statement.text[word.end : statement.words[at + 1].start]:
            return range(at + 1, end)
        if word.folded in _ARTICLES:
            return range(at, end)
        if word.folded in _ENDS or word.folded in _COPULAS:
            return range(at + 1, end)
    return range(max(0, end - _LONGEST), end)


def _phrase(statement: Statement, start: int) -> range:
    """The noun phrase that begins at a place: up to a comma or a preposition other than "of"."""
    for at in range(start, min(len(statement.words), start + _LONGEST)):
        if at > start and "," in statement.text[statement.words[at - 1].end : statement.words[at].start]:
            return range(start, at)
        if statement.words[at].folded in _ENDS:
            return range(start, at)
    return range(start, min(len(statement.words), start + _LONGEST))


def _name(statement: Statement, at: int) -> range:
    """The name that a place belongs to."""
    for name in statement.names:
        places = statement.words_in(name.start, name.end)
        if at in places:
            return places
    return range(at, at + 1)


def _stand_together(statement: Statement, identity: _Identity, wanted: set[str], told: Statement) -> bool:
    """Whether in a sentence all wanted words stand in one run with the other side's, and only small words between."""
    own = _stems(statement, identity.one)
    if _is_owned(statement, identity, wanted, told):
        return False
    allowed = own | wanted
    run: set[str] = set()
    for at, word in enumerate(told.words):
        if word.stem in allowed:
            run.add(word.stem)
        elif word.telling and not _is_of_a_name(told, at, own):
            run = set()
        if wanted <= run and own & run:
            return True
    return False


def _is_owned(statement: Statement, identity: _Identity, wanted: set[str], told: Statement) -> bool:
    """ "Fenn is the mother of Brack" of "Fenn and her mother Brack", and of "Fenn's mother, Brack"."""
    own = _stems(statement, identity.one)
    for at in range(1, len(told.words)):
        if told.words[at].stem in wanted and told.words[at].stem not in own and at not in told.named:
            before = told.words[at - 1]
            pronoun = before.folded in _OWNERS and any(word.stem in own for word in told.words[max(0, at - 4) : at - 1])
            if pronoun or (before.stem in own and told.text[before.end :][:2] in ("’s", "'s")):
                return True
    return False


def _is_of_a_name(told: Statement, at: int, own: set[str]) -> bool:
    """Whether a word is the rest of a name of which a part is looked for: "Rosalind" of "Kestrelby"."""
    if at not in told.named:
        return False
    return any(told.words[place].stem in own for place in _name(told, at))


def _stems(statement: Statement, places: range) -> set[str]:
    """The telling words, without numbers: those have a check of their own."""
    counted = {at for each in statement.figures for at in statement.words_in(each.start, each.end)}
    words = [statement.words[at] for at in places if at not in counted]
    return {word.stem for word in words if word.telling and not word.folded[0].isdigit()}


def _printed(statement: Statement, places: range) -> str:
    return statement.text[statement.words[places[0]].start : statement.words[places[-1]].end]
