from __future__ import annotations

import pytest

from rag.choosing import Asked, around, choose, is_quotable, one_an_article, with_outcome, with_subject
from rag.questions import read_question
from tests.rag.making import article, evidence


def asked(text: str) -> Asked:
    return Asked(read_question(text), lambda term: 1.0)


def test_a_further_sentence_adds_what_the_first_does_not_cover() -> None:
    source = article(
        "Odalys Brack opened the bridge at noon. Odalys Brack wore a yellow hat in the rain. "
        "A toll of three crowns is asked of every driver."
    )
    first, beside, adds = (
        evidence(source, text, chance)
        for text, chance in (
            ("Odalys Brack opened the bridge at noon.", 0.6),
            ("Odalys Brack wore a yellow hat in the rain.", 0.3),
            ("A toll of three crowns is asked of every driver.", 0.25),
        )
    )
    question = asked("Who opened the bridge and what toll do drivers pay?")
    assert choose(question, [first, beside, adds], 2) == [first, adds]


def test_nothing_is_shown_twice_nor_far_less_sure_nor_more_than_the_limit() -> None:
    source = article("The bridge is 640 metres long. It is 640 metres long, the bridge. Nobody slept. Tea was served.")
    told = evidence(source, "The bridge is 640 metres long.", 0.6)
    again = evidence(source, "It is 640 metres long, the bridge.", 0.5)
    unsure = evidence(source, "Nobody slept.", 0.05)
    other = evidence(source, "Tea was served.", 0.4)
    question = asked("How long is the bridge?")
    assert choose(question, [told, again, unsure], 3) == [told]
    assert choose(question, [told, other, unsure], 1) == [told]
    assert choose(question, [], 3) == []


@pytest.mark.parametrize(
    ("text", "question", "told"),
    [
        ("The Elm Pool fares worse. It closes on 1 April.", "When does the Elm Pool close?", 2),
        ("The Elm Pool fares worse. The baths close on 1 April.", "When does the Elm Pool close?", 2),
        ("Nobody was surprised. It closes on 1 April.", "When does the Elm Pool close?", 1),
        ("The Elm Pool fares worse. The Elm Pool closes on 1 April.", "When does the Elm Pool close?", 1),
        ("The Elm Pool fares worse. It was Brack who closed it.", "Who closed the Elm Pool?", 1),
        ("The boats lay in Elm. Eleven sank in the night.", "How many boats sank?", 2),
        ("The tanks held diesel. None had leaked by noon.", "Did the diesel leak?", 2),
        ("The boats lay in Elm. Eleven boats sank in the night.", "How many boats sank?", 1),
        ("The tanks were full. None had leaked by noon.", "Did the diesel leak?", 1),
        ("The Elm Pool fares worse\n\nThe baths close on 1 April.", "When does the Elm Pool close?", 1),
    ],
)
def test_a_sentence_comes_with_the_one_before_it_where_only_that_names_its_subject(
    text: str, question: str, told: int
) -> None:
    source = article(text)
    last = text.replace("\n\n", ". ").split(". ")[-1]
    shown = with_subject(read_question(question), evidence(source, last))
    assert source.text[shown.start : shown.end] == shown.text
    assert shown.text == (text if told == 2 else last)


def test_a_heading_comes_after_a_sentence_that_is_nearly_as_good() -> None:
    source = article("Brack opened the bridge. Toll for all drivers and riders\n\nA toll of three crowns is asked.")
    first, heading, told = (
        evidence(source, text, chance)
        for text, chance in (
            ("Brack opened the bridge.", 0.6),
            ("Toll for all drivers and riders", 0.4),
            ("A toll of three crowns is asked.", 0.35),
        )
    )
    assert choose(asked("Who opened the bridge and what toll is asked?"), [first, heading, told], 2) == [first, told]
    assert choose(asked("Is there a toll for riders?"), [heading, first], 1) == [heading]


def test_a_sentence_that_leans_on_one_shown_joins_it() -> None:
    source = article("Brack named her terms in Elm. She wants four things: a road, a bridge, a boat and a bell.")
    first = evidence(source, "Brack named her terms in Elm.", 0.6)
    leans = evidence(source, "She wants four things: a road, a bridge, a boat and a bell.", 0.5)
    assert [each.text for each in choose(asked("What does Brack want?"), [first, leans], 3)] == [source.text]


@pytest.mark.parametrize(
    ("question", "told"),
    [("Did the coach swim the river?", 2), ("Who promised to swim the river?", 1)],
)
def test_whether_it_came_so_is_shown_with_what_was_to_come(question: str, told: int) -> None:
    source = article("The coach had promised to swim the river. He did so at seven. Nobody watched.")
    shown = with_outcome(read_question(question), evidence(source, "The coach had promised to swim the river."))
    assert source.text[shown.start : shown.end] == shown.text
    assert shown.text.endswith("river." if told == 1 else "at seven.")


def test_what_stands_around_a_sentence_is_the_one_before_and_the_one_after() -> None:
    source = article("One came. Two went. Three stayed. Four slept.")
    assert around(evidence(source, "Two went.")) == "One came. Two went. Three stayed."
    assert around(evidence(source, "Four slept.")) == "Three stayed. Four slept."


def test_a_heading_is_not_quoted_and_an_article_is_named_once() -> None:
    source, other = article("Ferry news\n\nThe ferry sank."), article("The ferry was raised.")
    heading, sentence = evidence(source, "Ferry news"), evidence(source, "The ferry sank.")
    raised = evidence(other, "The ferry was raised.")
    assert not is_quotable(heading)
    assert is_quotable(sentence)
    assert one_an_article([sentence, heading, raised]) == [sentence, raised]
