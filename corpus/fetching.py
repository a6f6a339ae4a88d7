"""Fetching: one polite, safe GET after the other. What is in the answer is not known here.

Polite: robots.txt, a pause between requests to a host, conditional requests, back-off, hosts in trouble left alone.
Safe: every connection goes to an IP address that was checked (`addresses.Guard`), through redirects too; bytes,
unpacked bytes and seconds are bounded.
"""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

import httpcore
from protego import Protego

from corpus.addresses import Address, Guard, GuardedNetwork, NotFetchedError, parse_address
from corpus.article import DatelineError
from corpus.responses import ASKED_CODINGS, Headers, TroubleError, broken, drain, read_body, refusal

AGENT = "Dateline"
USER_AGENT = f"{AGENT}/0.1.0 (+news archive of a single reader; robots.txt is obeyed under the name {AGENT})"
MAX_BYTES = 32 * 1024 * 1024  # of an answer, as sent and unpacked
MAX_ROBOTS_BYTES = 512 * 1024  # RFC 9309, section 2.5, asks for 500 kibibytes at least
MAX_ROBOTS_LINES = 20_000
REQUEST_SECONDS = 30.0  # from the look-up of the host to the last byte
MAX_REDIRECTS = 5
TRIES = 3
BACK_OFF_SECONDS = 1.0  # before the second try, doubled before each further one
LONGEST_WAIT_SECONDS = 60.0  # that a server may ask for; one that asks for longer is left alone for this run
PAUSE_SECONDS = 0.5  # between two requests to a host
LONGEST_PAUSE_SECONDS = 30.0  # that a robots.txt may ask for
FAILURES_IN_A_ROW = 3  # after which a host is left alone for this run

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", re.IGNORECASE)
_AGENT_LINE = re.compile(r"\s*user[ -]?agent\s*:?\s*([^\s/#]*)", re.IGNORECASE)
_ASKED_FOR = "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/xml, */*;q=0.5"


class StoppedError(DatelineError):
    """Somebody asked the run to stop; what was not finished is done the next time."""


@dataclass(frozen=True)
class Visit:
    """What an address answered: the validators for the next request, and its feed's stamp of last change."""

    address: str
    etag: str | None = None
    last_modified: str | None = None
    stamp: str | None = None


@dataclass(frozen=True)
class Answer:
    """What was sent. `body` is None when it has not changed since the last visit."""

    visit: Visit  # of the address that answered, after redirects
    address: Address
    body: bytes | None
    media_type: str = ""  # both as the server named them, which may be wrong
    charset: str | None = None


class _Rules:
    """A site's wishes, read once."""

    def __init__(self, parsed: Protego) -> None:
        self._parsed = parsed
        self.delay = parsed.crawl_delay(AGENT)  # seconds between two requests, None where it does not say

    def allow(self, address: str) -> bool:
        """Whether the site allows a visit of the address."""
        return bool(self._parsed.can_fetch(address, AGENT))


@dataclass
class _Host:
    """What a run remembers of a host."""

    rules: _Rules | None = None
    asked_at: float = float("-inf")
    failures: int = 0


class Fetcher:
    """Fetches for one run, one request at a time. Use it as a context manager: it keeps a connection open."""

    def __init__(
        self, recall: Callable[[str], Visit | None] = lambda address: None, stop: threading.Event | None = None
    ) -> None:
        """`recall` gives what an address answered last; once `stop` is set, everything ends in StoppedError."""
        self.recall = recall
        self.visits: list[Visit] = []  # to be kept with what was read from them; see note_visit
        self._stop = stop or threading.Event()
        self._hosts: dict[str, _Host] = {}
        self._asking: _Host | None = None  # the host of the latest request
        self._until = 0.0
        # A connection is used once: whatever a server sends after an answer cannot pass for the next one.
        self._pool = httpcore.ConnectionPool(
            network_backend=GuardedNetwork(Guard(), self._left),
            max_connections=1,
            max_keepalive_connections=0,
            http2=False,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connection."""
        self._pool.close()

    def note_visit(self, visit: Visit) -> None:
        """Hand over a visit to be remembered, together with what is yielded next; see rag/visits.py."""
        self.visits.append(visit)

    def get(self, text: str) -> Answer:
        """GET an address, redirects followed; with the validators of the last visit.

        Raises NotFetchedError with the reason when it gives nothing, StoppedError when the run is to stop.
        """
        address = parse_address(text)
        for tried in range(1, TRIES + 1):
            try:
                return self._follow(address)
            except NotFetchedError as error:
                wait = _wait_before_next(error, tried)
                if wait is None:
                    self._count_failure(error)
                    raise
                self._wait(wait)
        raise AssertionError("the last try returns or raises")

    def _follow(self, address: Address) -> Answer:
        seen = [address]
        while True:
            host = self._host(address)
            if not self._rules(address).allow(str(address)):
                raise NotFetchedError(
                    f"robots.txt asks not to{'' if len(seen) == 1 else f' (redirected to {address})'}"
                )
            last = self.recall(str(address)) or Visit(str(address))
            answer = self._ask(address, host, last)
            if isinstance(answer, Answer):
                return answer
            address = answer
            if address in seen:
                raise NotFetchedError("it redirects in a circle")
            seen.append(address)
            if len(seen) > MAX_REDIRECTS + 1:
                raise NotFetchedError(f"it redirects more than {MAX_REDIRECTS} times")

    def _ask(self, address: Address, host: _Host, last: Visit) -> Answer | Address:
        """One request, after the pause its host is due: the answer, or where it redirects to."""
        rules = host.rules
        own_pause = 0.0 if address.is_loopback else PAUSE_SECONDS
        asked_pause = min(rules.delay or 0.0, LONGEST_PAUSE_SECONDS) if rules else 0.0
        self._wait(host.asked_at + max(own_pause, asked_pause) - time.monotonic())
        self._asking = host
        try:
            answer = self._request(address, last, MAX_BYTES)
        finally:
            host.asked_at = time.monotonic()
        host.failures = 0
        return answer

    def _count_failure(self, error: NotFetchedError) -> None:
        """An address failed for good: its host is held to account where the trouble is its own."""
        if error.temporary and not error.unasked and self._asking:
            asks_for_long = isinstance(error, TroubleError) and (error.wait or 0) > LONGEST_WAIT_SECONDS
            left_alone = asks_for_long or self._asking.rules is None
            self._asking.failures = FAILURES_IN_A_ROW if left_alone else self._asking.failures + 1

    def _request(self, address: Address, last: Visit, most: int, cut: bool = False) -> Answer | Address:
        headers = [("User-Agent", USER_AGENT), ("Accept", _ASKED_FOR), ("Accept-Encoding", ASKED_CODINGS)]
        if last.etag:
            headers.append(("If-None-Match", last.etag))
        if last.last_modified:
            headers.append(("If-Modified-Since", last.last_modified))
        self._until = time.monotonic() + REQUEST_SECONDS
        try:
            with self._pool.stream("GET", str(address), headers=headers) as response:
                said = Headers(response.headers)
                if response.status != 200:
                    drain(response.iter_stream(), said)
                if response.status in _REDIRECTS and (location := said.get("location")):
                    return parse_address(location, address)
                if response.status == 304 and len(headers) > 3:
                    return Answer(last, address, None)
                if response.status not in (200, 203):
                    raise refusal(response.status, said.get("retry-after"))
                body = read_body(response.iter_stream(), said, most, cut)
        except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.TimeoutException) as error:
            raise broken(error) from error
        visit = Visit(str(address), said.validator("etag"), said.validator("last-modified"))
        kind = said.get("content-type") or ""
        charset = _CHARSET.search(kind)
        return Answer(visit, address, body, kind.partition(";")[0].strip().lower(), charset[1] if charset else None)

    def _host(self, address: Address) -> _Host:
        host = self._hosts.setdefault(address.origin, _Host())
        if host.failures >= FAILURES_IN_A_ROW:
            raise NotFetchedError(
                f"{address.host} failed several times in a row and is left alone for this run", True, unasked=True
            )
        return host

    def _rules(self, address: Address) -> _Rules:
        """The host's robots.txt, asked for once a run.

        Raises NotFetchedError while it cannot be had (RFC 9309, section 2.3.1).
        """
        host = self._hosts[address.origin]
        if host.rules is None:
            self._asking = host
            try:
                host.rules = _read_rules(self._robots(parse_address("/robots.txt", address)))
            except TroubleError as error:
                reason = f"its robots.txt cannot be had now: {error}"
                raise TroubleError(reason, error.status, error.wait, error.temporary) from error
            host.asked_at = time.monotonic()
        return host.rules

    def _robots(self, address: Address) -> bytes:
        """The bytes of a robots.txt, none where there is none."""
        for _ in range(MAX_REDIRECTS + 1):
            try:
                answer = self._request(address, Visit(str(address)), MAX_ROBOTS_BYTES, cut=True)
            except TroubleError as error:
                if 400 <= error.status < 500 and error.status != 429:
                    return b""
                raise
            if isinstance(answer, Answer):
                return answer.body or b""
            address = answer
        return b""

    def _wait(self, seconds: float) -> None:
        if self._stop.is_set() or (seconds > 0 and self._stop.wait(seconds)):
            raise StoppedError("Stopped while reading from the web.")

    def _left(self) -> float:
        """The seconds this request may still take. Raises NotFetchedError when there are none, StoppedError."""
        self._wait(0)
        left = self._until - time.monotonic()
        if left <= 0:
            raise NotFetchedError(f"it takes longer than {REQUEST_SECONDS:.0f} seconds", temporary=True)
        return left


def _wait_before_next(error: NotFetchedError, tried: int) -> float | None:
    """Seconds until another try, None where none is worth it."""
    if not isinstance(error, TroubleError) or not error.worth_another_try or tried == TRIES:
        return None
    wait = BACK_OFF_SECONDS * 2 ** (tried - 1) if error.wait is None else error.wait
    return wait if wait <= LONGEST_WAIT_SECONDS else None


def _read_rules(data: bytes) -> _Rules:
    """The rules of a robots.txt; of what is no robots.txt, none (RFC 9309)."""
    lines = data.decode("utf-8", "replace").removeprefix("\ufeff").splitlines()[:MAX_ROBOTS_LINES]
    return _Rules(Protego.parse("\n".join(map(_of_interest, lines))))


def _of_interest(line: str) -> str:
    """The line, with all robots but this one under one name: Protego's time grows with robots times rules."""
    named = _AGENT_LINE.match(line)
    if not named or named[1] == "*" or named[1].lower() == AGENT.lower():
        return line if not named else f"User-agent: {named[1]}"
    return "User-agent: another-robot"
