"""Responses: what a server sends, read within bounds; and where it is not the page, why, in plain words."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpcore

from corpus.addresses import NotFetchedError
from corpus.bounds import DamagedError, inflated

ASKED_CODINGS = "gzip, deflate"
MAX_DRAINED_BYTES = 64 * 1024
_TAKEN_CODINGS = frozenset({"gzip", "x-gzip", "deflate", "identity", ""})
_BUSY = frozenset({429, 502, 503, 504})
_STATUSES = {
    304: 'the server answered "not changed" though it was not asked that (status 304)',
    401: "the server asks for a password (status 401)",
    402: "the server asks for payment (status 402)",
    403: "the server does not allow it (status 403)",
    404: "there is no such page (status 404)",
    410: "the page is gone for good (status 410)",
    429: "the server is asked too often (status 429)",
    451: "the page is withheld for legal reasons (status 451)",
    503: "the server is not available (status 503)",
}


class Headers:
    """A response's headers; the first of each name counts."""

    def __init__(self, raw: Iterable[tuple[bytes, bytes]]) -> None:
        self._values: dict[str, str] = {}
        for name, value in raw:
            try:
                text = value.decode()
            except UnicodeDecodeError:
                text = value.decode("latin-1")
            self._values.setdefault(name.decode("latin-1").lower(), text.strip())

    def get(self, name: str) -> str | None:
        """The value of a header, by its name in lower case."""
        return self._values.get(name)

    def validator(self, name: str) -> str | None:
        """A header that can be sent back as it came, or None."""
        value = self._values.get(name, "")
        return value if value and len(value) <= 500 and value.isascii() and value.isprintable() else None


class TroubleError(NotFetchedError):
    """A server that gave no answer, or one that is none. `status` is 0 where no answer came at all.

    `wait`: the seconds the server asks for before the next try.
    """

    def __init__(self, reason: str, status: int = 0, wait: float | None = None, temporary: bool = True) -> None:
        super().__init__(reason, temporary)
        self.status = status
        self.wait = wait
        self.worth_another_try = temporary and (not status or status in _BUSY)


def refusal(status: int, retry_after: str | None) -> TroubleError:
    """An answer that is not the page, with what the server asks for."""
    reason = _STATUSES.get(status, f"the server answered with status {status}")
    if status in (429, 503) and (wait := _seconds(retry_after or "")) is not None:
        reason += f", asking to wait {wait:.0f} seconds"
        return TroubleError(reason, status, wait)
    return TroubleError(reason, status, temporary=status >= 500 or status in (408, 425, 429))


def _seconds(retry_after: str) -> float | None:
    """Retry-After as seconds from now (RFC 9110, 10.2.3: a number or a date)."""
    if retry_after.isascii() and retry_after.isdigit():
        return float(retry_after[:9])
    try:
        date = parsedate_to_datetime(retry_after)
        aware = date if date.tzinfo else date.replace(tzinfo=UTC)
        return max(0.0, (aware - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def broken(error: Exception) -> TroubleError:
    """What went wrong on the wire, in plain words."""
    why = str(error) or type(error).__name__
    if "certificate" in why.lower():
        return TroubleError(f"its certificate is not to be trusted ({why})", temporary=False)
    if isinstance(error, httpcore.ConnectError | httpcore.ConnectTimeout):
        return TroubleError(f"the connection failed ({why})")
    if isinstance(error, httpcore.ProtocolError) and "disconnected" not in why and "peer closed" not in why:
        return TroubleError(f"what it sends is no HTTP ({why})", temporary=False)
    return TroubleError(f"the connection broke off ({why})")


def drain(chunks: Iterable[bytes], said: Headers) -> None:
    """Read a small body that nobody wants, so that the connection ends in order and not by a reset."""
    announced = said.get("content-length") or ""
    if announced.isdigit() and int(announced[:9]) <= MAX_DRAINED_BYTES:
        with suppress(httpcore.NetworkError, httpcore.ProtocolError):
            deque(chunks, maxlen=0)


def read_body(chunks: Iterable[bytes], said: Headers, most: int, cut: bool) -> bytes:
    """The unpacked body. Beyond `most` bytes it is cut, or refused with NotFetchedError."""
    announced = said.get("content-length") or ""
    if announced.isdigit() and len(announced) < 20 and int(announced) > most and not cut:
        raise NotFetchedError(f"the answer has {int(announced) >> 20} MB; at most {most >> 20} are read")
    coding = (said.get("content-encoding") or "").lower()
    if coding not in _TAKEN_CODINGS:
        raise NotFetchedError(f"the answer is packed in a way that was not asked for ({coding[:40]})")
    body = bytearray()
    try:
        for piece in inflated(chunks, coding, most):
            body += piece
            if len(body) > most:
                if cut:
                    break
                raise NotFetchedError(f"the answer has over {most >> 20} MB")
    except DamagedError as error:
        raise NotFetchedError(str(error)) from error
    return bytes(body[:most])
