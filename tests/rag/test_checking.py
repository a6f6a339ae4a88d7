from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from rag.archive import Archive


@pytest.fixture
def filled(archive: Archive, invented: Callable[..., dict[str, Any]], write_jsonl: Callable[..., Path]) -> Archive:
    list(archive.ingest([write_jsonl(*(invented(number) for number in range(4)))]))
    assert archive.check() == []
    return archive


def a_passage(archive: Archive) -> str:
    return archive.store.article_passages("quay-1")[0].id


def lose_a_word_passage(archive: Archive) -> None:
    archive.words.delete([a_passage(archive)])


def leave_a_word_passage_over(archive: Archive) -> None:
    archive.words.replace([], [("stray", "gone", "Title", "text")])


def put_a_word_passage_in_twice(archive: Archive) -> None:
    archive.words.replace([], [(a_passage(archive), "quay-1", "Title", "text")])


def lose_a_vector(archive: Archive) -> None:
    archive.vectors.delete([a_passage(archive)])


def leave_a_vector_over(archive: Archive) -> None:
    archive.vectors.upsert(["stray"], ["gone"], np.eye(1, 64, dtype=np.float32))


def forget_a_mark(archive: Archive) -> None:
    with archive.store.transaction():
        archive.store.mark_embedded([a_passage(archive)], embedded=False)


def move_a_span(archive: Archive) -> None:
    with archive.store.transaction():
        archive.store.rows('UPDATE passages SET "end" = 100000 WHERE id = ?', (a_passage(archive),))


def lose_a_passage(archive: Archive) -> None:
    with archive.store.transaction():
        archive.store.rows("DELETE FROM passages WHERE id = ?", (a_passage(archive),))


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (lose_a_word_passage, "1 passage (p"),
        (lose_a_word_passage, "is missing from the words index."),
        (leave_a_word_passage_over, "1 passage (stray) is left over in the words index."),
        (put_a_word_passage_in_twice, "is more than once in the words index."),
        (lose_a_vector, "is missing from the meaning index."),
        (leave_a_vector_over, "1 passage (stray) is left over in the meaning index."),
        (forget_a_mark, "is not yet in the meaning index."),
        (move_a_span, "The passages of 1 article (quay-1) do not lie in the text."),
        (lose_a_passage, "The passages of 1 article (quay-1) do not lie in the text."),
    ],
)
def test_a_fault_is_told_in_a_sentence_and_mended(filled: Archive, harm: Callable[[Archive], None], said: str) -> None:
    harm(filled)
    assert any(said in fault for fault in filled.check())
    assert any(said in fault for fault in filled.check(repair=True))
    assert filled.check() == []


def test_a_text_that_was_tampered_with_is_told_and_not_mended(filled: Archive) -> None:
    with filled.store.transaction():
        filled.store.rows("UPDATE versions SET text = replace(text, 'lamp', 'lump') WHERE article_id = 'quay-2'")
    for repair in (False, True, False):
        (fault,) = filled.check(repair)
        assert "quay-2" in fault


@pytest.mark.parametrize("index", ["words", "vectors"])
def test_a_vector_or_words_index_that_cannot_be_read_is_told_and_made_again(filled: Archive, index: str) -> None:
    folder, embedder = filled.folder, filled.embedder
    filled.close()
    (damaged,) = folder.glob(f"{index}-*")
    for file in damaged.rglob("*"):
        if file.is_file():
            file.write_bytes(b"damaged")
    with Archive.open(folder, embedder=embedder) as archive:
        assert any("cannot be read" in fault for fault in archive.check())
        archive.check(repair=True)
        assert archive.check() == []
