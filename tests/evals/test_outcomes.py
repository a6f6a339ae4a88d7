from __future__ import annotations

from collections.abc import Callable

import pytest

from evals.archives import open_archive, with_ids
from evals.baselines import WORDS
from evals.collections import Collection
from evals.measuring import ask_question
from evals.outcomes import DATELINE, Outcome, with_refusals


@pytest.fixture
def judged(collection: Collection, tmp_path_factory: pytest.TempPathFactory) -> list[Outcome]:
    with open_archive(collection, tmp_path_factory.mktemp("archives")) as archive:
        return [ask_question(archive, question) for question in with_ids(archive, collection)]


def test_an_outcome_has_what_a_reader_needs_to_see_why(judged: list[Outcome]) -> None:
    lamp, eels, moon = judged
    assert (lamp.kind, eels.kind, moon.kind) == ("what", "who", "odd")
    assert eels.retrieved[0].title == eels.quotes[0].title == "Eels are back"
    assert eels.values[DATELINE]["gold in first"] == ("Odo Fenn" in eels.quotes[0].quote)
    assert moon.values[DATELINE]["refused"] == 1
    assert moon.nearest or moon.confidence == 0
    for each in judged:
        assert [hit.score for hit in each.retrieved] == sorted((hit.score for hit in each.retrieved), reverse=True)
        assert (each.misses == []) == (each.values[DATELINE]["right"] == 1)


def test_an_outcome_is_the_same_after_being_written(judged: list[Outcome]) -> None:
    for each in judged:
        assert Outcome.model_validate_json(each.model_dump_json()) == each


def test_bm25_answers_from_the_share_that_suits_the_questions_best(outcome: Callable[..., Outcome]) -> None:
    asked = [
        outcome("well", rare_share=0.9),
        outcome("hardly", rare_share=0.4),
        outcome("nowhere", rare_share=0.3, answerable=False),
        outcome("unjudged", answerable=None),
    ]
    made = [each.values[WORDS] for each in with_refusals(asked)]
    assert made == [{"answered": 1.0}, {"answered": 1.0}, {"refused": 1.0}, {}]
