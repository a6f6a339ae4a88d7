from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.article import Article, DatelineError
from rag.answer import Answer, Citation, Conflict, Copy, Event, Sentence, Side, Took
from rag.stories import Printing, TimelineReport
from ui.rendering import (
    holdings,
    quoted_paragraph,
    render_exchange,
    render_masthead,
    render_pending,
    render_problem,
    render_welcome,
)

TAGS = set(
    re.findall(
        r"\w+",
        "section h2 h3 div p span bdi a ul ol li details summary blockquote mark"
        " figure figcaption svg line circle title",
    )
)
ATTRIBUTES = set(
    re.findall(
        r"[\w-]+",
        "class id dir lang href target rel tabindex aria-label aria-labelledby aria-hidden data-source data-status"
        " height x1 x2 y1 y2 cx cy r",
    )
)
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'><svg/onload=alert(1)>",
    "</blockquote></details><style>*{display:none}</style>",
    "![picture](http://trap.example/x.png)",
    "${alert(1)} {{constructor.constructor('alert(1)')()}}",
    "javascript:alert(1)",
    "\u202egnp.exe\u2066",
    "&lt;b&gt; &amp;#60;script&amp;#62;",
)
anything = st.one_of(st.sampled_from(HOSTILE), st.text(st.characters(exclude_categories=["Cs"]), max_size=40))


class Read(HTMLParser):
    """The tags, attributes and texts of a piece of HTML, and the text inside marks."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.marked: list[str] = []
        self.open: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        self.open.append(tag)
        if tag == "mark":
            self.marked.append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, f"</{tag}> closes something else"

    def handle_data(self, data: str) -> None:
        self.text += data
        if "mark" in self.open:
            self.marked[-1] += data


def cite(n: int = 1, **changes: Any) -> Citation:
    fields: dict[str, Any] = {
        "n": n,
        "article_id": f"a{n}",
        "version": "v1",
        "title": "A headline",
        "outlet": "The Harbour Lantern",
        "published": "2026-05-04",
        "url": None,
        "quote": "The span opened.",
        "start": 0,
        "end": 16,
    }
    return Citation(**fields | changes)


def answer(**changes: Any) -> Answer:
    fields: dict[str, Any] = {
        "question": "Who?",
        "status": "answered",
        "answer": "",
        "understood": "Who?",
        "confidence": 0.9,
        "took_ms": Took(retrieve=1, answer=1, total=2),
    }
    return Answer(**fields | changes)


def gone(article_id: str, version: str | None) -> Article:
    raise DatelineError(f"There is no article with the id {article_id}.")


def stored(text: str, language: str | None = None) -> Any:
    article = Article(id="a1", version="v1", title="t", text=text, source="s", language=language)
    return lambda article_id, version: article


@given(st.data())
def test_nothing_printed_anywhere_becomes_markup(data: st.DataObject) -> None:
    def some() -> str:
        return data.draw(anything)

    text = f"{some()}\n\n{some()} The span opened. {some()}\n\n{some()}"
    start = text.index("The span opened.")
    cited = cite(
        title=some(),
        outlet=some(),
        published=some(),
        url=some(),
        start=start,
        end=start + 16,
        copies=[Copy(article_id="c", outlet=some(), url=some())],
    )
    events = [Event(published=some(), label=some(), citations=[1])] if data.draw(st.booleans()) else []
    page = render_exchange(
        1,
        answer(
            question=some(),
            understood=some(),
            status=data.draw(st.sampled_from(["answered", "not_found"])),
            answer=some(),
            sentences=[Sentence(text=some(), citations=[1])],
            citations=[cited],
            nearest=[cited],
            events=events,
            conflicts=[Conflict(claim=some(), sides=[Side(value=some(), citations=[1])])],
            notes=[some()],
        ),
        stored(text, language=some()),
        scope=some(),
        timeline=[
            TimelineReport(
                article_id=some(),
                title=some(),
                outlet=some(),
                published=day,
                citations=[1],
                copies=[Printing(article_id=some(), title=some(), outlet=some(), published=some())],
            )
            for day in ("2014-06-21", "2026-05-11", some())
        ],
    )
    read = Read(page)
    assert set(read.tags) <= TAGS
    assert {name for name, _ in read.attributes} <= ATTRIBUTES
    for name, value in read.attributes:
        if name == "href":
            assert value is not None
            assert value.startswith("#q1-") or urlsplit(value).scheme.lower() in ("http", "https")
    assert not read.open
    assert read.marked == ["The span opened."]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_every_page_part_keeps_hostile_text_as_text(hostile: str) -> None:
    status = {"articles": 1, "outlets": {hostile: 1}, "first_published": "2014", "last_published": "2026"}
    for page in (render_pending(1, hostile, hostile), render_problem(hostile), render_welcome(status)):
        read = Read(page)
        assert set(read.tags) <= TAGS
        assert hostile in read.text


@given(st.text("ab \n.", max_size=1500), st.data())
def test_the_quote_is_the_span_and_its_surroundings_are_its_paragraphs(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    before, quote, after = quoted_paragraph(text, start, end)
    assert quote == text[start:end]
    assert text[:start].endswith(before.removeprefix("… "))
    assert text[end:].startswith(after.removesuffix(" …"))
    assert "\n\n" not in before[:-1] and "\n\n" not in after[1:]
    assert len(before) <= 222 and len(after) <= 222


def test_a_card_shows_outlet_day_headline_quote_copies_and_link() -> None:
    text = "An hour passed. The span opened. Then it rained."
    copies = [Copy(article_id="b", outlet="Coast Daily", url="https://coast.example/1")]
    cited = cite(start=16, end=32, url="https://lantern.example/span", copies=copies)
    page = render_exchange(
        2, answer(sentences=[Sentence(text="The span opened.", citations=[1])], citations=[cited]), stored(text, "en")
    )
    read = Read(page)
    for words in (
        "The Harbour Lantern · 4 May 2026",
        "A headline",
        text,
        "also in: Coast Daily",
        "open at lantern.example",
    ):
        assert words in read.text
    assert ("lang", "en") in read.attributes
    assert ("href", "#q2-s1") in read.attributes and ("id", "q2-s1") in read.attributes
    assert ("aria-label", "Source 1: The Harbour Lantern, 4 May 2026") in read.attributes


def test_a_quote_is_still_shown_when_its_article_was_removed() -> None:
    page = render_exchange(
        1, answer(sentences=[Sentence(text="The span opened.", citations=[1])], citations=[cite()]), gone
    )
    assert Read(page).marked == ["The span opened."]


def test_events_are_dated_blocks_with_their_own_sentences() -> None:
    page = render_exchange(
        1,
        answer(
            status="ambiguous",
            sentences=[
                Sentence(text="The new span opened.", citations=[1]),
                Sentence(text="The old one.", citations=[2]),
            ],
            citations=[cite(1), cite(2, published="2014-06-09", outlet="Coast Daily")],
            events=[
                Event(published="2026-05-04", label="4 May 2026: New span", citations=[1]),
                Event(published="2014-06-09", label="9 June 2014: Old bridge", citations=[2]),
            ],
            notes=["Two openings fit."],
        ),
        gone,
    )
    told = page[: page.index("<details")]
    blocks = told.split('class="event"')
    assert len(blocks) == 3
    assert "Two openings fit." in blocks[0]
    assert "4 May 2026" in blocks[1] and "The new span opened." in blocks[1] and "The old one." not in blocks[1]
    assert "9 June 2014" in blocks[2] and "The old one." in blocks[2]
    assert blocks[1].count("4 May 2026") == 2  # its day, and its marker's name; not again in the headline


def test_conflicting_values_stand_side_by_side_with_their_outlets() -> None:
    sides = [Side(value="212 million", citations=[1]), Side(value="238 million", citations=[2])]
    page = render_exchange(
        1,
        answer(citations=[cite(1), cite(2, outlet="Coast Daily")], conflicts=[Conflict(claim="The cost", sides=sides)]),
        gone,
    )
    conflict = page[page.index('class="conflict"') : page.index("<details")]
    assert conflict.count("<li>") == 2
    assert all(words in conflict for words in ("The cost", "212 million", "The Harbour Lantern", "Coast Daily"))


def test_not_found_is_the_sentence_and_the_nearest_cards() -> None:
    said = "The collection does not say. Nearest: A headline, The Harbour Lantern, 4 May 2026."
    read = Read(render_exchange(1, answer(status="not_found", answer=said, nearest=[cite()]), gone))
    assert said in read.text and "Nearest 1" in read.text
    assert read.marked == ["The span opened."]


def test_a_second_quote_of_one_article_does_not_repeat_its_headline() -> None:
    page = render_exchange(1, answer(citations=[cite(1), cite(2, article_id="a1"), cite(3)]), gone)
    assert page.count("A headline") == 2
    assert page.count("from the same article") == 1
    assert page.count("<mark>") == 3


def test_dropped_citations_are_owned_up_to() -> None:
    assert "2 citations were left out" in render_exchange(1, answer(dropped=2), gone)


def test_the_masthead_counts_what_the_archive_holds() -> None:
    status = {"articles": 1200, "outlets": {"A": 1, "B": 2}, "first_published": "2013-03-02", "last_published": "2026"}
    assert holdings(status) == "1,200 articles · 2 outlets · 2013 to 2026"
    assert "1,200 articles" in render_masthead(status)
    one = {"articles": 1, "outlets": {"A": 1}, "first_published": "2013-03-02", "last_published": "2013-03-02"}
    assert holdings(one) == "1 article · 1 outlet · 2013"
    none: dict[str, Any] = {"articles": 0, "outlets": {}, "first_published": None, "last_published": None}
    assert holdings(none) == "0 articles"


def test_an_empty_archive_says_how_to_fill_it() -> None:
    status: dict[str, Any] = {"articles": 0, "outlets": {}, "first_published": None, "last_published": None}
    assert "dateline ingest FOLDER" in render_welcome(status)


def test_what_is_told_of_the_collection_itself_stands_without_sources() -> None:
    page = render_exchange(1, answer(answer="The collection holds <28> articles.", citations=[], sentences=[]), gone)
    assert "The collection holds &lt;28&gt; articles." in page
