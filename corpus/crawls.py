"""Crawls: the HTML pages of a WARC file, as a crawler got them. Everything else in it is passed over in silence."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from typing import IO

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from corpus.article import Unreadable
from corpus.bounds import GZIP, BombError, Budget, DamagedError, size_of, unpacked
from corpus.containers import Member

MAX_PAGE_BYTES = 64 * 1024 * 1024
MAX_HEADER_BYTES = 1024 * 1024
SAMPLED_BYTES = 8 * 1024 * 1024  # of a file, from which the number of its pages is told
_CODINGS = ("gzip", "x-gzip", "deflate", "br")
_PAGE_TYPES = ("text/html", "application/xhtml+xml")


def warc_members(file: IO[bytes], name: str) -> Iterator[Member | Unreadable]:
    """The HTML pages that a WARC file holds, plain or gzipped: responses with status 200, and resources.

    Captures of one address come in the order of their WARC-Date, whatever order the file has them in; the name of
    every one but the first ends in its date.
    """
    astray = _out_of_order(file)
    held: list[tuple[str, str, str | None, bytes]] = []
    given: set[str] = set()
    found = 0

    def member(url: str, day: str, charset: str | None, content: bytes) -> Member:
        again = f" ({day})" if url in given else ""
        given.add(url)
        on_the_web = url.lower().startswith(("http:", "https:"))  # "file:///home/..." names a page to nobody else
        address = url if on_the_web else None
        return Member(f"{name}/{url}{again}", "page", io.BytesIO(content), len(content), address, charset)

    end = None
    try:
        for record in _page_records(file):
            url, day = _address(record), _day(record)
            found += 1
            try:
                content = _content(record)
            except DamagedError as error:
                yield Unreadable(f"{name}/{url}", str(error))
                continue
            charset = record.http_charset if record.http_headers else None
            if url in astray:
                held.append((url, day, charset, zlib.compress(content, 1)))
            else:
                yield member(url, day, charset, content)
    except BombError as error:
        end = Unreadable(name, str(error))
    except (OSError, ValueError) as error:
        told = f"it is damaged, and reading it ended there ({error}); {found:,} pages before that were read"
        end = Unreadable(name, told if found else f"it is no WARC file, or it is damaged from the start ({error})")
    for url, day, charset, packed in sorted(held, key=lambda capture: capture[:2]):
        yield member(url, day, charset, zlib.decompress(packed))
    if end:
        yield end


def _out_of_order(file: IO[bytes]) -> set[str]:
    """The addresses of which the file has an earlier capture behind a later one."""
    latest: dict[str, str] = {}
    astray: set[str] = set()
    try:
        for record in _page_records(file):
            url, day = _address(record), _day(record)
            if day < latest.setdefault(url, day):
                astray.add(url)
            latest[url] = max(day, latest[url])
    except (OSError, ValueError, BombError):
        pass  # told when the pages are read
    return astray


def count_warc_members(file: IO[bytes]) -> int:
    """About how many pages the file holds: for a large one, by how many its beginning has."""
    size, found = size_of(file), 0
    try:
        for found, _ in enumerate(_page_records(file), 1):
            if file.tell() > SAMPLED_BYTES:
                return round(found * size / file.tell())
    except (OSError, ValueError, BombError):
        return found + 1
    return max(found, 1)


def _page_records(file: IO[bytes]) -> Iterator[WarcRecord]:
    """The records that hold a page. Raises OSError where the file is damaged, BombError where it grows too much."""
    file.seek(0)
    packed = file.read(5) != b"WARC/"  # where it is not, a record that claims to be larger than the file is cut short
    file.seek(0)
    budget = Budget(size_of(file))
    for record in ArchiveIterator(file, auto_decode="none", max_header_len=MAX_HEADER_BYTES):
        budget.spend(max(0, record.content_length) if packed else 0)
        if _is_page(record):
            yield record


def _is_page(record: WarcRecord) -> bool:
    if record.record_type == WarcRecordType.resource:
        kind = record.headers.get("Content-Type") or ""
    elif (
        record.record_type == WarcRecordType.response and record.http_headers and record.http_headers.status_code == 200
    ):
        kind = record.http_content_type or ""
    else:
        return False
    return kind.split(";")[0].strip().lower() in _PAGE_TYPES and bool(_address(record))


def _address(record: WarcRecord) -> str:
    return (record.headers.get("WARC-Target-URI") or "").strip().strip("<>")  # WARC 1.0 had it in brackets


def _day(record: WarcRecord) -> str:
    return record.headers.get("WARC-Date") or ""


def _content(record: WarcRecord) -> bytes:
    """The page's bytes as its server meant them. Raises DamagedError."""
    data = bytearray()
    while len(data) <= MAX_PAGE_BYTES and (part := record.reader.read(1 << 20)):
        data += part
    if len(data) > MAX_PAGE_BYTES:
        raise DamagedError(f"the page has over {MAX_PAGE_BYTES >> 20} MB")
    if len(data) < record.content_length:
        raise DamagedError("the page is cut short: the file ends before it does")
    content, headers = bytes(data), record.http_headers
    if not headers:
        return content
    if "chunked" in (headers.get("Transfer-Encoding") or "").lower():
        content = _unchunked(content)
    for coding in reversed((headers.get("Content-Encoding") or "").lower().split(",")):
        content = _decoded(content, coding.strip())
    return content


def _unchunked(data: bytes) -> bytes:
    """The content of chunks (RFC 9112, section 7.1); as it is where a crawler put them together already."""
    parts, at = [], 0
    while True:
        end = data.find(b"\r\n", at, at + 100)
        try:
            length = int(data[at:end].split(b";")[0], 16) if end >= 0 else -1
        except ValueError:
            length = -1
        if length <= 0:
            break
        parts.append(data[end + 2 : end + 2 + length])
        at = end + 2 + length + 2
    return b"".join(parts) or data


def _decoded(data: bytes, coding: str) -> bytes:
    """The content of one content-encoding; as it is where a crawler unpacked it already. Raises DamagedError."""
    done = not data.startswith(GZIP) if coding in ("gzip", "x-gzip") else data.lstrip().startswith(b"<")
    if done and coding in _CODINGS:
        return data
    return unpacked(data, coding, MAX_PAGE_BYTES)
