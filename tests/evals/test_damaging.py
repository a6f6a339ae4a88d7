from __future__ import annotations

import random

import pytest

from evals.damaging import DAMAGES
from evals.truths import TrueSentence

TRUE = TrueSentence(
    "Odo Fenn told Ineke Dray on Monday that the 40 lamps were lit in 9 hours.",
    "Odo Fenn told Ineke Dray on Monday that the 40 lamps were lit in 9 hours. Then Pim Ottershaw saw 7 eels.",
    "2026-05-06",
    ("The storm was over when Ida Tern came to the quay, which nobody had swept for many days. She was glad of it.",),
)


@pytest.mark.parametrize("kind", list(DAMAGES))
def test_damage_changes_a_sentence_or_finds_nothing_to_damage(kind: str) -> None:
    damaged = DAMAGES[kind](TRUE, random.Random(1))
    assert damaged is None or (damaged != TRUE.text and damaged.strip())


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("unit changed", "9 minutes"),
        ("number from the passage", "7"),
        ("name from the passage", "Pim Ottershaw"),
        ("name swapped", "Ida Tern"),
        ("weekday to a wrong date", "May 2026"),
        ("quote altered", "“"),
    ],
)
def test_it_does_what_its_name_says(kind: str, words: str) -> None:
    assert words in (DAMAGES[kind](TRUE, random.Random(1)) or "")


def test_the_same_chance_does_the_same_damage() -> None:
    assert all(damage(TRUE, random.Random(3)) == damage(TRUE, random.Random(3)) for damage in DAMAGES.values())
