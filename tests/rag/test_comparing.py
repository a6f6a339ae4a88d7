from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from rag.answer import Answer
from rag.archive import Archive


def report(name: str, outlet: str, day: str | None, title: str, text: str) -> dict[str, Any]:
    return {"id": name, "title": title, "outlet": outlet, "published": day, "text": text}


REPORTS = [
    report(
        "post",
        "Harbour Post",
        "2018-03-05",
        "Ferry strikes the mole at Elm",
        "The ferry struck the mole at Elm on Sunday evening and nine people were hurt in the accident. "
        "The captain had been warned of the gale by the harbour office.",
    ),
    report(
        "daily",
        "Coast Daily",
        "2018-03-06",
        "Fourteen hurt as ferry hits the mole",
        "Fourteen people were hurt when the ferry hit the mole at Elm, the hospital said after the accident. "
        "Passengers praised the captain and the harbour office.",
    ),
    report(
        "toll-14",
        "Harbour Post",
        "2014-06-21",
        "Oak Bridge opens with a toll",
        "The toll on the Oak Bridge is three crowns for a car. The Oak Bridge is 640 metres long and has two lanes.",
    ),
    report(
        "toll-18",
        "Coast Daily",
        "2018-01-02",
        "Toll rises",
        "The toll on the Oak Bridge rises to five crowns for a car. Buses still cross the Oak Bridge for nothing.",
    ),
    report(
        "elm",
        "Coast Daily",
        "2016-09-01",
        "Elm Bridge is finished",
        "The Elm Bridge is 910 metres long and took four years to build. Swallows nest under the Elm Bridge.",
    ),
    report(
        "ash",
        "Radio Elm",
        "2016-10-02",
        "Lamps on the Ash Bridge",
        "The Ash Bridge has ninety lamps since Saturday. In 1999 the Ash Bridge had forty lamps, and half were dark.",
    ),
    report("bread", "Radio Elm", "2018-03-05", "Bakers meet", "Forty bakers met in Elm to weigh loaves and to sing."),
]


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Answer]]:
    """Asks an archive of the reports, with the real embedder."""
    import json

    folder: Path = tmp_path_factory.mktemp("compared")
    lines = folder / "reports.jsonl"
    lines.write_text("".join(json.dumps(each) + "\n" for each in REPORTS), encoding="utf-8")
    with Archive.open(folder / "archive") as archive:
        assert all(line.status == "added" for line in archive.ingest([lines]))
        yield archive.ask


def quotes(answer: Answer) -> dict[str, str]:
    return {event.label: " ".join(answer.citations[n - 1].quote for n in event.citations) for event in answer.events}


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (
            "Did the Harbour Post and the Coast Daily say the same about the ferry accident?",
            {"Harbour Post": "nine people", "Coast Daily": "Fourteen people"},
        ),
        (
            "How many people were hurt according to the Coast Daily, and according to the Harbour Post?",
            {"Coast Daily": "Fourteen people", "Harbour Post": "nine people"},
        ),
        ("How did the toll differ between 2014 and 2018?", {"2014": "three crowns", "2018": "five crowns"}),
        (
            "Which is longer, the Elm Bridge or the Oak Bridge?",
            {"the Elm Bridge": "910 metres", "the Oak Bridge": "640 metres"},
        ),
    ],
)
def test_each_side_is_quoted_under_its_name(ask: Callable[..., Answer], question: str, told: dict[str, str]) -> None:
    answer = ask(question)
    assert answer.status == "answered"
    assert list(quotes(answer)) == list(told)
    for label, words in told.items():
        assert words in quotes(answer)[label]
        assert f"{label}: " in answer.answer
    numbers = [n for event in answer.events for n in event.citations]
    assert {n for sentence in answer.sentences for n in sentence.citations} == set(numbers)
    assert not [note for note in answer.notes if "answers this" in note]


@pytest.mark.parametrize(
    ("question", "told", "silent"),
    [
        ("How many people were hurt in the ferry accident according to Radio Elm and the Coast Daily?", "Coast Daily",
         "Radio Elm has nothing here that answers this."),
        ("What was the toll on the Oak Bridge in 2014 and in 1999?", "2014",
         "Nothing here that is of 1999 answers this."),
        ("Which is longer, the Elm Bridge or the Moon Bridge?", "the Elm Bridge",
         "Nothing here answers this of the Moon Bridge."),
    ],
)  # fmt: skip
def test_a_note_says_which_side_has_nothing(ask: Callable[..., Answer], question: str, told: str, silent: str) -> None:
    answer = ask(question)
    assert [event.label for event in answer.events] == [told]
    assert silent in answer.notes


def test_where_no_side_has_anything_it_is_not_found(ask: Callable[..., Answer]) -> None:
    answer = ask("Did the Harbour Post and the Coast Daily say the same about interest rates in Brazil?")
    assert (answer.status, answer.events) == ("not_found", [])


def test_outlets_that_differ_on_what_is_asked_are_a_conflict_too(ask: Callable[..., Answer]) -> None:
    answer = ask("How many people were hurt according to the Coast Daily, and according to the Harbour Post?")
    assert [{side.value for side in each.sides} for each in answer.conflicts] == [{"Fourteen", "nine"}]
    assert not ask("How did the toll differ between 2014 and 2018?").conflicts


def test_the_reader_s_filters_go_before_the_sides(ask: Callable[..., Answer]) -> None:
    question = "How many people were hurt in the ferry accident according to the Coast Daily and the Harbour Post?"
    answer = ask(question, outlets=["Coast Daily"])
    assert {citation.outlet for citation in answer.citations} == {"Coast Daily"}
    answer = ask("How did the toll differ between 2014 and 2018?", since="2018")
    assert {(citation.published or "")[:4] for citation in [*answer.citations, *answer.nearest]} == {"2018"}


def test_a_citation_is_an_exact_span_of_the_side_it_stands_under(sample: Archive) -> None:
    answer = sample.ask("What did the Port Tamsin Ledger and the Highpool Evening Lamp report on the call of Obama?")
    for event in answer.events:
        for n in event.citations:
            cited = answer.citations[n - 1]
            assert cited.outlet == event.label
            assert sample.article(cited.article_id, cited.version).text[cited.start : cited.end] == cited.quote


def test_a_period_that_a_later_article_prints_has_its_side(ask: Callable[..., Answer]) -> None:
    answer = ask("How many lamps had the Ash Bridge in 1999 and in 2016?")
    assert [event.label for event in answer.events] == ["1999", "2016"]
    assert "forty lamps" in quotes(answer)["1999"]
