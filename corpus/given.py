"""Given: where other people's JSON keeps what an article has, and the forms in which programs write its date."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from corpus.article import DatelineError
from corpus.dates import is_published, normalised, parse_printed
from corpus.heads import is_date_line
from corpus.metadata import plausible

MAPPED_FIELDS = (
    *("id", "url", "title", "outlet", "authors", "published", "modified"),
    *("dateline", "agency", "language", "text", "html"),
)

# Seconds from 1973 to 2128; a thousand times that are milliseconds. Nothing is both.
_EPOCH_SECONDS = (100_000_000, 5_000_000_000)
_MAIL_DAY = re.compile(r"(?:[A-Za-z]{3}, )?\d{1,2} [A-Za-z]{3} \d{4} \d\d:\d\d(?::\d\d)? (?:[+-]\d{4}|[A-Z]{1,4})")
_ZONE = re.compile(r"(?<=\d)([+-]\d\d)(\d\d)$")


def check_fields(fields: Iterable[str]) -> None:
    """Raise DatelineError where one of these is no field that articles have."""
    unknown = [target for target in fields if target not in MAPPED_FIELDS]
    if unknown:
        raise DatelineError(f"There is no field {unknown[0]!r}; there are: {', '.join(MAPPED_FIELDS)}.")


def mapped(record: dict[str, Any], fields: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The record with its values under our names, and what those names held before, where another took its place."""
    found = {target: value for target, path in fields.items() if (value := _at(record, path)) is not None}
    for target in found:
        record = _without_path(record, fields[target])
    return {**record, **found}, {target: record[target] for target in found if target in record}


def _at(record: Any, path: str) -> Any:
    """The value under a key, or under keys with dots between them; None where there is none."""
    if not isinstance(record, dict) or path in record:
        return record.get(path) if isinstance(record, dict) else None
    first, _, rest = path.partition(".")
    return _at(record.get(first), rest) if rest else None


def _without_path(record: dict[str, Any], path: str) -> dict[str, Any]:
    """The record without a value, and without an object that held nothing else."""
    if path in record:
        return {key: value for key, value in record.items() if key != path}
    first, _, rest = path.partition(".")
    inner = _without_path(record[first], rest) if rest and isinstance(record.get(first), dict) else None
    if inner is None:
        return record
    return {key: inner if key == first else value for key, value in record.items() if key != first or inner}


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
