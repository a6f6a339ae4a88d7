from __future__ import annotations

import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from rag.bounds import Line, bounded_client
from tests.corpus.webserver import Reply, Website, website


@pytest.fixture
def pages() -> Iterator[Website]:
    with website() as opened:
        yield opened


def test_an_answer_that_is_read_leaves_no_connection_open() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening, ThreadPoolExecutor(1) as thread:
        client = bounded_client(20, 1_000)
        answer = thread.submit(client.get, f"http://127.0.0.1:{listening.getsockname()[1]}/")
        connection, _ = listening.accept()
        with connection:
            connection.settimeout(15)
            connection.recv(65536)
            connection.sendall(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nhi")  # and would take another question
            assert connection.recv(1) == b""
        assert answer.result().text == "hi"


def test_an_answer_of_too_many_bytes_is_left(pages: Website) -> None:
    pages.pages["/"] = Reply("x" * 1_001)
    with pytest.raises(httpx.ReadError, match="too large"):
        bounded_client(20, 1_000).get(f"{pages.address}/")


def test_an_answer_that_is_packed_unasked_is_left(pages: Website) -> None:
    pages.pages["/"] = Reply("x", headers={"Content-Encoding": "gzip"})
    with pytest.raises(httpx.ReadError, match="packed"):
        bounded_client(20, 1_000).get(f"{pages.address}/")


def test_any_thread_may_hang_up_on_one_that_waits() -> None:
    line = Line()

    def ask(address: str) -> None:
        line.take()
        bounded_client(60, 1_000).get(address)

    with socket.create_server(("127.0.0.1", 0)) as listening, ThreadPoolExecutor(1) as thread:
        asked = thread.submit(ask, f"http://127.0.0.1:{listening.getsockname()[1]}/")
        connection, _ = listening.accept()
        with connection:
            connection.settimeout(15)
            assert connection.recv(65536)
            line.hang_up()
            assert connection.recv(1) == b""
        assert isinstance(asked.exception(timeout=15), httpx.TransportError)


def test_what_is_asked_after_hanging_up_is_not_waited_for() -> None:
    line = Line()
    line.hang_up()
    line.take()
    try:
        with socket.create_server(("127.0.0.1", 0)) as listening, pytest.raises(httpx.TransportError):
            bounded_client(60, 1_000).get(f"http://127.0.0.1:{listening.getsockname()[1]}/")
    finally:
        Line().take()
