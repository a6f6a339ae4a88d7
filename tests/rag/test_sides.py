from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.article import DatelineError
from rag.questions import read_question
from rag.sides import MOST_SIDES, Side, read_sides

OUTLETS = ["The Harbour Post", "Coast Daily", "Radio Elm", "Elm Gazette"]
ASKED = date(2026, 5, 31)


def sides(question: str) -> list[Side]:
    return read_sides(read_question(question, OUTLETS, ASKED), OUTLETS, ASKED)


@pytest.mark.parametrize(
    ("question", "labels", "asked"),
    [
        (
            "Did the Harbour Post and the Coast Daily say the same about the ferry accident?",
            ["The Harbour Post", "Coast Daily"],
            "the ferry accident?",
        ),
        (
            "How many people were hurt according to the Coast Daily, and according to the Harbour Post?",
            ["Coast Daily", "The Harbour Post"],
            "How many people were hurt?",
        ),
        (
            "What did Radio Elm, the Post and the Gazette report on the strike?",
            ["Radio Elm", "The Harbour Post", "Elm Gazette"],
            "the strike?",
        ),
        ("How do the Post's and the Gazette's accounts of the storm differ?", ["The Harbour Post", "Elm Gazette"],
         "the storm?"),
        (
            "What did the storm do in Elm according to the Gazette and the Coast Daily?",
            ["Elm Gazette", "Coast Daily"],
            "What did the storm do in Elm?",
        ),
        (
            "Did the Harbour Post and the Coast Daily agree on how many people were hurt?",
            ["The Harbour Post", "Coast Daily"],
            "on how many people were hurt?",
        ),
    ],
)  # fmt: skip
def test_outlets_are_each_asked_for_what_is_left_without_them(question: str, labels: list[str], asked: str) -> None:
    found = sides(question)
    assert [side.label for side in found] == [side.outlet for side in found] == labels
    assert {side.question.text for side in found} == {asked}


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        (
            "How did the toll differ between 2014 and 2018?",
            ["What was the toll in 2014?", "What was the toll in 2018?"],
        ),
        ("What was the toll in 2014 and in 2018?", ["What was the toll in 2014?", "What was the toll in 2018?"]),
        ("Was the flood worse in 2018 than in 2014?", ["Was the flood worse in 2018?", "Was the flood worse in 2014?"]),
    ],
)
def test_periods_are_each_asked_for_within_their_days(question: str, asked: list[str]) -> None:
    found = sides(question)
    assert [side.question.text for side in found] == asked
    assert [(side.since, side.until) for side in found] == [
        (f"{side.label}-01-01", f"{side.label}-12-31") for side in found
    ]


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("Which is longer, the Elm Bridge or the Oak Bridge?", "How long is the {}?"),
        ("Is the Elm Bridge heavier than the Oak Bridge?", "How heavy is the {}?"),
        ("Which bridge is larger: the Elm Bridge or the Oak Bridge?", "How large is the {}?"),
        ("Which cost more, the Elm Bridge or the Oak Bridge?", "How much cost the {}?"),
        ("What is the difference between the Elm Bridge and the Oak Bridge?", "the {}?"),
    ],
)
def test_things_are_each_asked_for_by_name(question: str, asked: str) -> None:
    found = sides(question)
    assert not any(side.question.news for side in found)
    assert [side.question.text for side in found] == [asked.format("Elm Bridge"), asked.format("Oak Bridge")]
    assert [side.label for side in found] == ["the Elm Bridge", "the Oak Bridge"]
    assert found[0].named != found[1].named


@pytest.mark.parametrize(
    "question",
    [
        "Who opened the bridge?",
        "What was built between 2014 and 2018?",
        "What changed in Elm between 2014 and 2018?",
        "What did the Coast Daily say about the storm?",
        "Was the minister more popular than expected?",
        "Did the Harbour Post and the Coast Daily?",
        "Wer ist älter, die Elmbrücke oder die Eichenbrücke?",
    ],
)
def test_what_compares_nothing_has_no_sides(question: str) -> None:
    assert sides(question) == []


def test_outlets_that_may_not_be_looked_at_are_no_sides() -> None:
    question = read_question("Did the Harbour Post and the Coast Daily say the same about the storm?", OUTLETS, ASKED)
    assert read_sides(question, ["Coast Daily"], ASKED) == []


@pytest.mark.parametrize(
    ("question", "labels", "asked"),
    [
        (
            "Who opened the Elm Bridge, when was it and what did it cost?",
            ["Who opened the Elm Bridge", "When was it", "What did it cost"],
            "What did the Elm Bridge cost?",
        ),
        (
            "Who won the Elm Cup in 2018? And who was the coach?",
            ["Who won the Elm Cup in 2018", "Who was the coach"],
            "Who was the coach (won the Elm Cup in 2018)?",
        ),
        (
            "How many were hurt in the Elm fire and why did it spread?",
            ["How many were hurt in the Elm fire", "Why did it spread"],
            "Why did the Elm fire spread?",
        ),
    ],
)
def test_several_questions_are_each_asked_for_themselves(question: str, labels: list[str], asked: str) -> None:
    found = sides(question)
    assert [each.label for each in found] == labels
    assert found[-1].question.text == asked
    assert found[-1].without() == f"Nothing here answers “{labels[-1]}?”."


@pytest.mark.parametrize(
    "question",
    [
        "Who is the man who was hurt and who sued?",
        "What did the mayor say when she opened the bridge?",
        "Which company, which was founded in Elm, bought the ferry?",
        "Who said that the toll would rise, and when it would fall?",
        "Why?",
        "Who opened the bridge and the market?",
    ],
)
def test_one_question_is_not_cut(question: str) -> None:
    assert sides(question) == []


def test_several_questions_ask_for_the_news_of_a_day_only_where_one_is_given() -> None:
    text = "Who opened the bridge, and when was it?"
    for day in (None, ASKED):
        found = read_sides(read_question(text, OUTLETS, day), OUTLETS, ASKED)
        assert [side.question.asked for side in found] == [day, day]


def test_two_months_with_one_year_are_two_sides() -> None:
    found = sides("How did the toll differ between June and August 2022?")
    assert [(each.label, each.since) for each in found] == [("June 2022", "2022-06-01"), ("August 2022", "2022-08-01")]


@given(st.text(max_size=80))
def test_whatever_is_asked_has_no_side_or_several_with_something_to_ask(text: str) -> None:
    try:
        found = sides(text)
    except DatelineError:
        return
    assert len(found) != 1
    assert len(found) <= MOST_SIDES
    assert all(side.question.matter and side.without().endswith(".") for side in found)
