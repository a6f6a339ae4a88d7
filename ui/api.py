"""The HTTP API: ask, search, read an article, and whether the server is ready. Errors are {"error": sentence}."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from typing import Annotated, Any

from fastapi import APIRouter, FastAPI, Query, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response, StreamingResponse
from pydantic import BaseModel, Field

from corpus.article import DatelineError
from rag.answer import Answer, Hit
from rag.archive import Archive

log = logging.getLogger("dateline")


class Turn(BaseModel):
    """One earlier message of a conversation."""

    role: str
    content: str


class AskBody(BaseModel):
    """A question, with the filters it is asked under; dates are YYYY, YYYY-MM or YYYY-MM-DD, both inclusive."""

    id: str | None = None
    question: str = Field(examples=["Who opened the bridge?"])
    since: str | None = None
    until: str | None = None
    outlets: list[str] | None = None
    asked: str | None = None
    history: list[Turn] = []


class SearchBody(BaseModel):
    """A query, with the filters it is searched under."""

    id: str | None = None
    query: str = Field(examples=["bridge opening"])
    k: int = Field(10, ge=1, le=100)
    since: str | None = None
    until: str | None = None
    outlets: list[str] | None = None


class AskAnswer(Answer):
    """An Answer, with the `id` its question came with."""

    id: str | None = None


class Found(BaseModel):
    """The hits of a search, best first, with the `id` its query came with."""

    id: str | None = None
    query: str
    hits: list[Hit]


class StoredArticle(BaseModel):
    """One stored version of an article; citations' spans point into `text`."""

    id: str
    version: str
    title: str
    outlet: str | None
    authors: list[str]
    published: str | None
    modified: str | None
    dateline: str | None
    agency: str | None
    language: str | None
    url: str | None
    text: str


class Problem(BaseModel):
    """What went wrong, in a sentence."""

    error: str


class Ready(BaseModel):
    """The archive is open and searchable."""

    status: str
    articles: int


def declared(*codes: int) -> dict[int | str, dict[str, Any]]:
    """Error answers of a route, for its OpenAPI description."""
    return {code: {"model": Problem} for code in codes}


def problem(status: int, sentence: str) -> JSONResponse:
    """An error answer: {"error": sentence}."""
    return JSONResponse({"error": sentence}, status)


def api_router(archive: Archive) -> APIRouter:
    """The routes under /api and /healthz, over one open archive."""
    router = APIRouter()

    @router.post("/api/ask", response_model=AskAnswer, responses=declared(400, 413, 422, 500))
    def ask(body: AskBody, request: Request) -> Response:
        """Answer a question; with `Accept: text/event-stream` sentence by sentence, the whole Answer last."""
        answered = archive.ask(
            body.question,
            since=body.since,
            until=body.until,
            outlets=body.outlets or None,
            asked=body.asked,
            history=[turn.model_dump() for turn in body.history],
        )
        answer = answered.model_dump(mode="json")
        if body.id is not None:
            answer = {"id": body.id, **answer}
        if "text/event-stream" not in request.headers.get("accept", ""):
            return JSONResponse(answer)
        return StreamingResponse(_events(answer), media_type="text/event-stream", headers={"cache-control": "no-cache"})

    @router.post("/api/search", responses=declared(400, 413, 422, 500))
    def search(body: SearchBody) -> Found:
        """The articles that fit a query best, each with its best passage."""
        hits = archive.search(body.query, body.k, since=body.since, until=body.until, outlets=body.outlets or None)
        return Found(id=body.id, query=body.query, hits=hits)

    @router.get("/api/search", responses=declared(422, 500))
    def search_by_address(
        query: str,
        k: Annotated[int, Query(ge=1, le=100)] = 10,
        since: str | None = None,
        until: str | None = None,
        outlets: Annotated[list[str] | None, Query()] = None,
    ) -> Found:
        """The same search, asked for in the address; `outlets` may be repeated."""
        return search(SearchBody(query=query, k=k, since=since, until=until, outlets=outlets))

    @router.get("/api/articles/{article_id:path}", response_model=StoredArticle, responses=declared(404, 422, 500))
    def article(article_id: str, version: str | None = None) -> Any:
        """An article in its current version, or in the one named."""
        try:
            return archive.article(article_id, version).model_dump()
        except DatelineError as error:
            return problem(404, str(error))

    @router.get("/healthz", response_model=Ready, responses=declared(503))
    def healthz() -> Any:
        """Ready when a search goes through."""
        try:
            archive.search("ready", 1)
            return Ready(status="ready", articles=archive.store.counts()["articles"])
        except Exception as error:  # whatever it is, the answer to "are you ready" is no
            log.error("The archive cannot be searched: %s: %s", type(error).__name__, error)
            return problem(503, "The archive cannot be searched; the server’s log says why.")

    return router


def add_problem_handlers(app: FastAPI) -> None:
    """Make every error of the API's routes a sentence."""

    @app.exception_handler(DatelineError)
    def not_answerable(request: Request, error: DatelineError) -> JSONResponse:
        return problem(422, str(error))

    @app.exception_handler(RequestValidationError)
    def not_valid(request: Request, error: RequestValidationError) -> JSONResponse:
        first = error.errors()[0]
        if first["type"] == "json_invalid":
            return problem(400, f"The body is not JSON ({first['ctx']['error']}).")
        field = ".".join(str(part) for part in first["loc"][1:])
        if not field or first["type"] == "model_attributes_type":
            return problem(422, "The body must be a JSON object, sent as application/json.")
        return problem(422, f"{field}: {first['msg']}.")


def _events(answer: dict[str, Any]) -> Iterator[str]:
    """An answer as Server-Sent Events: `sentence` for each, then `answer` with everything."""
    for sentence in answer["sentences"]:
        yield f"event: sentence\ndata: {json.dumps(sentence)}\n\n"
    yield f"event: answer\ndata: {json.dumps(answer)}\n\n"
