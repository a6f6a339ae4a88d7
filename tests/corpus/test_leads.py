"""corpus/leads.py: datelines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.leads import Lead, first_words, read_lead


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("GULL BAY, July 6 /KELP/. The ferry sank.", Lead("GULL BAY", "--07-06", "KELP")),
        ("GULL BAY (AP) — The ferry sank.", Lead("GULL BAY", None, "Associated Press")),
        ("GULL BAY - The ferry sank.", Lead("GULL BAY")),
        ("GULL BAY, Norway, 4 May 2026 (Reuters) - The ferry sank.", Lead("GULL BAY", "2026-05-04", "Reuters")),
        ("Gull Bay (CNN) The ferry sank.", Lead("Gull Bay", None, "CNN")),
        ("Gull Bay CNN Business — The ferry sank.", Lead("Gull Bay", None, "CNN")),
        ("Gull Bay News - The ferry sank.", Lead(outlet="Gull Bay News")),
        ("A short standfirst over it all\n\nGULL BAY - The ferry sank.", Lead("GULL BAY")),
        ("BREAKING - The ferry sank.", Lead()),
        ("The ferry (a paddle steamer) sank - at noon.", Lead()),
        ("Ida Moor - a captain - said no.", Lead()),
        ("", Lead()),
    ],
)
def test_datelines(text: str, lead: Lead) -> None:
    assert read_lead(text) == lead


def test_first_words_leave_the_dateline_out_and_end_at_a_word() -> None:
    assert first_words("GULL BAY, July 6 /KELP/. The ferry sank. It rained.") == "The ferry sank."
    long = first_words("word " * 50)
    assert len(long) <= 102 and long.endswith("word …")


@given(st.text(max_size=200))
def test_any_text_is_survived(text: str) -> None:
    read_lead(text)
    assert len(first_words(text)) <= 102


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("UPPER GULL, N.J., June 29 - The ferry sank.", Lead("UPPER GULL", "--06-29")),
        ("GULL, MARCH 13 - The ferry sank.", Lead("GULL", "--03-13")),
        ("****GULL, April 9 - The ferry sank.", Lead("GULL", "--04-09")),
        ("RIO DE GULL,March 9 - The ferry sank.", Lead("RIO DE GULL", "--03-09")),
        ("gull bay, april 7 - The ferry sank.", Lead("gull bay", "--04-07")),
        ("GULL BAY, July 6. /TASS/. The ferry sank.", Lead("GULL BAY", "--07-06", "TASS")),
        ("Gull Bay, 6. Juli (dpa) - Die Fähre sank.", Lead("Gull Bay", "--07-06", "dpa")),
        ("ЧАЙКА, 6 июля /ТАСС/. Паром затонул.", Lead("ЧАЙКА", "--07-06", "TASS")),
        ("(Reuters) The ferry sank.", Lead(agency="Reuters")),
        ("(CNN)The ferry sank.", Lead(agency="CNN")),
        ("HONEY BAY, Gullland (TernNow) - The ferry sank.", Lead("HONEY BAY")),
        ("As of April 7 - in bushels", Lead()),
        ("On Monday, July 6 - a day of rain - the ferry sank.", Lead()),
        ("In Gull Bay, July 6 was wet.", Lead()),
        ("Ida Moor/AFP/Agency The ferry sank.", Lead()),
        ("Ferries (FERI) is gearing up.", Lead()),
    ],
)
def test_datelines_as_many_wires_print_them(text: str, lead: Lead) -> None:
    assert read_lead(text) == lead


def test_a_line_of_places_before_a_dash_is_no_headline() -> None:
    assert first_words("Gull Bay and Tern, Norway, and Highpool CNN —\n\nThe ferry sank. It rose.") == "The ferry sank."
