"""Everybody can use it: axe-core finds no serious fault on any page, light or dark, wide or narrow."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.ui.visiting import BOX

HURT = "How many people were hurt in the ferry accident at Skarra?"
UNSAID = "Which cheese does the astronaut Ulrike Vandermolen prefer?"


def serious(page: Any) -> list[str]:
    """What axe-core finds at the levels serious and critical: the rule, and the first element that breaks it."""
    found = Axe().run(page).response["violations"]
    return [
        f"{each['id']}: {each['nodes'][0]['html'][:300]}" for each in found if each["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_the_chat_page_before_and_after_answers(chromium: Any, sample_address: str, scheme: str, width: int) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    page.goto(sample_address)
    page.wait_for_selector(BOX)
    page.wait_for_selector(".tools .begin", state="attached")
    assert serious(page) == []
    for number, question in enumerate((HURT, UNSAID), 1):
        page.fill(BOX, question)
        page.press(BOX, "Enter")
        page.wait_for_selector(f"#q{number}:not([data-status=pending])")
    page.wait_for_selector("#q1 .timeline")
    page.click("#q1 [data-verdict=missed_something]")
    assert serious(page) == []
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_without_scripts(chromium: Any, sample: Any, sample_address: str, scheme: str) -> None:
    context = chromium.new_context(color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    cited = sample.ask(HURT).citations[0]
    addresses = [f"archive?view={view}" for view in ("articles", "stories", "outlets", "sources")]
    addresses += [f"read?article={cited.article_id}&mark={cited.start}-{cited.end}", "read?article=nobody", "docs"]
    for address in addresses:
        page.goto(f"{sample_address}/{address}")
        assert serious(page) == [], address
    context.close()
