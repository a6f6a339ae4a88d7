"""Printed dates to ISO and back to words ("July 6", "03.03.2013, 07:25", "--07-06").

A `published` value is a datetime, YYYY-MM-DD, YYYY-MM, YYYY, or --MM-DD (a day whose year is not stated).
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from urllib.parse import urlsplit

from corpus.months import ALSO_WORDS, ENGLISH_MONTHS, MONTH_NUMBERS, NEED_YEAR, WEEKDAY_NUMBERS, ZONES

# Any word may stand where a month does; `_month_number` knows which are one. Far faster than three hundred names.
_MONTH = r"(?P<month>[^\W\d_]{3,13}+)(?![^\W\d_])\.?"
_DAY = r"(?P<day>\d{1,2})"
_YEAR = r"(?P<year>(?:1[6-9]|20)\d\d)(?:(?!\d)|(?=\d?\d:\d\d\s?[ap]m))"  # "Nov 15, 20195:45 AM" is glued
_ZONE = (
    r"(?:\s?\(?(?P<zone>(?-i:(?:GMT|UTC)\s?[+-]\d{1,2}(?::?\d\d)?(?!\d)|(?:"
    + "|".join(name.upper() for name in ZONES)
    + r")\b))|\s(?P<offset>[+-]\d{4})\b)?"
)
_HALF = r"(?:\s*(?P<half>[ap]\.?m\b\.?))?"
_TIME = (
    r"(?:(?:\s+г(?:ода|\.)?|\s+року|\s+roku)?"
    r"(?:,?\s+(?:(?:at|um|à|às|a las|alle|om|kl\.?|в|о|o|o godz\.)\s+)?|T|,\s*|(?<=\d{4})(?=\d?\d:\d\d\s?[ap]m)"
    r"|\s*[|·•–—/-]+\s*)"
    r"(?P<hour>[01]?\d|2[0-3])(?::(?P<minute>[0-5]\d)(?!\d)(?::[0-5]\d(?:\.\d+)?)?|h(?P<minute_h>[0-5]\d)\b"
    r"|\.(?P<minute_dot>[0-5]\d)(?=\s*(?:$|[|·•)]|uhr|[ap]\.?m\b|(?-i:[A-Z]{3,4}\b))))" + _HALF + _ZONE + r")?"
)
_ORDINAL = r"(?:st|nd|rd|th|er|º|ª|\.)?"
_FORMS = [
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?<![\d-]){_YEAR}-(?P<mm>\d\d)-{_DAY}(?!\d){_TIME}(?P<iso_zone>Z|[+-]\d\d:?\d\d)?",
        rf"(?<![\d/]){_YEAR}/(?P<mm>\d\d?)/{_DAY}(?![\d/]){_TIME}",
        rf"(?<![\d.]){_YEAR}\.\s?(?P<mm>\d\d)\.\s?{_DAY}(?!\d|\.\d){_TIME}",
        rf"(?<!\d){_YEAR}\s?[年년]\s?(?P<mm>\d\d?)\s?[月월]\s?{_DAY}\s?[日일]{_TIME}",
        rf"(?<![\d.,/-]){_DAY}-{_MONTH}-{_YEAR}{_TIME}",
        rf"(?<![\d.,/-]){_DAY}\.\s?(?P<mm>\d\d?)\.\s?{_YEAR}(?!\.\d){_TIME}",
        rf"(?<![\d.,/-])(?P<either>\d\d?)/(?P<other>\d\d?)/{_YEAR}{_TIME}",
        rf"(?<![\d.,/-])(?P<either>\d\d?)/(?P<other>\d\d?)/(?P<short>\d\d)(?=,?\s+\d\d?:\d\d){_TIME}",
        rf"(?<![\d.,/-]){_DAY}{_ORDINAL}\s+(?:de\s+|of\s+)?{_MONTH},?\s+(?:del?\s+)?{_YEAR}{_TIME}",
        rf"(?<!\w){_MONTH}\s+{_DAY}(?:st|nd|rd|th)?,?\s+{_YEAR}{_TIME}",
        rf"(?<!\w){_MONTH}\s+{_DAY}\s+(?P<hour>[01]\d|2[0-3]):(?P<minute>[0-5]\d)(?::[0-5]\d)?{_ZONE}\s+{_YEAR}",
        rf"(?<![\d.,/-]){_DAY}{_ORDINAL}\s+(?:de\s+|of\s+)?{_MONTH}(?!\s+\d)",
        rf"(?<!\w){_MONTH}\s+{_DAY}(?:st|nd|rd|th)?(?![\d:%]|,?\d)",
        rf"(?<!\w){_MONTH},?\s+{_YEAR}",
    )
]
_DIGIT, _ANY_YEAR = re.compile(r"\d"), re.compile(r"(?:1[6-9]|20)\d\d")
_YEARLESS_FORMS = [form for form in _FORMS if "year" not in form.groupindex]
# "10:02 AM EST Nov 19, 2019", "21:17 18.11.2019", "0339 GMT (1139 HKT) November 19, 2019": what stands before a date.
_TIME_BEFORE = re.compile(
    r"(?<![\d:./-])(?:(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)(?::[0-5]\d)?"
    r"|(?P<hour_4>[01]\d|2[0-3])(?P<minute_4>[0-5]\d)(?=\s?(?:GMT|UTC)))"
    + _HALF
    + _ZONE
    + r"(?:\s+(?-i:[A-Z]{2,4})\b)?(?:\s*\([^()]{3,20}\))?[,\s|·•–-]*(?:(?:on|am|uhr)\b,?\s+)?"
    r"(?:(?:mon|tue|wed|thu|fri|sat|sun|\w{2,8}day|\w{3,7}tag)\b[.,]*\s+)?$",
    re.IGNORECASE,
)
_OTHER_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹०१२३४५६७८९０１２３４５６７８９", "0123456789" * 4)
_PUBLISHED = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?|--(\d\d)-(\d\d)", re.ASCII)
DAY_FIRST_HOSTS = frozenset(
    "uk ie au nz in za ng ke gh pk sg my fr de at ch es it pt br ar mx cl co pe nl be dk no se fi pl cz sk ro gr tr ru"
    " ua bg hr rs id vn th il eg ae sa ma tn eu".split()
)
MONTH_FIRST_HOSTS = frozenset(("us", "gov", "mil"))
DAY_FIRST_LANGUAGES = frozenset("fr de es it pt nl da no nb sv fi pl cs sk ro el tr ru uk bg hr sr id vi ar he".split())


@dataclass(frozen=True)
class PrintedDate:
    """A date found in a text: `text[start:end]` prints it, `value` is its `published` form."""

    start: int
    end: int
    value: str


def find_dates(text: str, day_first: bool | None = None) -> list[PrintedDate]:
    """Every printed date of the text, in order, the fuller reading where two overlap.

    `day_first` says how the text's country prints 03/04/2013; without it only what can be read one way is a day.
    """
    if not text.isascii():
        text = text.translate(_OTHER_DIGITS)
    if not _DIGIT.search(text):
        return []
    found: list[PrintedDate] = []
    taken = bytearray(len(text))
    for form in _FORMS if _ANY_YEAR.search(text) else _YEARLESS_FORMS:
        for m in form.finditer(text):
            if taken.find(1, m.start(), m.end()) >= 0:
                continue
            value = _value(m, day_first)
            if value:
                found.append(_with_time_before(text, PrintedDate(m.start(), m.end(), value)))
                taken[m.start() : m.end()] = b"\1" * (m.end() - m.start())
    return sorted(found, key=lambda f: f.start)


def day_first_in(language_tag: str | None, url: str | None) -> bool | None:
    """Whether 03/04/2013 is 3 April where a page comes from, or None where tag and host do not say or disagree."""
    language, _, region = (language_tag or "").replace("_", "-").partition("-")
    try:
        last = (urlsplit(url or "").hostname or "").rsplit(".", 1)[-1]
    except ValueError:
        last = ""
    said = set()
    if region:
        said.add(region[:2].upper() not in ("US", "PH"))
    elif language.lower() in DAY_FIRST_LANGUAGES:
        said.add(True)
    if last in DAY_FIRST_HOSTS or last in MONTH_FIRST_HOSTS:
        said.add(last in DAY_FIRST_HOSTS)
    return said.pop() if len(said) == 1 else None


def parse_printed(text: str, day_first: bool | None = None) -> str | None:
    """The `published` form of a text that prints one date and nothing else that matters, else None."""
    stripped = text.strip()
    if is_published(stripped):
        return normalised(stripped)
    found = find_dates(stripped, day_first)
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


@lru_cache(maxsize=10_000)
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
    return [WEEKDAY_NUMBERS[w] for w in words if w in WEEKDAY_NUMBERS]


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


def _value(m: re.Match[str], day_first: bool | None) -> str | None:
    groups = m.groupdict()
    year, day = groups.get("year"), groups.get("day")
    if groups.get("short"):  # of this century, or else of the last
        year = ("20" if int(groups["short"]) <= date.today().year % 100 else "19") + groups["short"]
    if groups.get("month"):
        month = _month_number(groups["month"], dated=year is not None and day is not None, undated=year is None)
        if not month:
            return None
    elif groups.get("either"):
        month, day = _day_and_month(int(groups["either"]), int(groups["other"]), day_first)
        if not month:
            return year  # 03/04/2013 is March in one country and April in another
    else:
        month = int(groups["mm"])
    value = f"{year or '-'}-{month:02d}" + (f"-{int(day):02d}" if day else "")
    return value + _clock(groups) if _real(value) else None


def _with_time_before(text: str, found: PrintedDate) -> PrintedDate:
    """The date with the time of day that is printed before it, where it has none yet."""
    m = _TIME_BEFORE.search(text, max(0, found.start - 60), found.start) if len(found.value) == 10 else None
    if not m:
        return found
    groups = m.groupdict()
    groups |= {"hour": groups["hour"] or groups["hour_4"], "minute": groups["minute"] or groups["minute_4"]}
    return PrintedDate(m.start(), found.end, found.value + _clock(groups))


def _month_number(printed: str, dated: bool, undated: bool) -> int | None:
    """The month a word names; some words are one only with a capital, or only between a day and a year."""
    lower = printed.lower()
    if (printed == lower and lower in ALSO_WORDS and not dated) or (undated and lower in NEED_YEAR):
        return None
    return MONTH_NUMBERS.get(lower)


def _day_and_month(first: int, second: int, day_first: bool | None) -> tuple[int, str | None]:
    """(month, day) of two numbers between slashes; month 0 where both readings are possible."""
    if first == second or second > 12:
        return first, str(second)
    if first > 12:
        return second, str(first)
    if day_first is None:
        return 0, None
    return (second, str(first)) if day_first else (first, str(second))


def _clock(groups: dict[str, str | None]) -> str:
    """ "T18:54+01:00" of a match's hour, minute, half of the day and zone; nothing where it has no hour."""
    minute = groups.get("minute") or groups.get("minute_h") or groups.get("minute_dot")
    if not groups.get("hour") or not minute:
        return ""
    hour, half = int(groups["hour"] or 0), (groups.get("half") or "").lower()
    if half.startswith("p") and hour < 12:
        hour += 12
    elif half.startswith("a") and hour == 12:
        hour = 0
    return f"T{hour:02d}:{minute}{_offset(groups)}"


def _offset(groups: dict[str, str | None]) -> str:
    """ "+01:00" of a printed zone, "" where there is none or it is no zone of the world."""
    printed = (groups.get("iso_zone") or groups.get("offset") or groups.get("zone") or "").replace(" ", "")
    if printed.lower() in ZONES:
        return "Z" if printed in ("Z", "z") else ZONES[printed.lower()]
    m = re.search(r"([+-])(\d{1,2}):?(\d\d)?$", printed)
    if not m or int(m[2]) > 14 or m[3] not in (None, "00", "30", "45"):
        return ""
    return f"{m[1]}{int(m[2]):02d}:{m[3] or '00'}"
