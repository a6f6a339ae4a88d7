from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus.article import DatelineError
from rag import stories
from rag.archive import Archive
from rag.stories import StoryEntry
from tests.rag.test_events import FIRST, FIRST_ELSEWHERE, SECOND, WEATHER

Write = Callable[..., Path]

OLD = {"id": "old", "title": "Herring call", "outlet": "The Skerry Post", "published": "2013-03-04", "text": FIRST}
TOLD = {"id": "told", "title": "Quern and Tarrant talk", "outlet": "Mole", "published": "2013-03-05",
        "text": FIRST_ELSEWHERE}  # fmt: skip
REPRINT = {**OLD, "id": "reprint", "outlet": "Coast Daily", "published": "2013-03-09"}
NEW = {"id": "new", "title": "Another call", "outlet": "Mole", "published": "2016-07-08", "text": SECOND}
HAIL = {"id": "hail", "title": "Hail over Upper Dell", "outlet": "Coast Daily", "text": WEATHER}


@pytest.fixture
def filled(archive: Archive, write_jsonl: Write) -> Archive:
    assert len(list(archive.ingest([write_jsonl(OLD, TOLD, REPRINT, NEW, HAIL)]))) == 5
    return archive


def ids(found: list[StoryEntry]) -> list[list[str]]:
    return [[report.article_id for report in story.articles] for story in found]


def test_the_newest_event_is_first_and_what_has_no_day_is_last_and_not_lost(filled: Archive) -> None:
    found = filled.stories()
    assert ids(found) == [["new"], ["old", "told"], ["hail"]]
    call = found[1]
    assert call.label == "4 March 2013: Herring call"
    assert (call.first_published, call.last_published) == ("2013-03-04", "2013-03-05")
    assert call.outlets == ["The Skerry Post", "Mole"]
    assert found[2].label == "Hail over Upper Dell"
    assert found[2].first_published is found[2].last_published is None


def test_a_copy_stands_beside_its_report(filled: Archive) -> None:
    old = filled.stories()[1].articles[0]
    assert [(copy.article_id, copy.outlet, copy.published) for copy in old.copies] == [
        ("reprint", "Coast Daily", "2013-03-09")
    ]


def test_every_article_is_in_one_story(filled: Archive) -> None:
    found = filled.stories()
    told = [each.article_id for story in found for report in story.articles for each in (report, *report.copies)]
    assert sorted(told) == sorted(filled.store.article_ids())


def test_filters_leave_out_what_does_not_pass(filled: Archive) -> None:
    assert ids(filled.stories(outlets=["mole"])) == [["new"], ["told"]]
    assert ids(filled.stories(outlets=["Coast Daily"])) == [["reprint"], ["hail"]]
    assert ids(filled.stories(since="2013-03-05", until="2013")) == [["told", "reprint"]]
    assert filled.stories(since="2030") == []
    with pytest.raises(DatelineError, match="no date"):
        filled.stories(since="soon")


def test_words_narrow_to_stories_with_an_article_that_has_them_all(filled: Archive) -> None:
    assert ids(filled.stories("herring islands")) == [["old", "told"]]
    assert ids(filled.stories("greenhouses")) == [["hail"]]
    assert ids(filled.stories("Skerry hail")) == []
    assert ids(filled.stories("the Upper Dell")) == [["hail"]]  # from the headline, and "the" tells nothing
    with pytest.raises(DatelineError, match="no word"):
        filled.stories("?!")


def test_at_most_so_many_are_listed(filled: Archive) -> None:
    assert ids(filled.stories(k=1)) == [["new"]]


def test_an_empty_archive_has_no_stories(archive: Archive) -> None:
    assert archive.stories() == []


def test_stories_are_found_again_only_where_something_came_changed_or_went(
    filled: Archive, write_jsonl: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs: list[int] = []
    real = stories.group_by_event
    monkeypatch.setattr(stories, "group_by_event", lambda *given: (runs.append(1), real(*given))[1])

    def found_again() -> bool:
        before = len(runs)
        filled.stories()
        return len(runs) > before

    assert found_again()
    assert not found_again()
    assert [line.status for line in filled.ingest([write_jsonl(OLD)])] == ["unchanged"]
    assert not found_again()
    more: dict[str, Any] = {**NEW, "id": "more", "text": f"{SECOND} Nobody slept.", "outlet": "Coast Daily"}
    list(filled.ingest([write_jsonl(more)]))
    assert found_again()
    assert "more" in ids(filled.stories())[0]
    list(filled.ingest([write_jsonl({**more, "published": "2019-01-01"})]))
    assert found_again()
    assert ids(filled.stories())[0] == ["more"]
    filled.remove("more")
    list(filled.ingest([write_jsonl({**more, "id": "again"})]))  # as many articles as before, the last of them another
    assert found_again()
    monkeypatch.setattr(stories, "_RULES", "other rules")
    assert found_again()


def test_an_article_that_came_since_the_stories_were_found_is_alone_and_not_lost(
    filled: Archive, write_jsonl: Write
) -> None:
    filled.stories()
    list(filled.ingest([write_jsonl({**HAIL, "id": "more", "text": "Rain.", "published": "2020-01-01"})]))
    assert ids(stories.list_stories(filled.store))[0] == ["more"]


def test_a_timeline_has_all_reports_of_the_story_that_is_quoted(filled: Archive) -> None:
    answer = filled.ask("What did Ilse Quern and Bo Tarrant agree on at the Skerry islands?", until="2013-03-04")
    assert {citation.article_id for citation in answer.citations} == {"old"}
    told = filled.timeline(answer)
    assert [(each.article_id, each.published) for each in told] == [("old", "2013-03-04"), ("told", "2013-03-05")]
    assert told[0].citations == [citation.n for citation in answer.citations]
    assert told[1].citations == []
    assert [copy.article_id for copy in told[0].copies] == ["reprint"]


def test_what_is_not_found_or_gone_has_no_timeline(filled: Archive) -> None:
    assert filled.timeline(filled.ask("Who painted the ceiling of the opera?")) == []
    answer = filled.ask("What broke greenhouse panes in Upper Dell?")
    assert [each.article_id for each in filled.timeline(answer)] == ["hail"]
    filled.remove("hail")
    assert filled.timeline(answer) == []
