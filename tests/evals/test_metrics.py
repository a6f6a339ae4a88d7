from __future__ import annotations

import math
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.article import Article
from evals.collections import EvalQuestion
from evals.metrics import answer_values, conflict_values, holds, is_right, retrieval_values
from rag.answer import Answer, Citation, Conflict, Copy, Event, Side, Took

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


def test_the_right_article_first_is_a_full_score_and_none_is_nothing() -> None:
    asked = EvalQuestion("q", "?", articles=frozenset({"a"}))
    measured = retrieval_values(asked, {"ours": ["a", "b"], "theirs": ["b", "c"], "nobody's": []})
    assert measured["ours"] == {"hit@1": 1, "hit@5": 1, "MRR": 1, "nDCG@10": 1}
    assert measured["theirs"] == measured["nobody's"] == {"hit@1": 0, "hit@5": 0, "MRR": 0, "nDCG@10": 0}


def test_questions_without_known_articles_are_not_measured() -> None:
    assert retrieval_values(EvalQuestion("open", "?"), {"ours": ["z"]}) == {"ours": {}}


@given(place=st.integers(0, 11))
def test_values_are_those_of_the_formulas(place: int) -> None:
    asked = EvalQuestion("q", "?", articles=frozenset({"gold"}))
    measured = retrieval_values(asked, {"ours": [*(f"x{n}" for n in range(place)), "gold"]})
    assert measured["ours"] == pytest.approx({
        "hit@1": float(place == 0),
        "hit@5": float(place < 5),
        "MRR": 1 / (place + 1) if place < 10 else 0.0,
        "nDCG@10": 1 / math.log2(place + 2) if place < 10 else 0.0,
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


def test_a_right_answer_a_wrong_one_and_a_refusal_by_every_measure() -> None:
    right = answer_values(question(), answer(cite("The Tern sank at noon.")), stored)
    assert right == {
        "fidelity": 1, "right": 1, "Brier found": 0.25, "Brier right": 0.25, "gold in first": 1, "gold in answer": 1,
        "answered": 1, "mixed": 0,
    }  # fmt: skip
    wrong = answer_values(question(), answer(cite("Nine men swam ashore.")), stored)
    assert (wrong["right"], wrong["gold in first"], wrong["gold in answer"], wrong["answered"]) == (0, 0, 0, 1)
    refusal = answer_values(question(), answer(status="not_found"), stored)
    assert (refusal["right"], refusal["answered"]) == (0, 0)
    assert "Brier right" not in refusal


def test_what_is_nowhere_is_measured_by_its_refusal_alone() -> None:
    assert answer_values(NOWHERE, answer(status="not_found"), stored) == {"right": 1, "Brier found": 0.25, "refused": 1}
    assert answer_values(NOWHERE, answer(cite("The Tern sank at noon.")), stored)["refused"] == 0


def test_the_answer_in_a_later_quote_counts_as_in_the_answer_and_not_as_first() -> None:
    later = answer_values(question(), answer(cite("Nine men swam ashore."), cite("The Tern sank at noon.")), stored)
    assert (later["gold in first"], later["gold in answer"]) == (0, 1)


def test_one_event_answered_with_several_is_mixed() -> None:
    mixed = answer(cite("The Tern sank at noon."), status="ambiguous")
    assert answer_values(question(), mixed, stored)["mixed"] == 1
    assert "mixed" not in answer_values(question(answers_each=(("Tern",), ("Nine",))), mixed, stored)


def test_a_span_that_is_not_the_quote_is_not_faithful_among_the_nearest_too() -> None:
    off = cite("The Tern sank at noon.", start=1)
    assert answer_values(question(), answer(cite("Nine men swam ashore."), off), stored)["fidelity"] == 0.5
    assert answer_values(NOWHERE, answer(status="not_found", nearest=[off]), stored)["fidelity"] == 0


def test_unjudged_questions_only_have_their_citations_checked() -> None:
    unjudged = question(answers=(), answerable=None)
    assert answer_values(unjudged, answer(cite("Nine men swam ashore.")), stored) == {"fidelity": 1}


def test_a_conflict_counts_where_a_twin_is_and_is_named_when_both_values_are() -> None:
    asked = question(answers=("noon",), false_answer="midnight")
    sides = [Side(value="noon", citations=[1]), Side(value="midnight", citations=[2])]
    told = answer(conflicts=[Conflict(claim="The hour", sides=sides)])
    half = answer(conflicts=[Conflict(claim="The men", sides=[Side(value="nine", citations=[1]), sides[1]])])
    assert conflict_values(asked, told, answer()) == {"conflict": 1, "conflict named": 1, "false conflict": 0}
    assert conflict_values(asked, half, half) == {"conflict": 1, "conflict named": 0, "false conflict": 1}
    assert conflict_values(asked, answer(), None) == {"conflict": 0, "conflict named": 0}
    assert conflict_values(question(), told, told) == {}
