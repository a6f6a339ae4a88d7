from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from corpus.article import Article, DatelineError, version_of
from rag.store import Store, passage_id


def article(number: int, text: str = "The bridge opened. Nobody fell.", **fields: Any) -> Article:
    title, outlet, published = f"Title {number}", fields.pop("outlet", None), fields.pop("published", None)
    version = version_of(title, text, outlet, published)
    return Article(
        id=f"a{number}", version=version, title=title, outlet=outlet, published=published, text=text,
        source=f"file{number}.txt", **fields,
    )  # fmt: skip


def put(store: Store, *articles: Article) -> None:
    with store.transaction():
        for each in articles:
            store.put(each, [(0, 18), (19, len(each.text))])


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store(tmp_path)
    yield opened
    opened.close()


def test_an_article_comes_back_as_it_went_in(store: Store) -> None:
    whole = article(
        1, "The bridge opened. \x00 Ünïcode 🚢 stays.", outlet="The Post", published="2021-05", authors=["A", "B"],
        dateline="TAMSIN", language="en", url="https://x.example/1", origin={"title": "the page"}, extra={"n": [1, {}]},
    )  # fmt: skip
    put(store, whole)
    assert store.article("a1") == whole
    assert store.articles(["a1", "unknown"]) == {"a1": whole}


def test_an_earlier_version_stays_readable_and_its_passages_go(store: Store) -> None:
    first, second = article(1), article(1, "The bridge opened! Somebody fell.")
    put(store, first)
    put(store, second)
    assert store.article("a1") == second
    assert store.article("a1", first.version) == first
    assert {passage.version for passage in store.article_passages("a1")} == {second.version}
    assert sorted(store.leaving("passage")) == sorted(passage_id("a1", first.version, *s) for s in [(0, 18), (19, 31)])
    assert [each.version for each in store.versions()] == [first.version, second.version]


def test_going_back_to_an_earlier_version_makes_it_current_and_last(store: Store) -> None:
    first, second = article(1), article(1, "The bridge opened! Somebody fell.")
    for each in (first, second, first):
        put(store, each)
    assert store.article("a1") == first
    assert [each.version for each in store.versions()] == [second.version, first.version]
    assert not set(store.leaving("passage")) & {passage.id for passage in store.article_passages("a1")}


def test_passages_are_slices_of_the_text(store: Store) -> None:
    put(store, article(1, "The 🚢 \x00 sailed in. Nobody fell."))
    for passage in store.article_passages("a1"):
        assert store.article("a1").text[passage.start : passage.end] == passage.text
    assert store.passages(["unknown"]) == {}


def test_removing_takes_versions_and_passages_and_tells_both_indexes(store: Store) -> None:
    put(store, article(1), article(2))
    put(store, article(1, "The bridge closed. Somebody fell."))
    with store.transaction():
        store.remove("a1")
    assert store.counts() == {"articles": 1, "versions": 1, "passages": 2, "embedded": 0, "copies": 0}
    assert store.leaving("article") == ["a1"]
    assert len(store.leaving("passage")) == 4
    with pytest.raises(DatelineError, match="no article with the id a1"):
        store.article("a1")


@pytest.mark.parametrize(
    ("since", "until", "expected", "undated"),
    [
        ("2021-05-02", None, {"month", "year", "late"}, 2),
        (None, "2021-05-01", {"day", "month", "year"}, 2),
        ("2021-05-01", "2021-05-01", {"day", "month", "year"}, 2),
        ("2022", None, {"late"}, 2),
        ("2021", "2021", {"day", "month", "year"}, 2),
        (None, None, {"day", "month", "year", "late", "none", "no year"}, 0),
    ],
)
def test_a_date_filter_takes_whole_periods_and_counts_the_undated(
    store: Store, since: str | None, until: str | None, expected: set[str], undated: int
) -> None:
    dates = {"day": "2021-05-01T10:00:00+02:00", "month": "2021-05", "year": "2021", "late": "2022-01-01", "none": None,
             "no year": "--05-01"}  # fmt: skip
    for number, published in enumerate(dates.values()):
        put(store, article(number, published=published))
    names = dict(zip((f"a{number}" for number in range(6)), dates, strict=True))
    passing, left_out = store.matching(since, until)
    assert ({names[each] for each in passing}, left_out) == (expected, undated)


@pytest.mark.parametrize("date", ["yesterday", "2021-13", "2021-02-30", "--05-01", "20210501", "2021-05-01; DROP"])
def test_a_date_that_is_none_is_refused(store: Store, date: str) -> None:
    with pytest.raises(DatelineError, match="2024-05-31"):
        store.matching(since=date)


def test_outlets_are_compared_without_case(store: Store) -> None:
    put(store, article(1, outlet="The Post"), article(2, outlet="Daily"), article(3))
    assert store.matching(outlets=["the POST"]) == ({"a1"}, 0)
    assert store.matching(outlets=["the post", "DAILY"]) == ({"a1", "a2"}, 0)
    assert store.outlets() == {"Daily": 1, "The Post": 1}


def test_an_address_leads_to_its_article_however_it_is_decorated(store: Store) -> None:
    put(store, article(1, url="https://www.x.example/story/?utm_source=mail#top"))
    assert store.id_of_url("http://x.example/story") == "a1"
    assert store.id_of_url("http://x.example/other") is None
