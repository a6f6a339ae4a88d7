from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.replacing import asked_of, of_the_topic, who_did, with_another

OUTLETS = ["The Harbour Post", "Coast Daily"]


@pytest.mark.parametrize(
    ("before", "word", "asked"),
    [
        ("Who opened the bridge?", "when", "When was it that they opened the bridge?"),
        ("How many people were hurt?", "where", "Where were people hurt?"),
        ("When did Elm vote?", "by how many votes", "By how many votes did Elm vote?"),
        ("By how much was it that they won?", "when", "When was it that they won?"),
        ("What happened in Elm?", "why", "Why did it happen in Elm?"),
        ("the puffins", "when", "When: the puffins"),
    ],
)
def test_a_question_is_asked_with_another_word(before: str, word: str, asked: str) -> None:
    assert asked_of(word, before) == asked


@pytest.mark.parametrize(
    ("before", "other", "asked"),
    [
        ("Who won in 2018?", "in 2023", "Who won in 2023?"),
        ("Who won in 2018?", "the year after", "Who won in 2019?"),
        ("Who won in May 2018?", "the year before", "Who won in 2017?"),
        ("Who won?", "the Coast Daily", "Who won, according to the Coast Daily?"),
        ("Who won, according to the Harbour Post?", "the Harbour Post", "Who won, according to the Harbour Post?"),
        ("How many boats sank?", "the crews", "How many crews sank?"),
        ("Who opened the first bridge?", "the second one", "Who opened the second bridge?"),
        ("Who sank?", "and before that", "Who sank: and before that?"),
    ],
)
def test_a_question_is_asked_of_another(before: str, other: str, asked: str) -> None:
    assert with_another(before, other, OUTLETS) == asked


def test_a_topic_stands_in_brackets_where_it_adds_a_word() -> None:
    assert of_the_topic("Who lost?", "the vote") == "Who lost (the vote)?"
    assert of_the_topic("Who lost the vote?", "the vote") == "Who lost the vote?"
    assert of_the_topic("Who lost?", "") == of_the_topic("Who lost?", "did they") == "Who lost?"


def test_who_did_is_asked_of_whether_somebody_named_did() -> None:
    assert who_did("who else", "Did Odalys Brack sing?") == "Who else did sing?"
    assert who_did("who", "Did the mayor sing?") == who_did("who", "When did Brack sing?") == ""


@given(before=st.text(min_size=1, max_size=60), other=st.text(min_size=1, max_size=30))
def test_any_question_may_be_asked_of_anything(before: str, other: str) -> None:
    assert isinstance(asked_of("when", before) + with_another(before, other, OUTLETS) + who_did("who", before), str)
