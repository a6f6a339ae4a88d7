"""A web server on loopback that behaves as a test asks: well, badly, or with malice."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any


@dataclass
class Reply:
    """An ordinary answer."""

    body: bytes | str = b""
    status: int = 200
    media_type: str = "text/html; charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict)


Behaviour = Callable[["Handler"], None]  # writes whatever it likes to handler.wfile


class Handler(BaseHTTPRequestHandler):
    """Answers from the site's pages."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    site: Website

    def do_GET(self) -> None:
        self.site.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
        answer = self.site.pages.get(self.path, Reply("nothing here", 404))
        if isinstance(answer, list):  # one after the other, the last one again and again
            answer = answer.pop(0) if len(answer) > 1 else answer[0]
        try:
            if isinstance(answer, Reply):
                self._send(answer)
            else:
                self.close_connection = True
                answer(self)
        except OSError:
            self.close_connection = True  # the client had enough

    def _send(self, reply: Reply) -> None:
        body = reply.body.encode() if isinstance(reply.body, str) else reply.body
        known = [(name, reply.headers[name]) for name in ("ETag", "Last-Modified") if name in reply.headers]
        asked = {"ETag": "If-None-Match", "Last-Modified": "If-Modified-Since"}
        unchanged = any(self.headers.get(asked[name]) == value for name, value in known)
        self.send_response(304 if unchanged else reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        if not unchanged:
            self.send_header("Content-Type", reply.media_type)
            if "Content-Length" not in reply.headers:
                self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if not unchanged:
            self.wfile.write(body)

    def log_message(self, format: str, *arguments: Any) -> None:
        """Nothing is logged."""


class Server(ThreadingHTTPServer):
    """Says nothing when a client goes away in the middle."""

    daemon_threads = True
    block_on_close = False

    def handle_error(self, *_: Any) -> None:
        """Nothing is said."""


@dataclass
class Website:
    """What the server answers by path, and what it was asked: path and headers, in order."""

    address: str = ""
    pages: dict[str, Reply | Behaviour | list[Reply | Behaviour]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)

    def paths(self) -> list[str]:
        """The paths asked for, robots.txt aside."""
        return [path for path, _ in self.asked if path != "/robots.txt"]

    def drip(self, start: bytes, every: float = 0.05, piece: bytes = b"x") -> Behaviour:
        """Sends `start`, then a little piece every few milliseconds, for ever."""

        def behave(handler: Handler) -> None:
            handler.wfile.write(start)
            while not self.over.wait(every):
                handler.wfile.write(piece)

        return behave


@contextmanager
def website(certificate: Path | None = None) -> Iterator[Website]:
    """A site on a free port of loopback; over TLS with a certificate."""
    site = Website()
    handler = type("SiteHandler", (Handler,), {"site": site})
    server = Server(("127.0.0.1", 0), handler)
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    site.address = f"http{'s' if certificate else ''}://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield site
    finally:
        site.over.set()
        server.shutdown()
        server.server_close()
        thread.join()


def raw(data: bytes) -> Behaviour:
    """Sends exactly these bytes and closes."""

    def behave(handler: Handler) -> None:
        handler.wfile.write(data)

    return behave


def for_ever(start: bytes, piece: bytes) -> Behaviour:
    """Sends `piece` again and again, as fast as it is taken."""

    def behave(handler: Handler) -> None:
        handler.wfile.write(start)
        while True:
            handler.wfile.write(piece)

    return behave
