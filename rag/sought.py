"""What a question seeks in a sentence: a number of what it counts, words of whom it asks about, the dead or the hurt.

English only. Read off words alone; rag/preference.py lifts what is found.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import takewhile

from rag.questions import Question
from rag.references import AUXILIARY
from rag.words import STOPWORDS, tokens

# What a sentence gains in which a number stands before the thing counted, or in which the one asked about speaks, or
# "she" does; and what is left of one that tells of the hurt alone where the dead are asked for, or the other way round.
COUNTED_GAIN, SPOKEN_GAIN, SPOKEN_ON_GAIN, OTHER_VICTIMS_GAIN = 1.8, 2.5, 1.6, 0.5
# What one gains that tells how a contest ended, where that is asked for.
DECIDED_GAIN = 1.5

Gain = Callable[[str], float]

_HOW_MANY = re.compile(
    rf"\bhow many ((?:[\w'-]+ ){{0,3}}?[\w'-]+?) (?:of|in|on|at|from|that|who|which|there|{AUXILIARY})\b",
    re.IGNORECASE,
)
_HOW_MANY_BARE = re.compile(r"\bhow many ([\w'-]+)", re.IGNORECASE)
_NUMBER = re.compile(
    r"(?<![\w.,])\d+(?:[.,]\d+)*(?: (?:hundred|thousand|million|billion))?(?=[ -])"
    r"|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-\w+)?|dozens?"
    r"|hundreds?|thousands?|millions?|no)\b",
    re.IGNORECASE,
)
# "How many times", "how many tons": such numbers stand everywhere.
_UNITS = frozenset(
    tokens(
        """time second minute hour day week month year mile kilometre kilometer km metre meter foot feet inch ton tonne
        kilogram kg pound gram litre liter dollar euro percent percentage degree point"""
    )
)
_STOP = re.compile(r"[,.;:!?()\"“”]")
_WORD = re.compile(r"[^\W_]+")
_MOST_BETWEEN = 2  # words between a number and what it counts: "143 unharmed foreign passengers"
_SAYS = (
    r"(?:say|said|says|saying|tells?|told|warn(?:s|ed)?|claim(?:s|ed)?|argue[sd]?|announce[sd]?|promise[sd]?"
    r"|explain(?:s|ed)?|add(?:s|ed)|insist(?:s|ed)?|admit(?:s|ted)?|deny|denie[sd]|recall(?:s|ed)?|think|thinks|thought"
    r"|believe[sd]?|reply|replie[sd]|demand(?:s|ed)?|suggest(?:s|ed)?|comment(?:s|ed)?|tweet(?:s|ed)?|wrote|writes?|spoke)"
)
_WHOSE_WORDS = re.compile(
    rf"\bwhat (?:else )?(?:did|does|do|has|have|had) (?P<who>(?:[\w.'’-]+ ){{1,5}}?){_SAYS}\b", re.IGNORECASE
)
_SPOKE_ON = re.compile(rf"\b(?:he|she|they) {_SAYS}\b|\b{_SAYS} (?:he|she|they)\b", re.IGNORECASE)
_SPEECH = re.compile(rf"[\"“”]|\b{_SAYS}\b|\baccording to\b", re.IGNORECASE)
_WON = re.compile(r"\b(?:won|wins?|winners?|beat|beats|lost|loses?|losers?|score|result|end(?:ed)?)\b", re.IGNORECASE)
_CONTEST = re.compile(
    r"\b(?:against|versus|vs|final|semi-?final|match|game|cup|championships?|tournament|fight|bout|league|open|series)\b",
    re.IGNORECASE,
)
_ASKS_SCORE = re.compile(r"\bscore\b|\b(?:by )?how (?:much|many)\b", re.IGNORECASE)
_SCORE = re.compile(r"(?<![\d-])\d{1,3}[-–]\d{1,3}(?![\d-])")
_OUTCOME = re.compile(
    rf"{_SCORE.pattern}|\b(?:beat|beats|beating|beaten|defeat(?:s|ed|ing)?|victory|victories|won|wins?|winners?|champions?|lost)\b",
    re.IGNORECASE,
)
_DEAD = frozenset(tokens("die died dies dead death deaths dying kill kills killed killing fatal fatality fatalities"))
_HURT = frozenset(tokens("injure injured injures injuring injury injuries hurt wound wounded wounding wounds"))


def sought_by(question: Question) -> list[Gain]:
    """What the words of a question seek: functions from a sentence to what its odds are multiplied by."""
    text = question.text
    found = (_counting(text), _speaking(question), _telling_of_victims(text), _deciding(text))
    return [each for each in found if each]


def _counting(text: str) -> Gain | None:
    """ "How many passengers ...": a sentence with "143 passengers"."""
    m = _HOW_MANY.search(text) or _HOW_MANY_BARE.search(text)
    things = [word for word in tokens(m[1]) if word not in STOPWORDS] if m else []
    if not things or things[-1] in _UNITS:
        return None

    def gain(sentence: str) -> float:
        for number in _NUMBER.finditer(sentence):
            behind = _WORD.findall(_STOP.split(sentence[number.end() : number.end() + 60])[0])[: _MOST_BETWEEN + 1]
            counted = list(takewhile(lambda word: word.lower() not in STOPWORDS, behind))
            if things[-1] in tokens(" ".join(counted)):
                return COUNTED_GAIN
        return 1.0

    return gain


def _speaking(question: Question) -> Gain | None:
    """ "What did the harbour master say ...": a sentence in which she is quoted or said to have said something."""
    m = _WHOSE_WORDS.search(question.text)
    speaker = [word for word in tokens(m["who"]) if word not in STOPWORDS] if m and not question.outlets else []
    if not speaker:
        return None

    def gain(sentence: str) -> float:
        named = speaker[-1] in tokens(sentence)
        if named and _SPEECH.search(sentence):
            return SPOKEN_GAIN
        return SPOKEN_ON_GAIN if not named and _SPOKE_ON.search(sentence) else 1.0

    return gain


def _deciding(text: str) -> Gain | None:
    """ "Who won ... against ...", "the score of the final": a sentence that tells how it ended."""
    if not (_WON.search(text) and _CONTEST.search(text)):
        return None
    outcome = _SCORE if _ASKS_SCORE.search(text) else _OUTCOME
    return lambda sentence: DECIDED_GAIN if outcome.search(sentence) else 1.0


def _telling_of_victims(text: str) -> Gain | None:
    """ "How many died ...": rather not a sentence that tells of the injured alone."""
    asked = set(tokens(text))
    if bool(asked & _DEAD) == bool(asked & _HURT):
        return None
    wanted, other = (_DEAD, _HURT) if asked & _DEAD else (_HURT, _DEAD)

    def gain(sentence: str) -> float:
        told = set(tokens(sentence))
        return OTHER_VICTIMS_GAIN if told & other and not told & wanted else 1.0

    return gain
