"""What a question prefers: sentences of a period or outlet it names, of the newest articles or its day; what it seeks.

A preference hides nothing; it only lifts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from corpus.article import Article
from corpus.dates import bounds, find_dates
from rag.evidence import Evidence
from rag.periods import named_periods
from rag.questions import Question
from rag.sought import sought_by

# What a sentence gains when its article is from the period, or the outlet, that the question names.
WANTED_GAIN, OUTLET_GAIN = 1.7, 2.8
# The same for a sentence that tells of another time than that period, whenever it appeared.
OTHER_TIME_GAIN = 0.5
# What a sentence of the newest article gains where the newest is asked for, half of it so many days before; the newest
# is sought among sentences whose chance is this share of the best one's.
RECENT_GAIN, RECENT_DAYS, PROMISING = 3.7, 120, 0.36
DAYS_AROUND_PERIOD = 3


def preferred_first(question: Question, evidence: list[Evidence]) -> list[Evidence]:
    """The sentences by chance, after those from the period or outlet that the question names gained some; where it
    names no period, those of the week before the day of asking, if that was given.

    Where it asks for what is newest, a sentence gains the more, the nearer its article is to the newest one.
    """
    seeking = sought_by(question)
    # What is told of another one than the best sentence names is not sought.
    names = evidence[0].signal("names") if evidence else 0.0
    promising = [each for each in evidence if each.chance >= PROMISING * evidence[0].chance]
    days = [bounds(each.article.published) for each in promising]
    newest = max((day[1] for day in days if day), default=date.min)

    # Where only "this week" tells the time, background from other months is as good.
    printed = (
        any(not each.relative for each in named_periods(question.text, date.today())) if question.periods else False
    )

    def gained(each: Evidence) -> Evidence:
        gain = WANTED_GAIN if in_period(question, [each.article]) else 1.0
        gain *= OTHER_TIME_GAIN if printed and tells_of_another_time(question, each.text) else 1.0
        gain *= OUTLET_GAIN if each.article.outlet in question.outlets else 1.0
        if each.signal("names") >= names:
            for gain_of in seeking:
                gain *= gain_of(each.text)
        day = bounds(each.article.published)
        if question.recent and day:
            gain *= 1 + RECENT_GAIN * 0.5 ** (max(0, (newest - day[1]).days) / RECENT_DAYS)
        odds = each.chance / (1 - each.chance) * gain
        return replace(each, chance=odds / (1 + odds))

    if not (question.periods or question.news or question.outlets or question.recent or seeking):
        return evidence
    return sorted(map(gained, evidence), key=lambda each: -each.chance)


def tells_of_another_time(question: Question, text: str) -> bool:
    """Whether a sentence prints days or months with their year, and none of a period that the question names.

    A year alone is background more often: "the first time since 1967".
    """
    printed = [days for each in find_dates(text) if len(each.value) > len("2004") and (days := bounds(each.value))]
    told = [
        any(first <= last_of and first_of <= last for first, last in question.periods) for first_of, last_of in printed
    ]
    return bool(told) and not any(told)


def in_period(question: Question, articles: Sequence[Article]) -> bool:
    """Whether one of the articles is of a period that the question names, or else of its news, or within days of it."""
    around, periods = timedelta(DAYS_AROUND_PERIOD), question.periods or question.news
    for article in articles:
        days = bounds(article.published)
        if days and any(first - around <= days[1] and days[0] <= last + around for first, last in periods):
            return True
    return False
