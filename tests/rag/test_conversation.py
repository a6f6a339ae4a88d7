from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.archive import Archive
from rag.conversation import write_out
from rag.settings import LONGEST_QUESTION

ANSWER = "In the rain at Elm Quay, Odalys Brack cut the ribbon. [1]"
OUTLETS = ["The Harbour Post", "Coast Daily"]


def after(*turns: str) -> list[dict[str, str]]:
    """Turns of a user and, each behind it, of the assistant."""
    return [{"role": ("user", "assistant")[at % 2], "content": turn} for at, turn in enumerate(turns)]


@pytest.mark.parametrize(
    ("before", "follow_up", "written"),
    [
        ("Who opened the Elm Bridge?", "How much did it cost?", "How much did the Elm Bridge cost?"),
        ("Who opened the Elm Bridge?", "When?", "When was it that they opened the Elm Bridge?"),
        ("Who opened the Elm Bridge?", "How old is she?", "How old is Odalys Brack?"),
        ("Who opened the Elm Bridge?", "What about the Oak Bridge?", "Who opened the Oak Bridge?"),
        ("Who opened the Elm Bridge?", "Why was the bridge closed?", "Why was the Elm Bridge closed?"),
        ("When did Brack call Thale?", "Why?", "Why did Brack call Thale?"),
        ("When did Brack call Thale?", "Where?", "Where did Brack call Thale?"),
        ("What did Brack and Thale discuss?", "Where did they meet?", "Where did Brack and Thale meet?"),
        ("Who won the Elm Cup in 2018?", "And in 2023?", "Who won the Elm Cup in 2023?"),
        ("Who won the Elm Cup in 2018?", "What about 2023?", "Who won the Elm Cup in 2023?"),
        ("Who won the Elm Cup in 2018?", "Who trained for it?", "Who trained for the Elm Cup in 2018?"),
        ("When did Elm vote?", "By how many votes?", "By how many votes did Elm vote?"),
        ("How many passengers were on the Tern?", "And the crew?", "How many crew were on the Tern?"),
        ("How many boats sank in Skarra?", "Who lives there?", "Who lives in Skarra?"),
        ("Who opened the first bridge?", "What about the second one?", "Who opened the second bridge?"),
        ("Who sank, according to the Post?", "And the Coast Daily?", "Who sank, according to the Coast Daily?"),
        ("Who sank, according to the Post?", "What does Coast Daily say?", "Who sank, according to Coast Daily?"),
        ("What sank, according to the Post?", "According to the Post?", "What sank, according to the Post?"),
        ("Who won the Elm vote?", "And who lost?", "Who lost (the Elm vote)?"),
        ("Who won the Elm vote?", "With what share of the vote?",
         "With what share of the vote was it that they won the Elm vote?"),
        ("How many were hurt in the Elm fire?", "And how many died?", "How many died (the Elm fire)?"),
        ("Who caused the Elm fire?", "What happened?", "What happened (the Elm fire)?"),
        ("What happened in Skarra?", "When?", "When did it happen in Skarra?"),
        ("Who opened the Elm Bridge?", "Thanks! And how much did it cost?", "How much did the Elm Bridge cost?"),
        ("What do you have on the puffins?", "And who counted them?", "Who counted the puffins?"),
        ("Tell me about the puffins", "Who counted them?", "Who counted the puffins?"),
        ("the puffins", "When?", "When: the puffins"),
        ("Did Brack open the Elm Bridge?", "Who did?", "Who did open the Elm Bridge?"),
        ("Did Brack open the Elm Bridge?", "Did Thale?", "Did Thale open the Elm Bridge?"),
        ("Who burnt the Elm Bridge?", "Why did she do it?", "Why did she do it (burnt the Elm Bridge)?"),
        ("When was the Elm Bridge opened?", "Who built it?", "Who built the Elm Bridge?"),
        ("Hello! Could you tell me who won the Elm Cup?", "When?", "When was it that they won the Elm Cup?"),
        ("Who opened the Elm Bridge?", "Only the Post please", "Who opened the Elm Bridge, according to the Post?"),
        ("How high did the Elm rise?", "Who said that?", "Who said that (the Elm rise)?"),
        ("Who won the Elm Cup in 2018?", "And the year before?", "Who won the Elm Cup in 2017?"),
        ("Which articles mention the Elm Bridge?", "Which is the newest?", "What is the latest on the Elm Bridge?"),
        ("When did the call of May 2013 take place?", "And who asked for it?", "Who asked for the call in May 2013?"),
    ],
)  # fmt: skip
def test_a_follow_up_is_written_out(before: str, follow_up: str, written: str) -> None:
    assert write_out(follow_up, after(before, ANSWER), OUTLETS) == written


@pytest.mark.parametrize(
    "question",
    [
        "Who is Corvin Thale?",
        "Why did the mussel farms close?",
        "Is it true that Corvin Thale resigned?",
        "How long did it take to build the Oak Bridge?",
        "Did Corvin Thale say that he would resign?",
        "When was the Oak Bridge opened and what did it cost?",
        "How many people live on Skarra?",
        "What happened in Skarra in 2014?",
        "Is there a toll on the Oak Bridge?",
        "What did the Harbour Post write about the flood?",
        "Wer hat die Brücke entworfen?",
    ],
)
def test_a_question_that_stands_on_its_own_is_left_as_it_is(question: str) -> None:
    for before in ("Who opened the Elm Bridge?", "Who won the Elm Cup in 2018?", "What did Brack and Thale discuss?"):
        assert write_out(question, after(before, ANSWER), OUTLETS) == question


def test_a_follow_up_of_a_follow_up_leads_back_to_the_first_question() -> None:
    history = after("Who won the Elm Cup in 2018?", "x", "And in 2023?", "y")
    assert write_out("Who trained for it?", history) == "Who trained for the Elm Cup in 2023?"


def test_what_is_said_to_the_house_leaves_the_matter_as_it_was() -> None:
    history = after(
        "Who opened the Elm Bridge?", ANSWER, "Which outlets do you have?", "2 outlets.", "Thanks", "Welcome."
    )
    assert write_out("And what did it cost?", history, OUTLETS) == "What did the Elm Bridge cost?"
    assert write_out("How old is she?", history, OUTLETS) == "How old is Odalys Brack?"
    assert write_out("Which outlets do you have?", history, OUTLETS) == "Which outlets do you have?"


def test_he_or_she_is_nobody_of_a_list_and_nobody_of_what_is_nearest() -> None:
    nearest = "The collection does not say. Nearest: Odalys Brack sings, The Harbour Post."
    assert write_out("How old is she?", after("Who did?", nearest), OUTLETS) == "How old is she?"
    listed = "1 article here on the Elm Bridge: Odalys Brack sings. [1]"
    assert "Brack" not in write_out("How old is she?", after("What do you have on the Elm Bridge?", listed), OUTLETS)


def test_what_was_asked_of_nobody_s_outlet_is_a_question_as_any_other() -> None:
    assert (
        write_out("When?", after("What did the coastguard report?", "x"), OUTLETS) == "When did the coastguard report?"
    )


def test_a_short_question_behind_another_is_not_written_out_twice() -> None:
    history = after("Who won the Elm vote?", "x", "And who lost?", "y", "By how much?", "z")
    assert write_out("By how many seats?", history) == "By how many seats was it that they lost (the Elm vote)?"
    assert write_out("Who lost?", after("Who lost?", "x")) == "Who lost?"


@pytest.mark.parametrize("question", ["When?", "How much did it cost?", "And Thale?"])
def test_without_turns_before_it_a_question_is_itself(question: str) -> None:
    assert write_out(question, []) == question


@given(
    st.text(max_size=60), st.lists(st.tuples(st.sampled_from(("user", "assistant", "system")), st.text(max_size=60)))
)
def test_any_turns_give_a_question_that_is_not_too_long(question: str, turns: list[tuple[str, str]]) -> None:
    history = [{"role": role, "content": content} for role, content in turns]
    written = write_out(question, history)
    assert written == write_out(question, history)
    assert len(written) <= LONGEST_QUESTION


def test_the_answer_says_how_a_follow_up_was_understood(sample: Archive) -> None:
    before = sample.ask("Who switched on the lamps of the Heron Bridge?")
    history = after(before.question, before.answer)
    answer = sample.ask("Is there a toll on it?", history=history)
    assert (answer.question, answer.understood) == ("Is there a toll on it?", "Is there a toll on the Heron Bridge?")
    assert answer.citations == sample.ask(answer.understood).citations


def test_half_a_character_and_a_pasted_text_in_a_turn_do_no_harm() -> None:
    history = [
        {"role": "user", "content": "Who opened the Heron Bridge?" + " and so on" * 5_000},
        {"role": "assistant", "content": "Odalys Brack did. \ud83c" + "x" * 100_000},
        {"role": "user", "content": "\udc00 Who opened the Heron Bridge?"},
    ]
    assert write_out("And when?", history).encode("utf-8")
