from __future__ import annotations

from rag.evidence import Evidence
from rag.namesakes import namesakes_behind
from rag.questions import read_question
from tests.rag.making import article, evidence

OPENED = "Rosalind Kestrelby opened the Heron Bridge on Monday."
FIRST = "Odalys Brack opened the first bridge as mayor."
BOTH = "Odalys Brack, who opened the first bridge, watched as the Heron Bridge was opened."


def order(question: str, *told: tuple[str, float]) -> list[str]:
    text = " ".join(sentence for sentence, _ in told)
    weighed: list[Evidence] = [evidence(article(text), sentence, chance) for sentence, chance in told]
    return [each.text for each in namesakes_behind(read_question(question), weighed)]


def test_another_thing_of_the_kind_stands_behind() -> None:
    question = "Who opened the Heron Bridge?"
    assert order(question, (FIRST, 0.6), (OPENED, 0.4)) == [OPENED, FIRST]
    assert order(question, (FIRST, 0.95), (OPENED, 0.1)) == [FIRST, OPENED]
    assert order(question, (BOTH, 0.6), (OPENED, 0.4)) == [BOTH, OPENED]


def test_nothing_changes_where_nothing_has_the_name_or_none_is_asked_for() -> None:
    assert order("Who opened the Swan Bridge?", (FIRST, 0.6), (OPENED, 0.4)) == [FIRST, OPENED]
    assert order("Who opened the bridge?", (FIRST, 0.6), (OPENED, 0.4)) == [FIRST, OPENED]
    assert order("Who is Kestrelby?", (FIRST, 0.6), (OPENED, 0.4)) == [FIRST, OPENED]
