from __future__ import annotations

import pytest

from rag.attribution import speaker_faults, unsaid_faults
from tests.rag.making import NO_LIKES, setting, words_of

TOLD = "The lamps are out, said Ineke Dray of the harbour. Nobody slept. Odo Fenn laughed."


def faults(text: str, told: str = TOLD) -> list[tuple[str, str]]:
    statement, given, carriers, _ = setting(text, told)
    return words_of(speaker_faults(statement, carriers, given, NO_LIKES))


@pytest.mark.parametrize(
    "text",
    [
        "Ineke Dray said the lamps are out.",
        "According to Dray, the lamps are out.",
        "“The lamps are out,” Dray told us.",
    ],
)
def test_the_same_speaker_may_stand_anywhere(text: str) -> None:
    assert faults(text) == []


@pytest.mark.parametrize(
    "text",
    ["Odo Fenn said the lamps are out.", "The lamps are out, according to Fenn.", "The police said the lamps are out."],
)
def test_another_speaker_is_a_fault(text: str) -> None:
    assert [kind for kind, _ in faults(text)] == ["speaker"]


def test_one_who_only_stands_beside_a_pronoun_does_not_speak() -> None:
    told = "Ineke Dray came early. At a dinner given by Odo Fenn on Friday, she said that the lamps are out."
    assert faults("Ineke Dray said that the lamps are out.", told) == []
    assert [kind for kind, _ in faults("Odo Fenn said that the lamps are out.", told)] == ["speaker"]


def test_one_who_is_told_something_does_not_say_it() -> None:
    told = "The lamps are out, Ineke Dray told Odo Fenn, and the oil is gone."
    assert faults("Ineke Dray said the lamps are out.", told) == []
    assert [kind for kind, _ in faults("Odo Fenn said the lamps are out.", told)] == ["speaker"]


def test_a_quotation_is_of_the_one_whose_sentence_has_it() -> None:
    told = "Ineke Dray gave her word that “the brass lamps of the old harbour stay lamps”. Odo Fenn said it rained."
    text = "Odo Fenn said “the brass lamps of the old harbour stay lamps”."
    assert [kind for kind, _ in faults(text, told)] == ["speaker"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The parish runs a bell that warns of fog.", "A bell that warns of fog is run by the parish."),
        ("The United States has two lamps.", "The United States has two lamps."),
        ("Ineke Dray said the lamps are out.", "Ineke Dray countered that the lamps are out."),
        (
            "Ineke Dray said the lamps are out.",
            "Ineke Dray, the keeper of the harbour who has held many long talks with the parish over oil, said the "
            "lamps are out.",
        ),
    ],
)
def test_who_says_it_may_stand_far_and_not_every_such_verb_has_a_speaker(text: str, told: str) -> None:
    assert faults(text, told) == []


def test_a_pronoun_speaks_for_whom_the_sentences_before_name() -> None:
    told = "Ineke Dray came late. “The lamps are out,” she said."
    assert faults("Dray said the lamps are out.", told) == []


def test_what_nobody_says_cannot_be_put_into_a_mouth() -> None:
    assert faults("Dray said that the lamps are out.", "The lamps are out. It rains.") == [("speaker", "Dray")]


def unsaid(text: str, *told: str) -> list[str]:
    statement, _, carriers, pairings = setting(text, *told)
    return [kind for kind, _ in words_of(unsaid_faults(statement, carriers[0], pairings[0]))]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Thale has to go.", "The union insists that Thale has to go."),
        ("The yard is a swamp.", "“The yard is a swamp,” said Ida Tern."),
        ("The yard needs a fence.", "The yard needs a fence, Ida Tern said."),
        ("The sea is getting warmer.", "The sea is getting warmer, Ida Tern said."),
        ("Thale cannot be demanded to go.", "The party replies that Thale cannot be demanded to go."),
    ],
)
def test_an_opinion_a_demand_and_a_quotation_keep_their_speaker(text: str, told: str) -> None:
    assert unsaid(text, told) == ["unsaid"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The yard has 143 lamps.", "The yard has 143 lamps, Ida Tern said."),
        ("Ida Tern said the yard needs a fence.", "The yard needs a fence, Ida Tern said."),
        ("The union insists that Thale has to go.", "The union insists that Thale has to go."),
        ("The yard needs a fence.", "The yard needs a fence."),
    ],
)
def test_a_plain_fact_and_what_is_said_to_be_said_pass(text: str, told: str) -> None:
    assert unsaid(text, told) == []
