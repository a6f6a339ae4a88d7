from __future__ import annotations

import asyncio
import json
import socket
import threading
import time
from collections.abc import AsyncGenerator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from corpus.article import DatelineError
from rag.answer import Sentence
from rag.archive import Archive
from tests.ui.conftest import api_alone, running
from ui import events
from ui.access import Access
from ui.asking import Part

QUESTION = "Who opened the Cormorant Bridge?"
EVENTS = {"accept": "text/event-stream"}


class Slow:
    """Archive.stream that waits until it is let go, and then answers or fails as the test says."""

    def __init__(self, archive: Archive) -> None:
        self._stream = archive.stream
        self.begun = threading.Semaphore(0)
        self.go_on = threading.Event()
        self.fails: Exception | None = None

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        self.begun.release()
        assert self.go_on.wait(30)
        if self.fails:
            raise self.fails
        return self._stream(*arguments, **named)


@pytest.fixture
def slow(filled: Archive, monkeypatch: pytest.MonkeyPatch) -> Iterator[Slow]:
    made = Slow(filled)
    monkeypatch.setattr(filled, "stream", made)
    monkeypatch.setattr(events, "PATIENCE_SECONDS", 0.05)
    monkeypatch.setattr(events, "KEEP_ALIVE_SECONDS", 0.05)
    yield made
    made.go_on.set()


def eventually(holds: Callable[[], bool]) -> bool:
    until = time.monotonic() + 15
    while not holds() and time.monotonic() < until:
        time.sleep(0.02)
    return holds()


def free_places(address: str) -> bool:
    return "\ndateline_answers_at_work 0.0" in httpx.get(f"{address}/metrics").text


def test_comment_lines_keep_the_connection_alive_until_the_answer_is_there(filled: Archive, slow: Slow) -> None:
    body = {"question": QUESTION, "id": "7"}
    with (
        running(filled, app=api_alone(filled)) as address,
        httpx.stream("POST", f"{address}/api/ask", json=body, headers=EVENTS) as told,
    ):
        assert told.status_code == 200
        assert told.headers["x-accel-buffering"] == "no" and told.headers["cache-control"] == "no-cache"
        lines = told.iter_lines()
        assert {next(lines) for _ in range(6)} == {": working", ""}
        slow.go_on.set()
        rest = [line for line in lines if line and not line.startswith(":")]
    assert [line for line in rest if line.startswith("event")] == ["event: sentence", "event: answer"]
    assert json.loads(rest[-1].removeprefix("data: "))["id"] == "7"


@pytest.mark.parametrize(
    ("error", "sentence"),
    [(DatelineError("That is no date."), "That is no date."), (RuntimeError("secret"), "Something failed inside")],
)
def test_an_error_after_the_stream_began_is_an_event(
    filled: Archive, slow: Slow, error: Exception, sentence: str
) -> None:
    slow.fails = error
    with (
        running(filled, app=api_alone(filled)) as address,
        httpx.stream("POST", f"{address}/api/ask", json={"question": QUESTION}, headers=EVENTS) as told,
    ):
        lines = told.iter_lines()
        next(lines)
        slow.go_on.set()
        rest = [line for line in lines if line and not line.startswith(":")]
    assert rest[0] == "event: error" and len(rest) == 2
    problem = json.loads(rest[1].removeprefix("data: "))
    assert set(problem) == {"error"} and problem["error"].startswith(sentence)


def test_a_connection_closed_mid_stream_frees_its_place_once_the_work_is_done(filled: Archive, slow: Slow) -> None:
    with running(filled, app=api_alone(filled, Access(answers_at_once=1))) as address:
        asked: dict[str, Any] = {"json": {"question": QUESTION}, "headers": EVENTS}
        with httpx.stream("POST", f"{address}/api/ask", **asked) as told:
            next(told.iter_lines())
        # Whoever leaves early does not get another place while the first is still at work.
        refused = httpx.post(f"{address}/api/ask", **asked)
        assert refused.status_code == 429 and refused.headers["retry-after"] == "1"
        slow.go_on.set()
        assert eventually(lambda: free_places(address))
        assert httpx.post(f"{address}/api/ask", **asked).text.count("event: answer") == 1


def test_a_connection_that_is_reset_before_anything_was_sent_frees_its_place(filled: Archive, slow: Slow) -> None:
    with running(filled, app=api_alone(filled)) as address:
        url = httpx.URL(address)
        body = json.dumps({"question": QUESTION}).encode()
        with socket.create_connection((url.host, url.port or 80)) as connection:
            head = f"POST /api/ask HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: {len(body)}"
            connection.sendall(head.encode() + b"\r\naccept: text/event-stream\r\n\r\n" + body)
            assert slow.begun.acquire(timeout=15)
        slow.go_on.set()
        assert eventually(lambda: free_places(address))


def test_answers_at_work_do_not_hold_up_the_event_loop(filled: Archive, slow: Slow) -> None:
    access = Access(answers_at_once=16)
    with running(filled, app=api_alone(filled, access)) as address, httpx.Client(timeout=30) as client:
        threads = [
            threading.Thread(target=client.post, args=(f"{address}/api/ask",), kwargs={"json": {"question": QUESTION}})
            for _ in range(16)
        ]
        for thread in threads:
            thread.start()
        assert all(slow.begun.acquire(timeout=15) for _ in threads)
        assert client.get(f"{address}/healthz").status_code == 200
        assert client.get(f"{address}/api/search", params={"query": "bridge"}).status_code == 200
        refused = client.post(f"{address}/api/ask", json={"question": QUESTION})
        assert refused.status_code == 429
        slow.go_on.set()
        for thread in threads:
            thread.join(30)


def test_an_event_is_one_line_whatever_stands_in_it() -> None:
    told = events.event({"text": "a\n\nevent: answer\r\ndata: {}"}, "sentence")
    assert told.count("\n") == 3 and "\r" not in told
    name, data, *rest = told.split("\n")
    assert name == "event: sentence" and rest == ["", ""]
    assert json.loads(data.removeprefix("data: "))["text"].startswith("a\n\nevent")


def test_a_stream_whose_caller_is_cancelled_lets_go_of_its_work() -> None:
    async def cancelled() -> bool:
        let_go = asyncio.Event()

        async def work() -> AsyncGenerator[Part]:
            try:
                await asyncio.sleep(60)
                yield Sentence(text="", citations=[])
            except asyncio.CancelledError:
                let_go.set()
                raise

        caller = asyncio.create_task(events.stream(work(), lambda part: iter(()), lambda status, sentence: ""))
        await asyncio.sleep(0.01)
        caller.cancel()
        await asyncio.wait({caller})
        await asyncio.wait_for(let_go.wait(), 5)
        return caller.cancelled()

    with ThreadPoolExecutor(1) as thread:  # in the main one Playwright may keep a loop running
        assert thread.submit(lambda: asyncio.run(cancelled())).result()
