from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rag.answer import Answer
from rag.archive import Archive

HURT = "How many people were hurt in the ferry accident at Skarra?"


def sides(answer: Answer) -> list[set[str]]:
    return [{side.value for side in conflict.sides} for conflict in answer.conflicts]


def report(outlet: str, text: str, day: str | None = "2021-03-05", number: int = 0) -> dict[str, Any]:
    name = f"{outlet}-{number}"
    return {"id": name, "title": f"News from {outlet}", "outlet": outlet, "published": day, "text": text}


@pytest.fixture
def ask(archive: Archive, write_jsonl: Callable[..., Path]) -> Callable[..., Answer]:
    """Asks an archive of the reports given, among others of something else."""

    def asked(question: str, *reports: dict[str, Any]) -> Answer:
        others = [
            report("Almanac", f"Tide table {n}: high water stands at the {n}th mark in the basin of Elm.", None, n)
            for n in range(6)
        ]
        assert all(line.status in ("added", "copy") for line in archive.ingest([write_jsonl(*reports, *others)]))
        return archive.ask(question)

    return asked


def test_outlets_of_the_sample_that_disagree_are_set_side_by_side(sample: Archive) -> None:
    answer = sample.ask(HURT)
    assert sides(answer) == [{"19", "Twenty-three"}]
    outlets = [{answer.citations[n - 1].outlet for n in side.citations} for side in answer.conflicts[0].sides]
    assert all(outlets)
    assert not outlets[0] & outlets[1]


def test_each_side_cites_an_exact_span_that_holds_its_value(sample: Archive) -> None:
    for conflict in sample.ask(HURT).conflicts:
        for side in conflict.sides:
            for n in side.citations:
                cited = sample.ask(HURT).citations[n - 1]
                assert cited.n == n
                assert side.value in cited.quote
                assert sample.article(cited.article_id, cited.version).text[cited.start : cited.end] == cited.quote


@pytest.mark.parametrize(
    ("question", "one", "other", "values"),
    [
        (
            "How many lamps does the Quay Bridge have?",
            "The Quay Bridge has 640 lamps, which burn all night.",
            "The Quay Bridge has 460 lamps, which burn all night.",
            {"640", "460"},
        ),
        (
            "Who opened the Quay Bridge?",
            "The Quay Bridge was opened by Odalys Brack before a large crowd.",
            "Corvin Thale opened the Quay Bridge in the rain.",
            {"Odalys Brack", "Corvin Thale"},
        ),
        (
            "When will the Quay Bridge open?",
            "The Quay Bridge will open on 4 May 2021, the ministry said.",
            "According to the builders, the Quay Bridge is to open on 14 May 2021.",
            {"4 May 2021", "14 May 2021"},
        ),
    ],
)
def test_a_number_a_name_and_a_date_can_be_told_otherwise(
    ask: Callable[..., Answer], question: str, one: str, other: str, values: set[str]
) -> None:
    assert sides(ask(question, report("Ledger", one), report("Gazette", other))) == [values]


@pytest.mark.parametrize(
    "reports",
    [
        [("Ledger", "2021-03-05", "640"), ("Gazette", "2021-03-05", "640")],
        [("Ledger", "2021-03-05", "640"), ("Gazette", "2021-03-05", "about 600")],
        [("Ledger", "2021-03-05", "640"), ("Gazette", "2021-03-05", "at least 500")],
        [("Ledger", "2021-03-05", "640"), ("Gazette", "2023-08-05", "460")],
        [("Ledger", "2021-03-05", "460"), ("Ledger", "2021-03-06", "640")],
    ],
    ids=["the same", "rounded", "a bound", "of another year", "the same outlet a day later"],
)
def test_what_is_no_disagreement(ask: Callable[..., Answer], reports: list[tuple[str, str, str]]) -> None:
    told = [
        report(outlet, f"The Quay Bridge has {value} lamps, which burn all night.", day, n)
        for n, (outlet, day, value) in enumerate(reports)
    ]
    assert ask("How many lamps does the Quay Bridge have?", *told).conflicts == []


def test_another_season_is_another_matter(ask: Callable[..., Answer]) -> None:
    told = [
        report("Ledger", "Odalys Brack won the Quay Race of 2019 by a length.", None),
        report("Gazette", "Corvin Thale won the Quay Race of 2020 by a length.", None),
    ]
    assert ask("Who won the Quay Race of 2019?", *told).conflicts == []
