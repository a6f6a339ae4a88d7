from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.questions import read_question
from rag.sought import sought_by


def gain(question: str, sentence: str, outlets: tuple[str, ...] = ()) -> float:
    product = 1.0
    for gain_of in sought_by(read_question(question, outlets)):
        product *= gain_of(sentence)
    return product


@pytest.mark.parametrize(
    ("question", "sought", "other"),
    [
        ("How many passengers were on the Tern?", "She left with 143 passengers.", "She hurt 19 people at 6.35 p.m."),
        (
            "How many farms are there in the bay?",
            "The eleven mussel farms closed.",
            "Forty-six people work on the farms.",
        ),
        ("How many residents has Elm?", "Its 612 residents are glad.", "It spent 19 million crowns, residents say."),
        ("What did Brack say about the toll?", "“It is cheap,” Brack said.", "Brack cut the ribbon."),
        ("What did the harbour master warn of?", "The wind rose, the harbour master said.", "The harbour master left."),
        ("What did Brack say about the toll?", "It would rise, she told the crowd.", "It would rise."),
        (
            "What did the ministry say it cost?",
            "It cost 2 crowns, according to the ministry.",
            "The ministry has a leaflet.",
        ),
        ("Who won Elm against Oak?", "Elm beat Oak late on.", "Elm met Oak in the rain."),
        ("Who won the cup in 2018?", "Elm have won the cup.", "The cup was full."),
        ("What was the score of the final?", "It ended 2-1.", "Elm beat Oak late on."),
        ("How old is Brack?", "Brack, a former engineer of 44, sang.", "Brack opened it twelve years after the first."),
        ("How old is the ferry?", "The ferry, built in 1988, sank.", "The ferry sank in 1988."),
        ("How long is the bridge?", "The bridge is 1,140 metres long.", "The bridge has two lanes."),
        ("How long did the repairs take?", "It took fifty-two hours.", "It took 140 metres of cable."),
        ("What did the bridge cost?", "It cost 96 million crowns.", "It took six years."),
        ("How much is the toll?", "Drivers pay $3.", "The toll repays the loan by 2034."),
        ("Why was the line closed?", "It was closed because of a gale.", "The line was closed on Friday."),
        ("How many died in the fire?", "Two people were killed.", "Nineteen were injured."),
        ("How many were hurt in the fire?", "Nineteen were injured.", "Two people were killed."),
    ],
)
def test_a_sentence_with_what_is_sought_gains_more(question: str, sought: str, other: str) -> None:
    assert gain(question, sought) > gain(question, other)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Who opened the bridge?", "Brack said that 143 passengers had died."),
        ("How many times did it close?", "It closed three times."),
        ("How many tons were landed?", "Of 40 tons nobody spoke."),
        ("How many boats sank?", "Six to a household, and boats for all."),
        ("How many people died or were injured?", "Two were killed."),
        ("Who won the vote?", "Brack won with 1,207 votes."),
        ("Who played in the final?", "Elm beat Oak 2-1."),
        ("How many people live in Elm?", "Nineteen were injured."),
    ],
)
def test_elsewhere_nothing_is_gained_or_lost(question: str, sentence: str) -> None:
    assert gain(question, sentence) == 1.0


def test_what_an_outlet_says_is_its_article_and_no_speech() -> None:
    assert gain("What did the Harbour Post say?", "“No,” said the Post.", ("The Harbour Post",)) == 1.0


@given(question=st.text(min_size=1, max_size=60), sentence=st.text(max_size=80))
def test_any_sentence_may_be_looked_at(question: str, sentence: str) -> None:
    assert gain(f"How many {question} did Brack say died?", sentence) > 0
