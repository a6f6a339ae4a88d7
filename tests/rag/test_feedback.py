from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.article import Article
from rag.evidence import Candidate
from rag.feedback import FIRST_PASSAGES, agreement
from rag.questions import read_question
from rag.store import Passage

QUESTION = read_question("Who closed the lighthouse?")
ON_THE_MATTER = "The keeper closed the lighthouse because the lantern room had flooded in the gale."


def candidate(at: int, text: str, fused: float) -> Candidate:
    article = Article(id=f"a{at}", version="v", title="", text=text, source="test")
    return Candidate(Passage(f"p{at}", article.id, "v", 0, len(text), text), article, fused, likeness=0.5)


def found(*texts: str) -> list[Candidate]:
    return [candidate(at, text, 1 - at / 100) for at, text in enumerate(texts)]


def test_nothing_found_agrees_with_nothing() -> None:
    assert agreement(QUESTION, [], lambda _: 1.0) == {}


def test_a_passage_that_tells_what_the_first_ones_tell_agrees_more_than_a_stranger() -> None:
    same = "A gale flooded the lantern room, the keeper said."
    stranger = "Tickets for the harbour concert are sold at the kiosk."
    agreed = agreement(QUESTION, found(*[ON_THE_MATTER] * FIRST_PASSAGES, stranger, same), lambda _: 1.0)
    assert agreed["p6"] > agreed["p5"]


def test_the_question_s_own_words_do_not_count_again() -> None:
    texts = [ON_THE_MATTER] * FIRST_PASSAGES
    agreed = agreement(QUESTION, found(*texts, "Closed lighthouse.", "Sold kiosk."), lambda _: 1.0)
    assert agreed["p5"] == agreed["p6"] == 0.0


def test_where_all_passages_are_alike_all_agree() -> None:
    assert set(agreement(QUESTION, found(ON_THE_MATTER, ON_THE_MATTER), lambda _: 1.0).values()) == {1.0}


@given(st.lists(st.text("abc de", max_size=60), min_size=1, max_size=9), st.floats(0.01, 9))
def test_agreement_is_between_0_and_1_and_told_for_each_passage(texts: list[str], rarity: float) -> None:
    agreed = agreement(QUESTION, found(*texts), lambda _: rarity)
    assert list(agreed) == [f"p{at}" for at in range(len(texts))]
    assert all(0 <= value <= 1 for value in agreed.values())
    assert max(agreed.values()) == pytest.approx(1.0)
