"""The HTTP API: ask, search, stories, and whether the server is ready. What is said in it stands in ui/shapes.py."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse, Response

from rag.answer import Answer, Sentence
from rag.archive import Archive
from ui.access import client_of
from ui.asking import Asking, Part
from ui.bodies import BodyRoute
from ui.events import ToText, event, stream
from ui.metrics import Metrics
from ui.problems import declared, logged, problem
from ui.shapes import ANSWER_EXAMPLE, MOST_HITS, AskAnswer, AskBody, Found, Ready, SearchBody, Stories

_MOST_STORIES = 200
_STREAMED = ": working\n\n" + event(ANSWER_EXAMPLE["sentences"][0], "sentence") + event(ANSWER_EXAMPLE, "answer")
_AS_EVENTS = {
    "text/event-stream": {
        "schema": {  # without a type: some tools take it for the stream's, others for each event's
            "description": "With Accept: text/event-stream. `event: sentence` for each sentence, last `event: answer` "
            "with the whole Answer; where it fails after the stream began, `event: error` with a Problem. "
            "Lines that begin with a colon keep the connection alive.",
        },
        "example": _STREAMED,
    }
}


def api_router(archive: Archive, asking: Asking, metrics: Metrics) -> APIRouter:
    """The routes that ask, under /api, and /metrics, over one open archive."""
    router = APIRouter(route_class=BodyRoute)

    @router.post(
        "/api/ask",
        response_model=AskAnswer,
        responses={
            200: {"description": "The Answer, as JSON or as events.", "content": _AS_EVENTS},
            **declared(400, 408, 413, 422, 500),
        },
    )
    async def ask(body: AskBody, request: Request) -> Response:
        """Answer a question; with `Accept: text/event-stream` sentence by sentence, the whole Answer last."""
        client = client_of(request.scope)
        if "text/event-stream" in request.headers.get("accept", ""):
            return await stream(asking.parts(client, body), _as_events(body.id), _refused)
        return JSONResponse(_with_id(await asking.answer(client, body), body.id))

    @router.post("/api/search", responses=declared(400, 408, 413, 422, 500))
    def search(body: SearchBody) -> Found:
        """The articles that fit a query best, each with its best passage."""
        hits = archive.search(body.query, body.k, body.since, body.until, body.outlets or None, body.asked)
        return Found(id=body.id, query=body.query, hits=hits)

    @router.get("/api/search", responses=declared(422, 500))
    def search_by_address(
        query: Annotated[str, Query(examples=["bridge opening"])],
        k: Annotated[int, Query(ge=1, le=MOST_HITS)] = 10,
        since: _Day = None,
        until: _Day = None,
        outlets: _Outlets = None,
        asked: _Day = None,
    ) -> Found:
        """The same search, asked for in the address; `outlets` may be repeated."""
        return search(SearchBody(query=query, k=k, since=since, until=until, outlets=outlets, asked=asked))

    @router.get("/api/stories", responses=declared(422, 500))
    async def stories(
        request: Request,
        about: Annotated[str, Query(max_length=500, examples=["bridge opening"])] = "",
        k: Annotated[int, Query(ge=1, le=_MOST_STORIES)] = 20,
        since: _Day = None,
        until: _Day = None,
        outlets: _Outlets = None,
    ) -> Stories:
        """The events that the articles tell of, newest first; `about`: only those with an article that has all words.

        In a large collection the first call after a change takes some seconds.
        """
        found = await asking.work_out(
            client_of(request.scope),
            lambda: archive.stories(about, since=since, until=until, outlets=outlets or None),
        )
        return Stories(total=len(found), stories=found[:k])

    @router.get(
        "/metrics",
        response_class=Response,
        responses={
            200: {"description": "Prometheus's text format.", "content": {"text/plain": {"example": _METRICS}}},
            **declared(500),
        },
    )
    def exposition() -> Response:
        """Requests, answers and holdings, for Prometheus."""
        return Response(metrics.exposition(), media_type="text/plain; version=0.0.4; charset=utf-8")

    return router


def health_router(archive: Archive) -> APIRouter:
    """The route that says whether the server is ready. It needs no key."""
    router = APIRouter()

    @router.get("/healthz", response_model=Ready, responses=declared(503))
    def healthz() -> Any:
        """Ready when a search goes through."""
        try:
            archive.search("ready", 1)
            return Ready(status="ready", articles=archive.store.counts()["articles"])
        except Exception as error:  # whatever it is, the answer to "are you ready" is no
            logged("A search of the archive", error)
            return problem("/healthz", 503, "The archive cannot be searched; the server’s log says why.")

    return router


_Day = Annotated[str | None, Query(examples=["2026-05"], max_length=40)]
_Outlets = Annotated[list[str] | None, Query(examples=[["The Harbour Lantern"]])]
_METRICS = '# TYPE dateline_answers_total counter\ndateline_answers_total{status="answered"} 12.0\n'


def _with_id(answer: Answer, given: str | None) -> dict[str, Any]:
    told = answer.model_dump(mode="json")
    return told if given is None else {"id": given, **told}


def _as_events(given: str | None) -> ToText:
    """What makes the parts of one answer events: `sentence` for each, then `answer` with everything."""
    told: list[Sentence] = []

    def events(part: Part) -> Iterator[str]:
        sentences = part.sentences[len(told) :] if isinstance(part, Answer) else [part]
        for sentence in sentences:
            told.append(sentence)
            yield event(sentence.model_dump(mode="json"), "sentence")
        if isinstance(part, Answer):
            yield event(_with_id(part, given), "answer")

    return events


def _refused(status: int, sentence: str) -> str:
    return event({"error": sentence}, "error")
