"""Answers taken along from the page: copied, downloaded, with their sources as footnotes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.ui.visiting import Visit

COST = "What did the Lantern Bridge cost?"
CUP = "Who won the Island Cup in 2018?"


def test_an_answer_is_copied_with_its_footnotes(visit: Callable[..., Visit], sample_address: str) -> None:
    opened = visit(sample_address)
    opened.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    exchange = opened.ask(COST)
    quote = exchange.query_selector("mark").text_content()
    opened.page.click("#q1 .copy")
    opened.page.wait_for_selector("#q1 .done:has-text('Copied.')")
    copied = opened.page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(f"## {COST}\n") and "[^1-1]: “" in copied
    assert quote[:40].split("$")[0] in copied.replace("\\", "")


def test_copying_works_without_a_clipboard_too(visit: Callable[..., Visit], sample_address: str) -> None:
    opened = visit(sample_address)
    opened.page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    opened.ask(COST)
    opened.page.click("#q1 .copy")
    assert "Copied." in opened.page.wait_for_selector("#q1 .done:not(:empty)").text_content()


def test_a_conversation_is_downloaded_as_one_document(
    visit: Callable[..., Visit], sample_address: str, tmp_path: Path
) -> None:
    opened = visit(sample_address)
    assert not opened.page.is_visible(".tools .download")
    opened.ask(COST)
    opened.ask(CUP, 2)
    with opened.page.expect_download() as download:
        opened.page.click(".tools .download")
    download.value.save_as(tmp_path / "dateline.md")
    text = (tmp_path / "dateline.md").read_text("utf-8")
    assert text.index(COST) < text.index("[^1-1]: ") < text.index(CUP) < text.index("[^2-1]: ")
