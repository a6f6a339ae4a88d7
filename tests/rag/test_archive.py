from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus.article import DatelineError
from rag.archive import Archive
from rag.embedding import Embedder

Make = Callable[..., dict[str, Any]]
Write = Callable[..., Path]


def test_every_hit_is_an_exact_span_and_no_more_than_asked_for(filled: Archive) -> None:
    hits = filled.search("Which lamp was lit on Quay4 Bridge?", k=3)
    assert hits[0].article_id == "quay-4"
    assert len(hits) <= 3
    for hit in filled.search("inspectors on the bridge", k=50):
        assert filled.article(hit.article_id, hit.version).text[hit.start : hit.end] == hit.text


def test_copies_of_a_story_share_a_rank(filled: Archive, invented: Make, write_jsonl: Write) -> None:
    reprint = invented(4) | {"id": "reprint", "url": "https://other.example/4", "outlet": "Other"}
    list(filled.ingest([write_jsonl(reprint, name="more.jsonl")]))
    hits = filled.search("Which lamp was lit on Quay4 Bridge?", k=5)
    assert {(hit.article_id, hit.rank, tuple(hit.copies)) for hit in hits[:2]} == {
        ("quay-4", 1, ("reprint",)),
        ("reprint", 1, ("quay-4",)),
    }
    assert hits[2].rank == 2


def test_filters_hold(filled: Archive) -> None:
    assert {hit.outlet for hit in filled.search("bridge", outlets=["paper 1"])} == {"Paper 1"}
    assert {hit.article_id for hit in filled.search("bridge", since="2021-05", until="2021-05-05")} == {"quay-4"}
    assert filled.search("bridge", since="1999", until="1999") == []


def test_the_day_a_query_is_asked_on_brings_the_news_of_then(filled: Archive) -> None:
    for number in (3, 5):
        day = f"2021-{number + 1:02}-{number + 2:02}"
        assert filled.search("Inspectors walked over a bridge", asked=day)[0].article_id == f"quay-{number}"
    with pytest.raises(DatelineError, match="someday"):
        filled.search("bridge", asked="someday")


def test_an_answer_cites_exact_spans(filled: Archive) -> None:
    answer = filled.ask("Which lamp was lit on Quay4 Bridge?")
    for citation in (*answer.citations, *answer.nearest):
        text = filled.article(citation.article_id, citation.version).text
        assert text[citation.start : citation.end] == citation.quote


def test_threads_may_ask_while_articles_come_in(filled: Archive, invented: Make, write_jsonl: Write) -> None:
    failed: list[BaseException] = []
    path = write_jsonl(*(invented(number) for number in range(20, 60)), name="more.jsonl")

    def ask() -> None:
        try:
            for number in range(15):
                assert filled.search(f"Quay{number % 6} Bridge", 3)
        except BaseException as error:
            failed.append(error)

    def ingest() -> None:
        try:
            list(filled.ingest([path]))
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=work) for work in (ask, ask, ingest, ask)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert filled.check() == []


def test_an_answer_does_not_depend_on_what_was_asked_before(filled: Archive, embedder: Embedder) -> None:
    asked = [f"How many inspectors walked over Quay{number} Bridge?" for number in range(6)]
    asked += ["Which lamp was lit in January 2021?", "What did Paper 1 report of Quay4?", "Who slept in district 3?"]

    def answers(archive: Archive, questions: list[str]) -> dict[str, dict[str, Any]]:
        return {each: {**archive.ask(each).model_dump(), "took_ms": None} for each in questions}

    first = answers(filled, asked)
    assert answers(filled, asked) == first
    filled.close()
    with Archive.open(filled.folder, embedder=embedder) as again:
        assert answers(again, asked[::-1]) == first


@pytest.mark.parametrize("asked", ["0001-01-01", "9999-12-31", "1499"])
def test_a_day_of_asking_that_history_has_not_is_one_sentence(archive: Archive, asked: str) -> None:
    with pytest.raises(DatelineError, match="cannot be the day of asking; give one from 1500 to 2999"):
        archive.ask("What happened last week?", asked=asked)
