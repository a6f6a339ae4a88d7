"""What no well-meaning client sends, over real sockets: each has one outcome, and the server goes on answering."""

from __future__ import annotations

import json
import re
import socket
import time
from collections.abc import Iterator

import httpx
import pytest

from rag.archive import Archive
from tests.ui.conftest import api_alone, running
from ui import connections, security
from ui.access import Access

QUESTION = json.dumps({"question": "Who opened the Cormorant Bridge?"}).encode()
ASK = b"POST /api/ask HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\n"


@pytest.fixture
def address(filled: Archive) -> Iterator[str]:
    """A running server, which answers as before when the test is over."""
    access = Access(requests_a_minute=10**6, ingest_key="ink").listening_on("127.0.0.1")
    with running(filled, app=api_alone(filled, access)) as opened:
        yield opened
        assert httpx.post(f"{opened}/api/ask", content=QUESTION, timeout=10).status_code in (200, 422)
        assert httpx.get(f"{opened}/healthz", timeout=10).status_code == 200


def connect(address: str) -> socket.socket:
    url = httpx.URL(address)
    connection = socket.create_connection((url.host, url.port or 80), timeout=20)
    connection.settimeout(20)
    return connection


def told(connection: socket.socket) -> bytes:
    """Everything that comes until the other side closes."""
    received = b""
    while True:
        try:
            piece = connection.recv(65536)
        except ConnectionResetError:
            return received
        if not piece:
            return received
        received += piece


def sent(address: str, request: bytes) -> bytes:
    with connect(address) as connection:
        connection.sendall(request)
        connection.shutdown(socket.SHUT_WR)
        return told(connection)


@pytest.mark.parametrize(
    "request_",
    [
        b"\r\n\r\n",
        b"GET\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET /healthz HTTP/1.1\r\n\r\n",
        ASK + b"content-length: -1\r\n\r\n",
        ASK + b"content-length: 5\r\ncontent-length: 6\r\n\r\nabcdef",
        ASK + b"content-length: 0x10\r\n\r\n",
        ASK + b"transfer-encoding: chunked, identity\r\n\r\n0\r\n\r\n",
        ASK + b"transfer-encoding: chunked\r\n\r\nzz\r\n",
        ASK + b"bad header : x\r\n\r\n",
        ASK + b"x: a\x00b\r\n\r\n",
        b"GET /healthz HTTP/1.1\r\nhost: 127.0.0.1\r\n" + b"x: " + b"a" * 100_000 + b"\r\n\r\n",
        b"GET /healthz HTTP/1.1\r\nhost: 127.0.0.1\r\n" + b"x: a\r\n" * 20_000 + b"\r\n",
        b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n",
    ],
)
def test_what_is_no_request_is_refused_or_left(address: str, request_: bytes) -> None:
    answer = sent(address, request_)
    assert answer == b"" or answer.split(b"\r\n", 1)[0].split()[1] in (b"400", b"421")
    assert b"Traceback" not in answer


def test_a_request_that_says_twice_how_long_it_is_smuggles_nothing(address: str) -> None:
    smuggled = b"GET /api/articles/bridge HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n"
    head = ASK + b"content-length: %d\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n" % (len(smuggled) + 5)
    answer = sent(address, head + smuggled)
    assert answer.count(b"HTTP/1.1 ") == 1 and b" 400 " in answer.split(b"\r\n", 1)[0]


def test_a_body_that_never_ends_is_cut_off_with_413(address: str) -> None:
    with connect(address) as connection:
        connection.sendall(ASK + b"transfer-encoding: chunked\r\n\r\n")
        chunk = b"1000\r\n" + b"x" * 4096 + b"\r\n"
        began, answer = time.monotonic(), b""
        connection.settimeout(0.001)
        try:
            while time.monotonic() - began < 30:
                connection.sendall(chunk)
        except TimeoutError:
            pass
        except (BrokenPipeError, ConnectionResetError):
            pass
        connection.settimeout(20)
        answer = told(connection)
    assert b" 413 " in answer.split(b"\r\n", 1)[0] and b"64 kB" in answer


def test_a_body_that_arrives_a_byte_at_a_time_is_given_up_with_408(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(security, "BODY_SECONDS", 0.5)
    with connect(address) as connection:
        connection.sendall(ASK + b"content-length: 1000\r\n\r\n{")
        began = time.monotonic()
        while time.monotonic() - began < 0.4:
            connection.sendall(b" ")
            time.sleep(0.1)
        answer = told(connection)
    assert b" 408 " in answer.split(b"\r\n", 1)[0] and b"did not arrive" in answer


def test_a_body_cut_short_is_left(address: str) -> None:
    with connect(address) as connection:
        connection.sendall(ASK + b"content-length: 1000\r\n\r\n" + QUESTION)
    assert httpx.get(f"{address}/healthz").status_code == 200


def test_a_reader_that_takes_nothing_is_left_and_holds_up_nobody(
    address: str, filled: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "STALLED_SECONDS", 0.5)
    text = "lamp " * 8_000_000  # more than the system keeps by itself for a connection
    article = filled.article("bridge").model_copy(update={"text": text})
    monkeypatch.setattr(filled, "article", lambda *arguments: article)
    with connect(address) as connection:
        connection.sendall(b"GET /api/articles/bridge HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n")
        connection.recv(1)
        for _ in range(10):
            assert httpx.get(f"{address}/healthz", timeout=5).status_code == 200
            time.sleep(0.1)
        received = len(told(connection))
    assert received < len(text)


def test_connections_that_say_nothing_hold_up_nobody_and_are_cut(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "STALLED_SECONDS", 1.0)
    silent = [connect(address) for _ in range(200)]
    for number, connection in enumerate(silent):
        if number % 2:
            connection.sendall(b"POST /api/ask HT")
    assert httpx.get(f"{address}/healthz", timeout=5).status_code == 200
    for connection in silent:
        with connection:
            assert told(connection) == b""


def test_a_slow_second_request_on_a_connection_is_cut_too(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "STALLED_SECONDS", 0.5)
    with connect(address) as connection:
        connection.sendall(b"GET /healthz HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\nGET /healthz HT")
        assert told(connection).count(b"HTTP/1.1 200") == 1


def test_requests_in_a_row_on_one_connection_are_answered_in_their_order(address: str) -> None:
    one = b"GET /api/articles/bridge HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n"
    other = b"GET /api/articles/nobody HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\n\r\n"
    with connect(address) as connection:
        connection.sendall(one + other)
        answer = told(connection)
    assert re.findall(rb"HTTP/1\.1 (\d+)", answer) == [b"200", b"404"]
