from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.article import Article
from rag.grouping import RARE_IN, group_by_event
from tests.rag.test_events import FIRST, FIRST_ELSEWHERE, RECALLING, SECOND, WEATHER, article


def grouped(*articles: Article) -> set[frozenset[str]]:
    return {frozenset(articles[at].id for at in group) for group in group_by_event(articles)}


def families(*names: str) -> set[frozenset[str]]:
    return {frozenset(each.split()) for each in names}


def test_reports_of_one_event_are_together_and_those_of_two_are_not() -> None:
    told = [article("a", FIRST, "2013-03-04"), article("b", FIRST_ELSEWHERE, "2013-03-05")]
    later = [article("c", SECOND, "2016-07-08"), article("hail", WEATHER, "2013-03-04")]
    assert grouped(*told, *later) == families("a b", "c", "hail")


def test_an_article_without_a_day_joins_the_story_it_is_most_like_and_makes_no_one_story_of_two() -> None:
    told = [article("old", FIRST, "2013-03-04"), article("new", SECOND, "2016-07-08")]
    assert grouped(*told, article("undated", f"{SECOND} Nobody slept.", None)) == families("old", "new undated")
    assert grouped(*told, article("yearless", f"{FIRST} Nobody slept.", "--03-04")) == families("old yearless", "new")
    between = article("between", f"{FIRST} {SECOND}", None)
    assert {"old", "new"} not in [group & {"old", "new"} for group in grouped(*told, between)]


def test_articles_without_a_day_that_tell_the_same_are_together() -> None:
    assert grouped(article("a", FIRST, None), article("b", FIRST_ELSEWHERE, None), article("c", WEATHER, None)) == (
        families("a b", "c")
    )


def test_a_later_report_that_names_the_day_joins_and_brings_nobody_with_it() -> None:
    old = [article("old", FIRST, "2013-03-04"), article("told", FIRST_ELSEWHERE, "2013-03-05")]
    recalling = article("recalling", RECALLING, "2016-11-20")
    assert grouped(*old, recalling) == families("old told recalling")
    other = article("other", RECALLING.replace("4 March", "14 August"), "2016-11-20")
    assert grouped(*old, other) == families("old told", "other")
    both = [recalling, article("again", f"{RECALLING} Two asked why.", "2016-11-21")]
    assert grouped(*old, *both) == families("old told", "recalling again")


def test_a_chain_in_which_each_is_like_the_next_is_not_one_story() -> None:
    words = [f"Wharf{number} keeper{number} lantern{number} gale{number} barge{number}" for number in range(22)]
    chain = [
        article(
            f"n{number:02}", f"{words[number]} {words[number + 1]} {words[number + 2]}.", f"2020-05-{number + 1:02}"
        )
        for number in range(20)
    ]
    stories = grouped(*chain)
    assert max(map(len, stories)) <= 5
    assert len(stories) >= 4


def test_phrases_of_a_trade_make_no_story_of_its_reports() -> None:
    phrase = "The issue pays coupon interest at par through underwriters in denominations of bearer notes"
    bonds = [
        article(f"n{number}", f"{phrase}. Borrower{number} signed clause{number} annex{number}.", "2020-05-04")
        for number in range(RARE_IN + 1)
    ]
    assert len(grouped(*bonds)) == len(bonds)
    assert len(grouped(*bonds[:2])) == 1  # where two have it, it tells


def test_nothing_and_empty_articles_make_no_story() -> None:
    assert group_by_event([]) == []
    assert grouped(article("a", "", None), article("b", "", "2020"), article("c", "?!", "2020-01-01")) == families(
        "a", "b", "c"
    )


def test_it_says_how_far_it_is() -> None:
    done: list[int] = []
    group_by_event([article("a", FIRST, None), article("b", WEATHER, None)], done.append)
    assert done == [1, 2]


@pytest.mark.parametrize(
    "text", ["東京で橋が開いた。市長は式に出た。", "افتتح الجسر في الميناء يوم الاثنين", "Мост открыли в порту"]
)
def test_other_scripts_are_grouped_by_their_words(text: str) -> None:
    told = [article("a", text, "2020-05-04"), article("b", f"{text} {text}", "2020-05-05")]
    assert grouped(*told, article("hail", WEATHER, "2020-05-04")) == families("a b", "hail")


published = st.sampled_from(
    [None, "0001-01-01", "9999", "2013-03-04", "2013-03-06", "2016-07-08", "2016", "2016-07", "--03-05", "--07-08"]
)
text = st.sampled_from([FIRST, FIRST_ELSEWHERE, SECOND, RECALLING, WEATHER, ""])


@settings(deadline=None)
@given(told=st.lists(st.tuples(text, published), max_size=9), chance=st.randoms(use_true_random=False))
def test_every_article_is_in_one_story_whatever_the_order(told: list[tuple[str, str | None]], chance: Random) -> None:
    articles = [article(f"n{number}", *each) for number, each in enumerate(told)]
    stories = grouped(*articles)
    assert sorted(name for story in stories for name in story) == [each.id for each in articles]
    chance.shuffle(articles)
    assert grouped(*articles) == stories
