"""The page in a real Chromium: what a reader does, sees, and is protected from."""

from __future__ import annotations

import html
import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest

from rag.archive import Archive
from tests.rag.test_stories import OLD, TOLD
from tests.ui.visiting import BOX, Visit
from ui.filters import outlet_choices

Running = Callable[[Archive], AbstractContextManager[str]]

HURT = "How many people were hurt in the ferry accident at Skarra?"
CUP = "Who won the Island Cup in 2018?"
UNSAID = "Which cheese does the astronaut Ulrike Vandermolen prefer?"


def test_an_answer_shows_the_stored_words_marked_in_their_paragraph(
    visit: Callable[..., Visit], sample: Archive, sample_address: str
) -> None:
    exchange = visit(sample_address).ask(HURT)
    own = sample.ask(HURT)
    assert exchange.get_attribute("data-status") == own.status != "not_found"
    marks = [mark.text_content() for mark in exchange.query_selector_all("mark")]
    assert marks == [each.quote for each in own.citations] and marks
    for cited, quote in zip(own.citations, exchange.query_selector_all("blockquote"), strict=True):
        stored = sample.article(cited.article_id, cited.version).text
        assert stored[cited.start : cited.end] == cited.quote
        assert quote.text_content().strip("… ") in stored
    said = {
        each.query_selector("span").text_content(): [m.text_content() for m in each.query_selector_all(".marker")]
        for each in exchange.query_selector_all(".said")
    }
    assert said == {each.text: [f"[{n}]" for n in each.citations] for each in own.sentences}
    byline = exchange.query_selector(".byline").text_content()
    assert own.citations[0].outlet in byline and "November 2019" in byline


def test_what_the_articles_do_not_say_is_said_in_one_sentence(
    visit: Callable[..., Visit], sample: Archive, sample_address: str
) -> None:
    exchange = visit(sample_address).ask(UNSAID)
    own = sample.ask(UNSAID)
    assert own.status == "not_found"
    said = exchange.query_selector(".not-found").text_content()
    assert said == own.answer and said.startswith("The collection does not say.")
    assert len(exchange.query_selector_all(".source")) == len(own.nearest)


def test_filters_restrict_the_sources(visit: Callable[..., Visit], sample_address: str) -> None:
    opened = visit(sample_address)
    page = opened.page
    page.fill("#period input", "until June 2014")
    page.press("#period input", "Enter")
    page.click("#outlets input")
    page.get_by_role("option", name="The Port Tamsin Ledger (2)").click()
    page.press("#outlets input", "Escape")
    exchange = opened.ask("Who opened the bridge over Quill Sound?")
    bylines = [each.text_content() for each in exchange.query_selector_all(".byline")]
    named = [each for each in bylines if "from the same article" not in each]
    assert named
    assert all("The Port Tamsin Ledger" in each and ("2014" in each or "2013" in each) for each in named)
    assert exchange.query_selector(".scope").text_content() == "until June 2014, The Port Tamsin Ledger"


def test_a_date_that_is_none_and_an_empty_question_get_a_sentence_and_keep_what_was_typed(
    visit: Callable[..., Visit], sample_address: str
) -> None:
    opened = visit(sample_address)
    opened.page.press(BOX, "Enter")
    assert "no words" in opened.page.wait_for_selector("#ask .problem").text_content()
    opened.page.fill("#period input", "soon")
    opened.page.press("#period input", "Enter")
    opened.page.fill(BOX, HURT)
    opened.page.press(BOX, "Enter")
    opened.page.wait_for_selector("#ask .problem:has-text('soon')")
    assert opened.page.input_value(BOX) == HURT
    assert not opened.page.query_selector(".exchange")
    opened.page.fill("#period input", "")
    opened.page.press("#period input", "Enter")
    opened.page.press(BOX, "Enter")
    opened.answered(1)
    assert not opened.page.query_selector("#ask .problem")


def test_examples_are_answered_and_earlier_questions_stay_above(
    visit: Callable[..., Visit], sample_address: str
) -> None:
    opened = visit(sample_address)
    example = opened.page.wait_for_selector("#examples button")
    asked = example.text_content().strip()
    example.click()
    first = opened.answered(1)
    assert first.query_selector(".asked").text_content() == asked
    assert first.get_attribute("data-status") != "not_found"
    opened.ask(HURT, 2)
    assert [each.text_content() for each in opened.page.query_selector_all(".asked")] == [asked, HURT]


def test_each_answer_comes_into_view_and_a_reader_who_scrolled_away_is_left_alone(
    visit: Callable[..., Visit], sample: Archive, sample_address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = visit(sample_address)
    opened.ask(HURT)
    opened.ask("Who opened the bridge?", 2)
    top = opened.page.evaluate("document.querySelector('#q2').getBoundingClientRect().top")
    assert -1 < top < 200
    gate = threading.Event()
    asked = sample.stream
    monkeypatch.setattr(sample, "stream", lambda *args, **more: (gate.wait(30), asked(*args, **more))[1])
    opened.page.fill(BOX, CUP)
    opened.page.press(BOX, "Enter")
    opened.page.wait_for_selector("#q3[data-status=pending]")
    opened.page.evaluate("window.scrollTo(0, 40)")
    gate.set()
    opened.answered(3)
    assert opened.page.evaluate("window.scrollY") == 40


def test_what_is_typed_or_asked_while_an_answer_is_on_its_way_stays_in_the_box(
    visit: Callable[..., Visit], sample: Archive, sample_address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = threading.Event()
    asked = sample.stream
    monkeypatch.setattr(sample, "stream", lambda *args, **more: (gate.wait(30), asked(*args, **more))[1])
    opened = visit(sample_address)
    page = opened.page
    page.fill(BOX, HURT)
    for _ in range(5):  # an impatient finger
        page.press(BOX, "Enter")
    page.wait_for_selector("#q1[data-status=pending]")
    page.fill(BOX, CUP)
    page.press(BOX, "Enter")
    assert "One answer at a time" in page.wait_for_selector("#ask .problem").text_content()
    gate.set()
    opened.answered(1)
    assert page.input_value(BOX) == CUP and not page.query_selector("#ask .problem")
    page.press(BOX, "Enter")
    opened.answered(2)
    assert [each.text_content() for each in page.query_selector_all(".asked")] == [HURT, CUP]
    assert opened.mishaps == []


def test_the_same_refusal_twice_is_said_twice(visit: Callable[..., Visit], sample_address: str) -> None:
    opened = visit(sample_address)
    for _ in range(2):
        opened.page.fill(BOX, "??")
        opened.page.press(BOX, "Enter")
        opened.page.wait_for_selector("#ask .problem:has-text('no words')")
        assert opened.page.input_value(BOX) == "??"
        opened.page.evaluate("document.querySelector('#ask .problem').remove()")
    opened.ask(CUP)


def test_a_question_that_comes_too_soon_is_said_to_be_and_kept(
    visit: Callable[..., Visit], running_web: Callable[..., AbstractContextManager[str]], filled: Archive
) -> None:
    from ui.access import Access

    with running_web(filled, Access(requests_a_minute=2)) as address:  # the page itself makes them
        opened = visit(address)
        opened.page.wait_for_selector("#period input[placeholder=any]")
        opened.page.fill(BOX, HURT)
        opened.page.press(BOX, "Enter")
        assert "was not answered" in opened.page.wait_for_selector("#ask .problem").text_content()
        assert opened.page.input_value(BOX) == HURT


def test_an_answer_that_gradios_stream_was_closed_over_comes_all_the_same(
    visit: Callable[..., Visit], sample_address: str
) -> None:
    opened = visit(sample_address)
    over = "performance.getEntriesByType('resource').some(each => each.name.includes('/queue/data'))"
    opened.page.wait_for_function(over)  # the stream that greeted
    closed = (
        'data: {"msg": "close_stream"}\n\n'  # as where the server found nothing left to send and was asked just then
    )
    opened.page.route(
        "**/queue/data*", lambda route: route.fulfill(body=closed, content_type="text/event-stream"), times=1
    )
    opened.ask(CUP)
    assert sum("/queue/data" in each for each in opened.requested) >= 2
    assert opened.mishaps == [] and not opened.page.query_selector("#ask .problem")


def test_a_question_that_nobody_takes_is_given_back_in_the_end(
    visit: Callable[..., Visit], sample_address: str
) -> None:
    opened = visit(sample_address)
    opened.page.wait_for_selector("#period input[placeholder=any]")
    opened.page.route("**/queue/join*", lambda route: None)  # it never arrives, and nothing fails
    opened.page.clock.install()
    opened.page.fill(BOX, CUP)
    opened.page.press(BOX, "Enter")
    opened.page.wait_for_function(f"document.querySelector('{BOX}').value === ''")
    opened.page.clock.fast_forward(60_000)
    opened.page.wait_for_timeout(300)
    assert not opened.page.query_selector("#ask .problem")  # others may be before it
    opened.page.clock.fast_forward(120_000)
    assert "was not answered" in opened.page.wait_for_selector("#ask .problem").text_content()
    assert opened.page.input_value(BOX) == CUP


def test_a_visit_the_server_has_forgotten_goes_on(
    visit: Callable[..., Visit], running_web: Running, filled: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.page.VISITS_KEPT", 1)
    with running_web(filled) as address:
        first = visit(address)
        first.page.click("#outlets input")
        first.page.get_by_role("option", name="Saltmarsh Courier").click()
        first.page.press("#outlets input", "Escape")
        first.page.wait_for_selector("#outlets .token")
        visit(address).ask("Who opened the bridge?")
        exchange = first.ask("Why was the footbridge closed?")
        assert exchange.query_selector(".scope").text_content() == "Saltmarsh Courier"
        assert "inspector" in exchange.query_selector(".told").text_content()


def test_no_more_visits_are_remembered_than_said(web: Any) -> None:
    from ui.page import VISITS_KEPT

    capacities = [
        route.app.state_holder.capacity
        for route in web.routes
        if hasattr(route, "app") and hasattr(route.app, "state_holder")
    ]
    assert capacities == [VISITS_KEPT]


def test_an_outlet_without_an_article_in_the_period_stays_chosen_and_is_asked_with(
    visit: Callable[..., Visit], sample_address: str
) -> None:
    opened = visit(sample_address)
    page = opened.page
    page.click("#outlets input")
    page.get_by_role("option", name="The Quill Sound Gazette").click()
    page.press("#outlets input", "Escape")
    page.fill("#period input", "2024")
    page.press("#period input", "Enter")
    page.wait_for_selector("#outlets .token:has-text('The Quill Sound Gazette (0)')")
    exchange = opened.ask(CUP)
    assert exchange.query_selector(".scope").text_content() == "2024, The Quill Sound Gazette"
    assert exchange.get_attribute("data-status") == "not_found"


def test_filters_and_language_do_not_wait_for_a_script_that_comes_late(chromium: Any, sample_address: str) -> None:
    context = chromium.new_context(locale="de-DE")
    page = context.new_page()
    page.route("**/page.js", lambda route: (time.sleep(1), route.continue_()))
    opened = Visit(page, sample_address)
    page.wait_for_selector("#welcome:has-text('Fragen Sie, was in den Artikeln steht.')")
    page.wait_for_selector("#period input[placeholder=alle]")
    page.click("#outlets input")
    page.get_by_role("option", name="The Quill Sound Gazette").wait_for()
    page.keyboard.press("Escape")
    opened.ask(CUP)
    context.close()


def test_a_reader_quicker_than_the_page_keeps_what_was_chosen_and_the_place_it_was_chosen_in(
    chromium: Any, sample_address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def late(archive: Archive, since: str | None, until: str | None, *others: Any) -> Any:
        time.sleep(0 if until else 0.5)  # the counts that every visit begins with
        return outlet_choices(archive, since, until, *others)

    monkeypatch.setattr("ui.page.outlet_choices", late)
    context = chromium.new_context()
    page = context.new_page()
    page.route("**/page.js", lambda route: (time.sleep(0.5), route.continue_()))
    Visit(page, sample_address)
    page.fill("#period input", "until June 2014")
    page.press("#period input", "Enter")
    page.click("#outlets input")
    page.get_by_role("option", name="The Port Tamsin Ledger (2)").wait_for()
    page.wait_for_selector("#outlets input[placeholder=any]")  # page.js is there
    page.wait_for_timeout(300)
    assert page.evaluate("document.activeElement.closest('#outlets') !== null")
    page.get_by_role("option", name="The Port Tamsin Ledger (2)").click()
    context.close()


def test_a_follow_up_is_read_with_the_visitors_own_conversation(
    visit: Callable[..., Visit], sample_address: str
) -> None:
    one, other = visit(sample_address), visit(sample_address)
    one.ask("What did the Lantern Bridge cost?")
    other.ask(CUP)
    exchange = one.ask("And who opened it?", 2)
    assert "Read as: Who opened the Lantern Bridge?" in exchange.text_content()
    assert "Read as" not in one.page.text_content("#q1")
    assert "Lantern Bridge" not in other.ask("When was that?", 2).query_selector(".told").text_content()
    alone = visit(sample_address).ask("And who opened it?")
    assert "Read as" not in alone.text_content()


def test_a_storys_reports_are_drawn_and_light_their_sources(
    visit: Callable[..., Visit], sample: Archive, sample_address: str
) -> None:
    question = "What did Obama and Putin agree on Syria in July 2016?"
    reports = sample.timeline(sample.ask(question))
    assert len(reports) > 1
    opened = visit(sample_address, width=390)
    opened.ask(question)
    opened.page.wait_for_selector("#q1 .timeline")
    timeline = opened.page.locator("#q1 .timeline")
    timeline.wait_for()
    assert timeline.locator("circle").count() == len([each for each in reports if each.published])
    timeline.locator("summary").click()
    listed = timeline.locator("li").all_text_contents()
    assert [each.title in said for each, said in zip(reports, listed, strict=True)] == [True] * len(reports)
    timeline.locator("circle.quoted").first.hover()
    assert opened.page.locator("#q1 .marker.lit").count()
    assert opened.page.evaluate("document.documentElement.scrollWidth") == 390
    assert opened.mishaps == []


def test_a_question_whose_conversation_cannot_be_read_is_refused_in_the_readers_words(
    visit: Callable[..., Visit], sample_address: str
) -> None:
    opened = visit(sample_address, locale="de-DE")
    opened.page.wait_for_function("window.dateline")  # page.js may come after the box
    opened.page.evaluate("""() => {
        const asking = dateline.asking;
        dateline.asking = (question) => {
            const sent = JSON.parse(asking(question));
            return JSON.stringify({ ...sent, history: Array(41).fill({ role: "user", content: 'a "attempt": "b"' }) });
        };
    }""")
    opened.page.fill(BOX, HURT)
    opened.page.press(BOX, "Enter")
    said = opened.page.wait_for_selector("#ask .problem").text_content()
    assert said.startswith("Was dieser Browser vom Gespräch mitschickte, ist nicht zu lesen.")
    assert opened.page.input_value(BOX) == HURT
    assert not opened.page.query_selector(".exchange")


def test_an_answer_does_not_wait_for_stories_and_stands_without_them(
    archive: Archive, write_jsonl: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    from ui.asking import Asking
    from ui.limits import Places
    from ui.metrics import Metrics
    from ui.page import Answerer

    places = Places(4, 16)
    answerer = Answerer(archive, Asking(archive, places, Metrics(archive, places)))

    list(archive.ingest([write_jsonl(OLD, TOLD)]))
    question = "What did Ilse Quern and Bo Tarrant agree on at the Skerry islands?"

    *_, (exchange, latest) = answerer.reply(question, "", [], '{"attempt": "a"}')
    assert latest is not None and "timeline" not in exchange
    assert html.unescape(answerer.add(latest, "")).count("<circle") == 2
    monkeypatch.setattr(archive, "timeline", lambda answer: 1 / 0)
    assert "timeline" not in answerer.add(latest, "")


def test_a_busy_server_looks_for_no_questions_that_nobody_asked(sample: Archive) -> None:
    from ui.asking import Asking
    from ui.limits import Places
    from ui.metrics import Metrics
    from ui.page import Answerer

    places = Places(4, 4)
    answerer = Answerer(sample, Asking(sample, places, Metrics(sample, places)))
    *_, (_, latest) = answerer.reply("Who won the Island Cup in 2018?", "", [], '{"attempt": "a"}')
    assert "follow-up" in answerer.add(latest, "")
    with places.taken_by("one"), places.taken_by("another"):
        assert "follow-up" not in answerer.add(latest, "")


def test_the_next_question_need_not_wait_for_what_is_added(
    visit: Callable[..., Visit], sample: Archive, sample_address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = threading.Event()
    timeline = sample.timeline
    monkeypatch.setattr(sample, "timeline", lambda answer: (gate.wait(30), timeline(answer))[1])
    opened = visit(sample_address)
    opened.ask(HURT)
    opened.ask(CUP, 2)
    gate.set()
    opened.page.wait_for_selector("#q1 .timeline")
    assert len(opened.page.query_selector_all(".exchange")) == 2


def test_the_keyboard_alone_asks_and_reaches_every_source(visit: Callable[..., Visit], sample_address: str) -> None:
    opened = visit(sample_address)
    page = opened.page
    page.wait_for_function(f"document.activeElement === document.querySelector('{BOX}')")
    page.keyboard.type(HURT)
    page.keyboard.press("Enter")
    opened.answered(1)
    focused: list[str] = []
    for _ in range(40):
        page.keyboard.press("Shift+Tab")
        focused.append(page.evaluate("document.activeElement.className"))
        if "marker" in focused[-1]:
            break
    assert "marker" in focused[-1]
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    number = page.evaluate("document.activeElement.dataset.source")
    assert "lit" in page.get_attribute(f"#q1-s{number}", "class")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == f"q1-s{number}"
    assert "lit" in page.get_attribute(f"#q1 .marker[data-source='{number}']", "class")


def test_a_marker_and_its_source_light_each_other(visit: Callable[..., Visit], sample_address: str) -> None:
    opened = visit(sample_address)
    opened.ask(HURT)
    opened.page.wait_for_selector("#q1 .timeline")
    opened.page.hover("#q1 .marker >> nth=0")
    lit = opened.page.evaluate("[...document.querySelectorAll('.lit')].map(each => each.dataset.source)")
    assert lit == ["1"] * 4  # its marker in the sentence and in the conflict, its dot in the timeline, and the source
    opened.page.hover("#q1-s1 blockquote")
    assert "lit" in opened.page.get_attribute("#q1 .marker[data-source='1']", "class")
    opened.page.hover(".name")
    assert not opened.page.query_selector(".lit")


def test_a_phone_never_scrolls_sideways_and_folds_the_sources(visit: Callable[..., Visit], sample_address: str) -> None:
    opened = visit(sample_address, 390, 844)
    width = "document.documentElement.scrollWidth"
    assert opened.page.evaluate(width) == 390
    opened.ask(HURT)
    assert opened.page.evaluate(width) == 390
    assert not opened.page.is_visible("#q1-s1")
    for field in ("#period input", "#outlets input"):
        assert opened.page.locator(field).bounding_box()["width"] > 100
    opened.page.click("#q1 .marker >> nth=0")
    assert opened.page.is_visible("#q1-s1")
    assert opened.page.evaluate(width) == 390
    opened.page.fill(BOX, "w" * 500 + "?")
    opened.page.press(BOX, "Enter")
    opened.answered(2)
    assert opened.page.evaluate(width) == 390
    opened.page.set_viewport_size({"width": 320, "height": 256})  # a screen enlarged four times
    assert opened.page.evaluate(width) == 320
    assert opened.page.evaluate("getComputedStyle(document.querySelector('#ask')).position") == "static"


def test_a_page_is_printed_without_what_only_a_screen_has(visit: Callable[..., Visit], sample_address: str) -> None:
    opened = visit(sample_address)
    opened.ask(HURT)
    opened.page.emulate_media(media="print")
    assert opened.page.is_visible("#q1 .said >> nth=0") and opened.page.is_visible("#q1-s1 mark")
    for on_screen in ("#filters", "#ask", "#q1 .doings"):
        assert not opened.page.is_visible(on_screen)


def test_nothing_is_asked_of_any_other_host(visit: Callable[..., Visit], sample_address: str) -> None:
    opened = visit(sample_address)
    opened.ask(HURT)
    assert len(opened.requested) > 10
    assert opened.outside() == []
    assert opened.mishaps == []


def test_an_empty_archive_says_how_to_fill_it(
    visit: Callable[..., Visit], running_web: Running, archive: Archive
) -> None:
    with running_web(archive) as address:
        opened = visit(address)
        assert "dateline ingest FOLDER" in opened.page.text_content("#welcome")
        assert not opened.page.is_visible("#examples button")
        said = opened.ask("Is anybody there?").query_selector(".not-found").text_content()
        assert said == "The collection does not say."


def test_markup_that_slipped_through_would_still_not_run_or_load(
    visit: Callable[..., Visit], sample_address: str, trap: tuple[str, list[str]]
) -> None:
    address, called = trap
    opened = visit(sample_address)
    refused = opened.page.evaluate(
        """address => new Promise(resolve => {
            const refused = [];
            document.addEventListener("securitypolicyviolation", event => refused.push(event.effectiveDirective));
            const slip = document.createElement("div");
            slip.innerHTML = `<img src="data:x" onerror="window.ran=1"><img src="${address}/a.png">
                <iframe src="${address}/b"></iframe><div style="background: url(${address}/c.png)">x</div>`;
            document.body.append(slip);
            fetch(address + "/d").catch(() => null);
            setTimeout(() => resolve(refused), 1000);
        })""",
        address,
    )
    assert {"script-src-attr", "img-src", "frame-src", "connect-src"} <= set(refused)
    assert opened.page.evaluate("window.ran") is None
    assert called == []


def test_the_interface_speaks_the_browsers_language_and_the_articles_their_own(
    visit: Callable[..., Visit], sample_address: str
) -> None:
    opened = visit(sample_address, locale="de-DE")
    page = opened.page
    page.wait_for_selector("#tools .begin:has-text('Neues Gespräch')", state="attached")
    page.wait_for_selector("#name:has-text('28 Artikel')")
    page.wait_for_selector("#welcome:has-text('Fragen Sie, was in den Artikeln steht.')")
    assert page.get_by_text("Zeitraum").count() and page.text_content("#ask-button").strip() == "Fragen"
    assert page.evaluate("document.documentElement.lang") == "de"
    exchange = opened.ask(CUP)
    page.wait_for_selector("#q1 .follow-ups:has-text('Weiterfragen')")
    assert "Quellen" in exchange.text_content() and "26. Mai 2018" in exchange.text_content()
    assert "Highpool Otters have won the Island Cup" in exchange.text_content()
