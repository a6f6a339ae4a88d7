from __future__ import annotations

import pytest

from rag.days import day_faults
from rag.pairing import pair_words
from tests.rag.making import NO_LIKES, setting, words_of


def faults(text: str, told: str, day: str | None = "2026-05-06") -> list[tuple[str, str]]:
    statement, given, carriers, pairings = setting(text, told, day=day)
    return words_of(day_faults(statement, carriers[0], given, pairings[0]))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("It opened on 4 May 2026.", "It opened on Monday."),  # the article is of Wednesday 6 May
        ("It opened on Monday.", "It opened on 4 May 2026."),
        ("It opened on 5 May 2026.", "It opened yesterday."),
        ("It will open on 11 May 2026.", "It will open on Monday."),
        ("It opened in May 2026.", "It opened on Monday."),
        ("It opened on Sept. 3.", "It opened on 3 September."),
        ("It opened in 2014.", "It opened on 9 June 2014."),
        ("It opened on 3 March 2026.", "It opened on 3 March."),
    ],
)
def test_a_day_may_be_named_otherwise(text: str, told: str) -> None:
    assert faults(text, told) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("It opened on 5 May 2026.", "It opened on Monday."),
        ("It opened on Sunday.", "It opened on Monday."),
        ("It opened in 2015.", "It opened in 2014."),
        ("It opened on 9 June 2014.", "It opened in 2014."),
        ("It opened in April.", "It opened in March."),
        ("It opened on 4 May 2026.", "It opened."),
    ],
)
def test_another_day_or_a_surer_one_is_a_fault(text: str, told: str) -> None:
    assert len(faults(text, told)) == 1


def test_of_an_undated_article_a_weekday_is_no_date() -> None:
    assert faults("It opened on 4 May 2026.", "It opened on Monday.", day=None)
    assert not faults("It opened on Monday.", "It opened on Monday.", day=None)


def test_the_word_may_is_a_month_only_where_one_can_stand() -> None:
    assert not faults("May they open it?", "They may open it.")
    assert faults("It opened in May.", "It opened in June.")


def test_a_day_that_the_sentence_cannot_mean_is_strictly_none_of_its() -> None:
    told = "The pump was to be replaced in March 2019. The wreck was sold in April."
    statement, given, carriers, pairings = setting("The pump was to be replaced in April.", told, day="2020-06-09")
    assert words_of(day_faults(statement, carriers[0], given, pairings[0])) == []
    assert words_of(day_faults(statement, carriers[0], given, pairings[0], strict=True)) == [("figure_other", "April")]


def test_strictly_a_day_is_lent_only_by_a_sentence_that_tells_of_it() -> None:
    told = "Orders for the Tern begin early. It rained a lot. The Heron will be shown on 17 October, when orders begin."
    statement, given, *_ = setting("Orders for the Tern begin on 17 October.", told, day="2026-05-06")
    first = given.told[0]
    pairing = pair_words(statement, first.statement, NO_LIKES)
    assert [kind for kind, _ in words_of(day_faults(statement, first, given, pairing, strict=True))] == ["day"]
    assert words_of(day_faults(statement, first, given, pairing)) == []


def test_a_decade_is_another_than_its_first_year() -> None:
    told = "The club was founded in the 1970s by Fenn, and in the 1980s it built a lamp."
    assert [kind for kind, _ in faults("The club was founded in the 1980s by Fenn.", told)] == ["figure_other"]
