"""Bounds: an HTTP client whose every answer ends, after so many seconds and so many bytes, whatever a server sends."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import httpx

CONNECTING_SECONDS = 10.0
_READ_HERE = threading.local()


def bounded_client(seconds: float, most_bytes: int) -> httpx.Client:
    """A client that follows no redirect; reading an answer raises httpx.ReadTimeout or httpx.ReadError at its bound.

    The seconds count from the request on. A server that says nothing is left after as many, too.
    """
    return httpx.Client(
        transport=_Bounded(seconds, most_bytes),
        timeout=httpx.Timeout(seconds, connect=min(seconds, CONNECTING_SECONDS)),
        headers={"accept-encoding": "identity"},
        limits=httpx.Limits(max_keepalive_connections=0),  # a question comes rarely; nothing is left open behind it
    )


def hang_up() -> None:
    """Close the connection that this thread reads from, if it still does.

    OpenAI's client leaves that to the garbage collector; until then a server goes on writing.
    """
    stream = getattr(_READ_HERE, "stream", None)
    if stream:
        stream.close()
        _READ_HERE.stream = None


class _Bounded(httpx.HTTPTransport):
    def __init__(self, seconds: float, most_bytes: int) -> None:
        super().__init__()
        self._seconds = seconds
        self._most_bytes = most_bytes

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The answer, its body bounded."""
        ends = time.monotonic() + self._seconds
        response = super().handle_request(request)
        assert isinstance(response.stream, httpx.SyncByteStream)
        if response.headers.get("content-encoding", "identity") != "identity":  # a small body may unpack to a huge one
            response.close()
            raise httpx.ReadError("The answer is packed though that was not asked for.", request=request)
        response.stream = _READ_HERE.stream = _BoundedStream(response.stream, request, ends, self._most_bytes)
        return response


class _BoundedStream(httpx.SyncByteStream):
    def __init__(self, stream: httpx.SyncByteStream, request: httpx.Request, ends: float, most_bytes: int) -> None:
        self._stream = stream
        self._request = request
        self._ends = ends
        self._left = most_bytes

    def __iter__(self) -> Iterator[bytes]:
        for piece in self._stream:
            self._left -= len(piece)
            if self._left < 0:
                raise httpx.ReadError("The answer is too large.", request=self._request)
            if time.monotonic() > self._ends:
                raise httpx.ReadTimeout("The answer took too long.", request=self._request)
            yield piece

    def close(self) -> None:
        """Close the connection."""
        self._stream.close()
