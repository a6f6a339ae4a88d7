from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from evals.collections import Collection
from evals.measuring import measure
from evals.outcomes import DATELINE
from evals.results import SYSTEMS
from rag.archive import Archive


def without_times(result: Any) -> list[dict[str, Any]]:
    return [each.model_dump(exclude={"took_ms"}) for each in result.outcomes]


def test_everything_is_measured_over_the_same_questions(collection: Collection, tmp_path: Path) -> None:
    result = measure(collection, tmp_path / "archives", tmp_path / "results")
    assert [each.id for each in result.outcomes] == ["lamp", "eels", "moon"]
    for outcome in result.outcomes:
        assert set(outcome.values) == set(SYSTEMS)
        for system in SYSTEMS:
            assert ("nDCG@10" in outcome.values[system]) == bool(outcome.known_articles)
        assert outcome.values[DATELINE].get("fidelity", 1.0) == 1.0
        assert outcome.took_ms["answer"] > 0 < outcome.took_ms["fusion"]
    assert result.is_current(collection)


def test_a_killed_run_goes_on_where_it_stopped_and_ends_the_same(
    collection: Collection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = measure(collection, tmp_path / "archives", tmp_path / "whole")
    asked: list[str] = []
    ask = Archive.ask

    def killed_at_the_eels(self: Archive, question: str, **others: Any) -> Any:
        asked.append(question)
        if "eels" in question and asked.count(question) == 1:
            raise KeyboardInterrupt
        return ask(self, question, **others)

    monkeypatch.setattr(Archive, "ask", killed_at_the_eels)
    with pytest.raises(KeyboardInterrupt):
        measure(collection, tmp_path / "archives", tmp_path / "results")
    resumed = measure(collection, tmp_path / "archives", tmp_path / "results")
    assert asked.count("Which lamp was lit on Quay4 Bridge?") == 1
    assert without_times(resumed) == without_times(whole)


def test_a_day_of_asking_is_told_only_where_a_run_is_to(
    collection: Collection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str | None] = []
    search = Archive.search

    def told_search(self: Archive, query: str, k: int = 10, asked: str | None = None) -> Any:
        told.append(asked)
        return search(self, query, k, asked=asked)

    monkeypatch.setattr(Archive, "search", told_search)
    dated = replace(collection, questions=tuple(replace(each, asked="2021-05-09") for each in collection.questions))
    assert measure(dated, tmp_path / "archives", tmp_path / "results").collection == collection.name
    on_its_day = measure(dated, tmp_path / "archives", tmp_path / "results", on_its_day=True)
    assert on_its_day.collection == f"{collection.name}-asked"
    assert told == [None] * 3 + ["2021-05-09"] * 3


def test_a_quick_look_is_spread_over_the_set_and_says_what_it_is(collection: Collection, tmp_path: Path) -> None:
    quick = measure(collection, tmp_path / "archives", tmp_path / "results", limit=2)
    assert [each.id for each in quick.outcomes] == ["lamp", "eels"]
    assert quick.limit == 2
    assert not quick.is_current(collection)
    assert measure(collection, tmp_path / "archives", tmp_path / "results", limit=9).limit is None
