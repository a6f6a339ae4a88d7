from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from rag.database import Database


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = Database(tmp_path)
    yield opened
    opened.close()


def keys(database: Database) -> list[str]:
    return [row[0] for row in database.rows("SELECT key FROM settings ORDER BY key")]


def test_more_values_than_one_statement_takes(database: Database) -> None:
    with database.transaction():
        database.run_each("INSERT INTO settings VALUES (?, 'kept')", [(f"{number:04}",) for number in range(1200)])
    wanted = [f"{number:04}" for number in range(100, 1300)]
    assert len(database.rows_in("SELECT key FROM settings", "key", [*wanted, *wanted])) == 1100
    assert database.rows_in("SELECT key FROM settings", "key", []) == []


def test_a_transaction_that_fails_leaves_nothing_of_those_inside_it_either(database: Database) -> None:
    def fail() -> None:
        with database.transaction():
            with database.transaction():
                database.set_setting("inner", "1")
            raise ValueError("stop")

    with pytest.raises(ValueError, match="stop"):
        fail()
    assert keys(database) == []
    with database.transaction():
        database.set_setting("after", "1")
    assert keys(database) == ["after"]


def test_a_setting_is_kept_until_it_is_dropped(database: Database) -> None:
    assert database.setting("embedder") is None
    for value in ("first", "second"):
        with database.transaction():
            database.set_setting("embedder", value)
    assert database.setting("embedder") == "second"
    with database.transaction():
        database.drop_setting("embedder")
    assert database.setting("embedder") is None


def test_threads_share_a_connection(database: Database) -> None:
    failed: list[BaseException] = []

    def work(first: int) -> None:
        try:
            for number in range(first, first + 40):
                with database.transaction():
                    database.set_setting(str(number), str(number))
                    assert database.setting(str(number)) == str(number)
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=work, args=(start,)) for start in (0, 100, 200, 300)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert len(keys(database)) == 160


def test_rows_are_kept_until_something_changes_and_never_what_was_taken_back(database: Database) -> None:
    def kept() -> tuple[str, ...]:
        return tuple(row[0] for row in database.kept_rows("SELECT key FROM settings ORDER BY key"))

    def take_back() -> None:
        with database.transaction():
            database.set_setting("passing", "1")
            assert kept() == ("passing",)
            raise ValueError("stop")

    assert kept() == ()
    with pytest.raises(ValueError, match="stop"):
        take_back()
    assert kept() == ()
    with database.transaction():
        database.set_setting("staying", "1")
    assert kept() == ("staying",)
    with database.transaction():
        database.drop_setting("staying")
    assert kept() == ()


def test_kept_rows_are_read_once(database: Database) -> None:
    asked: list[str] = []
    database._db.set_trace_callback(asked.append)
    for _ in range(3):
        database.kept_rows("SELECT key FROM settings")
    assert asked == ["SELECT key FROM settings"]
