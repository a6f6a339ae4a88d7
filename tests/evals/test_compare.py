from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.article import DatelineError
from evals.collections import Collection
from evals.compare import changes, main, same_questions
from evals.outcomes import Outcome
from evals.results import Result, write_result


def write(collection: Collection, outcomes: list[Outcome], folder: Path) -> str:
    made = Result(collection=collection.name, code="c", questions_sha256="q", limit=None, outcomes=outcomes)
    return str(write_result(made, folder))


def test_a_comparison_tells_the_gain_and_every_question_that_changed_both_ways(
    collection: Collection, outcome: Callable[..., Outcome], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names = [f"q{at:02}" for at in range(20)]
    before = [outcome(name, {"right": float(at < 3), "mixed": 1.0}) for at, name in enumerate(names)]
    after = [outcome(name, {"right": float(at > 0), "mixed": 0.0}) for at, name in enumerate(names)]
    assert main([write(collection, before, tmp_path / "a"), write(collection, after, tmp_path / "b")]) == 0
    said = capsys.readouterr().out
    (right,) = [line for line in said.splitlines() if "right" in line and "95.0" in line]
    assert "15.0" in right
    assert "80.0" in right
    assert "better" in right
    (mixed,) = [line for line in said.splitlines() if "mixed" in line]
    assert "-100.0" in mixed
    assert "better" in mixed  # less is better there
    assert "right, better: 17" in said
    assert "right, worse: 1" in said
    assert "q00  q00?" in said


def test_results_without_a_question_in_common_cannot_be_compared(
    collection: Collection, outcome: Callable[..., Outcome], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one, other = write(collection, [outcome("a")], tmp_path / "a"), write(collection, [outcome("b")], tmp_path / "b")
    assert main([one, other]) == 2
    assert "no question in common" in capsys.readouterr().err
    assert main([one, str(tmp_path / "nowhere.json")]) == 2
    assert "nowhere.json cannot be read" in " ".join(capsys.readouterr().err.split())


def test_one_id_for_two_questions_is_noticed(outcome: Callable[..., Outcome]) -> None:
    with pytest.raises(DatelineError, match="a is another question"):
        same_questions([outcome("a", question="Who?")], [outcome("a", question="When?")])


def test_questions_that_only_one_has_or_does_not_ask_for_changed_nothing(outcome: Callable[..., Outcome]) -> None:
    before = [outcome("gone"), outcome("a", {"false conflict": 0.0}), outcome("b", {"hit@1": 1.0})]
    after = [outcome("a", {"false conflict": 1.0}), outcome("b", {}), outcome("new", {"hit@1": 1.0})]
    pairs = same_questions(before, after)
    assert [other.id for _, other in pairs] == ["a", "b"]
    better, worse = changes(pairs, "false conflict")
    assert (better, [other.id for _, other in worse]) == ([], ["a"])
    assert changes(pairs, "hit@1") == ([], [])
