from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.article import Article, version_of
from corpus.prints import Prints
from rag import copies
from rag.archive import Archive
from rag.relatives import put_prints
from rag.store import Store

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
    assert copies.copies_of(archive.store, "two") == ["one", "three"]
    assert copies.copies_of(archive.store, "other") == []
    assert copies.head_of(archive.store, "three") == "one"


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
    assert copies.copies_of(archive.store, "0") == []
    assert copies.copies_of(archive.store, "1") == ["2", "3"]
    archive.remove("1")
    assert copies.copies_of(archive.store, "2") == ["3"]
    assert copies.head_of(archive.store, "3") == "2"
    assert archive.check() == []


def test_one_page_under_two_ids_is_one_family_though_a_figure_was_corrected(
    archive: Archive, write_jsonl: Callable[..., Path]
) -> None:
    page = "https://www.post.example/ferry/index.html?utm_source=mail"
    corrected = STORY.replace("92", "82") + MORE
    lines = [{"id": "one", "title": "A", "text": STORY, "url": page},
             {"id": "two", "title": "A", "text": corrected, "url": "http://post.example/ferry/"},
             {"id": "elsewhere", "title": "A", "text": STORY.replace("92", "72"), "url": "http://daily.example/ferry"},
             {"id": "next day", "title": "B", "text": OTHER, "url": page}]  # fmt: skip
    assert ingest(archive, write_jsonl(*lines)) == {
        "one": ("added", None), "two": ("copy", "one"), "elsewhere": ("added", None), "next day": ("added", None),
    }  # fmt: skip
    assert [archive.article(each).text for each in ("one", "two")] == [STORY, corrected]


def test_what_is_cut_before_the_changed_number_joins_one_side_and_never_both(
    archive: Archive, write_jsonl: Callable[..., Path]
) -> None:
    changed = STORY.replace("nine", "ten")
    cut = STORY[: STORY.index(" The next boat")]
    lines = [{"id": name, "title": name, "text": text} for name, text in (("a", STORY), ("b", changed), ("cut", cut))]
    ingest(archive, write_jsonl(*lines))
    assert sorted(copies.copies_of(archive.store, "cut")) in (["a"], ["b"])


SENTENCES = [f"{each.strip('. ')}." for each in f"{STORY} {MORE} {OTHER}".split(". ")]


@st.composite
def texts(draw: st.DrawFn) -> str:
    start = draw(st.integers(0, 3))
    end = draw(st.integers(start + 2, len(SENTENCES)))
    text = " ".join(SENTENCES[start:end])
    people, hour = draw(st.sampled_from(["92", "82"])), draw(st.sampled_from(["nine", "ten"]))
    return text.replace("92", people).replace("nine", hour)


def families(folder: Path, arrivals: list[tuple[str, str]], removed: list[str]) -> set[frozenset[str]]:
    """Who is together after these (id, text) came in this order and some left again."""
    store = Store(folder)
    try:
        with store.transaction():
            for article_id, text in arrivals:
                version = version_of("", text, None, None)
                article = Article(id=article_id, version=version, title="", text=text, source=article_id)
                store.put(article, [])
                copies.place(store, article)
            for article_id in removed:
                copies.remove(store, article_id)
        followers = {each for (each,) in store.rows("SELECT id FROM articles WHERE copy_of IS NOT NULL")}
        assert not followers & {leader for (leader,) in store.rows("SELECT copy_of FROM articles")}
        return {frozenset([each, *copies.copies_of(store, each)]) for each in store.article_ids()}
    finally:
        store.close()


@settings(deadline=None, max_examples=25)
@given(st.lists(texts(), min_size=2, max_size=9), st.randoms(use_true_random=False))
def test_who_is_together_does_not_depend_on_the_order_of_arrival(found: list[str], chance: Random) -> None:
    final = [(f"a{number}", text) for number, text in enumerate(found)]
    with TemporaryDirectory() as one, TemporaryDirectory() as other:
        # The other way round with earlier wordings that were replaced, and an article that came and went.
        shuffled = [(name, chance.choice(found)) for name, _ in final] + [("gone", chance.choice(found))] + final
        tail = shuffled[len(final) :]
        chance.shuffle(tail)
        assert families(Path(one), final, []) == families(Path(other), shuffled[: len(final)] + tail, ["gone"])


def test_families_of_other_rules_are_found_anew(archive: Archive, write_jsonl: Callable[..., Path]) -> None:
    lines = [{"id": str(n), "title": str(n), "text": STORY} for n in range(3)]
    ingest(archive, write_jsonl(*lines))
    store = archive.store
    with store.transaction():
        store.set_setting("stories", "rules of long ago")
        for number in range(3):
            put_prints(store, str(number), Prints((1, 2, 3), 3))
        store.rows("UPDATE articles SET copy_of = NULL")
    ingest(archive, write_jsonl({"id": "3", "title": "3", "text": STORY}))
    assert copies.copies_of(archive.store, "0") == ["1", "2", "3"]
