"""Articles full of markup, through everything that shows them: nothing runs, loads, restyles or spoofs.

Page, reading view, archive page, widget and export are looked at in a real browser, beside a trap that nobody may call.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from markdown_it import MarkdownIt

from corpus.article import Article
from rag.archive import Archive
from tests.conftest import HashingEmbedder
from tests.ui.hostile import attacks
from tests.ui.visiting import Visit
from ui.access import Access
from ui.cards import reading_link
from ui.footnotes import footnoted
from ui.wording import wording

ACTIVE = (
    "script, img, style, iframe, object, embed, link, form, video, audio, meta, base, math, template, slot, "
    "dateline-chat, svg:not(.timeline > svg), a[href^='javascript' i], a[href^='data' i], [onerror], [onload], [style]"
)


class Hostile:
    """An archive in which every article attacks, served, with a trap beside it."""

    def __init__(self, archive: Archive, address: str, trap: str, called: list[str]) -> None:
        self.archive = archive
        self.address = address
        self.trap = trap
        self.called = called
        self.attacks = attacks(trap)

    def stored(self, n: int) -> Article:
        """The n-th article as it is stored."""
        return next(each for each in self.archive.store.versions() if each.id.startswith(f"hostile-{n} "))

    def question(self, n: int) -> str:
        """The question that the n-th article answers."""
        return f"How many gulls did the census count at {post(n)}?"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory, running_web: Any, trap_of: Any) -> Iterator[Hostile]:
    """Served to whoever asks from the trap's own origin, too, for the widget."""
    folder = tmp_path_factory.mktemp("hostile")
    with trap_of() as (trap, called), Archive.open(folder / "archive", embedder=HashingEmbedder()) as archive:
        lines = [json.dumps(article(n, attack)) + "\n" for n, attack in enumerate(attacks(trap))]
        file = folder / "hostile.jsonl"
        file.write_text("".join(lines), "utf-8")
        assert {each.status for each in archive.ingest([file])} == {"added"}
        access = Access(origins=(trap,), requests_a_minute=100_000)
        with running_web(archive, access) as address:
            yield Hostile(archive, address, trap, called)


def article(n: int, attack: str) -> dict[str, Any]:
    """An article that prints the attack in all its fields."""
    return {
        "id": f"hostile-{n} {attack}",
        "title": f"Gull census {attack}",
        "outlet": f"Gull {attack}",
        "authors": [f"G. {attack}"],
        "published": f"{2010 + n // 10}-01-02",  # stories of ten reports: one of all would be drawn under every answer
        "url": attack if ":" in attack else f"javascript:{attack}",
        "language": "en",
        "text": f"At {post(n)} the census counted {n + 100} gulls near {attack} on Monday.",
    }


def post(n: int) -> str:
    """A place of the n-th article and no other."""
    return f"Qu{'aeiou'[n // 17]}{'bcdfghjklmnpqrtvx'[n % 17]}ark"


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_there_are_enough_of_them() -> None:
    assert len(set(attacks("http://trap"))) >= 60


def test_on_the_page_they_are_only_text(visit: Callable[..., Visit], hostile: Hostile, caplog: Any) -> None:
    caplog.set_level(logging.DEBUG)
    opened, tried = visit(hostile.address), 0
    for n in range(len(hostile.attacks)):
        if n and n % 10 == 0:
            opened.page.click(".tools .begin")
        shown = opened.ask(hostile.question(n), n % 10 + 1).text_content()
        stored = hostile.stored(n)
        tried += stored.title in shown and stored.text in shown
        assert opened.page.query_selector_all(f".exchange :is({ACTIVE})") == [], hostile.attacks[n]
    opened.ask(hostile.attacks[8], len(hostile.attacks) % 10 + 1)
    opened.page.reload()
    opened.page.wait_for_selector(".exchange")
    assert opened.page.evaluate("window.ran") is None
    assert opened.outside() == [] and hostile.called == [] and opened.mishaps == []
    assert tried >= 60
    own = [record.getMessage() for record in caplog.records if record.name == "dateline"]
    assert not [line for line in own if "gull" in line.casefold()]


def test_in_the_reading_view_and_the_archive_page_they_are_only_text(
    visit: Callable[..., Visit], hostile: Hostile, chromium: Any
) -> None:
    context = chromium.new_context()
    page = context.new_page()
    requested: list[str] = []
    page.on("request", lambda request: requested.append(request.url))
    page.on("dialog", lambda dialog: dialog.dismiss())
    for stored in hostile.archive.store.versions():
        page.goto(f"{hostile.address}/{reading_link(stored.id, stored.version, [(0, len(stored.text))])}")
        shown, heading, title, active, ran = page.evaluate(
            """active => [document.querySelector("article").textContent, document.querySelector("h1").textContent,
                document.title, document.querySelectorAll(`main :is(${active})`).length, window.ran]""",
            ACTIVE,
        )
        assert squeezed(shown).count(squeezed(stored.text)) == 1
        assert (heading, title) == (stored.title, " ".join(stored.title.split()))
        assert (active, ran) == (0, None), stored.title
    for view in ("articles", "articles&page=2", "stories", "outlets"):
        page.goto(f"{hostile.address}/archive?view={view}")
        assert "Gull" in page.text_content("main")
        assert page.query_selector_all(f"main :is({ACTIVE.replace('form, ', '')})") == []
        assert page.evaluate("getComputedStyle(document.querySelector('main')).display") == "block"
    context.close()
    assert [url for url in requested if not url.startswith(hostile.address)] == [] and hostile.called == []


def test_in_the_widget_they_are_only_text(hostile: Hostile, chromium: Any) -> None:
    context = chromium.new_context(bypass_csp=True)
    page = context.new_page()
    requested: list[str] = []
    page.on("request", lambda request: requested.append(request.url))
    mishaps: list[str] = []
    page.on("pageerror", lambda error: mishaps.append(str(error)))
    page.on("dialog", lambda dialog: (mishaps.append(dialog.message), dialog.dismiss()))
    page.goto(f"{hostile.trap}/page")  # a page without any policy
    hostile.called.clear()
    page.set_content(
        f'<script src="{hostile.address}/widget.js" data-title="&lt;b>Ask&lt;/b>"></script>'
        f'<dateline-chat server="{hostile.address}"></dateline-chat>'
    )
    box, tried = page.locator("dateline-chat textarea"), 0
    for n in range(len(hostile.attacks)):
        box.fill(hostile.question(n))
        box.press("Enter")
        exchange = page.locator("dateline-chat .exchange").nth(n)
        exchange.locator(".source").first.wait_for(state="attached")
        stored, shown = hostile.stored(n), exchange.text_content()
        tried += squeezed(stored.text) in squeezed(shown) and stored.title in shown and (stored.outlet or "") in shown
        assert exchange.locator(ACTIVE.replace(", svg:not(.timeline > svg)", ", svg")).count() == 0, hostile.attacks[n]
    schemes = page.locator("dateline-chat a").evaluate_all("all => all.map(each => each.protocol)")
    assert page.evaluate("window.ran") is None and tried >= 60 and set(schemes) <= {"http:", "https:"}
    assert page.locator("dateline-corner .opener").text_content() == "<b>Ask</b>" and mishaps == []
    context.close()
    assert [url for url in requested if not url.startswith(hostile.address)] == [f"{hostile.trap}/page"]
    assert hostile.called == []


def test_in_an_export_they_are_only_text(hostile: Hostile, chromium: Any) -> None:
    answers = [hostile.archive.ask(hostile.question(n)) for n in range(len(hostile.attacks))]
    document = "\n".join(footnoted(n, answer, "", wording()) for n, answer in enumerate(answers))
    rendered = MarkdownIt("gfm-like", {"html": True, "linkify": False}).render(document)
    page = chromium.new_page()
    page.set_content(rendered)
    links = {each.get_attribute("href") for each in page.query_selector_all("a")}
    assert page.query_selector_all(f":is({ACTIVE.replace('style, ', '')})") == []
    assert links == {each.url for answer in answers for each in answer.citations if (each.url or "").startswith("http")}
    assert page.evaluate("window.ran") is None and hostile.called == []
    page.close()
