from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus.article import DatelineError
from rag import indexing
from rag.archive import Archive
from rag.embedding import Embedder
from rag.store import passage_id

Make = Callable[..., dict[str, Any]]
Write = Callable[..., Path]
ROOT = Path(__file__).resolve().parents[2]

# Ingests argv[2] into argv[1], and kills itself at the argv[3]-th border between two of its steps.
KILLED = """
import os, signal, sys
sys.path[:0] = [os.getcwd(), os.path.join(os.getcwd(), "tests")]
from conftest import HashingEmbedder
from rag import indexing
from rag.archive import Archive
from rag.store import Store
from rag.vectors import VectorIndex
from rag.words import WordIndex

indexing.ARTICLES_A_BATCH, indexing.PASSAGES_A_BATCH = 7, 5
borders = int(sys.argv[3])

def border():
    global borders
    borders -= 1
    if borders == 0:
        os.kill(os.getpid(), signal.SIGKILL)

for owner, name in ((Store, "put"), (Store, "mark_indexed"), (Store, "mark_embedded"), (Store, "has_left"),
                    (WordIndex, "replace"), (VectorIndex, "upsert"), (VectorIndex, "delete")):
    def wrapped(self, *given, _step=getattr(owner, name), **named):
        border()
        _step(self, *given, **named)
        border()
    setattr(owner, name, wrapped)

with Archive.open(sys.argv[1], embedder=HashingEmbedder()) as archive:
    for line in archive.ingest([sys.argv[2]]):
        print(line.id, flush=True)
"""


def statuses(archive: Archive, path: Path) -> dict[str | None, str]:
    return {line.id: line.status for line in archive.ingest([path])}


def test_each_line_says_what_became_of_an_article(archive: Archive, invented: Make, write_jsonl: Write) -> None:
    path = write_jsonl(invented(1), invented(2))
    assert statuses(archive, path) == {"quay-1": "added", "quay-2": "added"}
    assert statuses(archive, path) == {"quay-1": "unchanged", "quay-2": "unchanged"}
    changed = write_jsonl(invented(1), invented(2, "second"))
    assert statuses(archive, changed) == {"quay-1": "unchanged", "quay-2": "updated"}
    assert archive.status()["versions"] == 3
    assert archive.check() == []


@pytest.mark.parametrize("field", ["outlet", "published", "title"])
def test_a_changed_credit_is_a_new_version(archive: Archive, invented: Make, write_jsonl: Write, field: str) -> None:
    statuses(archive, write_jsonl(invented(1)))
    changed = invented(1) | {field: "2022-02-02" if field == "published" else "Another"}
    assert statuses(archive, write_jsonl(changed)) == {"quay-1": "updated"}
    assert archive.status()["versions"] == 2


def test_a_changed_byline_is_taken_over_without_a_new_version(
    archive: Archive, invented: Make, write_jsonl: Write
) -> None:
    statuses(archive, write_jsonl(invented(1)))
    path = write_jsonl(invented(1) | {"authors": ["Ada Marsh"]})
    assert statuses(archive, path) == {"quay-1": "updated"}
    assert statuses(archive, path) == {"quay-1": "unchanged"}
    assert archive.article("quay-1").authors == ["Ada Marsh"]
    assert archive.status()["versions"] == 1


def test_two_files_with_two_versions_of_an_article_settle(archive: Archive, invented: Make) -> None:
    folder = archive.folder.parent / "a"
    folder.mkdir()
    for name, edition in (("1.jsonl", "first"), ("2.jsonl", "second")):
        (folder / name).write_text(json.dumps(invented(1, edition)) + "\n")
    assert [line.status for line in archive.ingest([folder])] == ["added", "updated"]
    assert [line.status for line in archive.ingest([folder])] == ["unchanged", "unchanged"]
    assert "second report" in archive.article("quay-1").text


def test_a_file_that_goes_back_to_its_earlier_wording_is_an_update(
    archive: Archive, invented: Make, write_jsonl: Write
) -> None:
    for edition, status in (("first", "added"), ("second", "updated"), ("first", "updated"), ("first", "unchanged")):
        assert statuses(archive, write_jsonl(invented(1, edition))) == {"quay-1": status}
    assert "first report" in archive.article("quay-1").text
    assert archive.status()["versions"] == 2


def test_a_page_found_again_under_an_imported_articles_address_keeps_the_imported_id(
    archive: Archive, invented: Make, write_jsonl: Write
) -> None:
    statuses(archive, write_jsonl(invented(1)))
    page = invented(1, "second") | {"url": "http://www.paper.example/quay/1/?utm_source=mail"}
    del page["id"]
    assert statuses(archive, write_jsonl(page)) == {"quay-1": "updated"}


def test_a_failure_is_named_kept_and_forgotten_when_it_succeeds(archive: Archive, tmp_path: Path) -> None:
    file = tmp_path / "story.txt"
    file.write_bytes(b"")
    (line,) = archive.ingest([file])
    assert (line.status, line.source) == ("failed", str(file))
    assert line.error
    assert [failure["source"] for failure in archive.status()["failures"]] == [str(file)]
    file.write_text("Ferry late\n\nThe ferry to Skarra left the quay two hours late on Friday, the harbour board said.")
    assert [line.status for line in archive.ingest([file])] == ["added"]
    assert archive.status()["failures"] == []


def test_a_lone_surrogate_harms_nobody(archive: Archive, invented: Make, tmp_path: Path) -> None:
    path = tmp_path / "broken.jsonl"
    broken = invented(1) | {
        "text": "The bridge \ud800 opened on Monday at noon, the board said. Nobody fell.",
        "note": "\udfff",
    }
    path.write_text(json.dumps(broken) + "\n" + json.dumps(invented(2)) + "\n")
    assert statuses(archive, path) == {"quay-1": "added", "quay-2": "added"}
    assert statuses(archive, path) == {"quay-1": "unchanged", "quay-2": "unchanged"}
    assert archive.check() == []


def test_progress_counts_articles_and_then_passages(archive: Archive, invented: Make, write_jsonl: Write) -> None:
    seen: list[tuple[str, int, int]] = []
    list(archive.ingest([write_jsonl(invented(1), invented(2))], lambda *step: seen.append(step)))
    passages = archive.status()["passages"]
    assert ("reading", 2, 2) in seen
    assert seen[-1] == ("embedding", passages, passages)


def test_a_passage_is_embedded_with_its_headline() -> None:
    assert indexing.text_to_embed("Bridge opens", "It opened.") == "Bridge opens\nIt opened."
    assert indexing.text_to_embed("", "It opened.") == "It opened."
    assert len(indexing.text_to_embed("long " * 500, "It opened.")) < 300


def test_vectors_of_two_embedders_never_meet(
    archive: Archive, embedder: Embedder, invented: Make, write_jsonl: Write
) -> None:
    statuses(archive, write_jsonl(invented(1)))
    embedder.name = "another"
    with pytest.raises(DatelineError, match="dateline rebuild"):
        statuses(archive, write_jsonl(invented(2)))
    archive.rebuild()
    assert archive.check() == []


def test_an_ingest_that_is_not_read_to_its_end_goes_on_later(
    archive: Archive, invented: Make, write_jsonl: Write
) -> None:
    path = write_jsonl(*(invented(number) for number in range(5)))
    next(archive.ingest([path]))
    assert archive.status()["embedded"] == 0
    statuses(archive, path)
    assert archive.check() == []


def test_killed_anywhere_nothing_is_lost_and_nothing_is_twice(
    tmp_path: Path, embedder: Embedder, invented: Make, write_jsonl: Write
) -> None:
    count = 24
    first = write_jsonl(*(invented(number) for number in range(count)), name="first.jsonl")
    second = write_jsonl(*(invented(n, "second" if n % 2 else "first") for n in range(count)), name="second.jsonl")
    told: set[str] = set()
    for path, border in ((first, 9), (first, 17), (first, 30), (second, 5), (second, 16), (second, 25)):
        run = subprocess.run(
            [sys.executable, "-c", KILLED, str(tmp_path / "killed"), str(path), str(border)],
            cwd=ROOT, env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert run.returncode == -signal.SIGKILL, run.stderr
        told |= set(run.stdout.split())
    with Archive.open(tmp_path / "killed", embedder=embedder) as archive:
        assert told <= set(archive.store.article_ids())
        statuses(archive, first)
        statuses(archive, second)
        assert archive.check() == []
        with Archive.open(tmp_path / "whole", embedder=embedder) as whole:
            statuses(whole, first)
            statuses(whole, second)
            for count_of in ("articles", "versions", "passages", "embedded", "copies"):
                assert archive.status()[count_of] == whole.status()[count_of]
            assert sorted(archive.words.passage_ids()) == sorted(whole.words.passage_ids())
            assert sorted(archive.vectors.passage_ids()) == sorted(whole.vectors.passage_ids())


def test_passage_ids_do_not_depend_on_the_archive(archive: Archive, invented: Make, write_jsonl: Write) -> None:
    statuses(archive, write_jsonl(invented(1)))
    article = archive.article("quay-1")
    for passage in archive.store.article_passages("quay-1"):
        assert passage.id == passage_id("quay-1", article.version, passage.start, passage.end)
