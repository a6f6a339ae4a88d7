"""The interface's own words, in the reader's language: one JSON file a language in ui/languages.

A new language is a new file with the keys of en.json; a key that it lacks is said in English. Sentences of articles,
and what rag/ says of them, are never translated.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from babel import Locale
from babel.dates import format_date, format_datetime, format_skeleton
from babel.numbers import format_decimal

from corpus.dates import bounds, in_words

_FOLDER = Path(__file__).parent / "languages"
DEFAULT = "en"


@dataclass(frozen=True)
class Wording:
    """The words of one language, called by name: `words("read_as", question=...)`."""

    language: str
    _words: Mapping[str, Any]

    def __call__(self, name: str, **values: object) -> str:
        """The words of that name with their blanks filled; `n` is written as the language writes numbers.

        A name with several forms takes the one that the language has for `n` (CLDR's plural rules).
        """
        said = self._words[name]
        n = values.get("n")
        if isinstance(n, int):
            values["n"] = self.number(n)
            if isinstance(said, dict):
                said = said.get(Locale(self.language).plural_form(n), said["other"])
        return str(said.format(**values))

    def number(self, n: int) -> str:
        """A whole number with the language's marks between thousands."""
        return format_decimal(n, locale=self._locale)

    def day(self, published: str | None) -> str:
        """A `published` value as a reader of the language writes it: "4 May 2026", "Mai 2026", "undated"."""
        if self.language == DEFAULT:
            return in_words(published)
        if not published:
            return self("undated")
        yearless = published.startswith("--")
        days = bounds(f"2000{published[1:]}" if yearless else published)  # a leap year has every day
        if not days or len(published) == 4:
            return published
        if yearless:
            return self("year_not_stated", day=format_skeleton("MMMMd", days[0], locale=self._locale))
        if len(published) == 7:
            return format_skeleton("yMMMM", days[0], locale=self._locale)
        return format_date(days[0], "long", locale=self._locale)

    def moment(self, at: str | None) -> str:
        """An ISO time in UTC, as the store keeps it, to the minute."""
        if not at:
            return ""
        return f"{format_datetime(datetime.fromisoformat(at), 'd MMM y, HH:mm', locale=self._locale)} UTC"

    @property
    def _locale(self) -> str:
        return "en_GB" if self.language == DEFAULT else self.language


def wording(language: str = DEFAULT) -> Wording:
    """The words of a language that there is a file of, by its two letters."""
    return Wording(language, {**languages()[DEFAULT], **languages()[language]})


def wording_for(accept_language: str | None) -> Wording:
    """The words in the first language of an Accept-Language header that there is a file of; else in English."""
    return wording(next((each for each in _preferred(accept_language or "") if each in languages()), DEFAULT))


@cache
def languages() -> dict[str, dict[str, Any]]:
    """Every language there is a file of: two letters to its words."""
    return {file.stem: json.loads(file.read_text("utf-8")) for file in sorted(_FOLDER.glob("*.json"))}


def _preferred(header: str) -> list[str]:
    """Languages of a header like "de-AT,de;q=0.9,en;q=0.8" (RFC 9110, 12.5.4) by two letters, most wanted first."""
    wanted: list[tuple[float, int, str]] = []
    for each in header[:500].split(","):
        tag, *parameters = each.strip().lower().split(";")
        quality = next((p.strip()[2:] for p in parameters if p.strip().startswith("q=")), "1")
        try:
            wanted.append((-float(quality), len(wanted), tag.split("-")[0]))
        except ValueError:
            continue
    return [tag for negative, _, tag in sorted(wanted) if negative < 0]
