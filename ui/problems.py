"""Problems: every error that a program gets over HTTP, as a sentence, in the shape its route promises."""

from __future__ import annotations

import logging
import re
import traceback
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ValidationError
from starlette.exceptions import HTTPException
from starlette.types import Scope

from corpus.article import DatelineError

SOMETHING_FAILED = "Something failed inside Dateline; the server’s log says what."
_KINDS = {401: "authentication_error", 403: "permission_error", 404: "not_found_error", 429: "rate_limit_error"}

log = logging.getLogger("dateline")


class Problem(BaseModel):
    """What went wrong, in a sentence."""

    error: str


class OpenAIFault(BaseModel):
    """What went wrong, as OpenAI's clients read it."""

    message: str
    type: str
    param: str | None = None
    code: str | None = None


class OpenAIProblem(BaseModel):
    """An error in the shape of OpenAI's API."""

    error: OpenAIFault


class TooManyError(DatelineError):
    """Somebody asks too often, or too much at once; `retry_after` is when to come again, in whole seconds."""

    def __init__(self, sentence: str, retry_after: int) -> None:
        super().__init__(sentence)
        self.retry_after = retry_after


class FaultError(Exception):
    """Something failed that should not have; the log has been told, and nobody else is to be."""


def asked_path(scope: Scope) -> str:
    """What a request asks for, without the sub-path that the server stands under."""
    path, root = str(scope["path"]), scope.get("root_path", "")
    return path[len(root) :] if root and path.startswith(f"{root}/") else path


def body_of(path: str, status: int, sentence: str) -> dict[str, Any]:
    """The body of an error answer: {"error": sentence}, and under /v1 the shape of OpenAI's API."""
    if not path.startswith("/v1/"):
        return {"error": sentence}
    kind = "server_error" if status >= 500 else _KINDS.get(status, "invalid_request_error")
    return OpenAIProblem(error=OpenAIFault(message=sentence, type=kind)).model_dump()


def problem(path: str, status: int, sentence: str, headers: dict[str, str] | None = None) -> JSONResponse:
    """An error answer to a request for `path`."""
    return JSONResponse(body_of(path, status, sentence), status, headers)


def declared(*codes: int, model: type[BaseModel] = Problem) -> dict[int | str, dict[str, Any]]:
    """The error answers of a route, for the OpenAPI document; who may come in adds 401, 403 and 429 everywhere."""
    known = {
        400: "The body is not JSON.",
        401: "A key is needed.",
        403: "This origin is not let in.",
        404: "There is nothing of this name.",
        408: "The request did not arrive in time.",
        413: "The request is larger than what is read.",
        421: "This server does not answer to the host asked for.",
        422: "What is asked cannot be answered.",
        429: "Too many requests, or answers at once; Retry-After says when to come again.",
        500: "Something failed inside; the server's log says what.",
        503: "The archive cannot be searched.",
    }
    return {code: {"model": model, "description": known[code]} for code in sorted({401, 403, 421, 429, *codes})}


def logged(what: str, error: BaseException) -> None:
    """A line in the log for whoever runs the server, with the traceback at debug level."""
    # Its message may hold words of an article or a question, so the log gets its kind and its place.
    frames = traceback.extract_tb(error.__traceback__)
    place = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    log.error("%s failed: %s%s", what, type(error).__name__, place)
    log.debug("", exc_info=error)


def add_problem_handlers(app: FastAPI) -> None:
    """Make every error of the routes a sentence."""

    @app.exception_handler(TooManyError)
    def too_many(request: Request, error: TooManyError) -> JSONResponse:
        return problem(asked_path(request.scope), 429, str(error), {"retry-after": str(error.retry_after)})

    @app.exception_handler(DatelineError)
    def not_answerable(request: Request, error: DatelineError) -> JSONResponse:
        return problem(asked_path(request.scope), 422, str(error))

    @app.exception_handler(FaultError)
    def failed(request: Request, error: FaultError) -> JSONResponse:
        return problem(asked_path(request.scope), 500, SOMETHING_FAILED)

    @app.exception_handler(HTTPException)
    def not_read(request: Request, error: HTTPException) -> JSONResponse:
        sentence = "The body is not JSON in UTF-8." if error.status_code == 400 else f"{error.detail}."
        return problem(asked_path(request.scope), error.status_code, sentence)

    @app.exception_handler(RequestValidationError)
    def not_valid(request: Request, error: RequestValidationError) -> JSONResponse:
        # Of the shapes that a body may have, the one that it comes nearest to says the most of what is wrong.
        nearest = max(error.errors(), key=lambda each: (len(each["loc"]), each["type"] != "model_attributes_type"))
        status, sentence = _invalid(nearest)
        return problem(asked_path(request.scope), status, sentence)


def invalid_sentence(error: ValidationError) -> str:
    """The first thing that is wrong with arguments, as a sentence."""
    first = error.errors()[0]
    return f"{'.'.join(map(str, first['loc']))}: {first['msg']}."


def _invalid(first: dict[str, Any]) -> tuple[int, str]:
    if first["type"] == "json_invalid":
        return 400, f"The body is not JSON ({first['ctx']['error']})."
    if first["type"] == "too_deep":
        return 422, f"An article cannot be taken in: {first['msg']}."
    # Where one of several shapes is expected, pydantic names the shape, too.
    field = ".".join(str(part) for part in first["loc"][1:] if re.fullmatch(r"\d+|[a-z_]+", str(part)))
    if first["type"] == "too_short" and not field:
        return 422, "The list has nothing in it."
    if not field:
        return 422, "The body must be a JSON object, sent as application/json."
    if first["type"] == "model_attributes_type":
        return 422, f"{field}: Input should be a JSON object."
    return 422, f"{field}: {first['msg']}."
