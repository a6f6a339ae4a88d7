"""Answers as HTML: every word is text, and everything stands where a reader looks for it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.answer import Answer, Conflict, Copy, Event, Sentence, Side
from rag.stories import Printing, TimelineReport
from tests.ui.pieces import ATTRIBUTES, DE, EN, HOSTILE, TAGS, Read, answer, anything, cite, gone, stored
from ui.rendering import Exchange, render_exchange, render_pending


def shown(number: int, given: Answer, find: Any) -> str:
    return render_exchange(Exchange(number, given), find, EN)


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
    exchange = Exchange(
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
        scope=some(),
        follow_ups=[some()],
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
    read = Read(render_exchange(exchange, stored(text, language=some()), data.draw(st.sampled_from([EN, DE]))))
    assert set(read.tags) <= TAGS
    assert {name for name, _ in read.attributes} <= ATTRIBUTES
    for name, value in read.attributes:
        if name == "href":
            assert value is not None
            assert value.startswith(("#q1-", "read?article=")) or urlsplit(value).scheme.lower() in ("http", "https")
    assert not read.open
    assert read.marked == ["The span opened."]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_question_on_its_way_keeps_hostile_text_as_text(hostile: str) -> None:
    read = Read(render_pending(1, hostile, hostile, EN))
    assert set(read.tags) <= TAGS
    assert hostile in read.text


def test_events_are_dated_blocks_with_their_own_sentences() -> None:
    page = shown(
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


def test_a_list_has_its_lead_and_each_article_its_day_and_headline() -> None:
    one, other = cite(), cite(n=2, title="Ferry hits the pier", published="2019-11-02")
    given = answer(
        answer=f"2 articles here on the ferry:\n\nDay: {one.quote} [1]\n\nDay: {other.quote} [2]",
        sentences=[Sentence(text=each.quote, citations=[each.n]) for each in (one, other)],
        citations=[one, other],
    )
    html = shown(1, given, gone)
    told = html[html.index('class="columns"') : html.index('class="sources"')]
    assert told.index("2 articles here on the ferry:") < told.index("4 May 2026") < told.index("A headline")
    assert told.index("A headline") < told.index("2 November 2019") < told.index("Ferry hits the pier")
    alone = shown(1, given.model_copy(update={"answer": f"{one.quote} [1]\n\nAnd [2]"}), gone)
    assert "Ferry hits the pier" not in alone[alone.index('class="columns"') : alone.index('class="sources"')]


def test_conflicting_values_stand_side_by_side_with_their_outlets() -> None:
    sides = [Side(value="212 million", citations=[1]), Side(value="238 million", citations=[2])]
    page = shown(
        1,
        answer(citations=[cite(1), cite(2, outlet="Coast Daily")], conflicts=[Conflict(claim="The cost", sides=sides)]),
        gone,
    )
    conflict = page[page.index('class="conflict"') : page.index("<details")]
    assert conflict.count("<li>") == 2
    assert all(words in conflict for words in ("The cost", "212 million", "The Harbour Lantern", "Coast Daily"))


def test_not_found_is_the_sentence_and_the_nearest_cards() -> None:
    said = "The collection does not say. Nearest: A headline, The Harbour Lantern, 4 May 2026."
    read = Read(shown(1, answer(status="not_found", answer=said, nearest=[cite()]), gone))
    assert said in read.text and "Nearest 1" in read.text
    assert read.marked == ["The span opened."]


def test_dropped_citations_are_owned_up_to() -> None:
    assert "2 sentences that the language model wrote were left out" in shown(1, answer(dropped=2), gone)


def test_what_is_told_of_the_collection_itself_stands_without_sources() -> None:
    page = shown(1, answer(answer="The collection holds <28> articles.", citations=[], sentences=[]), gone)
    assert "The collection holds &lt;28&gt; articles." in page


def test_what_can_be_done_with_an_answer_fits_it() -> None:
    read = Read(
        shown(1, answer(citations=[cite()], sentences=[Sentence(text="The span opened.", citations=[1])]), gone)
    )
    verdicts = [value for name, value in read.attributes if name == "data-verdict"]
    assert verdicts == ["helpful", "wrong_citation", "missed_something"]
    assert ("data-cited", '[["a1", "v1", 0, 16]]') in read.attributes
    unsaid = Read(shown(1, answer(status="not_found", answer="The collection does not say."), gone))
    assert [value for name, value in unsaid.attributes if name == "data-verdict"] == ["helpful", "missed_something"]


def test_the_chrome_is_in_the_readers_language_and_the_articles_words_are_not() -> None:
    exchange = Exchange(1, answer(citations=[cite()], sentences=[Sentence(text="The span opened.", citations=[1])]))
    text = Read(render_exchange(exchange, gone, DE)).text
    assert "Quellen 1" in text and "4. Mai 2026" in text and "The span opened." in text and "falscher Beleg" in text


def test_a_marker_stands_at_the_end_of_its_sentence_whichever_way_that_runs() -> None:
    hebrew = "\u05d4\u05d2\u05e9\u05e8 \u05e0\u05e4\u05ea\u05d7."
    told = [Sentence(text=text, citations=[1]) for text in ("The span opened.", hebrew)]
    shown = render_exchange(Exchange(1, answer(sentences=told, citations=[cite()])), gone, EN)
    assert shown.count('<p class="said" dir="ltr">') == 1
    assert f'<p class="said" dir="rtl"><span dir="auto">{hebrew}</span> <a class="marker"' in shown
