"""rag/relatives.py: candidates for copies, found by their prints."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.article import Article, version_of
from corpus.prints import Prints, prints_of
from rag.relatives import MOST_RELATIVES, held_prints, put_prints, relatives, sharing_prints, take_prints_out
from rag.store import Store

WORDS = [f"word{number}" for number in range(400)]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store(tmp_path)
    yield opened
    opened.close()


def put(store: Store, article_id: str, text: str) -> Prints:
    version = version_of("", text, None, None)
    url = f"https://quay.example/{article_id}"
    article = Article(id=article_id, version=version, title="", text=text, source=article_id, url=url)
    with store.transaction():
        store.put(article, [])
        put_prints(store, article_id, prints_of(text))
    return prints_of(text)


def test_texts_that_share_wording_are_relatives_and_others_are_not(store: Store) -> None:
    whole = put(store, "whole", " ".join(WORDS[:300]))
    put(store, "cut", " ".join(WORDS[:150]))
    put(store, "other", " ".join(WORDS[300:]))
    found = sharing_prints(store, whole, besides="whole")
    assert [relative.id for relative in found] == ["cut"] and found[0].contained > 0.8
    assert found[0].leader == "cut" and found[0].url == "https://quay.example/cut" and found[0].shingles == 146


def test_leaders_come_first_and_only_so_many(store: Store) -> None:
    text = " ".join(WORDS)
    for number in range(MOST_RELATIVES + 5):
        put(store, f"a{number:02d}", text)
    with store.transaction():
        store.rows("UPDATE articles SET copy_of = 'a54' WHERE id != 'a54'")
    found = sharing_prints(store, prints_of(text), besides="a00")
    assert found[0].id == "a54" and len(found) == MOST_RELATIVES
    assert [(each.id, each.leader) for each in relatives(store, ["a01", "unknown"])] == [("a01", "a54")]


def test_new_prints_take_the_place_of_the_old_and_leave_nothing_behind(store: Store) -> None:
    first, second = put(store, "a", " ".join(WORDS[:300])), put(store, "a", " ".join(WORDS[300:]))
    assert held_prints(store, "a") == second
    assert sharing_prints(store, first, besides="") == []
    assert [relative.id for relative in sharing_prints(store, second, besides="")] == ["a"]
    with store.transaction():
        take_prints_out(store, "a")
    assert held_prints(store, "a") == Prints((), 0)
    assert store.rows("SELECT count(*) FROM prints") == store.rows("SELECT count(*) FROM sketches") == [(0,)]


def test_a_text_without_words_has_no_relatives(store: Store) -> None:
    assert sharing_prints(store, put(store, "a", "—"), besides="") == []
    assert held_prints(store, "a") == Prints((), 0)
