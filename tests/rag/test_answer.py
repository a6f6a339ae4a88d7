from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from rag.answer import Answer, Citation, Conflict, Copy, Event, Hit, Sentence, Side, Took

# The keys that docs and other programs rely on.
CONTRACT: dict[type[BaseModel], str] = {
    Answer: "question status answer mode sentences citations events conflicts nearest understood notes dropped "
    "confidence took_ms",
    Citation: "n article_id version title outlet published url quote start end copies",
    Copy: "article_id outlet url",
    Sentence: "text citations",
    Event: "published label citations",
    Conflict: "claim sides",
    Side: "value citations",
    Took: "retrieve answer total",
    Hit: "rank score article_id version title outlet published url text start end copies",
}

number = st.integers(1, 9)
text = st.text(max_size=20)
maybe = st.none() | text
milliseconds = st.floats(0, 1e6)

citations = st.builds(
    Citation, n=number, article_id=text, version=text, title=text, outlet=maybe, published=maybe, url=maybe,
    quote=text, start=number, end=number,
    copies=st.lists(st.builds(Copy, article_id=text, outlet=maybe, url=maybe), max_size=2),
)  # fmt: skip
answers = st.builds(
    Answer, question=text, status=st.sampled_from(["answered", "not_found", "ambiguous"]), answer=text,
    mode=st.sampled_from(["quotes", "llm"]),
    sentences=st.lists(st.builds(Sentence, text=text, citations=st.lists(number, max_size=3)), max_size=2),
    citations=st.lists(citations, max_size=2),
    events=st.lists(st.builds(Event, published=maybe, label=text, citations=st.lists(number)), max_size=2),
    conflicts=st.lists(
        st.builds(Conflict, claim=text, sides=st.lists(st.builds(Side, value=text, citations=st.lists(number)))),
        max_size=2,
    ),
    nearest=st.lists(citations, max_size=1), understood=text, notes=st.lists(text, max_size=2), dropped=number,
    confidence=st.floats(0, 1),
    took_ms=st.builds(Took, retrieve=milliseconds, answer=milliseconds, total=milliseconds),
)  # fmt: skip


def plain(**changes: Any) -> dict[str, Any]:
    took = {"retrieve": 1.0, "answer": 1.0, "total": 2.0}
    return {"question": "Who?", "status": "answered", "answer": "She. [1]", "understood": "Who?", "confidence": 0.5,
            "took_ms": took} | changes  # fmt: skip


@pytest.mark.parametrize("record", CONTRACT)
def test_the_keys_are_those_of_the_contract_in_its_order(record: type[BaseModel]) -> None:
    assert list(record.model_fields) == CONTRACT[record].split()


@given(answer=answers)
def test_an_answer_is_the_same_after_a_trip_through_json(answer: Answer) -> None:
    assert Answer.model_validate(json.loads(json.dumps(answer.model_dump()))) == answer
    assert Answer.model_validate_json(answer.model_dump_json()) == answer


def test_every_key_is_written_out_even_when_there_is_nothing_to_say() -> None:
    dumped = Answer(**plain()).model_dump()
    assert list(dumped) == CONTRACT[Answer].split()
    assert dumped["mode"] == "quotes"
    assert dumped["dropped"] == 0
    assert all(dumped[key] == [] for key in ("sentences", "citations", "events", "conflicts", "nearest", "notes"))


@pytest.mark.parametrize(
    "change",
    [{"status": "perhaps"}, {"mode": "song"}, {"confidence": 1.01}, {"confidence": -0.01}, {"surprise": 1},
     {"took_ms": {"retrieve": 1.0}}],
)  # fmt: skip
def test_what_is_not_in_the_contract_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Answer(**plain(**change))


def test_an_answer_once_given_does_not_change() -> None:
    answer = Answer(**plain())
    with pytest.raises(ValidationError):
        answer.answer = "He. [1]"  # type: ignore[misc]
    answer.sentences.append(Sentence(text="She.", citations=[1]))
    assert Answer(**plain()).sentences == []  # no two answers share a list
