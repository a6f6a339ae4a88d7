from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from fastapi.testclient import TestClient

from rag.archive import Archive
from tests.ui.conftest import BRIDGE, api_alone
from ui.access import Access
from ui.security import LARGEST_INGEST

GULLS = {"id": "gulls", "title": "Gulls return", "outlet": "Saltmarsh Courier", "published": "2026-03-01",
         "text": "The gulls returned to the harbour on Friday after a winter of storms."}  # fmt: skip


@pytest.fixture
def client(filled: Archive) -> Iterator[TestClient]:
    """The API of a server that may be written to, with the key."""
    app = api_alone(filled, Access(ingest_key="ink"))
    with TestClient(app, headers={"authorization": "Bearer ink"}) as opened:
        yield opened


def lines_of(response: Any) -> list[dict[str, Any]]:
    assert response.status_code == 200, response.text
    lines: list[dict[str, Any]] = response.json()["lines"]
    return lines


def test_an_article_that_is_posted_is_found_by_words_and_by_meaning(client: TestClient, filled: Archive) -> None:
    (line,) = lines_of(client.post("/api/articles", json=GULLS))
    expected = {"id": "gulls", "title": "Gulls return", "outlet": "Saltmarsh Courier", "published": "2026-03-01"}
    assert line == {**expected, "source": "posted:gulls", "status": "added"}
    assert client.post("/api/ask", json={"question": "When did the gulls return?"}).json()["status"] == "answered"
    assert filled.store.waiting_to_be_embedded() == 0


def test_what_is_posted_again_is_unchanged_and_what_is_corrected_has_a_version_more(client: TestClient) -> None:
    corrected = {**GULLS, "text": GULLS["text"].replace("Friday", "Saturday")}
    statuses = [lines_of(client.post("/api/articles", json=each))[0]["status"] for each in (GULLS, GULLS, corrected)]
    assert statuses == ["added", "unchanged", "updated"]
    # Back to the first wording, from another place in a list: that is news, too.
    assert [line["status"] for line in lines_of(client.post("/api/articles", json=[BRIDGE, GULLS]))] == [
        "unchanged",
        "updated",
    ]
    versions = client.get("/api/versions/gulls").json()["versions"]
    assert {version["article_id"] for version in versions} == {"gulls"}
    assert [version["current"] for version in versions] == [False, True]


def test_without_id_and_url_the_id_comes_from_the_text(client: TestClient) -> None:
    bare = {"title": "Tide", "text": "The tide was higher than in any year since records began."}
    other = {"title": "Ebb", "text": "The ebb uncovered a wreck that nobody could name."}
    first = lines_of(client.post("/api/articles", json=[bare, other]))
    again = lines_of(client.post("/api/articles", json=[other, bare]))
    assert len({line["id"] for line in first}) == 2
    assert [line["id"] for line in again] == [first[1]["id"], first[0]["id"]]
    assert [line["status"] for line in again] == ["unchanged", "unchanged"]


def test_each_line_says_what_became_of_it_in_the_order_they_were_sent(client: TestClient) -> None:
    sent = [GULLS, {"id": "empty"}, {"id": "page", "html": "<p>short"}, {**GULLS, "id": "reprint", "outlet": "Mole"}]
    lines = lines_of(client.post("/api/articles", json=sent))
    assert [line["status"] for line in lines][:2] == ["added", "failed"]
    assert lines[1]["error"] == "the article has no text" and "error" not in lines[0]
    assert lines[3]["status"] == "copy" and lines[3]["copy_of"] == "gulls"


def test_unknown_keys_are_kept(client: TestClient, filled: Archive) -> None:
    lines_of(client.post("/api/articles", json={**GULLS, "desk": "coast", "tags": ["birds"]}))
    assert filled.article("gulls").extra == {"desk": "coast", "tags": ["birds"]}


@pytest.mark.parametrize(
    "body", [[], 7, "text", None, [7], {"text": 7}, {"authors": [1]}, [{}] * 1001, {"id": True}, {"id": 1.5}]
)
def test_a_body_that_holds_no_articles_is_422(client: TestClient, body: Any, filled: Archive) -> None:
    before = filled.store.counts()
    response = client.post("/api/articles", content=json.dumps(body), headers={"content-type": "application/json"})
    assert response.status_code == 422, response.text
    assert set(response.json()) == {"error"}
    assert filled.store.counts() == before


def test_an_empty_list_and_a_key_that_is_half_a_character_are_told_apart(client: TestClient) -> None:
    assert client.post("/api/articles", json=[]).json() == {"error": "The list has nothing in it."}
    article = '{"id": "lamp", "\\ud83c": 1, "text": "A lamp was lit on the mole by Petra Vance on Sunday."}'
    told = client.post("/api/articles", content=article, headers={"content-type": "application/json"})
    assert [line["status"] for line in lines_of(told)] == ["added"]


def test_a_value_of_a_wrong_type_is_named(client: TestClient) -> None:
    for body, place in (({"text": 7}, "text"), ([{"text": "A gull."}, {"authors": [1]}], "1.authors")):
        assert client.post("/api/articles", json=body).json()["error"].startswith(f"{place}"), place


@pytest.mark.parametrize("depth", [60, 300, 900, 3000, 100_000])
def test_what_is_nested_too_deeply_is_refused(client: TestClient, depth: int) -> None:
    body = f'{{"text": "A gull came.", "deep": {"[" * depth}{"]" * depth}}}'
    response = client.post("/api/articles", content=body, headers={"content-type": "application/json"})
    assert response.status_code in (400, 422) and set(response.json()) == {"error"}


def test_articles_may_be_larger_than_questions_up_to_a_limit_of_their_own(client: TestClient) -> None:
    long = "\n\n".join(f"Keeper {n} of lamp {n * 7} wrote that the night of day {n} was calm." for n in range(3000))
    (line,) = lines_of(client.post("/api/articles", json={"id": "log", "title": "Lamp log", "text": long}))
    assert line["status"] == "added"
    response = client.post("/api/articles", content=b" " * (LARGEST_INGEST + 1))
    assert response.status_code == 413
    assert "8 MB" in response.json()["error"]
    assert client.post("/api/articles/x", content=b" " * 100_000).status_code == 413


def test_asking_goes_on_while_articles_are_taken_in(
    client: TestClient, filled: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    embedding, go_on = threading.Event(), threading.Event()
    embed = filled.embed

    def slow(*arguments: Any) -> None:
        embedding.set()
        assert go_on.wait(20)
        embed(*arguments)

    monkeypatch.setattr(filled, "embed", slow)
    with ThreadPoolExecutor(4) as threads:
        posts = [threads.submit(client.post, "/api/articles", json={**GULLS, "id": f"gulls-{n}"}) for n in range(3)]
        assert embedding.wait(20)
        answered = client.post("/api/ask", json={"question": "Who opened the Cormorant Bridge?"}).json()
        assert answered["status"] == "answered" and not any(post.done() for post in posts)
        go_on.set()
        assert all(post.result().status_code == 200 for post in posts)


def test_too_many_changes_at_once_are_told_to_come_again(
    client: TestClient, filled: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = threading.Event()
    monkeypatch.setattr(filled, "embed", lambda *arguments: go_on.wait(20))
    with ThreadPoolExecutor(12) as threads:
        posts = [threads.submit(client.post, "/api/articles", json={**GULLS, "id": f"g{n}"}) for n in range(12)]
        until = time.monotonic() + 20
        while sum(post.done() for post in posts) < 3 and time.monotonic() < until:
            time.sleep(0.02)
        refused = [post.result() for post in posts if post.done()]
        go_on.set()
        assert [response.status_code for response in refused] == [429] * 3
        assert all(response.headers["retry-after"] == "5" for response in refused)
        assert sorted(post.result().status_code for post in posts) == [200] * 9 + [429] * 3


def test_what_is_removed_is_gone_with_all_its_versions(client: TestClient) -> None:
    assert client.delete("/api/articles/bridge").json() == {
        "id": "bridge", "title": BRIDGE["title"], "status": "removed"
    }  # fmt: skip
    assert client.get("/api/articles/bridge").status_code == 404
    assert client.get("/api/versions/bridge").status_code == 404
    again = client.delete("/api/articles/bridge")
    assert again.status_code == 404 and "bridge" in again.json()["error"]


@pytest.mark.parametrize("article_id", ["radio/2026/1", "a b", "x/versions", "100%", "?q=1#z", "../../etc", "ünï", "."])
def test_an_id_may_hold_anything(client: TestClient, article_id: str) -> None:
    from urllib.parse import quote

    lines_of(client.post("/api/articles", json={**GULLS, "id": article_id}))
    address = quote(article_id, safe="").replace(".", "%2E")
    assert client.get(f"/api/articles/{address}").json()["id"] == article_id
    assert client.get(f"/api/versions/{address}").json()["versions"][0]["article_id"] == article_id
    assert client.delete(f"/api/articles/{address}").json()["id"] == article_id


def test_versions_say_what_changed(client: TestClient) -> None:
    lines_of(client.post("/api/articles", json={**BRIDGE, "text": BRIDGE["text"].replace("900", "600")}))
    first, second = client.get("/api/versions/bridge").json()["versions"]
    assert first["changes"] == [] and second["current"]
    (change,) = second["changes"]
    assert "900" in change["before"] and "600" in change["after"]


@pytest.mark.parametrize("path", ["/api/versions/nobody", "/api/articles/", "/api/versions/", "/api/articles/%00"])
def test_an_unknown_article_has_no_versions(client: TestClient, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 404 and set(response.json()) == {"error"}
