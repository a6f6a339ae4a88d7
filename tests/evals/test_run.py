from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from evals import run
from evals.measuring import measure
from rag.archive import Archive


@pytest.fixture
def results(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where results go, with archives in a folder of the test."""
    monkeypatch.setattr(run, "RESULTS", tmp_path / "results")
    monkeypatch.setattr(
        run, "measure", lambda each, results, **how: measure(each, tmp_path / "archives", results, **how)
    )
    return tmp_path / "results"


def test_a_run_prints_figures_and_writes_them_with_a_report(
    folder: Path, results: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run.main([str(folder)]) == 0
    said = capsys.readouterr()
    assert "nDCG@10" in said.out
    assert "plain fusion; gained" in said.out
    assert "answer p95 / search p95" in said.out
    assert "%|" not in said.err  # no bars in a pipe
    (written,) = results.glob("small-*.json")
    assert json.loads(written.read_text(encoding="utf-8"))["figures"]["dateline"]["fidelity"]["value"] == 1.0
    assert "Every miss" in said.err
    assert (results / "report.html").is_file()
    assert not list(results.glob("*.partial.jsonl"))


def test_a_quick_look_asks_only_some(folder: Path, results: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run.main([str(folder), "--limit", "1"]) == 0
    assert run.main([str(folder), "--asked"]) == 0
    assert [each.name for each in run.RESULTS.glob("*-asked.json")]
    assert "1 questions" in capsys.readouterr().out
    with pytest.raises(SystemExit):
        run.main([str(folder), "--limit", "none"])


def test_a_citation_that_is_not_exact_fails_the_run(
    folder: Path, results: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ask = Archive.ask

    def shifted(self: Archive, question: str, **others: Any) -> Any:
        answer = ask(self, question, **others)
        moved = [each.model_copy(update={"start": each.start + 1}) for each in answer.citations]
        return answer.model_copy(update={"citations": moved})

    monkeypatch.setattr(Archive, "ask", shifted)
    assert run.main([str(folder)]) == 1


def test_a_stopped_run_says_so_and_keeps_what_it_has(
    folder: Path, results: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ask = Archive.ask

    def stopped(self: Archive, question: str, **others: Any) -> Any:
        if "eels" in question:
            raise KeyboardInterrupt
        return ask(self, question, **others)

    monkeypatch.setattr(Archive, "ask", stopped)
    assert run.main([str(folder)]) == 130
    assert "goes on from here" in capsys.readouterr().err
    (partial,) = results.glob("*.partial.jsonl")
    assert '"id":"lamp"' in partial.read_text()


def test_a_question_that_cannot_be_asked_is_named(
    folder: Path, results: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with (folder / "questions.jsonl").open("a") as file:
        file.write('{"id": "mute", "question": "?!"}\n')
    assert run.main([str(folder)]) == 2
    assert "question mute: The question has no words" in " ".join(capsys.readouterr().err.split())


def test_a_collection_nobody_has_is_wrong_usage_and_those_there_are_named(
    results: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run.main(["sample", "atlantis"]) == 2
    said = " ".join(capsys.readouterr().err.split())
    assert "atlantis" in said
    assert "there are: sample" in said
    assert not results.exists()
