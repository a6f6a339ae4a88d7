"""Holdings: a folder of articles with its two indexes. What comes in, is kept, is compared and goes out."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from corpus.article import Article, DatelineError
from rag import checking, habits, indexing, ledger, settings
from rag.embedding import Embedder, load_minilm
from rag.history import Edition, history
from rag.indexing import IngestLine, Progress
from rag.lock import release_lock, take_lock
from rag.provenance import article_status
from rag.schema import FILE, refuse_if_unfit
from rag.store import Store
from rag.vectors import VectorIndex
from rag.words import RECIPE, WordIndex


class Holdings:
    """A folder with a collection in it: its SQLite file, its words index, its meaning index.

    Owned by one process; within it safe to use from several threads. The indexes and the embedding model are
    opened when first needed. What is asked of it is rag/archive.py's.
    """

    def __init__(self, folder: Path, store: Store, embedder: Embedder | None) -> None:
        self.folder = folder
        self.store = store
        self._embedder = embedder
        self._words: WordIndex | None = None
        self._vectors: VectorIndex | None = None
        self._asked = False  # whether an answer may have cited what is here
        self._closed = False
        self._opening = threading.RLock()
        self._changing = threading.RLock()  # one ingest, removal, repair or rebuild at a time
        self._note_missing_indexes()

    @classmethod
    def open(cls, folder: str | Path | None = None, create: bool = True, embedder: Embedder | None = None) -> Self:
        """Open the archive in `folder` (settings.archive_folder() by default), making it if `create` allows.

        `embedder` takes the place of MiniLM. Raises DatelineError when there is none and none is to be made,
        when another process owns it, when it was made by a newer Dateline, or when it cannot be read.
        """
        folder = settings.archive_folder(folder)
        refuse_if_unfit(folder)
        if not create and not (folder / FILE).exists():
            raise DatelineError(f"There is no archive in {folder} yet; make one with: dateline ingest FOLDER")
        try:
            folder.mkdir(parents=True, exist_ok=True)
            take_lock(folder)
        except OSError as error:
            raise DatelineError(f"The archive's folder {folder} cannot be used ({error.strerror}).") from error
        try:
            return cls(folder, Store(folder), embedder)
        except BaseException:
            release_lock(folder)
            raise

    def close(self) -> None:
        """Write everything out and let another process have the archive; closing again does nothing."""
        if self._closed:
            return
        self._closed = True
        if self._words:
            self._words.close()
        if self._vectors:
            self._vectors.close()
        self.store.close()
        release_lock(self.folder)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def words(self) -> WordIndex:
        """The words index, made or completed from the store where it is missing or was interrupted."""
        with self._opening:
            if self._words is None:
                words = WordIndex(self._index_folder("words"))
                indexing.index_words(self.store, words)
                self._words = words
            return self._words

    @property
    def vectors(self) -> VectorIndex:
        """The meaning index; it holds what is embedded so far."""
        with self._opening:
            if self._vectors is None:
                self._vectors = VectorIndex(self._index_folder("vectors"))
            return self._vectors

    @property
    def embedder(self) -> Embedder:
        """The embedder of this archive's vectors. Raises DatelineError when they come from another one."""
        with self._opening:
            if self._embedder is None:
                self._embedder = load_minilm()
            indexing.agree_on_embedder(self.store, self._embedder)
            return self._embedder

    def ingest(
        self,
        sources: Iterable[str | Path],
        progress: Progress | None = None,
        fields: Mapping[str, str] | None = None,
        stop: threading.Event | None = None,
    ) -> Iterator[IngestLine]:
        """Read articles from files, folders and addresses into the archive; a line for each, as it becomes searchable.

        `fields` says where JSON lines keep what: {"title": "headline", "published": "meta.date"}. Raises
        DatelineError for a field that articles do not have.

        A generator: it works while it is consumed. First every article is stored and found by its words, then
        all passages are embedded. In between, lines that an outlet prints in article after article are learned and
        taken out. What an interrupted ingest left undone is done too. Setting `stop` from another thread ends the
        reading of addresses with StoppedError.
        """
        batches = indexing.store_articles(self.store, self.words, sources, progress, fields, stop)
        yield from self._taken_in(batches, progress)

    def take_in(self, records: Iterable[Mapping[str, Any]]) -> Iterator[IngestLine]:
        """The same for articles in import format that lie in no file; a line for each, in their order.

        Their source is "posted:" and their id or URL; without either, the id comes from the text.
        """
        yield from self._taken_in(indexing.store_records(self.store, self.words, records), None)

    def _taken_in(self, batches: Iterator[list[IngestLine]], progress: Progress | None) -> Iterator[IngestLine]:
        first_new = self.store.last_arrival() + 1
        while True:
            with self._changing:
                lines = next(batches, None)
            if lines is None:
                break
            yield from lines
        with self._changing:
            # Once somebody has asked here, an answer may cite what came in a moment ago.
            indexing.learn_habits(self.store, self.words, None if self._asked else first_new)
        self.embed(progress)

    def embed(self, progress: Progress | None = None) -> None:
        """Embed what an interrupted ingest left; without anything to do it does not even load the model."""
        with self._changing:
            if self.store.leaving("passage"):
                indexing.forget_vectors(self.store, self.vectors)
            if self.store.passages_to_embed(1):
                indexing.embed_passages(self.store, self.vectors, self.embedder, progress)

    def article(self, article_id: str, version: str | None = None) -> Article:
        """An article in its current version, or in the one named. Raises DatelineError when it is not there."""
        return self.store.article(article_id, version)

    def history(self, article_id: str) -> list[Edition]:
        """The versions of an article, oldest first, each with what it changed. Raises DatelineError as `article`."""
        return history(self.store, article_id)

    def remove(self, article_id: str) -> None:
        """Take an article out with all its versions. Raises DatelineError when it is not there."""
        with self._changing:
            indexing.remove_article(self.store, self.words, article_id)
            if self.store.leaving("passage"):
                indexing.forget_vectors(self.store, self.vectors)

    def export(self) -> Iterator[dict[str, Any]]:
        """Every version of every article in import format, oldest first, with `version`, `source` and `origin`.

        The first version of each article stands where the article first came in, even if a later wording went back
        to an earlier one: so the same articles are copies of the same others when this is read again. Unknown keys
        stand beside the known ones; one with the name of a known key stays under `extra`.
        """
        for article in self.store.versions():
            line = article.model_dump(exclude={"extra"})
            taken = {key: value for key, value in article.extra.items() if key in (*line, "html", "extra")}
            free = {key: value for key, value in article.extra.items() if key not in taken}
            yield {**free, **line, **({"extra": taken} if taken else {})}

    def article_status(self, article_id: str) -> dict[str, Any]:
        """An article's values, where each was found, its versions and copies: see rag.provenance."""
        return article_status(self.store, article_id)

    def status(self) -> dict[str, Any]:
        """What the archive holds: counts, outlets, first and last day, failures, folder and bytes on disk."""
        first, last = self.store.rows("SELECT min(first_day), max(last_day) FROM articles")[0]
        return {
            "archive": str(self.folder),
            **self.store.counts(),
            "outlets": self.store.outlets(),
            "first_published": date.fromordinal(first).isoformat() if first else None,
            "last_published": date.fromordinal(last).isoformat() if last else None,
            "last_ingest": ledger.last_ingest(self.store),
            "embedder": self.store.setting("embedder"),
            "failures": ledger.failures(self.store),
            "left_out": habits.habits_by_outlet(self.store),
            "bytes": sum(file.stat().st_size for file in self.folder.rglob("*") if file.is_file()),
        }

    def check(self, repair: bool = False) -> list[str]:
        """Compare the store with both indexes; a sentence for each fault found, none when all is well.

        `repair` mends from the store what can be mended; a second check then tells what is left.
        """
        with self._changing:
            faults = checking.check_store(self.store, repair)
            try:
                faults += checking.check_words(self.store, self.words, repair)
            except DatelineError as error:
                faults.append(str(error))
                if repair:
                    self._start_anew("words")
            try:
                faults += checking.check_vectors(self.store, self.vectors, repair)
            except DatelineError as error:
                faults.append(str(error))
                if repair:
                    self._start_anew("vectors")
            if repair:
                indexing.index_words(self.store, self.words)
                self.embed()
            return faults

    def rebuild(self, progress: Progress | None = None) -> None:
        """Make passages and both indexes again from the articles in the store, and from nothing else."""
        with self._changing:
            for article_id in self.store.article_ids():
                checking.split_again(self.store, article_id)
            self._start_anew("words")
            self._start_anew("vectors")
            indexing.index_words(self.store, self.words)
            self.embed(progress)

    def _index_folder(self, index: str) -> Path:
        # A number that counts the rebuilds, and for the words the recipe they were analysed by: an index of
        # another number is never opened, and Chroma never sees a folder vanish under it.
        built = self.store.setting(f"{index}_built") or "0"
        return self.folder / (f"words-{built}-{RECIPE}" if index == "words" else f"vectors-{built}")

    def _note_missing_indexes(self) -> None:
        """Where an index's folder is gone, or of an older recipe, everything is to be indexed again."""
        for index, kind in (("words", "article"), ("vectors", "passage")):
            current = self._index_folder(index)
            if not (current.is_dir() and any(current.iterdir())):
                with self.store.transaction():
                    self.store.unmark_all(kind)
            for old in self.folder.glob(f"{index}-*"):
                if old != current:
                    shutil.rmtree(old, ignore_errors=True)

    def _start_anew(self, index: str) -> None:
        """Leave an index behind, readable or not, for an empty one in a new folder."""
        old = self._index_folder(index)
        with self.store.transaction():
            self.store.unmark_all("article" if index == "words" else "passage")
            self.store.set_setting(f"{index}_built", str(int(self.store.setting(f"{index}_built") or 0) + 1))
            if index == "vectors":
                self.store.drop_setting("embedder")
        if index == "words" and self._words:
            self._words.close()
            self._words = None
        elif index == "vectors" and self._vectors:
            self._vectors.close()
            self._vectors = None
        shutil.rmtree(old, ignore_errors=True)
