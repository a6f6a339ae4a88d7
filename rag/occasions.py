"""Periods told by an event: "before the G8", "after the flood", and the day of that event as the collection gives it.

English only. An event that is not found, is not dated or may be one of several tells no period: nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from corpus.article import Article
from corpus.dates import bounds, find_dates, weekdays_named
from corpus.months import ENGLISH_MONTHS
from rag.periods import EARLIEST, Days, days_in_words, find_periods
from rag.questions import Question
from rag.references import AUXILIARY, end_of_phrase
from rag.sentences import sentence_spans
from rag.store import Store
from rag.words import WordIndex, query_terms, tokens

# So many of the best passages by words are looked through.
LOOKED_THROUGH = 30
# What an article is about stands in its headline or within so many characters.
OPENING_CHARACTERS = 300
# Reports of one event name days that are no more than so far apart.
DAYS_OF_ONE = 7
# A date belongs to the event that is named within so many characters of it.
NEAR_CHARACTERS = 60

_WORD = re.compile(
    r"\b(?P<word>before|after|since|until|till|during|following|ahead of|in the wake of|in the run-?up to)\s+"
    r"(?P<article>(?:the|this|that|last)\s+)?(?=\w)",
    re.IGNORECASE,
)
# "appeared before the court", "named after the mayor": no time.
_NO_TIME = re.compile(
    r"\b(?:appear(?:s|ed)?|testif(?:y|ied|ies)|stands?|stood|sp(?:eak|eaks|oke)|came|comes?|brought|pleads?|pleaded"
    r"|named|called|look(?:s|ed|ing)?|tak(?:e|es|ing)|took|ask(?:s|ed)?|r[au]n|go|goes|went|chas(?:e|ed)|ever) $",
    re.IGNORECASE,
)
# "after Musk bought it", "before Altman was fired": a clause, whose subject alone is no event.
_CLAUSE = re.compile(rf"\s+(?:{AUXILIARY}|it|its|him|her|his|them|their|the|an?)\b", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")
_OF_YEAR = re.compile(rf" (?:of|in) ({_YEAR.pattern})\b")
_HAPPENING = frozenset(
    word
    for word in tokens(
        """
        summit election vote ballot referendum poll recount campaign flood storm hurricane typhoon cyclone tornado
        earthquake quake eruption tsunami drought heatwave avalanche landslide fire blaze wildfire explosion blast
        accident crash collision collapse sinking wreck derailment disaster catastrophe spill leak outage blackout
        strike walkout protest demonstration march riot uprising revolt revolution coup war battle invasion siege
        offensive ceasefire truce raid attack bombing shooting massacre killing murder assassination robbery theft
        kidnapping trial verdict sentencing hearing inquiry investigation arrest meeting talks negotiations conference
        congress convention gathering session debate speech address announcement visit tour trip call conversation
        opening launch inauguration ceremony festival carnival fair parade wedding funeral anniversary celebration
        match game final semifinal cup championship tournament race olympics games derby season transfer
        resignation appointment dismissal death birth retirement merger takeover bankruptcy crisis scandal pandemic
        epidemic outbreak lockdown vaccination treaty agreement deal accord pact sanctions annexation independence
        reform budget cut closure evacuation rescue landing eclipse concert premiere exhibition auction
        """
    )
)


@dataclass(frozen=True)
class Occasion:
    """An event that a question tells a time by: `text[start:end]` is "before the G8", `phrase` is "the G8"."""

    start: int
    end: int
    word: str
    phrase: str


def occasion_in(text: str) -> Occasion | None:
    """The event that a question tells its time by, if it does."""
    for m in _WORD.finditer(text):
        if _NO_TIME.search(text[: m.start()]):
            continue
        end = end_of_phrase(text, m.end())
        if _CLAUSE.match(text, end):
            continue
        phrase = text[m.start("article") if m["article"] else m.end() : end]
        terms = query_terms(phrase)
        named = bool(re.search(r"(?<!\w)[^\W\d_a-zß-öø-ÿ]", phrase[len(m["article"] or "") :]))
        if terms and (named or (m["article"] and _HAPPENING.intersection(terms))) and not _is_a_date(phrase):
            return Occasion(m.start(), end, m["word"].lower(), " ".join(phrase.split()))
    return None


def _is_a_date(phrase: str) -> bool:
    rest = phrase
    for each in reversed(find_periods(phrase, date.today())):
        rest = f"{rest[: each.start]} {rest[each.end :]}"
    words = [each for each in query_terms(rest) if each not in ("year", "month", "week", "day")]
    named = len(weekdays_named(rest)) + sum(month in rest for month in ENGLISH_MONTHS)
    return len(words) <= named


def read_by_event(question: Question, asked: date | None, words: WordIndex, store: Store) -> tuple[Question, list[str]]:
    """The question with the period that an event in it tells, and a note of how it was read; itself where none does.

    Costs one search by words where a question tells of an event, and none elsewhere.
    """
    occasion = occasion_in(question.text)
    if occasion is None or _has_other_period(question, occasion, asked):
        return question, []
    hits = words.search(occasion.phrase, LOOKED_THROUGH)
    passages = store.passages([passage_id for passage_id, _ in hits])
    articles = store.articles({passage.article_id for passage in passages.values()})
    printing = [(articles[each.article_id], each.text) for _, each in sorted(passages.items())]
    found = _day_of(occasion.phrase, printing)
    days = found and _period(occasion.word, found[1], asked or date.today())
    if not found or not days:
        return question, []
    article, (first, last) = found
    source = ", ".join(part for part in (article.outlet, f"“{article.title}”") if part)
    return replace(question, periods=(days,)), [f"{occasion.phrase}: {days_in_words(first, last)}, from {source}."]


def _has_other_period(question: Question, occasion: Occasion, asked: date | None) -> bool:
    named = find_periods(question.text, asked or date.today())
    return any(each.end <= occasion.start or each.start >= occasion.end for each in named) or (
        bool(question.periods) and not named
    )


def _day_of(phrase: str, passages: Sequence[tuple[Article, str]]) -> tuple[Article, Days] | None:
    """The article that dates an event best, and the event's first and last day; None where several events may be meant.

    `passages` are texts, each with its article. Headlines that name the event go before openings, and these before a
    mention that prints its day.
    """
    terms = frozenset(query_terms(phrase))
    years = {term for term in terms if _YEAR.fullmatch(term)}
    dated = []
    for article, text in passages:
        told = _told(terms - years, article, text, bool(years))
        if told and (not years or str(told[1][0].year) in years):
            dated.append((told, article))
    most = min((rank for (rank, _), _ in dated), default=0)
    kept = sorted(((days, article) for (rank, days), article in dated if rank == most), key=lambda each: each[0])
    apart = timedelta(DAYS_OF_ONE)
    if not kept or any(other[0] - one[1] > apart for (one, _), (other, _) in pairwise(kept)):
        return None
    return kept[0][1], kept[0][0]


def _told(terms: frozenset[str], article: Article, passage: str, has_year: bool) -> tuple[int, Days] | None:
    """How prominently an article tells of an event (0 is most), and the days it gives it.

    `has_year`: the event is told by its year, too, so that it need not stand at the top.
    """
    title = frozenset(tokens(article.title))
    if not terms or not terms <= title | set(tokens(article.text if has_year else passage)):
        return None
    published = bounds(article.published)
    sentences = [passage[start:end] for start, end in sentence_spans(passage)]
    named = [each for each in sentences if terms <= set(tokens(each))]
    printed = next((day for each in named if (day := _printed_day(each, terms, published))), None)
    if printed and published and not _within_days(printed, published):
        return 2, printed  # told of in passing, whatever stands at the top
    about = has_year or terms <= title | set(tokens(article.text[:OPENING_CHARACTERS]))
    days = printed or (published if about and published and published[0] == published[1] else None)
    return (0 if terms <= title else 1 if about else 2, days) if days else None


def _within_days(one: Days, other: Days) -> bool:
    apart = timedelta(DAYS_OF_ONE)
    return one[0] - apart <= other[1] and other[0] - apart <= one[1]


def _printed_day(sentence: str, terms: frozenset[str], published: Days | None) -> Days | None:
    """The day that a sentence prints beside the event it names; a weekday is the last one before its publishing."""
    places = [m.end() for m in re.finditer(r"[^\W_]+", sentence) if set(tokens(m.group())) & terms]
    for each in find_dates(sentence):
        if not any(min(abs(each.start - place), abs(place - each.end)) <= NEAR_CHARACTERS for place in places):
            continue
        value = each.value
        if value.startswith("--"):
            if published is None:
                continue
            value = _nearest_year(value, published[0])
        days = bounds(value)
        if days is None:
            continue
        several = re.search(r"(\d{1,2})(?:st|nd|rd|th)?\.? ?(?:and|to|until|-|–) ?$", sentence[: each.start])
        if several and days[0] == days[1] and 0 < int(several[1]) < days[0].day:
            return days[0].replace(day=int(several[1])), days[1]
        return days
    year = next((m for m in _OF_YEAR.finditer(sentence) if any(0 <= m.start() - place < 3 for place in places)), None)
    if year:
        return bounds(year[1])
    named = weekdays_named(sentence)
    if named and published and published[0] == published[1]:
        day = published[0] - timedelta((published[0].weekday() - named[0]) % 7)
        return day, day
    return None


def _nearest_year(month_day: str, near: date) -> str:
    """The ISO day of "--MM-DD" that lies nearest to another day."""
    days = [f"{year}{month_day[1:]}" for year in (near.year - 1, near.year, near.year + 1)]
    known = [(abs((found[0] - near).days), day) for day in days if (found := bounds(day))]
    return min(known)[1] if known else month_day


def _period(word: str, days: Days, asked: date) -> Days | None:
    first, last = days
    if word in ("before", "ahead of") or word.startswith("in the run"):
        return EARLIEST, first
    if word in ("until", "till"):
        return EARLIEST, last
    if word == "during":
        return days
    begin = first if word == "since" else last
    return (begin, asked) if begin <= asked else None
