"""Archives to measure on: each collection is ingested once, into one of its own, and found again."""

from __future__ import annotations

import gzip
import hashlib
import json
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path

from rich.console import Console

from corpus.article import DatelineError
from evals.collections import Collection, EvalQuestion
from rag.archive import Archive
from rag.model import Model

ARCHIVES = Path(".dateline/evals")
_ROOT = Path(__file__).parents[1]
# Of these an article's passages and vectors are made; an archive does not notice when they change.
_CUTTING = ("sentences", "splitting", "settings", "embedding", "minilm")
# With these, and with corpus/, an archive is filled; the rest of rag/ only reads it.
_FILLING = ("copies", "database", "habits", "indexing", "relatives", "store", "vectors", "words")
# What an outcome is made with; the rest of evals/ only reads outcomes.
_MEASURING = ("archives", "baselines", "collections", "measuring", "metrics", "outcomes")


@contextmanager
def open_archive(collection: Collection, folder: Path = ARCHIVES, model: Model | None = None) -> Iterator[Archive]:
    """The archive of a collection under `folder`, ingested first where it is not, or not wholly, there.

    With a `model`, that writes the answers.

    Changed articles make a new archive; changed code that fills one goes over the articles again, and where it cuts
    or embeds passages makes all of them again. Raises DatelineError when an article cannot be ingested.
    """
    home, stamp = folder / collection.name, folder / f"{collection.name}.stamp.json"
    now = {
        "articles": _digest(_files(collection.articles)),
        "passages": _digest(_module("rag", name) for name in _CUTTING),
        "code": _digest([*_modules("corpus"), *(_module("rag", name) for name in _FILLING)]),
    }
    before = json.loads(stamp.read_text(encoding="utf-8")) if stamp.is_file() else {}
    if before and before["articles"] != now["articles"]:
        stamp.unlink()
        shutil.rmtree(home)
        before = {}
    with Archive.open(home, model=model) as archive:
        if before != now:
            _ingest(archive, collection, again=bool(before) and before["passages"] != now["passages"])
            stamp.write_text(json.dumps(now) + "\n", encoding="utf-8")
        yield archive


def without_twins(collection: Collection, folder: Path = ARCHIVES) -> Collection | None:
    """The collection without the articles that were falsified for its questions; None where none were.

    Its articles, JSON lines as the collection's own, are written under `folder`.
    """
    twins = frozenset[str]().union(*(each.falsified for each in collection.questions if each.false_answer))
    if not twins:
        return None
    name = f"{collection.name}-without-twins"
    kept = folder / f"{name}.jsonl"
    folder.mkdir(parents=True, exist_ok=True)
    source = collection.articles
    with (
        gzip.open(source, "rt", encoding="utf-8") if source.suffix == ".gz" else source.open(encoding="utf-8")
    ) as lines:
        kept.write_text("".join(line for line in lines if json.loads(line).get("id") not in twins), encoding="utf-8")
    return replace(collection, name=name, articles=kept)


def with_ids(archive: Archive, collection: Collection) -> Iterable[EvalQuestion]:
    """The questions with their articles' ids where they name them by source path below the collection."""
    root = collection.articles.resolve()
    ids = {}
    for article in archive.store.versions():
        path = Path(article.source).resolve()
        if path.is_relative_to(root) and path != root:
            ids[path.relative_to(root).as_posix()] = article.id
    for question in collection.questions:
        yield replace(question, articles=frozenset(ids.get(each, each) for each in question.articles))


def fingerprint(archive: Archive, collection: Collection) -> str:
    """What a measured answer depends on: the articles as stored, the questions, the code. Sixteen hex digits."""
    stored = hashlib.sha256()
    for row in archive.store.rows("SELECT id, article_id, version FROM passages ORDER BY id"):
        stored.update(repr(tuple(row)).encode())
    parts = (stored.hexdigest(), collection.questions_sha256(), code_sha256())
    return hashlib.sha256(" ".join(parts).encode()).hexdigest()[:16]


@cache
def code_sha256() -> str:
    """The SHA-256 over the Python files that a measured answer goes through, by name and content."""
    return _digest([*_modules("corpus"), *_modules("rag"), *(_module("evals", name) for name in _MEASURING)])


def _modules(package: str) -> list[Path]:
    return sorted((_ROOT / package).glob("*.py"))


def _module(package: str, name: str) -> Path:
    return _ROOT / package / f"{name}.py"


def _digest(files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for file in files:
        digest.update(f"{file.name} {file.stat().st_size}\n".encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _files(articles: Path) -> list[Path]:
    return sorted(file for file in articles.rglob("*") if file.is_file()) if articles.is_dir() else [articles]


def _ingest(archive: Archive, collection: Collection, again: bool) -> None:
    with Console(stderr=True).status(f"{collection.name}: ingesting") as bar:

        def progress(step: str, done: int, total: int) -> None:
            bar.update(f"{collection.name}: {step} {done:,} of {total:,}")

        for line in archive.ingest([collection.articles], progress):
            if line.status == "failed":
                raise DatelineError(f"{collection.name}: {line.source} was not ingested: {line.error}")
        if again:
            archive.rebuild(progress)
