from __future__ import annotations

import pytest

from rag.archive import Archive
from rag.premise import untold
from rag.questions import read_question
from rag.thesaurus import load_thesaurus
from tests.rag.making import article, evidence

SOURCE = article(
    "Brack spoke to the council. The bridge was shut for repairs in May. Nobody complained.", "Council news"
)
TOLD = [evidence(SOURCE, "The bridge was shut for repairs in May.", 0.5)]


def missing(question: str) -> list[str]:
    return untold(read_question(question), TOLD, load_thesaurus())


def test_a_reason_is_not_given_for_what_nobody_tells() -> None:
    assert missing("Why did Brack resign?") == ["resign"]
    assert missing("Why was the bridge painted?") == ["painted"]


def test_what_stands_around_the_sentence_is_told_and_so_is_a_word_of_like_meaning() -> None:
    assert missing("Why was the bridge shut?") == []
    assert missing("Why was the bridge closed?") == []
    assert missing("Why did nobody complain?") == []


def test_other_questions_take_nothing_for_granted_here() -> None:
    assert missing("When did Brack resign?") == []
    assert untold(read_question("Why did Brack resign?"), [], None) == []


def test_whether_it_is_so_is_not_told_where_nothing_is_told_but_the_names() -> None:
    assert missing("Did Brack resign?") == ["resign"]
    assert missing("Did Brack shut the bridge?") == missing("Was the bridge painted?") == []


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("Why did Mayor Gideon Puddlecombe resign?", "resign"),
        ("Why did the Seabird Trust poison the puffins?", "poison"),
        ("Why did Odalys Brack refuse to open the Lantern Bridge?", "refuse"),
    ],
)
def test_the_reader_is_told_which_word_no_article_bears_out(sample: Archive, question: str, word: str) -> None:
    answer = sample.ask(question)
    assert answer.status == "not_found"
    assert answer.nearest
    assert answer.confidence < 0.5
    assert any("takes for granted" in note and f"“{word}”" in note for note in answer.notes)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Did Caspar Bellweather-Snood resign?", "resigned on Tuesday"),
        ("Are the morning buses affected?", "not affected"),
        ("Are drones allowed on Gull Stack?", "drones are forbidden"),
        ("Did the parish refuse the hotel companies?", "refused both"),
        ("Did Corvin Thale concede?", "conceded"),
        ("Was Captain Lundquill found guilty by the inquiry?", "cleared of all blame"),
        ("Why did the Otters lose the 2018 Island Cup final?", "won the Island Cup"),
    ],
)
def test_whether_it_is_so_is_answered_by_the_sentence_that_says_so_or_otherwise(
    sample: Archive, question: str, words: str
) -> None:
    assert words in sample.ask(question).sentences[0].text


@pytest.mark.parametrize(
    "question",
    [
        "Did Rosalind Kestrelby resign?",
        "When did Rosalind Kestrelby resign?",
        "Was Orrin Saltmarsh arrested?",
        "Who arrested Captain Lundquill?",
        "When did the Heron Bridge collapse?",
        "Who stole the Hallowtide map?",
        "Why was the Lantern Bridge demolished?",
        "Did the Patient Agnes sink?",
    ],
)
def test_what_nobody_says_is_not_found(sample: Archive, question: str) -> None:
    assert sample.ask(question).status == "not_found"
