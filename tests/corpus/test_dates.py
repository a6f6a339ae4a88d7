"""corpus/dates.py: printed dates, their words, their bounds."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.dates import bounds, day_first_in, find_dates, in_words, is_published, parse_printed, years_where
from corpus.months import ALL_MONTHS, ENGLISH_MONTHS


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


@pytest.mark.parametrize(
    ("printed", "published"),
    [
        ("Sat 4 May 2026 10.15 BST", "2026-05-04T10:15+01:00"),
        ("Published 10:02 AM EST May 4, 2026", "2026-05-04T10:02-05:00"),
        ("21:17 04.05.2026", "2026-05-04T21:17"),
        ("Updated 0339 GMT (1139 HKT) May 4, 2026", "2026-05-04T03:39+00:00"),
        ("12:24 am EST, Monday, May 4, 2026", "2026-05-04T00:24-05:00"),
        ("Mon, 04 May 2026 16:07:38 -0600", "2026-05-04T16:07-06:00"),
        ("May 4, 2026 -- 19:14 GMT (19:14 GMT)", "2026-05-04T19:14+00:00"),
        ("Mon May 4 21:57:01 UTC 2026", "2026-05-04T21:57+00:00"),
        ("4 May 2026, 10:15 GMT+3", "2026-05-04T10:15+03:00"),
        ("May 4, 2026 at 1:01 pm", "2026-05-04T13:01"),
        ("4 mai 2026 à 10h15", "2026-05-04T10:15"),
        ("segunda-feira, 4 de maio de 2026 às 0:13", "2026-05-04T00:13"),
        ("4 мая 2026 г., 10:15", "2026-05-04T10:15"),
        ("4 травня 2026", "2026-05-04"),
        ("4 maja 2026", "2026-05-04"),
        ("4 mei 2026", "2026-05-04"),
        ("4 maggio 2026", "2026-05-04"),
        ("4 de mayo de 2026", "2026-05-04"),
        ("04 Ago 2026", "2026-08-04"),
        ("٤ مايو ٢٠٢٦", "2026-05-04"),
        ("2026年5月4日", "2026-05-04"),
        ("2026년 5월 4일 15:24", "2026-05-04T15:24"),
        ("2026.05.04", "2026-05-04"),
    ],
)
def test_dates_are_read_as_many_countries_print_them(printed: str, published: str) -> None:
    assert parse_printed(printed) == published


@pytest.mark.parametrize(
    "text",
    ["2 hours ago", "yesterday", "today at 10:15", "Out 20 minutes", "5 Set", "the K mart 5 stood", "PyCharm 2018.3.1",
     "Aprİl 5, 2020"],
)  # fmt: skip
def test_words_that_only_look_like_a_day_are_none(text: str) -> None:
    assert find_dates(text) == []


def test_a_slashed_date_is_read_as_its_country_prints_it() -> None:
    assert parse_printed("03/04/2013", day_first=True) == "2013-04-03"
    assert parse_printed("03/04/2013", day_first=False) == "2013-03-04"
    assert parse_printed("13/04/2013", day_first=False) == "2013-04-13"


@given(
    st.datetimes(min_value=datetime(1600, 1, 1), max_value=datetime(2099, 12, 31)),
    st.sampled_from(
        ["%Y-%m-%d %H:%M", "%d.%m.%Y, %H:%M", "%d %B %Y %H:%M", "%B %d, %Y %H:%M", "%B %d, %Y, %I:%M %p",
         "%I:%M %p, %A, %B %d, %Y", "%H:%M %d.%m.%Y", "%a %d %b %Y %H.%M", "%Y/%m/%d %H:%M", "%d-%b-%Y %H:%M:%S"]
    ),
)  # fmt: skip
def test_a_time_printed_in_any_form_reads_back(time: datetime, form: str) -> None:
    year = f"{time.year:04d}"
    assert parse_printed(time.strftime(form.replace("%Y", year))) == time.strftime(f"{year}-%m-%dT%H:%M")


@given(
    st.dates(min_value=date(1600, 1, 1), max_value=date(2099, 12, 31)),
    st.sampled_from([names.split() for names in ALL_MONTHS if len(min(names.split(), key=len)) > 3]),
)
def test_a_day_with_its_month_in_any_language_reads_back(day: date, months: list[str]) -> None:
    assert parse_printed(f"{day.day} {months[day.month - 1]} {day.year}") == day.isoformat()
    assert parse_printed(f"{day.day}. {months[day.month - 1].title()} {day.year}") == day.isoformat()


@pytest.mark.parametrize(
    ("tag", "url", "day_first"),
    [
        ("en-GB", "https://gull.example/1", True),
        ("en-US", "https://gull.example/1", False),
        ("en_US", "https://gull.co.uk/1", None),
        ("en", "https://gull.co.uk/1", True),
        ("en", "https://gull.example/1", None),
        ("pt", None, True),
        (None, "https://gull.gov/1", False),
        (None, "http://[bad", None),
        (None, None, None),
    ],
)
def test_tag_and_host_must_agree_on_what_comes_first(tag: str | None, url: str | None, day_first: bool | None) -> None:
    assert day_first_in(tag, url) is day_first


@given(st.text(alphabet="123490 .,/-:MayJune March\n", max_size=80))
def test_a_year_elsewhere_changes_nothing_of_the_dates_before_it(text: str) -> None:
    found = find_dates(text)
    elsewhere = find_dates(f"{text}\n\n. It was. 1851-05-01")
    assert [each for each in elsewhere if each.end <= len(text)] == found
