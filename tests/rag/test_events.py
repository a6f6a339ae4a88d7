from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.article import Article
from rag.events import Story, group_events

CALL = (
    "President Ilse Quern of Norrland and Chancellor Bo Tarrant of Suthmark spoke by telephone {day} about the "
    "herring quota. The call was made at the request of Suthmark, the chancellery said. {more}"
)
FIRST = CALL.format(day="on Monday", more="They agreed to meet at the Skerry islands before the season opens.")
FIRST_ELSEWHERE = (
    "Herring was what Ilse Quern and Bo Tarrant talked about when they telephoned on Monday, at Suthmark's request. "
    "Norrland's president and the chancellor want to meet at the Skerry islands before the season."
)
SECOND = CALL.format(day="on Friday", more="Fishermen blocked the harbour of Grey Mouth with forty boats meanwhile.")
RECALLING = (
    "On 4 March 2013 Ilse Quern and Bo Tarrant telephoned about the herring quota at the request of Suthmark. What "
    "became of it? The president of Norrland never went to the Skerry islands, and the season opened without them."
)
WEATHER = "Hail the size of plums broke three hundred greenhouse panes in Upper Dell. Gardeners swept until dusk."


def article(name: str, text: str, published: str | None) -> Article:
    return Article(id=name, version="1", title=text.split(".")[0][:50], text=text, published=published, source=name)


def even(term: str) -> float:
    return 1.0


def same_text(one: Article, other: Article) -> bool:
    return one.text == other.text


def grouped(*articles: Article) -> list[list[str]]:
    return [[each.id for each in story.articles] for story in group_events(articles, even, same_text)]


def test_two_calls_years_apart_are_two_events() -> None:
    assert grouped(article("old", FIRST, "2013-03-04"), article("new", SECOND, "2016-07-08")) == [["old"], ["new"]]


@pytest.mark.parametrize("day", ["2013-03-04", "2013-03-05", "2013-03-06T08:00:00+01:00", "2013-03"])
def test_reports_of_about_the_same_day_are_one_event(day: str) -> None:
    (story,) = grouped(article("a", FIRST, "2013-03-04T21:00"), article("b", FIRST_ELSEWHERE, day))
    assert set(story) == {"a", "b"}


def test_the_same_day_alone_does_not_make_one_event_of_two() -> None:
    assert grouped(article("a", FIRST, "2013-03-04"), article("b", WEATHER, "2013-03-04")) == [["a"], ["b"]]


def test_an_undated_copy_joins_its_original_and_not_a_later_event_like_it() -> None:
    old, new = article("old", FIRST, "2013-03-04"), article("new", SECOND, "2016-07-08")
    for order in permutations([old, new, article("copy", SECOND, None)]):
        assert grouped(*order) == [["old"], ["new", "copy"]]


def test_a_copy_with_a_day_of_its_own_stays_with_its_original() -> None:
    assert grouped(article("old", FIRST, "2013-03-04"), article("reprint", FIRST, "2013-09-20")) == [["old", "reprint"]]


def test_an_undated_report_joins_the_story_it_is_like_and_no_other() -> None:
    told = article("told", FIRST_ELSEWHERE, None)
    assert grouped(article("a", FIRST, "2013-03-04"), told) == [["a", "told"]]
    assert grouped(article("hail", WEATHER, "2013-03-04"), told) == [["hail"], ["told"]]


def test_a_later_article_that_names_the_day_belongs_to_the_event_of_that_day() -> None:
    old, recalling = article("old", FIRST, "2013-03-04"), article("recalling", RECALLING, "2016-11-20")
    assert grouped(recalling, old) == [["old", "recalling"]]
    another_day = article("other", RECALLING.replace("4 March", "14 August"), "2016-11-20")
    assert grouped(another_day, old) == [["old"], ["other"]]


def test_naming_the_day_is_not_enough_for_two_reports_that_are_little_alike() -> None:
    little = (
        "On 4 March 2013 the herring quota of Norrland was last touched, and Suthmark has made no call since. "
        "President Quern is no longer asked about it. Sprat, cod and eel are what boats land, and three "
        "canneries at Low Haven were sold."
    )
    old = article("old", FIRST, "2013-03-04")
    assert grouped(old, article("next day", little, "2013-03-05")) == [["old", "next day"]]
    assert grouped(old, article("later", little, "2016-11-20")) == [["old"], ["later"]]


def test_a_day_without_a_year_joins_that_day_of_the_year_and_no_other() -> None:
    old, other = article("old", FIRST, "2013-03-04"), article("yearless", FIRST_ELSEWHERE, "--03-05")
    assert grouped(other, old) == [["old", "yearless"]]
    assert grouped(article("summer", FIRST_ELSEWHERE, "--07-05"), old) == [["old"], ["summer"]]
    assert grouped(article("b", FIRST_ELSEWHERE, "--03-05"), article("a", FIRST, "--03-04")) == [["a", "b"]]
    assert grouped(article("a", FIRST, "2013-01-01"), article("eve", FIRST_ELSEWHERE, "--12-31")) == [["a", "eve"]]


@pytest.mark.parametrize(
    "day", ["--02-29", "--12-31", "2013", "2013-03", "2016-02-29T00:00:00Z", "0001-01-01", "9999-12-31"]
)
def test_every_form_of_a_day_can_be_compared_with_every_other(day: str) -> None:
    for other in ("--02-29", "--01-01", "2013", "2013-03", "2013-03-04", None):
        assert sum(map(len, grouped(article("a", FIRST, day), article("b", FIRST_ELSEWHERE, other)))) == 2


def test_a_story_is_named_by_its_first_dated_report() -> None:
    articles = [article("b", FIRST_ELSEWHERE, "2013-03-05"), article("a", FIRST, "2013-03-04"),
                article("c", FIRST, None)]  # fmt: skip
    (story,) = group_events(articles, even, same_text)
    assert [each.id for each in story.articles] == ["a", "b", "c"]
    assert story.published == "2013-03-04"
    assert story.label == f"4 March 2013: {articles[1].title}"
    assert Story((articles[2],)).label == articles[2].title


def test_nothing_makes_no_event() -> None:
    assert grouped() == []


published = st.sampled_from([None, "2013-03-04", "2013-03-06", "2016-07-08", "2016", "2016-07", "--03-05", "--07-08"])
text = st.sampled_from([FIRST, FIRST_ELSEWHERE, SECOND, RECALLING, WEATHER, ""])


@settings(deadline=None)
@given(given=st.lists(st.tuples(text, published), max_size=7))
def test_every_article_is_in_one_story_whatever_the_order(given: list[tuple[str, str | None]]) -> None:
    articles = [article(f"n{number}", *each) for number, each in enumerate(given)]
    stories = grouped(*articles)
    assert sorted(name for story in stories for name in story) == [each.id for each in articles]
    assert grouped(*reversed(articles)) == stories


PRINTED = [
    ("On 4 March 2013", True),
    ("On March 4, 2013", True),
    ("On 2013-03-04", True),
    ("On 4 March ٢٠١٣", True),
    ("At 04/03/13 10:30", False),  # 4 March or 3 April
    ("At 13/03/13 10:30", False),
    ("On 4 March", False),
    ("In March 2013", False),
    ("On 4 March 2012", False),
]


@pytest.mark.parametrize(("day", "together"), PRINTED)
def test_an_article_that_prints_the_day_of_another_tells_of_its_event(day: str, together: bool) -> None:
    later = article("later", RECALLING.replace("On 4 March 2013", day), "2016-07-08")
    for _ in range(2):  # the second time from what was kept
        assert grouped(article("old", FIRST, "2013-03-04"), later) == (
            [["old", "later"]] if together else [["old"], ["later"]]
        )
