"""Objects: whether what a statement has done to a thing, or at a place or an hour, is so in the cited words.

Strict: what is to be shown is checked so. English only.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rag.attribution import SAYING
from rag.carriers import Given, Told
from rag.faults import Fault
from rag.figures import counted_by
from rag.namings import is_told_closer
from rag.pairing import Pairing
from rag.roles import clauses
from rag.scopes import BOUNDS
from rag.statement import Statement, Word
from rag.values import Value
from rag.verbs import AUXILIARIES, verbs_of

_BEFORE_A_NOUN = frozenset("the a an its his her their this that these those all more some".split())
_FEW = 4
_BESIDES = frozenset("where when while whereas".split())
_SPEAKS_OF = frozenset("who which that whom whose it its they them their".split())
_LEADING_TO = frozenset("in on for of against with over to from by".split())
# What these lead in goes with the verb before.
_ADJOINING = frozenset("in at on during inside".split())
# Where something is; one may stand for another.
_WHERE = frozenset("in on at near off outside inside over around above below along".split())


def object_faults(
    statement: Statement, carriers: Sequence[Told], pairings: Sequence[Pairing], given: Given
) -> Iterator[Fault]:
    """A verb with the object of another one; a value behind words that the first carrier has another one behind."""
    main, pairing = carriers[0].statement, pairings[0]
    for verb in verbs_of(statement):
        thing = object_of(statement, verb)
        if thing is not None and thing in _figures(statement) and thing - 1 in statement.named:  # "the Tern 8"
            thing -= 1
        at = pairing.place(verb)
        if thing is None or at is None or statement.words[verb].folded in AUXILIARIES | SAYING:
            continue
        first, last = statement.words[verb], statement.words[thing]
        words = statement.text[first.start : last.end]
        place = pairing.place(thing)
        if place is not None:
            own = _governing(main, place)
            anothers = own is not None and own != at and own not in pairing.same.values()
            if anothers or _is_of_another_clause(main, place, at):
                yield Fault("roles", words)
        elif thing not in _figures(statement) and last.stem in given.stems:
            other = object_of(main, at)
            back = {*pairing.same.values(), *(each for each, _ in pairing.like.values())}
            if other is not None and other not in back:
                yield Fault("figure_other", words, _printed(main, other))
    for value in (*statement.figures, *statement.names):
        instead = _behind_the_same(value, statement, main)
        if instead:
            words, there = statement.text[value.start : value.end], main.text[instead.start : instead.end]
            yield Fault("figure_other", words, there)
    yield from _noun_of_another(statement, main, pairing, given)
    yield from _told_with_another_verb(statement, main, pairing)
    yield from _age_of_another(statement, main)
    yield from _count_of_another(statement, main, pairing)
    yield from _kind_faults(statement, main, pairing)


def _is_of_another_clause(told: Statement, thing: int, verb: int) -> bool:
    """Whether a noun stands in a clause before that of a verb in the active voice, which does not speak of it.

    Or in one behind it, that tells where or when: "appointed in 2002, when she had been minister".
    """
    if thing > verb:
        own = next(each for each in clauses(told) if thing in each)
        return verb not in own and told.words[own.start].folded in _BESIDES and any(at in own for at in verbs_of(told))
    if verb not in verbs_of(told) or told.words[verb - 1].folded in AUXILIARIES:
        return False
    if told.words[verb + 1 : verb + 2] and told.words[verb + 1].folded == "by":
        return False
    parts = clauses(told)
    of_verb = next(each for each in parts if verb in each)
    before = {word.folded for word in told.words[of_verb.start : verb]}
    return (
        thing not in of_verb
        and not before & _SPEAKS_OF
        and "," in told.text[told.words[thing].end : told.words[verb].start]
    )


def _kind_faults(statement: Statement, main: Statement, pairing: Pairing) -> Iterator[Fault]:
    """A noun with another adjective than it has in the carrier: "criminal complaints" for "civil complaints"."""
    back = {*pairing.same.values(), *(each for each, _ in pairing.like.values())}
    verbs, told_verbs = set(verbs_of(statement)), set(verbs_of(main))
    for noun in range(1, len(statement.words)):
        kind, place = noun - 1, pairing.same.get(noun)
        plain = _is_plain(statement, kind) and _is_plain(statement, noun) and not {kind, noun} & verbs
        if not plain or place is None or not place or pairing.place(kind) is not None:
            continue
        if _is_plain(main, place - 1) and place - 1 not in back and place - 1 not in told_verbs:
            yield Fault("figure_other", _printed(statement, kind), _printed(main, place - 1))


def _is_plain(statement: Statement, at: int) -> bool:
    """A telling word in small letters that only a space parts from the next one."""
    word = statement.words[at]
    gap = statement.text[word.end : statement.words[at + 1].start] if at + 1 < len(statement.words) else " "
    setting = word.folded in BOUNDS or word.folded == "ever"
    return word.telling and not (setting or word.capital or gap.strip()) and word.folded.isalpha()


def object_of(statement: Statement, verb: int) -> int | None:
    """What a verb is done to: the last telling word of the noun right behind it; none where something else stands."""
    clause = next((each for each in clauses(statement) if verb in each), range(0))
    thing = None
    for at in range(verb + 1, clause.stop):
        word = statement.words[at]
        if not word.telling and not (thing is None and word.folded in _BEFORE_A_NOUN):
            break
        if word.telling:
            thing = at
            if at in _figures(statement):
                break
    return thing


def _figures(statement: Statement) -> frozenset[int]:
    return frozenset(at for each in statement.figures for at in statement.words_in(each.start, each.end))


def _governing(told: Statement, place: int) -> int | None:
    """The verb that the noun at a place stands right behind; none where something else stands before it."""
    verbs = verbs_of(told)
    for at in range(place - 1, -1, -1):
        word = told.words[at]
        gap = told.text[word.end : told.words[at + 1].start]
        if any(mark in gap for mark in ',;:—–“”"()'):
            return None
        if at in verbs:
            return None if word.folded in AUXILIARIES else at
        if not word.telling and word.folded not in _BEFORE_A_NOUN:
            return None
    return None


def _behind_the_same(value: Value, statement: Statement, told: Statement) -> Value | None:
    """Another value right behind the two words that a value stands right behind, one of them telling."""
    lead = _lead(value, statement)
    own = [each for each in (*told.figures, *told.names) if each.kind == value.kind]
    if not lead or any(each.key == value.key and _lead(each, told) == lead for each in own):
        return None
    claimed = {each.key for each in (*statement.figures, *statement.names)}
    words = set(value.key.split())
    free = (each for each in own if each.key not in claimed and not words & set(each.key.split()))
    return next((each for each in free if _lead(each, told) == lead and not is_told_closer(value, each, told)), None)


def _lead(value: Value, statement: Statement) -> tuple[str, str] | None:
    places = statement.words_in(value.start, value.end)
    before = [word for word in statement.words[: places.start] if word.folded not in ("the", "a", "an")][-2:]
    if len(before) < 2:
        return None
    first, second = before
    if second.telling or not first.telling:
        return None
    return first.stem, "where" if second.folded in _WHERE else second.folded


def _noun_of_another(statement: Statement, main: Statement, pairing: Pairing, given: Given) -> Iterator[Fault]:
    """ "50 million on pensions" where the carrier has "50 million on ferries", and pensions stand elsewhere."""
    back = {*pairing.same.values(), *(place for place, _ in pairing.like.values())}
    for at in range(2, len(statement.words)):
        word, small = statement.words[at], statement.words[at - 1]
        lead = pairing.same.get(at - 2)
        if lead is None or not word.telling or small.telling or pairing.place(at) is not None:
            continue
        if word.stem not in given.stems or lead + 2 >= len(main.words) or not statement.words[at - 2].telling:
            continue
        same = main.words[lead + 1].folded == small.folded and small.folded in _LEADING_TO
        noun = _end_of_noun(main, lead + 2)
        if same and noun is not None and not back & {*range(lead + 2, noun + 1)}:
            yield Fault("figure_other", _printed(statement, at), _printed(main, noun))


def _end_of_noun(told: Statement, at: int) -> int | None:
    while at < len(told.words) and told.words[at].folded in _BEFORE_A_NOUN:
        at += 1
    start = at
    while at < len(told.words) and told.words[at].telling:
        at += 1
    return at - 1 if at > start else None


def _told_with_another_verb(statement: Statement, main: Statement, pairing: Pairing) -> Iterator[Fault]:
    """ "Scored six goals in the final" of one whose six goals "steered the team into the final"."""
    verbs, told = verbs_of(statement), set(pairing.same.values()) | {place for place, _ in pairing.like.values()}
    for at in range(2, len(statement.words)):
        place = pairing.same.get(at)
        small = next((word for word in statement.words[at - 1 : at - 3 : -1] if word.folded not in ("the", "a")), None)
        verb = next((each for each in reversed(verbs) if each < at), None)
        if place is None or verb is None or small is None or small.folded not in _ADJOINING:
            continue
        first = pairing.same.get(verb)
        if any(word.folded == "to" for word in statement.words[verb:at]):
            continue
        if first is None or not statement.words[at].telling or statement.words[verb].folded in AUXILIARIES | SAYING:
            continue
        for other in range(first + 2, place):
            cut = any(mark in main.text[main.words[other].end : main.words[place].start] for mark in ",;:—–")
            word, before = main.words[other], main.words[other - 1]
            aim = before.folded == "to" and word.telling and not word.capital
            going_on = word.folded.endswith("ing") and before.telling and not before.capital
            if (aim or going_on) and other not in told and not cut and main.words[place - 1].folded != "to":
                yield Fault("joined", _printed(statement, verb), _printed(statement, at))
                return


def _age_of_another(statement: Statement, told: Statement) -> Iterator[Fault]:
    """ "The deckhand was 67" where the carrier has "a woman of 67 and a deckhand of 24"."""
    ages = [(each, _of_whom(each, told)) for each in told.figures]
    stems = {word.stem for word in statement.words}
    for figure in statement.figures:
        own = {whom for each, whom in ages if each.key == figure.key and whom}
        others = {whom for each, whom in ages if each.key != figure.key and whom}
        if own and not own & stems and others & stems:
            yield Fault("counted", statement.text[figure.start : figure.end])


def _count_of_another(statement: Statement, main: Statement, pairing: Pairing) -> Iterator[Fault]:
    """ "4,000 cars" where the carrier has "4,000 people", and cars in another place."""
    claimed = {word.stem for word in statement.words} | {main.words[place].stem for place, _ in pairing.like.values()}
    stems = {word.stem for word in main.words}
    for figure in statement.figures:
        own = counted_by(figure, statement)
        same = [each for each in main.figures if each.key == figure.key]
        there = {counted_by(each, main) for each in same}
        near = {word.stem for each in same for word in _behind(each, main)}
        if own and own in stems - near and there and not there & {*claimed, ""}:
            yield Fault("counted", statement.text[figure.start : figure.end])


def _behind(value: Value, told: Statement) -> list[Word]:
    """The few words behind a number, up to a small one: "four teenage friends", not "four people from a bank"."""
    few = [word for word in told.words if word.start >= value.end][:_FEW]
    begun = next((at for at, word in enumerate(few) if word.telling), 0)
    ends = next((at for at in range(begun, len(few)) if not few[at].telling), len(few))
    return few[:ends]


def _of_whom(value: Value, told: Statement) -> str:
    places = told.words_in(value.start, value.end)
    if not places or places.start < 2 or told.words[places.start - 1].folded != "of":
        return ""
    whom = told.words[places.start - 2]
    return whom.stem if whom.telling else ""


def _printed(statement: Statement, at: int) -> str:
    return statement.text[statement.words[at].start : statement.words[at].end]
