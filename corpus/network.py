"""Network: the connections of a Fetcher. They lead to checked IP addresses, and each step on them has a deadline."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterable
from typing import Any

import httpcore

from corpus.addresses import Guard

CONNECT_SECONDS = 10.0  # for one of a host's IP addresses
MAX_IPS = 4  # of a host that are tried
_LOOK_UP_SECONDS = 1.0  # how long a read may block before the deadline is looked at again


class GuardedNetwork(httpcore.NetworkBackend):
    """Connects to the IP addresses that the guard has checked, and never asks for the name a second time.

    `left` gives the seconds that are left, and raises when there are none.
    """

    def __init__(self, guard: Guard, left: Callable[[], float]) -> None:
        self._guard = guard
        self._left = left
        self._plain = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first of the host's addresses that answers. Raises NotFetchedError where one is not public."""
        failed: Exception | None = None
        for ip in self._guard.resolve(host, port)[:MAX_IPS]:
            try:
                stream = self._plain.connect_tcp(ip, port, min(self._left(), CONNECT_SECONDS))
                return _TimedStream(stream, self._left)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
        self._left()
        raise failed or httpcore.ConnectError(f"{host} has no address")


class _TimedStream(httpcore.NetworkStream):
    """A connection whose every read and write ends when the time is over, however the bytes drip in."""

    def __init__(self, stream: httpcore.NetworkStream, left: Callable[[], float]) -> None:
        self._stream = stream
        self._left = left

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        while True:
            try:
                return self._stream.read(max_bytes, min(self._left(), _LOOK_UP_SECONDS))
            except httpcore.ReadTimeout:
                continue

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._left())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        try:
            return _TimedStream(self._stream.start_tls(ssl_context, server_hostname, self._left()), self._left)
        except (httpcore.ConnectError, httpcore.ConnectTimeout):
            self._left()
            raise

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
