from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus.article import DatelineError
from rag.archive import Archive
from rag.embedding import Embedder

Make = Callable[..., dict[str, Any]]
Write = Callable[..., Path]


def test_reading_never_makes_an_archive(tmp_path: Path) -> None:
    with pytest.raises(DatelineError, match="dateline ingest FOLDER"):
        Archive.open(tmp_path / "none", create=False)
    assert not (tmp_path / "none").exists()


def test_an_archive_owned_by_another_process_is_refused(archive: Archive) -> None:
    code = "import sys; from rag.archive import Archive; Archive.open(sys.argv[1])"
    run = subprocess.run([sys.executable, "-c", code, str(archive.folder)], capture_output=True, text=True, check=False)
    assert "in use by another process (pid " in run.stderr


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(DatelineError, match="file"):
        Archive.open(tmp_path / "file" / "archive")


def test_what_is_stored_is_there_when_opened_again(filled: Archive, embedder: Embedder) -> None:
    status = filled.status()
    filled.close()
    with Archive.open(filled.folder, create=False, embedder=embedder) as again:
        assert {**again.status(), "bytes": 0} == {**status, "bytes": 0}
        assert again.check() == []


@pytest.mark.parametrize("index", ["words", "vectors"])
def test_an_index_whose_folder_is_gone_is_made_again(filled: Archive, embedder: Embedder, index: str) -> None:
    filled.close()
    for folder in filled.folder.glob(f"{index}-*"):
        shutil.rmtree(folder)
    with Archive.open(filled.folder, embedder=embedder) as again:
        again.embed()
        assert again.check() == []
        assert again.words.search("Quay3", 5)


def test_an_archive_of_an_older_words_recipe_is_indexed_anew(
    filled: Archive, embedder: Embedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled.close()
    monkeypatch.setattr("rag.holdings.RECIPE", 99)
    with Archive.open(filled.folder, embedder=embedder) as again:
        assert again.check() == []
    assert [folder.name for folder in filled.folder.glob("words-*")] == ["words-0-99"]


def test_rebuild_makes_both_indexes_from_the_store_alone(filled: Archive) -> None:
    before = sorted(filled.vectors.passage_ids())
    filled.words.replace([], [("stray", "gone", "x", "y")])
    filled.vectors.delete(before)
    steps: list[tuple[str, int, int]] = []
    filled.rebuild(lambda *step: steps.append(step))
    assert filled.check() == []
    assert sorted(filled.vectors.passage_ids()) == before
    assert steps[-1] == ("embedding", len(before), len(before))
    assert len(list(filled.folder.glob("words-*"))) == len(list(filled.folder.glob("vectors-*"))) == 1


def test_a_removed_article_is_gone_everywhere(filled: Archive) -> None:
    filled.remove("quay-3")
    assert not any(passage_id for passage_id, _ in filled.words.search("Quay3", 5))
    with pytest.raises(DatelineError, match="no article with the id quay-3"):
        filled.article("quay-3")
    with pytest.raises(DatelineError, match="no article with the id quay-3"):
        filled.remove("quay-3")
    assert filled.status()["articles"] == 5
    assert filled.check() == []


def test_an_export_makes_the_same_archive_again(
    filled: Archive, invented: Make, write_jsonl: Write, tmp_path: Path, embedder: Embedder
) -> None:
    extra = {"desk": "harbour", "n": [1, {"deep": None}], "origin": "a key of the publisher's own"}
    list(filled.ingest([write_jsonl(invented(1, "second"), invented(20) | extra, name="more.jsonl")]))
    lines = list(filled.export())
    assert [line["version"] for line in lines if line["id"] == "quay-1"][-1] == filled.article("quay-1").version
    assert lines[-1]["desk"] == "harbour"
    path = tmp_path / "export.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    with Archive.open(tmp_path / "again", embedder=embedder) as again:
        list(again.ingest([path]))
        assert list(again.export()) == lines
        for counted in ("articles", "versions", "passages", "copies"):
            assert again.status()[counted] == filled.status()[counted]
    assert {line.status for line in filled.ingest([path])} == {"unchanged"}
    assert list(filled.export()) == lines


def test_status_tells_what_is_there(filled: Archive) -> None:
    status = filled.status()
    assert (status["articles"], status["versions"], status["copies"]) == (6, 6, 0)
    assert status["embedded"] == status["passages"] > 6
    assert status["outlets"] == {"Paper 0": 2, "Paper 1": 2, "Paper 2": 2}
    assert (status["first_published"], status["last_published"]) == ("2021-01-01", "2021-06-06")
    assert status["archive"] == str(filled.folder)
    assert status["bytes"] > 10_000


def test_records_that_lie_in_no_file_are_taken_in_like_a_files(archive: Archive, invented: Callable[..., Any]) -> None:
    bare = {"title": "Tide", "text": "The tide was higher than in any year since records began."}
    lines = list(archive.take_in([invented(1), bare, {"id": "empty"}, {"text": "x", "id": 7}]))
    assert [line.status for line in lines] == ["added", "added", "failed", "added"]
    assert [line.source for line in lines] == ["posted:quay-1", "posted:2", "posted:empty", "posted:7"]
    assert archive.store.waiting_to_be_embedded() == 0
    assert archive.search("Quay1 Bridge")[0].article_id == "quay-1"
    again = list(archive.take_in([bare, invented(1, "second")]))
    assert [(line.id, line.status) for line in again] == [(lines[1].id, "unchanged"), ("quay-1", "updated")]
