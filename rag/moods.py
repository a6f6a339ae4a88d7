"""Moods: whether what the cited words only foresee, plan, want or make depend on something is told as if it were so.

Strict: what is to be shown is checked so. rag/denials.py has the doubts that count everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from rag.carriers import Told
from rag.faults import Fault
from rag.pairing import Pairing
from rag.statement import Statement
from rag.verb_forms import IRREGULAR
from rag.verbs import AUXILIARIES, verbs_of

# How far from being so a thing is: it will be; it is meant or likely to be; it may be.
_COMING, _MEANT, _OPEN = 1, 2, 3
_MARKS = {
    **dict.fromkeys("will would shall wo".split(), _COMING),
    **dict.fromkeys("should must ought supposed likely meant".split(), _MEANT),
    **dict.fromkeys("expect expects expected hope hopes hoped hoping".split(), _MEANT),
    **dict.fromkeys("may might could can perhaps possibly probably maybe unlikely whether".split(), _OPEN),
}  # fmt: skip
# What is told behind one of these and "to" has not happened by that.
_BEFORE_TO = {
    **dict.fromkeys("is are was were be going set due about ready scheduled".split(), _COMING),
    **dict.fromkeys("agreed vowed pledged promised".split(), _COMING),
    **dict.fromkeys("thought believed said reported alleged considered understood feared rumoured".split(), _OPEN),
    **dict.fromkeys(
        "want wants wanted plan plans planned planning intend intends intended aim aims aimed seek seeks sought "
        "ask asks asked order orders ordered urge urges urged tell told tells invite invited call calls called "
        "try tries tried trying offer offers offered propose proposes proposed threaten threatens threatened "
        "refuse refused decline "
        "declined fail failed likely meant expect expects expected hope hopes hoped hoping supposed wish wished "
        "willing seeking aiming "
        "offering proposing threatening refusing promising vowing preparing poised keen eager vying "
        "enough plan bid proposal effort efforts attempt door chance hope desire request threat intention "
        "intent pressure required recommended attempt attempts attempted attempting readiness "
        "need needs needed has have had".split(),
        _MEANT,
    ),
}  # fmt: skip
_REACH, _OF_AN_OBJECT = 4, 8
_RIGHT_BEFORE_TO = frozenset(
    "is are was were be has have had thought believed said reported alleged considered understood feared "
    "rumoured".split()
)
_ADVISING = frozenset(
    "recommend recommends recommended propose proposes proposed suggest suggests suggested consider considers "
    "considered considering advise advises advised discuss discussed discussing weigh weighing weighed mull mulls "
    "mulling urge urges urged".split()
)
# "Slated for production": before "for" and a noun.
_BEFORE_FOR = frozenset("slated scheduled due planned set destined earmarked expected tipped billed".split())
_ALLEGING = frozenset(
    "allegation allegations accusation accusations claim claims rumour rumours rumor suggestion".split()
)
# So many words are alleged; over so many an infinitive shares in what is said of a verb before it.
_ALLEGED, _CARRIES = 10, 8
_NOUNS_BEGIN = frozenset("the a an this that these those its his her their our more all some any each every".split())
_STOPS = ',;:.()“”"—–'
_IF = re.compile(r"(?<!even )(?<!as )\b(?:if|unless|provided|as long as|in case)\b", re.IGNORECASE)
_OPEN_TO_IT = re.compile(
    r"\b(?:if|unless|would|could|may|might|when|whether|depends?|provided|in case|as long as)\b", re.IGNORECASE
)
# So many words of a statement show that it tells what a sentence with "if" makes depend.
_OF_THE_MATTER = 2


def mood_faults(statement: Statement, carriers: Sequence[Told], pairings: Sequence[Pairing]) -> Iterator[Fault]:
    """What a statement tells as nearer to being so than the first carrier that has the word does."""
    own = openness(statement)
    for at, word in enumerate(statement.words):
        of_itself = word.folded.endswith("ing") and not (at and statement.words[at - 1].folded in AUXILIARIES)
        if not word.telling or of_itself:
            continue
        for each, pairing in zip(carriers, pairings, strict=True):
            place = pairing.place(at)
            if place is not None:
                if openness(each.statement).get(place, 0) > own.get(at, 0):
                    yield Fault("hedge", statement.text[word.start : word.end])
                break
    yield from _set_for(statement, carriers[0].statement, pairings[0], own)
    shared = sum(pairings[0].place(at) is not None for at, word in enumerate(statement.words) if word.telling)
    condition = _IF.search(carriers[0].statement.text)
    if (
        condition
        and _depends(condition.start(), carriers[0].statement, pairings[0])
        and shared >= _OF_THE_MATTER
        and not _OPEN_TO_IT.search(statement.text)
    ):
        yield Fault("condition", statement.text.rstrip(".!? "))


def _depends(start: int, told: Statement, pairing: Pairing) -> bool:
    """Whether a statement has words of what an "if" is of: the verb that stands last before it, and what follows."""
    before = [at for at in verbs_of(told) if told.words[at].end <= start and told.words[at].folded not in AUXILIARIES]
    return not before or any(place >= before[-1] for place in pairing.same.values() if told.words[place].telling)


def _set_for(statement: Statement, told: Statement, pairing: Pairing, own: Mapping[int, int]) -> Iterator[Fault]:
    """ "Went into production" where the carrier has "slated for production"."""
    back = {place: at for at, place in pairing.same.items()}
    for at in range(len(told.words) - 2):
        if told.words[at].folded not in _BEFORE_FOR or told.words[at + 1].folded != "for":
            continue
        noun = back.get(at + 2)
        if noun is not None and not own and not any(word.folded in _BEFORE_FOR for word in statement.words):
            yield Fault("hedge", statement.text[statement.words[noun].start : statement.words[noun].end])


@lru_cache(maxsize=4_000)
def openness(statement: Statement) -> Mapping[int, int]:
    """For the places of words that are not told as being so, how far they are from it: 1 (coming) to 3 (open)."""
    found: dict[int, int] = {}
    for at, word in enumerate(statement.words):
        level = _MARKS.get(word.folded, 0)
        if word.capital and word.folded in ("may", "will") and at and not statement.headline:
            level = 0
        if level:
            _mark(found, statement, at, level)
        level = _BEFORE_TO.get(word.folded, 0)
        to = _to_behind(statement, at) if level else None
        if to is not None and _may_be_a_base(statement, to + 1) and not _begins_a_noun(statement, to + 1):
            _mark(found, statement, to, level)
        if word.folded in _ALLEGING and statement.words[at + 1 : at + 2] and statement.words[at + 1].folded == "that":
            found.update((place, _OPEN) for place in range(at + 2, min(len(statement.words), at + 2 + _ALLEGED)))
    _carry_on(found, statement)
    _mark_gerunds(found, statement)
    return found


def _mark_gerunds(found: dict[int, int], statement: Statement) -> None:
    """ "Recommended steps, including deferring the rent": what somebody advises has not been done by that."""
    advised = next((at for at, word in enumerate(statement.words) if word.folded in _ADVISING), None)
    for at in range(len(statement.words)) if advised is not None else ():
        word = statement.words[at]
        noun = statement.words[at - 1].folded in ("the", "a", "an", *AUXILIARIES) if at else True
        if at > (advised or 0) and word.folded.endswith("ing") and word.telling and not noun:
            found[at] = max(found.get(at, 0), _MEANT)


def _carry_on(found: dict[int, int], statement: Statement) -> None:
    """What is as open as a verb before it: "could let them overturn it", "expected to see and tell"."""
    level, since = 0, 0
    for at, word in enumerate(statement.words):
        gap = statement.text[statement.words[at - 1].end : word.start] if at else ""
        if any(stop in gap for stop in _STOPS) or at - since > _CARRIES:
            level = 0
        if at in found:
            level, since = max(level, found[at]), at
        elif level and word.folded in ("to", "and", "or") and _may_be_a_base(statement, at + 1):
            _mark(found, statement, at, level)


def _may_be_a_base(statement: Statement, at: int) -> bool:
    """Whether a word is neither a name nor in a past form."""
    word = statement.words[at] if at < len(statement.words) else None
    if word is None or (word.capital and not statement.headline):
        return False
    return word.folded not in IRREGULAR and not word.folded.endswith("ed")


def _begins_a_noun(statement: Statement, at: int) -> bool:
    """ "A threat to more than 500 trees": behind "to" stands no verb."""
    word = statement.words[at] if at < len(statement.words) else None
    figure = word and any(each.start == word.start for each in statement.figures)
    return bool(figure) or (word is not None and word.folded in _NOUNS_BEGIN)


def _mark(found: dict[int, int], statement: Statement, at: int, level: int) -> None:
    """Note the first telling word behind a place, before a stop."""
    for place in range(at + 1, min(len(statement.words), at + 1 + _REACH)):
        gap = statement.text[statement.words[place - 1].end : statement.words[place].start]
        if any(stop in gap for stop in _STOPS):
            return
        word = statement.words[place]
        if (
            word.telling
            and not word.folded.endswith("ly")
            and word.folded not in _BEFORE_TO
            and word.folded not in _MARKS
        ):
            found[place] = max(found.get(place, 0), level)
            return


def _to_behind(statement: Statement, at: int) -> int | None:
    """The place of the "to" that goes with a word: right behind it, or behind whom it is about."""
    near = statement.words[at].folded in _RIGHT_BEFORE_TO
    for place in range(at + 1, min(len(statement.words), at + 1 + (1 if near else _OF_AN_OBJECT))):
        gap = statement.text[statement.words[place - 1].end : statement.words[place].start]
        if any(stop in gap for stop in _STOPS):
            return None
        if statement.words[place].folded == "to":
            return place
    return None
