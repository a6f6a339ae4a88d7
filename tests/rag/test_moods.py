from __future__ import annotations

import pytest

from rag.moods import mood_faults
from tests.rag.making import setting, words_of


def faults(text: str, *told: str) -> list[str]:
    statement, _, carriers, pairings = setting(text, *told)
    return [kind for kind, _ in words_of(mood_faults(statement, carriers, pairings))]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The yard sold the ferry.", "The yard will sell the ferry."),
        ("The yard sells the ferry.", "The yard plans to sell the ferry."),
        ("The tolls will repay the loan.", "The tolls are meant to repay the loan."),
        ("Winds will close the bridge.", "Winds may close the bridge."),
        ("The sale was the largest.", "The sale is thought to be the largest."),
        ("The keeper sold the lamp.", "The keeper was asked to sell the lamp."),
        ("The court overturned the ban.", "The ruling could open the door for the court to overturn the ban."),
        ("The lamp went into production.", "The lamp is slated for production in May."),
        ("Fenn took the yard.", "Fenn is seeking to take the yard."),
        ("The yard deferred the rent.", "The auditor recommended steps, including deferring the rent."),
        ("Tern forced the clerk to sign.", "The allegation that Tern forced the clerk to sign is false."),
    ],
)
def test_what_is_not_so_yet_is_not_told_as_so(text: str, told: str) -> None:
    assert "hedge" in faults(text, told)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The yard will sell the ferry.", "The yard will sell the ferry in May."),
        ("The yard may sell the ferry.", "The yard will sell the ferry."),
        ("The ministry fined the yard.", "The ministry would adopt the rule by autumn and fined the yard."),
        ("The fire threatened 500 trees.", "The fire was a threat to more than 500 trees."),
        ("The yard began to sell lamps.", "The yard began to sell lamps."),
    ],
)
def test_what_is_told_as_it_is_passes(text: str, told: str) -> None:
    assert faults(text, told) == []


def test_a_condition_is_kept() -> None:
    told = "If no grant comes, the parish would have to raise its rates."
    assert "condition" in faults("The parish has to raise its rates.", told)
    assert faults("If no grant comes, the parish would have to raise its rates.", told) == []
    told = "The poll asked 900 keepers and found that many did not know how they would vote if asked today."
    assert faults("The poll asked 900 keepers.", told) == []
    assert "condition" in faults("Many of the keepers did vote.", told)
