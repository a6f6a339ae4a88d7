"""For the widget's tests: sites of other origins, a Dateline that misbehaves, a server nobody may call, a reader."""

from __future__ import annotations

import contextlib
import http.server
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from ui.widget import widget_script

_PAGE = (
    '<!doctype html><html{html}><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    "<title>Almanac</title><body><main><h1>The Skarra Almanac</h1><p>Weather, tides and the price of herring.</p>"
    "{body}</main></body></html>"
)


class _Quiet(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *arguments: Any) -> None:
        pass

    def reply(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in {**headers, "content-length": str(len(body))}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


@contextmanager
def _serving(handler: type[_Quiet]) -> Iterator[str]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()


@dataclass
class Site:
    """A site that embeds the widget. The same pages are also at `other`, which is another origin."""

    address: str
    pages: dict[str, tuple[str, str]] = field(default_factory=dict)

    @property
    def other(self) -> str:
        return self.address.replace("127.0.0.1", "localhost")

    def page(self, body: str, policy: str = "", html: str = ' lang="en"') -> str:
        """The path of a new page with `body` in it, served under that Content-Security-Policy."""
        path = f"/{len(self.pages)}"
        self.pages[path] = (policy, _PAGE.format(html=html, body=body))
        return path


@contextmanager
def site() -> Iterator[Site]:
    """A site on a port of its own."""
    pages: dict[str, tuple[str, str]] = {}

    class Pages(_Quiet):
        def do_GET(self) -> None:
            policy, page = pages.get(self.path, ("", ""))
            headers = {"content-security-policy": policy} if policy else {}
            self.reply(200 if page else 404, page.encode(), content_type="text/html", **headers)

    with _serving(Pages) as address:
        yield Site(address, pages)


@contextmanager
def trap() -> Iterator[tuple[str, list[str]]]:
    """A server that nobody may call: its address and the paths that were."""
    called: list[str] = []

    class Trap(_Quiet):
        def do_GET(self) -> None:
            called.append(self.path)
            self.reply(204, b"")

        def do_POST(self) -> None:
            self.do_GET()

        def do_HEAD(self) -> None:
            self.do_GET()

    with _serving(Trap) as address:
        yield address, called


@dataclass
class Reply:
    """What a Faulty server does with a question: a status, headers and the pieces of a body.

    `held` is waited for before the last piece; `cut` breaks the connection off where the body should end.
    """

    pieces: tuple[str, ...] = ()
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    held: threading.Event | None = None
    cut: bool = False


def event(name: str, data: Any) -> str:
    """A Server-Sent Event; `data` that is a string is sent as it is."""
    return f"event: {name}\ndata: {data if isinstance(data, str) else json.dumps(data)}\n\n"


def answer(sentences: int = 1, **parts: Any) -> dict[str, Any]:
    """An Answer of that many sentences, each with a source of its own; `parts` replace what they name."""
    numbers = range(1, sentences + 1)
    cited = [
        {
            **{"n": n, "article_id": f"tide/{n}", "version": "v1", "title": f"Tide table {n}", "outlet": "Almanac"},
            **{"published": "2026-05-04", "url": None, "copies": []},
            **{"quote": f"High water {n}.", "start": 3, "end": 9},
        }
        for n in numbers
    ]
    told = [{"text": f"High water {n}.", "citations": [n]} for n in numbers]
    whole = {"question": "When is high water?", "status": "answered", "answer": "High water.", "understood": ""}
    return {**whole, "sentences": told, "citations": cited, **parts}


@dataclass
class Faulty:
    """A Dateline that does what it is told: `replies` in turn, the last one for good; None answers nothing at all."""

    address: str
    replies: list[Reply | None] = field(default_factory=list)
    asked: list[tuple[dict[str, Any], dict[str, str]]] = field(default_factory=list)

    def next(self) -> Reply | None:
        return self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]


@contextmanager
def faulty() -> Iterator[Faulty]:
    """A misbehaving server under the sub-path /news/, which lets any origin in."""
    told = Faulty("")

    class Handler(_Quiet):
        def do_GET(self) -> None:
            if told.replies[0] is None:
                self.close_connection = True
                return
            known = urlsplit(self.path).path == "/news/widget.js"
            body = widget_script().encode() if known else b""
            self.reply(200 if known else 404, body, content_type="text/javascript")

        def do_HEAD(self) -> None:
            self.do_GET()

        def do_OPTIONS(self) -> None:
            headers = {"access-control-allow-headers": "authorization, content-type"}
            self.reply(204, b"", access_control_allow_origin="*", **headers)

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            told.asked.append((json.loads(body), {name.lower(): value for name, value in self.headers.items()}))
            reply = told.next()
            self.close_connection = True
            if reply is None:
                return
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # the reader pressed Stop
                self.give(reply)

        def give(self, reply: Reply) -> None:
            self.send_response(reply.status)
            cors = {"access-control-allow-origin": "*", "access-control-expose-headers": "retry-after"}
            for name, value in {**cors, "transfer-encoding": "chunked", **reply.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            for at, piece in enumerate(reply.pieces):
                if reply.held and at == len(reply.pieces) - 1:
                    reply.held.wait(20)
                self.wfile.write(f"{len(piece.encode()):x}\r\n{piece}\r\n".encode())
                self.wfile.flush()
            if not reply.cut:
                self.wfile.write(b"0\r\n\r\n")

    with _serving(Handler) as address:
        told.address = f"{address}/news/"
        yield told


class Reader:
    """A browser window on a site, with every address it asked for and everything that should not have happened."""

    def __init__(self, page: Any, address: str) -> None:
        self.page = page
        self.requested: list[str] = []
        self.mishaps: list[str] = []
        page.on("request", lambda request: self.requested.append(request.url))
        page.on("pageerror", lambda error: self.mishaps.append(str(error)))
        page.on("console", self._heard)
        page.on("dialog", lambda dialog: (self.mishaps.append(dialog.message), dialog.dismiss()))
        page.goto(address)

    def _heard(self, message: Any) -> None:
        # That a server refused is logged by the browser itself and is no mishap.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.mishaps.append(message.text)

    def open(self) -> Reader:
        """Press the button in the corner."""
        self.page.locator(".opener").click()
        return self

    def ask(self, question: str) -> Any:
        """Type a question, press Enter; returns the exchange once it is no longer busy."""
        box = self.page.locator("textarea")
        box.fill(question)
        box.press("Enter")
        return self.answered()

    def answered(self) -> Any:
        """The newest exchange once it is no longer busy."""
        self.page.locator(".exchange:last-child:not([aria-busy])").wait_for()
        return self.page.locator(".exchange:last-child")

    def outside(self, *addresses: str) -> list[str]:
        """Addresses asked for that begin with none of these."""
        return [url for url in self.requested if not url.startswith(addresses)]


Visit = Callable[..., Reader]


@contextmanager
def visits(chromium: Any) -> Iterator[Visit]:
    """Opens addresses, each in a browser window of its own; `options` are Playwright's for a window."""
    windows = []

    def open_page(address: str, width: int = 1280, height: int = 800, **options: Any) -> Reader:
        windows.append(chromium.new_context(viewport={"width": width, "height": height}, **options))
        return Reader(windows[-1].new_page(), address)

    yield open_page
    for each in windows:
        each.close()
