from __future__ import annotations

from pathlib import Path

import pytest

from rag.archive import Archive
from rag.questions import read_question
from rag.spelling import correct
from rag.words import WordIndex

TEXTS = [
    "Barnaby Thunderstone met Odalys Brack, which the government of Skarra noticed. Then Brack left.",
    "The government was about to ask with tact where the ferries were. What did they carry? The frame, and a fraud.",
    "At Skarra the terns and the tide were there before the government of the day. What was it with them?",
    "The committee will not release its guarantee. The coal and the skarn were counted. They wait with us.",
]


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> WordIndex:
    index = WordIndex(tmp_path_factory.mktemp("words"))
    index.replace([], [(f"p{n}", "a1", "Ornithopter lands", text) for n, text in enumerate(TEXTS)])
    return index


def read(question: str, words: WordIndex) -> str:
    return correct(read_question(question), words)[0]


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("Who is Barnaby Thundrestone?", "Who is Barnaby Thunderstone?"),  # two letters swapped
        ("who is thunderstown?", "who is Thunderstone?"),
        ("What is in Skarre?", "What is in Skarra?"),
        ("What did the goverment notice?", "What did the government notice?"),
        ("Waht did they carry?", "What did they carry?"),
        ("Who met Brack, wich left?", "Who met Brack, which left?"),  # a letter left out; for "with" one is changed
        ("Where were teh ferries?", "Where were the ferries?"),
        ("Who gave the gaurentee?", "Who gave the guarantee?"),  # two edits of nine letters
        ("Was it Brack's goverment's day?", "Was it Brack's government's day?"),
    ],
)
def test_a_misspelt_word_is_read_as_the_nearest_of_the_collection(asked: str, meant: str, words: WordIndex) -> None:
    assert read(asked, words) == meant


@pytest.mark.parametrize(
    "asked",
    [
        "Who is Barnaby Thunderbolts?",  # too many edits
        "What is in Karras?",  # another first letter
        "What is in Turns?",
        "Who carried the goal?",  # a word of English that the collection happens to lack, and "coal" is near
        "Who took the framd?",  # "frame", "fraud": neither is clearly ahead
        "Who said “goverment”?",
        'Who said "the goverment" of Skarra?',
        "Who is at goverment.example?",
        "Who wrote to goverment@skarra.example?",
        "Why didn't they carry it?",
        "What did the Goverment notice?",  # where others have none, a capital is a name's
        "Qui est le goverment de la Skarra?",
        "When did the ornithopters land?",  # known from a headline
        "What is skorn?",  # up to six letters, only common words are near enough
    ],
)
def test_what_may_be_meant_as_it_stands_is_left_alone(asked: str, words: WordIndex) -> None:
    assert correct(read_question(asked), words) == (asked, [])


def test_each_reading_is_said_in_the_order_of_the_question(words: WordIndex) -> None:
    _, notes = correct(read_question("Wich goverment is it, Brack?"), words)
    assert notes == [
        "“Wich” stands nowhere in the collection; it was read as “Which”.",
        "“goverment” stands nowhere in the collection; it was read as “government”.",
    ]


def test_a_name_that_an_address_prints_small_is_still_a_name(tmp_path: Path) -> None:
    index = WordIndex(tmp_path)
    texts = [*["Sebaldus Orme sang."] * 10, "Write to press@sebaldus.example for more."]
    index.replace([], [(f"p{n}", "a1", "", text) for n, text in enumerate(texts)])
    assert read("When did Sebaldsu Orme sing?", index) == "When did Sebaldus Orme sing?"


def test_a_word_that_articles_bring_is_no_longer_read_otherwise(tmp_path: Path) -> None:
    index = WordIndex(tmp_path)
    index.replace([], [("p1", "a1", "", TEXTS[0])])
    assert read("What did the goverment notice?", index) == "What did the government notice?"
    index.replace([], [("p2", "a2", "", "They sprayed “goverment” on the wall.")])
    assert read("What did the goverment notice?", index) == "What did the goverment notice?"


def test_a_misspelt_name_is_answered_with_a_note(sample: Archive) -> None:
    right, wrong = sample.ask("Who is Barnaby Thunderstone?"), sample.ask("Who is Barnaby Thundrestone?")
    assert wrong.citations == right.citations
    assert wrong.question == "Who is Barnaby Thundrestone?"
    assert wrong.understood == "Who is Barnaby Thunderstone?"
    assert any("Thunderstone" in note for note in wrong.notes)
    assert right.notes == []


def test_a_misspelt_asking_word_and_month_are_read_before_the_question_is(sample: Archive) -> None:
    right = sample.ask("Which bridge was opened in February 2013?", asked="2020-01-01")
    wrong = sample.ask("Whihc brigde was opened in Febraury 2013?", asked="2020-01-01")
    assert wrong.understood == right.understood
    assert wrong.citations == right.citations
