"""The archive's SQLite file: its tables, and opening it without harming one that is newer or no archive."""

from __future__ import annotations

import sqlite3
import struct
from pathlib import Path

from corpus.article import DatelineError

FILE = "dateline.sqlite"

# `arrived` counts up over all versions of all articles: the order things came in.
# `in_words` and `embedded` are the marks that make ingest resumable: set after the index has it.
# `leaving` lists what is to be taken out of an index: an article of the words, a passage of the vectors.
_TABLES = """
CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE articles (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, version TEXT NOT NULL, arrived INTEGER NOT NULL,
    url TEXT, outlet TEXT, published TEXT, first_day INTEGER, last_day INTEGER, prints INTEGER NOT NULL,
    copy_of TEXT REFERENCES articles(id) ON DELETE SET NULL, in_words INTEGER NOT NULL DEFAULT 0);
CREATE INDEX articles_by_url ON articles(url);
CREATE INDEX articles_by_copy ON articles(copy_of) WHERE copy_of IS NOT NULL;
CREATE INDEX articles_to_index ON articles(in_words) WHERE in_words = 0;
CREATE TABLE versions (
    article_id TEXT NOT NULL REFERENCES articles(id) ON DELETE CASCADE, version TEXT NOT NULL,
    arrived INTEGER NOT NULL, title TEXT NOT NULL, text TEXT NOT NULL, fields TEXT NOT NULL,
    PRIMARY KEY (article_id, version));
CREATE UNIQUE INDEX versions_by_arrival ON versions(arrived);
CREATE TABLE passages (
    id TEXT PRIMARY KEY, article_id TEXT NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    version TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL, embedded INTEGER NOT NULL DEFAULT 0);
CREATE INDEX passages_by_article ON passages(article_id);
CREATE INDEX passages_to_embed ON passages(embedded) WHERE embedded = 0;
CREATE TABLE prints (
    print INTEGER NOT NULL, article INTEGER NOT NULL REFERENCES articles(number) ON DELETE CASCADE,
    PRIMARY KEY (print, article)) WITHOUT ROWID;
CREATE INDEX prints_by_article ON prints(article);
CREATE TABLE ledger (
    source TEXT NOT NULL, article_id TEXT NOT NULL, status TEXT NOT NULL, error TEXT, content TEXT,
    at TEXT NOT NULL,
    PRIMARY KEY (source, article_id));
CREATE TABLE leaving (kind TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (kind, id));
"""

# `stored_at` is when a version came in (UTC), unknown for those that came before it was kept.
# `visits` remembers what a web server said of an address, so that it is asked only for what is new.
# `habits` holds the lines an outlet prints in article after article, as corpus.habits learned them.
_VISITS_AND_HABITS = """
ALTER TABLE versions ADD COLUMN stored_at TEXT;
CREATE TABLE visits (address TEXT PRIMARY KEY, etag TEXT, last_modified TEXT, stamp TEXT, at TEXT NOT NULL);
CREATE TABLE habits (outlet TEXT NOT NULL, line TEXT NOT NULL, PRIMARY KEY (outlet, line)) WITHOUT ROWID;
"""

# `prints` finds the articles that share a print; `sketches` keeps an article's prints together, for taking them out.
_SKETCHES = """
DROP TABLE prints;
CREATE TABLE prints (print INTEGER NOT NULL, article INTEGER NOT NULL, PRIMARY KEY (print, article)) WITHOUT ROWID;
CREATE TABLE sketches (
    article INTEGER PRIMARY KEY REFERENCES articles(number) ON DELETE CASCADE, prints BLOB NOT NULL);
ALTER TABLE articles RENAME COLUMN prints TO shingles;
"""

# `stories` says which articles tell of one event, as rag/stories.py found it last.
_STORIES = """
CREATE TABLE stories (
    article INTEGER PRIMARY KEY REFERENCES articles(number) ON DELETE CASCADE, story INTEGER NOT NULL);
"""

# `given` is the reader's verdict as JSON (rag/verdicts.py), `quotes` the words that its spans had when it was given.
_VERDICTS = """
CREATE TABLE verdicts (
    id TEXT PRIMARY KEY, at TEXT NOT NULL, kind TEXT NOT NULL, given TEXT NOT NULL, quotes TEXT NOT NULL);
"""

# Each step brings an archive from one version to the next; a new archive takes them all. Never change one: add one.
_STEPS = (_TABLES, _VISITS_AND_HABITS, _SKETCHES, _STORIES, _VERDICTS)
SCHEMA_VERSION = len(_STEPS)  # kept in SQLite's user_version


def refuse_if_unfit(folder: Path) -> None:
    """Raise DatelineError, touching nothing, when `folder` holds a newer archive or something else.

    A folder that is missing or empty is fit: an archive can be made there.
    """
    file = folder / FILE
    if not folder.exists():
        return
    if not folder.is_dir():
        raise DatelineError(f"{folder} is a file; an archive needs a folder. Name one with --archive.")
    if not file.exists():
        others = [entry.name for entry in folder.iterdir() if entry.name != "lock" and not entry.name.startswith(".")]
        if others:
            raise DatelineError(
                f"{folder} holds other files ({', '.join(sorted(others)[:3])}) and no archive; "
                "name an empty or a new folder with --archive."
            )
        return
    head = _first_bytes(file)
    if head and (len(head) < 100 or not head.startswith(b"SQLite format 3\0")):
        raise _unreadable(file, "it is no SQLite file")
    # SQLite's file format, section 1.3: user_version is the big-endian integer at offset 60.
    if head and struct.unpack(">i", head[60:64])[0] > SCHEMA_VERSION:
        raise DatelineError(
            f"The archive in {folder} was made by a newer Dateline; it was left as it is. "
            "Update Dateline, or name another folder with --archive."
        )


def open_database(folder: Path) -> sqlite3.Connection:
    """Open the archive's file, making its tables when it is new. Durable: a commit survives a power cut.

    Raises DatelineError when the file cannot be read as an archive.
    """
    file = folder / FILE
    try:
        db = sqlite3.connect(file, check_same_thread=False, isolation_level=None, timeout=30)
        db.execute("PRAGMA foreign_keys = ON")
        held = db.execute("PRAGMA user_version").fetchone()[0]
        for version, step in enumerate(_STEPS[held:], held + 1):
            db.executescript(f"BEGIN; {step} PRAGMA user_version = {version}; COMMIT;")
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = FULL")
        db.execute("PRAGMA cache_size = -65536")  # kilobytes; prints lie all over their table
        db.execute("SELECT count(*) FROM articles")
    except sqlite3.Error as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_FULL:
            raise DatelineError(f"The disk with the archive in {folder} is full. Make room on it.") from error
        raise _unreadable(file, str(error)) from error
    return db


def _first_bytes(file: Path) -> bytes:
    with file.open("rb") as opened:
        return opened.read(100)


def _unreadable(file: Path, why: str) -> DatelineError:
    return DatelineError(
        f"The archive's file {file} cannot be read ({why}). Restore it from a backup, or move its folder away "
        "and ingest the articles again."
    )
