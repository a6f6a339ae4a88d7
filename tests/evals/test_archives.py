from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from corpus.article import DatelineError
from evals import archives
from evals.archives import fingerprint, open_archive, with_ids, without_twins
from evals.collections import Collection, EvalQuestion
from rag.archive import Archive


def test_an_archive_is_filled_once_and_found_again(collection: Collection, tmp_path: Path) -> None:
    with open_archive(collection, tmp_path / "archives") as archive:
        assert archive.status()["articles"] == 6
        ingested = archive.status()["last_ingest"]
        assert archive.folder == tmp_path / "archives" / collection.name
    with open_archive(collection, tmp_path / "archives") as again:
        assert (again.status()["articles"], again.status()["versions"]) == (6, 6)
        assert again.status()["last_ingest"] == ingested


def test_changed_articles_make_another_archive(collection: Collection, tmp_path: Path) -> None:
    with open_archive(collection, tmp_path / "archives") as archive:
        before = fingerprint(archive, collection)
    (collection.articles / "coast" / "eels.txt").unlink()
    with open_archive(collection, tmp_path / "archives") as archive:
        assert archive.status()["articles"] == 5
        assert fingerprint(archive, collection) != before


def test_changed_code_goes_over_the_articles_again(
    collection: Collection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rebuilt = []
    monkeypatch.setattr(archives.Archive, "rebuild", lambda self, progress: rebuilt.append(self.folder))
    ingest, ingested = archives.Archive.ingest, []

    def counted(self: Archive, *arguments: Any) -> Any:
        ingested.append(self.folder)
        return ingest(self, *arguments)

    monkeypatch.setattr(archives.Archive, "ingest", counted)
    for filling, times in (("indexing", 1), ("indexing", 1), ("store", 2)):
        monkeypatch.setattr(archives, "_FILLING", (filling,))
        with open_archive(collection, tmp_path / "archives"):
            assert (len(ingested), rebuilt) == (times, [])
    monkeypatch.setattr(archives, "_CUTTING", ("splitting",))
    with open_archive(collection, tmp_path / "archives") as archive:
        assert rebuilt == [archive.folder]


def test_an_article_that_cannot_be_read_stops_the_measuring(collection: Collection, tmp_path: Path) -> None:
    with (collection.articles / "bridges.jsonl").open("a") as opened:
        opened.write('{"id": "torn", "te\n')
    with (
        pytest.raises(DatelineError, match=r"small-.*bridges\.jsonl.* was not ingested"),
        open_archive(collection, tmp_path / "archives"),
    ):
        pass


def test_questions_name_articles_by_id_or_by_path_and_leave_with_ids(collection: Collection, tmp_path: Path) -> None:
    with open_archive(collection, tmp_path / "archives") as archive:
        lamp, eels, moon = with_ids(archive, collection)
        (eels_id,) = eels.articles
        assert "two tonnes of eels" in archive.article(eels_id).text
    assert lamp.articles == {"quay-4"}
    assert moon.articles == frozenset()


def test_other_questions_leave_another_fingerprint(collection: Collection, tmp_path: Path) -> None:
    with open_archive(collection, tmp_path / "archives") as archive:
        before = fingerprint(archive, collection)
        assert fingerprint(archive, collection) == before
        collection.question_file.write_text('{"id": "easier", "question": "Eels?"}\n')
        assert fingerprint(archive, collection) != before


@pytest.mark.parametrize("name", ["articles.jsonl", "articles.jsonl.gz"])
def test_the_twins_are_left_out_and_the_others_stay(
    name: str, collection: Collection, tmp_path: Path, invented: Callable[..., dict[str, Any]]
) -> None:
    lines = "".join(json.dumps(invented(number)) + "\n" for number in range(3)).encode()
    (tmp_path / name).write_bytes(gzip.compress(lines) if name.endswith("gz") else lines)
    asked = EvalQuestion("q", "?", ("a",), false_answer="b", falsified=frozenset({"quay-1"}))
    twinned = replace(collection, articles=tmp_path / name, questions=(asked,))
    clean = without_twins(twinned, tmp_path / "archives")
    assert clean is not None
    kept = [json.loads(line)["id"] for line in clean.articles.read_text().splitlines()]
    assert kept == ["quay-0", "quay-2"]
    assert clean.name != twinned.name
    assert without_twins(collection, tmp_path / "archives") is None
