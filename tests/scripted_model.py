"""An OpenAI-compatible model on loopback that says what a test tells it to, in whatever way."""

from __future__ import annotations

import json
import select
import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from itertools import chain, islice
from types import TracebackType
from typing import Any

from tests.corpus.webserver import Server

Body = dict[str, Any]


@dataclass(frozen=True)
class Head:
    """Status and headers, before anything else; `{elsewhere}` in a header is this server under another host name."""

    status: int = 200
    headers: dict[str, str] = field(default_factory=lambda: {"Content-Type": "text/event-stream"})


@dataclass(frozen=True)
class Pause:
    """Nothing for so many seconds, or until the client leaves or the test is over."""

    seconds: float


@dataclass(frozen=True)
class Cut:
    """The connection is closed in the middle of the body."""


Piece = str | bytes | Body | Head | Pause | Cut
Play = Callable[[Body], Iterable[Piece]]
"""A request's body in, pieces out: a delta of content (str), a whole event (dict), bytes as they are, or one of the
three above. A play of nothing but deltas and pauses is ended as models end, and is one JSON answer where the client
asked for no stream."""

DONE = b"data: [DONE]\n\n"
_LONGEST = 10_000  # deltas of one JSON answer: endless plays must end there
JSON_HEAD = {"Content-Type": "application/json"}


def event(delta: Body, finish: str | None = None) -> Body:
    """A chunk of a streamed answer."""
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion.chunk",
        "created": 1,
        "model": "scripted",
        "choices": [choice],
    }


def completion(message: Body, finish: str = "stop") -> Body:
    """A whole answer, as it comes without a stream."""
    choice = {"index": 0, "message": {"role": "assistant"} | message, "finish_reason": finish}
    usage = {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}
    return {
        "id": "chatcmpl-1", "object": "chat.completion", "created": 1, "model": "scripted", "choices": [choice],
        "usage": usage,
    }  # fmt: skip


def saying(deltas: Iterable[str]) -> Play:
    """A play that says these deltas, whatever it is asked."""
    kept = list(deltas)
    return lambda body: kept


def refusing(status: int, body: Body | str, **headers: str) -> Play:
    """A play that answers with this status and body; a header's underscores stand for hyphens."""
    text = body if isinstance(body, str) else json.dumps(body)
    named = JSON_HEAD | {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda _: [Head(status, named), text.encode()]


def prompt_of(body: Body) -> str:
    """All that the model was told, message after message."""
    return "\n\n".join(str(message.get("content") or "") for message in body.get("messages", []))


class ScriptedModel:
    """The server, as a context manager; the request's "model" chooses the play.

    `bodies` and `headers` (names in lower case) hold what came to the chat address, in order; `strays` the paths of all
    that came elsewhere; `left` how many clients went away before the play was over.
    """

    def __init__(self) -> None:
        self.bodies: list[Body] = []
        self.headers: list[dict[str, str]] = []
        self.strays: list[str] = []
        self.left = 0
        self.over = threading.Event()
        self._plays: dict[str, Play] = {}
        self._server = Server(("127.0.0.1", 0), type("ModelHandler", (_Handler,), {"model": self}))
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})
        self.url = f"http://127.0.0.1:{self._server.server_port}/v1"
        self.elsewhere = f"http://localhost:{self._server.server_port}/elsewhere"

    def says(self, name: str, deltas: Iterable[str]) -> None:
        """The model of this name says these deltas, as a healthy stream."""
        self._plays[name] = saying(deltas)

    def plays(self, name: str, play: Play) -> None:
        """The model of this name does what the play says."""
        self._plays[name] = play

    def play_of(self, name: object) -> Play:
        """The play of a model; of one that nobody made, the 404 that OpenAI gives."""
        return self._plays.get(str(name), unknown_model)

    def names(self) -> list[str]:
        """The models that have a play."""
        return list(self._plays)

    def __enter__(self) -> ScriptedModel:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.over.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def unknown_model(body: Body) -> Iterable[Piece]:
    """OpenAI's 404 for a model it does not have."""
    message = f"The model `{body.get('model')}` does not exist or you do not have access to it."
    fault = {"message": message, "type": "invalid_request_error", "param": None, "code": "model_not_found"}
    return refusing(404, {"error": fault})(body)


class _LeftError(Exception):
    """The client went away."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    model: ScriptedModel

    def do_GET(self) -> None:
        if self.path != "/v1/models":
            self.model.strays.append(self.path)
        models = [{"id": name, "object": "model", "created": 1, "owned_by": "test"} for name in self.model.names()]
        self._perform(refusing(200, {"object": "list", "data": models})({}))

    def do_POST(self) -> None:
        sent = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.path != "/v1/chat/completions":
            self.model.strays.append(self.path)
            return self._perform(refusing(404, {"error": {"message": "Not Found"}})({}))
        body = json.loads(sent)
        self.model.bodies.append(body)
        self.model.headers.append({name.lower(): value for name, value in self.headers.items()})
        return self._perform(_ended(self.model.play_of(body.get("model"))(body), bool(body.get("stream"))))

    def _perform(self, pieces: Iterable[Piece]) -> None:
        self.close_connection = True
        try:
            for piece in _headed(pieces):
                if isinstance(piece, Cut):
                    self.connection.shutdown(socket.SHUT_RDWR)
                    return
                self._send(piece)
            self.wfile.write(b"0\r\n\r\n")
        except (OSError, _LeftError):
            self.model.left += not self.model.over.is_set()

    def _send(self, piece: Piece) -> None:
        match piece:
            case Head():
                self.send_response(piece.status)
                for name, value in piece.headers.items():
                    self.send_header(name, value.format(elsewhere=self.model.elsewhere))
                self.send_header("Transfer-Encoding", "chunked")
                self.end_headers()
            case Pause():
                self._wait(piece.seconds)
            case bytes():
                if piece:  # an empty one would end the body
                    self.wfile.write(b"%x\r\n%b\r\n" % (len(piece), piece))
            case str():
                self._send(event({"content": piece}))
            case dict():
                self._send(b"data: " + json.dumps(piece).encode() + b"\n\n")

    def _wait(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while (rest := until - time.monotonic()) > 0:
            if self.model.over.is_set():
                raise _LeftError
            ready, _, _ = select.select([self.connection], [], [], min(rest, 0.02))
            if ready and not self.connection.recv(1, socket.MSG_PEEK):
                raise _LeftError

    def log_message(self, format: str, *arguments: Any) -> None:
        """Nothing is logged."""


def _headed(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces, with a stream's head where none comes first; a pause before anything else delays it."""
    coming = iter(pieces)
    first = next(coming, b"")
    while isinstance(first, Pause):
        yield first
        first = next(coming, b"")
    if not isinstance(first, Head):
        yield Head()
    yield first
    yield from coming


def _ended(pieces: Iterable[Piece], stream: bool) -> Iterator[Piece]:
    """The pieces, and the end that a healthy model gives, where they are nothing but deltas and pauses."""
    if not stream:
        yield from _whole(iter(pieces))
        return
    healthy = True
    for piece in pieces:
        healthy = healthy and isinstance(piece, str | Pause)
        yield piece
    if healthy:
        yield event({}, "stop")
        yield DONE


def _whole(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """The deltas as one JSON answer, after their pauses; a play that sends anything else is left as it is."""
    said: list[str] = []
    for piece in islice(pieces, _LONGEST):
        if isinstance(piece, Pause):
            yield piece
        elif isinstance(piece, str):
            said.append(piece)
        else:
            yield from chain(said, [piece], pieces)
            return
    yield from refusing(200, completion({"content": "".join(said)}))({})
