from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.article import DatelineError
from evals.archives import code_sha256
from evals.collections import Collection
from evals.outcomes import Outcome
from evals.results import Partial, Result, read_result, times_of, write_result


def result(collection: Collection, outcomes: list[Outcome], **fields: object) -> Result:
    made = {"code": code_sha256(), "questions_sha256": collection.questions_sha256(), "limit": None, **fields}
    return Result.model_validate({"collection": collection.name, "outcomes": outcomes, **made})


def test_a_result_is_the_same_when_it_is_read_again(
    collection: Collection, tmp_path: Path, outcome: Callable[..., Outcome]
) -> None:
    missed = outcome("b", {"right": 0.0, "hit@5": 0.0}, misses=["no known answer is quoted"], kind="when")
    written = result(collection, [outcome("a", {"right": 1.0}), missed])
    path = write_result(written, tmp_path / "results")
    assert read_result(path) == written
    assert path.read_bytes() == write_result(written, tmp_path / "again").read_bytes()
    row = json.loads(path.read_text())
    assert row["figures"]["dateline"]["right"]["value"] == 0.5
    assert [each["id"] for each in row["misses"]] == ["b"]
    assert row["misses"][0]["retrieved"] == [{"article_id": "a", "title": "Tern", "score": 1.0}]
    assert set(row["kinds"]) == {"who", "when"}


def test_a_result_is_current_while_code_and_questions_are_those_it_is_of(
    collection: Collection, outcome: Callable[..., Outcome]
) -> None:
    assert result(collection, [outcome()]).is_current(collection)
    assert not result(collection, [outcome()], code="0" * 64).is_current(collection)
    assert not result(collection, [outcome()], limit=1).is_current(collection)
    now = result(collection, [outcome()])
    collection.question_file.write_text('{"id": "easier", "question": "Eels?"}\n')
    assert not now.is_current(collection)


@pytest.mark.parametrize("text", [None, "", "[]", "{}", '{"collection": "x"}'])
def test_what_is_no_result_is_said(tmp_path: Path, text: str | None) -> None:
    path = tmp_path / "x.json"
    if text is not None:
        path.write_text(text)
    with pytest.raises(DatelineError, match=r"x\.json (is no result|cannot be read)"):
        read_result(path)


def test_times_are_told_beside_those_of_a_search_in_the_same_run(outcome: Callable[..., Outcome]) -> None:
    times = times_of([outcome(str(at), took_ms={"answer": 2.0 * at, "fusion": 1.0 * at}) for at in range(1, 102)])
    assert times["answer p50 ms"] == 102
    assert times["answer p95 ms"] == 192
    assert times["answer p50 / search p50"] == times["answer p95 / search p95"] == 2
    assert times_of([]) == {}


def test_a_partial_run_goes_on_after_its_last_whole_line(tmp_path: Path, outcome: Callable[..., Outcome]) -> None:
    partial = Partial("x", "f", tmp_path)
    for each in ("a", "b"):
        partial.add(outcome(each))
    with partial.path.open("ab") as file:
        file.write(b'{"id": "torn by a ki')
    again = Partial("x", "f", tmp_path)
    assert list(again.done) == ["a", "b"]
    again.add(outcome("c"))
    assert list(Partial("x", "f", tmp_path).done) == ["a", "b", "c"]


def test_outcomes_of_something_else_are_dropped(tmp_path: Path, outcome: Callable[..., Outcome]) -> None:
    Partial("x", "before", tmp_path).add(outcome("a"))
    assert Partial("x", "after", tmp_path).done == {}
    assert Partial("x", "before", tmp_path).done == {}
    Partial.drop("x", tmp_path)
    Partial.drop("x", tmp_path)
    assert list(tmp_path.iterdir()) == []
