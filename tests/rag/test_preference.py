from __future__ import annotations

from datetime import date

from rag.preference import in_period, preferred_first
from rag.questions import read_question
from tests.rag.making import article, evidence

OLD = article("The old bridge opened.", outlet="Coast Daily", day="2014-06-21")
NEW = article("The new bridge opened.", outlet="Harbour Post", day="2026-05-11")
BOTH = [evidence(OLD, OLD.text, 0.5), evidence(NEW, NEW.text, 0.4)]


def first(question: str, asked: date | None = None) -> str:
    return preferred_first(read_question(question, ["Coast Daily", "Harbour Post"], asked), BOTH)[0].text


def test_a_period_an_outlet_and_the_newest_lift_what_is_theirs() -> None:
    assert first("Who opened the bridge?") == OLD.text
    assert first("Who opened the bridge in 2026?") == NEW.text
    assert first("Who opened the bridge, according to the Harbour Post?") == NEW.text
    assert first("Who opened the latest bridge?") == NEW.text


def test_who_says_when_it_is_asked_gets_the_news_of_then_first() -> None:
    assert first("Who opened the bridge?", date(2026, 5, 14)) == NEW.text
    assert first("Who opened the bridge?", date(2027, 5, 14)) == OLD.text
    assert first("Who opened the bridge in 2014?", date(2026, 5, 14)) == OLD.text


def test_what_is_sought_lifts_unless_it_is_told_of_another() -> None:
    source = article("The Tern hit a rock. She had 143 passengers aboard. The Heron has 90 passengers.")
    told = [
        evidence(source, "The Tern hit a rock.", 0.5, names=1.0),
        evidence(source, "She had 143 passengers aboard.", 0.4, names=1.0),
        evidence(source, "The Heron has 90 passengers.", 0.45, names=0.5),
    ]
    ranked = preferred_first(read_question("How many passengers had the Tern?"), told)
    assert [each.text for each in ranked] == [told[1].text, told[0].text, told[2].text]


def test_nothing_is_hidden_and_chances_stay_chances() -> None:
    ranked = preferred_first(read_question("Who opened the latest bridge in 2026?"), BOTH)
    assert len(ranked) == len(BOTH)
    assert all(0 < each.chance < 1 for each in ranked)
    assert preferred_first(read_question("Who opened the bridge?"), []) == []


def test_an_undated_article_is_of_no_period() -> None:
    question = read_question("Who opened the bridge in 2026?")
    assert in_period(question, [NEW])
    assert not in_period(question, [article("The bridge opened.")])


def test_a_sentence_that_prints_another_time_than_the_one_asked_for_comes_after_one_that_does_not() -> None:
    later = article("It was the worst storm since August 2004. The storm broke the wall.", day="2022-09-28")
    told = [evidence(later, later.text[:42], 0.5), evidence(later, later.text[42:], 0.4)]
    assert preferred_first(read_question("Which storm came in September 2022?"), told)[0].text == later.text[42:]
    assert preferred_first(read_question("Which storm came in August 2004?"), told)[0].text == later.text[:42]
    assert preferred_first(read_question("Which storm came?"), told)[0].text == later.text[:42]
