from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from rag.archive import Archive
from tests.ui.conftest import api_alone
from ui.access import Access
from ui.service import create_service

QUESTION = {"question": "Who opened the Cormorant Bridge?"}


@pytest.mark.parametrize("path", ["/api", "/api/", "/api/nothing", "/api/ask/more", "/healthz/x", "/API/ask"])
def test_what_is_not_there_is_404_in_a_sentence(filled: Archive, path: str) -> None:
    response = TestClient(api_alone(filled)).get(path)
    assert response.status_code == 404 and response.json()["error"].endswith(".")


def test_another_method_is_405_and_names_those_there_are(filled: Archive) -> None:
    client = TestClient(api_alone(filled, Access(ingest_key="ink")))
    for method, path, allowed in (
        ("GET", "/api/ask", "POST"),
        ("PUT", "/api/search", "GET, POST"),
        ("POST", "/healthz", "GET"),
        ("BREW", "/api/stories", "GET"),
    ):
        response = client.request(method, path)
        assert response.status_code == 405 and response.headers["allow"] == allowed
        assert response.json() == {"error": f"This address takes {allowed} only."}
    told = client.get("/v1/chat/completions").json()["error"]
    assert told["message"] == "This address takes POST only." and told["type"] == "invalid_request_error"


def test_under_a_sub_path_requests_come_with_it_or_without(filled: Archive) -> None:
    client = TestClient(create_service(filled, Access(read_key="ink", requests_a_minute=100), "/news"))
    key = {"authorization": "Bearer ink"}
    for prefix in ("", "/news"):
        assert client.post(f"{prefix}/api/ask", json=QUESTION, headers=key).status_code == 200
        assert client.post(f"{prefix}/api/ask", json=QUESTION).status_code == 401
        assert client.get(f"{prefix}/healthz").status_code == 200
        assert client.post(f"{prefix}/gradio_api/upload", headers=key).status_code == 404
        assert client.post(f"{prefix}/api/articles", headers=key, json={}).status_code == 404
        assert client.get(f"{prefix}/v1/nothing", headers=key).json()["error"]["type"] == "not_found_error"
    assert client.get("/news/news/api/articles/bridge", headers=key).status_code == 404


def test_the_reference_lists_the_routes_of_this_server(filled: Archive) -> None:
    assert "DELETE" not in TestClient(api_alone(filled)).get("/docs").text
    assert "DELETE" in TestClient(api_alone(filled, Access(ingest_key="ink"))).get("/docs").text
