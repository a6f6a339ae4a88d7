from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import pytest
from fastapi.testclient import TestClient

from rag.archive import Archive
from tests.ui.conftest import api_alone, running
from ui.access import Access
from ui.reference import render_reference


def test_every_route_has_a_section_with_an_example(filled: Archive) -> None:
    app = api_alone(filled, Access(ingest_key="ink"))
    document = app.openapi()
    page = TestClient(app).get("/docs").text
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            assert f'<span class="method">{method.upper()}</span> <code>{path}</code>' in page
            assert operation["description"]
    assert page.count("<pre") >= 2 * len(document["paths"]) - 6


def test_every_route_has_examples_in_the_document(filled: Archive) -> None:
    document = api_alone(filled, Access(ingest_key="ink")).openapi()
    schemas = document["components"]["schemas"]

    def has_example(content: dict[str, Any]) -> bool:
        schema = content.get("schema", {})
        inner = [schema, *schema.get("anyOf", [])]
        named = [schemas[each["$ref"].rpartition("/")[2]] for each in inner if "$ref" in each]
        return "example" in content or any(each.get("examples") for each in named)

    for path, operations in document["paths"].items():
        for operation in operations.values():
            assert all(map(has_example, operation["responses"]["200"]["content"].values())), path
            assert all(map(has_example, operation.get("requestBody", {}).get("content", {}).values())), path
            for parameter in operation.get("parameters", []):
                if parameter.get("required") and parameter["in"] == "query":
                    assert parameter["schema"].get("examples"), path


def test_what_stands_in_the_document_is_text() -> None:
    operation = {
        "description": "<script>x</script>",
        "responses": {"200": {"description": "", "content": {"text/<b>": {"example": "<img src=x onerror=y>"}}}},
    }
    page = render_reference({"paths": {"/<i>": {"get": operation}}})
    for element in ("<script", "<b>", "<img", "<i>"):
        assert element not in page


@pytest.mark.parametrize("width", [390, 1280])
def test_the_page_opens_in_a_browser_and_asks_nobody_else(filled: Archive, chromium: Any, width: int) -> None:
    with running(filled, app=api_alone(filled, Access(ingest_key="ink"))) as address:
        page = chromium.new_page(viewport={"width": width, "height": 800})
        requested: list[str] = []
        complaints: list[str] = []
        page.on("request", lambda request: requested.append(request.url))
        page.on("console", lambda message: complaints.append(message.text))
        page.goto(f"{address}/docs")
        page.get_by_role("link", name="POST /api/ask").click()
        assert page.get_by_role("heading", name="POST /api/ask").is_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert {urlsplit(url).netloc for url in requested} == {urlsplit(address).netloc}
        # Chromium asks for an icon by itself; api_alone has none.
        assert [each for each in complaints if "404" not in each] == []
        page.close()
