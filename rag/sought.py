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
# What one gains with a number of the measure that is asked for.
MEASURED_GAIN = 1.5
# What one gains that gives a reason in so many words, where a reason is asked for.
REASON_GAIN = 1.25

Gain = Callable[[str], float]

_HOW_MANY = re.compile(
    rf"\bhow many ((?:[\w'-]+ ){{0,3}}?[\w'-]+?) (?:of|in|on|at|from|that|who|which|there|{AUXILIARY})\b",
    re.IGNORECASE,
)
_HOW_MANY_BARE = re.compile(r"\bhow many ([\w'-]+)", re.IGNORECASE)
_WORDS_FOR_NUMBERS = (
    r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen"
    r"|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-\w+)?|dozens?|hundreds?|thousands?|millions?"
)
_NUMBER = re.compile(
    rf"(?<![\w.,])\d+(?:[.,]\d+)*(?: (?:hundred|thousand|million|billion))?(?=[ -])|\b(?:{_WORDS_FOR_NUMBERS}|no)\b",
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
_SOME = rf"(?:\d[\d.,]*|(?:{_WORDS_FOR_NUMBERS}))"
_LARGE = r"[ -]?(?:(?:hundred|thousand|million|billion|trillion|bn|m|k)\b[ -]?)*"
_LENGTHS = r"(?:km|kilomet(?:er|re)s?|met(?:er|re)s?|miles?|feet|foot|ft|inch(?:es)?|cm|mm|yards?)"
_TIMES = r"(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|decades?|centur(?:y|ies))"
_MONEY = r"(?:dollars?|pounds?|euros?|crowns?|cents?|pence|yen|yuan|rupees?|rubles?|roubles?|francs?|pesos?)"
# What asks for a measure, and what a number of that measure looks like.
_MEASURED = [
    (re.compile(asks, re.IGNORECASE), re.compile(measure, re.IGNORECASE))
    for asks, measure in (
        (
            r"\bhow old\b|\bwhat age\b",
            rf"{_SOME}[ -]years?[ -]old|\baged? {_SOME}|, (?:now )?\d{{1,3}}(?=[,.)])"
            r"|\b(?:is|was|of|turn(?:s|ed)) \d{1,3}\b"
            r"|\b(?:built|born|founded|opened|launched|established|made) in \d{4}",
        ),
        (r"\bhow (?:far|wide|deep|tall|high)\b", rf"{_SOME}{_LARGE}[ -]?{_LENGTHS}\b"),
        (r"\bhow long (?:did|does|do|will|has|have|had|would)\b", rf"{_SOME}{_LARGE}[ -]?{_TIMES}\b"),
        (r"\bhow long\b", rf"{_SOME}{_LARGE}[ -]?(?:{_LENGTHS}|{_TIMES})\b"),
        (
            r"\bhow much\b.*\b(?:costs?|pay|paid|spend|spent|worth|earn(?:ed)?|raised?|fined?|owed?|charged?|sold|sell"
            r"|buy|bought|save[ds]?|money)\b|\bhow much (?:is|was|are|were) |\bwhat\b.*\bcosts?\b"
            r"|\bwhat (?:is|was) the (?:price|cost|fine|fee|toll|fare)\b",
            rf"[$£€¥]\s?\d|{_SOME}{_LARGE}[ -]?{_MONEY}\b",
        ),
    )
]
_REASON = re.compile(
    r"\b(?:because|due to|owing to|as a result|caused|causes?|blamed|so that|in protest|reasons?|thanks to|in order to"
    r"|to (?:avoid|protect|prevent|save|spare|stop)|for fear)\b",
    re.IGNORECASE,
)
_DEAD = frozenset(tokens("die died dies dead death deaths dying kill kills killed killing fatal fatality fatalities"))
_HURT = frozenset(tokens("injure injured injures injuring injury injuries hurt wound wounded wounding wounds"))


def sought_by(question: Question) -> list[Gain]:
    """What the words of a question seek: functions from a sentence to what its odds are multiplied by."""
    text = question.text
    found = (
        _counting(text),
        _speaking(question),
        _telling_of_victims(text),
        _deciding(text),
        _measuring(text),
        _reasoning(question),
    )
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


def _measuring(text: str) -> Gain | None:
    """ "How old ...", "How long ...", "How much did it cost": a sentence with a number of that measure."""
    measures = [measure for asks, measure in _MEASURED if asks.search(text)]
    return (lambda sentence: MEASURED_GAIN if measures[0].search(sentence) else 1.0) if measures else None


def _reasoning(question: Question) -> Gain | None:
    """ "Why ...": a sentence that says "because"."""
    if question.kind != "why":
        return None
    return lambda sentence: REASON_GAIN if _REASON.search(sentence) else 1.0


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
