"""Answers as Markdown: what articles wrote is text there too, and each sentence leads to its quote."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.answer import Conflict, Copy, Event, Sentence, Side
from tests.ui.pieces import DE, EN, HOSTILE, answer, anything, cite
from ui.footnotes import footnoted, markdown_text

# What CommonMark and GitHub's extensions read as markup, where it stands unescaped.
_ACTIVE = re.compile(r"(?<!\\)(?:\\\\)*(?:[`*_\[\]<>#|~$]|!\[|://|@)")


def test_each_sentence_leads_to_its_quote_and_each_quote_to_its_article() -> None:
    copies = [Copy(article_id="b", outlet="Coast Daily", url=None)]
    given_answer = answer(
        sentences=[Sentence(text="The span opened.", citations=[1, 2])],
        citations=[cite(1, url="https://lantern.example/a_b", copies=copies), cite(2, published="2014")],
        conflicts=[Conflict(claim="The cost", sides=[Side(value="2", citations=[1]), Side(value="3", citations=[2])])],
        notes=["A note."],
    )
    text = footnoted(3, given_answer, "from 2014", EN)
    assert text.startswith("## Who?\n\n*from 2014*\n\nThe span opened.[^3-1][^3-2]\n")
    assert "The articles differ: The cost – 2[^3-1]; 3[^3-2]" in text and "*A note.*" in text
    assert (
        "[^3-1]: “The span opened.” A headline, The Harbour Lantern, 4 May 2026. (also in: Coast Daily) "
        "<https://lantern.example/a_b>" in text
    )
    assert "[^3-2]: “The span opened.” A headline, The Harbour Lantern, 2014." in text


def test_events_are_dated_and_a_gap_names_what_is_near() -> None:
    two = answer(
        sentences=[Sentence(text="New.", citations=[1]), Sentence(text="Old.", citations=[2])],
        citations=[cite(1), cite(2)],
        events=[
            Event(published="2026-05-04", label="", citations=[1]),
            Event(published="2014", label="", citations=[2]),
        ],
    )
    assert "**4. Mai 2026**\n\nNew.[^1-1]\n\n**2014**\n\nOld.[^1-2]" in footnoted(1, two, "", DE)
    gap = answer(status="not_found", answer="The collection does not say.", nearest=[cite(1)])
    assert "The collection does not say.[^1-1]" in footnoted(1, gap, "", EN)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_has_no_active_markup(hostile: str) -> None:
    assert not _ACTIVE.search(markdown_text(hostile))
    assert "\u202e" not in markdown_text(hostile)


@given(anything, anything, anything)
def test_nothing_an_article_prints_makes_a_line_or_a_footnote_of_its_own(title: str, quote: str, outlet: str) -> None:
    said = answer(
        question=title,
        sentences=[Sentence(text=quote, citations=[1])],
        citations=[cite(title=title, quote=quote, outlet=outlet, url="https://a.example/>![x](y)")],
    )
    lines = footnoted(1, said, "", EN).splitlines()
    assert [line for line in lines if line.startswith("[^1-1]:")] == [lines[-1]]
    assert "".join(lines).count("[^1-1]") == 2
    address = " <https://a.example/%3E![x](y)>"
    assert lines[-1].endswith(address)
    for line in lines:
        told = line.removesuffix(address).replace("[^1-1]", "").removeprefix("## ")
        assert not _ACTIVE.search(told)


@pytest.mark.parametrize("line", ["- a", "+ a", "1. a", "12) a", "=== a", "---", "# a", "> a"])
def test_a_sentence_begins_no_list_heading_or_rule(line: str) -> None:
    said = footnoted(1, answer(sentences=[Sentence(text=line, citations=[])]), "", EN).splitlines()[2]
    assert said != line and "\\" in said[:4]


@given(st.text())
def test_the_words_themselves_are_kept(text: str) -> None:
    kept = re.sub(r"\\(?=[!-/:-@\[-`{-~])", "", markdown_text(text))
    assert kept.replace("\\", "") == re.sub(
        "[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]", "", " ".join(text.split())
    ).replace("\\", "")
