from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.statement import quotations_in, read_statement


def names(text: str) -> list[str]:
    return [name.key for name in read_statement(text).names]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The harbour of Skarra was closed by Ineke Dray.", ["skarra", "ineke dray"]),
        ("On Monday Mr Thale left in May.", ["thale"]),
        ("The U.S. Lamp Office wrote to Tern.", ["us lamp office", "tern"]),
        ("They met Odo Fenn. Pim stayed.", ["odo fenn", "pim"]),
        ("Nothing happened at the quay.", []),
    ],
)
def test_names_are_capitalised_words_without_days_titles_and_first_words(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_in_a_headline_capitals_tell_nothing() -> None:
    assert read_statement("Ferry Lane Gives Way To New Span").headline
    assert names("Ferry Lane Gives Way To New Span") == []
    assert not read_statement("Odalys Brack told Pim Ottershaw the ferry was late").headline


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("seventy thousand people", [70_000]),
        ("70\u00a0000 people", [70_000]),
        ("70 000 people", [70_000]),
        ("3.5 million crowns", [3_500_000]),
        ("one of them came in the 63rd minute", []),
        ("two-thirds of the 40 seals", [200 / 3, 40]),
    ],
)
def test_figures_are_read_in_digits_in_words_and_with_spaces(text: str, amounts: list[float]) -> None:
    assert [figure.amount for figure in read_statement(text).figures] == amounts


@pytest.mark.parametrize(
    "text", ["He said “the lamp is lit”.", 'He said "the lamp is lit".', "Er sagte „the lamp is lit“."]
)
def test_what_is_quoted_is_found_in_any_marks(text: str) -> None:
    assert [text[start:end] for start, end in quotations_in(text)] == ["the lamp is lit"]


def test_an_apostrophe_quotes_nothing() -> None:
    assert quotations_in("The ferry’s lamp and the bridge’s lamp don’t burn") == []


@given(st.text(max_size=80))
def test_any_text_is_a_statement_whose_spans_are_inside_it(text: str) -> None:
    statement = read_statement(text)
    for part in (*statement.words, *statement.figures, *statement.days, *statement.names):
        assert 0 <= part.start < part.end <= len(text)
    assert list(statement.words) == sorted(statement.words, key=lambda word: word.start)
