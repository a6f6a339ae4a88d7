"""Articles over HTTP: read one, list its versions; and behind the ingest key, take some in and take one out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated, Any, TypeVar

import anyio
import anyio.to_thread
from fastapi import APIRouter, Body, Query

from corpus.article import DatelineError
from rag.archive import Archive
from ui.bodies import BodyRoute
from ui.problems import TooManyError, declared, problem
from ui.shapes import (
    MOST_ARTICLES,
    GivenArticle,
    Ingested,
    Removed,
    StoredArticle,
    TakenIn,
    Versions,
)

_MOST_WAITING = 8  # changes that wait for the one before; each holds its body in memory

Result = TypeVar("Result")


def reading_router(archive: Archive) -> APIRouter:
    """The routes that read articles. An id may hold anything, also slashes."""
    router = APIRouter()

    @router.get("/api/articles/{article_id:path}", response_model=StoredArticle, responses=declared(404, 422, 500))
    def article(article_id: str, version: Annotated[str | None, Query(examples=["0f3a9c21d7be"])] = None) -> Any:
        """An article in its current version, or in the one named."""
        try:
            return archive.article(article_id, version).model_dump()
        except DatelineError as error:
            return problem("/api/articles", 404, str(error))

    @router.get("/api/versions/{article_id:path}", response_model=Versions, responses=declared(404, 422, 500))
    def versions(article_id: str) -> Any:
        """The versions of an article, oldest first, each with what it changed."""
        try:
            return {"versions": [edition.model_dump() for edition in archive.history(article_id)]}
        except DatelineError as error:
            return problem("/api/versions", 404, str(error))

    return router


def changing_router(archive: Archive) -> APIRouter:
    """The routes that change the archive, one change after the other; asking goes on meanwhile."""
    router = APIRouter(route_class=BodyRoute)
    turn = anyio.CapacityLimiter(1)
    sent = 0

    async def in_turn(change: Callable[[], Result]) -> Result:
        # Waiting on the event loop and not in a thread: else writers could take the threads that readers need.
        nonlocal sent
        if sent > _MOST_WAITING:
            raise TooManyError(f"{_MOST_WAITING} changes wait already; send this one again in 5 s.", 5)
        sent += 1
        try:
            return await anyio.to_thread.run_sync(change, limiter=turn)
        finally:
            sent -= 1

    @router.post(
        "/api/articles",
        response_model_exclude_unset=True,  # copy_of and error stand only where there are any
        responses=declared(400, 408, 413, 422, 500),
    )
    async def take_in(
        body: GivenArticle | Annotated[list[GivenArticle], Body(min_length=1, max_length=MOST_ARTICLES)],
    ) -> Ingested:
        """Take in an article or a list of them; answers when they can be found, by words and by meaning.

        Each gets a line; one that cannot be read has the status "failed" and says why, and the others are taken in.
        Without `id` and `url` an article's id comes from its text.
        """
        given = body if isinstance(body, list) else [body]
        return Ingested(lines=await in_turn(lambda: _ingest(archive, given)))

    @router.delete("/api/articles/{article_id:path}", response_model=Removed, responses=declared(404, 422, 500))
    async def remove(article_id: str) -> Any:
        """Take an article out, with all its versions."""

        def take_out() -> str:
            title = archive.article(article_id).title
            archive.remove(article_id)
            return title

        try:
            return Removed(id=article_id, title=await in_turn(take_out))
        except TooManyError:
            raise
        except DatelineError as error:
            return problem("/api/articles", 404, str(error))

    return router


def _ingest(archive: Archive, given: Sequence[GivenArticle]) -> list[TakenIn]:
    records = [article.model_dump(mode="json", exclude_unset=True) for article in given]
    return [TakenIn(**line.model_dump()) for line in archive.take_in(records)]
