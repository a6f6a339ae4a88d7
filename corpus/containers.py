"""Containers: the members of zip and tar files, one by one, read where they lie; nothing is written to disk.

What a member says is not known here. Names are only names: an absolute one or one with "../" leads nowhere.
"""

from __future__ import annotations

import io
import stat
import struct
import tarfile
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import IO, Self

from corpus.article import Unreadable
from corpus.bounds import GZIP, BombError, BoundedStream, Budget, DamagedError, bounded, size_of, unzip

MAX_MEMBERS = 200_000
MAX_LISTING_BYTES = 64 * 1024 * 1024  # of a zip's table of contents
MAX_DESCRIPTION_BYTES = 1024 * 1024  # of a tar's header about the next header
MAX_SALVAGED_BYTES = 64 * 1024 * 1024  # a member of a zip whose table of contents is lost

_ENDS_HERE = "the archive is cut short or damaged here; what stands before it was read"
KindOf = Callable[[str], str | None]  # a member's name -> what kind of file it is, None for one nobody would miss


@dataclass(frozen=True)
class Member:
    """A file inside a file. `file` is to be read before the next member is asked for."""

    name: str  # "archive.zip/folder/page.html"
    kind: str
    file: IO[bytes]
    size: int  # in bytes, as the container claims
    url: str | None = None  # the address it was captured from
    charset: str | None = None  # the encoding a server named


def zip_members(file: IO[bytes], name: str, kind_of: KindOf) -> Iterator[Member | Unreadable]:
    """The wanted files of a zip file, in its order; what cannot be read is named with a reason."""
    names = _Names(name)
    try:
        archive = zipfile.ZipFile(_with_short_listing(file))
        entries = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError, struct.error):
        yield from _salvaged(file, name, names, kind_of)
        return
    except DamagedError as error:
        yield Unreadable(name, str(error))
        return
    if _overlap(entries):
        yield Unreadable(name, "its members overlap, as in a decompression bomb; none was read")
        return
    budget = Budget(size_of(file))
    for entry in entries[:MAX_MEMBERS]:
        kind = kind_of(entry.filename) if _is_plain(entry) and _is_seen(entry.filename) else None
        if not kind:
            continue
        source = names.of(entry.filename)
        if entry.flag_bits & 1:
            yield Unreadable(source, "it is encrypted: save it without a password")
            continue
        try:
            opened = archive.open(entry)
        except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError, struct.error) as error:
            packed_otherwise = isinstance(error, NotImplementedError)
            yield Unreadable(source, "it is packed in a way that is not read" if packed_otherwise else "it is damaged")
            continue
        with bounded(opened, budget) as content:
            yield Member(source, kind, content, entry.file_size)
        if budget.left < 0:
            return
    if len(entries) > MAX_MEMBERS:
        yield Unreadable(name, f"it has {len(entries):,} members; the first {MAX_MEMBERS:,} were read")


def tar_members(file: IO[bytes], name: str, kind_of: KindOf) -> Iterator[Member | Unreadable]:
    """The wanted files of a tar file, compressed by gzip or not, in its order; links and devices are passed over."""
    names, count = _Names(name), 0
    try:
        with tarfile.open(fileobj=_unpacked(file), mode="r|", tarinfo=_PlainTarInfo) as archive:
            while entry := archive.next():
                archive.members.clear()  # type: ignore[attr-defined]  # it would keep them all
                count += 1
                if count > MAX_MEMBERS:
                    yield Unreadable(name, f"it has more members than are read; the first {MAX_MEMBERS:,} were read")
                    return
                plain = entry.isreg() and not entry.issparse() and _is_seen(entry.name)
                kind = kind_of(entry.name) if plain else None
                inner = archive.extractfile(entry) if kind else None
                if kind and inner:
                    stream = BoundedStream(inner, Budget(entry.size), _ENDS_HERE)
                    yield Member(names.of(entry.name), kind, io.BufferedReader(stream), entry.size)
                    if stream.failed:
                        return
    except BombError as error:
        yield Unreadable(name, str(error))
    except (tarfile.TarError, DamagedError, OSError, ValueError, RecursionError):
        told = f"it is cut short or damaged; what its first {count:,} members hold was read"
        yield Unreadable(name, told if count else "it is no tar file, or it is damaged from the start")


class _Names:
    """The names of members, each given once: a second "a.html" is "a.html (2)"."""

    def __init__(self, container: str) -> None:
        self._container, self._given = container, Counter[str]()

    def of(self, inner: str) -> str:
        """The member's name under its container's, without what leads out of it and what no terminal should print."""
        inner = inner.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
        name = "".join(c if c.isprintable() else "\ufffd" for c in "/".join(_steps(inner)))
        self._given[name] += 1
        again = f" ({self._given[name]})" if self._given[name] > 1 else ""
        return f"{self._container}/{name}{again}"


def _steps(inner: str) -> list[str]:
    return [step for step in inner.replace("\\", "/").split("/") if step not in ("", ".", "..")]


def _is_seen(inner: str) -> bool:
    """As in folders, what is hidden is left out, and what macOS adds."""
    return not any(step.startswith(".") or step == "__MACOSX" for step in _steps(inner))


def _is_plain(entry: zipfile.ZipInfo) -> bool:
    kind = stat.S_IFMT(entry.external_attr >> 16)
    return not entry.is_dir() and kind in (0, stat.S_IFREG)


def _overlap(entries: list[zipfile.ZipInfo]) -> bool:
    """Whether members share bytes of the file, so that little of it unpacks to much."""
    end = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        if entry.header_offset < end:
            return True
        end = entry.header_offset + 30 + entry.compress_size
    return False


def _with_short_listing(file: IO[bytes]) -> IO[bytes]:
    """The zip file, once its table of contents is known to be of a size that may be kept in memory."""
    file.seek(max(0, size_of(file) - 66_000))
    end = file.read()
    at = end.rfind(b"PK\5\6")
    listed = struct.unpack_from("<L", end, at + 12)[0] if 0 <= at <= len(end) - 22 else 0
    wide = end.rfind(b"PK\6\6")  # zip64
    if listed == 0xFFFFFFFF and 0 <= wide <= len(end) - 56:
        listed = struct.unpack_from("<Q", end, wide + 40)[0]
    if listed > MAX_LISTING_BYTES:
        raise DamagedError(f"its table of contents has {listed >> 20:,} MB; it was not read")
    file.seek(0)
    return file


def _salvaged(file: IO[bytes], name: str, names: _Names, kind_of: KindOf) -> Iterator[Member | Unreadable]:
    """What can be read of a zip file whose table of contents, at its end, is lost."""
    file.seek(0)
    count = 0
    budget = Budget(size_of(file))
    try:
        for inner, content in islice(_local_members(file, budget), MAX_MEMBERS):
            count += 1
            kind = kind_of(inner) if not inner.endswith("/") and _is_seen(inner) else None
            if kind:
                yield Member(names.of(inner), kind, io.BytesIO(content), len(content))
    except (DamagedError, zlib.error, struct.error):
        pass
    told = f"it is cut short or damaged; its first {count:,} members could be read"
    yield Unreadable(name, told if count else "it is no zip file, or it is damaged from the start")


def _local_members(file: IO[bytes], budget: Budget) -> Iterator[tuple[str, bytes]]:
    """Name and content of each whole member, by the headers before them (APPNOTE.TXT, section 4.3)."""
    while (header := file.read(30))[:4] == b"PK\3\4":
        _, _, flags, method, _, _, _, packed, _, name_length, extra_length = struct.unpack("<4s5H3L2H", header)
        inner = file.read(name_length).decode("utf-8" if flags & 0x800 else "cp437", "replace")
        file.read(extra_length)
        streamed = bool(flags & 8)  # its sizes stand after it
        if flags & 1 or method not in (0, 8) or (method == 0 and streamed):
            return
        if method == 0:
            content = file.read(min(packed, MAX_SALVAGED_BYTES))
            budget.spend(len(content))
            if len(content) < packed:
                return
        else:
            content = _inflated(file, budget)
            if streamed:
                after = file.read(16)
                file.seek((0 if after[:4] == b"PK\7\x08" else -4) - (16 - len(after)), io.SEEK_CUR)
        yield inner, content


def _inflated(file: IO[bytes], budget: Budget) -> bytes:
    """One deflated member from where the file stands, which then stands behind it."""
    inflater, parts, size = zlib.decompressobj(-15), [], 0
    while not inflater.eof:
        packed = inflater.unconsumed_tail or file.read(1 << 16)
        if not packed:
            raise DamagedError("it is cut short")
        part = inflater.decompress(packed, 1 << 20)
        size += len(part)
        budget.spend(len(part))
        if size > MAX_SALVAGED_BYTES:
            raise DamagedError("it is too large")
        parts.append(part)
    file.seek(-len(inflater.unused_data), io.SEEK_CUR)
    return b"".join(parts)


def _unpacked(file: IO[bytes]) -> IO[bytes] | io.RawIOBase:
    file.seek(0)
    gzipped = file.read(2) == GZIP
    file.seek(0)
    # Unbuffered: a buffer loses what it was given before the damage.
    return BoundedStream(unzip(file), Budget(size_of(file))) if gzipped else file


class _PlainTarInfo(tarfile.TarInfo):
    """A tar header, refused where tarfile would end silently or read into memory whatever size it claims."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> Self:
        """Read a header block. Raises ReadError for a damaged one, and for one that describes the next too amply."""
        try:
            entry = super().frombuf(buf, encoding, errors)
        except tarfile.HeaderError as error:
            if len(buf) == tarfile.BLOCKSIZE and not any(buf):  # the mark at the end
                raise
            raise tarfile.ReadError(str(error)) from error
        if entry.size < 0 or (entry.type in _DESCRIBING and entry.size > MAX_DESCRIPTION_BYTES):
            raise tarfile.ReadError("a header that no archive of articles has")
        return entry

    def _proc_gnusparse_10(self, *_: object) -> None:
        raise tarfile.ReadError("a file with holes")


_DESCRIBING = (
    tarfile.XHDTYPE,
    tarfile.XGLTYPE,
    tarfile.SOLARIS_XHDTYPE,
    tarfile.GNUTYPE_LONGNAME,
    tarfile.GNUTYPE_LONGLINK,
    tarfile.GNUTYPE_SPARSE,
)
