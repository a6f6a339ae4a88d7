from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.references import (
    end_of_phrase,
    head_noun,
    names_in,
    person_in,
    place_in,
    several_in,
    thing_in,
    time_in,
    topic_of,
)

QUESTION = "Who opened the Lantern Bridge in Port Tamsin in May 2014?"


def test_what_a_question_refers_to() -> None:
    assert [QUESTION[start:end] for start, end in names_in(QUESTION)][:2] == ["Lantern Bridge", "Port Tamsin"]
    assert thing_in(QUESTION) == "the Lantern Bridge in Port Tamsin"
    assert place_in("How many boats sank in Skarra?") == "in Skarra"
    assert time_in(QUESTION) == "in May 2014"
    assert topic_of("Why did the mayor resign?") == "the mayor resign"
    assert several_in("What did Brack and Thale discuss?", "") == "Brack and Thale"


def test_he_or_she_is_who_the_answer_to_who_names() -> None:
    assert person_in("Who opened the bridge?", "In the rain, Odalys Brack cut the ribbon.") == "Odalys Brack"
    assert person_in("When did Brack resign?", "Corvin Thale said so.") == "Brack"
    assert person_in("Who was the captain?", "Nobody saw Captain Hesper Lundquill.") == "Captain Hesper Lundquill"


def test_an_order_names_nobody() -> None:
    assert names_in("Tell me more") == names_in("Summarise this") == []


def test_there_is_in_a_thing_where_no_place_is_named() -> None:
    assert place_in("How many sleep in the flooded part of Elm?") == "in the flooded part of Elm"
    assert place_in("Where did those in the flooded part of Elm sleep?") == "in the flooded part of Elm"
    assert place_in("Who lives on Skarra?") == "on Skarra"


def test_a_question_s_topic_is_what_stands_behind_its_asking_word_or_what_it_was_written_out_with() -> None:
    assert topic_of("Who lost the vote?") == "lost the vote"
    assert topic_of("Who lost (the Elm vote)?") == "the Elm vote"
    assert topic_of("When was it that they counted the puffins?") == "counted the puffins"


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("the G8 in Northern Ireland?", "the G8 in Northern Ireland"),
        ("the flood of 2022", "the flood"),
        ("was the Elm Bridge opened in May?", "was the Elm Bridge"),
        ("was the injured captain saved?", "was the injured captain"),
        ("the ferry accident, said the captain", "the ferry accident"),
    ],
)
def test_a_phrase_ends_before_what_does_not_hang_on_it(text: str, phrase: str) -> None:
    assert text[: end_of_phrase(text, 8 if text.startswith("was") else 4)] == phrase


def test_the_head_is_the_last_noun_before_what_hangs_on_it() -> None:
    assert head_noun("the Lantern Bridge over the Sound") == "bridge"


@given(st.text(max_size=60))
def test_any_text_may_be_read(text: str) -> None:
    for start, end in names_in(text):
        assert text[start:end].strip()
    assert 0 <= end_of_phrase(text, 0) <= len(text)
    assert isinstance(thing_in(text) + place_in(text) + time_in(text) + several_in(text, text), str)
