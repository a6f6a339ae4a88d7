from __future__ import annotations

import pytest

from rag.denials import denial_faults
from tests.rag.making import setting


def kinds(text: str, told: str) -> list[str]:
    statement, _, carriers, pairings = setting(text, told)
    return [fault.kind for fault in denial_faults(statement, carriers, pairings)]


@pytest.mark.parametrize(
    ("text", "told", "kind"),
    [
        ("The lamp was not lit at noon.", "The lamp was lit at noon.", "denial"),
        ("The lamp was lit at noon.", "The lamp was never lit at noon.", "no_denial"),
        ("The lamp wasn’t lit at noon.", "The lamp was lit at noon.", "denial"),
        ("Nobody could not leave the island.", "Nobody could leave the island.", "no_denial"),
        ("He slept that night and did not stay.", "He never slept that night and did not stay.", "no_denial"),
        ("Eleven were reported missing.", "Nobody on the coast was reported missing.", "no_denial"),
        ("The leak is the oil crisis.", "The leak is unrelated to the oil crisis.", "no_denial"),
        ("The lamp is likely lit at noon.", "The lamp is lit at noon.", "no_hedge"),
        ("The lamp was lit by thieves.", "The lamp was allegedly lit by thieves.", "hedge"),
    ],
)
def test_what_one_side_denies_or_doubts_and_the_other_states_is_a_fault(text: str, told: str, kind: str) -> None:
    assert kinds(text, told) == [kind]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The lamp was not lit.", "The lamp was never lit."),
        ("The lane was not open.", "The lane was closed."),
        ("The lamp failed to burn.", "The lamp did not burn."),
        ("The lamp will be lit soon.", "The lamp may soon be lit."),
        ("The lamp was lit.", "The lamp was lit, but nobody was there."),
        ("In May the lamp was lit.", "The lamp was lit in May."),
    ],
)
def test_a_denial_may_be_worded_otherwise_and_another_one_is_none_of_its_business(text: str, told: str) -> None:
    assert kinds(text, told) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Keepers planning to be old should take oil.", "Keepers planning to be old, should take oil."),
        ("The Tern is expected to have a range of 249 miles.", "The Tern is expected to offer a range of 249 miles."),
    ],
)
def test_what_is_as_doubtful_there_passes(text: str, told: str) -> None:
    assert kinds(text, told) == []
