"""Limits: how often a client may ask, and how many answers are worked out at once."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from math import ceil

from ui.problems import TooManyError

WINDOW_SECONDS = 60.0
LARGEST_TABLE = 10_000  # clients remembered at a time; about 2 MB


class Requests:
    """Counts each client's requests in windows of a minute, each from the client's first request on.

    Remembers at most LARGEST_TABLE clients; beyond that the one whose window began first is forgotten.
    Called from the event loop only.
    """

    def __init__(self, a_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._a_minute = a_minute
        self._clock = clock
        self._windows: dict[str, tuple[float, int]] = {}  # client -> when it began, how many; oldest first

    def count(self, client: str) -> None:
        """One more request of a client. Raises TooManyError where its minute is used up."""
        now = self._clock()
        began, counted = self._windows.get(client, (now, 0))
        if now - began >= WINDOW_SECONDS:
            self._windows.pop(client)
            began, counted = now, 0
        if counted >= self._a_minute:
            again = max(1, ceil(began + WINDOW_SECONDS - now))
            raise TooManyError(
                f"More than {self._a_minute} requests in a minute; the next are answered in {again} s.", again
            )
        self._windows[client] = (began, counted + 1)
        if len(self._windows) > LARGEST_TABLE:
            self._windows.pop(next(iter(self._windows)))


class Places:
    """Places for answers that are being worked out: so many for a client, so many in all. Safe in threads."""

    def __init__(self, for_a_client: int, in_all: int) -> None:
        self.in_all = in_all
        self._for_a_client = for_a_client
        self._taken: Counter[str] = Counter()
        self._lock = threading.Lock()

    @property
    def taken(self) -> int:
        """How many answers are being worked out."""
        return self._taken.total()

    @contextmanager
    def taken_by(self, client: str) -> Iterator[None]:
        """Hold a place for as long as the context lasts. Raises TooManyError where there is none."""
        with self._lock:
            if self._taken[client] >= self._for_a_client:
                raise TooManyError(
                    f"{self._for_a_client} answers to you are being worked out; ask again when one is done.", 1
                )
            if self._taken.total() >= self.in_all:
                raise TooManyError("The server is working out as many answers as it can; ask again in a second.", 1)
            self._taken[client] += 1
        try:
            yield
        finally:
            with self._lock:
                self._taken[client] -= 1
                if not self._taken[client]:
                    del self._taken[client]
