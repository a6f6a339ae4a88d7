"""rag/history.py: the versions of an article and what changed between them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.article import DatelineError
from rag.archive import Archive
from rag.history import Change

WriteJsonl = Callable[..., Path]
FIRST = "The Amber Gannet came in late. She carried 212 people. Nobody was in danger, Moor said."
SECOND = "The Amber Gannet came in late. She carried 214 people. Nobody was in danger, Moor said. It rained."


def ingest(archive: Archive, path: Path) -> None:
    assert not [line for line in archive.ingest([path]) if line.status == "failed"]


def test_each_version_tells_what_it_changed_of_the_one_before(archive: Archive, write_jsonl: WriteJsonl) -> None:
    ingest(archive, write_jsonl({"id": "ferry", "title": "Ferry late", "text": FIRST}))
    ingest(archive, write_jsonl({"id": "ferry", "title": "Ferry very late", "text": SECOND}))
    first, second = archive.history("ferry")
    assert (first.current, second.current) == (False, True) and first.changes == []
    assert second.changes == [
        Change("title", "Ferry late", "Ferry very late"),
        Change("text", "She carried 212 people.", "She carried 214 people."),
        Change("text", "", "It rained."),
    ]
    assert archive.article("ferry", first.version).text == FIRST
    assert second.stored_at and first.stored_at and first.stored_at <= second.stored_at


def test_a_wording_that_comes_back_is_the_current_version_again(archive: Archive, write_jsonl: WriteJsonl) -> None:
    for text in (FIRST, SECOND, FIRST):
        ingest(archive, write_jsonl({"id": "ferry", "title": "Ferry late", "text": text}))
    editions = archive.history("ferry")
    assert [edition.current for edition in editions] == [False, True]
    assert Change("text", "It rained.", "") in editions[-1].changes


def test_an_unknown_article_is_named(archive: Archive) -> None:
    with pytest.raises(DatelineError, match="no article with the id nothing"):
        archive.history("nothing")
