from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import anyio
import httpx
import httpx2
import pytest
from mcp import Client
from mcp.client.streamable_http import streamable_http_client

from rag.archive import Archive
from tests.ui.conftest import api_alone, running
from ui.access import Access

QUESTION = "Who opened the Cormorant Bridge?"
SITE = "https://site.example"
ACCESS = Access(origins=(SITE,), read_key="red ink", requests_a_minute=1000).listening_on("127.0.0.1")
CALL = {"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {}}
HEADERS = {"accept": "application/json, text/event-stream", "authorization": "Bearer red ink"}

Talk = Callable[[Client], Awaitable[Any]]


@pytest.fixture
def address(filled: Archive) -> Iterator[str]:
    """A running server that listens on loopback and wants a key."""
    with running(filled, app=api_alone(filled, ACCESS)) as opened:
        yield opened


def talk(address: str, talk: Talk) -> Any:
    """What a conversation of the SDK's client with the server gives."""

    async def connected() -> Any:
        async with (
            httpx2.AsyncClient(headers={"authorization": "Bearer red ink"}, timeout=30) as http,
            Client(streamable_http_client(f"{address}/mcp", http_client=http)) as client,
        ):
            return await talk(client)

    with ThreadPoolExecutor(1) as thread:  # in the main one Playwright may keep a loop running
        return thread.submit(anyio.run, connected).result()


def test_the_sdks_client_searches_asks_and_reads(address: str, filled: Archive) -> None:
    async def all_three(client: Client) -> Any:
        tools = [tool.name for tool in (await client.list_tools()).tools]
        found = await client.call_tool("search", {"query": "Cormorant Bridge", "k": 1})
        asked = await client.call_tool("ask", {"question": QUESTION, "since": "2026"})
        read = await client.call_tool("read_article", {"article_id": found.structured_content["hits"][0]["article_id"]})
        return tools, found, asked, read

    tools, found, asked, read = talk(address, all_three)
    assert tools == ["search", "ask", "read_article"]
    assert [hit["article_id"] for hit in found.structured_content["hits"]] == ["bridge"]
    assert json.loads(asked.content[0].text) == asked.structured_content
    assert asked.structured_content["answer"] == filled.ask(QUESTION, since="2026").answer
    (cited,) = asked.structured_content["citations"]
    assert read.structured_content["text"][cited["start"] : cited["end"]] == cited["quote"]
    assert "source" not in read.structured_content


@pytest.mark.parametrize(
    ("tool", "arguments", "sentence"),
    [
        ("ask", {"question": "?!"}, "no words"),
        ("ask", {}, "question: Field required."),
        ("search", {"query": "bridge", "k": 0}, "k: "),
        ("search", {"query": "bridge", "since": "soon"}, "soon"),
        ("read_article", {"article_id": "nobody"}, "nobody"),
        ("remove", {"article_id": "bridge"}, "search, ask, read_article"),
    ],
)
def test_what_cannot_be_done_is_told_to_the_model_in_a_sentence(
    address: str, tool: str, arguments: dict[str, Any], sentence: str
) -> None:
    async def call(client: Client) -> Any:
        return await client.call_tool(tool, arguments)

    result = talk(address, call)
    assert result.is_error
    assert sentence in result.content[0].text


def test_a_fault_inside_is_told_without_its_detail(
    address: str, filled: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaking(*arguments: Any, **named: Any) -> None:
        raise RuntimeError("secret detail")

    for name, tool, arguments in (
        ("stream", "ask", {"question": QUESTION}),
        ("search", "search", {"query": "bridge"}),
        ("article", "read_article", {"article_id": "bridge"}),
    ):
        monkeypatch.setattr(filled, name, breaking)

        async def call(client: Client, tool: str = tool, arguments: dict[str, Any] = arguments) -> Any:
            return await client.call_tool(tool, arguments)

        result = talk(address, call)
        assert result.is_error and result.content[0].text.startswith("Something failed inside")


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"authorization": ""}, 401),
        ({"origin": SITE}, 200),
        ({"origin": "https://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"host": "evil.example"}, 421),
        ({"host": "evil.example", "origin": "http://evil.example"}, 421),
        ({"host": "localhost:7860", "origin": "http://localhost:7860"}, 200),
        ({"host": "site.example", "origin": SITE}, 200),
        ({"host": "[::1]:7860", "origin": "http://[::1]:7860"}, 200),
    ],
)
def test_the_sdks_own_protection_agrees_with_access(address: str, headers: dict[str, str], status: int) -> None:
    response = httpx.post(f"{address}/mcp", json=CALL, headers={**HEADERS, **headers})
    assert response.status_code == status, response.text
    if status == 200:
        assert len(response.json()["result"]["tools"]) == 3


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"7", b'{"jsonrpc": "2.0"}', b"\xff", b"x" * 70_000])
def test_what_is_no_message_is_refused(address: str, body: bytes) -> None:
    response = httpx.post(f"{address}/mcp", content=body, headers={**HEADERS, "content-type": "application/json"})
    assert 400 <= response.status_code < 500
    assert "Traceback" not in response.text
