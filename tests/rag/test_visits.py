from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus.fetching import Visit
from rag import indexing, visits
from rag.archive import Archive
from rag.embedding import Embedder
from tests.corpus.webserver import Reply, Website

ROOT = Path(__file__).resolve().parents[2]
Make = Callable[..., dict[str, Any]]

# Ingests argv[2] into argv[1], and kills itself at the argv[3]-th of the borders between fetching and storing.
KILLED = """
import os, signal, sys
sys.path[:0] = [os.getcwd()]
from tests.conftest import HashingEmbedder
from corpus.fetching import Fetcher
from rag import indexing, visits
from rag.archive import Archive
from rag.store import Store

indexing.ARTICLES_A_BATCH = 2
borders = int(sys.argv[3])

def border():
    global borders
    borders -= 1
    if borders == 0:
        os.kill(os.getpid(), signal.SIGKILL)

for owner, name in ((Fetcher, "get"), (Store, "put"), (visits, "keep"), (Store, "mark_indexed")):
    def wrapped(*given, _step=getattr(owner, name), **named):
        border()
        result = _step(*given, **named)
        border()
        return result
    setattr(owner, name, wrapped)

with Archive.open(sys.argv[1], embedder=HashingEmbedder()) as archive:
    list(archive.ingest([sys.argv[2]]))
"""


@pytest.fixture
def filled(site: Website, invented: Make) -> Website:
    """A feed with an ETag that lists five pages with ETags."""
    for number in range(5):
        site.pages[f"/{number}"] = page(invented(number))
    site.pages["/feed"] = feed(site, range(5))
    return site


def page(article: dict[str, Any]) -> Reply:
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in article["text"].split("\n\n"))
    html = f"<html><body><article><h1>{article['title']}</h1>{paragraphs}</article></body></html>"
    return Reply(html, headers={"ETag": f'"{hash(html)}"'})


def feed(site: Website, numbers: Any) -> Reply:
    items = "".join(f"<item><title>Item {n}</title><link>{site.address}/{n}</link></item>" for n in numbers)
    text = f"<rss><channel><title>Quay News</title>{items}</channel></rss>"
    return Reply(text, media_type="application/rss+xml", headers={"ETag": f'"{hash(text)}"'})


def statuses(archive: Archive, address: str) -> list[str]:
    return [line.status for line in archive.ingest([address])]


def test_a_feed_that_has_not_changed_costs_one_request(archive: Archive, filled: Website) -> None:
    address = f"{filled.address}/feed"
    assert statuses(archive, address) == ["added"] * 5
    filled.asked.clear()
    (line,) = archive.ingest([address])
    assert (line.id, line.source, line.status) == (None, address, "unchanged")
    assert filled.paths() == ["/feed"]
    assert archive.check() == []


def test_what_is_new_in_a_feed_comes_in_and_what_changed_is_a_version(
    archive: Archive, filled: Website, invented: Make
) -> None:
    statuses(archive, f"{filled.address}/feed")
    filled.pages["/5"], filled.pages["/feed"] = page(invented(5)), feed(filled, range(6))
    filled.pages["/2"] = page(invented(2, "second"))
    lines = {line.source[-1]: line for line in archive.ingest([f"{filled.address}/feed"])}
    assert {name: line.status for name, line in lines.items()} == {
        "0": "unchanged", "1": "unchanged", "2": "updated", "3": "unchanged", "4": "unchanged", "5": "added"
    }  # fmt: skip
    assert lines["0"].id and lines["0"].title == "Quay0 Bridge opens" and lines["0"].outlet == "Quay News"
    assert archive.status()["versions"] == 7
    filled.pages["/2"], filled.pages["/feed"] = page(invented(2)), feed(filled, [2])
    assert statuses(archive, f"{filled.address}/feed") == ["updated"]  # back to the first wording is news
    assert "first report" in archive.article(lines["2"].id or "").text


def test_a_removed_article_is_asked_for_in_full_again(archive: Archive, filled: Website) -> None:
    address = f"{filled.address}/feed"
    removed = next(iter(archive.ingest([address]))).id
    archive.remove(removed or "")
    assert sorted(statuses(archive, address)) == ["added"] + ["unchanged"] * 4
    assert archive.article(removed or "")


def test_a_failure_of_a_feed_is_forgotten_when_it_answers(archive: Archive, filled: Website) -> None:
    address, good = f"{filled.address}/feed", filled.pages["/feed"]
    filled.pages["/feed"] = Reply("", 404)
    assert statuses(archive, address) == ["failed"]
    assert [failure["source"] for failure in archive.status()["failures"]] == [address]
    filled.pages["/feed"] = good
    statuses(archive, address)
    assert archive.status()["failures"] == []


def test_visits_are_kept_replaced_and_unknown_where_nothing_was(archive: Archive) -> None:
    first, second = Visit("https://a.example/", '"1"', None, "s"), Visit("https://a.example/", None, "Mon", None)
    for visit in (first, second):
        with archive.store.transaction():
            visits.keep(archive.store, [visit])
        assert visits.recall(archive.store, "https://a.example/") == visit
    assert visits.recall(archive.store, "https://b.example/") is None


def test_a_slow_source_becomes_searchable_as_it_comes(
    archive: Archive, filled: Website, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexing, "SECONDS_A_BATCH", 0.0)
    reading = archive.ingest([f"{filled.address}/feed"])
    assert next(reading).status == "added"
    assert [hit.title for hit in archive.search("Quay0 Bridge")] == ["Quay0 Bridge opens"]
    assert filled.paths() == ["/feed", "/0"]
    reading.close()  # type: ignore[attr-defined]


def test_an_export_of_fetched_articles_reads_back_the_same(
    archive: Archive, filled: Website, write_jsonl: Callable[..., Path], tmp_path: Path, embedder: Embedder
) -> None:
    statuses(archive, f"{filled.address}/feed")
    lines = list(archive.export())
    with Archive.open(tmp_path / "other", embedder=embedder) as other:
        assert {line.status for line in other.ingest([write_jsonl(*lines)])} == {"added"}
        assert list(other.export()) == lines


@pytest.mark.parametrize("border", [3, 7, 14, 20, 30])
def test_a_kill_between_fetching_and_storing_loses_nothing(
    border: int, filled: Website, tmp_path: Path, embedder: Embedder, archive: Archive
) -> None:
    address = f"{filled.address}/feed"
    statuses(archive, address)
    folder = tmp_path / "killed"
    run = [sys.executable, "-c", KILLED, str(folder), address, str(border)]
    killed = subprocess.run(run, cwd=ROOT, env=os.environ.copy(), capture_output=True, check=False, timeout=60)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    with Archive.open(folder, embedder=embedder) as resumed:
        assert "failed" not in statuses(resumed, address)
        assert sorted(each.id for each in resumed.store.versions()) == sorted(
            each.id for each in archive.store.versions()
        )
        assert resumed.check() == []
        filled.asked.clear()
        assert statuses(resumed, address) == ["unchanged"]
        assert filled.paths() == ["/feed"]
