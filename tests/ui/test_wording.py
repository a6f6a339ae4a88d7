"""The interface's words: every language says the same things, in its own numbers and days."""

from __future__ import annotations

import string
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.wording import languages, wording, wording_for


def _blanks(said: Any) -> set[str | None]:
    forms = said.values() if isinstance(said, dict) else [said]
    return {name for form in forms for _, name, _, _ in string.Formatter().parse(form) if name is not None}


@pytest.mark.parametrize("language", sorted(languages()))
def test_every_language_has_every_sentence_with_the_same_blanks(language: str) -> None:
    own, english = languages()[language], languages()["en"]
    assert set(own) == set(english)
    assert [name for name in english if _blanks(own[name]) != _blanks(english[name])] == []


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("de-AT,de;q=0.9,en;q=0.8", "de"),
        ("xx,en;q=0.5,de;q=0.7", "de"),
        ("de;q=0, en", "en"),
        ("fr", "en"),
        ("", "en"),
        (None, "en"),
        ("de;q=often,*", "en"),
    ],
)
def test_the_readers_first_language_that_there_is_is_taken(header: str | None, language: str) -> None:
    assert wording_for(header).language == language


@given(st.text())
def test_no_header_is_too_odd(header: str) -> None:
    assert wording_for(header).language in languages()


def test_days_and_numbers_are_written_as_the_language_does() -> None:
    german, english = wording("de"), wording("en")
    days = ["2026-05-04", "2026-05-04T09:30:00+02:00", "2026-05", "2026", "--07-06", "--02-29", None, "soon"]
    assert [german.day(each) for each in days] == [
        "4. Mai 2026", "4. Mai 2026", "Mai 2026", "2026", "6. Juli (ohne Jahr)", "29. Februar (ohne Jahr)",
        "ohne Datum", "soon",
    ]  # fmt: skip
    assert [english.day(each) for each in days[:5]] == [
        "4 May 2026", "4 May 2026", "May 2026", "2026", "6 July (year not stated)",
    ]  # fmt: skip
    assert german("articles", n=3728) == "3.728 Artikel" and english("articles", n=3728) == "3,728 articles"
    assert english("articles", n=1) == "1 article"
    assert english.moment("2026-05-04T09:30:15+00:00") == "4 May 2026, 09:30 UTC"
