"""Printed dates to ISO and back to words ("July 6", "03.03.2013, 07:25", "--07-06").

A `published` value is a datetime, YYYY-MM-DD, YYYY-MM, YYYY, or --MM-DD (a day whose year is not stated).
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime

ENGLISH_MONTHS = "January February March April May June July August September October November December".split()
_MONTH_NUMBERS = {
    name: number
    for names in (
        "january february march april may june july august september october november december",
        "jan feb mar apr may jun jul aug sep oct nov dec",
        "januar februar märz april mai juni juli august september oktober november dezember",
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
        "januari februari maart april mei juni juli augustus september oktober november december",
        "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    )
    for number, name in enumerate(names.split(), 1)
} | {"sept": 9}
_WEEKDAY_NAMES = {
    name: number
    for names in (
        "monday tuesday wednesday thursday friday saturday sunday",
        "montag dienstag mittwoch donnerstag freitag samstag sonntag",
        "lundi mardi mercredi jeudi vendredi samedi dimanche",
        "lunes martes miércoles jueves viernes sábado domingo",
    )
    for number, name in enumerate(names.split())
}

_MONTH = "(?P<month>" + "|".join(sorted(_MONTH_NUMBERS, key=len, reverse=True)) + r")(?![^\W\d_])\.?"
_DAY = r"(?P<day>\d{1,2})"
_YEAR = r"(?P<year>(?:1[6-9]|20)\d\d)(?!\d)"
_TIME = (
    r"(?:(?:,?\s+(?:at\s+|um\s+|à\s+)?|T|,\s*|\s*[|·–-]\s*)"
    r"(?P<hour>[01]?\d|2[0-3])[:.](?P<minute>[0-5]\d)(?::[0-5]\d(?:\.\d+)?)?\s*(?P<half>[ap]\.?m\b\.?)?)?"
)
_ZONE = r"(?P<zone>Z|[+-]\d\d:?\d\d)?"
_FORMS = [
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?<![\d-]){_YEAR}-(?P<mm>\d\d)-{_DAY}(?!\d){_TIME}{_ZONE}",
        rf"(?<![\d/]){_YEAR}/(?P<mm>\d\d?)/{_DAY}(?![\d/]){_TIME}",
        rf"(?<![\d.,/-]){_DAY}-{_MONTH}-{_YEAR}{_TIME}",
        rf"(?<![\d.,/-]){_DAY}\.\s?(?P<mm>\d\d?)\.\s?{_YEAR}(?!\.\d){_TIME}",
        rf"(?<![\d.,/-])(?P<either>\d\d?)/(?P<other>\d\d?)/{_YEAR}{_TIME}",
        rf"(?<![\d.,/-]){_DAY}(?:st|nd|rd|th|er|º|\.)?\s+(?:de\s+|of\s+)?{_MONTH},?\s+(?:de\s+)?{_YEAR}{_TIME}",
        rf"(?<!\w){_MONTH}\s+{_DAY}(?:st|nd|rd|th)?,?\s+{_YEAR}{_TIME}",
        rf"(?<![\d.,/-]){_DAY}(?:st|nd|rd|th|er|º|\.)?\s+(?:de\s+|of\s+)?{_MONTH}(?!\s+\d)",
        rf"(?<!\w){_MONTH}\s+{_DAY}(?:st|nd|rd|th)?(?![\d:%]|,?\d)",
        rf"(?<!\w){_MONTH},?\s+{_YEAR}",
    )
]
_PUBLISHED = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?|--(\d\d)-(\d\d)", re.ASCII)


@dataclass(frozen=True)
class PrintedDate:
    """A date found in a text: `text[start:end]` prints it, `value` is its `published` form."""

    start: int
    end: int
    value: str


def find_dates(text: str) -> list[PrintedDate]:
    """Every printed date of the text, in order, the fuller reading where two overlap."""
    found: list[PrintedDate] = []
    taken = bytearray(len(text))
    for form in _FORMS:
        for m in form.finditer(text):
            if taken.find(1, m.start(), m.end()) >= 0:
                continue
            value = _value(m)
            if value:
                found.append(PrintedDate(m.start(), m.end(), value))
                taken[m.start() : m.end()] = b"\1" * (m.end() - m.start())
    return sorted(found, key=lambda f: f.start)


def parse_printed(text: str) -> str | None:
    """The `published` form of a text that prints one date and nothing else that matters, else None."""
    stripped = text.strip()
    if is_published(stripped):
        return normalised(stripped)
    found = find_dates(stripped)
    return found[0].value if len(found) == 1 else None


def is_published(value: str) -> bool:
    """Whether the value is one of the `published` forms and names a day that exists."""
    if _PUBLISHED.fullmatch(value):
        return _real(value)
    if not re.match(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d", value, re.ASCII):
        return False
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return True


def normalised(published: str) -> str:
    """A `published` value with "T" between day and time."""
    return published.replace(" ", "T", 1) if re.match(r"\d{4}-\d\d-\d\d ", published) else published


def in_words(published: str | None) -> str:
    """The date as a reader says it: "1 March 2013", "March 2013", "6 July (year not stated)", "undated"."""
    if not published:
        return "undated"
    m = _PUBLISHED.fullmatch(published[:10] if not published.startswith("--") else published)
    if not m or not _real(m.group()):
        return published
    year, month, day, month_only, day_only = m.groups()
    if month_only:
        return f"{int(day_only)} {ENGLISH_MONTHS[int(month_only) - 1]} (year not stated)"
    words = [str(int(day)) if day else "", ENGLISH_MONTHS[int(month) - 1] if month else "", year]
    return " ".join(word for word in words if word)


def bounds(published: str | None) -> tuple[date, date] | None:
    """First and last day the value can mean, both inclusive; None for undated and for a day without a year."""
    if not published or published.startswith("--"):
        return None
    m = _PUBLISHED.fullmatch(published[:10])
    if not m or not _real(published[:10]):
        return None
    year, month, day = int(m[1]), int(m[2] or 0), int(m[3] or 0)
    if day:
        return date(year, month, day), date(year, month, day)
    if month:
        return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    return date(year, 1, 1), date(year, 12, 31)


def weekdays_named(text: str) -> list[int]:
    """The weekdays a text names, in order, Monday 0 to Sunday 6."""
    words = re.findall(r"[^\W\d_]+", text.lower())
    return [_WEEKDAY_NAMES[w] for w in words if w in _WEEKDAY_NAMES]


def years_where(month_day: str, weekday: int, years: set[int], latest: date) -> list[int]:
    """Those of the years in which the --MM-DD day falls on the weekday and is not after `latest`."""
    fitting = []
    for year in sorted(years):
        try:
            day = date(year, int(month_day[2:4]), int(month_day[5:7]))
        except ValueError:
            continue
        if day.weekday() == weekday and day <= latest:
            fitting.append(year)
    return fitting


def _real(value: str) -> bool:
    """Whether the day, month and year of a well-formed value exist (29 February counts where no year is given)."""
    m = _PUBLISHED.fullmatch(value)
    if not m:
        return False
    year, month, day = int(m[1] or 2000), int(m[2] or m[4] or 1), int(m[3] or m[5] or 1)
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _value(m: re.Match[str]) -> str | None:
    groups = m.groupdict()
    year, day = groups.get("year"), groups.get("day")
    if groups.get("month"):
        month = _month_number(groups["month"])
        if not month:
            return None
    elif groups.get("either"):
        month, day = _day_and_month(int(groups["either"]), int(groups["other"]))
        if not month:
            return year  # 03/04/2013 is March in one country and April in another
    else:
        month = int(groups["mm"])
    value = f"{year or '-'}-{month:02d}" + (f"-{int(day):02d}" if day else "")
    if not _real(value):
        return None
    return value + _clock(groups) if groups.get("hour") else value


def _month_number(printed: str) -> int | None:
    """None for a word that is only a month when it has a capital ("may", "mar")."""
    lower = printed.lower()
    if printed == lower and (lower.capitalize() in ENGLISH_MONTHS or len(lower) == 3) and lower != "mei":
        return None
    return _MONTH_NUMBERS[lower]


def _day_and_month(first: int, second: int) -> tuple[int, str | None]:
    """(month, day) of two numbers between slashes; month 0 where both readings are possible."""
    if first == second or second > 12:
        return first, str(second)
    if first > 12:
        return second, str(first)
    return 0, None


def _clock(groups: dict[str, str | None]) -> str:
    hour, half = int(groups["hour"] or 0), (groups.get("half") or "").lower()
    if half.startswith("p") and hour < 12:
        hour += 12
    elif half.startswith("a") and hour == 12:
        hour = 0
    zone = groups.get("zone") or ""
    if len(zone) == 5:
        zone = zone[:3] + ":" + zone[3:]
    return f"T{hour:02d}:{groups['minute']}{zone}"
