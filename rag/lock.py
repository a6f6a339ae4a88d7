"""One process owns an archive: two on one Chroma folder lose vectors without a word."""

from __future__ import annotations

import fcntl
import os
import threading
from pathlib import Path
from typing import IO

from corpus.article import DatelineError


class ArchiveInUseError(DatelineError):
    """Another process owns the archive."""


_held: dict[Path, tuple[IO[str], int]] = {}  # this process's locks, and how many archives share each
_guard = threading.Lock()


def take_lock(folder: Path) -> None:
    """Own the archive in `folder` until `release_lock`, or until this process ends, however it ends.

    Within a process it may be taken several times. Raises ArchiveInUseError when another process owns it.
    """
    folder = folder.resolve()
    with _guard:
        if folder in _held:
            file, uses = _held[folder]
            _held[folder] = (file, uses + 1)
            return
        file = (folder / "lock").open("a+", encoding="utf-8")  # held open: that is the lock
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            file.seek(0)
            owner = file.read().strip() or "unknown"
            file.close()
            raise ArchiveInUseError(
                f"The archive in {folder} is in use by another process (pid {owner}). "
                "If that is `dateline serve`, ask there; else wait until it is done, or name another "
                "folder with --archive."
            ) from None
        file.truncate(0)
        file.write(f"{os.getpid()}\n")
        file.flush()
        _held[folder] = (file, 1)


def release_lock(folder: Path) -> None:
    """Give up one use of the lock; the last one frees the archive."""
    folder = folder.resolve()
    with _guard:
        file, uses = _held.pop(folder)
        if uses > 1:
            _held[folder] = (file, uses - 1)
        else:
            file.close()
