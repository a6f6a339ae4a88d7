"""Chat completions: OpenAI's API over the archive. Messages become a question with its history; no model is asked.

The whole Answer goes along as `dateline`, beside what OpenAI's clients expect; in the last chunk where it is streamed.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, Literal

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, ConfigDict, Field

from corpus.article import DatelineError
from rag.answer import Answer, Sentence
from rag.citing import in_text
from ui.access import client_of
from ui.asking import Asking, Part
from ui.bodies import BodyRoute
from ui.events import ToText, event, stream
from ui.problems import OpenAIProblem, body_of, declared
from ui.shapes import ANSWER_EXAMPLE, AskBody, Turn

MODEL = "dateline"
_PATH = "/v1/chat/completions"
_ID = "chatcmpl-5b1f7a0c"
_ANSWER = {key: value for key, value in ANSWER_EXAMPLE.items() if key != "id"}


class Content(BaseModel):
    """A part of a message; only text is read."""

    type: str
    text: str = ""


class Message(BaseModel):
    """A message of the conversation."""

    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: str | list[Content] | None = None

    def said(self) -> str:
        """The message as text."""
        if isinstance(self.content, list):
            return "\n".join(part.text for part in self.content if part.type == "text")
        return self.content or ""


class StreamOptions(BaseModel):
    """Whether a chunk with the usage comes at the end."""

    include_usage: bool = False


class CompletionBody(BaseModel):
    """What OpenAI's clients send. The last user message is the question; settings of a model change nothing here."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"model": MODEL, "messages": [{"role": "user", "content": "Who opened the bridge?"}]}]
        }
    )

    model: str = MODEL
    messages: list[Message] = Field(min_length=1)
    stream: bool = False
    stream_options: StreamOptions | None = None
    n: Literal[1] = 1


class Reply(BaseModel):
    """The message of a completion."""

    role: Literal["assistant"] = "assistant"
    content: str
    refusal: None = None


class Choice(BaseModel):
    """The one choice of a completion."""

    index: Literal[0] = 0
    message: Reply
    finish_reason: Literal["stop"] = "stop"
    logprobs: None = None


class Usage(BaseModel):
    """Tokens of a model; quoted answers use none."""

    prompt_tokens: int = 0
    completion_tokens: int = 0
    total_tokens: int = 0


class Completion(BaseModel):
    """An Answer in OpenAI's schema, the Answer itself in `dateline`."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": _ID,
                    "object": "chat.completion",
                    "created": 1_777_900_000,
                    "model": MODEL,
                    "choices": [
                        {
                            "index": 0,
                            "message": {"role": "assistant", "content": _ANSWER["answer"], "refusal": None},
                            "finish_reason": "stop",
                            "logprobs": None,
                        }
                    ],
                    "usage": {"prompt_tokens": 0, "completion_tokens": 0, "total_tokens": 0},
                    "dateline": _ANSWER,
                }
            ]
        }
    )

    id: str
    object: Literal["chat.completion"] = "chat.completion"
    created: int
    model: str = MODEL
    choices: list[Choice]
    usage: Usage = Usage()
    dateline: Answer


class Model(BaseModel):
    """The one model there is."""

    id: str = MODEL
    object: Literal["model"] = "model"
    created: int = 0
    owned_by: str = "dateline"


class Models(BaseModel):
    """The models there are."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"object": "list", "data": [Model().model_dump()]}]},
    )

    object: Literal["list"] = "list"
    data: list[Model]


_AS_CHUNKS = {
    "text/event-stream": {
        "schema": {  # without a type: some tools take it for the stream's, others for each event's
            "description": "With stream: true. A chunk for each sentence; the last one holds `dateline`, the Answer.",
        },
        "example": event(
            {
                "id": _ID,
                "object": "chat.completion.chunk",
                "created": 1_777_900_000,
                "model": MODEL,
                "choices": [{"index": 0, "delta": {"content": _ANSWER["answer"]}, "finish_reason": None}],
            }
        )
        + "data: [DONE]\n\n",
    }
}


def completions_router(asking: Asking) -> APIRouter:
    """The routes under /v1."""
    router = APIRouter(route_class=BodyRoute)

    @router.get("/v1/models", responses=declared(500, model=OpenAIProblem))
    async def models() -> Models:
        """The one model there is: quoting."""
        return Models(data=[Model()])

    @router.post(
        _PATH,
        response_model=Completion,
        responses={
            200: {"description": "The completion, as JSON or in chunks.", "content": _AS_CHUNKS},
            **declared(400, 408, 413, 422, 500, model=OpenAIProblem),
        },
    )
    async def complete(body: CompletionBody, request: Request) -> Response:
        """Answer the last user message, read with the messages before it."""
        client, question = client_of(request.scope), _as_question(body)
        completion_id, created = f"chatcmpl-{uuid.uuid4().hex}", int(time.time())
        if body.stream:
            usage = bool(body.stream_options and body.stream_options.include_usage)
            return await stream(asking.parts(client, question), _as_chunks(completion_id, created, usage), _refused)
        answer = await asking.answer(client, question)
        completion = Completion(
            id=completion_id, created=created, choices=[Choice(message=Reply(content=answer.answer))], dateline=answer
        )
        return JSONResponse(completion.model_dump(mode="json"))

    return router


def pieces(answer: Answer) -> list[str]:
    """The answer's text in as many pieces as it has sentences, each with its markers; together they are the text."""
    starts: list[int] = []
    after = 0
    for sentence in answer.sentences:
        at = answer.answer.find(sentence.text, after)
        if at >= 0:
            starts.append(at)
            after = at + len(sentence.text)
    cuts = [0, *starts[1:], len(answer.answer)]
    return [answer.answer[start:end] for start, end in pairwise(cuts)]


def _as_question(body: CompletionBody) -> AskBody:
    asked = [number for number, message in enumerate(body.messages) if message.role == "user"]
    if not asked:
        raise DatelineError("messages: none is the user's, so nothing is asked.")
    before = [
        Turn(role=message.role, content=message.said())
        for message in body.messages[: asked[-1]]
        if message.role in ("user", "assistant")
    ]
    return AskBody(question=body.messages[asked[-1]].said(), history=before)


def _as_chunks(completion_id: str, created: int, usage: bool) -> ToText:
    """What makes the parts of one answer chunks; their contents together are its text."""
    head = {"id": completion_id, "object": "chat.completion.chunk", "created": created, "model": MODEL}
    told: list[Sentence] = []

    def chunk(delta: dict[str, Any], finish: str | None = None, **more: Any) -> str:
        choice = {"index": 0, "delta": delta, "finish_reason": finish, "logprobs": None}
        return event({**head, "choices": [choice], **more})

    def chunks(part: Part) -> Iterator[str]:
        if not told:
            yield chunk({"role": "assistant", "content": ""})
        if isinstance(part, Sentence):
            yield chunk({"content": f"{' ' if told else ''}{in_text([part])}"})
            told.append(part)
            return
        for piece in pieces(part) if not told else [part.answer[len(in_text(told)) :]]:
            yield chunk({"content": piece})
        yield chunk({}, "stop", dateline=part.model_dump(mode="json"))
        if usage:
            yield event({**head, "choices": [], "usage": Usage().model_dump()})
        yield "data: [DONE]\n\n"

    return chunks


def _refused(status: int, sentence: str) -> str:
    return event(body_of(_PATH, status, sentence))
