"""Checking: is everything in the store, and nothing else, in both indexes, and findable there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from corpus.article import version_of
from rag.splitting import split_passages
from rag.store import Store, passage_id
from rag.vectors import VectorIndex
from rag.words import WordIndex

_NAMED = 3  # how many of many are named in a sentence


def check_store(store: Store, repair: bool) -> list[str]:
    """Faults of the SQLite file itself: its pages, its texts, the spans of its passages."""
    faults = [f"SQLite finds its file damaged: {row[0]}." for row in store.rows("PRAGMA quick_check") if row[0] != "ok"]
    for article in store.versions():
        if version_of(article.title, article.text, article.outlet, article.published) != article.version:
            faults.append(
                f"Article {article.id} is not what was stored as its version {article.version}; "
                "remove it and ingest it again."
            )
    misplaced = [article_id for article_id in store.article_ids() if not _well_placed(store, article_id)]
    if repair:
        for article_id in misplaced:
            split_again(store, article_id)
    if misplaced:
        faults.append(f"The passages of {_some(misplaced, 'article')} do not lie in the text.")
    return faults


def check_words(store: Store, words: WordIndex, repair: bool) -> list[str]:
    """Passages missing from the words index, left over in it or in it twice; `repair` unmarks or deletes them."""
    held = Counter(words.passage_ids())
    belongs = dict(store.rows("SELECT id, article_id FROM passages"))
    missing = [each for each in belongs if each not in held]
    twice = [each for each, times in held.items() if times > 1 and each in belongs]
    surplus = [each for each in held if each not in belongs]
    if repair:
        words.delete(surplus)
        with store.transaction():
            store.mark_indexed({belongs[each] for each in [*missing, *twice]}, indexed=False)
    return _sentences(
        "the words index", (missing, "missing from"), (twice, "more than once in"), (surplus, "left over in")
    )


def check_vectors(store: Store, vectors: VectorIndex, repair: bool) -> list[str]:
    """Vectors missing, left over or not findable; `repair` deletes or unmarks them, and embedding follows."""
    held = set(vectors.passage_ids())
    marks = dict(store.rows("SELECT id, embedded FROM passages"))
    waiting = [each for each, embedded in marks.items() if not embedded]
    missing = [each for each, embedded in marks.items() if embedded and each not in held]
    surplus = [each for each in held if each not in marks]
    lost = vectors.unfindable([each for each in marks if each in held])
    if repair:
        vectors.delete([*surplus, *lost])
        with store.transaction():
            store.mark_embedded([*missing, *lost], embedded=False)
    return _sentences(
        "the meaning index",
        (waiting, "not yet in"),
        (missing, "missing from"),
        (surplus, "left over in"),
        (lost, "not findable in"),
    )


def split_again(store: Store, article_id: str) -> None:
    """Make an article's passages from its text anew; those that come out the same keep their vectors."""
    article = store.article(article_id)
    with store.transaction():
        store.put_passages(article.id, article.version, split_passages(article.text))


def _well_placed(store: Store, article_id: str) -> bool:
    """Whether an article's passages are ordered, disjoint, inside its text and leave out nothing but spaces."""
    text = store.article(article_id).text
    at = 0
    for passage in store.article_passages(article_id):
        named = passage_id(article_id, passage.version, passage.start, passage.end)
        inside = at <= passage.start < passage.end <= len(text)
        if not inside or text[at : passage.start].strip() or named != passage.id:
            return False
        at = passage.end
    return not text[at:].strip()


def _sentences(index: str, *findings: tuple[list[str], str]) -> list[str]:
    said = []
    for ids, how in findings:
        if ids:
            verb = "is" if len(ids) == 1 else "are"
            said.append(f"{_some(ids, 'passage')} {verb} {how} {index}.")
    return said


def _some(ids: Iterable[str], noun: str) -> str:
    ids = sorted(ids)
    named = ", ".join(ids[:_NAMED]) + (", ..." if len(ids) > _NAMED else "")
    return f"{len(ids):,} {noun}{'' if len(ids) == 1 else 's'} ({named})"
