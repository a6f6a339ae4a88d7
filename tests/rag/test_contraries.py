from __future__ import annotations

import pytest

from rag.contraries import contrary_faults
from tests.rag.making import setting


def kinds(text: str, told: str) -> list[str]:
    statement, _, carriers, pairings = setting(text, told)
    return [fault.kind for fault in contrary_faults(statement, carriers, pairings)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The office closed the mussel farms.", "The office opened the mussel farms."),
        ("The crossing takes ten hours by ferry.", "The crossing takes ten minutes by ferry."),
        ("The sea around the island gets colder.", "The sea around the island gets warmer."),
        ("The lamp burnt before the storm came.", "The lamp burnt after the storm came."),
    ],
)
def test_a_contrary_in_the_place_of_a_word_is_a_fault(text: str, told: str) -> None:
    assert kinds(text, told) == ["opposite"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The office allows mussel farms.", "The office ended the ban on mussel farms."),
        ("The office closed the mussel farms.", "The office that opened in spring closed the mussel farms."),
        ("The office closed the mussel farms.", "The mussel farms are of no use to the office, and a lane was opened."),
    ],
)
def test_a_contrary_that_is_undone_or_of_something_else_is_none(text: str, told: str) -> None:
    assert kinds(text, told) == []


@pytest.mark.parametrize(
    "text", ["The rats ate the terrier.", "The co-owner of the terrier came.", "A terrier was killed by rats."]
)
def test_grave_words_and_modifiers_are_told_or_it_is_an_addition(text: str) -> None:
    assert "addition" in kinds(text, "The owner of the terrier came for the rats.")


def test_a_grave_word_may_be_told_in_another_of_its_group() -> None:
    assert kinds("The rats killed a terrier.", "A terrier died of rats.") == []
