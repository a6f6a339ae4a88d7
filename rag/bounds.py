"""Bounds: an HTTP client whose every answer ends, after so many seconds and so many bytes, whatever a server sends."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import httpx

CONNECTING_SECONDS = 10.0

_ASKED = threading.local()


def bounded_client(seconds: float, most_bytes: int) -> httpx.Client:
    """A client that follows no redirect; reading an answer raises httpx.ReadTimeout or httpx.ReadError at its bound.

    The seconds count from the request on. A server that says nothing is left after as many, too.
    """
    return httpx.Client(
        transport=_Bounded(seconds, most_bytes),
        timeout=httpx.Timeout(seconds, connect=min(seconds, CONNECTING_SECONDS)),
        headers={"accept-encoding": "identity"},
    )


def hang_up() -> None:
    """Close every answer that this thread asked for with such a client, whoever still holds it."""
    for stream in getattr(_ASKED, "streams", ()):
        stream.close()
    _ASKED.streams = []


class _Bounded(httpx.BaseTransport):
    """Each request has connections of its own.

    A stream that was left is closed whenever Python collects it, which may be in the middle of the next request. With
    connections shared, that waits for a lock which that very request holds: for ever.
    """

    def __init__(self, seconds: float, most_bytes: int) -> None:
        self._seconds = seconds
        self._most_bytes = most_bytes
        self._certificates = httpx.create_ssl_context()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The answer, its body bounded."""
        ends = time.monotonic() + self._seconds
        connections = httpx.HTTPTransport(verify=self._certificates)
        try:
            response = connections.handle_request(request)
        except BaseException:
            connections.close()
            raise
        assert isinstance(response.stream, httpx.SyncByteStream)
        stream = _BoundedStream(response.stream, request, ends, self._most_bytes, connections)
        response.stream = stream
        _ASKED.streams = [*getattr(_ASKED, "streams", ()), stream]
        if response.headers.get("content-encoding", "identity") != "identity":  # a small body may unpack to a huge one
            response.close()
            raise httpx.ReadError("The answer is packed though that was not asked for.", request=request)
        return response


class _BoundedStream(httpx.SyncByteStream):
    def __init__(
        self,
        stream: httpx.SyncByteStream,
        request: httpx.Request,
        ends: float,
        most_bytes: int,
        connections: httpx.HTTPTransport,
    ) -> None:
        self._stream = stream
        self._connections = connections
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
        self._connections.close()
