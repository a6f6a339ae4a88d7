from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from corpus.article import DatelineError
from rag.model import Model, ModelError, connect, words_of
from tests.failing_models import endless, slow_first_byte, slow_first_word, stalling
from tests.scripted_model import Play, ScriptedModel

MESSAGES = [("system", "Answer."), ("user", "Who opened the bridge?")]


@pytest.fixture(scope="module")
def server() -> Iterator[ScriptedModel]:
    with ScriptedModel() as opened:
        yield opened


def test_words_come_piece_by_piece(server: ScriptedModel) -> None:
    server.says("plain", ["Odalys ", "Brack ", "[1]."])
    assert list(words_of(connect(server.url, "plain"), MESSAGES))[:3] == ["Odalys ", "Brack ", "[1]."]
    body = server.bodies[-1]
    assert body["stream"] and body["temperature"] == 0 and body["max_tokens"] == 1024
    assert [(each["role"], each["content"]) for each in body["messages"]] == MESSAGES


@pytest.mark.parametrize("suffix", ["", "/", "/v1", "/v1/"])
def test_the_address_may_be_given_with_or_without_its_path(server: ScriptedModel, suffix: str) -> None:
    server.says("plain", ["Yes."])
    assert "".join(words_of(connect(server.url.removesuffix("/v1") + suffix, "plain"), MESSAGES)) == "Yes."


@pytest.mark.parametrize("url", ["", "localhost:8080", "ftp://models.example/v1", "http://", "file:///etc/passwd"])
def test_what_is_no_web_address_is_refused(url: str) -> None:
    with pytest.raises(DatelineError, match="not the address of a model's server"):
        connect(url, "any")


def test_only_the_key_that_is_given_is_sent(server: ScriptedModel, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-of-somebody-else")
    server.says("plain", ["Yes."])
    for key, sent in ((None, "Bearer none"), ("secret", "Bearer secret")):
        list(words_of(connect(server.url, "plain", key), MESSAGES))
        assert server.headers[-1]["authorization"] == sent


def test_a_server_that_is_not_there_is_said_so_and_the_log_has_no_address(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG, "rag.model"), pytest.raises(ModelError, match="is not there"):
        list(words_of(connect("http://127.0.0.1:9", "any", "secret"), MESSAGES))
    assert caplog.messages == ["The language model failed: APIConnectionError"]


def test_time_and_size_are_bounded(server: ScriptedModel) -> None:
    server.plays("endless", endless(lambda number: f"word {number}. "))
    with pytest.raises(ModelError, match=r"longer than 0\.3 seconds"):
        list(words_of(connect(server.url, "endless", seconds=0.3), MESSAGES))
    server.plays("vast", endless(lambda number: "word " * 1_000))
    with pytest.raises(ModelError, match="did not come to an end"):
        list(words_of(connect(server.url, "vast", seconds=20), MESSAGES))


def eventually(holds: Callable[[], bool]) -> bool:
    until = time.monotonic() + 15
    while not holds() and time.monotonic() < until:
        time.sleep(0.01)
    return holds()


@pytest.mark.parametrize("play", [slow_first_byte(), slow_first_word(), stalling()])
def test_who_leaves_a_model_that_says_nothing_is_free_and_the_model_is_hung_up_on(
    server: ScriptedModel, play: Play
) -> None:
    server.plays("silent", play)
    asked, gone, left = len(server.bodies), server.left, threading.Event()
    with ThreadPoolExecutor(1) as thread:
        heard = thread.submit(lambda: list(words_of(connect(server.url, "silent"), MESSAGES, left)))
        assert eventually(lambda: len(server.bodies) > asked)
        assert not heard.done()
        left.set()
        heard.result(timeout=15)  # of its 60 seconds
    assert eventually(lambda: server.left > gone)


def test_a_model_that_cannot_be_hung_up_on_is_waited_for() -> None:
    from llama_index.core.llms import MockLLM

    begun, go_on, left = threading.Event(), threading.Event(), threading.Event()

    class Pondering(MockLLM):
        def stream_chat(self, *arguments: Any, **named: Any) -> Any:
            begun.set()
            assert go_on.wait(30)
            return super().stream_chat(*arguments, **named)

    with ThreadPoolExecutor(1) as thread:
        heard = thread.submit(lambda: list(words_of(Model(Pondering()), MESSAGES, left)))
        assert begun.wait(15)
        left.set()
        with pytest.raises(TimeoutError):
            heard.result(timeout=0.3)
        go_on.set()
        assert heard.result(timeout=15) == []


def test_any_llm_of_llamaindex_will_do() -> None:
    from llama_index.core.llms import MockLLM

    assert "bridge" in "".join(words_of(Model(MockLLM()), MESSAGES))
