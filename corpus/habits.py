"""Habits: the lines an outlet prints in article after article, learned from its own articles and from no list.

A line is a whole paragraph, word for word the same. A newspaper also repeats sentences that are news: background
under every report of one event, the same report printed again. So a line only counts where the articles have
different headlines and different matters, and where it says nothing of what they are about.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from itertools import combinations

from corpus.dates import find_dates, weekdays_named
from corpus.furniture import MAX_LINE_CHARS, is_prose, is_reported, kind_of, speaks_to_reader

MIN_ARTICLES = 4  # fewer are chance, or one story told again
DIFFERENT_HEADLINES = 0.7  # share of the articles whose headlines begin differently
HEADLINE_WORDS = 3
AT_AN_EDGE = 0.7  # share of its places that are among the first or last EDGE paragraphs of what is not repeated
EDGE = 3
ON_TOPIC = 0.5  # share of a line's words that the rest of an article has, too, from which it is about the same thing
ONE_MATTER = 3.0  # times as alike as the outlet's articles are otherwise, from which articles tell of one matter
COMPARED = 8  # articles of a line that are compared with each other
ALL_COMPARED = 40  # articles of the outlet that are
NUMBERED_SHARE = 0.8  # share that carry a sentence with a number in it
LABEL_SHARE = 0.25  # share of an outlet's articles that carry a label ("Read More") which is no sentence

Stories = Callable[[], Iterable[tuple[str, str]]]  # (headline, text) of each article, the same at every call


@dataclass
class _Seen:
    """What is known of a repeated line."""

    articles: int = 0
    headlines: set[str] = field(default_factory=set)
    at_edge: int = 0
    topical: float = 0.0
    matters: list[frozenset[str]] = field(default_factory=list)  # the content words of the first COMPARED articles


def learn_habits(stories: Stories) -> dict[str, int]:
    """The repeated lines of one outlet that are furniture, and how many of its articles print each.

    `stories` leaves out copies of one another: an article printed twice repeats everything.
    """
    printed: Counter[int] = Counter()
    total = 0
    for _, text in stories():
        total += 1
        printed.update({hash(line) for line in paragraphs(text)})
    if not any(times >= MIN_ARTICLES for times in printed.values()):
        return {}
    repeated: dict[str, _Seen] = {}
    any_matters: list[frozenset[str]] = []
    for number, (headline, text) in enumerate(stories()):
        words = _look(headline, paragraphs(text), printed, repeated)
        if number % (total // ALL_COMPARED + 1) == 0:
            any_matters.append(words)
    usual = _likeness(any_matters)
    return {line: seen.articles for line, seen in repeated.items() if _is_furniture(line, seen, total, usual)}


def without_habits(text: str, habits: Collection[str]) -> tuple[str, list[str]]:
    """The text without the paragraphs that are habits, and those taken out; all of it where nothing else is left."""
    lines = paragraphs(text)
    taken = [line for line in lines if line in habits]
    if not taken or len(taken) == len(lines):
        return text, []
    gap = "\n\n" if "\n\n" in text else "\n"
    kept = [block for block in text.split(gap) if block.strip() not in habits]
    return gap.join(kept).strip("\n"), taken


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text: blocks between blank lines, else lines, unless they are wrapped sentences."""
    if "\n\n" in text:
        return [block.strip() for block in text.split("\n\n") if block.strip()]
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    return [] if any(line[0].islower() for line in lines) else lines


def _look(headline: str, lines: list[str], printed: Counter[int], repeated: dict[str, _Seen]) -> frozenset[str]:
    """Add one article's repeated lines, with where they stand; returns the content words of its other lines."""
    own = [i for i, line in enumerate(lines) if printed[hash(line)] < MIN_ARTICLES]
    matter = frozenset(word for i in own for word in _content_words(lines[i]))
    opening = " ".join((headline or (lines[own[0]] if own else "")).lower().split()[:HEADLINE_WORDS])
    for line, at in {line: i for i, line in enumerate(lines) if printed[hash(line)] >= MIN_ARTICLES}.items():
        seen = repeated.setdefault(line, _Seen())
        seen.articles += 1
        seen.headlines.add(opening)
        above = sum(i < at for i in own)
        seen.at_edge += min(above, len(own) - above) < EDGE
        words = _content_words(line)
        seen.topical += len(words & matter) / len(words) if words else 0.0
        if len(seen.matters) < COMPARED:
            seen.matters.append(matter)
    return matter


def _is_furniture(line: str, seen: _Seen, total: int, usual: float) -> bool:
    if seen.articles < MIN_ARTICLES or len(seen.headlines) < max(MIN_ARTICLES, DIFFERENT_HEADLINES * seen.articles):
        return False
    if len(line) > MAX_LINE_CHARS:
        return False
    if kind_of(line):
        return True
    if not is_prose(line):
        return seen.articles >= LABEL_SHARE * total
    if is_reported(line) or _likeness(seen.matters) > ONE_MATTER * usual > 0:
        return False
    if not speaks_to_reader(line) and _may_be_news(line, seen.articles / total):
        return False
    at_edge, topical = seen.at_edge / seen.articles, seen.topical / seen.articles
    return speaks_to_reader(line) or (at_edge >= AT_AN_EDGE and topical < ON_TOPIC)


def _may_be_news(line: str, share: float) -> bool:
    """Background tells of a day, or of numbers, and few outlets have nothing but reports of one event."""
    if find_dates(line) or weekdays_named(line):
        return True
    return any(c.isdigit() for c in line) and share < NUMBERED_SHARE


def _likeness(matters: list[frozenset[str]]) -> float:
    """The mean share of content words, over all pairs, that the longer article has of the shorter one's."""
    shares = [len(a & b) / min(len(a), len(b)) for a, b in combinations(matters, 2) if a and b]
    return sum(shares) / len(shares) if shares else 0.0


def _content_words(line: str) -> set[str]:
    return {word for word in re.findall(r"[^\W\d_]{4,}", line.lower()) if word not in _COMMON}


_COMMON = frozenset(
    "about after also been before being between both could during each every from have having here into just like made"
    " make many more most much only other over said same says should since some such than that their them then there"
    " these they this those through under until very were what when where which while will with would your".split()
)
