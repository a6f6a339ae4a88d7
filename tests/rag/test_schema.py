from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from corpus.article import DatelineError
from rag import schema
from rag.schema import FILE, SCHEMA_VERSION, open_database, refuse_if_unfit


def contents(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def test_a_new_and_an_empty_folder_are_fit(tmp_path: Path) -> None:
    refuse_if_unfit(tmp_path / "new")
    refuse_if_unfit(tmp_path)
    open_database(tmp_path).close()
    refuse_if_unfit(tmp_path)


def test_an_archive_of_a_newer_version_is_refused_and_left_alone(tmp_path: Path) -> None:
    open_database(tmp_path).close()
    with sqlite3.connect(tmp_path / FILE) as db:
        db.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    db.close()
    before = contents(tmp_path)
    with pytest.raises(DatelineError, match="newer Dateline"):
        refuse_if_unfit(tmp_path)
    assert contents(tmp_path) == before


def test_an_archive_of_an_older_version_is_brought_up_with_what_it_holds(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / FILE) as db:
        db.executescript(f"{schema._STEPS[0]} PRAGMA user_version = 1;")
        db.execute("INSERT INTO settings VALUES ('embedder', 'kept')")
    db.close()
    opened = open_database(tmp_path)
    assert opened.execute("PRAGMA user_version").fetchone()[0] == SCHEMA_VERSION
    assert opened.execute("SELECT value FROM settings").fetchall() == [("kept",)]
    assert opened.execute("SELECT count(*) FROM visits").fetchone() == (0,)
    opened.close()


def test_a_folder_of_other_things_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letters.txt").write_text("private")
    with pytest.raises(DatelineError, match=r"letters\.txt"):
        refuse_if_unfit(tmp_path)
    assert contents(tmp_path) == {"letters.txt": b"private"}


def test_a_file_in_place_of_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(DatelineError, match="needs a folder"):
        refuse_if_unfit(tmp_path / "file")


@pytest.mark.parametrize("damage", [b"this is a letter " * 20, b"SQLite"])
def test_a_file_that_is_no_database_is_named(tmp_path: Path, damage: bytes) -> None:
    (tmp_path / FILE).write_bytes(damage)
    with pytest.raises(DatelineError, match=r"dateline\.sqlite cannot be read"):
        refuse_if_unfit(tmp_path)


def test_a_database_damaged_inside_is_named(tmp_path: Path) -> None:
    open_database(tmp_path).close()
    file = tmp_path / FILE
    file.write_bytes(file.read_bytes()[:100] + b"\xff" * 8000)
    with pytest.raises(DatelineError, match=r"dateline\.sqlite cannot be read"):
        open_database(tmp_path)
