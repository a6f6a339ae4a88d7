from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from rag.archive import Archive

STORY = (
    "The ferry Marigold left the quay at Skarra on Friday evening with 92 passengers, the harbour board said. "
    "It came back an hour later because of a rope in the screw, and nobody was hurt. The next boat left at nine. "
    "The board will hear the captain on Tuesday and publish what he said within the week."
)
MORE = " Fishermen on the quay said that they had warned of loose ropes since the spring storms, without an answer."
OTHER = (
    "Bakers in Highpool raised the price of a loaf for the third time this year, blaming the mill at Merrow for it. "
    "The mill answered that grain had become dearer everywhere, and that it had no choice but to follow the market."
)


def ingest(archive: Archive, path: Path) -> dict[str | None, tuple[str, str | None]]:
    return {line.id: (line.status, line.copy_of) for line in archive.ingest([path])}


def test_the_first_to_come_is_the_head_and_copies_are_one_step_deep(
    archive: Archive, write_jsonl: Callable[..., Path]
) -> None:
    lines = [{"id": "one", "title": "A", "text": STORY}, {"id": "two", "title": "B", "text": STORY + MORE},
             {"id": "three", "title": "C", "text": STORY}, {"id": "other", "title": "D", "text": OTHER}]  # fmt: skip
    assert ingest(archive, write_jsonl(*lines)) == {
        "one": ("added", None), "two": ("copy", "one"), "three": ("copy", "one"), "other": ("added", None),
    }  # fmt: skip
    assert archive.store.copies("two") == ["one", "three"]
    assert archive.store.copies("other") == []
    assert archive.store.head_of("three") == "one"


def test_a_different_number_is_news_and_no_copy(archive: Archive, write_jsonl: Callable[..., Path]) -> None:
    changed = STORY.replace("92", "82")
    lines = [{"id": "one", "title": "A", "text": STORY}, {"id": "two", "title": "B", "text": changed}]
    assert ingest(archive, write_jsonl(*lines))["two"] == ("added", None)


def test_copies_of_a_head_that_is_rewritten_or_removed_find_a_new_one(
    archive: Archive, write_jsonl: Callable[..., Path]
) -> None:
    lines: list[dict[str, Any]] = [{"id": str(n), "title": f"Title {n}", "text": STORY} for n in range(4)]
    ingest(archive, write_jsonl(*lines))
    rewritten = {"id": "0", "title": "Title 0", "text": OTHER}
    assert ingest(archive, write_jsonl(rewritten)) == {"0": ("updated", None)}
    assert archive.store.copies("0") == []
    assert archive.store.copies("1") == ["2", "3"]
    archive.remove("1")
    assert archive.store.copies("2") == ["3"]
    assert archive.store.head_of("3") == "2"
    assert archive.check() == []
