from __future__ import annotations

import pytest

from rag.order import order_faults
from tests.rag.making import setting, words_of


def faults(text: str, *told: str) -> list[str]:
    statement, _, carriers, pairings = setting(text, *told)
    return [kind for kind, _ in words_of(order_faults(statement, carriers, pairings))]


@pytest.mark.parametrize(
    ("text", "told", "kind"),
    [
        ("The cars came before the people walked.", "The people walked before the cars came.", "link"),
        ("The people walked after the cars came.", "The people walked before the cars came.", "link"),
        ("Three guests fell ill before the wedding.", "Three guests of the wedding fell ill.", "link"),
        ("The island is open until 20 August.", "The island is open from 20 August.", "figure"),
        ("Tern is banned from the end of the year.", "Tern is banned until the end of the year.", "link"),
        ("The lamps burn until October.", "The lamps burn from October.", "link"),
        ("The lamps were lit before the storm.", "After a quarrel, the lamps were lit after the storm.", "link"),
        ("The party has 20 seats.", "The party fell from 20 seats to 12.", "bound"),
        ("A car pays 3 crowns a year.", "A car pays 3 crowns each way.", "figure_other"),
        ("It cost 96 crowns more than the plan.", "It cost 96 crowns.", "counted"),
    ],
)
def test_another_order_side_or_rate_is_a_fault(text: str, told: str, kind: str) -> None:
    assert kind in faults(text, told)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Before the cars came, the people walked.", "The people walked before the cars came."),
        ("The cars came after the people walked.", "The people walked before the cars came."),
        ("The island is open from 20 August.", "The island is open from 20 August."),
        ("The party fell from 20 seats to 12.", "The party fell from 20 seats to 12."),
        ("A car pays 3 crowns each way.", "A car pays 3 crowns each way."),
    ],
)
def test_the_same_order_passes(text: str, told: str) -> None:
    assert faults(text, told) == []


def test_what_was_done_days_after_did_not_last_for_days() -> None:
    told = "It was sold three days after Merrow cut off the oil."
    assert "link" in faults("Merrow cut off the oil for three days.", told)
    assert "link" not in faults("It was sold three days after Merrow cut off the oil.", told)


def test_from_somebody_may_be_told_as_by_them() -> None:
    assert faults("They burn oil from Merrow.", "They burn oil supplied by Merrow.") == []
