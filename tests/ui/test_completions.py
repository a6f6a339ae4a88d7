from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import openai
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.answer import Answer, Sentence, Took
from rag.archive import Archive
from tests.ui.conftest import api_alone, running
from ui.access import Access
from ui.completions import pieces

QUESTION = "Who opened the Cormorant Bridge?"
ASKED: Any = [{"role": "user", "content": QUESTION}]


@pytest.fixture
def client(filled: Archive) -> Iterator[openai.OpenAI]:
    """The official client against a running server."""
    access = Access(read_key="red ink", requests_a_minute=1000)
    with (
        running(filled, app=api_alone(filled, access)) as address,
        openai.OpenAI(base_url=f"{address}/v1", api_key="red ink", max_retries=0) as opened,
    ):
        yield opened


def without_time(answer: dict[str, Any]) -> dict[str, Any]:
    return {**answer, "took_ms": None}


def test_a_completion_is_the_archives_answer_with_its_citations(client: openai.OpenAI, filled: Archive) -> None:
    own = filled.ask(QUESTION)
    completion = client.chat.completions.create(model="dateline", messages=ASKED)
    (choice,) = completion.choices
    assert choice.message.content == own.answer and choice.finish_reason == "stop"
    assert completion.object == "chat.completion" and completion.model == "dateline"
    assert completion.usage and completion.usage.total_tokens == 0
    told: Any = completion.model_extra
    assert without_time(told["dateline"]) == without_time(own.model_dump(mode="json"))
    for cited in told["dateline"]["citations"]:
        text = filled.article(cited["article_id"], cited["version"]).text
        assert text[cited["start"] : cited["end"]] == cited["quote"]


def test_a_streamed_completion_comes_by_sentence_and_ends_with_the_citations(sample: Archive) -> None:
    question = "Who opened the Lantern Bridge?"
    own = sample.ask(question)
    assert len(own.sentences) > 1
    options: Any = {"include_usage": True}
    messages: Any = [{"role": "user", "content": question}]
    with (
        running(sample, app=api_alone(sample)) as address,
        openai.OpenAI(base_url=f"{address}/v1", api_key="none") as client,
        client.chat.completions.create(
            model="dateline", messages=messages, stream=True, stream_options=options
        ) as told,
    ):
        chunks = list(told)
    *said, last, usage = chunks
    contents = [chunk.choices[0].delta.content for chunk in said]
    assert said[0].choices[0].delta.role == "assistant" and contents[0] == ""
    assert "".join(content or "" for content in contents) == own.answer
    assert len(contents) == 1 + len(own.sentences)
    assert last.choices[0].finish_reason == "stop"
    extra: Any = last.model_extra
    assert without_time(extra["dateline"]) == without_time(own.model_dump(mode="json"))
    assert usage.choices == [] and usage.usage is not None
    assert len({chunk.id for chunk in chunks}) == 1


def test_the_messages_before_are_the_questions_history(client: openai.OpenAI) -> None:
    messages: Any = [
        {"role": "system", "content": "Answer in verse."},
        {"role": "user", "content": [{"type": "text", "text": "Which lamp was lit on the Quay4 Bridge?"}]},
        {"role": "assistant", "content": None},
        {"role": "user", "content": [{"type": "text", "text": "When did it open?"}]},
    ]
    told: Any = client.chat.completions.create(model="gpt", messages=messages).model_extra
    assert told["dateline"]["question"] == "When did it open?"
    assert told["dateline"]["understood"] == "When did the Quay4 Bridge open?"


def test_there_is_one_model(client: openai.OpenAI) -> None:
    assert [model.id for model in client.models.list()] == ["dateline"]


def test_the_clients_own_errors_are_raised(client: openai.OpenAI, filled: Archive) -> None:
    with pytest.raises(openai.UnprocessableEntityError, match="no words") as refused:
        client.chat.completions.create(model="dateline", messages=[{"role": "user", "content": "?!"}])
    assert refused.value.type == "invalid_request_error"
    with pytest.raises(openai.UnprocessableEntityError, match="none is the user's"):
        client.chat.completions.create(model="dateline", messages=[{"role": "system", "content": "x"}])
    with pytest.raises(openai.UnprocessableEntityError, match="messages"):
        client.chat.completions.create(model="dateline", messages=[])
    with pytest.raises(openai.UnprocessableEntityError, match="n: "):
        client.chat.completions.create(model="dateline", messages=ASKED, n=2)
    with pytest.raises(openai.APIStatusError, match="64 kB") as large:
        client.chat.completions.create(model="dateline", messages=[{"role": "user", "content": "x" * 70_000}])
    assert large.value.status_code == 413
    with pytest.raises(openai.AuthenticationError, match="needs a key") as keyless:
        client.with_options(api_key="wrong").chat.completions.create(model="dateline", messages=ASKED)
    assert keyless.value.type == "authentication_error"
    with pytest.raises(openai.NotFoundError):
        client.embeddings.create(model="dateline", input="x")


def test_too_many_requests_are_the_clients_rate_limit_error(filled: Archive) -> None:
    with (
        running(filled, app=api_alone(filled, Access(requests_a_minute=1))) as address,
        openai.OpenAI(base_url=f"{address}/v1", api_key="none", max_retries=0) as client,
    ):
        client.models.list()
        with pytest.raises(openai.RateLimitError) as refused:
            client.models.list()
    assert int(refused.value.response.headers["retry-after"]) > 0


def test_an_error_while_streaming_is_raised_by_the_client(
    client: openai.OpenAI, filled: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaking(*arguments: Any, **named: Any) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(filled, "stream", breaking)
    monkeypatch.setattr("ui.events.PATIENCE_SECONDS", 0)
    with pytest.raises(openai.APIError, match="Something failed inside"):
        list(client.chat.completions.create(model="dateline", messages=ASKED, stream=True))


@given(st.lists(st.text("ab. [1]", min_size=1), max_size=5), st.text("ab. [1]"))
def test_the_pieces_of_an_answer_are_its_text_whatever_it_is_made_of(sentences: list[str], text: str) -> None:
    for told in (text, " [1] ".join(sentences)):
        answer = Answer(
            question="q", status="answered", answer=told, understood="q", confidence=1,
            sentences=[Sentence(text=sentence, citations=[1]) for sentence in sentences],
            took_ms=Took(retrieve=0, answer=0, total=0),
        )  # fmt: skip
        assert "".join(pieces(answer)) == told


def test_a_stream_ends_with_done(filled: Archive) -> None:
    from fastapi.testclient import TestClient

    with TestClient(api_alone(filled)) as client:
        told = client.post("/v1/chat/completions", json={"messages": ASKED, "stream": True})
    assert told.headers["content-type"].startswith("text/event-stream")
    lines = [line for line in told.text.split("\n\n") if line]
    assert lines[-1] == "data: [DONE]"
    assert all(json.loads(line.removeprefix("data: ")) for line in lines[:-1])
