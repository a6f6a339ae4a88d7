"""What a sentence gives: numbers, days and names, each with its span and a key, equal where two mean the same.

English number words are read; names are runs of capitalised words.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from corpus.dates import find_dates
from rag.words import STOPWORDS

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
).split()
_TENS = {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_NUMBER_WORDS = {word: float(number) for number, word in enumerate(_SMALL)} | {"twenty": 20.0} | _TENS
_SCALES = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "mln": 1e6, "m": 1e6, "billion": 1e9, "bln": 1e9, "bn": 1e9,
    "trillion": 1e12, "dozen": 12.0,
}  # fmt: skip
_COUNT = "|".join(sorted(_NUMBER_WORDS, key=len, reverse=True))
_SCALE = "|".join(sorted(_SCALES, key=len, reverse=True))
_NUMBER = re.compile(
    rf"(?<![\w.,–-])(?P<unit>[$€£¥]\s?)?(?:(?P<digits>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    rf"|(?P<word>(?:{_COUNT})(?:[- ](?:{_COUNT}))?)\b|(?P<one>a|one)(?=[ -](?:{_SCALE})\b))"
    rf"(?:[\s-]?(?P<scale>{_SCALE})\b)?(?P<percent>\s?%|\s(?:per\s?cent|pct)\b)?(?![\d–]|[.,:]\d|-\d)",
    re.IGNORECASE,
)
# A capitalised word, with "of", "de", "the" inside a name.
_CAPITAL = r"[^\W\d_a-zß-öø-ÿ](?:[^\W_]|(?![’']s\b)[’'&.-](?=[^\W_]))*"
_NAME = re.compile(rf"(?<!\w){_CAPITAL}(?:\.?[ \u00a0](?:(?:de|van|von|der|del|al|bin|of)\s)?{_CAPITAL})*")
_WORDS, _NOT_ASCII = re.compile(r"[^\W_]+"), re.compile(r"[^\x00-\x7f]+")
_AT_LEAST = re.compile(r"\b(at least|more than|over|above|upwards of) $", re.IGNORECASE)
_AT_MOST = re.compile(r"\b(at most|up to|less than|fewer than|under|nearly|almost) $", re.IGNORECASE)
_YEAR = re.compile(r"(?<![\d.,$€£-])(?:1[89]|20)\d\d(?:s\b|(?![\d%]|[.,]\d|-\d))")


@dataclass(frozen=True)
class Value:
    """A number, date or name: `text[start:end]` prints it.

    `kind` is number, date or name. `key` is equal for values that mean the same: "19" for "nineteen".
    `amount` is a number's size; `unit` its sign: "$", "%" or nothing; `bound` says "least" or "most" where it is one.
    """

    start: int
    end: int
    kind: str
    key: str
    amount: float = 0.0
    unit: str = ""
    bound: str = ""

    def may_mean(self, other: Value) -> bool:
        """Whether two values of one kind may mean the same: one name or date inside the other, numbers that round."""
        if self.kind == "name":
            here, there = set(self.key.split()), set(other.key.split())
            return here <= there or there <= here
        if self.kind == "date":
            shorter, longer = sorted((self.key.lstrip("-"), other.key.lstrip("-")), key=len)
            return longer.startswith(shorter) or longer.endswith(shorter)
        if self.bound or other.bound:
            return _within(self, other) and _within(other, self)
        return _rounds(self.amount, other.amount)


def values_in(text: str) -> list[Value]:
    """The values of a sentence in order; no two overlap, a date goes before a number, a number before a name."""
    found: list[Value] = []
    for each in (*_dates(text), *_numbers(text), *_names(text)):
        if not any(each.start < other.end and other.start < each.end for other in found):
            found.append(each)
    return sorted(found, key=lambda value: value.start)


def _within(one: Value, other: Value) -> bool:
    """Whether a number is inside the bound that another one sets, if it sets one."""
    if one.bound == "least":
        return other.amount >= one.amount or other.bound == "most"
    return one.bound != "most" or other.amount <= one.amount or other.bound == "least"


def _rounds(one: float, other: float) -> bool:
    """Whether the rounder of two numbers is the other one rounded."""
    return any(
        float(f"{exact:.{digits}g}") == rough for exact, rough in ((one, other), (other, one)) for digits in (1, 2, 3)
    )


def folded(text: str) -> str:
    """The text without accents, in lower case, words only."""
    if not text.isascii():
        text = _NOT_ASCII.sub(_without_accents, unicodedata.normalize("NFKD", text))
    return " ".join(_WORDS.findall(text.casefold()))


def _without_accents(found: re.Match[str]) -> str:
    return "".join(letter for letter in found.group() if not unicodedata.combining(letter))


def _dates(text: str) -> list[Value]:
    printed = [Value(each.start, each.end, "date", each.value[:10]) for each in find_dates(text)]
    inside = [range(each.start, each.end) for each in printed]
    years = [year for year in _YEAR.finditer(text) if not any(year.start() in span for span in inside)]
    return printed + [Value(year.start(), year.end(), "date", year.group()) for year in years]


def _numbers(text: str) -> list[Value]:
    found = []
    for m in _NUMBER.finditer(text):
        amount = float(m["digits"].replace(",", "")) if m["digits"] else _in_digits(m["word"] or "one")
        amount *= _SCALES[m["scale"].lower()] if m["scale"] else 1.0
        unit = "%" if m["percent"] else (m["unit"] or "").strip()
        before = text[max(0, m.start() - 20) : m.start()]
        bound = "least" if _AT_LEAST.search(before) else "most" if _AT_MOST.search(before) else ""
        found.append(Value(m.start(), m.end(), "number", f"{unit}{amount:.12g}", amount, unit, bound))
    return found


def _in_digits(words: str) -> float:
    return sum(_NUMBER_WORDS[word] for word in re.split(r"[- ]", words.lower()))


def _names(text: str) -> list[Value]:
    """Runs of capitalised words; the sentence's first word counts only where it is no function word."""
    found = []
    for m in _NAME.finditer(text):
        start = m.start()
        words = m.group().split()
        while words and folded(words[0]) in STOPWORDS:
            rest = m.group()[start - m.start() + len(words[0]) :]
            start += len(words[0]) + len(rest) - len(rest.lstrip())
            words = words[1:]
        if words:
            found.append(Value(start, m.end(), "name", folded(text[start : m.end()])))
    return found
