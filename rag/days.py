"""Days: whether the dates of a statement are those that the cited words tell, "Friday" read from the article's day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from corpus.dates import bounds
from corpus.months import ENGLISH_MONTHS, WEEKDAY_NUMBERS
from rag.carriers import Given, Told
from rag.faults import Fault
from rag.pairing import Pairing
from rag.slots import in_its_place, stands_beside
from rag.statement import Statement, Word
from rag.values import Value

_WEEKDAYS = {name: number for name, number in WEEKDAY_NUMBERS.items() if name.endswith("day")}
_SHORT_DAYS = {name[:3]: number for name, number in _WEEKDAYS.items()} | {"tues": 1, "thurs": 3}
_MONTHS = {name.lower(): number for number, name in enumerate(ENGLISH_MONTHS, 1)}
_BY_THE_DAY = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}
_BEFORE_MONTH = re.compile(
    r"\b(?:in|of|since|until|till|by|last|next|this|from|to|late|early|mid|and|during)[ -]$", re.IGNORECASE
)
_COMING = re.compile(
    r"\b(?:will|next|coming|due|scheduled|expected|plans?|planned|from|starting|until|by|is to|are to)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Day:
    """A date, a day of the week or a month as a sentence names it: text[start:end].

    `keys` are what it can mean: "2026-05-04", "2026-05", "2026", "--05-04", "weekday 0", "month 5". A statement's day
    is told where one of its own keys is among all that the told ones mean.
    """

    start: int
    end: int
    own: str
    means: frozenset[str]


def day_faults(
    statement: Statement, main: Told, given: Given, pairing: Pairing, strict: bool = False
) -> Iterator[Fault]:
    """The days of a statement that no sentence tells; `pairing` pairs it with the one that carries it first.

    `strict`: a day of another sentence will not do, either, where the first carrier has one that it cannot be, or where
    that one has no word beside the day that the first one lacks.
    """
    for day in days_of(statement, None):
        words = statement.text[day.start : day.end]
        free = [each for each in _told_days(main) if not _is_claimed(each, statement)]
        other = in_its_place(_value(day), statement, main.statement, pairing, [_value(each) for each in free])
        if not other and any(day.own in each.means for each in _told_days(main)):
            continue
        instead = other or next((_value(each) for each in free if _kind(each) == _kind(day)), None)
        if strict and not instead and not _kind(day).startswith("weekday"):
            instead = next((_value(each) for each in free if _is_no(day, each)), None)
        if instead:
            yield Fault("figure_other", words, main.statement.text[instead.start : instead.end])
        elif not any(
            day.own in each.means
            for told in given.told
            if not strict or told is main or stands_beside(_value(day), statement, told.stems - main.stems)
            for each in _told_days(told)
        ):
            yield Fault("day", words)


def days_of(statement: Statement, published: str | None) -> list[Day]:
    """The days of a sentence, in order; with the day of its article, "Friday" is also the date it was.

    Of a statement to be checked, nothing is known of its day: `published` is None.
    """
    base = bounds(published)
    from_day = base[0] if base and base[0] == base[1] else None
    found = [Day(each.start, each.end, each.key, _meanings(each.key, base)) for each in statement.days]
    for word in statement.words:
        if any(each.start <= word.start < each.end for each in found):
            continue
        if word.folded in _BY_THE_DAY:
            on = from_day + timedelta(_BY_THE_DAY[word.folded]) if from_day else None
            means = _meanings_of(on) if on else frozenset[str]()
            found.append(Day(word.start, word.end, word.folded, means | {word.folded}))
        elif word.capital and (number := _weekday(word.folded)) is not None:
            found.append(Day(word.start, word.end, f"weekday {number}", _weekday_meanings(number, from_day, statement)))
        elif word.capital and word.folded in _MONTHS and _is_month(statement, word):
            number = _MONTHS[word.folded]
            means = _meanings_in(base, number)
            found.append(Day(word.start, word.end, f"month {number}", means))
    return sorted(found, key=lambda each: each.start)


def _is_month(statement: Statement, word: Word) -> bool:
    """Whether "May" or "March" is a month, by the word before it."""
    if word.folded not in ("may", "march"):
        return True
    return bool(_BEFORE_MONTH.search(statement.text[: word.start]))


def _weekday(word: str) -> int | None:
    return _WEEKDAYS.get(word, _SHORT_DAYS.get(word) if word not in ("sun", "sat", "wed") else None)


def _meanings(key: str, base: tuple[date, date] | None) -> frozenset[str]:
    """All that a printed date says: its year and month too, and its weekday; a missing year is the article's."""
    means = {key}
    if key.startswith("--"):
        means.add(f"month {int(key[2:4])}")
        if base and base[0].year == base[1].year:
            on = bounds(f"{base[0].year}{key[1:]}")
            means |= _meanings_of(on[0]) if on else set()
    elif len(key) == 10:
        on = bounds(key)
        means |= _meanings_of(on[0]) if on else set()
    elif len(key) == 7:
        means |= {key[:4], f"month {int(key[5:7])}"}
    return frozenset(means)


def _meanings_of(day: date) -> frozenset[str]:
    iso = day.isoformat()
    return frozenset((iso, iso[:7], iso[:4], f"-{iso[4:]}", f"month {day.month}", f"weekday {day.weekday()}"))


def _weekday_meanings(number: int, from_day: date | None, statement: Statement) -> frozenset[str]:
    """The day of that name up to the article's day, and the one after it where the sentence looks ahead."""
    means = {f"weekday {number}"}
    if from_day:
        back = from_day - timedelta((from_day.weekday() - number) % 7)
        means |= _meanings_of(back)
        if _COMING.search(statement.text):
            means |= _meanings_of(back + timedelta(7))
    return frozenset(means)


def _meanings_in(base: tuple[date, date] | None, month: int) -> frozenset[str]:
    if not base or base[0].year != base[1].year:
        return frozenset((f"month {month}",))
    return frozenset((f"month {month}", f"{base[0].year}-{month:02d}"))


def _told_days(told: Told) -> list[Day]:
    return days_of(told.statement, told.source.article.published)


def _kind(day: Day) -> str:
    """What a day is named by: a weekday, a month, or a date by so many of its parts."""
    return day.own.split()[0] if " " in day.own else str(len(day.own.lstrip("-")))


def _is_no(day: Day, told: Day) -> bool:
    """Whether a told day says of a year, a month or a date that it is another one."""
    kinds = {_kind(Day(0, 0, own, frozenset())) for own in told.means}
    return _kind(day) in kinds and day.own not in told.means


def _is_claimed(day: Day, statement: Statement) -> bool:
    return any(each.own in day.means for each in days_of(statement, None))


def _value(day: Day) -> Value:
    return Value(day.start, day.end, "date", day.own)
