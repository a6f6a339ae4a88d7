"""Lacking: which numbers, names, days and quotations of a shown sentence its citations do not have.

Written apart from the check in rag/, with nothing but regular expressions, so that it does not share its mistakes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date, timedelta

from corpus.dates import bounds
from rag.answer import Citation

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
).split()
_TENS = {word: 10 * number for number, word in enumerate("thirty forty fifty sixty seventy eighty ninety".split(), 3)}
_WORDS = {word: number for number, word in enumerate(_SMALL)} | _TENS
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_NUMBER_WORD = re.compile(rf"\b({'|'.join(_TENS)})(?:[- ]({'|'.join(_SMALL[1:10])}))?\b|\b({'|'.join(_SMALL[1:])})\b")
# A whole word with a capital anywhere: "al-Nusra" is one.
_NAME = re.compile(r"(?<![\w’'-])(?=[\w’'-]*[A-ZÀ-Þ])[^\W\d_][\w’'-]*")
_QUOTE = re.compile(r"“([^”]+)”|\"([^\"]+)\"")
_NO_NAMES = frozenset(
    """
    a after also although an and another april as at august because before both but by december dr during each
    february friday from he her his however i if in it its january july june march may monday more most mr mrs ms no
    not november october of on one other our saturday september she since some sunday that the their there these
    they this those three thursday to tuesday two under until we wednesday when where which while who with
    """.split()
)


def lacking(sentence: str, citations: Sequence[Citation]) -> list[str]:
    """What a sentence has and its citations lack: in their quotes, their outlets, and for days, their dates."""
    told = " ".join(f"{each.quote} {each.outlet or ''}" for each in citations)
    plain, numbers = _plain(told), _numbers(told) | _days(citations)
    words = {_stem(word) for word in re.findall(r"[\w’'-]+", plain)}
    missing = sorted(_numbers(sentence) - numbers)
    for m in _NAME.finditer(sentence):
        name = _plain(m.group())
        if m.start() and name not in _NO_NAMES and _stem(name) not in words:
            missing.append(m.group())
    for m in _QUOTE.finditer(sentence):
        quoted = _plain(m.group(1) or m.group(2)).strip(" .,;:!?")
        if quoted not in plain:
            missing.append(quoted)
    return missing


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text.casefold()).translate(
        {0x2019: "'", 0x2018: "'", 0x2013: "-", 0x2014: "-"}
    )
    return " ".join("".join(letter for letter in folded if not unicodedata.combining(letter)).split())


def _stem(word: str) -> str:
    return word.strip("'-").removesuffix("'s")


def _numbers(text: str) -> set[str]:
    found = {m.group().replace(",", "").rstrip(".") for m in _NUMBER.finditer(text)}
    for m in _NUMBER_WORD.finditer(text.casefold()):
        tens, ones, alone = m.groups()
        found.add(str(_WORDS[tens] + (_WORDS[ones] if ones else 0) if tens else _WORDS[alone]))
    return found - {"1"}  # "one of them" counts nothing


def _days(citations: Sequence[Citation]) -> set[str]:
    """The numbers of the days within a week of each citation's: "Friday" may have been written out."""
    found: set[str] = set()
    for each in citations:
        for day in filter(None, [bounds(each.published)]):
            for step in range(-7, 8):
                near: date = day[0] + timedelta(days=step)
                found |= {str(near.year), str(near.month), str(near.day)}
    return found
