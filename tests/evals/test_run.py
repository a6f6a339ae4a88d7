from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from corpus.article import DatelineError
from evals import run
from evals.collections import Collection, EvalQuestion
from rag.archive import Archive


@pytest.fixture
def collection(tmp_path: Path, invented: Callable[..., dict[str, Any]]) -> Collection:
    """Articles in a folder, some in a file that names their ids and one in a file of its own."""
    folder = tmp_path / "articles"
    (folder / "coast").mkdir(parents=True)
    (folder / "bridges.jsonl").write_text("".join(json.dumps(invented(number)) + "\n" for number in range(5)))
    (folder / "coast" / "eels.txt").write_text(
        "Eels are back\n\nFishermen off Gannet Point landed two tonnes of eels on Saturday, the largest catch in "
        "thirty years. Harbour master Odo Fenn weighed them in person and signed for every crate of them.\n"
    )
    questions = (
        EvalQuestion("lamp", "Which lamp was lit on Quay4 Bridge?", ("lamp",), (), frozenset({"quay-4"}), True),
        EvalQuestion("eels", "Who weighed the eels?", ("Odo Fenn",), (), frozenset({"coast/eels.txt"}), True),
        EvalQuestion("moon", "What is the price of moon cheese in Samarkand?", answerable=False),
    )
    return Collection("small", folder, questions)


@pytest.fixture
def measured(collection: Collection, tmp_path: Path) -> Iterator[Archive]:
    with run.open_archive(collection, tmp_path / "archives") as archive:
        yield archive


def test_an_archive_is_filled_once_and_found_again(collection: Collection, tmp_path: Path, measured: Archive) -> None:
    assert measured.status()["articles"] == 6
    assert measured.folder == tmp_path / "archives" / "small"
    ingested = measured.status()["last_ingest"]
    measured.close()
    with run.open_archive(collection, tmp_path / "archives") as again:
        assert again.status()["articles"] == 6
        assert again.status()["versions"] == 6
    assert ingested


def test_an_article_that_cannot_be_read_stops_the_measuring(collection: Collection, tmp_path: Path) -> None:
    with (collection.articles / "bridges.jsonl").open("a") as opened:
        opened.write('{"id": "torn", "te\n')
    with (
        pytest.raises(DatelineError, match=r"small: .*bridges\.jsonl.* was not ingested"),
        run.open_archive(collection, tmp_path / "archives"),
    ):
        pass


def test_questions_name_articles_by_id_or_by_path_and_leave_with_ids(collection: Collection, measured: Archive) -> None:
    lamp, eels, moon = run.with_ids(measured, collection)
    assert lamp.articles == {"quay-4"}
    (eels_id,) = eels.articles
    assert "two tonnes of eels" in measured.article(eels_id).text
    assert moon.articles == frozenset()


def test_everything_is_measured_over_the_same_questions(collection: Collection, measured: Archive) -> None:
    retrieval, answers = run.measure(measured, collection)
    assert len(retrieval) == 3
    for name, figures in retrieval.items():
        assert set(figures) == {"hit@1", "hit@5", "MRR", "nDCG@10"}, name
        assert all(0 <= (figure or 0) <= 1 for figure in figures.values())
        assert figures["hit@5"] == 1.0, name
    assert (answers.judged, answers.answerable, answers.unanswerable) == (3, 2, 1)
    assert answers.citations == answers.faithful > 0
    assert answers.figures()["refused"] == 1.0
    assert len(answers.misses) == answers.judged - answers.right


@pytest.fixture
def alone(collection: Collection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small collection as the only one there is, with its archive and results in a folder of the test."""
    archive, results = run.open_archive, tmp_path / "results"
    monkeypatch.setattr(run, "find_collections", lambda: [collection])
    monkeypatch.setattr(run, "open_archive", lambda each: archive(each, tmp_path / "archives"))
    monkeypatch.setattr(run, "RESULTS", results)
    return results


def test_a_run_prints_a_table_and_writes_its_figures(alone: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run.main([]) == 0
    printed = capsys.readouterr().out
    assert "small" in printed
    assert "nDCG@10" in printed
    written = json.loads((alone / "small.json").read_text(encoding="utf-8"))
    assert written["answers"]["fidelity"] == 1.0
    assert len(written["retrieval"]) == 3


def test_a_citation_that_is_not_exact_fails_the_run(
    alone: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ask = Archive.ask

    def shifted(self: Archive, question: str) -> Any:
        answer = ask(self, question)
        moved = [each.model_copy(update={"start": each.start + 1}) for each in answer.citations]
        return answer.model_copy(update={"citations": moved})

    monkeypatch.setattr(Archive, "ask", shifted)
    assert run.main(["small"]) == 1


def test_a_collection_nobody_has_is_wrong_usage_and_those_there_are_named(
    alone: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run.main(["small", "atlantis"]) == 2
    said = " ".join(capsys.readouterr().err.split())
    assert "atlantis" in said
    assert "there are: small." in said
    assert not alone.exists()
