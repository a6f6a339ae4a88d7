"""Which articles tell of one event: the same day or the next, or a day that one names of the other, and enough
of the same telling words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

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
# What an article is about stands near its top.
OPENING_CHARACTERS = 2_500


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
    here, there = telling_words(one.title, one.text), telling_words(other.title, other.text)
    return closeness(one, other, shared_words(here, there, rarity))


def closeness(one: Article, other: Article, alike: float) -> float:
    """How surely two articles tell of one event, none being a copy of the other: 0 for not at all, else `alike`.

    `alike` is what share of the shorter one's telling words the other has: see shared_words.
    """
    here, there = bounds(one.published), bounds(other.published)
    if here and there:
        if alike < ALIKE_SAME_DAY:
            return 0.0
        near = _days_before(here[0]) <= there[1] and _days_before(there[0]) <= here[1]
        return alike if near or _names_day_of(one, there) or _names_day_of(other, here) else 0.0
    if one.published and other.published and not _same_day_of_year(one.published, other.published):
        return 0.0
    return alike if alike >= ALIKE_UNDATED else 0.0


def shared_words(here: frozenset[str], there: frozenset[str], rarity: Rarity) -> float:
    """The share of the shorter article's telling words that the other has, 0 to 1, each counted by its rarity."""
    shorter, longer = sorted((here, there), key=len)
    total = sum(rarity(term) for term in shorter)
    return sum(rarity(term) for term in shorter & longer) / total if total else 0.0


@lru_cache(maxsize=2_000)
def telling_words(title: str, text: str) -> frozenset[str]:
    """The words of a headline and of the opening below it, without those that tell nothing."""
    return frozenset(query_terms(f"{title}\n{text[:OPENING_CHARACTERS]}"))


def _names_day_of(article: Article, days: tuple[date, date]) -> bool:
    """Whether the article's text names the day on which the other was published, or one just before it.

    A month without a year ("last November") is the latest one before the article itself.
    """
    first, last = _days_before(days[0]), days[1]
    text = article.text[: 2 * OPENING_CHARACTERS]
    for printed in find_dates(text):
        named = bounds(printed.value)
        if named and named[0] == named[1] and first <= named[0] <= last:
            return True
    own = bounds(article.published)
    months = {(last.year, last.month), (first.year, first.month)}
    return (
        own is not None
        and own[0] > last
        and any(_latest_before(own[0], _MONTHS[found.group(1)]) in months for found in _LAST_MONTH.finditer(text))
    )


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
