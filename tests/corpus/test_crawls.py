"""corpus/crawls.py and what sources.py makes of it: the pages of WARC files."""

import gzip
import zlib
from collections.abc import Iterable
from pathlib import Path

import brotli  # type: ignore[import-untyped]
import pytest

from corpus import crawls
from corpus.article import Article, Unreadable
from corpus.sources import count_sources, read_articles
from rag.archive import Archive
from tests.corpus.pages import BODY, html_page

URL = "https://courier.example/ferry"
PAGE = html_page(head="").replace('<link rel="canonical" href="https://courier.example/ferry-late?id=7">', "")


def record(
    body: bytes | str = PAGE,
    url: str = URL,
    kind: str = "response",
    status: str = "200 OK",
    content_type: str = "text/html",
    headers: str = "",
    day: str = "2026-06-01T10:00:00Z",
) -> bytes:
    """A WARC record; of a resource, its content type is the record's own."""
    body = body.encode() if isinstance(body, str) else body
    if kind == "response":
        body = f"HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\n{headers}\r\n".encode() + body
        content_type = "application/http; msgtype=response"
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: {day}\r\n"
        f"Content-Type: {content_type}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body + b"\r\n\r\n"


def crawl(folder: Path, records: Iterable[bytes], name: str = "crawl.warc.gz") -> Path:
    path = folder / name
    path.write_bytes(b"".join(gzip.compress(r) if name.endswith("gz") else r for r in records))
    return path


def one(folder: Path, *records: bytes) -> Article | Unreadable:
    path = crawl(folder, records)
    (found,) = read_articles([path])
    assert count_sources([path]) == 1
    assert found.source.startswith(str(path))
    return found


@pytest.mark.parametrize("name", ["crawl.warc", "crawl.warc.gz"])
def test_pages_become_articles_of_their_address_and_the_rest_is_silent(tmp_path: Path, name: str) -> None:
    path = crawl(
        tmp_path,
        [
            record(b"software: x", kind="warcinfo", content_type="application/warc-fields"),
            record(b"User-agent: *", url="https://courier.example/robots.txt", content_type="text/plain"),
            record(b"\x89PNG", url="https://courier.example/a.png", content_type="image/png"),
            record(PAGE, status="404 Not Found"),
            record(PAGE, status="301 Moved"),
            record("GET / HTTP/1.1", kind="request"),
            record(PAGE, content_type="text/html; charset=utf-8"),
            record(PAGE.replace("212", "213"), url=f"<{URL}/2>", kind="resource"),
            record("<nav>Home</nav>", url="https://courier.example/"),
        ],
        name,
    )
    first, second, empty = read_articles([path])
    assert isinstance(first, Article) and isinstance(second, Article) and isinstance(empty, Unreadable)
    assert first.text.split("\n\n") == BODY and first.url == URL and first.source == f"{path}/{URL}"
    assert second.url == f"{URL}/2" and "no article was found" in empty.reason
    assert count_sources([path]) == 3


def test_the_day_of_the_capture_is_no_day_of_publication(tmp_path: Path) -> None:
    undated = PAGE.replace("4 May 2026, 19:40", "").replace("May 4", "").replace("2026", "")
    read = one(tmp_path, record(undated))
    assert isinstance(read, Article) and read.published is None


def test_two_captures_are_two_versions_in_the_order_of_their_dates(tmp_path: Path, archive: Archive) -> None:
    newer = record(PAGE.replace("212", "213"), day="2026-06-02T10:00:00Z")
    path = crawl(tmp_path, [newer, record(PAGE), record(PAGE.replace("212", "211"), day="2026-05-30T10:00:00Z")])
    lines = list(archive.ingest([path]))
    assert len({line.id for line in lines}) == 1 and lines[0].status == "added"
    versions = [version.text.count("213 people") for version in archive.store.versions()]
    assert versions == [0, 0, 1] and "213 people" in archive.article(lines[0].id or "").text
    assert {line.status for line in archive.ingest([path])} == {"unchanged"}


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ("Content-Encoding: gzip\r\n", gzip.compress(PAGE.encode())),
        ("Content-Encoding: deflate\r\n", zlib.compress(PAGE.encode())),
        ("Content-Encoding: deflate\r\n", zlib.compress(PAGE.encode())[2:-4]),
        ("Content-Encoding: br\r\n", brotli.compress(PAGE.encode())),
        ("Content-Encoding: gzip\r\n", PAGE.encode()),  # unpacked by the crawler, and not said so
        ("Transfer-Encoding: chunked\r\n", PAGE.encode()),
        (
            "Transfer-Encoding: chunked\r\n",
            b"5\r\n<html\r\n%x;x=y\r\n%b\r\n0\r\n\r\n" % (len(PAGE), b">" + PAGE.encode()[1:]),
        ),
    ],
)
def test_a_page_is_unpacked_as_its_server_packed_it(tmp_path: Path, headers: str, body: bytes) -> None:
    read = one(tmp_path, record(body, headers=headers))
    assert isinstance(read, Article) and read.text.split("\n\n") == BODY


@pytest.mark.parametrize(
    ("headers", "body", "reason"),
    [
        ("Content-Encoding: zstd\r\n", b"x", "packed in a way that is not read (zstd)"),
        ("Content-Encoding: gzip\r\n", gzip.compress(PAGE.encode())[:-30], "cut short"),
        ("Content-Encoding: br\r\n", brotli.compress(PAGE.encode())[:-30], "cut short"),
        ("Content-Encoding: br\r\n", b"\xff\xff\xff\xff", "is damaged"),
        ("Content-Encoding: gzip\r\n", gzip.compress(b"a" * 2_000_000), "unpacks to over"),
        ("Content-Encoding: br\r\n", brotli.compress(b"a" * 3_000_000), "unpacks to over"),
    ],
)
def test_a_page_that_cannot_be_unpacked_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, headers: str, body: bytes, reason: str
) -> None:
    monkeypatch.setattr(crawls, "MAX_PAGE_BYTES", 1_000_000)
    read = one(tmp_path, record(body, headers=headers))
    assert isinstance(read, Unreadable) and reason in read.reason and read.source.endswith(URL)


def test_the_servers_charset_helps(tmp_path: Path) -> None:
    greek = PAGE.replace("Some of us were hungry.", "Το πλοίο άργησε πολύ.").encode("iso-8859-7", "ignore")
    read = one(tmp_path, record(greek, content_type="text/html; charset=iso-8859-7"))
    assert isinstance(read, Article) and "Το πλοίο άργησε πολύ." in read.text


def test_damage_ends_the_file_after_what_was_readable(tmp_path: Path) -> None:
    whole = [gzip.compress(record(PAGE.replace("212", str(n)), url=f"{URL}/{n}")) for n in range(4)]
    path = tmp_path / "crawl.warc.gz"
    path.write_bytes(b"".join(whole)[:-100])
    assert [type(r) for r in read_articles([path])] == [Article] * 3 + [Unreadable]
    path.write_bytes(whole[0] + b"\xff" * 200 + whole[1])
    assert [type(r) for r in read_articles([path])] == [Article, Unreadable]
    for junk in (b"junk " * 99, b"", gzip.compress(b"WARC/1.0\r\nWARC-Type: " + b"a" * 3_000_000)):
        path.write_bytes(junk)
        assert [type(r) for r in read_articles([path])] == [Unreadable]


def test_a_bomb_of_a_record_is_told_and_not_read(tmp_path: Path) -> None:
    head = record(b"").split(b"Content-Length")[0] + b"Content-Length: 200000000\r\n\r\n"
    bomb = gzip.compress(head + b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + b"\0" * 1_000_000)
    path = tmp_path / "crawl.warc.gz"
    path.write_bytes(gzip.compress(record()) + bomb)
    _, told = read_articles([path])
    assert isinstance(told, Unreadable) and "decompression bomb" in told.reason


def test_a_crawl_without_a_page_says_so_once(tmp_path: Path) -> None:
    path = crawl(
        tmp_path, (record(b"x" * 50, url=f"https://x.example/{n}.css", content_type="text/css") for n in range(500))
    )
    (told,) = read_articles([path])
    assert told == Unreadable(str(path), "it holds no HTML page") and count_sources([path]) == 1


def test_a_record_that_claims_more_than_the_file_has_is_cut_short_and_no_bomb(tmp_path: Path) -> None:
    whole = record()
    lies = whole.replace(b"Content-Length: ", b"Content-Length: 99999999999", 1)
    told = list(read_articles([crawl(tmp_path, [whole, lies], "crawl.warc")]))
    assert isinstance(told[0], Article) and isinstance(told[1], Unreadable) and "cut short" in told[1].reason


def test_a_page_that_was_no_web_page_has_no_address(tmp_path: Path) -> None:
    read = one(tmp_path, record(url="file:///home/nell/ferry.html"))
    assert isinstance(read, Article) and read.url is None and read.outlet == "The Gull Bay Courier"
