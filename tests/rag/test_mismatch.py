from __future__ import annotations

import pytest

from corpus.article import Article
from rag.evidence import Evidence
from rag.mismatch import is_told_otherwise
from rag.questions import read_question
from rag.thesaurus import Thesaurus, load_thesaurus
from tests.rag.making import article, evidence

BRIDGE = "The Heron Bridge opened on 9 May 2026 and cost 238 million crowns."


@pytest.fixture(scope="module")
def thesaurus() -> Thesaurus:
    return load_thesaurus()


def told_otherwise(thesaurus: Thesaurus, question: str, *texts: str | Article) -> bool:
    articles = [article(each) if isinstance(each, str) else each for each in texts]
    best = [evidence(each, each.text, chance=0.9, covered=0.8) for each in articles]
    return is_told_otherwise(read_question(question), best, thesaurus)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("What was the first bridge over the sound not built of?", "The first bridge over the sound was built of oak."),
        ("Which harbour is closed in winter?", "The harbour at Elm is open in winter."),
        ("Who was killed when the ferry struck the mole?", "Nine people were hurt when the ferry struck the mole."),
        ("What opened in Elm on 11 June 2026?", BRIDGE),
        ("What cost 912 million crowns?", BRIDGE),
        ("Who is the deputy mayor of Elm?", "Odalys Brack is the mayor of Elm."),
    ],
)
def test_a_question_of_something_else_in_the_same_words_is_told_otherwise(
    thesaurus: Thesaurus, question: str, text: str
) -> None:
    assert told_otherwise(thesaurus, question, text)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("What opened in Elm on 9 May 2026?", BRIDGE),
        ("What cost 238 million crowns?", BRIDGE),
        ("Which harbour is open in winter?", "The harbour at Elm is open in winter."),
        ("Who was hurt when the ferry struck the mole?", "Nine people were hurt when the ferry struck the mole."),
        ("Who did not sign?", "The mayor did not sign."),
    ],
)
def test_a_question_that_the_sentence_answers_is_not(thesaurus: Thesaurus, question: str, text: str) -> None:
    assert not told_otherwise(thesaurus, question, text)


def test_one_good_sentence_that_tells_it_so_is_enough(thesaurus: Thesaurus) -> None:
    open_there, closed_here = "The harbour at Elm is open in winter.", "The harbour at Oak is closed in winter."
    assert not told_otherwise(thesaurus, "Which harbour is closed in winter?", open_there, closed_here)


def test_whether_something_is_so_may_be_answered_by_the_contrary(thesaurus: Thesaurus) -> None:
    assert not told_otherwise(thesaurus, "Is the harbour closed in winter?", "The harbour at Elm is open in winter.")


def test_a_year_that_the_article_is_of_need_not_stand_in_it(thesaurus: Thesaurus) -> None:
    text = "The toll on the Oak Bridge rises to five crowns."
    question = "What did the toll on the Oak Bridge rise to in 2018?"
    assert told_otherwise(thesaurus, question, article(text))
    assert not told_otherwise(thesaurus, question, article(text, day="2018-01-02"))


def test_nothing_found_is_nothing_told(thesaurus: Thesaurus) -> None:
    nothing: list[Evidence] = []
    assert not is_told_otherwise(read_question("Who?"), nothing, thesaurus)
