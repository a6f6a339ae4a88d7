from __future__ import annotations

import random

import pytest

from evals.distorting import DISTORTIONS
from evals.truths import TrueSentence

PASSAGE = (
    "Odo Fenn told Ineke Dray on Monday that the 40 lamps were lit in 9 hours. The old pump was sold. "
    "If it rains, the yard would close. Then Pim Ottershaw saw 7 eels."
)
OTHERS = (
    "The storm was over when Ida Tern came to the quay, which nobody had swept for many days. She was glad of it.",
)


def true(text: str) -> TrueSentence:
    return TrueSentence(text, f"{text} {PASSAGE}", "2026-05-06", OTHERS)


@pytest.mark.parametrize("kind", list(DISTORTIONS))
def test_a_distorted_sentence_is_another_one_and_the_same_each_time(kind: str) -> None:
    sentence = true("Odo Fenn told Ineke Dray on Monday that the 40 lamps were lit in 9 hours.")
    distorted = DISTORTIONS[kind](sentence, random.Random(1))
    assert distorted is None or (distorted != sentence.text and distorted.strip())
    assert distorted == DISTORTIONS[kind](sentence, random.Random(1))


@pytest.mark.parametrize(
    ("kind", "text", "distorted"),
    [
        ("roles reversed", "Odo Fenn told Ineke Dray to go.", "Ineke Dray told Odo Fenn to go."),
        ("negation flipped", "The lamps were lit.", "The lamps were not lit."),
        ("plan told as done", "Odo Fenn will sell the yard.", "Odo Fenn sold the yard."),
        ("plan told as done", "The yard will be closed.", "The yard was closed."),
        ("chance told as certain", "The yard may close.", "The yard will close."),
        ("condition left out", "If it rains on Monday, the yard would close at noon.", "The yard will close at noon."),
        ("speaker left out", "Ida Tern insists that the yard is too small.", "The yard is too small."),
        (
            "speaker left out",
            "“The yard is too small for a ferry,” said Ida Tern.",
            "The yard is too small for a ferry.",
        ),
        ("bound left out", "Most of the lamps were lit.", "The lamps were lit."),
        ("bound left out", "Odo Fenn is a former keeper.", "Odo Fenn is a keeper."),
        ("bound added", "They lit 40 lamps.", "They lit only 40 lamps."),
        ("order turned", "The lamps were lit before the storm.", "The lamps were lit after the storm."),
        ("order turned", "The yard is closed from 1 April.", "The yard is closed until 1 April."),
        ("subject of another", "Ida Tern came to the quay.", "The old pump came to the quay."),
    ],
)
def test_it_does_what_its_name_says(kind: str, text: str, distorted: str) -> None:
    assert DISTORTIONS[kind](true(text), random.Random(1)) == distorted


def test_an_adverb_is_put_behind_what_was_done() -> None:
    added = DISTORTIONS["adverb added"](true("The lamps were counted."), random.Random(1))
    assert added and added.startswith("The lamps were ") and added.endswith(" counted.")
