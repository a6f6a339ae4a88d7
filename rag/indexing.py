"""Indexing: articles into the store, the words index and the meaning index. Killed anywhere, it goes on.

SQLite comes first, an index second, its mark in SQLite last. What is not marked is done again, and doing it
again changes nothing; so nothing is lost and nothing is in twice.
"""

from __future__ import annotations

import hashlib
import json
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from corpus.article import Article, DatelineError, Unmodified, Unreadable, article_id, version_of
from rag import copies, habits, ledger, visits
from rag.embedding import Embedder
from rag.settings import ARTICLES_A_BATCH, PASSAGES_A_BATCH, SECONDS_A_BATCH, TITLE_TOKENS
from rag.splitting import first_tokens, split_passages
from rag.store import Store
from rag.vectors import VectorIndex
from rag.words import WordIndex

Progress = Callable[[str, int, int], None]  # step, done, total
_Item = Article | Unreadable | Unmodified


@dataclass(frozen=True)
class IngestLine:
    """What became of one article or source."""

    id: str | None
    title: str | None
    outlet: str | None
    published: str | None
    source: str
    status: str  # added, updated, unchanged, copy, failed
    copy_of: str | None = None
    error: str | None = None

    def model_dump(self) -> dict[str, Any]:
        """The line as JSON, without `copy_of` and `error` where there are none."""
        line = asdict(self)
        return {key: value for key, value in line.items() if value is not None or key not in ("copy_of", "error")}


def store_articles(
    store: Store,
    words: WordIndex,
    sources: Iterable[str | Path],
    progress: Progress | None = None,
    fields: Mapping[str, str] | None = None,
    stop: threading.Event | None = None,
) -> Iterator[list[IngestLine]]:
    """Read, store and word-index, batch by batch; a batch's lines once its articles are found by their words.

    `fields` says where JSON lines keep what, as in `read_articles`. `stop` ends the reading of addresses with
    StoppedError; what is in by then stays in.
    """
    # Imported here: they bring trafilatura and an HTTP client, and asking needs none of it.
    from corpus.fetching import Fetcher
    from corpus.sources import count_sources, read_articles

    copies.renew(store)
    sources = list(sources)
    total = count_sources(sources) if progress else 0
    done = 0
    with Fetcher(lambda address: visits.recall(store, address), stop) as fetcher:
        for batch in _batches(read_articles(sources, fields, fetcher)):
            with store.transaction():
                fetched = {visit.address for visit in fetcher.visits}
                lines = [
                    _take(store, each, each.source in fetched or _is_among(each.source, sources)) for each in batch
                ]
                visits.keep(store, fetcher.visits)
            fetcher.visits.clear()
            index_words(store, words)
            done += len(batch)
            if progress:
                progress("reading", done, max(total, done))
            yield lines


def store_records(store: Store, words: WordIndex, records: Iterable[Mapping[str, Any]]) -> Iterator[list[IngestLine]]:
    """The same for articles in import format that lie in no file; they stand where they are read."""
    from corpus.lines import read_line

    copies.renew(store)
    items = (
        read_line(json.dumps(record).encode(), _name_of(record, number)) for number, record in enumerate(records, 1)
    )
    for batch in _batches(items):
        with store.transaction():
            lines = [_take(store, each, at_source=True) for each in batch]
        index_words(store, words)
        yield lines


def _name_of(record: Mapping[str, Any], number: int) -> str:
    """Where a posted record is said to stand: the same for every version of one article."""
    return f"posted:{record.get('id') or record.get('url') or number}"


def _batches(found: Iterable[_Item]) -> Iterator[list[_Item]]:
    """The items in batches of a bounded number and, where their source is slow, a bounded time. The last one may be
    empty: what was visited at the very end is kept with it."""
    batch: list[_Item] = []
    began = time.monotonic()
    for item in found:
        batch.append(item)
        if len(batch) >= ARTICLES_A_BATCH or time.monotonic() - began > SECONDS_A_BATCH:
            yield batch
            batch, began = [], time.monotonic()
    yield batch


def learn_habits(store: Store, words: WordIndex, uncited_from: int | None) -> None:
    """Take what the outlets print in article after article out of the stored articles; see rag.habits.learn."""
    habits.learn(store, uncited_from)
    index_words(store, words)


def index_words(store: Store, words: WordIndex) -> None:
    """Bring the words index up to the store: what left is taken out, what is unmarked put in and marked."""
    gone = store.leaving("article")
    while (waiting := store.articles_to_index(ARTICLES_A_BATCH)) or gone:
        articles = store.articles(waiting)
        words.replace(
            [*gone, *waiting],
            (
                (passage.id, each, articles[each].title, passage.text)
                for each in waiting
                for passage in store.article_passages(each)
            ),
        )
        with store.transaction():
            store.mark_indexed(waiting)
            store.has_left("article", gone)
        gone = []


def embed_passages(store: Store, vectors: VectorIndex, embedder: Embedder, progress: Progress | None = None) -> None:
    """Bring the meaning index up to the store, in batches that are marked one by one.

    Raises DatelineError when the vectors already there come from another embedder.
    """
    agree_on_embedder(store, embedder)
    total = store.waiting_to_be_embedded()
    done = 0
    while waiting := store.passages_to_embed(PASSAGES_A_BATCH):
        articles = store.articles(passage.article_id for passage in waiting)
        texts = [text_to_embed(articles[passage.article_id].title, passage.text) for passage in waiting]
        vectors.upsert(
            [passage.id for passage in waiting], [passage.article_id for passage in waiting], embedder.embed(texts)
        )
        with store.transaction():
            store.mark_embedded(passage.id for passage in waiting)
        done += len(waiting)
        if progress:
            progress("embedding", done, max(total, done))


def forget_vectors(store: Store, vectors: VectorIndex) -> None:
    """Take the vectors of passages that are no longer current out of the meaning index."""
    gone = store.leaving("passage")
    vectors.delete(gone)
    with store.transaction():
        store.has_left("passage", gone)


def text_to_embed(title: str, text: str) -> str:
    """What a passage's vector is made from: its article's title, cut to its budget, and its text."""
    return f"{first_tokens(title, TITLE_TOKENS)}\n{text}" if title else text


def agree_on_embedder(store: Store, embedder: Embedder) -> None:
    """Raise DatelineError when the archive's vectors come from another embedder than this one."""
    used = store.setting("embedder")
    if used is None:
        with store.transaction():
            store.set_setting("embedder", embedder.name)
    elif used != embedder.name:
        raise DatelineError(
            f"This archive's vectors were made with {used}, and {embedder.name} is in use now; the two cannot be "
            "compared. Make them again with: dateline rebuild"
        )


def remove_article(store: Store, words: WordIndex, article_id: str) -> None:
    """Take an article with all its versions out of the store and the words index; its vectors leave next.

    Raises DatelineError when there is no such article.
    """
    store.article(article_id)
    copies.renew(store)
    with store.transaction():
        copies.remove(store, article_id)
    index_words(store, words)


def _take(store: Store, item: _Item, at_source: bool) -> IngestLine:
    """Store one article and say what became of it. In a transaction.

    `at_source`: it was read where it stands, and not from an export that tells of its source.
    """
    if isinstance(item, Unmodified):
        return _leave_as_it_is(store, item)
    if isinstance(item, Unreadable):
        source, reason = _encodable(item.source), _encodable(item.reason)
        ledger.note(store, source, item.id, "failed", reason)
        return IngestLine(item.id, None, None, None, source, "failed", error=reason)
    article = _as_stored(item, store, at_source)
    if at_source:
        article = habits.leave_out(store, article)
    held = store.articles([article.id]).get(article.id)
    copy_of: str | None = None
    if held is None or _says_something_new(store, held, article, at_source):
        status = "updated" if held else "added"
        store.put(article, split_passages(article.text))
        copy_of = copies.place(store, article)
        habits.note_arrival(store, article)
        if copy_of and not held:
            status = "copy"
    else:
        status = "unchanged"
    ledger.note(store, article.source, article.id, status, content=_digest(article))
    return IngestLine(article.id, article.title, article.outlet, article.published, article.source, status, copy_of)


def _leave_as_it_is(store: Store, item: Unmodified) -> IngestLine:
    """The line of an address that has not changed, with the article that is stored from it; a feed has none."""
    source = _encodable(item.source)
    known = ledger.article_of(store, source) or store.id_of_url(source)
    article = store.articles([known]).get(known) if known else None
    if not article:
        return IngestLine(None, None, None, None, source, "unchanged")
    ledger.note(store, source, article.id, "unchanged", content=ledger.last_content(store, source, article.id))
    return IngestLine(article.id, article.title, article.outlet, article.published, source, "unchanged")


def _says_something_new(store: Store, held: Article, article: Article, at_source: bool) -> bool:
    """Whether an article that is known differs from what is stored, in a way that is news.

    Two files may hold two versions of one article: reading the older one again is no news. A file that went back
    to its earlier wording is.
    """
    digest = _digest(article)
    if digest == _digest(held):
        return False
    if at_source:
        return digest != ledger.last_content(store, article.source, article.id)
    return not store.has_version(article.id, article.version)


def _is_among(source: str, paths: list[str | Path]) -> bool:
    """Whether a source is one of the paths, lies in one of them, or is a line of one."""
    roots = {root for path in paths for root in (str(path), str(Path(path).absolute()), str(Path(path).resolve()))}
    return any(source == root or source.startswith((f"{root}/", f"{root}:")) for root in roots)


def _digest(article: Article) -> str:
    """What an article says; where it was read, how its fields were found and when it was touched do not count."""
    content = json.dumps(article.model_dump(exclude={"source", "origin", "modified", "left_out"}), sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()[:16]


def _as_stored(article: Article, store: Store, at_source: bool) -> Article:
    """The article under the id it has here, with text that SQLite can hold. An exported one keeps its id."""
    changes: dict[str, Any] = {}
    derived = article_id(None, article.url, article.source)
    if at_source and article.url and article.id == derived and not store.articles([derived]):
        changes["id"] = store.id_of_url(article.url) or derived
    try:
        article.model_dump_json()
        article.source.encode()
    except (ValueError, UnicodeEncodeError):  # a lone surrogate, from a broken escape in JSON or a file's name
        for field in ("id", "title", "text", "source", "outlet", "url", "dateline", "published"):
            value = getattr(article, field)
            changes.setdefault(field, _encodable(value) if value else value)
    article = article.model_copy(update=changes)
    version = version_of(article.title, article.text, article.outlet, article.published)
    return article.model_copy(update={"version": version})


def _encodable(text: str) -> str:
    return text.encode("utf-8", "replace").decode()
