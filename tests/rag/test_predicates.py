from __future__ import annotations

from rag.predicates import clause_of, noun_before
from rag.statement import read_statement


def test_a_clause_has_its_subject_its_verb_and_what_is_said() -> None:
    statement = read_statement("On Monday, Mayor Odalys Brack opened the Heron Bridge, and it rained.")
    clause = clause_of(statement)
    assert clause is not None
    assert [statement.words[at].folded for at in clause.subject] == ["brack"]
    assert statement.words[clause.verb].folded == "opened"
    assert [statement.words[at].folded for at in clause.said] == ["opened", "heron", "bridge"]


def test_of_a_pronoun_nothing_is_told() -> None:
    assert clause_of(read_statement("It was not.")) is None


def test_the_noun_that_a_verb_follows_ends_at_a_comma() -> None:
    told = read_statement("In the rain, the old keeper of the lamp sold it.")
    verb = next(at for at, word in enumerate(told.words) if word.folded == "sold")
    assert [told.words[at].folded for at in sorted(noun_before(told, verb))] == ["old", "keeper", "lamp"]
