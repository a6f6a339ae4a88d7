"""Lists and counts: every article once, newest first, counted by what the filters leave."""

from __future__ import annotations

from typing import Any

from rag.archive import Archive
from rag.listing import count_outlets, count_periods, list_articles, list_outlets
from tests.conftest import invented_article


def dated(number: int, published: str | None, outlet: str | None = "Daily") -> dict[str, Any]:
    return {**invented_article(number, paragraphs=1), "published": published, "outlet": outlet, "url": None}


def test_articles_come_newest_first_in_pages(archive: Archive, write_jsonl: Any) -> None:
    days = ["2021-05", "2021-05-20T08:00", "2021-05-20T09:00", None, "2019", "--05-20"]
    list(archive.ingest([write_jsonl(*[dated(n, day) for n, day in enumerate(days)])]))
    listed, total = list_articles(archive.store)
    assert [each.published for each in listed[:4]] == ["2021-05", "2021-05-20T09:00", "2021-05-20T08:00", "2019"]
    assert total == 6 and {each.published for each in listed[4:]} == {None, "--05-20"}
    parts = [list_articles(archive.store, most=2, skip=skip)[0] for skip in (0, 2, 4, 6)]
    assert [each for part in parts for each in part] == listed


def test_versions_and_copies_are_named(archive: Archive, write_jsonl: Any) -> None:
    first = invented_article(1)
    list(archive.ingest([write_jsonl(first)]))
    list(archive.ingest([write_jsonl({**first, "title": f"{first['title']} again"})]))
    other = invented_article(2)
    list(archive.ingest([write_jsonl(other, {**other, "id": "copy", "url": None, "outlet": "Coast"})]))
    listed = {each.id: each for each in list_articles(archive.store)[0]}
    assert listed["quay-1"].versions == 2 and listed["quay-1"].title.endswith("again")
    assert {each: listed[each].copy_of for each in ("copy", "quay-2")} == {"copy": None, "quay-2": "copy"}


def test_counts_are_of_years_or_of_months_where_there_are_few(archive: Archive, write_jsonl: Any) -> None:
    assert count_periods(archive.store) == {} and list_outlets(archive.store) == []
    few = [dated(1, "2021-05-20"), dated(2, "2021-06-01", "Coast"), dated(3, "2021", None), dated(4, None)]
    list(archive.ingest([write_jsonl(*few)]))
    assert count_periods(archive.store) == {"2021-06": 1, "2021-05": 1}
    assert count_periods(archive.store, ["coast"]) == {"2021-06": 1}
    assert count_outlets(archive.store, "2021-06") == {"Coast": 1}
    assert [(each.name, each.articles) for each in list_outlets(archive.store)] == [
        ("Daily", 2),
        ("Coast", 1),
        (None, 1),
    ]
    list(archive.ingest([write_jsonl(dated(5, "2014-01-01"), name="second.jsonl")]))
    assert count_periods(archive.store) == {"2021": 3, "2014": 1}
