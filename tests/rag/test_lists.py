from __future__ import annotations

import pytest

from rag.lists import list_faults
from tests.rag.making import setting, words_of


def faults(text: str, told: str) -> list[str]:
    statement, _, carriers, pairings = setting(text, told)
    return [kind for kind, _ in words_of(list_faults(statement, carriers[0].statement, pairings[0]))]


ISLANDS = "The parish was founded in 1870 by the widow Fenn, and in 1910 it was home to a lamp works."
SHIPS = "Recalled are the 2010 to 2012 ferry Tern, the 2010 and 2012 barge Loon and the 2011 to 2012 yacht Heron."
SHARES = "Over half (52%) of the islanders keep at least one goat and nearly one-third (31%) of islanders keep bees."
LOANS = "The yard had 30 crowns of unsecured loans from a group of keepers and 10 crowns in silver from the parish."
YARDS = "Fenn is to start building the barge in 2005, and Dray will start mending boats at the quay in 2006."


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The parish was founded in 1910 by the widow Fenn.", ISLANDS),
        ("The 2010 to 2012 yacht Heron is recalled.", SHIPS),
        ("Nearly one-third of the islanders keep at least one goat.", SHARES),
        ("Keepers lent the yard 10 crowns in silver.", LOANS),
        ("Dray will start mending boats in 2005.", YARDS),
        ("Loons hold 12 seats.", "Loons hold the other four and there are 12 seats."),
        ("The films grossed 73 crowns.", "The films grossed around 91 crowns, when the year before it was 73 crowns."),
    ],
)
def test_a_value_with_the_words_of_another_one_is_a_fault(text: str, told: str) -> None:
    assert "figure_other" in faults(text, told)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The parish was founded in 1870 by the widow Fenn.", ISLANDS),
        ("The 2011 to 2012 yacht Heron is recalled.", SHIPS),
        ("Nearly one-third of islanders keep bees.", SHARES),
        ("The yard had 30 crowns of unsecured loans.", LOANS),
        ("Dray will start mending boats in 2006.", YARDS),
        ("A woman of 67 was flown to Skarra.", "A woman of 67 and a deckhand of 24 were flown to Skarra."),
        ("The ferry left with a crew of 12.", "The ferry left at 5.10 with 143 passengers and a crew of 12."),
        (
            "It was blowing at 70 kilometres.",
            "They sail in up to 90 kilometres, and it was blowing at 70 when they left.",
        ),
        ("The board met 400 keepers.", "The two keepers sit on the board, which met 400 keepers."),
    ],
)
def test_a_value_with_its_own_words_passes(text: str, told: str) -> None:
    assert faults(text, told) == []


def test_the_whole_is_not_told_for_a_part_of_it() -> None:
    told = "The storm killed a fifth of the estimated 75,000 birds."
    assert faults("The storm killed an estimated 75,000 birds.", told) == ["bound"]
    assert faults("The storm killed a fifth of the 75,000 birds.", told) == []
