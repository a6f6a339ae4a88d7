"""POST /api/feedback: what a reader says of an answer, into the archive."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from fastapi.responses import JSONResponse
from pydantic import BaseModel

from corpus.article import DatelineError
from rag.archive import Archive
from rag.verdicts import Verdict, keep_verdict
from ui.api import declared, problem


class Kept(BaseModel):
    """The verdict with this id is in the archive."""

    id: str


def feedback_router(archive: Archive) -> APIRouter:
    """The route over one open archive."""
    router = APIRouter()

    @router.post("/api/feedback", response_model=Kept, responses=declared(400, 413, 422, 500))
    def feedback(verdict: Verdict) -> Any:
        """Keep a reader's verdict on an answer; the same `id` again takes the place of the one before."""
        try:
            keep_verdict(archive.store, verdict)
        except DatelineError as error:
            return problem(422, str(error))
        return JSONResponse({"id": verdict.id})

    return router
