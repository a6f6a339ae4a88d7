from __future__ import annotations

import numpy as np
import pytest

from rag.alignment import answers_asking
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
    assert answers_asking(asked, right) > answers_asking(asked, wrong)


def test_only_the_asking_words_count_where_there_are_any() -> None:
    here, there = np.eye(2, dtype=np.float16)
    sentence = Reading(here, ("lamp",), here[None])
    assert answers_asking(Reading(here, ("who", "fell"), np.stack([here, there])), sentence) == 1
    assert answers_asking(Reading(here, ("who", "fell"), np.stack([there, here])), sentence) == 0
    assert answers_asking(Reading(here, ("lamps", "fell"), np.stack([here, there])), sentence) == 0.5


def test_an_empty_sentence_answers_nothing(model: MiniLM) -> None:
    asked, empty = model.read(["Who?", ""])
    assert answers_asking(asked, empty) == answers_asking(empty, asked) == 0
