"""Which articles tell of one event: the same day or the next, or a day that one names of the other, and enough
of the same telling words.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from itertools import chain

from corpus.article import Article
from corpus.dates import bounds, find_dates, in_words
from corpus.months import ENGLISH_MONTHS
from rag.evidence import Rarity
from rag.words import query_terms

# Reports of one event appear within this many days of each other.
DAYS_APART = 3
# The share of the shorter article's telling words that the other has too: how much makes one event of two
# reports of about the same day, and of two of which one has no day, or names the day of the other.
ALIKE_SAME_DAY = 0.25
ALIKE_UNDATED = 0.35
_MONTHS = {name: number for number, name in enumerate(ENGLISH_MONTHS, 1)}
_LAST_MONTH = re.compile(rf"\b[Ll]ast ({'|'.join(ENGLISH_MONTHS)})\b")
_FOUR_DIGITS, _AFTER_STROKE = re.compile(r"\d{4,}"), re.compile(r"/(\d\d)")
# What an article is about stands near its top.
OPENING_CHARACTERS = 2_500
# No printed day is longer: "Wednesday, the 24th day of September, 2014".
BESIDE_YEAR = 50


@dataclass(frozen=True)
class Story:
    """Articles of one event, earliest first, undated ones last."""

    articles: tuple[Article, ...]

    @property
    def published(self) -> str | None:
        """The day its first dated report was published, as that report states it."""
        return self.articles[0].published

    @property
    def label(self) -> str:
        """The event for people: its day in words and its first report's headline."""
        return label_of(self.published, self.articles[0].title)


def label_of(published: str | None, title: str) -> str:
    """An event for people: the day of its first report in words, and that one's headline."""
    return f"{in_words(published)}: {title}" if published else title


def group_events(
    articles: Sequence[Article], rarity: Rarity, same_text: Callable[[Article, Article], bool]
) -> list[Story]:
    """Put articles that tell of one event together. `same_text` says that one is a copy of the other.

    Dated articles are joined first; an undated one then joins the most alike story, if any is alike enough.
    """
    groups: list[list[Article]] = []
    for article in sorted(articles, key=_order):
        fitting = [
            (closeness, at)
            for at, group in enumerate(groups)
            if (closeness := max(_closeness(article, other, rarity, same_text) for other in group)) > 0
        ]
        if fitting:
            groups[max(fitting, key=lambda pair: (pair[0], -pair[1]))[1]].append(article)
        else:
            groups.append([article])
    return [Story(tuple(group)) for group in groups]


def _order(article: Article) -> tuple[int, date, str]:
    days = bounds(article.published)
    return (0 if days else 1 if article.published else 2, days[0] if days else date.max, article.id)


def _closeness(one: Article, other: Article, rarity: Rarity, same_text: Callable[[Article, Article], bool]) -> float:
    """How surely two articles tell of one event: 0 for not at all, 1 and more for copies."""
    if same_text(one, other):
        return 2.0
    least = _least_alike(one, other)  # first, since days are compared far quicker than words
    if least is None:
        return 0.0
    alike = shared_words(telling_words(one.title, one.text), telling_words(other.title, other.text), rarity)
    return alike if alike >= least else 0.0


def closeness(one: Article, other: Article, alike: float) -> float:
    """How surely two articles tell of one event, none being a copy of the other: 0 for not at all, else `alike`.

    `alike` is what share of the shorter one's telling words the other has: see shared_words.
    """
    least = _least_alike(one, other) if alike >= min(ALIKE_SAME_DAY, ALIKE_UNDATED) else None
    return alike if least is not None and alike >= least else 0.0


def _least_alike(one: Article, other: Article) -> float | None:
    """How alike two articles must be to tell of one event; None where their days are too far apart."""
    here, there = bounds(one.published), bounds(other.published)
    if here and there:
        near = _days_before(here[0]) <= there[1] and _days_before(there[0]) <= here[1]
        if near:
            return ALIKE_SAME_DAY
        return ALIKE_UNDATED if _names_day_of(one, there) or _names_day_of(other, here) else None
    if one.published and other.published and not _same_day_of_year(one.published, other.published):
        return None
    return ALIKE_UNDATED


def shared_words(here: frozenset[str], there: frozenset[str], rarity: Rarity) -> float:
    """The share of the shorter article's telling words that the other has, 0 to 1, each counted by its rarity."""
    # Summed exactly, so that it does not depend on a set's order.
    total = math.fsum(map(rarity, here if len(here) <= len(there) else there))
    return math.fsum(map(rarity, here & there)) / total if total else 0.0


def telling_words(title: str, text: str) -> frozenset[str]:
    """The words of a headline and of the opening below it, without those that tell nothing."""
    return _opening(title, text).telling_words


def _names_day_of(article: Article, days: tuple[date, date]) -> bool:
    """Whether the article's text names the day on which the other was published, or one just before it.

    A month without a year ("last November") is the latest one before the article itself.
    """
    first, last = _days_before(days[0]), days[1]
    opening = _opening(article.title, article.text)
    if opening.prints_a_day(first, last):
        return True
    own = bounds(article.published)
    months = {(last.year, last.month), (first.year, first.month)}
    return (
        own is not None
        and own[0] > last
        and any(_latest_before(own[0], month) in months for month in opening.last_months)
    )


class _Opening:
    """What is read off an article's first paragraphs, each thing when it is first asked for."""

    def __init__(self, title: str, text: str) -> None:
        self._about = f"{title}\n{text[:OPENING_CHARACTERS]}"
        self._text = text[: 2 * OPENING_CHARACTERS]
        self._days: dict[int, frozenset[date]] = {}

    @cached_property
    def telling_words(self) -> frozenset[str]:
        return frozenset(query_terms(self._about))

    @cached_property
    def last_months(self) -> frozenset[int]:
        """The months, 1 to 12, of "last May"."""
        return frozenset(_MONTHS[found.group(1)] for found in _LAST_MONTH.finditer(self._text))

    def prints_a_day(self, first: date, last: date) -> bool:
        """Whether it prints day, month and year of a day from `first` to `last`, a few days apart."""
        return any(first <= day <= last for year in {first.year, last.year} for day in self._days_of(year))

    def _days_of(self, year: int) -> frozenset[date]:
        """The days it prints with this year. Digits are found far quicker than dates: these are sought around them."""
        if year not in self._days:
            near = (find_dates(_around(self._text, place)) for place in self._years.get(year, ()))
            found = (bounds(printed.value) for printed in chain.from_iterable(near))
            self._days[year] = frozenset(days[0] for days in found if days and days[0] == days[1])
        return self._days[year]

    @cached_property
    def _years(self) -> dict[int, list[int]]:
        """Where a year may stand: any four digits; two digits behind a stroke, of this century or the last."""
        places: dict[int, list[int]] = defaultdict(list)
        for run in _FOUR_DIGITS.finditer(self._text):
            for at in range(run.start(), run.end() - 3):
                places[int(self._text[at : at + 4])].append(at)
        for short in _AFTER_STROKE.finditer(self._text):
            for century in (1900, 2000):
                places[century + int(short.group(1))].append(short.start())
        return dict(places)


def _around(text: str, place: int) -> str:
    """What stands around a year: the whole of a date that it may be part of, and no part of a word or number."""
    return text[text.rfind(" ", 0, max(0, place - BESIDE_YEAR)) + 1 : place + BESIDE_YEAR]


# Kept, since the next question finds many of the same articles.
_opening = lru_cache(maxsize=2_000)(_Opening)


def _days_before(day: date) -> date:
    """The day DAYS_APART before; the first of all where there is none, since programs write 0001-01-01 for no day."""
    return date.fromordinal(max(1, day.toordinal() - DAYS_APART))


def _latest_before(day: date, month: int) -> tuple[int, int]:
    return (day.year if month < day.month else day.year - 1, month)


def _same_day_of_year(one: str, other: str) -> bool:
    """Whether two published values, at least one without a year, are within DAYS_APART of each other."""
    days = []
    for published in (one, other):
        month_day = published[2:7] if published.startswith("--") else published[5:10]
        if len(month_day) < 5:
            return True
        days.append(date(2000, int(month_day[:2]), int(month_day[3:])))
    apart = abs((days[0] - days[1]).days)
    return min(apart, 366 - apart) <= DAYS_APART  # New Year's Eve is next to New Year's Day
