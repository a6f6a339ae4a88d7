"""Inflating: gzip and deflate undone as they come in, and never beyond what the caller will keep."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

_ANY_HEADER = 47  # zlib: 32 + 15, a gzip or zlib header, whichever is there
_NO_HEADER = -15  # some servers send "deflate" without zlib's header
_GZIP = b"\x1f\x8b"


class InflatingError(ValueError):
    """The bytes are not packed as they say; the message says so in plain words."""


def inflated(chunks: Iterable[bytes], coding: str, most: int) -> Iterator[bytes]:
    """The unpacked bytes, piece by piece; a little more than `most` of them, and then it ends.

    `coding` is what Content-Encoding says. Raises InflatingError for another coding, and for broken data.
    """
    coding = coding.strip().lower()
    if coding in ("", "identity"):
        yield from chunks
        return
    if coding not in ("gzip", "x-gzip", "deflate"):
        raise InflatingError(f"the answer is packed in a way that was not asked for ({coding[:40]})")
    unpacker, given, fresh = zlib.decompressobj(_ANY_HEADER), 0, True
    for chunk in chunks:
        while chunk:
            if fresh and coding == "deflate" and not _has_zlib_header(chunk):
                unpacker = zlib.decompressobj(_NO_HEADER)
            fresh = False
            try:
                piece = unpacker.decompress(chunk, most - given + 1)
            except zlib.error as error:
                raise InflatingError("the answer is packed, and cannot be unpacked: it is damaged") from error
            given += len(piece)
            yield piece
            if given > most:
                return
            chunk = unpacker.unconsumed_tail
            if unpacker.eof:
                chunk = unpacker.unused_data
                if chunk and not chunk.startswith(_GZIP):
                    return  # padding after the last member
                if chunk:
                    unpacker, fresh = zlib.decompressobj(_ANY_HEADER), True
    if not unpacker.eof and not fresh:
        raise InflatingError("the answer is packed, and cut short")


def gunzip(data: bytes, most: int) -> bytes:
    """The content of gzip data. Raises InflatingError when it is damaged or has more than `most` bytes."""
    content = b"".join(inflated([data], "gzip", most))
    if len(content) > most:
        raise InflatingError(f"it unpacks to over {most >> 20} MB")
    return content


def _has_zlib_header(data: bytes) -> bool:
    """RFC 1950, section 2.2: method 8, and the first two bytes a multiple of 31."""
    return data[:2] == _GZIP or (len(data) > 1 and data[0] & 0x0F == 8 and int.from_bytes(data[:2], "big") % 31 == 0)
