"""corpus/dates.py: printed dates, their words, their bounds."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.dates import bounds, find_dates, in_words, is_published, parse_printed, years_where
from corpus.months import ENGLISH_MONTHS


@pytest.mark.parametrize(
    ("printed", "published"),
    [
        ("March 1, 2013 22:55", "2013-03-01T22:55"),
        ("-, 03.03.2013, 07:25 Time", "2013-03-03T07:25"),
        ("4 May 2026", "2026-05-04"),
        ("Published: 5th of June 2020, 10:30 pm", "2020-06-05T22:30"),
        ("26-FEB-1987 15:02:20.00", "1987-02-26T15:02"),
        ("MOSCOW, July 6 /TASS/", "--07-06"),
        ("Wed., Sept. 3, 2014", "2014-09-03"),
        ("13/04/2013", "2013-04-13"),
        ("04/04/2013", "2013-04-04"),
        ("4. Mai 2026", "2026-05-04"),
        ("1 de marzo de 2013", "2013-03-01"),
        ("6 juillet 2016", "2016-07-06"),
        ("May 2020", "2020-05"),
        ("2013-03-01T22:55:00+01:00", "2013-03-01T22:55:00+01:00"),
    ],
)
def test_printed_dates_are_read(printed: str, published: str) -> None:
    assert parse_printed(printed) == published


@pytest.mark.parametrize("text", ["he may 5 times", "2020-02-30", "12:45", "version 3.4.2013.7", "in 5 minutes", ""])
def test_what_is_no_date_gives_none(text: str) -> None:
    assert parse_printed(text) is None


def test_a_slashed_date_with_two_readings_keeps_only_its_year() -> None:
    assert parse_printed("03/04/2013") == "2013"


def test_two_dates_in_a_text_are_not_one() -> None:
    assert parse_printed("1 May 2020 or 2 May 2020") is None
    assert [found.value for found in find_dates("1 May 2020 or 2 May 2020")] == ["2020-05-01", "2020-05-02"]


@given(st.dates(min_value=date(1600, 1, 1), max_value=date(2099, 12, 31)))
def test_every_day_reads_back_from_its_words(day: date) -> None:
    words = in_words(day.isoformat())
    assert words == f"{day.day} {ENGLISH_MONTHS[day.month - 1]} {day.year}"
    assert parse_printed(words) == day.isoformat()
    assert bounds(day.isoformat()) == (day, day)


@given(st.text(max_size=60))
def test_any_text_is_survived_and_any_value_found_is_well_formed(text: str) -> None:
    for found in find_dates(text):
        assert is_published(found.value) and 0 <= found.start < found.end <= len(text)
    in_words(text)
    bounds(text)


@pytest.mark.parametrize(
    ("published", "words", "first_and_last"),
    [
        ("2013-03", "March 2013", (date(2013, 3, 1), date(2013, 3, 31))),
        ("2012", "2012", (date(2012, 1, 1), date(2012, 12, 31))),
        ("2013-03-01T22:55", "1 March 2013", (date(2013, 3, 1), date(2013, 3, 1))),
        ("--07-06", "6 July (year not stated)", None),
        (None, "undated", None),
        ("2013-13", "2013-13", None),
    ],
)
def test_words_and_bounds(published: str | None, words: str, first_and_last: tuple[date, date] | None) -> None:
    assert in_words(published) == words
    assert bounds(published) == first_and_last


@pytest.mark.parametrize("value", ["2013-02-29", "--02-30", "yesterday", "2013-3-1", "20130301", "٢٠١٣"])
def test_values_that_are_not_published_forms(value: str) -> None:
    assert not is_published(value)


def test_the_year_of_a_weekday() -> None:
    assert years_where("--07-06", 2, {2015, 2016, 2017}, date(2026, 1, 1)) == [2016]
    assert years_where("--07-06", 2, {2015, 2016, 2017}, date(2016, 7, 5)) == []
    assert years_where("--02-29", 3, {2023}, date(2026, 1, 1)) == []
