"""Watching: feeds are read again on an interval, by `dateline watch` or inside the server."""

from __future__ import annotations

import signal
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from types import FrameType
from typing import NoReturn

from corpus.article import DatelineError
from rag.archive import Archive
from rag.lock import ArchiveInUseError
from ui.printing import IngestReport

RETRY_SECONDS = 5.0  # between two looks whether another process has let go of the archive


def watch_alone(folder: str | None, feeds: Sequence[str], minutes: float) -> None:
    """Refresh the archive in `folder` until Ctrl-C or SIGTERM; between the rounds it is anybody's to open.

    Raises DatelineError where the archive cannot be used for another reason than that somebody uses it.
    """
    before = signal.signal(signal.SIGTERM, _interrupt)
    told: set[tuple[str, str | None]] = set()
    try:
        while True:
            with _opened(folder) as archive:
                said = _refresh(archive, feeds, told)
            print(said, flush=True)
            time.sleep(minutes * 60)
    except KeyboardInterrupt:
        print("Stopped. What was read is kept.", file=sys.stderr)
    finally:
        signal.signal(signal.SIGTERM, before)


@contextmanager
def watched(archive: Archive, feeds: Sequence[str], minutes: float) -> Iterator[None]:
    """Refresh an open archive from a thread of its own for as long as the context lasts."""
    stop = threading.Event()
    told: set[tuple[str, str | None]] = set()

    def rounds() -> None:
        while not stop.is_set():
            try:
                print(_refresh(archive, feeds, told, stop), flush=True)
            except Exception as error:  # the server goes on, and so does the next round
                if not stop.is_set():
                    print(f"The feeds could not be read this time: {error}", file=sys.stderr, flush=True)
            stop.wait(minutes * 60)

    thread = threading.Thread(target=rounds, name="watching", daemon=True)
    if feeds:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        if feeds:
            thread.join()


def _refresh(
    archive: Archive, feeds: Sequence[str], told: set[tuple[str, str | None]], stop: threading.Event | None = None
) -> str:
    """One round: what came, in a line. `told`: failures that were named before and are not named again."""

    def look_up(step: str, done: int, total: int) -> None:
        if stop and stop.is_set():
            raise DatelineError("Stopped between two batches; the rest is done the next time.")

    report = IngestReport(told)
    for line in archive.ingest(feeds, look_up, stop=stop):
        report.add(line)
    return f"{datetime.now():%Y-%m-%d %H:%M}  {report.counts()}"


@contextmanager
def _opened(folder: str | None) -> Iterator[Archive]:
    """The archive, waited for while another process owns it."""
    said = False
    while True:
        try:
            archive = Archive.open(folder)
            break
        except ArchiveInUseError as error:
            if not said:
                print(f"{error} Waiting for it.", file=sys.stderr, flush=True)
            said = True
            time.sleep(RETRY_SECONDS)
    with archive:
        yield archive


def _interrupt(number: int, frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt
