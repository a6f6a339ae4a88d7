from __future__ import annotations

import pytest

from rag.archive import Archive
from rag.embedding import Remembering
from rag.premise import liker_without, untold
from rag.questions import read_question
from rag.thesaurus import Thesaurus, load_thesaurus
from tests.conftest import HashingEmbedder
from tests.rag.making import article, evidence

SOURCE = article(
    "Brack spoke to the council. The bridge was shut for repairs in May. Nobody complained.", "Council news"
)
TOLD = [evidence(SOURCE, "The bridge was shut for repairs in May.", 0.5)]
LIKES = Thesaurus({"close": {"shut": 0.8}, "shut": {"close": 0.8}})


def missing(question: str) -> list[str]:
    return untold(read_question(question), TOLD, load_thesaurus())


def test_a_reason_is_not_given_for_what_nobody_tells() -> None:
    assert missing("Why did Brack resign?") == ["resign"]
    assert missing("Why was the bridge painted?") == ["painted"]


def test_what_stands_around_the_sentence_is_told_and_so_is_a_word_of_like_meaning() -> None:
    assert missing("Why was the bridge shut?") == []
    assert missing("Why was the bridge closed?") == []
    assert missing("Why did nobody complain?") == []


def test_a_preposition_and_what_stands_before_a_hyphen_happen_to_nobody() -> None:
    assert missing("Why did nobody complain across the council?") == []
    assert missing("Why was the bridge re-shut?") == []


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


def liker(question: str, *words: str) -> float:
    """Of a question on the bridge, in a collection where these words are the rare ones."""
    reader = Remembering(HashingEmbedder())
    return liker_without(read_question(question), TOLD, lambda word: 5.0 if word in words else 1.0, reader, LIKES)


def test_a_sentence_is_liker_to_a_question_without_the_word_it_says_nothing_of() -> None:
    assert liker("Which lamps was the bridge shut for?") > 0.02
    question = "Which lamps was the bridge shut to begin?"
    assert liker(question, "begin") == liker(question, "lamp") > 0.02  # "begin" says little, however rare


def test_nothing_is_liker_where_every_word_is_told_in_or_beside_the_sentence_or_in_the_headline() -> None:
    assert liker("When was the bridge shut for repairs?") == 0.0
    assert liker("When was the bridge shut, and who complained of it to the council in the news?") == 0.0
    assert liker("When was the bridge closed?") == 0.0  # "shut" is told


def test_a_name_is_told_where_it_stands_anywhere_in_the_article() -> None:
    far = article("Elm has a mole. It is old. Nobody paints it. The bridge was shut for repairs in May.")
    best = [evidence(far, "The bridge was shut for repairs in May.", 0.5)]
    reader = Remembering(HashingEmbedder())

    def found(question: str) -> float:
        return liker_without(read_question(question), best, lambda word: 1.0, reader, LIKES)

    assert found("When was the bridge at Elm shut?") == 0.0
    assert found("When was the bridge at Oxley shut?") > 0.0
    assert found("When was the bridge by the mole shut?") > 0.0  # no name


def test_of_several_words_that_are_not_told_the_rarest_is_left_out() -> None:
    question = "Which lamps was the bridge shut with ropes for?"
    reader = Remembering(HashingEmbedder())
    for stem, word in (("lamp", "lamps"), ("rope", "ropes")):
        told, whole, lesser = reader.embed([TOLD[0].text, question, question.replace(f"{word} ", "")])
        assert liker(question, stem) == pytest.approx(float(told @ lesser) - float(told @ whole)) != 0.0


def test_whether_something_is_so_may_be_answered_in_other_words() -> None:
    assert liker("Were lamps the reason that the bridge was shut?") == 0.0


def test_a_question_that_is_one_untold_word_is_no_fault_of_the_sentence() -> None:
    assert liker("Herons?") == 0.0
