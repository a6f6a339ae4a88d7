from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.periods import EARLIEST, find_periods

ASKED = date(2014, 6, 25)  # a Wednesday


def days(first: str, last: str) -> tuple[date, date]:
    return date.fromisoformat(first), date.fromisoformat(last)


@pytest.mark.parametrize(
    ("question", "first", "last"),
    [
        ("Who spoke in March 2013?", "2013-03-01", "2013-03-31"),
        ("Who spoke on 21 June 2014?", "2014-06-21", "2014-06-21"),
        ("What was built in 2012?", "2012-01-01", "2012-12-31"),
        ("What was built in the 1990s?", "1990-01-01", "1999-12-31"),
        ("Who spoke yesterday?", "2014-06-24", "2014-06-24"),
        ("What happened last week?", "2014-06-16", "2014-06-22"),
        ("What happened this year?", "2014-01-01", "2014-12-31"),
        ("What happened last year?", "2013-01-01", "2013-12-31"),
        ("What happened last month?", "2014-05-01", "2014-05-31"),
        ("What did the council vote last March?", "2014-03-01", "2014-03-31"),
        ("What did the council vote last November?", "2013-11-01", "2013-11-30"),
        ("Who resigned three weeks ago?", "2014-06-02", "2014-06-08"),
        ("Who spoke on Monday?", "2014-06-23", "2014-06-23"),
        ("What has changed since 2010?", "2010-01-01", "2014-06-25"),
        ("What has changed over the past 2 years?", "2012-06-23", "2014-06-25"),
        ("What was said between May and July 2014?", "2014-05-01", "2014-07-31"),
        ("What was said between 2010 and 2012?", "2010-01-01", "2012-12-31"),
        ("Who led from March 2010 to May 2011?", "2010-03-01", "2011-05-31"),
    ],
)
def test_a_period_is_told_from_the_day_of_asking(question: str, first: str, last: str) -> None:
    assert [each.days for each in find_periods(question, ASKED)] == [days(first, last)]


def test_what_lies_before_a_day_is_open_to_the_past() -> None:
    assert [each.days for each in find_periods("Who led before March 2013?", ASKED)] == [(EARLIEST, date(2013, 3, 1))]


@pytest.mark.parametrize("question", ["Who rowed over the bar in 14 minutes?", "Who lasted a week?", "Who may march?"])
def test_what_is_no_period(question: str) -> None:
    assert find_periods(question, ASKED) == []


@given(st.text(), st.dates(date(1800, 1, 1), date(2200, 1, 1)))
def test_a_period_is_a_span_of_the_question_and_ends_after_it_begins(text: str, asked: date) -> None:
    for each in find_periods(text, asked):
        assert 0 <= each.start < each.end <= len(text)
        assert each.days[0] <= each.days[1]
