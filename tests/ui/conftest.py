"""What the tests of the web need: archives to serve, a server on a free port, and a real Chromium."""

from __future__ import annotations

import asyncio
import http.server
import os
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from rag.archive import Archive
from tests.conftest import HashingEmbedder
from tests.ui.visiting import Visit
from ui.access import Access

# Debian's Chromium in a container: no sandbox, no GPU, and none of the background services that call home.
CHROMIUM_FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
CHROMIUM_FLAGS += ["--disable-component-update", "--disable-sync", "--no-first-run"]
_NO_BROWSER = "no Chromium found: install it (apt-get install chromium) or put it on PATH"

BRIDGE = {
    "id": "bridge",
    "title": "Ferry lane gives way to a new span",
    "outlet": "The Harbour Lantern",
    "published": "2026-05-04",
    "url": "https://lantern.example/span",
    "text": "Mayor Wilhelmina Tarn opened the Cormorant Bridge on Monday before a crowd of 900 people.\n\n"
    "The bridge is 640 metres long and took three years to build.",
}
OLD_BRIDGE = {
    "id": "old-bridge",
    "title": "Footbridge over the mill race is closed for good",
    "outlet": "Saltmarsh Courier",
    "published": "2014-06-09",
    "text": "The footbridge over the mill race was closed on Monday after an inspector found rot in four beams.\n\n"
    "Inspector Balthasar Rook said the repair would cost 18,000 crowns.",
}


def pytest_terminal_summary(terminalreporter: Any) -> None:
    skipped = [each for each in terminalreporter.stats.get("skipped", []) if _NO_BROWSER in str(each.longrepr)]
    if skipped:
        terminalreporter.section("BROWSER TESTS DID NOT RUN", red=True, bold=True)
        terminalreporter.line(f"{len(skipped)} tests of the page were skipped: {_NO_BROWSER}.")


@pytest.fixture
def filled(archive: Archive, write_jsonl: Callable[..., Path]) -> Archive:
    """An archive of two articles of two outlets, twelve years apart."""
    assert [line.status for line in archive.ingest([write_jsonl(BRIDGE, OLD_BRIDGE)])] == ["added", "added"]
    return archive


def api_alone(archive: Archive, access: Any = None) -> Any:
    """What programs talk to, without Gradio's page, which takes a second to make."""
    from ui.service import create_service

    return create_service(archive, access or Access())


def whole_web(archive: Archive, access: Any = None, root_path: str = "") -> Any:
    """create_app inside an event loop, as serve does: without one Gradio leaves loops unclosed.

    In a thread of its own, because Playwright keeps a loop running in the main one.
    """
    from ui.app import create_app

    async def create() -> Any:
        return create_app(archive, access, root_path)

    with ThreadPoolExecutor(1) as thread:
        return thread.submit(lambda: asyncio.run(create())).result()


@pytest.fixture
def web(filled: Archive) -> Any:
    """The whole web over two articles."""
    return whole_web(filled)


@pytest.fixture(scope="session")
def shared_web(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """`web` for tests that change nothing: making it takes half a second."""
    with Archive.open(tmp_path_factory.mktemp("shared") / "archive", embedder=HashingEmbedder()) as archive:
        assert [line.status for line in archive.take_in([BRIDGE, OLD_BRIDGE])] == ["added", "added"]
        yield whole_web(archive, Access(requests_a_minute=10**9))


@pytest.fixture
def web_of() -> Callable[[Archive], Any]:
    """`whole_web`, for tests that have an archive of their own."""
    return whole_web


@contextmanager
def running(archive: Archive, access: Any = None, root_path: str = "", app: Any = None) -> Iterator[str]:
    """The whole web, or another app, on a port of the system's choice, as `serve` serves it; yields its address."""
    import uvicorn

    from ui.app import SERVED

    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        served = {**SERVED, "log_level": "critical", "timeout_graceful_shutdown": 0.1}
        config = uvicorn.Config(app or whole_web(archive, access, root_path), **served)
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            until = time.monotonic() + 30
            while not server.started:
                assert thread.is_alive() and time.monotonic() < until, "the server did not start"
                time.sleep(0.02)
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(timeout=10)
            assert not thread.is_alive(), "the server did not stop"


@pytest.fixture(scope="session")
def running_web() -> Callable[..., AbstractContextManager[str]]:
    """`running`, for tests that serve an archive of their own."""
    return running


@pytest.fixture(scope="session")
def sample_address(sample: Archive) -> Iterator[str]:
    """The address of a server over the sample collection."""
    with running(sample, Access(requests_a_minute=100_000)) as address:  # one client makes all the visits
        yield address


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """A headless Chromium. Without one the tests are skipped, and fail where CI or the caller requires it."""
    from playwright.sync_api import sync_playwright

    found = next(
        (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
    )
    if not found:
        if os.environ.get("CI") == "true" or os.environ.get("DATELINE_REQUIRE_BROWSER") == "1":
            pytest.fail(_NO_BROWSER)
        pytest.skip(_NO_BROWSER)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def window(chromium: Any) -> Iterator[Any]:
    """A browser window that is used again, empty each time, so that Gradio's scripts are read and compiled once."""
    context = chromium.new_context()
    yield context
    context.close()


@pytest.fixture
def visit(chromium: Any, window: Any) -> Iterator[Callable[..., Visit]]:
    """Open a server's page in a browser window of its own."""
    others, addresses = [], list[str]()

    def open_page(address: str, width: int = 1280, height: int = 900, **other: Any) -> Visit:
        size: Any = {"width": width, "height": height}
        if addresses or other:
            others.append(chromium.new_context(viewport=size, **other))
            return Visit(others[-1].new_page(), address)
        addresses.append(address)
        page = window.new_page()
        page.set_viewport_size(size)
        return Visit(page, address)

    yield open_page
    for context in others:
        context.close()
    if addresses:
        empty(window, addresses[0])


def empty(window: Any, address: str) -> None:
    """Close a window's pages and forget what they kept for a server, but for what can be loaded again."""
    window.clear_permissions()
    blank = window.new_page()
    for page in window.pages:
        if page != blank:
            page.close()
    forgetting = window.new_cdp_session(blank)
    origin = "{0.scheme}://{0.netloc}".format(urlsplit(address))
    forgetting.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "all"})
    blank.close()


@contextmanager
def trapping() -> Iterator[tuple[str, list[str]]]:
    """A server that nobody may call, but for its empty /page: its address and the paths that were called."""
    called: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path not in ("/page", "/favicon.ico"):
                called.append(self.path)
            self.send_response(200)
            self.send_header("content-type", "text/html")
            self.end_headers()
            self.wfile.write(b"<!doctype html><title>Another site</title>")

        def log_message(self, format: str, *arguments: Any) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}", called
        server.shutdown()
        thread.join()


@pytest.fixture
def trap() -> Iterator[tuple[str, list[str]]]:
    """`trapping`, for one test."""
    with trapping() as trapped:
        yield trapped


@pytest.fixture(scope="session")
def trap_of() -> Callable[[], AbstractContextManager[tuple[str, list[str]]]]:
    """`trapping`, for tests that share one."""
    return trapping
