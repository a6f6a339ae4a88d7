"""What the web may do: the headers every response carries, the doors that are shut, how much a request may bring."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import hashlib
import json
import re
from collections.abc import Sequence

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.plain import unscripted
from ui.problems import SOMETHING_FAILED, asked_path, body_of, logged
from ui.wording import wording_for

LARGEST_BODY = 64 * 1024  # bytes; a question has at most 2,000 characters
LARGEST_INGEST = 8 * 1024 * 1024  # bytes of articles in one request
BODY_SECONDS = 60.0  # in which a request's body must have arrived; five times as long for articles
_READ_AWAY, _READ_AWAY_SECONDS = 16 * 1024 * 1024, 5.0  # of a request that is too large

# Gradio brings many doors (uploads, a proxy, files, recordings, an editor). The page needs these.
_GRADIO_OPEN = re.compile(r"(queue/(join|data)|heartbeat/\w+|reset|cancel|startup-events|theme\.css|app_id)/?")
_GRADIO_SHUT = re.compile(r"/(login|logout|monitoring|pwa_icon|runs)(/.*)?")

# What Gradio's page tells those who preview links: to try the app, with addresses of its makers.
_GRADIO_PREVIEW = re.compile(rb"<meta\s+(?:property=\"og:|name=\"twitter:)[^>]*>\s*")
# An address at the root of the site, which under a sub-path is somebody else's; so is the icon a browser looks for.
_GRADIO_MANIFEST = re.compile(rb"<link rel=\"manifest\"[^>]*>")
_ICON = b'<link rel="icon" href="favicon.ico">'
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

# From these Gradio would make addresses of another server, for whoever sends them.
_NOT_PASSED_ON = (b"x-forwarded-host", b"x-gradio-server")


class _RefusedError(Exception):
    """The request cannot be read: `status` and the sentence for it."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status


class Guard:
    """ASGI middleware around everything that is served: shut doors, sizes, times, headers, no traceback.

    A shut door answers 404, a body that is too large 413, one that does not arrive 408, a fault inside 500, each
    with a sentence. `root_path` is the sub-path that a proxy
    serves this under; requests may come with it or without.
    """

    def __init__(self, app: ASGIApp, framed_by: Sequence[str] = (), root_path: str = "") -> None:
        self._app = app
        self._framed_by = framed_by
        self._root_path = root_path

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":  # nothing here speaks it, and none of the doors would check it
            await send({"type": "websocket.close", "code": 1008})
            return
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if self._root_path:
            scope["root_path"] = self._root_path
        path = asked_path(scope)
        head = scope["method"] == "HEAD" and not path.startswith(("/gradio_api/", "/mcp"))
        if head:  # whatever can be got can be asked for without its body
            scope["method"] = "GET"
            send = _without_bodies(send)
        answer = _Response(send, self._framed_by, path, Headers(scope=scope))
        try:
            if _is_shut(path):
                await answer.problem(404, "There is nothing at this address.", receive)
                return
            answer.refuse_ambiguous(Headers(scope=scope))
            answer.refuse_large(_declared_length(scope))
            scope["headers"] = _passed_on(scope)
            await self._app(scope, answer.limited(receive), answer.send)
        except _RefusedError as refused:
            await answer.problem(refused.status, str(refused), receive)
        except Exception as error:  # the last line of defence: a sentence for the reader, a line for the log
            logged(f"{scope['method']} {getattr(scope.get('route'), 'path', 'of the page')}", error)
            await answer.problem(500, SOMETHING_FAILED, receive)


class _Response:
    """Passes a response on with the security headers; holds an HTML page back until its scripts are hashed."""

    def __init__(self, send: Send, framed_by: Sequence[str], path: str, asked_with: Headers) -> None:
        self._send = send
        self._path = path
        self._most = _most(path)
        self._asked_with = asked_with
        self._refused: _RefusedError | None = None
        self._framed_by = framed_by
        self._started = False
        self._page: bytearray | None = None
        self._start: Message = {}
        self._received = 0
        self._whole = False  # whether all of the request has come

    def limited(self, receive: Receive) -> Receive:
        """The request, cut off where it brings more than it may or takes longer, whatever length it declared."""
        seconds = BODY_SECONDS if self._most == LARGEST_BODY else 5 * BODY_SECONDS
        until = asyncio.get_running_loop().time() + seconds

        async def receive_within_limits() -> Message:
            if self._whole:  # from here on it is only told when the reader leaves
                return await receive()
            try:
                async with asyncio.timeout_at(until):
                    message = await receive()
            except TimeoutError:
                self._refused = _RefusedError(408, f"The request did not arrive within {seconds:.0f} s.")
                raise self._refused from None
            self._whole = not message.get("more_body", False)
            self._received += len(message.get("body", b""))
            self.refuse_large(self._received)
            return message

        return receive_within_limits

    def refuse_ambiguous(self, headers: Headers) -> None:
        """Raises what ends a request that says two things about its length: a proxy might read it otherwise."""
        if "transfer-encoding" in headers and "content-length" in headers:
            raise _RefusedError(400, "The request says twice how long it is.")

    def refuse_large(self, length: int) -> None:
        """Raises what ends the request where it has more bytes than may be read."""
        if length > self._most:
            size = f"{self._most >> 20} MB" if self._most >= 1 << 20 else f"{self._most >> 10} kB"
            self._refused = _RefusedError(413, f"The request is larger than the {size} that are read.")
            raise self._refused

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            if self._refused:  # FastAPI turns what is raised while it reads a body into an answer of its own
                raise self._refused
            headers = MutableHeaders(raw=list(message["headers"]))
            for name, value in _HEADERS.items():
                headers.setdefault(name, value)
            if headers.get("content-type", "").startswith("text/event-stream"):
                headers["x-accel-buffering"] = "no"  # else nginx keeps Gradio's events, and ours, to itself
            self._start = {**message, "headers": headers.raw}
            if headers.get("content-type", "").startswith("text/html"):
                self._page = bytearray()
            else:
                await self._begin(b"")
        elif self._page is not None:
            self._page += message.get("body", b"")
            if not message.get("more_body"):
                page = _made_ours(bytes(self._page), self._asked_with.get("accept-language"))
                await self._begin(page)
                await self._send({**message, "body": page})
                self._page = None
        else:
            await self._send(message)

    async def _begin(self, page: bytes) -> None:
        self._started = True
        headers = MutableHeaders(raw=list(self._start["headers"]))
        stricter = headers.get("content-security-policy")  # a page without scripts brings its own
        framed_by = " ".join(["'self'", *self._framed_by])
        if page and "content-length" in headers:
            headers["content-length"] = str(len(page))
        headers["content-security-policy"] = f"{stricter or policy(page)}; frame-ancestors {framed_by}"
        await self._send({**self._start, "headers": headers.raw})

    async def problem(self, status: int, sentence: str, receive: Receive) -> None:
        """Answer with a sentence, unless a response is already on its way: then it ends where it is.

        Of a request that is too large some of the rest is read away first: a connection that is closed over unread
        bytes is reset, and the sentence with it; nginx would make a 502 of it.
        """
        if self._started:
            return
        self._page, self._refused = None, None
        body = json.dumps(body_of(self._path, status, sentence)).encode()
        headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
        if status in (400, 408, 413):
            headers.append((b"connection", b"close"))
        origin = self._asked_with.get("origin", "")
        if origin in self._framed_by:  # this stands outside CORS; the widget is to read why
            headers += [(b"access-control-allow-origin", origin.encode()), (b"vary", b"Origin")]
        await self.send({"type": "http.response.start", "status": status, "headers": headers})
        await self.send({"type": "http.response.body", "body": body, "more_body": True})
        if status == 413 and not self._whole:
            await _read_away(receive)
        await self.send({"type": "http.response.body", "body": b""})


def _made_ours(page: bytes, language: str | None) -> bytes:
    """An HTML page without what Gradio's tells of its makers, with our icon, and with a word where scripts are off."""
    if b"<gradio-app" not in page:
        return page
    page = _GRADIO_MANIFEST.sub(_ICON, _GRADIO_PREVIEW.sub(b"", page))
    return page.replace(b"<gradio-app", unscripted(wording_for(language)).encode() + b"<gradio-app", 1)


def _without_bodies(send: Send) -> Send:
    async def send_heads(message: Message) -> None:
        await send({**message, "body": b""} if message["type"] == "http.response.body" else message)

    return send_heads


async def _read_away(receive: Receive) -> None:
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(_READ_AWAY_SECONDS):
            left = _READ_AWAY
            while left > 0:
                message = await receive()
                if not message.get("more_body"):
                    return
                left -= len(message["body"])


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


def _most(path: str) -> int:
    return LARGEST_INGEST if path == "/api/articles" else LARGEST_BODY


def _passed_on(scope: Scope) -> list[tuple[bytes, bytes]]:
    """The request's headers. A page whose scripts are to be hashed must come as it is; files may come compressed."""
    left_out: tuple[bytes, ...] = _NOT_PASSED_ON
    if "text/html" in Headers(scope=scope).get("accept", ""):
        left_out = (*left_out, b"accept-encoding")
    return [each for each in scope["headers"] if each[0] not in left_out]
