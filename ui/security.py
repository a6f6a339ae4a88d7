"""What the web may do: the headers every response carries, the doors that are shut, how much a request may bring."""

from __future__ import annotations

import base64
import hashlib
import json
import logging
import re
from collections.abc import Sequence

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST_BODY = 64 * 1024  # bytes; a question has at most 2,000 characters

# Gradio brings many doors (uploads, a proxy, files, recordings, an editor). The page needs these.
_GRADIO_OPEN = re.compile(r"(queue/(join|data)|heartbeat/\w+|reset|cancel|startup-events|theme\.css|app_id)/?")
_GRADIO_SHUT = re.compile(r"/(login|logout|monitoring|pwa_icon|runs)(/.*)?")

_INLINE_SCRIPT = re.compile(rb"<script(?![^>]*\ssrc=)[^>]*>(.*?)</script>", re.DOTALL | re.IGNORECASE)
# Gradio evaluates its components' templates, hence unsafe-eval; inline scripts and handlers are not allowed,
# save those of Gradio's own page, each by its hash.
_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-eval'{hashes}; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; "
    "media-src 'none'; frame-src 'none'; object-src 'none'; base-uri 'self'; form-action 'self'"
)
_HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}

log = logging.getLogger("dateline")


class _TooLargeError(Exception):
    """The request brought more than LARGEST_BODY bytes."""


class Guard:
    """ASGI middleware around everything that is served: shut doors, size limit, headers, no traceback.

    A shut door answers 404, a body over LARGEST_BODY 413, a fault inside 500, each with {"error": sentence}.
    """

    def __init__(self, app: ASGIApp, framed_by: Sequence[str] = ()) -> None:
        self._app = app
        self._framed_by = framed_by

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        answer = _Response(send, self._framed_by)
        try:
            if _is_shut(scope["path"]):
                await answer.problem(404, "There is nothing at this address.")
                return
            if _declared_length(scope) > LARGEST_BODY:
                raise _TooLargeError
            await self._app(_uncompressed_page(scope), answer.limited(receive), answer.send)
        except _TooLargeError:
            await answer.problem(413, f"The request is larger than the {LARGEST_BODY // 1024} kB that are read.")
        except Exception as error:  # the last line of defence: a sentence for the reader, a line for the log
            log.error("%s %s failed: %s: %s", scope["method"], scope["path"], type(error).__name__, error)
            log.debug("", exc_info=error)
            await answer.problem(500, "Something failed inside Dateline; the server’s log says what.")


class _Response:
    """Passes a response on with the security headers; holds an HTML page back until its scripts are hashed."""

    def __init__(self, send: Send, framed_by: Sequence[str]) -> None:
        self._send = send
        self._framed_by = framed_by
        self._started = False
        self._page: bytearray | None = None
        self._start: Message = {}
        self._received = 0

    def limited(self, receive: Receive) -> Receive:
        """The request, cut off where it brings more than it may, whatever length it declared."""

        async def receive_within_limit() -> Message:
            message = await receive()
            self._received += len(message.get("body", b""))
            self._refuse_large()
            return message

        return receive_within_limit

    def _refuse_large(self) -> None:
        if self._received > LARGEST_BODY:
            raise _TooLargeError

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._refuse_large()  # FastAPI turns what is raised while it reads a body into an answer of its own
            headers = MutableHeaders(raw=list(message["headers"]))
            for name, value in _HEADERS.items():
                headers.setdefault(name, value)
            self._start = {**message, "headers": headers.raw}
            if headers.get("content-type", "").startswith("text/html"):
                self._page = bytearray()
            else:
                await self._begin(b"")
        elif self._page is not None:
            self._page += message.get("body", b"")
            if not message.get("more_body"):
                await self._begin(bytes(self._page))
                await self._send({**message, "body": bytes(self._page)})
                self._page = None
        else:
            await self._send(message)

    async def _begin(self, page: bytes) -> None:
        self._started = True
        headers = MutableHeaders(raw=list(self._start["headers"]))
        stricter = headers.get("content-security-policy")  # a page without scripts brings its own
        framed_by = " ".join(["'self'", *self._framed_by])
        headers["content-security-policy"] = f"{stricter or policy(page)}; frame-ancestors {framed_by}"
        await self._send({**self._start, "headers": headers.raw})

    async def problem(self, status: int, sentence: str) -> None:
        """Answer with a sentence, unless a response is already on its way: then it ends where it is."""
        if self._started:
            return
        self._page, self._received = None, 0
        headers = [(b"content-type", b"application/json")]
        await self.send({"type": "http.response.start", "status": status, "headers": headers})
        await self.send({"type": "http.response.body", "body": json.dumps({"error": sentence}).encode()})


def policy(page: bytes = b"") -> str:
    """The Content-Security-Policy of a response that brings none; `page` is its HTML, whose inline scripts may run."""
    hashes = "".join(
        f" 'sha256-{base64.b64encode(hashlib.sha256(found.group(1)).digest()).decode()}'"
        for found in _INLINE_SCRIPT.finditer(page)
    )
    return _POLICY.format(hashes=hashes)


def _is_shut(path: str) -> bool:
    inside = path.removeprefix("/gradio_api/")
    return bool(_GRADIO_SHUT.fullmatch(path)) or (inside != path and not _GRADIO_OPEN.fullmatch(inside))


def _declared_length(scope: Scope) -> int:
    declared = Headers(scope=scope).get("content-length", "0")
    return int(declared) if declared.isdigit() else 0


def _uncompressed_page(scope: Scope) -> Scope:
    """A page whose scripts are to be hashed must come as it is; scripts and styles may come compressed."""
    if "text/html" not in Headers(scope=scope).get("accept", ""):
        return scope
    return {**scope, "headers": [each for each in scope["headers"] if each[0] != b"accept-encoding"]}
