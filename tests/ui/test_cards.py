"""Source cards: the stored words, marked in their paragraph, with whatever leads to them."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from rag.answer import Answer, Copy, Sentence
from tests.ui.pieces import EN, Read, answer, cite, gone, stored
from ui.cards import quoted_paragraph, reading_link
from ui.rendering import Exchange, render_exchange


def shown(number: int, given: Answer, find: Any) -> str:
    return render_exchange(Exchange(number, given), find, EN)


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
    page = shown(
        2, answer(sentences=[Sentence(text="The span opened.", citations=[1])], citations=[cited]), stored(text, "en")
    )
    read = Read(page)
    for words in (
        "The Harbour Lantern · 4 May 2026",
        "A headline",
        text,
        "also in: Coast Daily",
        "original at lantern.example",
        "open the article",
    ):
        assert words in read.text
    assert ("lang", "en") in read.attributes
    assert ("href", "#q2-s1") in read.attributes and ("id", "q2-s1") in read.attributes
    assert ("aria-label", "Source 1: The Harbour Lantern, 4 May 2026") in read.attributes


def test_a_quote_is_still_shown_when_its_article_was_removed() -> None:
    page = shown(1, answer(sentences=[Sentence(text="The span opened.", citations=[1])], citations=[cite()]), gone)
    assert Read(page).marked == ["The span opened."]


def test_a_second_quote_of_one_article_does_not_repeat_its_headline() -> None:
    page = shown(1, answer(citations=[cite(1), cite(2, article_id="a1"), cite(3)]), gone)
    assert page.count('<h3 dir="auto">A headline') == 2
    assert page.count("from the same article") == 1
    assert page.count("<mark>") == 3


def test_the_reading_view_is_addressed_whatever_the_id_is() -> None:
    assert reading_link("a/../b?c#d&e", "v", [(3, 9)]) == "read?article=a%2F..%2Fb%3Fc%23d%26e&version=v&mark=3-9#quote"
    assert reading_link("a") == "read?article=a"
