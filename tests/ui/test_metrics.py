from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient
from prometheus_client.parser import text_string_to_metric_families

from rag.archive import Archive
from tests.ui.conftest import api_alone, whole_web
from ui.access import Access

QUESTION = "Who opened the Cormorant Bridge?"


def samples(client: TestClient) -> dict[tuple[str, tuple[str, ...]], float]:
    """What /metrics says: (name, values of the labels) to the number."""
    text = client.get("/metrics").text
    return {
        (sample.name, tuple(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_questions_are_counted_by_what_became_of_them_and_timed(
    filled: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = TestClient(api_alone(filled))
    for question in (QUESTION, QUESTION, "Who knighted the zeppelin?", "?!"):
        client.post("/api/ask", json={"question": question})

    def breaking(*arguments: Any, **named: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr(filled, "stream", breaking)
    client.post("/api/ask", json={"question": QUESTION})
    told = samples(client)
    for status, number in (("answered", 2), ("not_found", 1), ("refused", 1), ("failed", 1)):
        assert told["dateline_answers_total", (status,)] == number
    assert told["dateline_answer_seconds_count", ()] == 3
    assert told["dateline_answer_seconds_sum", ()] > 0
    assert told["dateline_answers_at_work", ()] == 0


def test_what_is_held_is_told(filled: Archive) -> None:
    told = samples(TestClient(api_alone(filled)))
    counts = filled.store.counts()
    assert told["dateline_articles", ()] == 2
    assert told["dateline_passages", ()] == counts["passages"] > 0
    assert told["dateline_passages_waiting", ()] == 0
    filled.store.mark_embedded([filled.store.rows("SELECT id FROM passages")[0][0]], embedded=False)
    assert samples(TestClient(api_alone(filled)))["dateline_passages_waiting", ()] == 1


def test_requests_are_counted_by_route_and_never_by_what_was_asked(filled: Archive) -> None:
    with TestClient(whole_web(filled, Access(requests_a_minute=9)), base_url="http://news.example") as client:
        for number in range(3):
            assert client.get(f"/api/articles/secret-{number}").status_code == 404
        client.get("/api/search", params={"query": "secret words"})
        client.request("BREW", "/secret/coffee")
        client.get("/")
        client.get("/", headers={"origin": "https://secret.example"})
        client.post("/mcp", json={})
        told = samples(client)
        text = client.get("/metrics").text
        assert client.get("/api/stories").status_code == 429
    name = "dateline_requests_total"
    assert told[name, ("GET", "/api/articles/{article_id:path}", "404")] == 3
    assert told[name, ("GET", "/api/search", "200")] == 1
    assert told[name, ("GET", "page", "200")] == 1
    assert told[name, ("GET", "refused", "403")] == 1
    assert "secret" not in text and "BREW" not in text


def test_two_servers_in_one_process_count_apart(filled: Archive) -> None:
    one, other = TestClient(api_alone(filled)), TestClient(api_alone(filled))
    one.post("/api/ask", json={"question": QUESTION})
    assert ("dateline_answers_total", ("answered",)) not in samples(other)


def test_metrics_are_behind_the_read_key(filled: Archive) -> None:
    client = TestClient(api_alone(filled, Access(read_key="red ink")))
    assert client.get("/metrics").status_code == 401
    assert client.get("/metrics", headers={"authorization": "Bearer red ink"}).status_code == 200
