"""Which articles tell of one event: the same day or the next, or a day that one names of the other, and enough
of the same telling words.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, cached_property, lru_cache

from corpus.article import Article
from corpus.dates import bounds, find_dates, in_words
from corpus.months import ENGLISH_MONTHS
from rag.evidence import Rarity
from rag.words import query_terms

# Reports of one event appear within this many days of each other.
DAYS_APART = 3
# The share of the shorter article's telling words that the other has too: how much makes one event of two
# reports of about the same day, and of two of which one has no day.
ALIKE_SAME_DAY = 0.25
ALIKE_UNDATED = 0.35
_MONTHS = {name: number for number, name in enumerate(ENGLISH_MONTHS, 1)}
_LAST_MONTH = re.compile(rf"\b[Ll]ast ({'|'.join(ENGLISH_MONTHS)})\b")
_FOUR_DIGITS, _AFTER_STROKE = re.compile(r"\d{4,}"), re.compile(r"/(\d\d)")
# What an article is about stands near its top.
OPENING_CHARACTERS = 2_500

Weight = Callable[[frozenset[str]], float]


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
        first = self.articles[0]
        return f"{in_words(first.published)}: {first.title}" if first.published else first.title


def group_events(
    articles: Sequence[Article], rarity: Rarity, same_text: Callable[[Article, Article], bool]
) -> list[Story]:
    """Put articles that tell of one event together. `same_text` says that one is a copy of the other.

    Dated articles are joined first; an undated one then joins the most alike story, if any is alike enough.
    """

    @cache
    def weight(words: frozenset[str]) -> float:
        return math.fsum(map(rarity, words))  # exact, so that it does not depend on a set's order

    groups: list[list[Article]] = []
    for article in sorted(articles, key=_order):
        fitting = [
            (closeness, at)
            for at, group in enumerate(groups)
            if (closeness := max(_closeness(article, other, weight, same_text) for other in group)) > 0
        ]
        if fitting:
            groups[max(fitting, key=lambda pair: (pair[0], -pair[1]))[1]].append(article)
        else:
            groups.append([article])
    return [Story(tuple(group)) for group in groups]


def _order(article: Article) -> tuple[int, date, str]:
    days = bounds(article.published)
    return (0 if days else 1 if article.published else 2, days[0] if days else date.max, article.id)


def _closeness(one: Article, other: Article, weight: Weight, same_text: Callable[[Article, Article], bool]) -> float:
    """How surely two articles tell of one event: 0 for not at all, 1 and more for copies."""
    if same_text(one, other):
        return 2.0
    here, there = bounds(one.published), bounds(other.published)
    if here and there:
        near = here[0] - timedelta(DAYS_APART) <= there[1] and there[0] - timedelta(DAYS_APART) <= here[1]
        if not (near or _names_day_of(one, there) or _names_day_of(other, here)):
            return 0.0
        least = ALIKE_SAME_DAY
    elif one.published and other.published and not _same_day_of_year(one.published, other.published):
        return 0.0
    else:
        least = ALIKE_UNDATED
    alike = _alike(one, other, weight)
    return alike if alike >= least else 0.0


def _alike(one: Article, other: Article, weight: Weight) -> float:
    """The share of the shorter article's telling words, by rarity, that the other one has too."""
    here, there = (_opening(each.title, each.text).telling_words for each in (one, other))
    total = weight(min(here, there, key=len))
    return weight(here & there) / total if total else 0.0


def _names_day_of(article: Article, days: tuple[date, date]) -> bool:
    """Whether the article's text names the day on which the other was published, or one just before it.

    A month without a year ("last November") is the latest one before the article itself.
    """
    first, last = days[0] - timedelta(DAYS_APART), days[1]
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

    @cached_property
    def telling_words(self) -> frozenset[str]:
        return frozenset(query_terms(self._about))

    @cached_property
    def last_months(self) -> frozenset[int]:
        """The months, 1 to 12, of "last May"."""
        return frozenset(_MONTHS[found.group(1)] for found in _LAST_MONTH.finditer(self._text))

    def prints_a_day(self, first: date, last: date) -> bool:
        """Whether it prints day, month and year of a day from `first` to `last`, a few days apart."""
        # Most texts print no date of these years, and years are found far quicker than dates.
        return not self._years.isdisjoint((first.year, last.year)) and any(first <= day <= last for day in self._days)

    @cached_property
    def _days(self) -> frozenset[date]:
        found = (bounds(printed.value) for printed in find_dates(self._text))
        return frozenset(days[0] for days in found if days and days[0] == days[1])

    @cached_property
    def _years(self) -> frozenset[int]:
        """The years a date may have here: any four digits; two digits behind a stroke, of this century or the last."""
        runs = [found.group() for found in _FOUR_DIGITS.finditer(self._text)]
        years = {int(run[at : at + 4]) for run in runs for at in range(len(run) - 3)}
        short = {int(found) for found in _AFTER_STROKE.findall(self._text)}
        return frozenset(years.union(*((1900 + year, 2000 + year) for year in short)))


# Kept, since the next question finds many of the same articles.
_opening = lru_cache(maxsize=2_000)(_Opening)


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
