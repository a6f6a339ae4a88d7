"""Bodies: the JSON of a request, read so that whatever it holds can be written again."""

from __future__ import annotations

import re
from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request, Response
from fastapi.routing import APIRoute

from ui.escaping import writable

_MAYBE_LONE = re.compile(rb"\\u[dD][89a-fA-F]")


class BodyRoute(APIRoute):
    """A route whose JSON body holds no half of a character, which no answer could repeat."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """FastAPI's handler, with a request that reads its body so."""
        handle = super().get_route_handler()

        async def handle_writable(request: Request) -> Response:
            return await handle(_Writable(request.scope, request.receive))

        return handle_writable


class _Writable(Request):
    async def json(self) -> Any:
        read = await super().json()
        if not _MAYBE_LONE.search(await self.body()):
            return read
        return writable(read)
