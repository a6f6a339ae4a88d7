from __future__ import annotations

from datetime import date

import pytest

from corpus.article import Article
from rag.evidence import Evidence
from rag.fitting import Fitting, fitting_events
from rag.questions import read_question
from tests.rag.making import article, evidence

OLD = article("The mayor cut the ribbon of the old bridge in the rain.", day="2014-06-21")
NEW = article("A child switched on the lamps above the second crossing.", day="2026-05-11")


def fitting(question: str, *told: Evidence, asked: date | None = None) -> list[Fitting]:
    copies: list[Article] = []
    return fitting_events(
        read_question(question, (), asked), told, lambda term: 2.0 if term == "lantern" else 1.0, lambda _: copies
    )


def sentence(source: Article, chance: float, **signals: float) -> Evidence:
    return evidence(source, source.text, chance, **{"names": 1.0, "fits_kind": 1.0, **signals})


def test_another_event_fits_when_it_answers_about_as_well() -> None:
    both = (sentence(OLD, 0.5), sentence(NEW, 0.4))
    assert [each.story.published for each in fitting("Who opened the bridge?", *both)] == ["2014-06-21", "2026-05-11"]
    assert len(fitting("Who opened the bridge in 2014?", *both)) == 1
    assert len(fitting("Who opened the latest bridge?", *both)) == 1


def test_on_a_day_that_is_given_the_event_of_that_week_is_meant_and_without_one_both_are() -> None:
    both = (sentence(OLD, 0.5), sentence(NEW, 0.4))
    meant = fitting("Who opened the bridge?", *both, asked=date(2026, 5, 14))
    assert [each.story.published for each in meant] == ["2026-05-11"]
    assert len(fitting("Who opened the bridge?", *both, asked=date(2020, 1, 1))) == 2


@pytest.mark.parametrize("worse", [{"names": 0.0}, {"fits_kind": 0.0}])
def test_an_event_that_names_less_does_not_fit(worse: dict[str, float]) -> None:
    assert len(fitting("Who opened the bridge?", sentence(OLD, 0.5), sentence(NEW, 0.4, **worse))) == 1


def test_whether_something_is_so_is_asked_of_one_event_unless_another_tells_as_much() -> None:
    less = (sentence(OLD, 0.5, covered=0.8), sentence(NEW, 0.4, covered=0.5))
    assert len(fitting("Did the mayor open the bridge?", *less)) == 1
    assert len(fitting("Who opened the bridge?", *less)) == 2


def test_an_event_that_names_in_passing_what_the_question_names_does_not_fit() -> None:
    lantern = article(
        "Mayor Brack cut a net and the Lantern Bridge was open.", "The Lantern Bridge is open", day="2014-06-21"
    )
    passing = "Speaker Ives opened the Heron Bridge, twelve years after the Lantern Bridge."
    heron = article(f"{passing} Trains run below the Heron Bridge.", "Second bridge opens", day="2026-05-11")
    again = article(f"{passing} Boats lit the Lantern Bridge all night.", "Second bridge opens", day="2026-05-11")
    best = evidence(lantern, lantern.text, 0.5, names=1.0, fits_kind=1.0)
    other, dressed = (evidence(each, passing, 0.4, names=1.0, fits_kind=1.0) for each in (heron, again))
    assert len(fitting("Who opened the Lantern Bridge?", best, other)) == 1
    assert len(fitting("Who opened the Lantern Bridge?", best, dressed)) == 2
    assert len(fitting("Who opened a bridge?", best, other)) == 2
    assert [each.story.published for each in fitting("Who opened the Lantern Bridge in 2026?", best, other)] == [
        "2026-05-11"
    ]
