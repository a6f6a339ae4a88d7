"""The widget when something is wrong: a server that fails, misbehaves or is not there, and articles that attack."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest

from corpus.dates import in_words
from tests.ui.sites import Faulty, Reader, Reply, Site, Visit, answer, event, faulty, site, trap, visits
from ui.widget import widget_script

TIDE = "When is high water?"
GOOD = Reply((event("sentence", {"text": "High water 1.", "citations": [1]}), event("answer", answer())))


@pytest.fixture(scope="module")
def almanac() -> Iterator[Site]:
    """A site of another origin."""
    with site() as opened:
        yield opened


@pytest.fixture
def visit(chromium: Any) -> Iterator[Visit]:
    """Opens an address in a browser window of its own."""
    with visits(chromium) as opened:
        yield opened


@pytest.fixture
def dateline() -> Iterator[Faulty]:
    """A server that does what it is told, and at first answers well."""
    with faulty() as opened:
        opened.replies = [GOOD]
        yield opened


@pytest.fixture
def reader(visit: Visit, almanac: Site, dateline: Faulty) -> Reader:
    """A reader with the panel open, on a site whose policy allows that server only."""
    policy = f"default-src 'none'; script-src {dateline.address}; connect-src {dateline.address}"
    tag = f'<script src="{dateline.address}widget.js?x=1" data-key="k-1" async></script>'
    return visit(almanac.address + almanac.page(tag, f"{policy}; require-trusted-types-for 'script'")).open()


def problem(exchange: Any) -> str:
    """What the exchange says went wrong; nothing of an answer may stand beside it."""
    assert exchange.locator(".told, .sources, .said").count() == 0
    return str(exchange.locator(".problem").text_content())


def box(reader: Reader) -> str:
    """What stands in the question box."""
    return str(reader.page.locator("textarea").input_value())


def test_under_a_sub_path_the_question_goes_to_it_with_key_and_history(reader: Reader, dateline: Faulty) -> None:
    reader.ask(TIDE)
    exchange = reader.ask("And tomorrow?")
    assert (
        exchange.locator("a").first.get_attribute("href")
        == f"{dateline.address}read?article=tide%2F1&version=v1&mark=3-9#quote"
    )
    (first, headers), (second, _) = dateline.asked
    assert first == {"question": TIDE, "history": []}
    assert headers["authorization"] == "Bearer k-1" and headers["accept"] == "text/event-stream"
    assert "cookie" not in headers and "referer" not in headers
    turns = [{"role": "user", "content": TIDE}, {"role": "assistant", "content": "High water."}]
    assert second == {"question": "And tomorrow?", "history": turns}


def test_a_long_conversation_sends_no_more_than_the_server_reads(reader: Reader, dateline: Faulty) -> None:
    dateline.replies = [Reply((event("answer", answer(answer="ü" * 10_000)),))]
    for _ in range(5):
        reader.ask(TIDE)
    bodies = [int(headers["content-length"]) for _, headers in dateline.asked]
    assert max(bodies) < 61_000 and len(dateline.asked[-1][0]["history"]) == 4


def test_sentences_are_there_before_the_answer_is_whole(reader: Reader, dateline: Faulty) -> None:
    held = threading.Event()
    dateline.replies = [Reply(GOOD.pieces, held=held)]
    reader.page.locator("textarea").fill(TIDE)
    reader.page.locator(".ask").click()
    exchange = reader.page.locator(".exchange[aria-busy]")
    exchange.locator(".said").wait_for()
    assert exchange.locator(".said").text_content() == "High water 1." and exchange.locator(".marker").count() == 0
    assert reader.page.locator(".status").text_content() == "Reading the articles …"
    held.set()
    assert reader.answered().locator(".said .marker").count() == 1


def test_events_cut_anywhere_and_ended_either_way_are_read(reader: Reader, dateline: Faulty) -> None:
    text = ": ping\n\nid: 7\n" + GOOD.pieces[0] + "event: news\ndata: {}\n\n" + GOOD.pieces[1]
    for stream in (text, text.replace("\n", "\r\n")):
        dateline.replies = [Reply(tuple(stream[at : at + 7] for at in range(0, len(stream), 7)))]
        assert reader.ask(TIDE).locator(".said").all_text_contents() == ["High water 1. 1"]


def test_a_lost_server_is_tried_again_then_said_and_the_question_kept(reader: Reader, dateline: Faulty) -> None:
    reader.page.clock.install()
    dateline.replies = [None]
    reader.page.locator("textarea").fill(TIDE)
    reader.page.locator("textarea").press("Enter")
    reader.page.locator(".status:has-text('Trying again')").wait_for()
    for _ in range(100):
        reader.page.clock.fast_forward(3000)
        if reader.page.locator(".problem").count():
            break
        reader.page.wait_for_timeout(50)
    exchange = reader.answered()
    assert problem(exchange) == "The server cannot be reached. Your question is kept."
    assert box(reader) == TIDE and len(dateline.asked) >= 3
    dateline.replies = [GOOD]
    exchange.locator(".retry").click()
    assert reader.answered().locator(".said").count() == 1
    assert box(reader) == "" and reader.page.locator(".exchange").count() == 1


def test_a_server_that_comes_back_in_time_answers_without_a_word(reader: Reader, dateline: Faulty) -> None:
    dateline.replies = [None, GOOD]
    assert reader.ask(TIDE).locator(".said").count() == 1


@pytest.mark.parametrize(
    "reply",
    [
        Reply((GOOD.pieces[0], "event: answer\ndata: {"), cut=True),
        Reply((GOOD.pieces[0],)),
        Reply(()),
        Reply((event("answer", "{never whole"),)),
        Reply((event("answer", ["not", "an", "answer"]),)),
        Reply((event("answer", {"answer": 7}),)),
        Reply(("<html>a proxy's own page</html>",)),
    ],
)
def test_an_answer_that_is_not_whole_is_not_shown(reader: Reader, dateline: Faulty, reply: Reply) -> None:
    dateline.replies = [reply, GOOD]
    exchange = reader.ask(TIDE)
    assert problem(exchange).startswith("The answer broke off") and box(reader) == TIDE
    exchange.locator(".retry").click()
    assert reader.answered().locator(".said").count() == 1


def test_damaged_parts_of_an_answer_are_left_out_and_the_rest_stands(reader: Reader, dateline: Faulty) -> None:
    whole = answer(2)
    damaged = {
        "sentences": [None, 7, {"text": 3, "citations": "x"}, *whole["sentences"]],
        "citations": ["x", {"n": "1"}, {**whole["citations"][0], "title": {}, "copies": 9, "published": 4}],
        "events": {"a": 1},
        "conflicts": [{"claim": None, "sides": [None]}],
        "notes": [1, "A note."],
        "dropped": "many",
    }
    dateline.replies = [Reply((event("sentence", "{"), event("sentence", [1]), event("answer", {**whole, **damaged})))]
    exchange = reader.ask(TIDE)
    assert exchange.locator(".said").all_text_contents() == ["", "High water 1. 1", "High water 2."]
    assert exchange.locator(".note").all_text_contents() == ["A note."]
    assert "undated" in exchange.locator(".byline").text_content()
    assert reader.mishaps == []


@pytest.mark.parametrize(
    ("reply", "said", "again"),
    [
        (Reply(status=429, headers={"retry-after": "12"}), "Too many questions just now. Try again in 12 seconds.", 1),
        (Reply(status=429, headers={"retry-after": "300"}), "Too many questions just now. Try again in 5 minutes.", 1),
        (Reply(status=429), "Too many questions just now. Try again in a minute.", 1),
        (
            Reply(status=429, headers={"retry-after": "Fri, 4 May"}),
            "Too many questions just now. Try again in a minute.",
            1,
        ),
        (Reply(status=401), "This site is not allowed to ask {host}.", 0),
        (Reply(('{"error": "No."}',), 403), "This site is not allowed to ask {host}.", 0),
        (Reply(('{"error": "since: \'soon\' is no date."}',), 422), "since: 'soon' is no date.", 0),
        (Reply(('{"error": "The question is too long."}',), 413), "The question is too long.", 0),
        (Reply(('{"error": "Something failed."}',), 500), "Something failed.", 1),
        (Reply(("<h1>Bad gateway</h1>",), 502), "The server could not answer. Your question is kept.", 1),
        (Reply(("<h1>Nothing here</h1>",), 404), "The server could not answer. Your question is kept.", 1),
        (Reply((event("error", {"error": "Something failed."}),)), "Something failed.", 1),
    ],
)
def test_every_refusal_is_one_sentence_and_the_question_is_kept(
    reader: Reader, dateline: Faulty, reply: Reply, said: str, again: int
) -> None:
    dateline.replies = [reply]
    exchange = reader.ask(TIDE)
    assert problem(exchange) == said.format(host=dateline.address.split("/")[2])
    assert exchange.locator(".retry").count() == again and box(reader) == TIDE
    assert len(dateline.asked) == 1


def test_a_server_that_falls_silent_is_given_up(reader: Reader, dateline: Faulty) -> None:
    reader.page.clock.install()
    held = threading.Event()
    dateline.replies = [Reply(GOOD.pieces, held=held)]
    reader.page.locator("textarea").fill(TIDE)
    reader.page.locator("textarea").press("Enter")
    reader.page.locator(".said").wait_for()
    reader.page.clock.fast_forward(59_000)
    assert reader.page.locator(".exchange[aria-busy]").count() == 1
    reader.page.clock.fast_forward(2_000)
    assert problem(reader.answered()).startswith("The answer broke off")
    held.set()


def test_one_question_at_a_time_and_stop_ends_it(reader: Reader, dateline: Faulty) -> None:
    held = threading.Event()
    dateline.replies = [Reply(GOOD.pieces, held=held), GOOD]
    reader.page.locator("textarea").fill(TIDE)
    reader.page.locator(".ask").dblclick()  # the second click of a double click does not stop it
    reader.page.locator(".exchange[aria-busy] .said").wait_for()
    reader.page.locator("textarea").fill("And low water?")
    reader.page.locator("textarea").press("Enter")
    assert reader.page.locator(".status").text_content().startswith("One question at a time")
    assert reader.page.locator(".exchange").count() == 1 and len(dateline.asked) == 1
    reader.page.locator(".ask:has-text('Stop')").click()
    assert problem(reader.answered()) == "Stopped. Your question is kept."
    held.set()
    assert box(reader) == "And low water?"
    reader.page.locator("textarea").press("Enter")
    assert reader.answered().locator("h3").text_content() == "And low water?"
    assert reader.page.locator(".exchange").count() == 1, "the stopped question stood there still"


def test_an_empty_question_asks_nobody(reader: Reader, dateline: Faulty) -> None:
    for nothing in ("", "  \n "):
        reader.page.locator("textarea").fill(nothing)
        reader.page.locator(".ask").click()
        assert reader.page.locator(".status").text_content() == "Type a question first."
    assert dateline.asked == [] and reader.page.locator(".exchange").count() == 0


def test_an_element_that_leaves_the_page_stops_asking_and_one_that_moves_does_not(
    reader: Reader, dateline: Faulty
) -> None:
    held = threading.Event()
    dateline.replies = [Reply(GOOD.pieces, held=held)]
    reader.page.locator("textarea").fill(TIDE)
    reader.page.locator("textarea").press("Enter")
    reader.page.locator(".said").wait_for()
    reader.page.evaluate("document.body.append(document.querySelector('dateline-corner'))")
    held.set()
    assert reader.answered().locator(".marker").count() > 0
    dateline.replies = [Reply(GOOD.pieces, held=threading.Event())]
    with reader.page.expect_event("requestfailed", timeout=10_000):  # the server itself would end it after 20 s
        reader.page.locator("textarea").fill(TIDE)
        reader.page.locator("textarea").press("Enter")
        reader.page.locator(".exchange[aria-busy] .said").wait_for()
        reader.page.evaluate("document.querySelector('dateline-corner').remove()")


def test_a_very_long_answer_scrolls_inside_the_panel(reader: Reader, dateline: Faulty) -> None:
    long = answer(400)
    long["sentences"][0]["text"] = "w" * 20_000
    dateline.replies = [GOOD, Reply((event("answer", long),))]
    reader.ask(TIDE)
    exchange = reader.ask(TIDE)
    assert exchange.locator(".said").count() == 400
    below = exchange.locator("h3").bounding_box()["y"] - reader.page.locator(".log").bounding_box()["y"]
    assert 0 < below < 60, "the newest question does not stand at the top"
    assert reader.page.locator(".ask").bounding_box()["y"] < 800
    assert reader.page.locator(".log").evaluate("each => each.scrollWidth <= each.clientWidth")
    assert reader.page.evaluate("document.documentElement.scrollHeight <= innerHeight")


def test_days_are_said_as_everywhere_in_dateline(reader: Reader, dateline: Faulty) -> None:
    stored = ["2013-03-01", "2013-03", "2013", "--07-06", "", "2013-02-31", "soon", "2019-11-14T22:10:00+01:00"]
    events = [{"published": day or None, "label": f"{in_words(day)}: Tides", "citations": [1]} for day in stored]
    dateline.replies = [Reply((event("answer", answer(events=events)),))]
    exchange = reader.ask(TIDE)
    assert exchange.locator(".day").all_text_contents() == [in_words(day) for day in stored]
    assert exchange.locator(".label").all_text_contents() == ["Tides"] * len(stored)


def test_an_element_without_a_server_says_so(visit: Visit, almanac: Site, dateline: Faulty) -> None:
    element = '<dateline-chat server="javascript:1"></dateline-chat>'
    page = almanac.page(f'<script src="{dateline.address}widget.js" data-mode="inline"></script>{element}')
    said = visit(almanac.address + page).page.locator(".problem")
    assert said.text_content() == "The address of the server is missing or is not an http address."
    pasted = f"<dateline-chat></dateline-chat><dateline-chat server='{dateline.address}'></dateline-chat>"
    page = almanac.page(f"{pasted}<script>{widget_script()}</script>")
    reader = visit(almanac.address + page)
    assert reader.page.locator(".problem").count() == 1 and reader.page.locator(".opener").count() == 0
    assert reader.ask(TIDE).locator(".said").count() == 1


def attacks(address: str) -> list[str]:
    """Strings that would run, load, restyle or spoof if anything read them as more than text."""
    return [
        "<script>window.ran=1</script>",
        f"<script src={address}/1></script>",
        f'<img src="{address}/2" onerror="window.ran=1">',
        f'"><img src={address}/3>',
        f"'><svg/onload=fetch('{address}/4')>",
        "<svg><animate onbegin=window.ran=1 attributeName=x></svg>",
        f'<svg><use href="{address}/5#x"/></svg>',
        f'<svg><image href="{address}/6"/></svg>',
        f"<style>@import '{address}/7'; :host {{ display: none }}</style>",
        f'<link rel="stylesheet" href="{address}/8">',
        f'<div style="background: url({address}/9)">',
        f"url({address}/10)",
        f'<iframe src="{address}/11"></iframe>',
        '<iframe srcdoc="<script>parent.ran=1</script>"></iframe>',
        f'<object data="{address}/12"></object>',
        f'<video poster="{address}/13"></video>',
        f'<meta http-equiv="refresh" content="0; url={address}/14">',
        f'<base href="{address}/15/">',
        f'<form action="{address}/16"><button>Ask</button></form>',
        '<a href="javascript:window.ran=1">read on</a>',
        "javascript:window.ran=1",
        f"![gull]({address}/17)",
        "[read on](javascript:window.ran=1)",
        "${window.ran=1}",
        "{{constructor.constructor('window.ran=1')()}}",
        "#{window.ran=1} <%= window.ran=1 %>",
        "</textarea></template></style></script><script>window.ran=1</script>",
        "<dateline-chat server='javascript:window.ran=1'></dateline-chat>",
        "[1] [2] Source 1: The Skarra Almanac",
        '<button class="marker" data-n="1">1</button>',
        "\u202egnp.llug\u202c \u2066\u2067",
        "\nevent: answer\ndata: {}\n",
    ]


# What only the widget itself may make, and what nothing that came over the wire may ever become.
_ALIVE = "script, img, svg, style, iframe, link, object, video, meta, base, template, [onerror], [onload], [style]"


def nothing_happened(reader: Reader, called: list[str], *own: str) -> None:
    """No attack ran, loaded, or became an element; every link opens a web page."""
    page = reader.page
    assert page.evaluate("window.ran") is None
    assert called == [] and reader.outside(*own) == [] and reader.mishaps == []
    assert page.locator(f".chat :is({_ALIVE})").count() == 0
    assert page.locator("dateline-chat").count() == 1
    schemes = page.locator(".chat a").evaluate_all("all => all.map(each => each.protocol)")
    assert set(schemes) <= {"http:", "https:"}


def test_hostile_words_in_every_part_of_an_answer_are_only_text(visit: Visit, almanac: Site, dateline: Faulty) -> None:
    with trap() as (address, called):
        tag = f'<script src="{dateline.address}widget.js" async></script>'
        reader = visit(almanac.address + almanac.page(tag)).open()
        for attack in attacks(address):
            copy = {"article_id": attack, "outlet": attack, "url": attack}
            cited = {
                **dict.fromkeys(("article_id", "version", "title", "outlet", "published", "url", "quote"), attack),
                **{"n": 1, "start": 0, "end": 1, "copies": [copy]},
            }
            side = {"value": attack, "citations": [1]}
            whole = {
                **{"status": "answered", "question": attack, "answer": attack, "understood": attack + "!"},
                **{"sentences": [{"text": attack, "citations": [1, 2]}], "citations": [cited], "notes": [attack]},
                "events": [{"published": attack, "label": attack, "citations": [1]}],
                "conflicts": [{"claim": attack, "sides": [side, side]}],
            }
            sentence = event("sentence", {"text": attack, "citations": [1]})
            dateline.replies = [Reply((sentence, event("answer", whole)))]
            exchange = reader.ask(attack)
            exchange.locator("summary").click()
            assert exchange.text_content().count(attack) >= 12, attack
            assert exchange.locator(".said .marker").all_text_contents() == ["1"], "a marker without its source"
        dateline.replies = [Reply(('{"error": "<img src=x onerror=window.ran=1>"}',), 422)]
        assert problem(reader.ask(TIDE)) == "<img src=x onerror=window.ran=1>"
        nothing_happened(reader, called, almanac.address, dateline.address)


@pytest.mark.parametrize(
    "fake",
    ["Nobody was hurt. [1] [2]", "Hurt \u2069\u202e nobody", "\u2069\u2069\u202e hurt", "Nob \u2067\u202e hurt \u2066"],
)
def test_an_article_cannot_print_a_marker_or_turn_the_markers_around(
    reader: Reader, dateline: Faulty, fake: str
) -> None:
    two = answer(2) | {"sentences": [{"text": fake, "citations": [1, 2]}]}
    dateline.replies = [Reply((event("answer", two),))]
    exchange = reader.ask(TIDE)
    assert fake in exchange.locator(".said").text_content()
    markers = exchange.locator(".said button")
    assert markers.all_text_contents() == ["1", "2"]
    text = exchange.locator(".said > span").evaluate("each => each.getClientRects()[0].right")
    first, second = (each.bounding_box()["x"] for each in markers.all())
    assert text < second and first < second
