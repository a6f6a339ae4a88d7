"""rag/habits.py: an outlet's repeated lines leave what is stored, and nothing that was cited."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from rag.archive import Archive
from tests.corpus.test_habits import IMPRINT, MATTERS

WriteJsonl = Callable[..., Path]


def printed(line: str = IMPRINT, outlet: str = "The Gull Bay Courier", matters: Any = MATTERS) -> list[dict[str, Any]]:
    return [
        {"id": f"{outlet}-{n}", "title": title, "outlet": outlet, "text": f"{text}\n\nThat is item {n}.\n\n{line}"}
        for n, (title, text) in enumerate(matters)
    ]


def texts(archive: Archive) -> list[str]:
    return [archive.article(each).text for each in archive.store.article_ids()]


def test_a_repeated_line_is_taken_out_and_kept_beside_the_text(archive: Archive, write_jsonl: WriteJsonl) -> None:
    list(archive.ingest([write_jsonl(*printed())]))
    assert not any(IMPRINT in text for text in texts(archive)) and all(
        "That is item" in text for text in texts(archive)
    )
    assert archive.article("The Gull Bay Courier-0").left_out == [IMPRINT]
    assert archive.status()["left_out"] == {"The Gull Bay Courier": {IMPRINT: len(MATTERS)}}
    assert archive.store.counts()["versions"] == len(MATTERS)  # nobody can have cited the text with the line
    assert archive.check() == []


def test_reading_the_same_again_changes_nothing(archive: Archive, write_jsonl: WriteJsonl) -> None:
    path = write_jsonl(*printed())
    list(archive.ingest([path]))
    before = list(archive.export())
    assert {line.status for line in archive.ingest([path])} == {"unchanged"}
    assert list(archive.export()) == before


def test_a_known_line_leaves_an_article_that_comes_later(archive: Archive, write_jsonl: WriteJsonl) -> None:
    list(archive.ingest([write_jsonl(*printed())]))
    later = {**printed()[0], "id": "later", "title": "Bread knife stolen", "text": f"The knife is gone.\n\n{IMPRINT}"}
    list(archive.ingest([write_jsonl(later, name="later.jsonl")]))
    assert archive.article("later").text == "The knife is gone."
    assert archive.store.counts()["versions"] == len(MATTERS) + 1


def test_what_may_have_been_cited_stays_as_an_earlier_version(archive: Archive, write_jsonl: WriteJsonl) -> None:
    list(archive.ingest([write_jsonl(*printed()[:3])]))
    cited = archive.ask("Who won seats on the harbour board?").citations
    list(archive.ingest([write_jsonl(*printed()[3:], name="more.jsonl")]))
    assert not any(IMPRINT in text for text in texts(archive))
    for citation in cited:
        assert citation.quote in archive.article(citation.article_id, citation.version).text


def test_another_outlet_may_print_the_line(archive: Archive, write_jsonl: WriteJsonl) -> None:
    other = {
        "id": "other",
        "title": "A history of the Courier",
        "outlet": "Tern Post",
        "text": f"It is old.\n\n{IMPRINT}",
    }
    list(archive.ingest([write_jsonl(*printed(), other)]))
    assert IMPRINT in archive.article("other").text


def test_an_interrupted_ingest_learns_at_the_next(archive: Archive, write_jsonl: WriteJsonl) -> None:
    reading = archive.ingest([write_jsonl(*printed())])
    next(reading)
    reading.close()
    assert any(IMPRINT in text for text in texts(archive))
    list(archive.ingest([write_jsonl(name="nothing.jsonl")]))
    assert not any(IMPRINT in text for text in texts(archive))


def test_an_exported_collection_knows_its_habits(
    archive: Archive, write_jsonl: WriteJsonl, tmp_path: Path, embedder: Any
) -> None:
    list(archive.ingest([write_jsonl(*printed())]))
    exported = list(archive.export())
    with Archive.open(tmp_path / "second", embedder=embedder) as second:
        list(second.ingest([write_jsonl(*exported, name="export.jsonl")]))
        assert list(second.export()) == exported
        later = {**printed()[0], "id": "later", "title": "Knife found", "text": f"It was in the bread.\n\n{IMPRINT}"}
        list(second.ingest([write_jsonl(later, name="later.jsonl")]))
        assert second.article("later").text == "It was in the bread."
