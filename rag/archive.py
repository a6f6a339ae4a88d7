"""Archive: the object a user holds. Articles go in, answers with citations come out."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from corpus.article import Article, DatelineError
from corpus.dates import bounds
from rag import checking, habits, indexing, ledger, settings, stories
from rag.answer import Answer, Hit
from rag.answering import Timer, compose_answer
from rag.comparing import find_sides
from rag.conversation import Turn, write_out
from rag.embedding import Embedder, Remembering, load_minilm
from rag.enquiries import Desk, Enquiry, is_this_story, read_enquiry
from rag.history import Edition, history
from rag.indexing import IngestLine, Progress
from rag.languages import language_notes
from rag.lock import release_lock, take_lock
from rag.occasions import read_by_event
from rag.provenance import article_status
from rag.questions import Question, read_question
from rag.ranking import rank_hits
from rag.retrieval import Found, Retriever
from rag.schema import FILE, refuse_if_unfit
from rag.spelling import Names, correct
from rag.store import Store
from rag.thesaurus import Thesaurus, load_thesaurus
from rag.vectors import VectorIndex
from rag.words import RECIPE, WordIndex

# Of the periods and outlets a question names, so many are looked at for themselves.
MOST_NAMED = 2


class Archive:
    """A folder with a collection in it: its SQLite file, its words index, its meaning index.

    Owned by one process; within it safe to use from several threads. The indexes and the embedding model are
    opened when first needed.
    """

    def __init__(self, folder: Path, store: Store, embedder: Embedder | None) -> None:
        self.folder = folder
        self.store = store
        self._embedder = embedder
        self._asking: Remembering | None = None
        self._thesaurus: Thesaurus | None = None
        self._known_names: tuple[int, Names] | None = None  # and the last arrival they were read at
        self._words: WordIndex | None = None
        self._vectors: VectorIndex | None = None
        self._closed = False
        self._opening = threading.RLock()
        self._changing = threading.RLock()  # one ingest, removal, repair or rebuild at a time
        self._note_missing_indexes()

    @classmethod
    def open(cls, folder: str | Path | None = None, create: bool = True, embedder: Embedder | None = None) -> Archive:
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
        first_new = self.store.last_arrival() + 1
        batches = indexing.store_articles(self.store, self.words, sources, progress, fields, stop)
        while True:
            with self._changing:
                lines = next(batches, None)
            if lines is None:
                break
            yield from lines
        with self._changing:
            # Once somebody has asked here, an answer may cite what came in a moment ago.
            indexing.learn_habits(self.store, self.words, None if self._asking else first_new)
        self.embed(progress)

    def embed(self, progress: Progress | None = None) -> None:
        """Embed what an interrupted ingest left; without anything to do it does not even load the model."""
        with self._changing:
            if self.store.leaving("passage"):
                indexing.forget_vectors(self.store, self.vectors)
            if self.store.passages_to_embed(1):
                indexing.embed_passages(self.store, self.vectors, self.embedder, progress)

    def search(
        self,
        query: str,
        k: int = 10,
        since: str | None = None,
        until: str | None = None,
        outlets: Sequence[str] | None = None,
    ) -> list[Hit]:
        """At most `k` articles, best first, each with its best passage; copies of one story share a rank.

        `since` and `until` are ISO days, months or years, both inclusive. Raises DatelineError for a query
        without words and for a date that is none.
        """
        found = self._retriever().find(read_question(query, self.store.outlets()), since, until, outlets)
        return rank_hits(found.candidates, lambda article_id: stories.copies(self.store, article_id), k)

    def ask(
        self,
        question: str,
        since: str | None = None,
        until: str | None = None,
        outlets: Sequence[str] | None = None,
        asked: str | None = None,
        history: Sequence[Turn] | None = None,
    ) -> Answer:
        """Answer a question in quoted sentences, each with its citation, or say that the collection does not.

        Filters as in `search`. `asked` is the ISO day the question is asked on, today by default: "last week" is told
        from it. `history` are the turns before, oldest first: {"role", "content"}; a follow-up is written out from
        them, and `understood` says how. Raises DatelineError for a question without words and for a date that is none.
        """
        began = time.perf_counter()
        day = bounds(asked)
        if asked and not day:
            raise DatelineError(f'"{asked}" is not a date such as "2024-05-31".')
        asked_on = day[1] if day else None
        read = self._read(question, asked_on, history or ())
        enquiry = read_enquiry(read.text)
        if enquiry:
            answer = self._enquired(enquiry, read, (since, until, outlets), history or (), began)
            if answer:
                return answer
        read, notes = self._spelt(read, asked_on)
        read, dated = read_by_event(read, asked_on, self.words, self.store)
        compared = find_sides(read, asked_on, self.store.outlets(), self._retriever().find, (since, until, outlets))
        found = (self._retriever().find if compared else self._find)(read, since, until, outlets)
        timer = Timer(began, time.perf_counter())
        told = language_notes(read.text, found.evidence, self.store)
        notes = [*notes, *dated, *told, *self._notes(found)]
        return compose_answer(read, found, self._copies_of, timer, notes, compared, self._thesaurus)

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

    def _retriever(self) -> Retriever:
        with self._opening:
            self._asking = self._asking or Remembering(self.embedder)
            self._thesaurus = self._thesaurus or load_thesaurus()
            return Retriever(self.store, self.words, self.vectors, self._asking, self._thesaurus)

    def _read(self, question: str, asked: date | None, history: Sequence[Turn]) -> Question:
        outlets = self.store.outlets()
        read = read_question(question, outlets, asked)
        written = write_out(read.shown, history, outlets)
        return read if written == read.shown else replace(read_question(written, outlets, asked), shown=read.shown)

    def _enquired(
        self,
        enquiry: Enquiry,
        read: Question,
        filters: tuple[str | None, str | None, Sequence[str] | None],
        history: Sequence[Turn],
        began: float,
    ) -> Answer | None:
        """The answer to what is asked of the collection itself; "this story" is the one of the question before."""
        if is_this_story(enquiry.about):
            before = write_out("What about it?", history, self.store.outlets())
            enquiry = Enquiry("new") if before == "What about it?" else replace(enquiry, about=before)
        passing = self.store.matching(*filters)[0] if any(filters) else None
        desk = Desk(self.store, lambda query, k: self.search(query, k, *filters), self._copies_of, passing)
        return desk.answer(enquiry, read, Timer(began, time.perf_counter()))

    def _spelt(self, read: Question, asked: date | None) -> tuple[Question, list[str]]:
        """The question with its names spelt as here, and what is to be said of it."""
        text, notes = correct(read, self.words.document_frequency, self._names)
        if not notes:
            return read, []
        spelt = read_question(text, self.store.outlets(), asked)
        return replace(spelt, shown=read.shown, periods=read.periods), notes

    def _names(self) -> Names:
        with self._opening:
            arrived = self.store.last_arrival()
            if self._known_names is None or self._known_names[0] != arrived:
                # Names stand where articles begin; so a question never waits for a whole large collection to be read.
                rows = self.store.rows(
                    "SELECT v.title || ' ' || substr(v.text, 1, ?) FROM articles a JOIN versions v "
                    "ON v.article_id = a.id AND v.version = a.version ORDER BY a.arrived DESC LIMIT ?",
                    (settings.NAMED_WITHIN, settings.NAMED_IN_ARTICLES),
                )
                self._known_names = (arrived, Names(row[0] for row in rows))
            return self._known_names[1]

    def _find(self, question: Question, since: str | None, until: str | None, outlets: Sequence[str] | None) -> Found:
        """What is found for a question, with what the periods and the outlets that it names have for it.

        A period or an outlet in the question hides nothing, but what it names is looked at for itself, too.
        """
        retriever = self._retriever()
        found = retriever.find(question, since, until, outlets)
        named: list[Found] = []
        if not since and not until:
            for first, last in question.periods[:MOST_NAMED]:
                named.append(retriever.find(question, first.isoformat(), last.isoformat(), outlets))
        if not outlets:
            for outlet in sorted(question.outlets)[:MOST_NAMED]:
                named.append(retriever.find(question, since, until, [outlet]))
        evidence = {(each.article.id, each.start): each for more in (*named, found) for each in more.evidence}
        return replace(found, evidence=sorted(evidence.values(), key=lambda each: -each.chance))

    def _copies_of(self, article: Article) -> list[Article]:
        ids = stories.copies(self.store, article.id)
        articles = self.store.articles(ids)
        return [articles[each] for each in ids]

    def _notes(self, found: Found) -> list[str]:
        notes = []
        if found.undated_left_out:
            notes.append(f"The date filter left out {_counted(found.undated_left_out, 'article')} without a date.")
        waiting = self.store.waiting_to_be_embedded()
        if waiting:
            notes.append(f"{_counted(waiting, 'passage')} can be found by words only until they are embedded.")
        return notes

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


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
