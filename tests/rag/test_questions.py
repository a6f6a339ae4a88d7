from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.article import DatelineError
from rag.questions import read_question
from rag.settings import LONGEST_QUESTION
from rag.words import tokens

OUTLETS = ["The Harbour Post", "Coast Daily", "Die Reede"]


@pytest.mark.parametrize("text", ["", "   \n\t", "?!… --", "“”", "___", "\udcff", "🌊🌊"])
def test_a_question_without_a_word_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(DatelineError, match=r"no words in it; ask with at least one\.$"):
        read_question(text)


@pytest.mark.parametrize("text", ["x" * 10_000, "why " * 2_500, "why? " * (LONGEST_QUESTION // 5) + "why?"])
def test_a_pasted_text_is_refused_with_its_length_and_the_limit(text: str) -> None:
    with pytest.raises(DatelineError, match=f"characters; Dateline reads at most {LONGEST_QUESTION:,}"):
        read_question(text)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Hello! Who opened the bridge?", "Who opened the bridge?"),
        ("hi there, what can you do?", "What can you do?"),
        ("Thanks a lot. And who paid?", "And who paid?"),
        ("Could you please tell me who paid?", "Who paid?"),
        ("I'd like to know how long the bridge is.", "How long the bridge is."),
        ("One more question: who paid?", "Who paid?"),
        ("Good morning, do you know why it closed?", "Why it closed?"),
        ("Hello", "Hello"),
        ("Hello Kitty opened a shop", "Hello Kitty opened a shop"),
        ("Thanks to whom was it saved?", "Thanks to whom was it saved?"),
        ("Do you know the mayor?", "Do you know the mayor?"),
        ("Tell me about the bridge", "Tell me about the bridge"),
    ],
)
def test_what_is_said_out_of_courtesy_is_not_looked_for(text: str, read: str) -> None:
    assert read_question(text).text == read
    assert read_question(text).shown == text


def test_the_longest_question_is_read_and_outer_and_double_spaces_do_not_count() -> None:
    longest = ("why " * LONGEST_QUESTION)[:LONGEST_QUESTION].strip()
    assert read_question(f"  {longest} ").text == longest
    assert read_question(f"who{' ' * LONGEST_QUESTION}sank").text == "who sank"


@settings(deadline=None)
@given(text=st.text(st.characters(codec=None), max_size=80), extra=st.sampled_from(["", " who opened the Bridge?"]))
def test_whatever_is_asked_is_read_or_refused(text: str, extra: str) -> None:
    try:
        question = read_question(text + extra, OUTLETS)
    except DatelineError:
        assert not extra
        return
    question.text.encode()  # can be written out again
    assert len(set(question.terms)) == len(question.terms)
    assert set(question.matter) <= set(question.terms)
    assert bool(question.matter) == bool(question.terms)
    assert question.names <= set(tokens(question.text))
    assert all(first <= last for first, last in question.periods)


def test_what_is_asked_for_is_left_when_the_asking_is_taken_away() -> None:
    question = read_question("According to the articles, how many wherries were reported to have sunk?")
    assert set(question.matter) == set(tokens("wherries sunk"))
    assert read_question("What happened?").matter  # nothing but asking: then that is what is looked for


def test_names_are_the_capitalised_words_but_not_the_question_word() -> None:
    assert read_question("Where did Ottoline Brasswing moor?").names == set(tokens("Ottoline Brasswing"))
    assert read_question("what is a slipway").names == frozenset()
    assert read_question("Who sold the 5G mast?").names == frozenset()  # "G" is no word of it


@pytest.mark.parametrize("text", ["WHERE DID THE FERRY MOOR?", "Harbour Dues Rose Steeply While Strike Ended"])
def test_where_capitals_tell_nothing_there_are_no_names(text: str) -> None:
    assert read_question(text).names == frozenset()


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("What was said on 6 July 2016 about grain?", date(2016, 7, 6), date(2016, 7, 6)),
        ("What burned in February 2012?", date(2012, 2, 1), date(2012, 2, 29)),
        ("Who rowed on 2021-05-03?", date(2021, 5, 3), date(2021, 5, 3)),
    ],
)
def test_a_day_or_month_in_the_question_is_a_period(text: str, first: date, last: date) -> None:
    assert read_question(text).periods == ((first, last),)


def test_a_question_without_a_date_has_no_period() -> None:
    assert read_question("Who rowed over the bar in 14 minutes?").periods == ()


def test_an_outlet_is_recognised_by_its_whole_name() -> None:
    assert read_question("what did the harbour post write?", OUTLETS).outlets == {"The Harbour Post"}
    assert read_question("Which Harbour Post reporter swam?", OUTLETS).outlets == {"The Harbour Post"}
    assert read_question("Did the Coast Daily and Die Reede agree?", OUTLETS).outlets == {"Coast Daily", "Die Reede"}
    assert read_question("Was the post in the harbour daily?", OUTLETS).outlets == frozenset()
    assert read_question("Who posted it?", ["The"]).outlets == frozenset()


def test_the_kind_is_that_of_the_words() -> None:
    assert read_question("  Who   sank? ").kind == "who"


def test_what_only_the_day_of_asking_gives_a_meaning_is_not_looked_for() -> None:
    read = read_question("Who opened the lock last week?", (), date(2014, 6, 25))
    assert (read.text, read.shown) == ("Who opened the lock?", "Who opened the lock last week?")
    assert read_question("last week?", (), date(2014, 6, 25)).text == "last week?"


def test_an_outlet_is_known_by_a_word_of_its_own_where_it_is_said_to_write() -> None:
    assert read_question("What did the Post report?", OUTLETS).outlets == {"The Harbour Post"}
    assert read_question("Who sank, according to the Post?", OUTLETS).outlets == {"The Harbour Post"}
    assert read_question("Who painted the Post?", OUTLETS).outlets == frozenset()


def test_the_newest_is_asked_for() -> None:
    assert read_question("Who won the latest regatta?").recent
    assert not read_question("Who won the late regatta?").recent


def test_a_day_in_an_outlet_s_name_is_no_day() -> None:
    question = read_question("What did USA TODAY report on May 2014?", ["USA TODAY"], date(2026, 5, 31))
    assert question.text == "What did USA TODAY report on May 2014?"
    assert [first.isoformat() for first, _ in question.periods] == ["2014-05-01"]
    assert read_question("What happened today?", ["USA TODAY"], date(2026, 5, 31)).periods
    assert not read_question("Who resigned this week?", ["The Week"], date(2026, 5, 31)).outlets
