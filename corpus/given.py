"""Given dates: the forms in which programs write a date into JSON, as `published` values."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from corpus.dates import is_published, normalised, parse_printed
from corpus.heads import is_date_line
from corpus.metadata import plausible

# Seconds from 1973 to 2128; a thousand times that are milliseconds. Nothing is both.
_EPOCH_SECONDS = (100_000_000, 5_000_000_000)
_MAIL_DAY = re.compile(r"(?:[A-Za-z]{3}, )?\d{1,2} [A-Za-z]{3} \d{4} \d\d:\d\d(?::\d\d)? (?:[+-]\d{4}|[A-Z]{1,4})")
_ZONE = re.compile(r"(?<=\d)([+-]\d\d)(\d\d)$")


def given_date(given: Any) -> tuple[str | None, str]:
    """The `published` value of a date as given, and in words which form it had; (None, "") where that is not clear.

    Understood besides the forms of `published`: seconds and milliseconds since 1970, days as 20240531, dates as mail
    has them ("Fri, 31 May 2024 10:00:00 GMT", RFC 5322), and one printed day ("31 May 2024"). 03/04/2024 is not.
    """
    if isinstance(given, bool) or not isinstance(given, str | int | float):
        return None, ""
    said = str(given).strip()
    if isinstance(given, str) and is_published(said):
        return _ZONE.sub(r"\1:\2", normalised(said)) if len(said) > 16 else normalised(said), ""
    if re.fullmatch(r"(?:1[6-9]|20)\d\d(?:0\d|1[0-2])[0-3]\d", said, re.ASCII):
        return _sure(f"{said[:4]}-{said[4:6]}-{said[6:]}", ", as a day without hyphens")
    if isinstance(given, int) and 1600 <= given < 2100:
        return _sure(said, ", as a year")
    if re.fullmatch(r"\d{9,13}(?:\.\d{1,9})?", said, re.ASCII):
        return _since_1970(float(said))
    if _MAIL_DAY.fullmatch(said):
        try:
            return _sure(_in_iso(parsedate_to_datetime(said)), ", in the form that mail and feeds use")
        except (ValueError, OverflowError):
            return None, ""
    printed = parse_printed(said) if len(said) <= 80 and is_date_line(said) else None
    return _sure(printed, ", as printed") if printed and re.match(r"\d{4}-\d\d-\d\d", printed) else (None, "")


def _since_1970(number: float) -> tuple[str | None, str]:
    first, last = _EPOCH_SECONDS
    for unit, words in ((1, "seconds"), (1000, "milliseconds")):
        if first <= number / unit < last:
            return _sure(_in_iso(datetime.fromtimestamp(int(number / unit), UTC)), f", as {words} since 1970")
    return None, ""


def _in_iso(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")


def _sure(value: str, form: str) -> tuple[str | None, str]:
    """The value, unless it names no day there is or one still to come."""
    return (value, form) if plausible(value) else (None, "")
