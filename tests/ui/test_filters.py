"""The page's filters: periods as readers write them, choices with counts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.article import DatelineError
from rag.archive import Archive
from ui.filters import in_words, outlet_choices, period_choices, read_period
from ui.wording import wording

EN, DE = wording("en"), wording("de")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("", (None, None)),
        (None, (None, None)),
        (" Any ", (None, None)),
        ("2014", ("2014", "2014")),
        ("2014-06", ("2014-06", "2014-06")),
        ("June 2014", ("2014-06", "2014-06")),
        ("21 June 2014", ("2014-06-21", "2014-06-21")),
        ("2013 to June 2014", ("2013", "2014-06")),
        ("from 2013 until 2014", ("2013", "2014")),
        ("between March 2013 and 2014", ("2013-03", "2014")),
        ("2013–2014", ("2013", "2014")),
        ("2013 - 2014", ("2013", "2014")),
        ("since 2013", ("2013", None)),
        ("until 21 June 2014", (None, "2014-06-21")),
        ("seit Juni 2014", ("2014-06", None)),
        ("2013 bis 2014", ("2013", "2014")),
    ],
)
def test_a_period_is_read_as_readers_write_it(written: str | None, read: tuple[str | None, str | None]) -> None:
    assert read_period(written, EN) == read


@pytest.mark.parametrize(
    "written",
    [
        "soon",
        "2014 to soon",
        "2015 to 2013",
        "--07-06",
        "1 2 3",
        "x" * 5000,
        "2014-13",
        "32 June 2014",
        "2014 June 2015",
    ],
)
def test_what_is_no_period_is_refused_in_a_sentence(written: str) -> None:
    with pytest.raises(DatelineError, match="is no period"):
        read_period(written, EN)


@given(st.text(max_size=80))
def test_a_period_is_read_or_refused_whatever_is_written(written: str) -> None:
    try:
        first, last = read_period(written, EN)
    except DatelineError:
        return
    assert in_words(first, last, [], EN) is not None


def test_filters_are_said_in_the_readers_language() -> None:
    assert in_words("2014-06", None, ["Harbour Post"], EN) == "from June 2014, Harbour Post"
    assert in_words("2014", "2014", [], EN) == "2014"
    assert in_words("2013", "2014-06", [], DE) == "ab 2013, bis Juni 2014"


def test_choices_count_what_the_other_filter_leaves(filled: Archive) -> None:
    assert period_choices(filled, [], EN) == [("2026 (1)", "2026"), ("2014 (1)", "2014")]
    assert period_choices(filled, ["Saltmarsh Courier"], EN) == [("2014 (1)", "2014")]
    assert outlet_choices(filled, None, None, EN) == [
        ("Saltmarsh Courier (1)", "Saltmarsh Courier"), ("The Harbour Lantern (1)", "The Harbour Lantern"),
    ]  # fmt: skip
    assert outlet_choices(filled, "2020", None, EN) == [("The Harbour Lantern (1)", "The Harbour Lantern")]


def test_a_chosen_outlet_stays_a_choice_without_an_article(filled: Archive) -> None:
    counted = outlet_choices(filled, "2020", None, EN, ["Saltmarsh Courier"])
    assert counted == [
        ("The Harbour Lantern (1)", "The Harbour Lantern"),
        ("Saltmarsh Courier (0)", "Saltmarsh Courier"),
    ]
