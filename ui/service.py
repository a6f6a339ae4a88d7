"""The service: everything that programs talk to, in one FastAPI app, with the doors that every request passes."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Sequence

from fastapi import APIRouter, Depends, FastAPI
from fastapi.middleware.cors import CORSMiddleware
from fastapi.responses import HTMLResponse
from fastapi.routing import APIRoute
from fastapi.security import HTTPBearer
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from rag.archive import Archive
from ui.access import Access, Gate, OriginCheck
from ui.api import api_router, health_router
from ui.articles import changing_router, reading_router
from ui.asking import Asking
from ui.completions import completions_router
from ui.feedback import feedback_router
from ui.limits import Places, Requests
from ui.metrics import Counting, Metrics
from ui.problems import add_problem_handlers, asked_path, problem
from ui.reference import render_reference
from ui.security import Guard
from ui.tools import Tools


def create_service(archive: Archive, access: Access, root_path: str = "") -> FastAPI:
    """The API, OpenAI's API, MCP, metrics and the reference over one open archive, for whom `access` lets in.

    `root_path` is the sub-path that a proxy serves it under ("/news"). What is mounted at the root afterwards stands
    behind the same doors.
    """
    places = Places(access.answers_at_once, access.answers_in_all)
    metrics = Metrics(archive, places)
    asking = Asking(archive, places, metrics)
    tools = Tools(archive, asking, access)

    @contextlib.asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with tools.running():
            yield

    app = FastAPI(
        title="Dateline",
        summary="Cited answers from an article collection",
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
    )
    app.state.asking = asking  # for the page, whose answers take the same places
    routers = [
        api_router(archive, asking, metrics), reading_router(archive), feedback_router(archive),
        completions_router(asking),
    ]  # fmt: skip
    _add_routers(app, routers, "read key" if access.read_key else None)
    if access.ingest_key:
        routers.append(changing_router(archive))
        _add_routers(app, routers[-1:], "ingest key")
    routers.append(health_router(archive))
    _add_routers(app, routers[-1:])
    add_problem_handlers(app)

    @app.get("/docs", include_in_schema=False)
    def docs() -> HTMLResponse:
        return HTMLResponse(render_reference(app.openapi()))

    app.router.routes.append(Route("/mcp", tools, include_in_schema=False))
    routes = [route for router in routers for route in router.routes if isinstance(route, APIRoute)]
    nothing_else = _NothingElse(routes)
    for path in ("/api/{rest:path}", "/v1/{rest:path}", "/healthz", "/metrics", "/docs", "/openapi.json"):
        app.router.routes.append(Route(path, nothing_else, include_in_schema=False))
    templates = frozenset([*(route.path for route in routes), "/mcp", "/docs", "/openapi.json"])
    _add_doors(app, access, metrics, templates, root_path)
    return app


def _add_routers(app: FastAPI, routers: Sequence[APIRouter], key: str | None = None) -> None:
    """Add routers, and declare the key that they need. ui/access.py checks it."""
    needed = [Depends(HTTPBearer(auto_error=False, scheme_name=key, description=f"The {key}."))] if key else []
    for router in routers:
        app.include_router(router, dependencies=needed)


def _add_doors(app: FastAPI, access: Access, metrics: Metrics, templates: frozenset[str], root_path: str) -> None:
    """What every request passes: the last one added is the outermost."""
    app.add_middleware(Gate, access=access, requests=Requests(access.requests_a_minute))
    # That this app has a CORSMiddleware keeps Gradio from reflecting every origin itself.
    app.add_middleware(
        CORSMiddleware,
        allow_origins=access.origins,
        allow_methods=["GET", "POST", "DELETE"],
        allow_headers=["authorization", "content-type", "mcp-protocol-version", "mcp-session-id"],
        expose_headers=["retry-after", "mcp-session-id"],
    )
    app.add_middleware(OriginCheck, access=access)
    app.add_middleware(Guard, framed_by=access.origins, root_path=root_path)
    app.add_middleware(Counting, metrics=metrics, templates=templates)


class _NothingElse:
    """What is asked of the API and is not there: 405 where another method is, else 404. Gradio would take the rest."""

    def __init__(self, routes: Sequence[APIRoute]) -> None:
        self._routes = routes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = asked_path(scope)
        methods = {method for route in self._routes if route.path_regex.match(path) for method in route.methods or ()}
        if methods:
            allowed = ", ".join(sorted(methods))
            refusal = problem(path, 405, f"This address takes {allowed} only.", {"allow": allowed})
        else:
            refusal = problem(path, 404, "There is nothing at this address.")
        await refusal(scope, receive, send)
