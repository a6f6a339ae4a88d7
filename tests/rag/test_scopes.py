from __future__ import annotations

import pytest

from rag.scopes import scope_faults
from tests.rag.making import setting, words_of


def faults(text: str, *told: str) -> list[tuple[str, str]]:
    statement, _, carriers, pairings = setting(text, *told)
    return words_of(scope_faults(statement, carriers, pairings))


@pytest.mark.parametrize(
    ("text", "told", "fault"),
    [
        ("All passengers were hurt.", "Nineteen passengers were hurt.", ("addition", "All")),
        ("Only islanders pay a toll.", "Islanders pay a toll.", ("addition", "Only")),
        ("All of the money was borrowed.", "Most of the money was borrowed.", ("addition", "All")),
        ("The money was borrowed.", "Most of the money was borrowed.", ("bound", "money")),
        ("It has 15 deep mines.", "It has 15 deep and surface mines.", ("bound", "deep")),
        ("President Tern came.", "Vice President Tern came.", ("bound", "President")),
        ("Tern is a keeper.", "Tern is a former keeper.", ("bound", "keeper")),
        ("The ferry struck the pier twice.", "The ferry struck the pier.", ("addition", "twice")),
        ("Brack cut herself on the net.", "Brack cut the net.", ("addition", "herself")),
        ("The ferry deliberately struck the pier.", "The ferry struck the pier.", ("addition", "deliberately")),
        ("Two people were hurt.", "The wind hurt 19 people, two of them badly.", ("bound", "Two")),
        ("The Union took every seat.", "In Highpool, the Union took every seat.", ("bound", "every")),
    ],
)
def test_a_bound_that_is_put_in_or_left_out_is_a_fault(text: str, told: str, fault: tuple[str, str]) -> None:
    assert fault in faults(text, told)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Everyone on board was saved.", "All on board were saved."),
        ("Most of the money was borrowed.", "Most of the money was borrowed."),
        ("In Highpool, the Union took every seat.", "In Highpool, the Union took every seat."),
        ("The ferry recently struck the pier.", "The ferry struck the pier."),
    ],
)
def test_a_bound_in_other_words_passes(text: str, told: str) -> None:
    assert faults(text, told) == []


def test_some_before_a_number_sets_no_bound() -> None:
    assert faults("Some 270 goats were saved.", "About 270 goats were saved.") == []
