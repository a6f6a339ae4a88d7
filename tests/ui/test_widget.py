"""The widget on a page of another origin, in a real Chromium."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from rag.archive import Archive
from tests.ui.sites import Reader, Reply, Site, Visit, faulty, site, visits
from ui.access import Access
from ui.widget import widget_script

HURT = "How many people were hurt in the ferry accident at Skarra?"
BRIDGE = "Who opened the bridge over Quill Sound?"
UNSAID = "Which cheese does the astronaut Ulrike Vandermolen prefer?"
LANGUAGES = Path(__file__).parents[2] / "ui" / "widget" / "languages"


@pytest.fixture(scope="module")
def almanac() -> Iterator[Site]:
    """A site that the server lets in."""
    with site() as opened:
        yield opened


@pytest.fixture(scope="module")
def server(sample: Archive, almanac: Site, running_web: Callable[..., AbstractContextManager[str]]) -> Iterator[str]:
    """The address of a server over the sample collection that lets the almanac in."""
    with running_web(sample, Access(origins=(almanac.address,), requests_a_minute=100_000)) as address:
        yield address


@pytest.fixture
def visit(chromium: Any) -> Iterator[Visit]:
    """Opens an address in a browser window of its own."""
    with visits(chromium) as opened:
        yield opened


def tag(server: str, **data: str) -> str:
    """The script tag of docs/widget.md."""
    attributes = "".join(f' data-{name}="{value}"' for name, value in data.items())
    return f'<script src="{server}/widget.js"{attributes} async></script>'


def strict(server: str, *more: str) -> str:
    """The strictest policy the widget is documented to work under; no style is allowed by it."""
    directives = ("default-src 'none'", f"script-src {server}", f"connect-src {server}", "base-uri 'none'")
    return "; ".join([*directives, "require-trusted-types-for 'script'", "trusted-types 'none'", *more])


# --- what is served ---------------------------------------------------------------------------------------------------


def test_the_script_is_under_15_kb_packed() -> None:
    assert len(gzip.compress(widget_script().encode())) < 15_000


def test_the_script_is_one_scope_and_makes_nothing_of_markup() -> None:
    script = widget_script()
    assert script.startswith("//") and script.rstrip().endswith("})();")
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|srcdoc|new Function", script)


def test_the_script_comes_packed_and_only_when_it_changed(shared_web: FastAPI) -> None:
    with TestClient(shared_web) as client:
        first = client.get("/widget.js")
        assert first.text == widget_script() and first.headers["content-encoding"] == "gzip"
        assert first.headers["content-type"].startswith("text/javascript")
        assert first.headers["cross-origin-resource-policy"] == "cross-origin"
        again = client.get("/widget.js", headers={"if-none-match": first.headers["etag"]})
        assert again.status_code == 304 and not again.content
        plain = client.get("/widget.js", headers={"accept-encoding": "identity"})
        assert "content-encoding" not in plain.headers and plain.text == first.text
        assert client.head("/widget.js").status_code == 200


def test_every_language_has_every_label_with_the_same_gaps() -> None:
    tables = {file.stem: json.loads(file.read_text("utf-8")) for file in LANGUAGES.glob("*.json")}
    assert {"en", "de"} <= set(tables)
    gaps = {
        language: {key: sorted(re.findall(r"\{\w+\}", label)) for key, label in table.items()}
        for language, table in tables.items()
    }
    assert all(each == gaps["en"] for each in gaps.values())


# --- asking from another origin ---------------------------------------------------------------------------------------


def test_a_site_with_the_strictest_policy_shows_the_stored_words_with_their_sources(
    visit: Visit, almanac: Site, server: str, sample: Archive
) -> None:
    reader = visit(almanac.address + almanac.page(tag(server), strict(server))).open()
    exchange = reader.ask(HURT)
    own = sample.ask(HURT)
    assert exchange.locator(".said > span").all_text_contents() == [each.text for each in own.sentences]
    assert exchange.locator(".said .marker").all_text_contents() == [str(c.n) for c in own.citations]
    quotes = [each.strip() for each in exchange.locator("blockquote").all_text_contents()]
    assert sorted(quotes) == sorted(each.quote for each in own.citations)  # those of one article stand together
    assert "The Port Tamsin Ledger · 14 Nov 2019" in exchange.locator(".byline").first.text_content()
    assert reader.mishaps == [] and reader.outside(almanac.address, server) == []


def test_a_marker_opens_its_source_and_the_number_leads_back(visit: Visit, almanac: Site, server: str) -> None:
    reader = visit(almanac.address + almanac.page(tag(server), strict(server))).open()
    exchange = reader.ask(HURT)
    quote = exchange.locator("[data-quote='3']")
    assert not quote.is_visible()
    exchange.locator(".said [data-n='3']").click()
    assert quote.is_visible() and "lit" in quote.get_attribute("class")
    assert quote.evaluate("each => each.getRootNode().activeElement === each")
    quote.locator(".back").click()
    assert exchange.locator(".said [data-n='3']").evaluate("each => each.getRootNode().activeElement === each")


def test_a_source_leads_to_the_reading_view_and_to_the_original(
    visit: Visit, almanac: Site, server: str, sample: Archive
) -> None:
    reader = visit(almanac.address + almanac.page(tag(server), strict(server))).open()
    exchange = reader.ask(HURT)
    first = sample.ask(HURT).citations[0]
    links = exchange.locator(".source").first.locator("a")
    addresses = [each.get_attribute("href") for each in links.all()]
    mark = f"article={first.article_id}&version={first.version}&mark={first.start}-{first.end}"
    assert addresses[0] == f"{server}/read?{mark}#quote" and first.url in addresses
    assert {each.get_attribute("target") for each in links.all()} == {"_blank"}
    assert all("noopener" in each.get_attribute("rel") for each in links.all())
    assert "Also in: " + ", ".join(each.outlet or "" for each in first.copies) in exchange.text_content()


def test_events_are_dated_blocks_and_values_that_differ_stand_side_by_side(
    visit: Visit, almanac: Site, server: str, sample: Archive
) -> None:
    reader = visit(almanac.address + almanac.page(tag(server), strict(server))).open()
    exchange = reader.ask(BRIDGE)
    assert exchange.locator(".event .day").all_text_contents() == ["11 May 2026", "21 June 2014"]
    label = exchange.locator(".event .label").first.text_content()
    assert label == sample.ask(BRIDGE).events[0].label.removeprefix("11 May 2026: ")
    sides = reader.ask(HURT).locator(".conflict li")
    assert [each.locator(".value bdi").text_content() for each in sides.all()] == ["19", "Twenty-three"]
    boxes = [each.bounding_box() for each in sides.all()]
    assert boxes[0]["y"] == boxes[1]["y"] and boxes[0]["x"] < boxes[1]["x"]


def test_what_the_articles_do_not_say_is_said_with_what_is_near(
    visit: Visit, almanac: Site, server: str, sample: Archive
) -> None:
    exchange = visit(almanac.address + almanac.page(tag(server), strict(server))).open().ask(UNSAID)
    own = sample.ask(UNSAID)
    assert exchange.locator(".said").all_text_contents() == [own.answer]
    assert exchange.locator("h4").text_content() == "Nearest"
    assert exchange.locator(".headline").all_text_contents() == [each.title for each in own.nearest]


def test_a_follow_up_is_read_with_this_conversation_and_no_other(visit: Visit, almanac: Site, server: str) -> None:
    two = '<dateline-chat id="one"></dateline-chat><dateline-chat id="two"></dateline-chat>'
    reader = visit(almanac.address + almanac.page(tag(server, mode="inline") + two, strict(server)))
    for chat, question in (("#one", "What did the Lantern Bridge cost?"), ("#two", "Who won the Island Cup in 2018?")):
        reader.page.locator(f"{chat} textarea").fill(question)
        reader.page.locator(f"{chat} textarea").press("Enter")
        reader.page.locator(f"{chat} .exchange:not([aria-busy])").wait_for()
    box = reader.page.locator("#one textarea")
    box.fill("And who opened it?")
    box.press("Enter")
    reader.page.locator("#one .exchange:last-child:not([aria-busy])").wait_for()
    assert "Read as: Who opened the Lantern Bridge?" in reader.page.locator("#one").locator(".log").text_content()
    assert "Read as" not in reader.page.locator("#two").locator(".log").text_content()
    assert reader.page.locator(".opener").count() == 0


def test_filters_of_the_site_are_said_and_kept_to(visit: Visit, almanac: Site, server: str) -> None:
    data = {"outlets": "The Port Tamsin Ledger; Radio Skarra", "until": "2014-12"}
    reader = visit(almanac.address + almanac.page(tag(server, **data), strict(server))).open()
    assert reader.page.locator(".intro").last.text_content() == (
        "Asked of: The Port Tamsin Ledger, Radio Skarra, until December 2014"
    )
    bylines = reader.ask(BRIDGE).locator(".byline").all_text_contents()
    assert bylines
    assert all("2014" in each and ("Port Tamsin Ledger" in each or "Radio Skarra" in each) for each in bylines)


def test_a_site_that_is_not_listed_is_told_so(visit: Visit, almanac: Site, server: str) -> None:
    reader = visit(almanac.other + almanac.page(tag(server), strict(server))).open()
    exchange = reader.ask(HURT)
    said = exchange.locator(".problem").text_content()
    assert said == f"This site is not allowed to ask {server.removeprefix('http://')}."
    assert reader.page.locator("textarea").input_value() == HURT
    assert exchange.locator(".retry").count() == 0


def test_a_policy_that_forbids_the_connection_is_named(visit: Visit, almanac: Site, server: str) -> None:
    policy = f"default-src 'none'; script-src {server}"
    exchange = visit(almanac.address + almanac.page(tag(server), policy)).open().ask(HURT)
    assert "Content-Security-Policy does not allow connections" in exchange.locator(".problem").text_content()


# --- in a frame -------------------------------------------------------------------------------------------------------


def test_the_frame_asks_and_closes_like_the_panel(visit: Visit, almanac: Site, server: str) -> None:
    policy = f"default-src 'none'; script-src {server}; frame-src {server}; require-trusted-types-for 'script'"
    reader = visit(almanac.address + almanac.page(tag(server, mode="iframe", title="Ask us"), policy)).open()
    framed = reader.page.frame_locator("iframe")
    framed.locator("textarea").fill(HURT)
    framed.locator("textarea").press("Enter")
    framed.locator(".exchange:not([aria-busy]) .said").first.wait_for()
    reader.page.evaluate("window.postMessage({ dateline: 'close' }, '*')")
    reader.page.evaluate("new Promise(done => setTimeout(done))")
    assert reader.page.locator("dialog").is_visible(), "somebody else than the frame closed it"
    framed.locator("textarea").press("Escape")
    reader.page.locator(".opener").wait_for()
    assert not reader.page.locator("dialog").is_visible()
    assert reader.mishaps == [] and reader.outside(almanac.address, server) == []


def test_a_frame_on_a_site_that_is_not_listed_is_refused_in_words(visit: Visit, almanac: Site, server: str) -> None:
    reader = visit(almanac.address + almanac.page(""))
    reader.page.clock.install()
    reader.page.goto(almanac.other + almanac.page(tag(server, mode="iframe")))
    reader.open()
    reader.page.wait_for_timeout(500)
    reader.page.clock.fast_forward(20_000)
    assert "does not allow this site to show it" in reader.page.locator("dialog .problem").text_content()


def test_a_plain_frame_shows_the_chat_with_the_title_of_its_address(visit: Visit, almanac: Site, server: str) -> None:
    frame = f'<iframe src="{server}/embed?title=Ask+%3Cb%3Eus&lang=de#key=k" width="400" height="600"></iframe>'
    reader = visit(almanac.address + almanac.page(frame))
    framed = reader.page.frame_locator("iframe")
    assert framed.locator("h2").text_content() == "Ask <b>us"
    assert framed.locator(".ask").text_content() == "Fragen"
    assert reader.mishaps == []


# --- on the page of somebody else -------------------------------------------------------------------------------------


def test_a_second_script_tag_adds_nothing(visit: Visit, almanac: Site, server: str) -> None:
    inside = "<dateline-chat></dateline-chat>"
    reader = visit(almanac.address + almanac.page(tag(server) + inside + tag(server) + tag(server, mode="inline")))
    reader.page.wait_for_load_state("networkidle")
    assert reader.page.locator(".opener").count() == 1 and reader.page.locator("textarea").count() == 1
    assert reader.mishaps == []


def test_a_script_in_the_head_waits_for_the_page(visit: Visit, almanac: Site, server: str) -> None:
    in_head = f'><head><script src="{server}/widget.js"></script></head'
    reader = visit(almanac.address + almanac.page("<dateline-chat></dateline-chat>", html=in_head))
    reader.page.locator(".opener").wait_for()
    assert reader.page.locator("textarea").count() == 1 and reader.mishaps == []


def test_buttons_of_two_servers_stand_above_each_other(visit: Visit, almanac: Site, server: str) -> None:
    with faulty() as other:
        other.replies = [Reply()]
        reader = visit(almanac.address + almanac.page(tag(server) + tag(other.address.rstrip("/"), title="Ask others")))
        reader.page.locator(".opener").nth(1).wait_for()
        one, two = (each.bounding_box() for each in reader.page.locator(".opener").all())
        assert abs(one["y"] - two["y"]) >= one["height"] and one["x"] + one["width"] == two["x"] + two["width"]


def test_names_in_the_page_do_not_tell_it_whom_to_ask(visit: Visit, almanac: Site, server: str) -> None:
    named = '<img name="currentScript" src="/widget.js" alt=""><form name="body"></form>'
    reader = visit(almanac.address + almanac.page(named + tag(server))).open()
    assert reader.ask(HURT).locator(".said").count() > 0


def test_styles_of_the_page_neither_break_nor_restyle_it(visit: Visit, almanac: Site, server: str) -> None:
    reset = (
        "body *, dateline-corner { all: unset; display: none !important; color: lime !important; opacity: 0 !important;"
        " --accent: lime; --ink: lime } button, textarea, p { background: lime !important; font-size: 40px }"
        " html { font-size: 4px }"
    )
    inline = '<dateline-chat title="Ask"></dateline-chat>'
    looks = """element => [...element.shadowRoot.querySelectorAll("*")].map(each => {
        const { color, backgroundColor, fontSize, display, opacity } = getComputedStyle(each);
        return [each.className, color, backgroundColor, fontSize, display, opacity];
    })"""
    plain, hostile = (
        visit(almanac.address + almanac.page(f"{style}{tag(server)}").replace("\n", ""))
        for style in ("", f"<style>{reset}</style>")
    )
    assert plain.open().page.locator("dateline-corner").evaluate(looks) == (
        hostile.open().page.locator("dateline-corner").evaluate(looks)
    )
    assert hostile.ask(HURT).locator(".said").first.is_visible()
    placed = f"<style>{reset.replace('body *', 'dateline-chat')}</style>{tag(server, mode='inline')}{inline}"
    assert visit(almanac.address + almanac.page(placed)).ask(HURT).locator(".said").first.is_visible()


def test_colours_are_the_sites_and_light_and_dark_the_readers_or_the_sites(
    visit: Visit, almanac: Site, server: str
) -> None:
    def paper(reader: Reader) -> str:
        return str(reader.open().page.locator("dialog").evaluate("each => getComputedStyle(each).backgroundColor"))

    plain = almanac.address + almanac.page(tag(server))
    light, dark = paper(visit(plain, color_scheme="light")), paper(visit(plain, color_scheme="dark"))
    assert light == "rgb(251, 250, 246)" and dark == "rgb(23, 22, 20)"
    set_dark = almanac.address + almanac.page(tag(server, theme="dark"))
    assert paper(visit(set_dark, color_scheme="light")) == dark
    own = "<style>:root { --dateline-accent: rgb(0, 80, 60); --dateline-paper: rgb(250, 250, 255) }</style>"
    themed = visit(almanac.address + almanac.page(own + tag(server)))
    opener = themed.page.locator(".opener")
    assert opener.evaluate("each => getComputedStyle(each).backgroundColor") == "rgb(0, 80, 60)"
    assert paper(themed) == "rgb(250, 250, 255)"


def test_it_speaks_the_language_of_the_page_or_the_one_it_is_told(visit: Visit, almanac: Site, server: str) -> None:
    def label(html: str, **data: str) -> str:
        reader = visit(almanac.address + almanac.page(tag(server, **data), html=html))
        return str(reader.page.locator(".opener").text_content())

    assert label(' lang="de-AT"') == "Die Artikel fragen"
    assert label(' lang="fr"') == "Ask the articles"
    assert label(' lang="de"', lang="en") == "Ask the articles"
    assert label(' lang="de"', title="Frag uns") == "Frag uns"


def test_from_right_to_left_the_corner_is_on_the_left_and_sentences_keep_their_direction(
    visit: Visit, almanac: Site, server: str
) -> None:
    reader = visit(almanac.address + almanac.page(tag(server), html=' dir="rtl" lang="he"'))
    assert reader.page.locator(".opener").bounding_box()["x"] < 100
    exchange = reader.open().ask(HURT)
    said = exchange.locator(".said").first
    assert said.evaluate("each => getComputedStyle(each).direction") == "ltr"
    assert exchange.locator(".columns").evaluate("each => getComputedStyle(each).direction") == "rtl"


def test_nothing_is_remembered_unless_the_site_asks_for_it(visit: Visit, almanac: Site, server: str) -> None:
    kept = """async () => [localStorage.length, sessionStorage.length, document.cookie.length,
        (await indexedDB.databases()).length]"""
    address = almanac.address + almanac.page(tag(server))
    reader = visit(address).open()
    reader.ask(HURT)
    assert reader.page.evaluate(kept) == [0, 0, 0, 0]
    reader.page.reload()
    reader.open()
    assert reader.page.locator(".exchange").count() == 0


@pytest.mark.parametrize(("remember", "place"), [("", "sessionStorage"), ("browser", "localStorage")])
def test_a_remembered_conversation_is_there_again_until_it_is_started_again(
    visit: Visit, almanac: Site, server: str, remember: str, place: str
) -> None:
    reader = visit(almanac.address + almanac.page(tag(server, remember=remember), strict(server))).open()
    reader.ask("What did the Lantern Bridge cost?")
    assert reader.page.evaluate(f"{place}.length") == 1
    reader.page.reload()
    reader.open()
    assert reader.page.locator(".said").count() > 0
    assert "Read as: Who opened the Lantern Bridge?" in reader.ask("And who opened it?").text_content()
    reader.page.locator(".again").click()
    assert reader.page.evaluate(f"{place}.length") == 0 and reader.page.locator(".exchange").count() == 0


def test_damaged_memory_and_forbidden_memory_begin_an_empty_conversation(
    visit: Visit, almanac: Site, server: str
) -> None:
    reader = visit(almanac.address + almanac.page(tag(server, remember=""), strict(server)))
    for damage in ("{", '[{"asked": 1}, null, {"asked": "x", "answer": {"answer": "y", "citations": 7}}]'):
        reader.page.evaluate(f"sessionStorage.setItem('dateline {server}/corner', {json.dumps(damage)})")
        reader.page.reload()
        reader.open()
        assert reader.page.locator(".exchange").count() == damage.count("citations")
    assert reader.mishaps == []
    closed = visit(almanac.address + almanac.page("")).page
    closed.add_init_script("Object.defineProperty(window, 'sessionStorage', { get() { throw new Error('shut') } })")
    closed.goto(almanac.address + almanac.page(tag(server, remember="")))
    closed.locator(".opener").click()
    closed.locator("textarea").fill(HURT)
    closed.locator("textarea").press("Enter")
    closed.locator(".status:has-text('keeps nothing')").wait_for()
    assert closed.locator(".said").count() > 0


# --- keyboard, screens, assistive technology --------------------------------------------------------------------------


def test_the_keyboard_alone_opens_asks_reads_and_closes(visit: Visit, almanac: Site, server: str) -> None:
    reader = visit(almanac.address + almanac.page(tag(server), strict(server)))
    page = reader.page
    page.locator(".opener").wait_for()

    def at() -> Any:
        deepest = "let at = document.activeElement; while (at.shadowRoot) at = at.shadowRoot.activeElement; return at;"
        return page.evaluate_handle(f"() => {{ {deepest} }}").as_element()

    page.keyboard.press("Tab")
    assert at().get_attribute("class") == "opener"
    assert at().evaluate("each => getComputedStyle(each).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    assert at().evaluate("each => each.tagName") == "TEXTAREA"
    page.keyboard.type(HURT)
    page.keyboard.press("Enter")
    reader.answered()
    assert at().evaluate("each => each.tagName") == "TEXTAREA"
    for _ in range(40):
        page.keyboard.press("Shift+Tab")
        if at().evaluate("each => each.matches('.said .marker')"):
            break
    number = at().get_attribute("data-n")
    assert "lit" in at().get_attribute("class")
    page.keyboard.press("Enter")
    assert at().get_attribute("data-quote") == number
    page.keyboard.press("Escape")
    page.locator("dialog").wait_for(state="hidden")
    for _ in range(50):  # the browser tells of a closed dialog a moment later
        if at().get_attribute("class") == "opener":
            return
        page.wait_for_timeout(20)
    pytest.fail("the focus did not go back to the button")


def test_what_is_typed_is_no_shortcut_of_the_pages(visit: Visit, almanac: Site, server: str) -> None:
    inline = tag(server, mode="inline") + "<dateline-chat></dateline-chat>"
    kinds = "['keydown', 'keypress', 'keyup']"
    listening = f"window.heard = []; {kinds}.forEach(kind => addEventListener(kind, event => heard.push(event)))"
    for body in (tag(server), inline):
        page = visit(almanac.address + almanac.page(body)).page
        if body != inline:
            page.locator(".opener").click()
        page.evaluate(listening)
        page.locator("textarea").focus()
        page.keyboard.type("gg?")
        assert page.evaluate("heard.length") == 0 and page.locator("textarea").input_value() == "gg?"


@pytest.mark.parametrize(("width", "height"), [(360, 640), (768, 900), (1280, 800)])
def test_at_every_width_the_panel_is_inside_the_screen_and_scrolls_only_downwards(
    visit: Visit, almanac: Site, server: str, width: int, height: int
) -> None:
    reader = visit(almanac.address + almanac.page(tag(server), strict(server)), width, height).open()
    exchange = reader.ask(HURT)
    exchange.locator(".said .marker").last.click()
    reader.ask("w" * 500 + "?")
    box = reader.page.locator("dialog").bounding_box()
    assert box["width"] == 360
    assert box["x"] >= 0 and box["y"] >= 0
    assert box["x"] + box["width"] <= width and box["y"] + box["height"] <= height
    button = reader.page.locator(".ask").bounding_box()
    assert button["y"] + button["height"] <= box["y"] + box["height"]
    assert reader.page.evaluate("document.documentElement.scrollWidth") == width
    assert reader.page.locator(".log").evaluate("each => each.scrollWidth <= each.clientWidth")


def test_on_a_phone_the_page_behind_is_inert_and_beside_the_panel_it_is_not(
    visit: Visit, almanac: Site, server: str
) -> None:
    address = almanac.address + almanac.page('<a id="news" href="#">News</a>' + tag(server))
    for width, modal in ((390, True), (1280, False)):
        reader = visit(address, width, 800).open()
        assert reader.page.locator("dialog").evaluate("each => each.matches(':modal')") == modal
    reader.page.set_viewport_size({"width": 390, "height": 800})
    reader.page.wait_for_function("document.querySelector('dateline-corner').shadowRoot.querySelector(':modal')")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_serious_fault(visit: Visit, almanac: Site, server: str, scheme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    def faults() -> list[tuple[str, list[str]]]:
        found = Axe().run(reader.page).response["violations"]
        return [
            (each["id"], [node["html"] for node in each["nodes"]])
            for each in found
            if each["impact"] in ("serious", "critical")
        ]

    inline = tag(server, mode="inline") + '<dateline-chat title="Ask the Almanac"></dateline-chat>'
    for body in (tag(server), inline):
        # The page itself is white with black words; only the widget follows the scheme.
        reader = visit(almanac.address + almanac.page(body), color_scheme=scheme)
        reader.page.locator(".opener, textarea").first.wait_for()
        assert faults() == []
        if body != inline:
            reader.open()
            assert faults() == []
        for question in (BRIDGE, HURT, UNSAID):
            reader.ask(question).locator("summary").first.click()
        assert faults() == []


def test_an_answer_is_announced_once_it_is_whole(visit: Visit, almanac: Site, server: str) -> None:
    reader = visit(almanac.address + almanac.page(tag(server))).open()
    log = reader.page.get_by_role("log", name="Questions and answers")
    assert log.is_visible()
    assert reader.page.get_by_role("dialog", name="Ask the articles").is_visible()
    assert reader.page.get_by_role("textbox", name="Your question").is_visible()
    reader.ask(HURT)
    name = "Source 1: The Port Tamsin Ledger, 14 November 2019"
    assert log.get_by_role("button", name=name).first.is_visible()
