"""ui/watching.py: feeds read again and again, alone and beside the server."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from corpus.article import DatelineError
from rag.archive import Archive
from rag.embedding import Embedder
from rag.lock import ArchiveInUseError
from tests.corpus.webserver import Reply, Website
from ui.cli import main
from ui.watching import watched

ROOT = Path(__file__).resolve().parents[2]
Make = Callable[..., dict[str, Any]]

COMMAND = """
import sys
from tests.conftest import HashingEmbedder
import rag.archive, ui.watching
rag.holdings.load_minilm = HashingEmbedder
ui.watching.RETRY_SECONDS = 0.1
from ui.cli import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.fixture
def feed(site: Website, invented: Make) -> Callable[[int], str]:
    """Publishes a feed of so many articles and returns its address."""

    def publish(count: int) -> str:
        for number in range(count):
            article = invented(number)
            paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in article["text"].split("\n\n"))
            site.pages[f"/{number}"] = Reply(f"<html><body><h1>{article['title']}</h1>{paragraphs}</body></html>")
        items = "".join(f"<item><link>{site.address}/{number}</link></item>" for number in range(count))
        site.pages["/feed"] = Reply(f"<rss><channel>{items}</channel></rss>", headers={"ETag": f'"{count}"'})
        return f"{site.address}/feed"

    return publish


@contextmanager
def command(*arguments: str) -> Iterator[subprocess.Popen[str]]:
    """`dateline` in a process of its own, with the quick embedder; ended when the test forgot to."""
    process = subprocess.Popen(
        [sys.executable, "-u", "-c", COMMAND, *arguments],
        cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    giving_up = threading.Timer(60, process.kill)
    giving_up.start()
    try:
        yield process
    finally:
        giving_up.cancel()
        process.kill()
        process.communicate()


def line_with(stream: Any, words: str) -> str:
    """The next line of the stream with these words in it."""
    for line in stream:
        if words in line:
            return str(line)
    raise AssertionError(f"the process ended without saying {words!r}")


def test_a_url_is_ingested_like_a_file(
    feed: Callable[[int], str], tmp_path: Path, embedder: Embedder, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    monkeypatch.setattr("rag.holdings.load_minilm", lambda: embedder)
    archive, address = str(tmp_path / "archive"), feed(2)
    assert main(["ingest", "--archive", archive, address]) == 0
    assert "2 added" in capsys.readouterr().out
    assert main(["ingest", "--archive", archive, address, "ftp://quay.example/"]) == 1
    said = capsys.readouterr()
    assert "1 unchanged, 1 failed" in said.out and "ftp://quay.example/: only http and https" in said.err
    assert main(["ask", "--archive", archive, "Which lamp was lit on Quay1 Bridge?"]) == 0
    assert f"{address.removesuffix('/feed')}/1" in capsys.readouterr().out


def test_watch_reads_again_and_leaves_the_archive_free_in_between(
    feed: Callable[[int], str], tmp_path: Path, embedder: Embedder
) -> None:
    folder, address = tmp_path / "archive", feed(2)
    with command("watch", "--archive", str(folder), address, "--every", "0.02") as process:
        assert "2 added" in line_with(process.stdout, "added")
        feed(3)
        assert "1 added, 2 unchanged" in line_with(process.stdout, "added")
        with opened(folder, embedder) as archive:
            assert len(archive.store.article_ids()) == 3
            assert archive.search("Quay2 Bridge")[0].title == "Quay2 Bridge opens"
            assert "in use by another process" in line_with(process.stderr, "Waiting for it")
        line_with(process.stdout, "1 unchanged")
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0
        assert process.stderr and "Stopped" in process.stderr.read()
    with Archive.open(folder, embedder=embedder) as archive:
        assert archive.check() == []


@contextmanager
def opened(folder: Path, embedder: Embedder) -> Iterator[Archive]:
    """The archive, as soon as its watcher lets go of it."""
    until = time.monotonic() + 30
    while True:
        try:
            archive = Archive.open(folder, embedder=embedder)
            break
        except ArchiveInUseError:
            assert time.monotonic() < until
            time.sleep(0.01)
    with archive:
        yield archive


def test_watch_stops_at_once_in_the_middle_of_a_slow_answer(site: Website, tmp_path: Path) -> None:
    site.pages["/feed"] = site.drip(b"HTTP/1.1 200 OK\r\n\r\n<rss>")
    with command("watch", "--archive", str(tmp_path / "a"), f"{site.address}/feed") as process:
        while "/feed" not in site.paths():
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 0


def test_serve_watches_beside_answering(feed: Callable[[int], str], tmp_path: Path) -> None:
    address = feed(2)
    options = ("--archive", str(tmp_path / "a"), "--port", str(free_port()), "--watch", address, "--every", "0.02")
    with command("serve", *options) as process:
        assert "2 added" in line_with(process.stdout, "added")
        feed(3)
        assert "1 added" in line_with(process.stdout, "1 added")
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def test_a_watched_archive_is_left_whole_when_the_watch_ends(
    site: Website, feed: Callable[[int], str], archive: Archive, capsys: Any
) -> None:
    address = feed(2)
    site.pages["/1"] = site.drip(b"HTTP/1.1 200 OK\r\n\r\n")
    with watched(archive, [address], 15):
        until = time.monotonic() + 30
        while "/1" not in site.paths():
            assert time.monotonic() < until
            time.sleep(0.02)
        began = time.monotonic()
    assert time.monotonic() - began < 10  # it was stopped in the middle of an answer that takes for ever
    feed(2)
    assert {line.status for line in archive.ingest([address])} <= {"added", "unchanged"}
    assert len(archive.store.article_ids()) == 2


def test_an_error_in_one_round_is_said_and_the_next_goes_on(
    archive: Archive, feed: Callable[[int], str], capsys: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    rounds: list[int] = []
    done = threading.Event()

    def ingest(*_: Any, **__: Any) -> Iterator[Any]:
        rounds.append(len(rounds))
        if len(rounds) > 1:
            done.set()
            return iter([])
        raise DatelineError("The disk is full.")

    monkeypatch.setattr(archive, "ingest", ingest)
    with watched(archive, [feed(1)], 0.0005):
        assert done.wait(20)
    said = capsys.readouterr()
    assert "could not be read this time: The disk is full." in said.err and "none found" in said.out


@pytest.mark.parametrize(
    "arguments",
    [["watch"], ["watch", "feeds.xml"], ["watch", "https://a.example/", "--every", "0"], ["serve", "--watch", "a.xml"],
     ["watch", "https://a.example/", "--every", "nan"], ["watch", "https://a.example/", "--every", "soon"]],
)  # fmt: skip
def test_wrong_usage_exits_2(arguments: list[str], capsys: Any, tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as ended:
        main([*arguments, "--archive", str(tmp_path / "none")])
    assert ended.value.code == 2
    assert capsys.readouterr().err and not (tmp_path / "none").exists()


def test_a_failure_is_named_once_and_not_every_round(site: Website, archive: Archive, capsys: Any) -> None:
    with watched(archive, [f"{site.address}/gone"], 0.0005):
        until = time.monotonic() + 20
        while len(site.paths()) < 3:
            assert time.monotonic() < until
            time.sleep(0.02)
    assert capsys.readouterr().err.count("no such page") == 1


def test_what_a_server_writes_cannot_move_the_cursor(site: Website, archive: Archive, capsys: Any) -> None:
    site.pages["/feed"] = Reply("<rss><channel><item><link>ftp://\x9b2J\u202egone/</link></item></channel></rss>")
    with watched(archive, [f"{site.address}/feed"], 15):
        until = time.monotonic() + 20
        while not (said := capsys.readouterr().err):
            assert time.monotonic() < until
            time.sleep(0.02)
    assert "gone/: only http and https" in said and all(c.isprintable() or c == "\n" for c in said)
