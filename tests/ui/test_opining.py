"""What a reader says of an answer, said on the page and kept in the archive."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

from rag.archive import Archive
from rag.verdicts import export_verdicts
from tests.ui.visiting import Visit

Running = Callable[[Archive], AbstractContextManager[str]]
WHO = "Who opened the Cormorant Bridge?"


def test_a_verdict_with_its_reason_reaches_the_archive(
    visit: Callable[..., Visit], running_web: Running, filled: Archive
) -> None:
    with running_web(filled) as address:
        opened = visit(address)
        page = opened.page
        opened.ask(WHO)
        page.click("#q1 [data-verdict=helpful]")
        page.wait_for_selector("#q1 .done:has-text('Thank you')")
        assert page.get_attribute("#q1 [data-verdict=helpful]", "aria-pressed") == "true"
        page.click("#q1 [data-verdict=wrong_citation]")
        page.fill("#q1 .reason textarea", "The mayor has another name.")
        page.click("#q1 .reason button[type=submit]")
        page.wait_for_selector("#q1 [data-verdict=wrong_citation][aria-pressed=true]")
        assert page.get_attribute("#q1 [data-verdict=helpful]", "aria-pressed") == "false"
        page.reload()
        page.wait_for_selector("#q1 [data-verdict=wrong_citation][aria-pressed=true]")
        page.click("#q1 [data-verdict=missed_something]")
        page.keyboard.press("Escape")
        assert not page.query_selector("#q1 .reason")
        assert page.evaluate("document.activeElement.dataset.verdict") == "missed_something"
    (line,) = export_verdicts(filled.store)
    assert (line["kind"], line["question"], line["reason"]) == ("wrong_citation", WHO, "The mayor has another name.")
    assert line["cited"]["articles"] == ["bridge"]


def test_a_verdict_that_cannot_be_kept_is_said_to_be_lost(
    visit: Callable[..., Visit], running_web: Running, filled: Archive
) -> None:
    with running_web(filled) as address:
        opened = visit(address)
        opened.ask(WHO)
        filled.remove("bridge")
        opened.page.click("#q1 [data-verdict=helpful]")
        opened.page.wait_for_selector("#q1 .done:has-text('could not be kept')")
        assert opened.page.get_attribute("#q1 [data-verdict=helpful]", "aria-pressed") == "false"
