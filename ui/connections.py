"""Connections: uvicorn's, with an end to those that stand still. A peer holds its own connection, and not for long."""

from __future__ import annotations

import asyncio
from typing import Any, Literal

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

STALLED_SECONDS = 60.0  # without a whole request's headers, or without taking what is sent


class Connection(H11Protocol):
    """An HTTP/1.1 connection that is cut where its peer does not finish its headers, or stops reading.

    What an ASGI app cannot do: closing from inside waits until everything written is read.
    """

    _sending: asyncio.TimerHandle | None = None
    _reading: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """A connection begins, with time for its first request."""
        super().connection_made(transport)
        self._await_headers()

    def data_received(self, data: bytes) -> None:
        """Bytes of a request came."""
        super().data_received(data)
        self._await_headers()

    def pause_writing(self) -> None:
        """More was written than the peer has read."""
        super().pause_writing()
        self._sending = self._sending or self.loop.call_later(STALLED_SECONDS, self.transport.abort)

    def resume_writing(self) -> None:
        """The peer has read most of what was written."""
        super().resume_writing()
        self._forget("_sending")

    def connection_lost(self, exc: Exception | None) -> None:
        """The connection ended."""
        self._forget("_sending")
        self._forget("_reading")
        super().connection_lost(exc)

    def _await_headers(self) -> None:
        began: Any = self.conn.trailing_data[0]
        if self.conn.their_state is h11.IDLE and (began or self.cycle is None):
            self._reading = self._reading or self.loop.call_later(STALLED_SECONDS, self.transport.abort)
        else:
            self._forget("_reading")

    def _forget(self, name: Literal["_sending", "_reading"]) -> None:
        timer: asyncio.TimerHandle | None = getattr(self, name)
        if timer:
            timer.cancel()
        setattr(self, name, None)
