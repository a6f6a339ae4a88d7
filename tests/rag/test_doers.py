from __future__ import annotations

import pytest

from rag.doers import doer_faults
from tests.rag.making import setting, words_of


def faults(text: str, told: str) -> list[str]:
    statement, _, carriers, pairings = setting(text, told)
    return [kind for kind, _ in words_of(doer_faults(statement, carriers[0].statement, pairings[0]))]


CENSURE = "In a letter censuring Keeper Odalys Brack and Ineke Dray, the council spoke of a quarrel."


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Odalys Brack resigned on Friday.", "The two aides to Mayor Odalys Brack resigned Friday."),
        ("Odalys Brack was called on to resign.", "Odalys Brack, after a long night, called on Strake to resign."),
        ("Odalys Brack and Ineke Dray censured the council.", CENSURE),
        ("The union offered a rise.", "According to the union, the offer was a rise of the wages."),
        ("Skarra blamed the banks.", "Skarra will lower its rate, which the banks have blamed for the storm."),
        ("Skarra beat Highpool.", "They met after Highpool's win over Skarra."),
        ("The owner will send a bill.", "The owner will be sent a bill."),
    ],
)
def test_one_who_only_stands_there_did_nothing(text: str, told: str) -> None:
    assert faults(text, told) == ["roles"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Odalys Brack resigned on Friday.", "The mayor, Odalys Brack, resigned Friday."),
        ("Thousands came to the quay.", "Thousands of keepers came to the quay."),
        ("The council censured Odalys Brack.", CENSURE),
        ("The union said the offer was a rise.", "According to the union, the offer was a rise of the wages."),
        ("The banks blamed the rate.", "Skarra will lower its rate, which the banks have blamed for the storm."),
        ("The clerk will send a bill.", "The owner will be sent a bill by the clerk."),
        ("Highpool beat Skarra.", "They met after Highpool's win over Skarra."),
    ],
)
def test_the_doer_passes(text: str, told: str) -> None:
    assert faults(text, told) == []
