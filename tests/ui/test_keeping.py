"""Conversations in the browser: they outlive the page and the server, and nobody else has them."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest

from rag.archive import Archive
from tests.ui.visiting import BOX, Visit

COST = "What did the Lantern Bridge cost?"
CUP = "Who won the Island Cup in 2018?"


def asked(visit: Visit) -> list[str]:
    return [each.text_content() for each in visit.page.query_selector_all(".asked")]


def again(visit: Visit) -> None:
    visit.page.reload()
    visit.page.wait_for_function("window.dateline")
    visit.page.wait_for_selector("#tools .tools", state="attached")
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
    assert page.evaluate("document.activeElement.tagName") == "TEXTAREA"  # what had the focus is gone
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
    assert "keeps nothing" in opened.page.wait_for_selector("#ask .problem").text_content()
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
    said = opened.page.wait_for_selector("#ask .problem", timeout=20_000).text_content()
    assert "cannot be reached" in said
    assert opened.page.input_value(BOX) == CUP and asked(opened) == [COST]


def test_what_was_typed_outlives_a_page_loaded_again_and_a_lost_question_is_said(
    visit: Callable[..., Visit], sample: Archive, sample_address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = visit(sample_address)
    page = opened.page
    page.wait_for_selector("#tools .tools", state="attached")
    opened.ask(COST)
    page.keyboard.type("Who wo")
    again(opened)
    page.wait_for_function(f"document.querySelector('{BOX}').value === 'Who wo'")
    gate = threading.Event()
    asked_of = sample.stream
    monkeypatch.setattr(sample, "stream", lambda *args, **more: (gate.wait(30), asked_of(*args, **more))[1])
    page.fill(BOX, CUP)
    page.press(BOX, "Enter")
    page.wait_for_selector("#q2[data-status=pending]")
    again(opened)
    gate.set()
    assert "loaded again" in page.wait_for_selector("#ask .problem").text_content()
    assert page.input_value(BOX) == CUP and asked(opened) == [COST]


def test_an_answer_is_kept_in_its_own_conversation_where_another_was_begun_meanwhile(
    visit: Callable[..., Visit], sample: Archive, sample_address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = visit(sample_address)
    page = opened.page
    opened.ask(COST)
    gate = threading.Event()
    asked_of = sample.stream
    monkeypatch.setattr(sample, "stream", lambda *args, **more: (gate.wait(30), asked_of(*args, **more))[1])
    page.fill(BOX, CUP)
    page.press(BOX, "Enter")
    page.wait_for_selector("#q2[data-status=pending]")
    page.click(".tools .begin")
    page.fill(BOX, "Who opened the bridge?")
    page.press(BOX, "Enter")
    page.wait_for_selector("#ask .problem:has-text('One answer at a time')")
    gate.set()
    page.wait_for_selector("#ask .problem", state="detached")
    page.press(BOX, "Enter")
    opened.answered(1)
    assert asked(opened) == ["Who opened the bridge?"]
    page.click(".tools .earlier summary")
    page.click(".earlier .reopen")
    assert asked(opened) == [COST, CUP]


def test_two_tabs_that_go_on_with_one_conversation_lose_nothing(
    visit: Callable[..., Visit], sample_address: str
) -> None:
    first = visit(sample_address)
    first.ask(COST)
    with first.page.context.expect_page() as opened:  # which takes the tab's own storage along
        first.page.evaluate("void window.open(location.href)")
    second = opened.value
    second.wait_for_selector("#q1")
    second.wait_for_selector(BOX)
    second.fill(BOX, CUP)
    second.press(BOX, "Enter")
    second.wait_for_selector("#q2:not([data-status=pending])")
    first.ask("Who opened the bridge?", 2)
    second.reload()
    second.wait_for_selector("#q2")
    again(first)
    first.page.wait_for_selector("#q2")
    assert asked(first) == [COST, "Who opened the bridge?"]
    assert second.locator(".asked").all_text_contents() == [COST, CUP]


def test_a_long_conversation_in_a_long_script_can_be_asked_on(visit: Callable[..., Visit], sample_address: str) -> None:
    opened = visit(sample_address)
    opened.ask(COST)
    opened.page.wait_for_selector("#q1 .timeline, #q1 .follow-ups")
    opened.page.evaluate(
        """() => {
            const key = Object.keys(localStorage).find((each) => each.includes("conversation:"));
            const kept = JSON.parse(localStorage[key]);
            const long = { question: "Кто ".repeat(500), said: "м" + "🌉".repeat(3000) }; // halved by 4000
            kept.exchanges = [...Array(10).keys()].map((n) => (
                { ...long, number: n + 1, html: kept.exchanges[0].html.replaceAll("q1", `q${n + 1}`) }));
            localStorage[key] = JSON.stringify(kept);
        }"""
    )
    again(opened)
    opened.page.wait_for_selector("#q10")
    opened.ask(CUP, 11)


def test_a_question_in_the_address_is_written_and_not_asked(visit: Callable[..., Visit], sample_address: str) -> None:
    opened = visit(f"{sample_address}/?q=Who+opened+the+bridge%3F")
    opened.page.wait_for_function(f"document.querySelector('{BOX}').value === 'Who opened the bridge?'")
    assert asked(opened) == []
    opened.page.press(BOX, "Enter")
    opened.answered(1)
    again(opened)
    opened.page.wait_for_selector("#q1")
    assert opened.page.input_value(BOX) == ""


def test_follow_ups_are_asked_on_a_click_and_answered(visit: Callable[..., Visit], sample_address: str) -> None:
    opened = visit(sample_address)
    opened.ask(CUP)
    button = opened.page.wait_for_selector("#q1 .follow-up")
    suggested = button.text_content()
    opened.page.fill(BOX, "Who wo")
    button.click()
    exchange: Any = opened.answered(2)
    assert asked(opened) == [CUP, suggested] and exchange.get_attribute("data-status") == "answered"
    assert opened.page.input_value(BOX) == "Who wo"
