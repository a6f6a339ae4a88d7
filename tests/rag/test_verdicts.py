"""Verdicts: one for each answer of a reader, bounded, and written out as questions to evaluate."""

from __future__ import annotations

from typing import Any

import pytest

from corpus.article import DatelineError
from rag import verdicts
from rag.archive import Archive
from rag.verdicts import Span, Verdict, export_verdicts, keep_verdict
from tests.conftest import invented_article


def verdict(**changes: Any) -> Verdict:
    given = {"id": "reader-01", "verdict": "helpful", "question": "What opened?", "status": "answered"}
    return Verdict.model_validate(given | changes)


def test_the_same_reader_changes_his_mind(archive: Archive) -> None:
    keep_verdict(archive.store, verdict())
    keep_verdict(archive.store, verdict(verdict="missed_something", reason="The cost."))
    keep_verdict(archive.store, verdict(id="reader-02"))
    kept = {line["id"]: line["kind"] for line in export_verdicts(archive.store)}
    assert kept == {"reader-01": "missed_something", "reader-02": "helpful"}


def test_an_export_claims_as_right_only_what_was_found_helpful(archive: Archive, write_jsonl: Any) -> None:
    list(archive.ingest([write_jsonl(invented_article(1))]))
    stored = archive.article("quay-1")
    span = Span(article_id="quay-1", version=stored.version, start=0, end=20)
    for n, (kind, status) in enumerate(
        [
            ("helpful", "answered"),
            ("wrong_citation", "answered"),
            ("helpful", "not_found"),
            ("missed_something", "not_found"),
        ]
    ):
        keep_verdict(archive.store, verdict(id=f"reader-{n:02}", verdict=kind, status=status, cited=[span]))
    archive.remove("quay-1")
    lines = list(export_verdicts(archive.store))
    assert [line.get("answerable") for line in lines] == [True, None, False, None]
    assert [line["answers"] for line in lines] == [[stored.text[:20]], [], [], []]
    assert lines[1]["cited"] == {"answers": [stored.text[:20]], "articles": ["quay-1"]}
    assert all(line["unreviewed"] for line in lines)


def test_a_quote_that_is_not_stored_is_refused(archive: Archive, write_jsonl: Any) -> None:
    list(archive.ingest([write_jsonl(invented_article(1))]))
    stored = archive.article("quay-1")
    for start, end in ((0, len(stored.text) + 1), (5, 5)):
        with pytest.raises(DatelineError, match="has no text"):
            keep_verdict(
                archive.store,
                verdict(cited=[Span(article_id="quay-1", version=stored.version, start=start, end=end)]),
            )


def test_nobody_fills_the_disk(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verdicts, "MOST_KEPT", 2)
    for n in range(2):
        keep_verdict(archive.store, verdict(id=f"reader-{n:02}"))
    with pytest.raises(DatelineError, match="and no more"):
        keep_verdict(archive.store, verdict(id="reader-99"))
    keep_verdict(archive.store, verdict(id="reader-01", verdict="missed_something"))
    assert len(list(export_verdicts(archive.store))) == 2
