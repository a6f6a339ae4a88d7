from __future__ import annotations

import math
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.article import Article
from evals.collections import EvalQuestion
from evals.metrics import AnswerFigures, holds, is_right, retrieval_figures
from rag.answer import Answer, Citation, Copy, Event, Took

TEXT = "The Tern sank at noon. Nine men swam ashore."


def stored(article_id: str, version: str) -> Article:
    return Article(id=article_id, version=version, title="Tern", text=TEXT, source="made up")


def cite(quote: str, article_id: str = "a", start: int | None = None, copies: tuple[str, ...] = ()) -> Citation:
    start = TEXT.index(quote) if start is None else start
    return Citation(
        n=1, article_id=article_id, version="1", title="Tern", outlet=None, published=None, url=None, quote=quote,
        start=start, end=start + len(quote), copies=[Copy(article_id=each, outlet=None, url=None) for each in copies],
    )  # fmt: skip


def answer(
    *citations: Citation, status: Literal["answered", "not_found", "ambiguous"] = "answered", **fields: Any
) -> Answer:
    took = Took(retrieve=0, answer=0, total=0)
    return Answer(
        question="?", status=status, answer="", citations=list(citations), understood="?", confidence=0.5, took_ms=took,
        **fields,
    )  # fmt: skip


def question(**fields: Any) -> EvalQuestion:
    return EvalQuestion(id="q", question="?", **{"answers": ("Tern",), "answerable": True, **fields})


NOWHERE = question(answers=(), answerable=False)


def figures(*pairs: tuple[EvalQuestion, Answer]) -> dict[str, float | None]:
    counted = AnswerFigures()
    for each, its_answer in pairs:
        counted.add(each, its_answer, stored)
    return counted.figures()


def test_the_right_article_first_is_a_full_score_and_none_is_nothing() -> None:
    asked = [EvalQuestion("q", "?", articles=frozenset({"a"}))]
    assert retrieval_figures(asked, {"q": ["a", "b"]}) == {"hit@1": 1, "hit@5": 1, "MRR": 1, "nDCG@10": 1}
    for found in (["b", "c"], []):
        assert retrieval_figures(asked, {"q": found}) == {"hit@1": 0, "hit@5": 0, "MRR": 0, "nDCG@10": 0}
    assert set(retrieval_figures(asked, {}).values()) == {0}


def test_the_right_article_third() -> None:
    found = retrieval_figures([EvalQuestion("q", "?", articles=frozenset({"a"}))], {"q": ["x", "y", "a"]})
    assert found == pytest.approx({"hit@1": 0, "hit@5": 1, "MRR": 1 / 3, "nDCG@10": 1 / math.log2(4)})


def test_questions_without_known_articles_are_not_measured_and_missing_ones_count_as_nothing() -> None:
    known = [EvalQuestion(name, "?", articles=frozenset({"a"})) for name in ("found", "lost")]
    figures = retrieval_figures([*known, EvalQuestion("open", "?")], {"found": ["a"], "open": ["z"]})
    assert figures["hit@1"] == 0.5
    assert retrieval_figures([EvalQuestion("open", "?")], {"open": ["z"]}) == {}


@given(places=st.lists(st.integers(0, 11), min_size=1, max_size=6))
def test_figures_are_those_of_the_formulas(places: list[int]) -> None:
    asked = [EvalQuestion(f"q{at}", "?", articles=frozenset({"gold"})) for at in range(len(places))]
    run = {f"q{at}": [*(f"x{n}" for n in range(place)), "gold"] for at, place in enumerate(places)}
    count = len(places)
    assert retrieval_figures(asked, run) == pytest.approx({
        "hit@1": sum(place == 0 for place in places) / count,
        "hit@5": sum(place < 5 for place in places) / count,
        "MRR": sum(1 / (place + 1) for place in places if place < 10) / count,
        "nDCG@10": sum(1 / math.log2(place + 2) for place in places if place < 10) / count,
    })  # fmt: skip


def test_a_quote_holds_an_answer_whatever_the_case_the_spaces_and_the_apostrophes() -> None:
    assert holds("She’s   the\nharbour MASTER.", ["nobody", "she's the Harbour master"])
    assert not holds("She is the harbour master.", ["harbour mistress"])
    assert not holds("Anything", [])
    assert not holds("Anything", [""])


def test_an_answer_is_right_when_it_quotes_a_known_answer_from_a_known_article() -> None:
    quoted = answer(cite("The Tern sank at noon."))
    assert is_right(question(), quoted)
    assert is_right(question(articles=frozenset({"a", "z"})), quoted)
    assert not is_right(question(articles=frozenset({"z"})), quoted)
    assert not is_right(question(), answer(cite("Nine men swam ashore.")))
    assert not is_right(question(), answer(status="not_found", nearest=[cite("The Tern sank at noon.")]))


def test_a_copy_of_the_known_article_is_as_good() -> None:
    quoted = answer(cite("The Tern sank at noon.", copies=("z",)))
    assert is_right(question(articles=frozenset({"z"})), quoted)


def test_what_is_nowhere_is_right_only_when_refused() -> None:
    assert is_right(NOWHERE, answer(status="not_found"))
    assert not is_right(NOWHERE, answer(cite("The Tern sank at noon.")))
    assert not is_right(NOWHERE, answer(cite("The Tern sank at noon."), status="ambiguous"))


def test_two_events_are_right_only_when_both_are_quoted_as_events() -> None:
    both = question(answers=("sank", "swam"), answers_each=(("sank",), ("swam",)), kind="both_events")
    quotes = cite("The Tern sank at noon."), cite("Nine men swam ashore.")
    events = [Event(published="2020", label="2020: Tern", citations=[1])] * 2
    assert is_right(both, answer(*quotes, status="ambiguous", events=events))
    assert not is_right(both, answer(*quotes))
    assert not is_right(both, answer(quotes[0], status="ambiguous", events=events))


def test_rates_are_of_the_questions_they_are_about() -> None:
    right, wrong = answer(cite("The Tern sank at noon.")), answer(cite("Nine men swam ashore."))
    refused = answer(status="not_found")
    measured = figures((question(), right), (question(), wrong), (question(), refused), (question(), right),
                       (NOWHERE, refused), (NOWHERE, right))  # fmt: skip
    assert measured["gold in first"] == measured["gold in answer"] == 0.5
    assert measured["answered"] == 0.75
    assert measured["refused"] == 0.5
    assert measured["balanced"] == 0.625
    assert measured["right"] == 0.5
    assert measured["fidelity"] == 1.0


def test_the_answer_in_a_later_quote_counts_as_in_the_answer_and_not_as_first() -> None:
    later = answer(cite("Nine men swam ashore."), cite("The Tern sank at noon."))
    measured = figures((question(), later))
    assert (measured["gold in first"], measured["gold in answer"]) == (0.0, 1.0)


def test_one_event_answered_with_several_is_mixed() -> None:
    mixed = answer(cite("The Tern sank at noon."), status="ambiguous")
    assert figures((question(), mixed), (question(), answer()))["mixed"] == 0.5
    assert figures((question(answers_each=(("Tern",), ("Nine",))), mixed))["mixed"] is None


def test_a_span_that_is_not_the_quote_is_not_faithful_among_the_nearest_too() -> None:
    off = cite("The Tern sank at noon.", start=1)
    assert figures((question(), answer(cite("Nine men swam ashore."), off)))["fidelity"] == 0.5
    assert figures((NOWHERE, answer(status="not_found", nearest=[off])))["fidelity"] == 0.0


def test_unjudged_questions_only_have_their_citations_checked() -> None:
    counted = AnswerFigures()
    counted.add(question(answers=(), answerable=None), answer(cite("Nine men swam ashore.")), stored)
    assert {name for name, figure in counted.figures().items() if figure is not None} == {"fidelity"}
    assert counted.misses == []


def test_a_miss_is_kept_with_what_was_wanted_and_what_was_given() -> None:
    counted = AnswerFigures()
    counted.add(question(), answer(cite("Nine men swam ashore.")), stored)
    counted.add(question(), answer(cite("The Tern sank at noon.")), stored)
    counted.add(NOWHERE, answer(cite("The Tern sank at noon.")), stored)
    assert [(miss["wanted"], miss["quotes"]) for miss in counted.misses] == [
        (["Tern"], ["Nine men swam ashore."]),
        ("not_found", ["The Tern sank at noon."]),
    ]
