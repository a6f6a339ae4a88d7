from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus.article import DatelineError
from evals import gate
from evals.archives import code_sha256
from evals.collections import SHARED, Collection, find_collections
from evals.figures import Figure
from evals.gate import breaches, breaches_of, floors_of, lower, rise
from evals.measuring import measure
from evals.outcomes import Outcome
from evals.results import Result, write_result

# Ingested once, and beside those of `make eval`, which may be running.
ARCHIVES = Path(".dateline/tests")


@pytest.mark.parametrize("name", ["sample", "seeds", "snippets", "time1963"])
def test_no_figure_is_below_its_floor(name: str, tmp_path: Path) -> None:
    found = {each.name: each for each in find_collections()}
    if name not in found:
        pytest.skip(f"the shared collections are not here (../shared/collections/{name}); its floors are not checked")
    result = measure(found[name], ARCHIVES if name in ("snippets", "time1963") else tmp_path, tmp_path / "results")
    assert breaches_of(result, found[name]) == []


def test_every_collection_with_floors_has_them_for_questions_that_are_here() -> None:
    pinned = json.loads(gate.FLOORS.read_text(encoding="utf-8"))
    for collection in find_collections():
        if collection.name in pinned:
            assert pinned[collection.name]["questions_sha256"] == collection.questions_sha256(), collection.name
    if not SHARED.is_dir():
        pytest.skip("the shared collections are not here (../shared/collections); only the sample's hash was checked")


def test_a_figure_below_its_floor_or_not_measured_is_named(tmp_path: Path) -> None:
    questions, floors = tmp_path / "q.jsonl", tmp_path / "floors.json"
    questions.write_text("{}\n")
    digest = "ca3d163bab055381827226140568f3bef7eaac187cebd76878e0b63e9e442356"
    pinned = {"questions_sha256": digest, "floors": {"right": 0.8, "MRR": 0.5, "mixed": 0.1}}
    floors.write_text(json.dumps({"x": pinned}))
    assert breaches("x", questions, {"right": 0.8, "MRR": 0.6, "mixed": 0.1}, floors) == []
    found = breaches("x", questions, {"right": 0.79, "mixed": 0.11}, floors)
    assert [line.split(",")[0] for line in found] == [
        "x: right is 0.790", "x: MRR was not measured", "x: mixed is 0.110"
    ]  # fmt: skip


def test_changed_questions_are_noticed(tmp_path: Path) -> None:
    questions, floors = tmp_path / "q.jsonl", tmp_path / "floors.json"
    questions.write_text('{"id": "easier"}\n')
    floors.write_text(json.dumps({"x": {"questions_sha256": "0" * 64, "floors": {}}}))
    (line,) = breaches("x", questions, {}, floors)
    assert "is not the file the floors were set for" in line


@pytest.mark.parametrize(
    ("name", "value", "count", "floor"),
    [
        ("right", 0.75, 400, 0.74),  # a point
        ("right", 0.75, 40, 0.7),  # two questions
        ("right", 0.01, 9, 0.0),
        ("mixed", 0.1, 400, 0.11),  # a ceiling
        ("mixed", 0.99, 9, 1.0),
        ("fidelity", 1.0, 40, 1.0),
    ],
)
def test_a_floor_is_what_was_reached_less_the_noise(name: str, value: float, count: int, floor: float) -> None:
    assert floors_of({name: Figure(value, 0, 1, count), "MRR": Figure(1, 1, 1, 9)}) == {name: floor}


def test_two_questions_of_the_smaller_side_are_the_noise_of_balanced() -> None:
    parts = {"answered": Figure(0.8, 0, 1, 500), "refused": Figure(0.7, 0, 1, 20), "balanced": Figure(0.75, 0, 1, 520)}
    assert floors_of(parts) == {"balanced": 0.7}


@pytest.fixture
def reached(collection: Collection, outcome: Callable[..., Outcome]) -> Callable[[int, int], Result]:
    """The maker of results: of 100 questions so many right, so many mixed."""

    def make(right: int, mixed: int = 0) -> Result:
        outcomes = [outcome(str(at), {"right": float(at < right), "mixed": float(at < mixed)}) for at in range(100)]
        return Result(
            collection="x", code="c", questions_sha256=collection.questions_sha256(), limit=None, outcomes=outcomes
        )

    return make


@pytest.fixture
def floors(tmp_path: Path) -> Path:
    path = tmp_path / "floors.json"
    path.write_text("{}")
    return path


def held(floors: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(floors.read_text())["x"]
    return found


def test_floors_rise_and_never_fall_by_rising(reached: Callable[..., Result], floors: Path) -> None:
    assert rise(reached(70, 10), floors)
    assert held(floors)["floors"] == {"mixed": 0.12, "right": 0.68}
    assert rise(reached(60, 20), floors) == []
    said = rise(reached(80, 5), floors)
    assert said == ["x: mixed from 0.12 to 0.07.", "x: right from 0.68 to 0.78."]
    assert rise(reached(80, 5), floors) == []
    assert "history" not in held(floors)


def test_a_floor_is_lowered_with_a_reason_that_is_kept(reached: Callable[..., Result], floors: Path) -> None:
    rise(reached(70, 10), floors)
    lower("x", "right", "a sentence is now quoted whole", reached(60, 20), floors)
    assert held(floors)["floors"] == {"mixed": 0.12, "right": 0.58}
    (step,) = held(floors)["history"]
    assert (step["figure"], step["from"], step["to"]) == ("right", 0.68, 0.58)
    assert step["reason"] == "a sentence is now quoted whole"
    lower("x", "mixed", "two days are two events", reached(60, 20), floors)
    assert held(floors)["floors"]["mixed"] == 0.22


def test_what_holds_is_not_lowered_and_what_has_no_floor_neither(reached: Callable[..., Result], floors: Path) -> None:
    rise(reached(70, 10), floors)
    before = floors.read_text()
    for figure, said in (("right", "holds its floor"), ("mixed", "holds its floor"), ("hit@1", "no floor for hit@1")):
        with pytest.raises(DatelineError, match=said):
            lower("x", figure, "because", reached(70, 10), floors)
    assert floors.read_text() == before


def test_other_questions_need_pinning_with_a_reason(reached: Callable[..., Result], floors: Path) -> None:
    rise(reached(70, 10), floors)
    other = reached(50, 10).model_copy(update={"questions_sha256": "0" * 64})
    with pytest.raises(DatelineError, match="--pin x"):
        rise(other, floors)
    with pytest.raises(DatelineError, match="--pin x"):
        lower("x", "right", "because", other, floors)
    lower("x", "", "harder questions", other, floors)
    assert held(floors)["questions_sha256"] == "0" * 64
    assert held(floors)["floors"] == {"mixed": 0.12, "right": 0.48}
    assert [step["reason"] for step in held(floors)["history"]] == ["harder questions"]


@pytest.fixture
def command(
    collection: Collection,
    reached: Callable[..., Result],
    floors: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Callable[..., int]:
    """The command, over the small collection, as if so many of its questions had been right."""
    monkeypatch.setattr(gate, "FLOORS", floors)
    monkeypatch.setattr(gate, "RESULTS", tmp_path / "results")
    monkeypatch.setattr(gate, "choose_collections", lambda names: [collection])

    def run(right: int, *arguments: str) -> int:
        current = reached(right).model_copy(update={"collection": collection.name, "code": code_sha256()})
        write_result(current, tmp_path / "results")
        return gate.main(arguments)

    return run


def test_the_command_checks_raises_and_lowers(
    command: Callable[..., int], collection: Collection, floors: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = collection.name
    assert command(70, name) == 0
    assert "has no floors" in capsys.readouterr().err
    assert command(70, "--raise", name) == 0
    assert command(69) == 0
    assert command(50) == 1
    assert "right is 0.500, below its floor of 0.680" in " ".join(capsys.readouterr().err.split())
    with pytest.raises(SystemExit):
        command(50, "--lower", name, "right")
    with pytest.raises(SystemExit):
        command(50, "--lower", name, "right", "--reason", " ")
    assert command(50, "--lower", name, "right", "--reason", "known") == 0
    assert command(50) == 0
    assert command(50, "--lower", name, "right", "--reason", "again") == 2


def test_a_result_of_other_code_is_measured_again(
    command: Callable[..., int], collection: Collection, monkeypatch: pytest.MonkeyPatch, tmp_path: Path,
    reached: Callable[..., Result], floors: Path,
) -> None:  # fmt: skip
    assert command(70, "--raise", collection.name) == 0
    measured = []

    def anew(each: Collection) -> Result:
        measured.append(each.name)
        return reached(10).model_copy(update={"collection": collection.name})

    monkeypatch.setattr(gate, "measure", anew)
    monkeypatch.setattr(gate, "write_result", lambda result: None)
    assert gate.main([]) == 0
    assert measured == []
    (tmp_path / "results" / f"{collection.name}.json").write_text("{}")
    assert gate.main([]) == 1
    assert measured == [collection.name]
