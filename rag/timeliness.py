"""How well an article's day suits a question: a period it names, the day of asking, or the present it speaks of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from corpus.article import Article
from corpus.dates import bounds
from rag.questions import Question

# An article about a period may appear this many days before or after it.
DAYS_AROUND_PERIOD = 3
# So many days further off than the nearest article, one counts half.
HALF_AS_TIMELY = 30

_PRESENT = re.compile(
    r"\b(this (week|weekend|month|year|morning|summer|autumn|fall|winter|spring)|last (week|weekend|month)"
    r"|(on|last) (mon|tues|wednes|thurs|fri|satur|sun)day|today|yesterday|right now|currently?|latest|newest"
    r"|recent(ly)?|nowadays)\b",
    re.IGNORECASE,
)


def timeliness(question: Question, articles: Sequence[Article]) -> list[float]:
    """For each article, 0 to 1: 1 for those nearest to a period the question names, less the further off.

    Where it names none and its day of asking was given, 1 for those of the week before that day. A question that speaks
    of the present means the days of the newest of `articles`. All are 0 where it tells nothing of a time, and for an
    article without a day.
    """
    days = [bounds(each.published) for each in articles]
    if question.news:
        (week,) = question.news
        return [_share(_days_off(day, week)) if day else 0.0 for day in days]
    newest = max((day[1] for day in days if day), default=date.min)
    periods = question.periods or (((newest, newest),) if _PRESENT.search(question.shown) else ())
    if not periods:
        return [0.0] * len(days)
    off = [min(_days_off(day, period) for period in periods) if day else None for day in days]
    least = min((each for each in off if each is not None), default=0)
    return [0.0 if each is None else _share(each - least) for each in off]


def _share(days_off: int) -> float:
    return 1 / (1 + days_off / HALF_AS_TIMELY)


def _days_off(day: tuple[date, date], period: tuple[date, date]) -> int:
    around = timedelta(DAYS_AROUND_PERIOD)
    return max(0, (period[0] - day[1] - around).days, (day[0] - period[1] - around).days)
