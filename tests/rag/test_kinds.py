from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.kinds import fits_kind, kind_of
from rag.words import tokens

KINDS = {"how_many", "when", "where", "why", "who", "yes_no", "how", "what"}


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("How many eels were landed?", "how_many"),
        ("how much did it weigh", "how_many"),
        ("What percentage of the dues was paid?", "how_many"),
        ("What does the new crane cost?", "how_many"),
        ("When did the crane fall?", "when"),
        ("In which year was the mole built?", "when"),
        ("Where was the wreck found?", "where"),
        ("Which town raised the dues?", "where"),
        ("Why was the lock shut?", "why"),
        ("What caused the fire in the ropewalk?", "why"),
        ("Who painted the buoy?", "who"),
        ("Which captain refused?", "who"),
        ("To whom was the letter sent?", "who"),
        ("Did the crane fall?", "yes_no"),
        ("Is it safe to swim?", "yes_no"),
        ("How was the wreck raised?", "how"),
        ("What did the harbour board decide?", "what"),
        ("Tell me about the eels", "what"),
        ("Wer hat die Boje bemalt?", "what"),
    ],
)
def test_the_kind_of_a_question(question: str, kind: str) -> None:
    assert kind_of(question) == kind
    assert kind_of(question.upper()) == kind


@pytest.mark.parametrize(
    ("question", "fitting", "not_fitting"),
    [
        ("How many boats sank?", "Seven of the boats sank.", "The boats sank."),
        ("How many boats sank?", "In all 1,204 boats sank.", "Nobody counted."),
        ("When was the lock shut?", "It was shut on Tuesday.", "It was shut in a hurry."),
        ("When was the lock shut?", "It was shut in 1987.", "It was shut by 14 men."),
        ("Where was it found?", "It was found off Gannet Point.", "It was found by chance."),
        ("Why was it shut?", "It was shut because of ice.", "It stayed shut."),
        ("Who painted the buoy?", "It was painted by Perpetua Fenn.", "It was painted by night."),
    ],
)
def test_a_sentence_fits_when_it_holds_what_is_asked_for(question: str, fitting: str, not_fitting: str) -> None:
    kind, asked = kind_of(question), frozenset(tokens(question))
    assert fits_kind(kind, fitting, asked) > fits_kind(kind, not_fitting, asked)


@pytest.mark.parametrize(
    ("question", "repeated"),
    [
        ("Who saw the 14 eels and how many got away?", "All 14 eels got away."),
        ("When did the Tuesday boat sail?", "The Tuesday boat did sail."),
        ("Who met Perpetua Fenn?", "Somebody met Perpetua Fenn."),
        ("Where in Gannet Point was it?", "It was in Gannet Point."),
    ],
)
def test_what_the_question_itself_says_is_no_answer_to_it(question: str, repeated: str) -> None:
    assert fits_kind(kind_of(question), repeated, frozenset(tokens(question))) == 0.0


@given(question=st.text(max_size=60), text=st.text(max_size=80))
def test_any_text_has_a_kind_and_any_sentence_fits_it_to_a_degree(question: str, text: str) -> None:
    kind = kind_of(question)
    assert kind in KINDS
    assert 0.0 <= fits_kind(kind, text, frozenset(tokens(question))) <= 1.0
