from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rag.answer import Answer, Hit
from rag.archive import Archive
from tests.ui.conftest import api_alone

QUESTION = "Who opened the Cormorant Bridge?"


@pytest.fixture
def client(filled: Archive) -> Iterator[TestClient]:
    """The API alone."""
    with TestClient(api_alone(filled)) as opened:
        yield opened


def problem_of(response: Any) -> str:
    """The sentence of an error answer; asserts that there is nothing else in it."""
    assert set(response.json()) == {"error"}, response.text
    sentence = str(response.json()["error"])
    assert sentence.endswith(".") and "Traceback" not in sentence
    return sentence


def test_an_answer_is_the_archives_own_with_quotes_that_hold(client: TestClient, filled: Archive) -> None:
    answered = client.post("/api/ask", json={"question": QUESTION}).json()
    own = filled.ask(QUESTION).model_dump(mode="json")
    assert answered | {"took_ms": None} == own | {"took_ms": None}
    assert Answer(**answered).citations
    for cited in answered["citations"]:
        article = client.get(f"/api/articles/{cited['article_id']}", params={"version": cited["version"]}).json()
        assert article["text"][cited["start"] : cited["end"]] == cited["quote"]


def test_the_id_of_a_question_comes_back_with_its_answer(client: TestClient) -> None:
    assert client.post("/api/ask", json={"question": QUESTION, "id": "q7"}).json()["id"] == "q7"
    assert "id" not in client.post("/api/ask", json={"question": QUESTION}).json()


def test_a_follow_up_is_read_with_the_turns_before_it(client: TestClient) -> None:
    history = [{"role": "user", "content": "Which lamp was lit on the Quay4 Bridge?"}]
    answer = client.post("/api/ask", json={"question": "When did it open?", "history": history}).json()
    assert answer["question"] == "When did it open?"
    assert answer["understood"] == "When did the Quay4 Bridge open?"


def test_events_bring_each_sentence_and_last_the_whole_answer(client: TestClient) -> None:
    plain = client.post("/api/ask", json={"question": QUESTION}).json()
    response = client.post("/api/ask", json={"question": QUESTION}, headers={"accept": "text/event-stream"})
    assert response.headers["content-type"].startswith("text/event-stream")
    events = [event.split("\n") for event in response.text.removesuffix("\n\n").split("\n\n")]
    names = [name for name, _ in events]
    data = [json.loads(line.removeprefix("data: ")) for _, line in events]
    assert names == ["event: sentence"] * len(plain["sentences"]) + ["event: answer"]
    assert data[:-1] == plain["sentences"]
    assert data[-1] | {"took_ms": None} == plain | {"took_ms": None}


def test_a_question_that_cannot_be_asked_is_refused_before_any_event(client: TestClient) -> None:
    response = client.post("/api/ask", json={"question": "?!"}, headers={"accept": "text/event-stream"})
    assert response.status_code == 422
    assert "no words" in problem_of(response)


def test_filters_restrict_answers_and_hits(client: TestClient) -> None:
    body = {"query": "bridge", "outlets": ["Saltmarsh Courier"]}
    assert [hit["article_id"] for hit in client.post("/api/search", json=body).json()["hits"]] == ["old-bridge"]
    body = {"query": "bridge", "since": "2020"}
    assert [hit["article_id"] for hit in client.post("/api/search", json=body).json()["hits"]] == ["bridge"]
    answered = client.post("/api/ask", json={"question": "What happened to the bridge?", "until": "2014-12"}).json()
    cited = answered["citations"] + answered["nearest"]
    assert cited and {each["article_id"] for each in cited} == {"old-bridge"}


def test_a_search_by_address_finds_what_a_posted_one_finds(client: TestClient) -> None:
    posted = client.post("/api/search", json={"query": "bridge", "k": 1, "outlets": ["Saltmarsh Courier"]}).json()
    got = client.get("/api/search", params={"query": "bridge", "k": 1, "outlets": "Saltmarsh Courier"}).json()
    assert got == posted
    day = {"query": "bridge", "k": 1, "outlets": "Saltmarsh Courier", "asked": "2014-06-12"}
    got = client.get("/api/search", params=day).json()
    assert got == client.post("/api/search", json={**day, "outlets": ["Saltmarsh Courier"]}).json()
    assert got["hits"][0]["score"] > posted["hits"][0]["score"] + 1  # it is the news of that day
    assert "someday" in problem_of(client.get("/api/search", params={"query": "bridge", "asked": "someday"}))
    assert [Hit(**hit).rank for hit in got["hits"]] == [1]


def test_an_article_is_read_in_any_of_its_versions(
    client: TestClient, filled: Archive, write_jsonl: Callable[..., Path]
) -> None:
    first = client.get("/api/articles/bridge").json()
    corrected = {**first, "text": first["text"].replace("900", "600")}
    del corrected["version"]
    assert [line.status for line in filled.ingest([write_jsonl(corrected)])] == ["updated"]
    assert "600" in client.get("/api/articles/bridge").json()["text"]
    assert client.get("/api/articles/bridge", params={"version": first["version"]}).json() == first


def test_an_article_does_not_tell_where_on_the_servers_disk_it_came_from(client: TestClient) -> None:
    article = client.get("/api/articles/bridge").json()
    assert "source" not in article and str(Path.cwd()) not in json.dumps(article)


def test_an_id_may_hold_slashes(client: TestClient, filled: Archive, write_jsonl: Callable[..., Path]) -> None:
    list(filled.ingest([write_jsonl({"id": "radio/2026/1", "title": "Gulls return", "text": "The gulls returned."})]))
    assert client.get("/api/articles/radio/2026/1").json()["title"] == "Gulls return"


@pytest.mark.parametrize("path", ["/api/articles/nobody", "/api/articles/bridge?version=000", "/api/articles/%00"])
def test_an_unknown_article_is_404(client: TestClient, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 404
    problem_of(response)


@pytest.mark.parametrize("body", ["", "{", "question", '{"question": "x"} trailing', "\x00"])
def test_a_body_that_is_not_json_is_400(client: TestClient, body: str) -> None:
    response = client.post("/api/ask", content=body, headers={"content-type": "application/json"})
    assert response.status_code in (400, 422) if not body else response.status_code == 400
    problem_of(response)


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ({}, "question"),
        ({"question": 7}, "question"),
        ({"question": "x", "outlets": "y"}, "outlets"),
        ({"question": "x", "since": ["2014"]}, "since"),
        ([], "object"),
        ("text", "object"),
        (None, "object"),
        ({"question": ""}, "no words"),
        ({"question": "word " * 2001}, "2,000"),
        ({"question": "x", "since": "soon"}, "soon"),
        ({"question": "\ud800"}, "question"),
    ],
)
def test_a_body_that_asks_nothing_answerable_is_422_and_names_why(client: TestClient, body: Any, names: str) -> None:
    response = client.post("/api/ask", content=json.dumps(body), headers={"content-type": "application/json"})
    assert response.status_code == 422
    assert names in problem_of(response)


@pytest.mark.parametrize("k", [0, -1, 101, "many"])
def test_a_number_of_hits_out_of_bounds_is_422(client: TestClient, k: Any) -> None:
    assert "k: " in problem_of(client.get("/api/search", params={"query": "bridge", "k": k}))
    assert "k: " in problem_of(client.post("/api/search", json={"query": "bridge", "k": k}))


def test_a_large_body_is_413(client: TestClient) -> None:
    response = client.post("/api/ask", json={"question": "x" * 70_000})
    assert response.status_code == 413
    assert "64 kB" in problem_of(response)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    body=st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=20),
        lambda inner: st.dictionaries(
            st.sampled_from(["question", "since", "until", "outlets", "asked", "history", "id", "x"]),
            inner | st.lists(inner, max_size=3),
        ),
        max_leaves=6,
    )
)
def test_no_json_body_makes_the_server_fail(client: TestClient, body: Any) -> None:
    assert client.post("/api/ask", json=body).status_code in (200, 422)


@pytest.mark.parametrize("accept", ["application/json", "text/event-stream"])
def test_half_a_character_is_answered_like_any_other_misprint(client: TestClient, accept: str) -> None:
    half = "\\ud83c"  # as a program writes it that cuts an emoji in two
    turn = f'{{"role": "user", "content": "{half} {QUESTION}"}}'
    body = f'{{"id": "{half}", "question": "And {half} when?", "outlets": ["{half}"], "history": [{turn}]}}'
    headers = {"accept": accept, "content-type": "application/json"}
    told = client.post("/api/ask", content=body, headers=headers)
    assert told.status_code == 200 and '"id":"?"' in told.text.replace(": ", ":") and "And ? when" in told.text
    found = client.post("/api/search", content=f'{{"query": "bridge {half}", "id": "{half}"}}', headers=headers)
    assert found.json()["id"] == "?" and found.json()["hits"]


def test_a_fault_inside_is_a_sentence(client: TestClient, filled: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*arguments: Any, **named: Any) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(filled, "stream", broken)
    monkeypatch.setattr(filled, "search", broken)
    response = client.post("/api/ask", json={"question": QUESTION})
    assert response.status_code == 500
    assert "secret" not in problem_of(response)
    assert client.get("/healthz").status_code == 503


def test_healthz_is_ready_when_a_search_goes_through(client: TestClient) -> None:
    assert client.get("/healthz").json() == {"status": "ready", "articles": 2}


def test_the_openapi_document_declares_every_error_as_a_problem(client: TestClient) -> None:
    document = client.get("/openapi.json").json()
    for path, operations in document["paths"].items():
        shape = "OpenAIProblem" if path.startswith("/v1/") else "Problem"
        for operation in operations.values():
            for code, response in operation["responses"].items():
                if code >= "400":
                    schema = response["content"]["application/json"]["schema"]
                    assert schema == {"$ref": f"#/components/schemas/{shape}"}, code
