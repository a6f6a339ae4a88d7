"""Events: an answer as Server-Sent Events, kept alive while it is worked out."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from typing import Any

from fastapi.responses import StreamingResponse

from corpus.article import DatelineError
from rag.answer import Answer
from ui.problems import SOMETHING_FAILED, FaultError, TooManyError

# An answer that is there by then, or a refusal, comes with its own status; later ones are told in the stream.
PATIENCE_SECONDS = 1.0
KEEP_ALIVE_SECONDS = 10.0  # shorter than what proxies wait for

ToText = Callable[[Answer], Iterator[str]]
Refused = Callable[[int, str], str]


def event(data: Any, name: str | None = None) -> str:
    """One event; `data` becomes a line of JSON."""
    head = f"event: {name}\n" if name else ""
    return f"{head}data: {json.dumps(data, ensure_ascii=False)}\n\n"


async def stream(answering: Coroutine[Any, Any, Answer], told: ToText, refused: Refused) -> StreamingResponse:
    """The response that streams an answer: `told` gives its events, `refused` that of an error, by status and sentence.

    Raises what `answering` raises, as long as nothing was sent.
    """
    work = asyncio.create_task(answering)
    try:
        await asyncio.wait({work}, timeout=PATIENCE_SECONDS)
    except asyncio.CancelledError:
        work.cancel()
        raise
    if work.done():
        work.result()
    return StreamingResponse(
        _events(work, told, refused), media_type="text/event-stream", headers={"cache-control": "no-cache"}
    )


async def _events(work: asyncio.Task[Answer], told: ToText, refused: Refused) -> AsyncIterator[str]:
    try:
        while not work.done():
            yield ": working\n\n"
            await asyncio.wait({work}, timeout=KEEP_ALIVE_SECONDS)
        try:
            answer = work.result()
        except TooManyError as error:
            yield refused(429, str(error))
        except DatelineError as error:
            yield refused(422, str(error))
        except FaultError:
            yield refused(500, SOMETHING_FAILED)
        else:
            for each in told(answer):
                yield each
    finally:
        work.cancel()
