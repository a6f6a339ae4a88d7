"""Days and periods a question names: printed ones, "since 2016", "the 1990s", and "last week" from the day it is asked.

English only. A period is its first and last day, both inclusive.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from corpus.dates import bounds, find_dates, in_words, weekdays_named
from corpus.months import ENGLISH_MONTHS

Days = tuple[date, date]
EARLIEST = date(1500, 1, 1)  # where a period is open to the past

_MONTHS = {name.lower(): number for number, name in enumerate(ENGLISH_MONTHS, 1)}
_MONTH = "|".join(_MONTHS)
_WEEKDAY = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
_NUMBERS = {word: n for n, word in enumerate("a one two three four five six seven eight nine ten".split(), 0)} | {
    "a": 1,
    "an": 1,
    "few": 3,
}
_NUMBER = rf"(?P<n>\d{{1,2}}|{'|'.join(_NUMBERS)})"
_YEAR = re.compile(r"(?<![\d.,-])(?:19|20)\d\d(?![\d%]|[.,]\d|-\d)")
_DECADE = re.compile(r"\b(?:the )?((?:1[89]|20)\d0)['’]?s\b", re.IGNORECASE)
_TWO_MONTHS = re.compile(rf"\b({_MONTH}) (?:and|to|until|till|through) ({_MONTH}),? ((?:19|20)\d\d)\b", re.IGNORECASE)
_BEFORE_IT = re.compile(
    r"\b(since|after|from|before|until|till|by|up to|between)(?: the)?(?: (?:year|month of))? ?$", re.IGNORECASE
)
_JOINED = re.compile(r"^ (?:and|to|until|till|through) $", re.IGNORECASE)


@dataclass(frozen=True)
class Named:
    """A period as a question names it: `text[start:end]`. `relative`: it is told from the day of asking."""

    start: int
    end: int
    days: Days
    relative: bool = False


def find_periods(text: str, asked: date) -> list[Named]:
    """The periods a question means, in order: "since 2016" lasts up to the day it is `asked` on."""
    return _opened(text, named_periods(text, asked), asked)


def named_periods(text: str, asked: date) -> list[Named]:
    """The days, months and years a question names, in order, whatever stands before them."""
    found = _relative(text, asked)
    for m in _TWO_MONTHS.finditer(text):
        first, last = (date(int(m[3]), _MONTHS[m[at].lower()], 1) for at in (1, 2))
        if first <= last:
            found.append(Named(m.start(), m.end(), (first, _month_of(last)[1])))
    for m in _DECADE.finditer(text):
        found.append(Named(m.start(), m.end(), (date(int(m[1]), 1, 1), date(int(m[1]) + 9, 12, 31))))
    printed = [(each.start, each.end, each.value) for each in find_dates(text)]
    for start, end, value in (*printed, *((year.start(), year.end(), year.group()) for year in _YEAR.finditer(text))):
        days = bounds(value)
        if days and not any(start < other.end and other.start < end for other in found):
            found.append(Named(start, end, days))
    return sorted(found, key=lambda each: each.start)


def days_in_words(first: date, last: date) -> str:
    """A day, a month or a year whole, else both ends; "up to" where it has no beginning."""
    until = in_words(last.isoformat())
    if first == EARLIEST:
        return f"up to {until}"
    for whole in (first.isoformat(), first.isoformat()[:7], first.isoformat()[:4]):
        if bounds(whole) == (first, last):
            return in_words(whole)
    return f"{in_words(first.isoformat())} to {until}"


def _opened(text: str, found: list[Named], asked: date) -> list[Named]:
    """The periods with what stands before them: since, before, between one and another."""
    opened: list[Named] = []
    for each in found:
        before = _BEFORE_IT.search(text, 0, each.start)
        word = before.group(1).lower() if before else ""
        start = before.start() if before else each.start
        if (
            opened
            and _JOINED.match(text[opened[-1].end : each.start])
            and text[opened[-1].start :].lower().startswith(("between", "from", "since"))
        ):
            one = opened.pop()
            first = min(one.days[0], each.days[0])
            opened.append(Named(one.start, each.end, (first, each.days[1]), one.relative and each.relative))
        elif word in ("since", "from") and each.days[0] <= asked:
            opened.append(Named(start, each.end, (each.days[0], max(asked, each.days[1])), each.relative))
        elif word == "after" and each.days[1] <= asked:
            opened.append(Named(start, each.end, (each.days[1], asked), each.relative))
        elif word in ("before", "until", "till", "by", "up to"):
            last = each.days[0] if word == "before" else each.days[1]
            opened.append(Named(start, each.end, (EARLIEST, last), each.relative))
        else:
            opened.append(Named(start if word == "between" else each.start, each.end, each.days, each.relative))
    return opened


def _relative(text: str, asked: date) -> list[Named]:
    found: list[Named] = []
    for pattern, days_of in _RELATIVE:
        for m in pattern.finditer(text):
            days = days_of(m, asked)
            if days and not any(m.start() < other.end and other.start < m.end() for other in found):
                found.append(Named(m.start(), m.end(), days, relative=True))
    return found


def _month_of(day: date) -> Days:
    return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])


def _back(asked: date, count: int, unit: str) -> Days:
    """The day, week, month or year that lies so many of its kind before the day of asking."""
    if unit == "day":
        return asked - timedelta(count), asked - timedelta(count)
    if unit in ("week", "weekend"):
        monday = asked - timedelta(asked.weekday() + 7 * count)
        return monday + timedelta(5 if unit == "weekend" else 0), monday + timedelta(6)
    if unit == "month":
        months = asked.year * 12 + asked.month - 1 - count
        return _month_of(date(months // 12, months % 12 + 1, 1))
    return date(asked.year - count, 1, 1), date(asked.year - count, 12, 31)


def _within(asked: date, count: int, unit: str) -> Days:
    days = {"day": 1, "week": 7, "month": 31, "year": 366}[unit] * count
    return asked - timedelta(days), asked


def _count(m: re.Match[str]) -> int:
    return int(m["n"]) if m["n"].isdigit() else _NUMBERS[m["n"].lower()]


def _named_month(m: re.Match[str], asked: date) -> Days:
    month = _MONTHS[m["month"].lower()]
    year = (
        asked.year if month < asked.month or (month == asked.month and m["which"].lower() == "this") else asked.year - 1
    )
    return _month_of(date(year, month, 1))


def _weekday(m: re.Match[str], asked: date) -> Days:
    back = (asked.weekday() - weekdays_named(m["weekday"])[0]) % 7 or 7
    return asked - timedelta(back), asked - timedelta(back)


_RELATIVE: list[tuple[re.Pattern[str], Callable[[re.Match[str], date], Days | None]]] = [
    (re.compile(pattern, re.IGNORECASE), days_of)
    for pattern, days_of in (
        (r"\bthe day before yesterday\b", lambda m, asked: _back(asked, 2, "day")),
        (r"\byesterday\b|\blast night\b", lambda m, asked: _back(asked, 1, "day")),
        (r"\btoday\b|\btonight\b|\bthis (?:morning|afternoon|evening)\b", lambda m, asked: _back(asked, 0, "day")),
        (
            rf"\b(?:in|over|during|within) the (?:last|past) {_NUMBER} (?P<unit>day|week|month|year)s?\b",
            lambda m, asked: _within(asked, _count(m), m["unit"].lower()),
        ),
        (
            r"\b(?:in|over|during|within) the (?:last|past) (?P<unit>day|week|month|year)\b",
            lambda m, asked: _within(asked, 1, m["unit"].lower()),
        ),
        (
            rf"\b{_NUMBER} (?P<unit>day|week|month|year)s? ago\b",
            lambda m, asked: _back(asked, _count(m), m["unit"].lower()),
        ),
        (
            r"\b(?:last|previous) (?P<unit>week|weekend|month|year)\b",
            lambda m, asked: _back(asked, 1, m["unit"].lower()),
        ),
        (r"\bthis (?P<unit>week|weekend|month|year)\b", lambda m, asked: _back(asked, 0, m["unit"].lower())),
        (rf"\b(?P<which>last|this) (?P<month>{_MONTH})\b", _named_month),
        (rf"\b(?:last|on) (?P<weekday>{_WEEKDAY})\b", _weekday),
    )
]
