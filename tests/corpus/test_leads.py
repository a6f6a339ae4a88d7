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
