from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from corpus.article import Article
from rag.questions import read_question
from rag.timeliness import timeliness


def on(*days: str | None) -> list[Article]:
    return [
        Article(id=f"a{at}", version="v", title="", text="Eels.", source="test", published=day)
        for at, day in enumerate(days)
    ]


def test_a_question_without_a_time_prefers_no_day() -> None:
    assert timeliness(read_question("Who caught the eels?"), on("2014-05-06", None, "2023")) == [0.0, 0.0, 0.0]


def test_the_day_named_is_preferred_and_one_next_to_it_hardly_less() -> None:
    named = read_question("Who caught the eels on 6 May 2014?")
    there, after, years_later, undated = timeliness(named, on("2014-05-06", "2014-05-09", "2023-05-06", None))
    assert there == after == 1.0
    assert years_later < 0.1
    assert undated == 0.0


def test_where_no_article_is_of_the_period_the_nearest_ones_are_preferred() -> None:
    near, far = timeliness(read_question("Who caught the eels in 2019?"), on("2016-12-30", "2008-01-01"))
    assert near == 1.0 > far


def test_the_present_is_where_the_newest_articles_are() -> None:
    newest, old = timeliness(read_question("Who caught eels this week?"), on("2023-05-06", "2021-05-06"))
    assert newest == 1.0 > old


def test_where_the_day_of_asking_is_given_the_week_before_it_is_preferred_unless_a_time_is_named() -> None:
    days = on("2023-05-06", "2023-06-20", "2021-05-06", None)
    asked = date(2023, 5, 9)
    that_week, later, long_before, undated = timeliness(read_question("Who caught eels?", (), asked), days)
    assert that_week == 1.0 > later > long_before > undated == 0.0
    assert timeliness(read_question("Who caught eels in 2021?", (), asked), days)[2] == 1.0


@given(
    st.lists(st.none() | st.dates().map(lambda day: day.isoformat()), max_size=6),
    st.sampled_from(["Eels in 1066?", "eels now?", "eels?", "Eels on 29 February 2024, or in 2013?"]),
)
def test_every_article_counts_between_0_and_1(days: list[str | None], question: str) -> None:
    worth = timeliness(read_question(question), on(*days))
    assert len(worth) == len(days)
    assert all(0 <= each <= 1 for each in worth)
