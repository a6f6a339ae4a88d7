"""Asking: the one way from a request to an Answer. A place, a thread, a count; never on the event loop."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncGenerator, Callable, Iterator
from typing import TypeVar

import anyio
import anyio.to_thread

from corpus.article import DatelineError
from rag.answer import Answer, Sentence
from rag.archive import Archive
from ui.limits import Places
from ui.metrics import Metrics
from ui.problems import FaultError, logged
from ui.shapes import AskBody

Result = TypeVar("Result")
# Sentences as they are proven, the whole Answer last.
Part = Sentence | Answer


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
        return await self.work_out(client, lambda: _last(self._parts(body)))

    async def parts(self, client: str, body: AskBody) -> AsyncGenerator[Part]:
        """The answer in parts as they come: see Archive.stream. Raises as `answer`, before the first part.

        Who leaves ends it: a model's work at once, the rest with the next part.
        """
        ready: asyncio.Queue[Part | None] = asyncio.Queue()
        loop, left = asyncio.get_running_loop(), threading.Event()

        def tell() -> None:
            for part in self._parts(body, left):
                if left.is_set():
                    break
                loop.call_soon_threadsafe(ready.put_nowait, part)

        work = asyncio.ensure_future(self.work_out(client, tell))
        work.add_done_callback(lambda _: ready.put_nowait(None))
        try:
            while (part := await ready.get()) is not None:
                yield part
            work.result()
        finally:
            left.set()
            work.cancel()

    def parts_here(self, client: str, body: AskBody, left: threading.Event) -> Iterator[Part]:
        """The same in the thread it is called from, until another sets `left`.

        Raises what Archive.stream does, and TooManyError.
        """
        with self._places.taken_by(client):
            yield from self._parts(body, left)

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

    def _parts(self, body: AskBody, left: threading.Event | None = None) -> Iterator[Part]:
        with self._metrics.answering() as made:
            for part in self._archive.stream(
                body.question,
                since=body.since,
                until=body.until,
                outlets=body.outlets or None,
                asked=body.asked,
                history=[turn.model_dump() for turn in body.history],
                left=left,
            ):
                if isinstance(part, Answer):
                    made.append(part)
                yield part


def _last(parts: Iterator[Part]) -> Answer:
    *_, answer = parts
    assert isinstance(answer, Answer)
    return answer
