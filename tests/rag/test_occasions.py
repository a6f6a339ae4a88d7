from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.archive import Archive
from rag.occasions import occasion_in, read_by_event
from rag.periods import EARLIEST
from rag.questions import Question, read_question

ASKED = date(2026, 5, 31)

Read = Callable[..., tuple[Question, list[str]]]


def report(name: str, day: str | None, title: str, text: str) -> dict[str, Any]:
    return {"id": name, "title": title, "outlet": "Harbour Post", "published": day, "text": text}


FLOOD = report("flood", "2018-03-06", "Flood in Elm", "The flood reached the school of Elm on Sunday. Nobody was hurt.")
SUMMIT = report(
    "summit", "2013-03-02", "Ministers meet", "Brack will travel to the G8, which meets in Oak on 17 and 18 June."
)


@pytest.fixture
def read(archive: Archive, write_jsonl: Callable[..., Path]) -> Read:
    """Reads a question by the events in an archive of the reports given."""

    def by_event(question: str, *reports: dict[str, Any]) -> tuple[Question, list[str]]:
        list(archive.ingest([write_jsonl(*reports)]) if reports else [])
        return read_by_event(read_question(question, (), ASKED), ASKED, archive.words, archive.store)

    return by_event


@pytest.mark.parametrize(
    ("question", "phrase"),
    [
        ("What did Brack say before the G8?", "the G8"),
        ("Who was hurt during the strike?", "the strike"),
        ("What was built after the 2018 Elm Cup final?", "the 2018 Elm Cup final"),
        ("Who resigned after the ferry accident?", "the ferry accident"),
        ("Who was mayor before the Lantern Bridge opened?", "the Lantern Bridge opened"),
    ],
)
def test_the_event_that_tells_the_time_is_seen(question: str, phrase: str) -> None:
    occasion = occasion_in(question)
    assert occasion is not None
    assert occasion.phrase == phrase
    assert question[occasion.start : occasion.end].endswith(phrase)


@pytest.mark.parametrize(
    "question",
    [
        "Who opened the bridge?",
        "What happened after 2018?",
        "Who appeared before the Elm Court?",
        "What was named after the flood?",
        "Who came after the mayor?",
        "What changed at the ferry after Brack bought it?",
        "What did Thale say before Corvin Brack was elected?",
        "What happened before the end of May 2014?",
        "Who came before Friday?",
    ],
)
def test_what_tells_no_event(question: str) -> None:
    assert occasion_in(question) is None


@given(st.text(max_size=80))
def test_whatever_is_asked_an_event_is_a_part_of_it(text: str) -> None:
    occasion = occasion_in(text)
    assert occasion is None or 0 <= occasion.start < occasion.end <= len(text)


@pytest.mark.parametrize(
    ("question", "first", "last"),
    [
        ("What was said before the flood?", EARLIEST, date(2018, 3, 4)),
        ("What was said until the flood?", EARLIEST, date(2018, 3, 4)),
        ("What was said during the flood?", date(2018, 3, 4), date(2018, 3, 4)),
        ("What was said after the flood?", date(2018, 3, 4), ASKED),
        ("What was said since the flood?", date(2018, 3, 4), ASKED),
        ("What was said in the run-up to the flood?", EARLIEST, date(2018, 3, 4)),
    ],
)
def test_the_day_is_that_which_the_collection_gives_it(read: Read, question: str, first: date, last: date) -> None:
    understood, notes = read(question, FLOOD, SUMMIT)
    assert understood.periods == ((first, last),)
    assert notes == ["the flood: 4 March 2018, from Harbour Post, “Flood in Elm”."]


def test_days_that_are_printed_beside_the_event_go_before_the_day_of_publishing(read: Read) -> None:
    understood, notes = read("What did Brack say before the G8?", FLOOD, SUMMIT)
    assert understood.periods == ((EARLIEST, date(2013, 6, 17)),)
    assert notes == ["the G8: 17 June 2013 to 18 June 2013, from Harbour Post, “Ministers meet”."]


def test_an_event_of_a_year_is_told_by_it(read: Read) -> None:
    later = report("later", "2025-09-15", "Elm votes", "In Elm, where the flood of 2018 still rankles, nobody voted.")
    assert read("What was said after the flood?", later)[1] == ["the flood: 2018, from Harbour Post, “Elm votes”."]


@pytest.mark.parametrize(
    "reports",
    [
        [SUMMIT],  # not found
        [{**FLOOD, "published": None, "text": "The flood reached the school of Elm."}],  # not dated
        [FLOOD, {**FLOOD, "id": "other", "published": "2021-07-09", "text": "The flood drowned the mill in Oak."}],
    ],
)
def test_nothing_is_guessed(read: Read, reports: list[dict[str, Any]]) -> None:
    understood, notes = read("What was said after the flood?", *reports)
    assert (understood.periods, notes) == ((), [])


def test_a_year_tells_one_of_two_events(read: Read) -> None:
    other = {**FLOOD, "id": "other", "published": "2021-07-09", "text": "The flood drowned the mill in Oak."}
    assert read("What was said after the 2021 flood?", FLOOD, other)[0].periods == ((date(2021, 7, 9), ASKED),)


def test_a_period_that_the_question_names_goes_before_an_event(read: Read) -> None:
    question = "What was said in 2014 after the flood?"
    assert read(question, FLOOD) == (read_question(question, (), ASKED), [])


def test_an_event_to_come_tells_no_time_since(read: Read) -> None:
    later = {**FLOOD, "published": "2027-03-06"}
    assert read("What was said after the flood?", later)[0].periods == ()


def test_an_empty_archive_knows_no_event(read: Read) -> None:
    assert read("What was said after the flood?")[1] == []


def test_the_answer_says_how_the_time_was_read(sample: Archive) -> None:
    notes = sample.ask("What did Putin and Obama say before the G8?").notes
    assert any(note.startswith("the G8: 17 June 2013") and "Highpool Evening Lamp" in note for note in notes)
