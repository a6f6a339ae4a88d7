from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.article import DatelineError
from rag.words import WordIndex, query_terms, tokens

PASSAGES = [
    ("p1", "a1", "Bridge opens", "The mayor opened the bridge over Quill Sound on Monday."),
    ("p2", "a1", "Bridge opens", "Nobody fell into the water."),
    ("p3", "a2", "Ferry timetable", "The ferry leaves at 6 p.m. and carries 40,000 people a year."),
    ("p4", "a3", "Consulate", "The U.S. consulate in Tamsin closed."),
]


@pytest.fixture
def words(tmp_path: Path) -> WordIndex:
    index = WordIndex(tmp_path / "words")
    index.replace([], PASSAGES)
    return index


def ids(hits: list[tuple[str, float]]) -> list[str]:
    return [passage_id for passage_id, _ in hits]


def test_inflected_words_find_each_other(words: WordIndex) -> None:
    assert ids(words.search("opening bridges", 10))[0] == "p1"


def test_accents_and_case_do_not_matter(words: WordIndex) -> None:
    words.replace(["a9"], [("p9", "a9", "Café", "Über die Brücke in Zürich")])
    assert ids(words.search("ZURICH brucke", 10)) == ["p9"]


def test_a_dotted_abbreviation_is_one_word_and_the_usa_is_no_pronoun(words: WordIndex) -> None:
    assert tokens("U.S.") == tokens("USA") == tokens("the US")[1:]
    assert tokens("they told us") != tokens("they told US")
    assert tokens("THEY TOLD US")[-1] == "us"
    assert ids(words.search("US consulate", 10))[0] == "p4"


def test_numbers_are_whole_words(words: WordIndex) -> None:
    assert tokens("the G-20 summit and two F-16s") == tokens("the G20 summit and two F16s")
    assert tokens("Covid-19 spread on May-12") == ["covid", "19", "spread", "on", "may", "12"]
    assert tokens("40,000 or 3.5 in 2021") == ["40000", "or", "3.5", "in", "2021"]
    assert ids(words.search("40000", 10)) == ["p3"]


def test_a_character_of_chinese_is_a_word() -> None:
    assert tokens("开会 today") == ["开", "会", "today"]


_LIKE_NEWS = st.text(st.sampled_from("abUSéßſıİ019²½.,-'’“–€ \u00a0_\n开кA\u0301"), max_size=40)


@given(_LIKE_NEWS | st.text(max_size=40))
def test_common_texts_have_the_words_that_the_index_finds_in_them(text: str) -> None:
    """Their words are found by Python, which is quicker; the index has its own tokenizer."""
    from rag.words import _analyzer, _normalised

    assert tokens(text) == _analyzer().analyze(_normalised(text))


def test_the_headline_counts(words: WordIndex) -> None:
    assert set(ids(words.search("timetable", 10))) == {"p3"}


def test_stopwords_are_left_out_unless_nothing_is_left() -> None:
    assert query_terms("Who was it that opened the bridge, the bridge?") == ["open", "bridg"]
    assert query_terms("to be or not to be") == ["to", "be", "or", "not"]


def test_only_allowed_articles_are_found(words: WordIndex) -> None:
    assert set(ids(words.search("the bridge ferry consulate", 10, {"a2", "a3"}))) == {"p3", "p4"}
    assert words.search("bridge", 10, set()) == []
    everyone = {f"x{n}" for n in range(5000)} | {"a1"}
    assert ids(words.search("bridge", 10, everyone)) == ids(words.search("bridge", 10, {"a1"}))


def test_a_filter_does_not_change_scores(words: WordIndex) -> None:
    (filtered,), (free,) = words.search("mayor bridge", 1, {"a1"}), words.search("mayor bridge", 1)
    assert filtered[0] == free[0]
    assert filtered[1] == pytest.approx(free[1])


def test_replacing_an_article_leaves_nothing_of_it_behind(words: WordIndex) -> None:
    words.replace(["a1"], [("p1b", "a1", "Tunnel opens", "The tunnel opened.")])
    assert ids(words.search("bridge mayor water", 10)) == []
    assert sorted(words.passage_ids()) == ["p1b", "p3", "p4"]
    assert words.count() == 3


def test_single_passages_are_deleted(words: WordIndex) -> None:
    words.delete(["p1", "unknown"])
    assert sorted(words.passage_ids()) == ["p2", "p3", "p4"]


def test_passages_are_found_by_a_term_of_text_or_headline(words: WordIndex) -> None:
    assert sorted(words.holding("bridg")) == ["p1", "p2"]
    assert words.holding("peopl") == ["p3"]
    assert words.holding("zeppelin") == []


def test_document_frequencies_are_of_analysed_terms(words: WordIndex) -> None:
    assert words.document_frequency(["bridg", "ferri", "zeppelin"]) == {"bridg": 1, "ferri": 1, "zeppelin": 0}


def test_it_is_there_when_opened_again(words: WordIndex, tmp_path: Path) -> None:
    words.close()
    assert WordIndex(tmp_path / "words").count() == 4


@given(st.text(max_size=60))
def test_no_text_is_a_syntax_error(text: str) -> None:
    tokens(text)
    query_terms(text)


@pytest.mark.parametrize("query", ['"', "a AND (", "bridge:*", "[1 TO", "\\", "!!!", "", "   ", "~^-+", "x" * 5000])
def test_no_query_is_a_syntax_error(words: WordIndex, query: str) -> None:
    words.search(query, 5)


def test_a_damaged_index_says_what_to_do(words: WordIndex, tmp_path: Path) -> None:
    words.close()
    (tmp_path / "words" / "meta.json").write_text("{ not json")
    with pytest.raises(DatelineError, match="dateline rebuild"):
        WordIndex(tmp_path / "words")


def test_an_index_with_a_lost_file_says_what_to_do(words: WordIndex, tmp_path: Path) -> None:
    words.close()
    for segment in (tmp_path / "words").glob("*.term"):
        segment.unlink()
    with pytest.raises(DatelineError, match="dateline rebuild"):
        WordIndex(tmp_path / "words").search("bridge", 5)


def test_how_often_a_word_occurs_is_up_to_date_after_every_change(words: WordIndex) -> None:
    (ferry, bridge, eel) = (tokens(word)[0] for word in ("ferry", "bridge", "eel"))
    for _ in range(2):
        assert words.document_frequency([ferry, bridge, eel]) == {ferry: 1, bridge: 1, eel: 0}
    words.replace([], [("p9", "a9", "Eels", "The eel took the ferry.")])
    assert words.document_frequency([ferry, bridge, eel]) == {ferry: 2, bridge: 1, eel: 1}


def test_words_are_known_as_they_are_printed_in_texts_and_headlines(words: WordIndex) -> None:
    assert sorted(words.printed("Q")) == [("Quill", 1)]
    assert dict(words.printed("B")) == {"Bridge": 2}
    assert dict(words.printed("b")) == {"bridge": 1}
    assert dict(words.printed("p")) == {"p": 1, "people": 1}
    assert words.printed("z") == []
