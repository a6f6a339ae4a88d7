"""Conversations in the browser: they outlive the page and the server, and nobody else has them."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from rag.archive import Archive
from tests.ui.visiting import BOX, Visit

COST = "What did the Lantern Bridge cost?"
CUP = "Who won the Island Cup in 2018?"


def asked(visit: Visit) -> list[str]:
    return [each.text_content() for each in visit.page.query_selector_all(".asked")]


def again(visit: Visit) -> None:
    visit.page.reload()
    visit.page.wait_for_selector("#tools .tools")
    visit.page.wait_for_selector(BOX)


def test_a_page_loaded_again_goes_on_with_its_conversation(visit: Callable[..., Visit], sample_address: str) -> None:
    opened = visit(sample_address)
    opened.ask(COST)
    opened.page.wait_for_selector("#q1 .timeline, #q1 .follow-ups")
    again(opened)
    opened.page.wait_for_selector("#q1")
    assert asked(opened) == [COST] and not opened.page.is_visible("#examples")
    assert "Read as: Who opened the Lantern Bridge?" in opened.ask("And who opened it?", 2).text_content()
    opened.page.hover("#q1 .marker >> nth=0")
    assert opened.page.locator("#q1 .source.lit").count() == 1


def test_conversations_are_listed_opened_again_and_deleted(visit: Callable[..., Visit], sample_address: str) -> None:
    opened = visit(sample_address)
    page = opened.page
    opened.ask(COST)
    page.click(".tools .begin")
    assert asked(opened) == [] and page.is_visible("#welcome")
    opened.ask(CUP)
    page.click(".tools .earlier summary")
    assert page.locator(".earlier .reopen").all_text_contents() == [COST]
    page.click(".earlier .reopen")
    assert asked(opened) == [COST]
    assert "Read as" in opened.ask("And who opened it?", 2).text_content()
    page.click(".tools .earlier summary")
    page.click(".earlier .delete")
    assert page.locator(".earlier .reopen").count() == 0
    again(opened)
    assert asked(opened) == [COST, "And who opened it?"]
    opened.ask(CUP, 3)
    page.click(".tools .begin")
    page.click(".tools .earlier summary")
    page.keyboard.press("Escape")
    assert not page.is_visible(".earlier .list")
    page.click(".tools .earlier summary")
    page.click(".tools .delete-all")
    assert page.evaluate("Object.keys(localStorage).filter(key => key.includes('conversation')).length") == 0


def test_a_new_tab_begins_anew_and_finds_the_earlier_ones(visit: Callable[..., Visit], sample_address: str) -> None:
    first = visit(sample_address)
    first.ask(COST)
    other = Visit(first.page.context.new_page(), sample_address)
    other.page.wait_for_selector(".tools .earlier:not([hidden])")
    assert asked(other) == [] and other.page.locator(".earlier .reopen").all_text_contents() == [COST]
    assert visit(sample_address).page.locator(".earlier .reopen").count() == 0


def test_a_full_or_forbidden_storage_is_said_and_the_answer_stands(
    visit: Callable[..., Visit], sample_address: str
) -> None:
    opened = visit(sample_address)
    opened.page.evaluate("void (Storage.prototype.setItem = () => { throw new DOMException('', 'SecurityError') })")
    opened.ask(COST)
    assert "keeps nothing" in opened.page.wait_for_selector(".fault").text_content()
    assert opened.mishaps == []


def test_what_somebody_else_wrote_into_the_storage_does_no_harm(
    visit: Callable[..., Visit], sample_address: str
) -> None:
    opened = visit(sample_address)
    opened.page.evaluate(
        "for (const odd of ['', 'null', '[]', '{', '{\"exchanges\": 3}', '7'])"
        " localStorage.setItem('dateline:/:conversation:' + Math.random(), odd)"
    )
    again(opened)
    opened.ask(COST)
    assert asked(opened) == [COST] and opened.mishaps == []


def test_a_server_that_is_gone_is_said_and_the_question_is_kept(
    visit: Callable[..., Visit], running_web: Callable[[Archive], AbstractContextManager[str]], sample: Archive
) -> None:
    with running_web(sample) as address:
        opened = visit(address)
        opened.ask(COST)
    opened.page.fill(BOX, CUP)
    opened.page.press(BOX, "Enter")
    said = opened.page.wait_for_selector(".fault", timeout=20_000).text_content()
    assert "cannot be reached" in said
    assert opened.page.input_value(BOX) == CUP and asked(opened) == [COST]


def test_a_question_in_the_address_is_written_and_not_asked(visit: Callable[..., Visit], sample_address: str) -> None:
    opened = visit(f"{sample_address}/?q=Who+opened+the+bridge%3F")
    opened.page.wait_for_function(f"document.querySelector('{BOX}').value === 'Who opened the bridge?'")
    assert asked(opened) == []


def test_follow_ups_are_asked_on_a_click_and_answered(visit: Callable[..., Visit], sample_address: str) -> None:
    opened = visit(sample_address)
    opened.ask(CUP)
    button = opened.page.wait_for_selector("#q1 .follow-up")
    suggested = button.text_content()
    button.click()
    exchange: Any = opened.answered(2)
    assert asked(opened) == [CUP, suggested] and exchange.get_attribute("data-status") == "answered"
