"""Bounds: whatever is packed is read without fear: of bombs, of damage, of a size nobody announced."""

from __future__ import annotations

import gzip
import io
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from typing import IO, cast

import brotli  # type: ignore[import-untyped]

MAX_RATIO = 200  # text is packed 3 to 30 times smaller; a bomb, a thousand times
FREE_BYTES = 64 * 1024 * 1024  # how far anything may grow, whatever its ratio
MAX_TOTAL_BYTES = 256 * 1024**3  # of everything one file unpacks to

GZIP = b"\x1f\x8b"  # how gzip data begins
_ANY_HEADER = 47  # zlib: 32 + 15, a gzip or zlib header, whichever is there
_NO_HEADER = -15  # some servers send "deflate" without zlib's header
_BROTLI_PIECE = 1 << 16  # bytes unpacked at once, about

_BROKEN = (
    EOFError,
    OSError,
    RuntimeError,
    ValueError,
    zlib.error,
    lzma.LZMAError,
    zipfile.BadZipFile,
    tarfile.TarError,
)


class DamagedError(Exception):
    """What was being read cannot be; the message is the reason, in plain words."""


class BombError(DamagedError):
    """A packed file grows beyond all measure; nothing more of it is to be read."""


class Budget:
    """How many bytes one packed file may still unpack to, over all its members."""

    def __init__(self, packed: int) -> None:
        """`packed`: the file's own size in bytes."""
        self.left = min(FREE_BYTES + MAX_RATIO * packed, MAX_TOTAL_BYTES)

    def spend(self, count: int) -> None:
        """Count unpacked bytes. Raises BombError when there are more than a file of that size can honestly hold."""
        self.left -= count
        if self.left < 0:
            raise BombError(
                f"it unpacks to more than {MAX_RATIO} times its size, as a decompression bomb does; reading it ended"
            )


class BoundedStream(io.RawIOBase):
    """A stream whose bytes are counted against a budget, and whose every failure is a DamagedError."""

    def __init__(self, inner: IO[bytes], budget: Budget, broken: str = "it is cut short or damaged") -> None:
        """`broken` is what a reader is told when the data cannot be unpacked."""
        self._inner, self._budget, self._broken = inner, budget, broken
        self.failed = False  # whether reading ended in an error

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill the buffer. Raises DamagedError for broken data, BombError beyond the budget."""
        try:
            data = self._inner.read(len(buffer))
            self._budget.spend(len(data))
        except DamagedError:
            self.failed = True
            raise
        except NotImplementedError as error:
            self.failed = True
            raise DamagedError("it is packed in a way that is not read") from error
        except _BROKEN as error:
            self.failed = True
            raise DamagedError(self._broken) from error
        buffer[: len(data)] = data
        return len(data)


def bounded(inner: IO[bytes], budget: Budget) -> IO[bytes]:
    """The stream, counted against the budget."""
    return io.BufferedReader(BoundedStream(inner, budget), 1 << 16)


def gunzipped(file: IO[bytes], packed: int) -> IO[bytes]:
    """What a gzip file of `packed` bytes holds, within bounds."""
    return bounded(unzip(file), Budget(packed))


def unzip(file: IO[bytes]) -> IO[bytes]:
    """What a gzip file holds, without any bounds."""
    return cast(IO[bytes], gzip.GzipFile(fileobj=file, mode="rb"))


def size_of(file: IO[bytes]) -> int:
    """The length of a file that can be sought in; where it stands does not change."""
    here = file.tell()
    size = file.seek(0, io.SEEK_END)
    file.seek(here)
    return size


def unpacked(data: bytes, coding: str, most: int) -> bytes:
    """The content of data in a Content-Encoding. Raises DamagedError as `inflated` does, and for over `most` bytes."""
    content = b"".join(inflated([data], coding, most))
    if len(content) > most:
        raise DamagedError(f"it unpacks to over {most >> 20} MB")
    return content


def inflated(chunks: Iterable[bytes], coding: str, most: int) -> Iterator[bytes]:
    """The content of packed chunks, piece by piece as they come in; a little more than `most` bytes, and then it ends.

    `coding` is one name of those that Content-Encoding may have. Raises DamagedError for one that is not known, and
    for broken data.
    """
    coding = coding.strip().lower()
    if coding in ("", "identity"):
        pieces = iter(chunks)
    elif coding in ("gzip", "x-gzip", "deflate"):
        pieces = _inflated(chunks, coding == "deflate", most)
    elif coding == "br":
        pieces = _unbrotlied(chunks)
    else:
        raise DamagedError(f"it is packed in a way that is not read ({coding[:40]})")
    given = 0
    try:
        for piece in pieces:
            given += len(piece)
            yield piece
            if given > most:
                return
    except (zlib.error, brotli.error) as error:
        raise DamagedError(f"it is damaged: it is not packed as it says ({coding})") from error


def _inflated(chunks: Iterable[bytes], may_lack_header: bool, most: int) -> Iterator[bytes]:
    """The content of gzip members or of one zlib stream."""
    unpacker, given, fresh, first = zlib.decompressobj(_ANY_HEADER), 0, True, b""
    for chunk in chunks:
        if fresh and may_lack_header and len(first + chunk) < 2:
            first += chunk
            continue
        chunk, first = first + chunk, b""
        while chunk:
            if fresh and may_lack_header and not _has_zlib_header(chunk):
                unpacker = zlib.decompressobj(_NO_HEADER)
            fresh = False
            piece = unpacker.decompress(chunk, max(1, most - given + 1))
            given += len(piece)
            yield piece
            chunk = unpacker.unconsumed_tail
            if unpacker.eof:
                chunk = unpacker.unused_data
                if not GZIP.startswith(chunk[:2]):
                    return  # padding after the last member
                if len(chunk) < 2:
                    break
                unpacker, fresh = zlib.decompressobj(_ANY_HEADER), True
    if first or not (unpacker.eof or fresh):
        raise DamagedError("it is packed, and cut short")


def _unbrotlied(chunks: Iterable[bytes]) -> Iterator[bytes]:
    unpacker = brotli.Decompressor()
    for chunk in chunks:
        piece = unpacker.process(chunk, output_buffer_limit=_BROTLI_PIECE)
        while piece:
            yield piece
            piece = b"" if unpacker.is_finished() else unpacker.process(b"", output_buffer_limit=_BROTLI_PIECE)
    if not unpacker.is_finished():
        raise DamagedError("it is packed, and cut short")


def _has_zlib_header(data: bytes) -> bool:
    """RFC 1950, section 2.2: method 8, and the first two bytes a multiple of 31."""
    return data[:2] == GZIP or (len(data) > 1 and data[0] & 0x0F == 8 and int.from_bytes(data[:2], "big") % 31 == 0)
