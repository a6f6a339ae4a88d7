"""Answers in parts: each door gives a written sentence as soon as it is proven, while the model still writes."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import openai
import pytest

from rag.archive import Archive
from rag.model import connect
from tests.scripted_model import Body, Piece, ScriptedModel
from tests.ui.conftest import BRIDGE, api_alone, running
from tests.ui.visiting import BOX, Visit
from ui.cli import main

QUESTION = "Who opened the Cormorant Bridge?"
FIRST = "Mayor Wilhelmina Tarn opened the Cormorant Bridge on Monday."
SECOND = "The bridge is 640 metres long."


class Writer:
    """A model that writes one sentence, waits until it is let go, and writes two more, one of them invented."""

    def __init__(self) -> None:
        self.go_on = threading.Event()

    def __call__(self, body: Body) -> Iterator[Piece]:
        yield f"{FIRST} [1] The"
        assert self.go_on.wait(30)
        yield f" bridge was sold to a whale. [1] {SECOND} [1]"


@pytest.fixture
def server() -> Iterator[ScriptedModel]:
    with ScriptedModel() as opened:
        yield opened


@pytest.fixture
def writer(server: ScriptedModel, filled: Archive, monkeypatch: pytest.MonkeyPatch) -> Iterator[Writer]:
    made = Writer()
    server.plays("writer", made)
    monkeypatch.setattr(filled, "_model", connect(server.url, "writer"))
    yield made
    made.go_on.set()


def test_the_api_streams_each_sentence_as_it_is_proven(filled: Archive, writer: Writer) -> None:
    asked: dict[str, Any] = {"json": {"question": QUESTION}, "headers": {"accept": "text/event-stream"}}
    with (
        running(filled, app=api_alone(filled)) as address,
        httpx.stream("POST", f"{address}/api/ask", timeout=20, **asked) as told,
    ):
        lines = (line for line in told.iter_lines() if line and not line.startswith(":"))
        assert next(lines) == "event: sentence"
        assert json.loads(next(lines).removeprefix("data: "))["text"] == FIRST
        writer.go_on.set()
        rest = list(lines)
    assert [line for line in rest if line.startswith("event")] == ["event: sentence", "event: answer"]
    answer = json.loads(rest[-1].removeprefix("data: "))
    assert [each["text"] for each in answer["sentences"]] == [FIRST, SECOND]
    assert (answer["mode"], answer["dropped"]) == ("llm", 1)


def test_openais_clients_get_the_same_text_piece_by_piece(filled: Archive, writer: Writer) -> None:
    messages: Any = [{"role": "user", "content": QUESTION}]
    with (
        running(filled, app=api_alone(filled)) as address,
        openai.OpenAI(base_url=f"{address}/v1", api_key="none", max_retries=0) as client,
        client.chat.completions.create(model="dateline", messages=messages, stream=True) as told,
    ):
        said = (chunk.choices[0].delta.content or "" for chunk in told)
        pieces = [next(said), next(said)]
        assert pieces[1].startswith(FIRST)
        writer.go_on.set()
        pieces += said
    writer.go_on.set()
    assert "".join(pieces) == filled.ask(QUESTION).answer


def test_the_page_shows_each_sentence_while_the_next_one_is_written(
    filled: Archive, writer: Writer, visit: Callable[..., Visit]
) -> None:
    with running(filled) as address:
        opened = visit(address)
        opened.page.fill(BOX, QUESTION)
        opened.page.press(BOX, "Enter")
        opened.page.wait_for_selector("#q1[data-status=pending] .said")
        assert opened.page.inner_text("#q1 .said") == FIRST
        writer.go_on.set()
        exchange = opened.answered(1)
        shown = [each.query_selector("span").text_content() for each in exchange.query_selector_all(".said")]
        notes = exchange.query_selector(".told").text_content()
    assert shown == [FIRST, SECOND]
    assert "A language model wrote this" in notes and "1 sentence that the language model wrote" in notes
    assert not opened.mishaps


def at_work(address: str) -> bool:
    return "\ndateline_answers_at_work 0.0" not in httpx.get(f"{address}/metrics").text


def idle_again(address: str) -> bool:
    until = time.monotonic() + 15
    while at_work(address) and time.monotonic() < until:
        time.sleep(0.02)
    return not at_work(address)


def test_who_closes_the_stream_frees_a_place_that_a_stalled_model_holds(filled: Archive, writer: Writer) -> None:
    asked: dict[str, Any] = {"json": {"question": QUESTION}, "headers": {"accept": "text/event-stream"}}
    with running(filled, app=api_alone(filled)) as address:
        with httpx.stream("POST", f"{address}/api/ask", timeout=20, **asked) as told:
            lines = told.iter_lines()  # which is kept: without it the stream would be closed
            assert "event: sentence" in lines
            assert at_work(address)
        assert idle_again(address)
        assert not writer.go_on.is_set()


def test_who_closes_the_page_frees_a_place_that_a_stalled_model_holds(
    filled: Archive, writer: Writer, visit: Callable[..., Visit]
) -> None:
    with running(filled) as address:
        opened = visit(address)
        opened.page.fill(BOX, QUESTION)
        opened.page.press(BOX, "Enter")
        opened.page.wait_for_selector("#q1[data-status=pending] .said")
        assert at_work(address)
        opened.page.close()
        assert idle_again(address)
        assert not writer.go_on.is_set()


def test_the_command_line_takes_a_model_and_says_what_is_missing(
    server: ScriptedModel,
    write_jsonl: Callable[..., Path],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    server.says("writer", [f"{FIRST} [1] The bridge was sold to a whale. [1]"])
    place = ["--archive", str(tmp_path / "archive")]
    assert main(["ingest", str(write_jsonl(BRIDGE)), *place]) == 0
    capsys.readouterr()
    asked = ["ask", QUESTION, *place, "--llm", server.url]
    assert main([*asked, "--model", "writer", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["mode"] == "llm"
    assert main([*asked, "--model", "writer"]) == 0
    assert "Note: of what the language model wrote, 1 dropped" in capsys.readouterr().out
    assert main([*asked, "--model", "unknown", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["mode"] == "quotes" and "not known to its server" in answer["notes"][0]
    with pytest.raises(SystemExit):
        main(asked)
    assert "--llm and --model go together" in capsys.readouterr().err
