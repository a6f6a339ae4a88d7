from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocketDisconnect

from ui.security import LARGEST_BODY, Guard, policy

EVIL = {"origin": "https://evil.example"}


@pytest.fixture
def client(shared_web: FastAPI) -> Iterator[TestClient]:
    """The whole web. Its host is not localhost: that is when Gradio by itself reflects any origin."""
    with TestClient(shared_web, base_url="http://news.example") as opened:
        yield opened


def test_every_kind_of_response_carries_the_headers(client: TestClient) -> None:
    for path in (
        "/",
        "/config",
        "/page.css",
        "/page.js",
        "/favicon.ico",
        "/healthz",
        "/nowhere",
        "/api/articles/none",
        "/gradio_api/upload",
        "/theme.css",
    ):
        headers = client.get(path).headers
        for directive in (
            "default-src 'self'",
            "img-src 'self' data: blob:",
            "connect-src 'self'",
            "frame-ancestors 'self'",
        ):
            assert directive in headers["content-security-policy"], path
        assert "'unsafe-inline'" not in headers["content-security-policy"].split("style-src")[0], path
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"


def test_no_origin_is_let_in_anywhere(client: TestClient) -> None:
    preflight = {**EVIL, "access-control-request-method": "POST", "access-control-request-headers": "content-type"}
    for path in ("/", "/config", "/api/ask", "/healthz", "/gradio_api/queue/join", "/page.js", "/mcp", "/v1/models"):
        for response in (
            client.get(path, headers=EVIL),
            client.post(path, headers=EVIL),
            client.options(path, headers=preflight),
        ):
            assert response.status_code == 403, path
            assert "origin" in response.text
            assert "access-control-allow-origin" not in response.headers, path
            assert "access-control-allow-credentials" not in response.headers, path


@pytest.mark.parametrize(
    "path",
    [
        "/gradio_api/upload",
        "/gradio_api/proxy=https://evil.example/",
        "/gradio_api/file=/etc/passwd",
        "/gradio_api/runs",
        "/gradio_api/vibe-code",
        "/gradio_api/call/reply",
        "/monitoring",
        "/monitoring/summary",
        "/login",
        "/gradio_api/info",
        "/gradio_api/deep_link",
        "/gradio_api/stream/x",
        "/redoc",
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_doors_the_page_does_not_need_are_shut(client: TestClient, method: str, path: str) -> None:
    assert client.request(method, path).status_code in (404, 405)


def test_a_body_is_refused_by_what_it_declares_and_by_what_it_brings(client: TestClient) -> None:
    def in_pieces() -> Iterator[bytes]:
        yield b'{"question": "'
        for _ in range(80):
            yield b"x" * 1024
        yield b'"}'

    for path in ("/api/ask", "/gradio_api/queue/join"):
        whole = client.post(path, content=b"x" * (LARGEST_BODY + 1))
        pieces = client.post(path, content=in_pieces(), headers={"content-type": "application/json"})
        for response in (whole, pieces):
            assert response.status_code == 413, path
            assert "64 kB" in response.json()["error"]


def test_a_body_of_just_the_limit_is_read(client: TestClient) -> None:
    filling = LARGEST_BODY - len('{"question":""}')
    response = client.post(
        "/api/ask", content='{"question":"' + "x" * filling + '"}', headers={"content-type": "application/json"}
    )
    assert response.status_code == 422


def test_a_fault_after_the_response_began_ends_it_quietly() -> None:
    async def breaking(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"half", "more_body": True})
        raise RuntimeError("secret detail")

    response = TestClient(Guard(breaking)).get("/")
    assert response.status_code == 200 and response.content == b"half"


def test_a_fault_before_the_response_began_is_a_sentence() -> None:
    async def breaking(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/html")]})
        raise RuntimeError("secret detail")

    response = TestClient(Guard(breaking)).get("/")
    assert response.status_code == 500
    assert "secret" not in response.json()["error"]


@given(st.lists(st.text("ab;(){}\n'\"", min_size=1), max_size=4))
def test_a_pages_own_inline_scripts_are_allowed_and_no_other(scripts: list[str]) -> None:
    page = '<script src="x.js"></script>' + "".join(f"<SCRIPT data-a>{script}</script>" for script in scripts)
    hashes = {f"'sha256-{base64.b64encode(hashlib.sha256(each.encode()).digest()).decode()}'" for each in scripts}
    allowed = policy(page.encode()).split(";")[1].split()
    assert {each for each in allowed if each.startswith("'sha256-")} == hashes
    assert "'unsafe-inline'" not in allowed


def test_web_sockets_are_shut(client: TestClient) -> None:
    for path in ("/", "/queue/join", "/gradio_api/queue/join", "/mcp"):
        with pytest.raises(WebSocketDisconnect), client.websocket_connect(path):
            pass


def test_the_page_tells_previews_of_links_nothing_of_gradios(client: TestClient) -> None:
    response = client.get("/", headers={"accept": "text/html"})
    assert response.status_code == 200 and "gradio_config" in response.text
    assert "og:" not in response.text.split("<script", 1)[0] and "twitter:" not in response.text.split("<script", 1)[0]
    assert int(response.headers["content-length"]) == len(response.content)


@pytest.mark.parametrize(("language", "said"), [("en", "Asking needs JavaScript"), ("de", "wird JavaScript gebraucht")])
def test_a_reader_without_scripts_is_told_and_led_to_what_needs_none(
    client: TestClient, language: str, said: str
) -> None:
    page = client.get("/", headers={"accept-language": language}).text
    without = page.split("<noscript>")[1].split("</noscript>")[0]
    assert said in without and 'href="archive"' in without
    assert "<noscript>" not in client.get("/archive").text


def test_no_page_asks_for_anything_at_the_root_of_the_site(client: TestClient) -> None:
    for path in ("/", "/archive", "/docs", "/embed"):
        page = client.get(path, headers={"accept": "text/html"}).text
        assert '<link rel="icon" href="favicon.ico">' in page, path
        assert 'href="/' not in page and 'src="/' not in page, path


def test_whatever_can_be_got_can_be_asked_for_without_its_body(client: TestClient) -> None:
    for path in (
        "/",
        "/archive",
        "/read?article=bridge",
        "/docs",
        "/healthz",
        "/page.js",
        "/api/articles/bridge",
        "/x",
    ):
        whole, head = client.get(path), client.head(path)
        assert (head.status_code, head.content) == (whole.status_code, b""), path
        same = ("content-type", "content-length", "content-security-policy")
        assert [head.headers[name] for name in same] == [whole.headers[name] for name in same], path
    for path in ("/mcp", "/gradio_api/queue/data"):  # streams without an end
        assert client.head(path).status_code == 405, path


def test_an_address_without_a_page_is_said_to_be_one_and_leads_back(client: TestClient) -> None:
    reader = {"accept": "text/html", "accept-language": "de"}
    for path, up in (("/nowhere", ""), ("/archive/", "../"), ("/a/b/c", "../../")):
        page = client.get(path, headers=reader)
        assert page.status_code == 404 and "Unter dieser Adresse ist nichts." in page.text
        assert f'href="{up}archive"' in page.text and f'href="{up}paper.css"' in page.text
        assert client.get(path).json() == {"error": "There is nothing at this address."}
