"""Grouping: a whole collection's articles by the event they tell of, without comparing each with every other.

Reports of one event share words that few other articles have, so an inverted index of rare words gives the pairs
worth comparing; closeness, the rule of rag/events.py, decides each. Two groups become one where at least half of the
pairs between them are close: a chain, in which each is only like the next, falls apart into its events.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from corpus.article import Article
from corpus.dates import bounds
from rag.events import DAYS_APART, OPENING_CHARACTERS, closeness, shared_words, telling_words
from rag.evidence import Rarity, rarity_of

# A word is rare that at most so many articles open with. Names of an event are; the phrases of a trade (bond issues,
# cattle prices: a third of a wire service) are not, and with more allowed they put unlike reports together.
RARE_IN = 100
# Pairs are compared that share rare words of at least this share of the shorter one's weight.
RARE_SHARE = 0.1
# Of the pairs between two groups, so many must be close for them to become one: see docs/archive.md.
CLOSE_PAIRS = 0.5
_ANY_DAY = (-(10**8), 10**8)
# Where a text may name a day: a year with the day's number near it, or "last November".
_YEAR = re.compile(r"(?<!\d)(?:1[6-9]|20)\d\d(?!\d)")
_DAY = re.compile(r"(?<!\d)\d{1,2}(?!\d)")
_BEFORE_YEAR, _AFTER_YEAR = 24, 8  # characters
_LAST_MONTH = re.compile(r"\b[Ll]ast [A-Z]")

Link = tuple[int, int, float]  # places of two articles, and how close they are


def group_by_event(articles: Sequence[Article], advance: Callable[[int], None] = lambda done: None) -> list[list[int]]:
    """The places of `articles`, no two of which are copies, in groups that each tell of one event.

    The same for every order of the articles. `advance` is told how many were compared. About 0.5 ms an article.
    """
    words = [telling_words(article.title, article.text) for article in articles]
    frequency = Counter(chain.from_iterable(words))
    rarity = rarity_of(frequency.__getitem__, len(articles))
    weights = np.array([sum(map(rarity, sorted(each))) for each in words])
    rare = [sorted(term for term in each if 1 < frequency[term] <= RARE_IN) for each in words]
    links: list[Link] = []
    for at, others in _worth_comparing(articles, rare, weights, rarity):
        for other in others:
            close = closeness(articles[at], articles[other], shared_words(words[at], words[other], rarity))
            if close:
                links.append((at, other, close))
        advance(at + 1)
    return _joined(articles, links)


def _worth_comparing(
    articles: Sequence[Article], rare: Sequence[Sequence[str]], weights: NDArray[np.float64], rarity: Rarity
) -> Iterator[tuple[int, list[int]]]:
    """For each article the earlier places of those that share enough rare words and may be of the same days."""
    holding: dict[str, list[int]] = defaultdict(list)
    for at, terms in enumerate(rare):
        for term in terms:
            holding[term].append(at)
    places = {term: np.array(found, dtype=np.intp) for term, found in holding.items()}
    days = [bounds(article.published) for article in articles]
    spans = [(day[0].toordinal(), day[1].toordinal()) if day else _ANY_DAY for day in days]
    first, last = np.array(spans, dtype=np.int64).reshape(-1, 2).T
    named = [_days_named(article) for article in articles]
    for at, terms in enumerate(rare):
        if not terms:
            yield at, []
            continue
        found = np.concatenate([places[term] for term in terms])
        weight = np.repeat([rarity(term) for term in terms], [len(places[term]) for term in terms])
        shared = np.bincount(found, weights=weight, minlength=len(articles))[:at]
        alike = (shared > 0) & (shared >= RARE_SHARE * np.minimum(weights[:at], weights[at]))
        near = (first[:at] - DAYS_APART <= last[at]) & (first[at] - DAYS_APART <= last[:at])
        others = [int(other) for other in np.nonzero(alike)[0]]
        yield (
            at,
            [
                other
                for other in others
                if near[other] or _may_name(named[at], days[other]) or _may_name(named[other], days[at])
            ],
        )


def _days_named(article: Article) -> frozenset[tuple[int, int]] | None:
    """Years with the numbers beside them that may be a day's; None where it says "last November", of whatever year."""
    text = article.text[: 2 * OPENING_CHARACTERS]
    if _LAST_MONTH.search(text):
        return None
    return frozenset(
        (int(year.group()), int(day))
        for year in _YEAR.finditer(text)
        for day in _DAY.findall(text, max(0, year.start() - _BEFORE_YEAR), year.end() + _AFTER_YEAR)
    )


def _may_name(named: frozenset[tuple[int, int]] | None, days: tuple[date, date] | None) -> bool:
    """Whether a text that names these days may name one of `days`, or one just before."""
    if named is None or not days:
        return named is None
    first, last = max(1, days[0].toordinal() - DAYS_APART), days[1].toordinal()
    around = (date.fromordinal(day) for day in range(first, min(last, first + 40) + 1))
    return any((day.year, day.day) in named for day in around)


def _joined(articles: Sequence[Article], links: Sequence[Link]) -> list[list[int]]:
    """Groups from links: first between reports of about one day, then by days that are named, vague or missing."""
    vague = [_vagueness(article.published) for article in articles]
    group_of = list(range(len(articles)))
    members = {at: [at] for at in group_of}
    clearest = list(vague)  # how vague the day of a group's most exactly dated article is
    between: list[Counter[int]] = [Counter() for _ in articles]
    for one, other, _ in links:
        between[one][other] += 1
        between[other][one] += 1
    for step, one, other in _in_order(articles, links, vague):
        here, there = sorted((group_of[one], group_of[other]), key=lambda group: (-len(members[group]), group))
        if here == there or between[here][there] < CLOSE_PAIRS * len(members[here]) * len(members[there]):
            continue
        # What names another's day, or has none of its own, joins one story and never makes one of two.
        if len(members[there]) > 1 if step == _NAMED else max(clearest[here], clearest[there]) < step - _NAMED:
            continue
        for at in members[there]:
            group_of[at] = here
        members[here] += members.pop(there)
        clearest[here] = min(clearest[here], clearest[there])
        for group, count in between[there].items():
            if group != here:
                between[here][group] += count
                between[group][here] += count
                del between[group][there]
        del between[here][there]
    return [sorted(group) for group in members.values()]


_SAME_DAYS, _NAMED = 0, 1  # steps; then one for each degree of vagueness


def _in_order(
    articles: Sequence[Article], links: Sequence[Link], vague: Sequence[int]
) -> Iterator[tuple[int, int, int]]:
    """The links as (step, one, other): step by step, in each the closest first."""

    def key(link: Link) -> tuple[int, float, str, str]:
        one, other, close = link
        vaguer = max(vague[one], vague[other])
        step = _NAMED + vaguer if vaguer else _NAMED if _apart(articles[one], articles[other]) else _SAME_DAYS
        first, second = sorted((articles[one].id, articles[other].id))
        return step, -round(close, 6), first, second  # sums over sets differ in their last digits from run to run

    for link in sorted(links, key=key):
        yield key(link)[0], link[0], link[1]


def _apart(one: Article, other: Article) -> bool:
    here, there = bounds(one.published), bounds(other.published)
    return here is not None and there is not None and abs((here[0] - there[0]).days) > DAYS_APART


def _vagueness(published: str | None) -> int:
    """0 for a day, 1 for a month, a year or a day whose year is not stated, 2 for nothing."""
    first, last = bounds(published) or (None, None)
    return 0 if first and first == last else 1 if published else 2
