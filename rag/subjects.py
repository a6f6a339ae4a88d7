"""Subjects: whether the cited words tell of the subject of a statement what it says of it, by that name or another one.

Strict: what is to be shown is checked so. A subject that the sentence with the rest of the statement lacks must be
meant there, by a pronoun or by another name that the article has beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rag.carriers import Given, Told
from rag.faults import Fault
from rag.nations import one_nation
from rag.objects import object_of
from rag.pairing import Pairing
from rag.predicates import RELATIVE, Clause, clause_of, noun_before
from rag.statement import Statement
from rag.thesaurus import Thesaurus
from rag.verbs import AUXILIARIES, end_of_subject, verbs_of

_PERSONS, _THINGS = frozenset("he she".split()), frozenset("it they".split())
_BE = frozenset("is are was were be been being".split())
_DEFINITE = frozenset("the its their his her this that these those".split())
# So many sentences back a pronoun may mean what it means; so near stand two names of one thing.
_BACK, _BESIDE = 5, 5
# So many words behind "by" tell who did it.
_OF_AN_AGENT = 7
# So like is another word for a subject.
_ALIKE = 0.45


def subject_faults(
    statement: Statement, carriers: Sequence[tuple[Told, Pairing]], given: Given, thesaurus: Thesaurus
) -> Iterator[Fault]:
    """A subject of which the cited words tell nothing of what the statement says: they tell it of another one."""
    clause = clause_of(statement)
    if clause is None:
        return
    # Of two that hold as much, the one with the verb.
    held = [
        sum(pairing.place(at) is not None for at in clause.said) + 0.5 * (pairing.place(clause.said[0]) is not None)
        for _, pairing in carriers
    ]
    if not max(held):
        return
    best = [each for each, count in zip(carriers, held, strict=True) if count == max(held)]
    if all(_is_told_of_another(statement, clause, *each, given, thesaurus) for each in best):
        words = statement.words
        yield Fault(
            "joined",
            statement.text[words[clause.subject[0]].start : words[clause.subject[-1]].end],
            statement.text[words[clause.said[0]].start : words[clause.said[-1]].end],
        )


def _is_told_of_another(
    statement: Statement, clause: Clause, told: Told, pairing: Pairing, given: Given, thesaurus: Thesaurus
) -> bool:
    if _counts_people(statement, clause, told.statement, pairing):
        return False
    wanted = {statement.words[at].stem for at in clause.subject}
    wanted = wanted.union(*(one_nation(statement.words[at].folded) for at in clause.subject if at in statement.named))
    alone = clause.subject[0] == 0 or not statement.words[clause.subject[0] - 1].telling
    common = alone and clause.subject[0] not in statement.named
    like = wanted.union(
        other for stem in wanted if common for other, worth in thesaurus.similar(stem).items() if worth >= _ALIKE
    )
    there = [at for at, word in enumerate(told.statement.words) if word.stem in like or word.folded in like]
    there += _called_otherwise(statement, clause, told.statement)
    first = next(place for at in clause.said if (place := pairing.place(at)) is not None)
    if there:
        return _is_anothers(statement, clause, told.statement, pairing, there, first)
    return not _is_meant(like, told, given, pairing, first)


def _counts_people(statement: Statement, clause: Clause, told: Statement, pairing: Pairing) -> bool:
    """ "12 million people saw it" of "12 million saw it"."""
    last = clause.subject[-1]
    figure = any(last - 1 in statement.words_in(each.start, each.end) for each in statement.figures)
    place = (
        pairing.place(last - 1) if last and figure and statement.words[last].folded in ("people", "persons") else None
    )
    return place is not None and place + 1 in verbs_of(told)


def _called_otherwise(statement: Statement, clause: Clause, told: Statement) -> list[int]:
    """The places of names that are a part of the subject's, or the other way round: "Lettice" for "Lettice Fenn"."""
    spans = [name for name in statement.names if {*statement.words_in(name.start, name.end)} & set(clause.subject)]
    own = [set(name.key.split()) for name in spans]
    return [
        at
        for name in told.names
        if any(parts <= set(name.key.split()) or set(name.key.split()) <= parts for parts in own)
        for at in told.words_in(name.start, name.end)
    ]


def _is_anothers(
    statement: Statement, clause: Clause, told: Statement, pairing: Pairing, there: Sequence[int], first: int
) -> bool:
    """Whether right before the verb stands another subject, though the sentence has this one, too."""
    verbs = verbs_of(told)
    verb = clause.said[0]
    if pairing.place(verb) != first or not _is_a_verb(statement, verb):
        return False
    if first > 1 and told.words[first - 1].folded == "to":  # "Fenn wrote to call": it is Fenn who calls
        first = max((at for at in verbs if at < first and at not in pairing.same.values()), default=-1)
    done = any(word.folded in _BE for word in statement.words[clause.verb : verb])
    by = first + 1 < len(told.words) and told.words[first + 1].folded == "by"
    if by and not done and "by" not in (word.folded for word in statement.words[verb:]):
        return not set(_agent(told, first + 1)) & set(there)
    if not _is_a_verb(told, first):
        return False
    if done and not statement.words[verb].folded.endswith("ing"):  # in the passive the object stands before
        active = told.words[first - 1].folded not in _BE and object_of(told, first) is not None
        own = noun_before(told, first)
        return active and (bool(set(own) & set(there)) or (not own and min(there) < first))
    before = next((at for at in range(first - 1, -1, -1) if told.words[at].folded not in AUXILIARIES), 0)
    if first and told.words[before].folded in _PERSONS | _THINGS | {"we", "you", "i"} and min(there) > first:
        return True
    passive = told.words[first - 1].folded in AUXILIARIES or (
        told.words[first + 1 : first + 2] and (told.words[first + 1].folded == "by")
    )
    if passive and any(word.folded == "by" for word in told.words[first:]):
        return False
    for at in (at for at in there if at < first):
        between = told.text[told.words[at].end : told.words[first].start]
        cut = any(mark in between for mark in ',;:—–“”"') or {word.folded for word in told.words[at:first]} & RELATIVE
        if not cut and not any(at < verb < first and told.words[verb].folded not in AUXILIARIES for verb in verbs):
            return False
    own = noun_before(told, first)
    paired = {place for at in range(len(statement.words)) if (place := pairing.place(at)) is not None}
    named = set(clause.subject) <= statement.named and any(at in told.named and at not in paired for at in own)
    return bool(own) and not set(own) & ({*there} if named else {*there, *paired})


def _agent(told: Statement, by: int) -> range:
    """The places behind "by" that tell who did it, up to a comma."""
    commas = (at for at in range(by + 1, len(told.words)) if told.text[told.words[at - 1].end :][:1] == ",")
    return range(by + 1, min(next(commas, len(told.words)), by + _OF_AN_AGENT))


def _is_a_verb(statement: Statement, at: int) -> bool:
    """Whether a word looks like a verb, "selling" behind "is", too."""
    going_on = at > 0 and statement.words[at].folded.endswith("ing") and statement.words[at - 1].folded in _BE
    return going_on or at in verbs_of(statement)


def _is_meant(like: set[str], told: Told, given: Given, pairing: Pairing, first: int) -> bool:
    """Whether the one that a sentence tells it of is the subject: a pronoun, or another name of it, stands there."""
    words = told.statement.words
    at = first - 1
    while at >= 0 and (not words[at].telling or words[at].folded in AUXILIARIES):
        if words[at].folded in _PERSONS | _THINGS:
            return _stands_before(like, told, given, person=words[at].folded in _PERSONS)
        at -= 1
    pronouns = [word.folded for word in words[:first] if word.folded in _PERSONS | _THINGS]
    if pronouns:
        return _stands_before(like, told, given, person=pronouns[0] in _PERSONS)
    if at < 0:
        return True
    paired = set(pairing.same.values())
    before = [place for place in range(at + 1) if words[place].telling]
    if any(place in paired for place in before[-1:]):
        return True
    return any(
        _are_one(words[place].stem, like, told, given) for place in before if _is_definite(told.statement, place)
    )


def _is_definite(told: Statement, place: int) -> bool:
    if place in told.named:
        return place + 1 not in told.named  # "Mayor" of "Mayor Brack" is anybody's
    return any(word.folded in _DEFINITE for word in told.words[max(0, place - 2) : place])


def _stands_before(like: set[str], told: Told, given: Given, person: bool) -> bool:
    """Whether a sentence before is about the subject, and none between about another one that a pronoun may mean."""
    for each in given.before(told, _BACK):
        sentence = each.statement
        zone = {*range(end_of_subject(sentence) or len(sentence.words))}
        zone = zone.union(*(noun_before(sentence, verb) for verb in verbs_of(sentence)))
        if any(sentence.words[at].stem in like for at in zone):
            return True
        if not person and any(_is_a_thing(sentence, at) and sentence.words[at].stem in like for at in sentence.named):
            return True
        named = any(at in sentence.named for at in range(end_of_subject(sentence) or len(sentence.words)))
        pronoun = any(sentence.words[at].folded in _PERSONS | _THINGS for at in range(len(sentence.words)))
        if (person and any(word.stem in like and word.capital for word in sentence.words)) and not named:
            return True
        if named or not (pronoun or person):
            return False
    return False


def _is_a_thing(sentence: Statement, at: int) -> bool:
    """Whether a word is of a name with "the" before it, as no person has."""
    while at and at in sentence.named:
        at -= 1
    return sentence.words[at].folded == "the"


def _are_one(stem: str, like: set[str], told: Told, given: Given) -> bool:
    """Whether the article has a noun right beside the subject's name somewhere: "the ferry Marigold Tern"."""
    for each in given.told:
        if each.source.article is not told.source.article or stem not in each.stems:
            continue
        words = each.statement.words
        ours = [at for at, word in enumerate(words) if word.stem in like]
        nouns = [at for at, word in enumerate(words) if word.stem == stem]
        if any(abs(one - other) <= _BESIDE for one in ours for other in nouns):
            return True
    return False
