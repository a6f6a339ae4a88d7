"""POST /api/feedback: what a reader says of an answer, into the archive."""

from __future__ import annotations

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict

from rag.archive import Archive
from rag.verdicts import Verdict, keep_verdict
from ui.bodies import BodyRoute
from ui.problems import declared


class Kept(BaseModel):
    """The verdict with this id is in the archive."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"id": "3f9a0c27d1e84b56"}]})

    id: str


def feedback_router(archive: Archive) -> APIRouter:
    """The route over one open archive."""
    router = APIRouter(route_class=BodyRoute)

    @router.post("/api/feedback", responses=declared(400, 413, 422, 500))
    def feedback(verdict: Verdict) -> Kept:
        """Keep a reader's verdict on an answer; the same `id` again takes the place of the one before."""
        keep_verdict(archive.store, verdict)
        return Kept(id=verdict.id)

    return router
