from __future__ import annotations

import pytest

from rag.statement import read_statement
from rag.verb_forms import FORMS_OF, base_of
from rag.verbs import end_of_subject, lacks_a_verb, verbs_of


@pytest.mark.parametrize(
    ("text", "verbs"),
    [
        ("The keeper sold the lamp and will go at 9 a.m.", ["sold", "will", "go"]),
        ("The bridge carries two lanes.", ["carries"]),
        ("The united parish stands on three red crowns.", ["stands"]),
        ("Ida Tern, now 81, opened the yard.", ["opened"]),
        ("The cut in the toll", []),
        ("The state-owned yard and two tolls affect cars.", ["affect"]),
    ],
)
def test_verbs_are_told_from_nouns_by_what_stands_around_them(text: str, verbs: list[str]) -> None:
    statement = read_statement(text)
    assert [statement.words[at].folded for at in verbs_of(statement)] == verbs


def test_a_subject_ends_before_the_verb() -> None:
    statement = read_statement("The old keeper of the lamp was sent home.")
    at = end_of_subject(statement)
    assert at is not None and statement.words[at].folded == "was"
    assert end_of_subject(read_statement("The lamp")) is None


@pytest.mark.parametrize("text", ["The first bridge over the Sound.", "Pay a toll of three crowns each way."])
def test_a_heading_and_an_order_have_no_verb(text: str) -> None:
    assert lacks_a_verb(read_statement(text))


@pytest.mark.parametrize("text", ["The bridge was closed.", "Die Lampe brennt seit zwei Tagen."])
def test_a_sentence_has_one_and_one_of_another_language_may(text: str) -> None:
    assert not lacks_a_verb(read_statement(text))


def test_an_irregular_form_is_of_its_base() -> None:
    assert (base_of("sold"), base_of("began"), base_of("lamp")) == ("sell", "begin", "lamp")
    assert FORMS_OF["begin"] == {"began", "begun"}
