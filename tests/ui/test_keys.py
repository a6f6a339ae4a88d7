"""A server with a read key, in a real browser: it asks for the key by itself, and the whole page works with it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import httpx

from rag.archive import Archive
from tests.ui.visiting import BOX
from ui.access import Access


def test_the_page_works_for_whoever_has_the_key_and_shows_nothing_to_others(
    chromium: Any, filled: Archive, running_web: Callable[..., AbstractContextManager[str]]
) -> None:
    with running_web(filled, Access(read_key="gull-census-17")) as address:
        for path in ("", "archive", "read?article=bridge", "api/search?query=bridge", "config", "metrics", "docs"):
            response = httpx.get(f"{address}/{path}")
            assert response.status_code == 401 and "Basic" in response.headers["www-authenticate"]
            assert "bridge" not in response.text.casefold()

        reader = chromium.new_context(http_credentials={"username": "anyone", "password": "gull-census-17"}).new_page()
        refused: list[str] = []
        reader.on("response", lambda each: refused.append(each.url) if each.status >= 400 else None)
        reader.goto(address)
        reader.fill(BOX, "Who opened the Cormorant Bridge?")
        reader.press(BOX, "Enter")
        assert "Wilhelmina Tarn" in reader.wait_for_selector("#q1:not([data-status=pending])").text_content()
        reader.click("#q1 [data-verdict=helpful]")
        reader.wait_for_selector("#q1 .done:has-text('Thank you')")
        reader.goto(f"{address}/archive?view=stories")
        reader.get_by_text("Ferry lane gives way").click()
        reader.wait_for_selector("article h1")
        # A browser brings a key only after it was asked for one.
        assert len(refused) <= 2, refused
        reader.context.close()
