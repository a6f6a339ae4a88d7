from __future__ import annotations

import json
from pathlib import Path

import pytest

from evals.collections import OWN_QUESTIONS, SHARED, find_collections
from evals.gate import breaches
from evals.run import measure, open_archive


@pytest.mark.parametrize("name", ["sample", "seeds"])
def test_no_figure_is_below_its_floor(name: str, tmp_path: Path) -> None:
    if name == "seeds" and not (SHARED / "seeds").is_dir():
        pytest.skip("the shared collections are not here (../shared/collections/seeds)")
    collection = next(each for each in find_collections() if each.name == name)
    with open_archive(collection, tmp_path) as archive:
        retrieval, answers = measure(archive, collection)
    figures = {**retrieval["dateline"], **answers.figures()}
    assert breaches(name, OWN_QUESTIONS / f"{name}.jsonl", figures) == []


def test_a_figure_below_its_floor_or_not_measured_is_named(tmp_path: Path) -> None:
    questions, floors = tmp_path / "q.jsonl", tmp_path / "floors.json"
    questions.write_text("{}\n")
    digest = "ca3d163bab055381827226140568f3bef7eaac187cebd76878e0b63e9e442356"
    floors.write_text(json.dumps({"x": {"questions_sha256": digest, "floors": {"right": 0.8, "MRR": 0.5}}}))
    assert breaches("x", questions, {"right": 0.8, "MRR": 0.6}, floors) == []
    found = breaches("x", questions, {"right": 0.79}, floors)
    assert [line.split(",")[0] for line in found] == ["x: right is 0.790", "x: MRR was not measured"]


def test_changed_questions_are_noticed(tmp_path: Path) -> None:
    questions, floors = tmp_path / "q.jsonl", tmp_path / "floors.json"
    questions.write_text('{"id": "easier"}\n')
    floors.write_text(json.dumps({"x": {"questions_sha256": "0" * 64, "floors": {}}}))
    (line,) = breaches("x", questions, {}, floors)
    assert "is not the file the floors were set for" in line
