from __future__ import annotations

import pytest

from rag.identities import identity_faults, is_said_beside
from rag.statement import read_statement
from tests.rag.making import setting

MET = "Tarn met Olga Zeller, the first lady of Merrow, at a school in Skarra."
TRIP = "First lady Jill Tarn made an unannounced trip into Merrow on Sunday."
WON = "Mika Trout won consecutive league trophies in 2014 and had reached the final before."


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The first lady of Merrow, Olga Zeller, met Tarn at a school.", [MET]),
        ("Olga Zeller is the first lady of Merrow.", [MET]),
        ("Jill Tarn, the first lady, made a trip into Merrow.", [TRIP]),
        ("Rosalind Kestrelby is the First Speaker.", ["First Speaker Rosalind Kestrelby opened the bridge."]),
        ("Odalys Brack was the mayor of Port Tamsin.", ["Odalys Brack, mayor of Port Tamsin, cut a net."]),
        ("In the city, Brack opened a bridge.", ["Brack opened a bridge in the city."]),
        ("The bridge is 640 metres long.", ["The new bridge spans 640 metres."]),
        ("The bridge was opened on Monday.", ["They opened the bridge on Monday."]),
    ],
)
def test_what_stands_side_by_side_is_one(text: str, told: list[str]) -> None:
    given = setting(text, *told)
    assert list(identity_faults(given.statement, given.carriers)) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Olga Zeller met with the first lady of Merrow, Jill Tarn, on Sunday.", [MET, TRIP]),
        ("The trophy was Mika Trout.", [WON]),
        ("Olga Zeller is the mother of Jill Tarn.", ["Olga Zeller and her mother Jill Tarn came."]),
        ("Olga Zeller is the mother of Jill Tarn.", ["Olga Zeller's mother, Jill Tarn, came."]),
        ("The winner of the final was Mika Trout.", [WON]),
        ("The new nuggets were the Gannet Chicken Nuggets.", ["Gannet is testing new chicken nuggets for a week."]),
    ],
)
def test_what_is_told_apart_is_not(text: str, told: list[str]) -> None:
    given = setting(text, *told)
    assert [fault.kind for fault in identity_faults(given.statement, given.carriers)] == ["joined"]


def test_all_that_is_said_may_stand_beside_a_name_whatever_else_is_said_of_them() -> None:
    told = read_statement("Shadow clerk Odo Fenn said that, if asked, he would refuse.")
    assert is_said_beside(read_statement("Odo Fenn is shadow clerk."), told)
    assert not is_said_beside(read_statement("Odo Fenn is to refuse."), told)
    assert not is_said_beside(read_statement("Odo Fenn is shadow clerk and refused."), told)
