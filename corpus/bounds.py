"""Bounds: streams that may be read without fear: of bombs, of damage, of a size nobody announced."""

from __future__ import annotations

import gzip
import io
import lzma
import tarfile
import zipfile
import zlib
from typing import IO, cast

MAX_RATIO = 200  # text is packed 3 to 30 times smaller; a bomb, a thousand times
FREE_BYTES = 64 * 1024 * 1024  # how far anything may grow, whatever its ratio
MAX_TOTAL_BYTES = 256 * 1024**3  # of everything one file unpacks to


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
