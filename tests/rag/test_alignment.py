from __future__ import annotations

import numpy as np
import pytest

from rag.alignment import BY_VECTOR, answers_asking, closest, spell, worths
from rag.embedding import MiniLM, Reading, load_minilm


@pytest.fixture(scope="module")
def model() -> MiniLM:
    return load_minilm()


@pytest.mark.parametrize(
    ("question", "answering", "other"),
    [
        ("Who mended the lock?", "A carpenter from the yard mended the lock.", "The lock was mended in the spring."),
        ("When was the lock mended?", "The lock was mended on 4 May.", "The lock was mended by the harbour office."),
        ("How many lamps were lost?", "Eleven lamps were lost.", "The lamps were lost at the quay."),
        ("Where were the lamps lost?", "The lamps were lost at the quay.", "The lamps were lost before noon."),
    ],
)
def test_the_sentence_with_what_is_asked_for_answers_rather_than_one_of_the_same_words(
    model: MiniLM, question: str, answering: str, other: str
) -> None:
    asked, right, wrong = model.read([question, answering, other])
    assert answers_asking(asked, closest(asked, [right])[0]) > answers_asking(asked, closest(asked, [wrong])[0])


def test_only_the_asking_words_count_where_there_are_any() -> None:
    here, there = np.eye(2, dtype=np.float16)
    sentence = Reading(here, ("lamp",), here[None])
    for pieces, vectors, answering in (
        (("who", "fell"), [here, there], 1),
        (("who", "fell"), [there, here], 0),
        (("lamps", "fell"), [here, there], 0.5),
    ):
        asked = Reading(here, pieces, np.stack(vectors))
        assert answers_asking(asked, closest(asked, [sentence])[0]) == answering


def test_an_empty_sentence_answers_nothing(model: MiniLM) -> None:
    asked, empty = model.read(["Who?", ""])
    assert answers_asking(asked, closest(asked, [empty])[0]) == answers_asking(empty, closest(empty, [asked])[0]) == 0


def test_a_word_told_in_other_words_is_worth_something_and_an_unrelated_one_less(model: MiniLM) -> None:
    asked, like, unlike = model.read(
        ["When did the ferry depart?", "The ferry left at noon.", "The ferry shone at noon."]
    )
    worth = [worths(spell(asked), closest(asked, [sentence])[0])["depart"] for sentence in (like, unlike, asked)]
    assert 0 <= worth[1] < worth[0] < worth[2] == pytest.approx(BY_VECTOR)


def test_a_word_of_several_wordpieces_has_a_share_in_each() -> None:
    here = np.eye(3, dtype=np.float16)
    spelling = spell(Reading(here[0], ("har", "##bours", "sing"), here))
    assert spelling.terms == ("harbour", "sing")
    assert spelling.shares.tolist() == [[0.5, 0.5, 0], [0, 0, 1]]
