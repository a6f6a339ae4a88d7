"""Behind nginx, under a sub-path, with the configuration that the documentation gives."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from rag.archive import Archive
from tests.ui.conftest import running, whole_web
from ui import events
from ui.access import Access

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/sbin")
EXAMPLE = Path(__file__).parents[2] / "docs" / "nginx-example.conf"
QUESTION = "Who opened the Cormorant Bridge?"

pytestmark = pytest.mark.skipif(NGINX is None, reason="no nginx found: install it (apt-get install nginx-light)")


def free_port() -> int:
    with socket.socket() as opened:
        opened.bind(("127.0.0.1", 0))
        return int(opened.getsockname()[1])


@contextmanager
def proxied(server: str, folder: Path) -> Iterator[str]:
    """nginx with the documented configuration before a server; yields the address it serves it under."""
    port = free_port()
    location = EXAMPLE.read_text(encoding="utf-8")
    assert "http://127.0.0.1:7860/" in location
    (folder / "location.conf").write_text(location.replace("http://127.0.0.1:7860/", f"{server}/"))
    temporary = "".join(
        f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    user = "user root; " if os.geteuid() == 0 else ""  # else its worker could not write to the folder
    (folder / "nginx.conf").write_text(
        f"{user}daemon off; worker_processes 1; pid {folder}/pid; error_log {folder}/error.log; events {{}}\n"
        f"http {{ access_log off; {temporary}\n"
        f"server {{ listen 127.0.0.1:{port}; include {folder}/location.conf; }} }}\n"
    )
    command = [str(NGINX), "-p", str(folder), "-e", f"{folder}/error.log", "-c", f"{folder}/nginx.conf"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as nginx:
        try:
            until = time.monotonic() + 15
            while True:
                try:
                    socket.create_connection(("127.0.0.1", port), timeout=1).close()
                    break
                except OSError:
                    assert nginx.poll() is None, nginx.stdout and nginx.stdout.read()
                    assert time.monotonic() < until, "nginx did not start"
                    time.sleep(0.02)
            yield f"http://127.0.0.1:{port}/news"
        finally:
            nginx.terminate()
            nginx.wait(10)


@pytest.fixture
def address(filled: Archive, tmp_path: Path) -> Iterator[str]:
    """The whole web under /news behind nginx."""
    folder = tmp_path / "nginx"
    folder.mkdir()
    access = Access(requests_a_minute=40).listening_on("127.0.0.1")
    with (
        running(filled, app=whole_web(filled, access, "/news")) as server,
        proxied(server, folder) as opened,
    ):
        yield opened


def test_an_answer_streams_through_unbuffered(address: str, filled: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    ask, go_on = filled.stream, threading.Event()

    def slow(*arguments: Any, **named: Any) -> Any:
        assert go_on.wait(30)
        return ask(*arguments, **named)

    monkeypatch.setattr(filled, "stream", slow)
    monkeypatch.setattr(events, "PATIENCE_SECONDS", 0.05)
    asked: dict[str, Any] = {"json": {"question": QUESTION}, "headers": {"accept": "text/event-stream"}}
    with httpx.stream("POST", f"{address}/api/ask", timeout=20, **asked) as told:
        lines = told.iter_lines()
        assert next(lines) == ": working"  # before there is an answer
        go_on.set()
        assert [line for line in lines if line.startswith("event")] == ["event: sentence", "event: answer"]


def test_the_page_works_in_a_browser_under_the_sub_path(address: str, chromium: Any) -> None:
    page = chromium.new_page()
    requested: list[Any] = []
    complaints: list[str] = []
    refused: list[tuple[int, str]] = []
    page.on("response", lambda told: refused.append((told.status, told.url)) if told.status >= 400 else None)
    page.on("request", lambda request: requested.append(request))
    page.on(
        "console",
        lambda message: complaints.append(f"{message.text} {message.location}") if message.type == "error" else None,
    )
    page.goto(f"{address}/")
    page.locator("#question textarea").fill(QUESTION)
    page.locator("#question textarea").press("Enter")
    page.locator("#conversation blockquote mark").first.wait_for(timeout=20_000)
    assert "Wilhelmina Tarn" in page.locator("#conversation").inner_text()
    assert {request.url.startswith((f"{address}/", "data:", "blob:")) for request in requested} == {True}
    assert refused == [] and complaints == []
    page.close()


def test_who_is_asking_is_told_by_the_proxy_and_not_by_the_asker(address: str) -> None:
    # Each asker writes another address in front; the last one, which nginx adds, is the same.
    # From loopback itself the server would believe it, so this asker has another address of this machine.
    with httpx.Client(transport=httpx.HTTPTransport(local_address="127.0.0.2")) as asker:
        codes = [
            asker.get(f"{address}/api/articles/bridge", headers={"x-forwarded-for": f"198.51.100.{number}"}).status_code
            for number in range(45)
        ]
    assert codes == [200] * 40 + [429] * 5


def test_origins_and_other_doors_hold_behind_the_proxy(address: str) -> None:
    own = address.removesuffix("/news")
    asked: dict[str, Any] = {"json": {"question": QUESTION}}
    assert httpx.post(timeout=60, url=f"{address}/api/ask", headers={"origin": own}, **asked).status_code == 200
    assert (
        httpx.post(
            timeout=60, url=f"{address}/api/ask", headers={"origin": "https://evil.example"}, **asked
        ).status_code
        == 403
    )
    assert httpx.get(timeout=60, url=f"{address}/healthz", headers={"host": "evil.example"}).status_code == 421
    assert httpx.post(timeout=60, url=f"{address}/gradio_api/upload").status_code == 404
    assert httpx.post(timeout=60, url=f"{address}/api/ask", content=b"x" * 70_000).status_code == 413
    assert httpx.get(address, timeout=60).headers["location"].endswith("/news/")
    for path in ("/docs", "/openapi.json", "/api/versions/bridge"):
        assert httpx.get(timeout=60, url=f"{address}{path}").status_code == 200, path


def test_forged_hosts_change_no_address_on_the_page(address: str) -> None:
    headers = {"x-forwarded-host": "evil.example", "x-gradio-server": "http://evil.example"}
    assert "evil.example" not in httpx.get(timeout=60, url=f"{address}/", headers=headers).text
    assert "evil.example" not in httpx.get(timeout=60, url=f"{address}/config", headers=headers).text
