"""Asking: the one way from a request to an Answer. A place, a thread, a count; never on the event loop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

import anyio
import anyio.to_thread

from corpus.article import DatelineError
from rag.answer import Answer
from rag.archive import Archive
from ui.limits import Places
from ui.metrics import Metrics
from ui.problems import FaultError, logged
from ui.shapes import AskBody

Result = TypeVar("Result")


class Asking:
    """Works out answers for the API, for OpenAI's clients and for MCP, within the places there are."""

    def __init__(self, archive: Archive, places: Places, metrics: Metrics) -> None:
        self._archive = archive
        self._places = places
        self._metrics = metrics
        self._threads = anyio.CapacityLimiter(places.in_all)
        self._at_work: set[asyncio.Task[None]] = set()

    @property
    def busy(self) -> bool:
        """Whether half of the places are taken: then nothing is worked out that nobody asked for."""
        return 2 * self._places.taken >= self._places.in_all

    async def answer(self, client: str, body: AskBody) -> Answer:
        """The answer to a question. Raises DatelineError as Archive.ask, TooManyError, and FaultError for the rest."""
        return await self.work_out(client, lambda: self._answer(body))

    def answer_here(self, client: str, body: AskBody) -> Answer:
        """The same in the thread it is called from. Raises what Archive.ask does, and TooManyError."""
        with self._places.taken_by(client):
            return self._answer(body)

    async def work_out(self, client: str, call: Callable[[], Result]) -> Result:
        """What `call` returns, worked out in a thread that holds one of the client's places until it is done.

        Who stops waiting frees the place no sooner than the thread: else leaving early would buy more of them.
        """
        outcome: asyncio.Future[Result] = asyncio.get_running_loop().create_future()

        async def held() -> None:
            try:
                with self._places.taken_by(client):
                    result = await anyio.to_thread.run_sync(call, limiter=self._threads)
            except Exception as error:
                if not outcome.done():
                    outcome.set_exception(error)
            else:
                if not outcome.done():
                    outcome.set_result(result)

        task = asyncio.create_task(held())
        self._at_work.add(task)
        task.add_done_callback(self._at_work.discard)
        try:
            return await outcome
        except (DatelineError, FaultError):
            raise
        except Exception as error:
            logged("What a request asked for", error)
            raise FaultError from error

    def _answer(self, body: AskBody) -> Answer:
        with self._metrics.answering() as made:
            answer = self._archive.ask(
                body.question,
                since=body.since,
                until=body.until,
                outlets=body.outlets or None,
                asked=body.asked,
                history=[turn.model_dump() for turn in body.history],
            )
            made.append(answer)
        return answer
