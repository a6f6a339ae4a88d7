"""Bounds: an HTTP client whose every answer ends, after so many seconds and so many bytes, whatever a server sends."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Iterator, Mapping
from typing import Any

import httpx

CONNECTING_SECONDS = 10.0
_HERE = threading.local()


def bounded_client(seconds: float, most_bytes: int) -> httpx.Client:
    """A client that follows no redirect; reading an answer raises httpx.ReadTimeout or httpx.ReadError at its bound.

    The seconds count from the request on. A server that says nothing is left after as many, too.
    """
    return httpx.Client(
        transport=_Bounded(seconds, most_bytes),
        timeout=httpx.Timeout(seconds, connect=min(seconds, CONNECTING_SECONDS)),
        headers={"accept-encoding": "identity"},
    )


class Line:
    """What one thread asks a server over, and any other may hang up on, whatever the two are at."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._socket: socket.socket | None = None
        self._stream: httpx.SyncByteStream | None = None
        self._hung_up = False

    def take(self) -> None:
        """What this thread asks from now on goes over this line."""
        _HERE.line = self

    def hang_up(self) -> None:
        """End what is being said, and what is still asked: reading it fails at once.

        Closing a connection does not wake who reads from it; shutting it down does.
        """
        with self._lock:
            self._hung_up = True
            if self._socket:
                _shut(self._socket)

    def lay_down(self) -> None:
        """Close the connection, where it is not; for the thread that asks.

        OpenAI's client leaves that to the garbage collector; until then a server goes on writing.
        """
        if self._stream:
            self._stream.close()
            self._stream = None

    def trace(self, event: str, told: Mapping[str, Any]) -> None:
        """What httpcore tells of its connections: here is the one to hang up on."""
        if event in ("connection.connect_tcp.complete", "connection.start_tls.complete"):
            with self._lock:
                self._socket = told["return_value"].get_extra_info("socket")
                if self._hung_up and self._socket:
                    _shut(self._socket)

    def hear(self, stream: httpx.SyncByteStream) -> httpx.SyncByteStream:
        """The answer that is read over the line."""
        self._stream = stream
        return stream


def _shut(connection: socket.socket) -> None:
    # Of a TLS connection, too: its own shutdown would take away what another thread is reading with.
    with contextlib.suppress(OSError):  # it is closed, or the other side has left
        socket.socket.shutdown(connection, socket.SHUT_RDWR)


class _Bounded(httpx.HTTPTransport):
    def __init__(self, seconds: float, most_bytes: int) -> None:
        # A question comes rarely; nothing is left open behind it. A client does not hand its own limits on.
        super().__init__(limits=httpx.Limits(max_keepalive_connections=0))
        self._seconds = seconds
        self._most_bytes = most_bytes

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The answer, its body bounded."""
        ends = time.monotonic() + self._seconds
        line: Line = getattr(_HERE, "line", None) or Line()
        request.extensions = {**request.extensions, "trace": line.trace}
        response = super().handle_request(request)
        assert isinstance(response.stream, httpx.SyncByteStream)
        if response.headers.get("content-encoding", "identity") != "identity":  # a small body may unpack to a huge one
            response.close()
            raise httpx.ReadError("The answer is packed though that was not asked for.", request=request)
        response.stream = line.hear(_BoundedStream(response.stream, request, ends, self._most_bytes))
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
