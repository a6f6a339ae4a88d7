"""The server: one FastAPI app with what programs talk to (ui/service.py), and Gradio's page at its root."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import Any, cast

import gradio as gr
import uvicorn
from fastapi import FastAPI, Request
from fastapi.responses import FileResponse, Response

from corpus.article import DatelineError
from rag.archive import Archive
from ui.access import Access
from ui.catalogue import catalogue_router
from ui.connections import Connection
from ui.escaping import escaped
from ui.page import build_page, page_labels
from ui.plain import plain_page, reader_of
from ui.problems import asked_path, problem
from ui.reading import reading_view_router
from ui.service import create_service
from ui.widget import widget_router

_HERE = Path(__file__).parent
_SERVED_FILES = ("paper.css", "page.css", "page.js", "keeping.js", "exporting.js", "lighting.js", "opining.js")
_MEDIA_TYPES = {".css": "text/css", ".js": "text/javascript"}
_ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="2" fill="#8f1d21"/>'
    '<path d="M4 3h4a5 5 0 0 1 0 10H4z" fill="none" stroke="#fff" stroke-width="2"/></svg>'
)
# Both are served by this app, so that Gradio neither rewrites the one nor evaluates the other.
_HEAD = (
    '<link rel="stylesheet" href="paper.css"><link rel="stylesheet" href="page.css">'
    '<script type="module" src="page.js"></script>'
)
# How uvicorn serves it. h11 bounds what headers may bring (64 kB), which httptools does not; without WebSockets there
# is no second way in; only a proxy on this machine is believed when it says whom it asks for.
SERVED: dict[str, Any] = {
    "loop": "asyncio",
    "http": Connection,
    "ws": "none",
    "forwarded_allow_ips": ["127.0.0.1", "::1"],
    "log_level": "error",
    "access_log": False,
    "server_header": False,
    "timeout_graceful_shutdown": 2,
}


def create_app(archive: Archive, access: Access | None = None, root_path: str = "") -> FastAPI:
    """The whole web over one open archive, for whom `access` lets in; serve it with any ASGI server.

    `root_path` is the sub-path that a proxy serves it under ("/news").
    """
    app = create_service(archive, access or Access(), root_path)
    for router in (reading_view_router(archive), catalogue_router(archive), widget_router()):
        app.include_router(router)
    for name in _SERVED_FILES:
        app.add_api_route(f"/{name}", _sender(_HERE / name), include_in_schema=False)
    app.add_api_route("/favicon.ico", lambda: Response(_ICON, media_type="image/svg+xml"), include_in_schema=False)
    gr.mount_gradio_app(
        app,
        build_page(archive, app.state.asking),
        path="/",
        root_path=root_path or None,
        theme=gr.themes.Base(font=["system-ui", "sans-serif"], font_mono=["ui-monospace", "monospace"]),
        head=_HEAD,
        footer_links=[],
        run_history=False,
        enable_monitoring=False,
        show_error=False,
        ssr_mode=False,
        pwa=False,
        mcp_server=False,
        i18n=page_labels(),
        max_file_size="1kb",
    )
    # Whatever is no address of ours is looked for among Gradio's.
    cast(Any, app.routes[-1]).app.add_exception_handler(404, _nothing_there)
    return app


def _nothing_there(request: Request, error: Exception) -> Response:
    path, words = asked_path(request.scope), reader_of(request)
    if "text/html" not in request.headers.get("accept", ""):
        return problem(path, 404, "There is nothing at this address.")
    said = words("nothing_at")
    return plain_page(said, f"<p>{escaped(said)}</p>", words, 404, up="../" * (path.count("/") - 1))


def serve(archive: Archive, host: str, port: int, access: Access | None = None, root_path: str = "") -> None:
    """Serve until Ctrl-C or SIGTERM, then return; the archive stays its owner's to close.

    `port` 0 lets the system choose; the printed line names the one chosen. Raises DatelineError when the
    address cannot be used.
    """
    access = (access or Access()).listening_on(host)
    with contextlib.closing(_listen(host, port)) as listening:
        asyncio.run(_serve(archive, listening, f"[{host}]" if ":" in host else host, access, root_path))


async def _serve(archive: Archive, listening: socket.socket, host: str, access: Access, root_path: str) -> None:
    # The app is made inside the event loop: without one Gradio makes several of its own and never closes them.
    app = create_app(archive, access, root_path)
    # What was imported stays: looked through again, it would hold up an answer now and then by 0.2 s.
    gc.collect()
    gc.freeze()
    config = uvicorn.Config(app, **SERVED)
    await _Server(config, f"http://{host}:{listening.getsockname()[1]}").serve(sockets=[listening])


class _Server(uvicorn.Server):
    """Says where it listens, and returns on a signal where uvicorn would let the signal end the process."""

    def __init__(self, config: uvicorn.Config, address: str) -> None:
        super().__init__(config)
        self._address = address

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            print(f"Dateline is at {self._address} (Ctrl-C stops it)", flush=True)

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = {each: signal.signal(each, self._stop) for each in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for each, handler in before.items():
                signal.signal(each, handler)

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.handle_exit(number, frame)


def _listen(host: str, port: int) -> socket.socket:
    try:
        if not 0 <= port <= 65535:  # getaddrinfo would take it modulo 65536
            raise OSError("there is no such port")
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listening = socket.socket(family, kind, protocol)
    except (OSError, UnicodeError) as error:
        raise _cannot_listen(host, port, error) from error
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen(128)
    except OSError as error:
        listening.close()
        raise _cannot_listen(host, port, error) from error
    return listening


def _cannot_listen(host: str, port: int, error: Exception) -> DatelineError:
    why = getattr(error, "strerror", None) or error
    return DatelineError(f"Dateline cannot listen on {host}:{port} ({why}); choose another with --host and --port.")


def _sender(file: Path) -> Callable[[], FileResponse]:
    def send() -> FileResponse:
        return FileResponse(file, media_type=_MEDIA_TYPES[file.suffix], headers={"cache-control": "no-cache"})

    return send
