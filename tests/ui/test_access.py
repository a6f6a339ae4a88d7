from __future__ import annotations

import base64
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from corpus.article import DatelineError
from rag.archive import Archive
from tests.ui.conftest import BRIDGE, api_alone
from ui.access import INGEST_KEY, READ_KEY, Access, checked_origin, client_of

SITE = "https://site.example"
ASKED = {"question": "Who opened the Cormorant Bridge?"}
NEW = {"id": "gulls", "title": "Gulls return", "text": "The gulls returned to the harbour on Friday."}


def client_for(archive: Archive, host: str = "http://news.example", **access: Any) -> TestClient:
    return TestClient(api_alone(archive, Access(**access)), base_url=host)


@pytest.mark.parametrize(
    ("given", "origin"),
    [
        ("https://site.example", "https://site.example"),
        (" HTTPS://Site.Example/ ", "https://site.example"),
        ("https://site.example:443", "https://site.example"),
        ("http://site.example:8080", "http://site.example:8080"),
        ("http://[::1]:3000", "http://[::1]:3000"),
        ("https://xn--bcher-kva.example", "https://xn--bcher-kva.example"),
    ],
)
def test_an_origin_is_kept_as_browsers_write_it(given: str, origin: str) -> None:
    assert checked_origin(given) == origin


@pytest.mark.parametrize(
    "given",
    ["*", "", "null", "site.example", "//site.example", "https://", "https://*.site.example", "ftp://site.example",
     "https://site.example/page", "https://site.example?x", "https://me@site.example", "https://site.example:port",
     "https://site.example:99999", "https://bücher.example", "https://a.example;script-src *", "https://a b.example",
     "https://a.example\nx", "javascript:alert(1)", "https://[::1", "https://a.example https://b.example"],
)  # fmt: skip
def test_what_is_no_origin_is_refused_in_a_sentence(given: str) -> None:
    with pytest.raises(DatelineError, match=r"^--allow-origin .*\.$"):
        checked_origin(given)


def test_a_listed_origin_may_ask_and_read_what_it_is_told(filled: Archive) -> None:
    client = client_for(filled, origins=(SITE,), requests_a_minute=3)
    preflight = client.options(
        "/api/ask",
        headers={
            "origin": SITE,
            "access-control-request-method": "POST",
            "access-control-request-headers": "content-type,authorization",
        },
    )
    assert preflight.status_code == 200
    assert preflight.headers["access-control-allow-origin"] == SITE
    for expected in (200, 200, 200, 429):
        response = client.post("/api/ask", json=ASKED, headers={"origin": SITE})
        assert response.status_code == expected
        assert response.headers["access-control-allow-origin"] == SITE
        assert "access-control-allow-credentials" not in response.headers
    assert int(response.headers["retry-after"]) >= 1
    assert "retry-after" in response.headers["access-control-expose-headers"].lower()


def test_a_listed_origin_may_read_why_a_request_was_not_taken_or_failed(
    filled: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = client_for(filled, origins=(SITE,))
    monkeypatch.setattr(filled, "search", lambda *a, **n: 1 / 0)
    asked: dict[str, Any] = {"headers": {"origin": SITE}}
    large = client.post("/api/ask", json={"question": "x" * 70_000}, **asked)
    failed = client.get("/api/search?query=bridge", **asked)
    assert (large.status_code, failed.status_code) == (413, 500)
    for response in (large, failed):
        assert response.json()["error"] and response.headers["access-control-allow-origin"] == SITE
    assert "access-control-allow-origin" not in client.get("/api/search?query=bridge").headers


@pytest.mark.parametrize(
    "origin",
    ["https://other.example", "null", "https://site.example.evil.example", "https://site.example:8443", "site.example",
     "http://site.example", "https://SITE.example", "file://", "https://site.example, https://other.example", ""],
)  # fmt: skip
def test_another_origin_gets_403_and_nothing_is_worked_out(
    filled: Archive, origin: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filled, "stream", lambda *a, **n: pytest.fail("it was worked out"))
    response = client_for(filled, origins=(SITE,)).post("/api/ask", json=ASKED, headers={"origin": origin})
    assert response.status_code == 403
    assert "--allow-origin" in response.json()["error"]
    assert "access-control-allow-origin" not in response.headers


def test_two_origins_in_one_request_must_both_be_let_in(filled: Archive) -> None:
    client = client_for(filled, origins=(SITE,))
    both = [("origin", SITE), ("origin", "https://other.example")]
    assert client.post("/api/ask", json=ASKED, headers=both).status_code == 403


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_the_servers_own_origin_passes_also_behind_a_proxy_that_speaks_tls(filled: Archive, scheme: str) -> None:
    client = client_for(filled)
    assert client.post("/api/ask", json=ASKED, headers={"origin": f"{scheme}://news.example"}).status_code == 200
    assert client.post("/api/ask", json=ASKED, headers={"origin": f"{scheme}://news.example:81"}).status_code == 403


def test_listed_origins_may_frame_and_others_not(filled: Archive) -> None:
    policy = client_for(filled, origins=(SITE,)).get("/healthz").headers["content-security-policy"]
    assert policy.endswith(f"frame-ancestors 'self' {SITE}")


@pytest.mark.parametrize("host", ["evil.example", "evil.example:7860", "", "127.0.0.1.evil.example", "localhost.evil"])
def test_on_loopback_no_other_name_can_be_pointed_at_the_server(filled: Archive, host: str) -> None:
    access = Access(origins=(SITE,)).listening_on("127.0.0.1")
    client = TestClient(api_alone(filled, access))
    response = client.post("/api/ask", json=ASKED, headers={"host": host, "origin": f"http://{host}"})
    assert response.status_code == 421
    assert "host" in response.json()["error"]


@pytest.mark.parametrize("host", ["127.0.0.1:7860", "localhost", "LOCALHOST:80", "[::1]:7860", "site.example"])
def test_on_loopback_its_own_names_and_those_of_listed_origins_are_answered(filled: Archive, host: str) -> None:
    client = TestClient(api_alone(filled, Access(origins=(SITE,)).listening_on("127.0.0.1")))
    assert client.post("/api/ask", json=ASKED, headers={"host": host}).status_code == 200


def test_a_request_that_names_two_hosts_is_refused(filled: Archive) -> None:
    headers = [("host", "news.example"), ("host", "other.example")]
    assert client_for(filled).get("/api/stories", headers=headers).status_code == 400


def basic(key: str, user: str = "reader") -> str:
    return "Basic " + base64.b64encode(f"{user}:{key}".encode()).decode()


@pytest.mark.parametrize("given", ["Bearer red ink", "bearer red ink", basic("red ink"), basic("red ink", "")])
def test_the_read_key_opens_as_bearer_and_as_a_password(filled: Archive, given: str) -> None:
    client = client_for(filled, read_key="red ink")
    assert client.post("/api/ask", json=ASKED, headers={"authorization": given}).status_code == 200


@pytest.mark.parametrize(
    "given",
    ["", "red ink", "Bearer", "Bearer ", "Bearer red inks", "Bearer RED INK", "Basic", "Basic !!!", basic("red"),
     "Basic " + base64.b64encode(b"red ink").decode(), "Bearer \xff\xfe", "Digest red ink", basic("red ink") + "x"],
)  # fmt: skip
def test_without_the_read_key_nothing_that_shows_articles_opens(filled: Archive, given: str) -> None:
    client = client_for(filled, read_key="red ink")
    headers = {"authorization": given.encode("latin-1")} if given else {}
    for method, path in (
        ("POST", "/api/ask"), ("GET", "/api/articles/bridge"), ("GET", "/api/versions/bridge"), ("GET", "/api/stories"),
        ("GET", "/metrics"), ("GET", "/docs"), ("GET", "/openapi.json"), ("GET", "/v1/models"), ("GET", "/nowhere"),
        ("GET", "//healthz"), ("GET", "/healthz/"), ("GET", "/HEALTHZ"),
    ):  # fmt: skip
        response = client.request(method, path, headers=headers)
        assert response.status_code == 401, path
        assert response.headers["www-authenticate"].startswith("Basic ")
        assert "lantern" not in response.text.lower()
    assert client.get("/healthz", headers=headers).status_code == 200


def test_a_key_may_hold_letters_beyond_ascii(filled: Archive) -> None:
    client = client_for(filled, read_key="schlüssel")
    assert client.get("/api/stories", headers={"authorization": basic("schlüssel")}).status_code == 200
    bearer = {"authorization": "Bearer schlüssel".encode()}
    assert client.get("/api/stories", headers=bearer).status_code == 200


def test_without_an_ingest_key_writing_is_not_there(filled: Archive) -> None:
    client = client_for(filled, read_key="red ink")
    for headers in ({}, {"authorization": "Bearer red ink"}, {"authorization": "Bearer "}):
        assert client.post("/api/articles", json=NEW, headers=headers).status_code == 404
        assert client.delete("/api/articles/bridge", headers=headers).status_code == 404
    assert client.get("/api/articles/bridge", headers={"authorization": "Bearer red ink"}).status_code == 200
    assert "post" not in client_for(filled).get("/openapi.json").json()["paths"].get("/api/articles", {})


def test_the_read_key_does_not_write_and_the_ingest_key_does_both(filled: Archive) -> None:
    client = client_for(filled, read_key="red ink", ingest_key="black ink")
    red, black = ({"authorization": f"Bearer {key} ink"} for key in ("red", "black"))
    for headers in ({}, red):
        assert client.post("/api/articles", json=NEW, headers=headers).status_code == 401
        assert client.delete("/api/articles/bridge", headers=headers).status_code == 401
    assert client.post("/api/articles", json=NEW, headers=black).json()["lines"][0]["status"] == "added"
    assert client.get("/api/articles/gulls", headers=black).status_code == 200
    assert client.delete("/api/articles/gulls", headers=black).status_code == 200
    assert client.get("/api/articles/gulls", headers=red).status_code == 404


def test_asking_too_often_is_refused_with_the_time_to_come_again(filled: Archive) -> None:
    client = client_for(filled, requests_a_minute=2)
    codes = [client.get("/api/articles/bridge").status_code for _ in range(3)]
    assert codes == [200, 200, 429]
    refused = client.get("/api/articles/bridge")
    assert 1 <= int(refused.headers["retry-after"]) <= 61
    assert refused.json()["error"].startswith("More than 2 requests in a minute")
    assert client.get("/healthz").status_code == 200  # neither counts nor is refused


def test_files_and_health_do_not_count(filled: Archive) -> None:
    client = client_for(filled, requests_a_minute=1)
    for path in ("/healthz", "/page.css", "/page.js", "/widget.js", "/favicon.ico", "/assets/x/y.woff2", "/theme.css"):
        client.get(path)
    assert client.get("/api/articles/notes.js").status_code == 404  # an article, whatever its id looks like
    assert client.get("/api/articles/notes.js").status_code == 429


def test_wrong_keys_count(filled: Archive) -> None:
    client = client_for(filled, read_key="red ink", requests_a_minute=1)
    assert client.get("/api/stories", headers={"authorization": "Bearer a"}).status_code == 401
    assert client.get("/api/stories", headers={"authorization": "Bearer red ink"}).status_code == 429


@pytest.mark.parametrize(
    ("address", "client"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("fe80::1%eth0", "fe80::/64"),
        ("not:an:address", "not:an:address"),
    ],
)
def test_a_client_is_its_address_or_its_ipv6_network(address: str, client: str) -> None:
    assert client_of({"client": (address, 1)}) == client


def test_somebody_without_an_address_is_a_client_too() -> None:
    assert client_of({}) == "" == client_of({"client": None})


@pytest.mark.parametrize(
    "environment",
    [{READ_KEY: ""}, {INGEST_KEY: "  "}, {READ_KEY: "a\nb"}, {READ_KEY: " a"}, {READ_KEY: "ink", INGEST_KEY: "ink"}],
)
def test_keys_that_cannot_be_meant_are_refused(environment: dict[str, str]) -> None:
    with pytest.raises(DatelineError, match="DATELINE_"):
        Access.given(environment=environment)


def test_access_is_read_from_options_and_environment() -> None:
    access = Access.given([SITE, f"{SITE}/"], {READ_KEY: "red", INGEST_KEY: "black"})
    assert (access.origins, access.read_key, access.ingest_key) == ((SITE,), "red", "black")
    assert Access.given(environment={}) == Access()


def test_the_whole_web_is_behind_the_key_and_the_page_too(filled: Archive) -> None:
    from tests.ui.conftest import whole_web

    web: FastAPI = whole_web(filled, Access(read_key="red ink"))
    with TestClient(web, base_url="http://news.example") as client:
        for path in ("/", "/config", "/gradio_api/startup-events", "/theme.css", "/page.js", "/mcp"):
            assert client.get(path).status_code == 401, path
        assert client.post("/gradio_api/queue/join", json={}).status_code == 401
        page = client.get("/", auth=("anybody", "red ink"))
        assert page.status_code == 200 and BRIDGE["outlet"] in page.text
