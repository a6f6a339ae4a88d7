from __future__ import annotations

from rag.slots import in_its_place, is_exchanged, is_left_over, stands_beside
from tests.rag.making import setting


def test_a_value_between_the_same_words_is_in_anothers_place() -> None:
    statement, _, carriers, pairings = setting("The lane cost 40 crowns.", "The lane cost 41 crowns.")
    told = carriers[0].statement
    found = in_its_place(statement.figures[0], statement, told, pairings[0], told.figures)
    assert found is told.figures[0]


def test_a_name_that_is_told_once_more_is_left_over() -> None:
    _, _, carriers, pairings = setting("Fenn thanked Dray.", "Fenn thanked Dray for Fenn.")
    told = carriers[0].statement
    assert [is_left_over(name, told, pairings[0]) for name in told.names] == [False, False, True]


def test_between_other_words_it_is_not() -> None:
    statement, _, carriers, pairings = setting(
        "The lane cost 40 crowns.", "The lane cost much, and in winter it was used by some 41 seals."
    )
    told = carriers[0].statement
    assert in_its_place(statement.figures[0], statement, told, pairings[0], told.figures) is None


def test_two_names_that_changed_places_are_seen() -> None:
    statement, _, carriers, pairings = setting("Then Fenn thanked Dray again.", "Then Dray thanked Fenn again.")
    told = carriers[0].statement
    found = is_exchanged(statement.names[0], statement, told, pairings[0], told.names)
    assert found is not None and found.key == "dray"


def test_names_in_a_list_may_change_places() -> None:
    statement, _, carriers, pairings = setting("Fenn and Dray came.", "Dray and Fenn came.")
    told = carriers[0].statement
    assert is_exchanged(statement.names[0], statement, told, pairings[0], told.names) is None


def test_what_stands_beside_a_value_are_telling_words_near_it() -> None:
    statement = setting("In spring the lane cost 40 crowns.", "It cost.").statement
    assert stands_beside(statement.figures[0], statement, frozenset({"crown"}))
    assert not stands_beside(statement.figures[0], statement, frozenset({"the", "winter"}))
