"""Events: an answer as Server-Sent Events, part by part, kept alive while it is worked out."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterator
from typing import Any

from fastapi.responses import StreamingResponse

from corpus.article import DatelineError
from ui.asking import Part
from ui.problems import SOMETHING_FAILED, FaultError, TooManyError

# An answer that is there by then, or a refusal, comes with its own status; later ones are told in the stream.
PATIENCE_SECONDS = 1.0
KEEP_ALIVE_SECONDS = 10.0  # shorter than what proxies wait for
_WORKING = ": working\n\n"

ToText = Callable[[Part], Iterator[str]]
Refused = Callable[[int, str], str]


def event(data: Any, name: str | None = None) -> str:
    """One event; `data` becomes a line of JSON."""
    head = f"event: {name}\n" if name else ""
    return f"{head}data: {json.dumps(data, ensure_ascii=False)}\n\n"


async def stream(parts: AsyncGenerator[Part], told: ToText, refused: Refused) -> StreamingResponse:
    """The response that streams an answer: `told` gives the events of a part, `refused` that of an error.

    An error has a status and a sentence. Raises what `parts` raises, as long as nothing was sent.
    """
    first = _next(parts)
    try:
        await asyncio.wait({first}, timeout=PATIENCE_SECONDS)
    except asyncio.CancelledError:
        first.cancel()
        raise
    if first.done():
        first.result()
    return StreamingResponse(
        _events(first, parts, told, refused), media_type="text/event-stream", headers={"cache-control": "no-cache"}
    )


async def _events(
    coming: asyncio.Task[Part | None], parts: AsyncGenerator[Part], told: ToText, refused: Refused
) -> AsyncIterator[str]:
    try:
        if not coming.done():
            yield _WORKING
        while True:
            await asyncio.wait({coming}, timeout=KEEP_ALIVE_SECONDS)
            if not coming.done():
                yield _WORKING
                continue
            part = coming.result()
            if part is None:
                return
            for each in told(part):
                yield each
            coming = _next(parts)
    except TooManyError as error:
        yield refused(429, str(error))
    except DatelineError as error:
        yield refused(422, str(error))
    except FaultError:
        yield refused(500, SOMETHING_FAILED)
    finally:
        coming.cancel()
        await asyncio.wait({coming})
        await parts.aclose()


def _next(parts: AsyncGenerator[Part]) -> asyncio.Task[Part | None]:
    async def following() -> Part | None:
        return await anext(parts, None)

    return asyncio.create_task(following())
