"""The database of an archive: one connection to its SQLite file, shared by all threads. Knows nothing of articles."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rag.schema import open_database

_AT_ONCE = 500  # values in one SQL statement


class Database:
    """One connection, shared by all threads under a lock. Changes happen inside `with database.transaction():`."""

    def __init__(self, folder: Path) -> None:
        """Open the archive's file in `folder`. Raises DatelineError when it cannot be read."""
        self._db = open_database(folder)
        self._lock = threading.RLock()
        self._kept: dict[str, tuple[Any, ...]] = {}  # rows by their statement, of the archive as it was when `_changes`
        self._changes = -1

    def close(self) -> None:
        """Close the file; the write-ahead log is folded into it."""
        with self._lock:
            self._db.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Everything inside is stored together, or nothing is. May be nested: the outermost one counts."""
        with self._lock:
            if self._db.in_transaction:
                yield
                return
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise

    def rows(self, sql: str, values: Sequence[Any] | dict[str, Any] = ()) -> list[Any]:
        """Run one SQL statement and fetch all its rows; for the files of rag/ that ask what nobody else asks."""
        with self._lock:
            return self._db.execute(sql, values).fetchall()

    def kept_rows(self, sql: str) -> tuple[Any, ...]:
        """The rows of a statement without values, kept until something in the archive changes.

        For what every question asks. Only this connection changes an archive: see rag/lock.py.
        """
        with self._lock:
            if self._db.in_transaction:  # what it changes may be taken back
                return tuple(self.rows(sql))
            if self._changes != self._db.total_changes:
                self._kept, self._changes = {}, self._db.total_changes
            if sql not in self._kept:
                self._kept[sql] = tuple(self.rows(sql))
            return self._kept[sql]

    def run_each(self, sql: str, values: Iterable[Sequence[Any]]) -> None:
        """Run one SQL statement that changes something, once for each of the values. In a transaction."""
        self._db.executemany(sql, values)

    def rows_in(self, sql: str, column: str, values: Iterable[Any]) -> list[Any]:
        """The rows of a SELECT whose column has one of the values, however many they are."""
        found: list[Any] = []
        for part in in_parts(list(dict.fromkeys(values))):
            found += self.rows(f"{sql} WHERE {column} IN ({','.join('?' * len(part))})", part)
        return found

    def setting(self, key: str) -> str | None:
        """A fact about the archive itself, such as the embedder its vectors come from."""
        rows = self.rows("SELECT value FROM settings WHERE key = ?", (key,))
        return str(rows[0][0]) if rows else None

    def set_setting(self, key: str, value: str) -> None:
        """Keep a fact about the archive itself."""
        self._db.execute("INSERT OR REPLACE INTO settings VALUES (?, ?)", (key, value))

    def drop_setting(self, key: str) -> None:
        """Forget a fact about the archive."""
        self._db.execute("DELETE FROM settings WHERE key = ?", (key,))


def in_parts(values: list[Any]) -> Iterator[list[Any]]:
    """The values in lists short enough for one SQL statement."""
    for at in range(0, len(values), _AT_ONCE):
        yield values[at : at + _AT_ONCE]
