from __future__ import annotations

from rag.namings import is_at_home, is_told_closer, stands_beside_its_place
from rag.statement import read_statement
from rag.values import Value


def named(text: str, key: str) -> Value:
    return next(name for name in read_statement(text).names if name.key == key)


def test_a_name_in_the_same_noun_only_tells_it_closer() -> None:
    told = "They watched it on Danish broadcaster Kite."
    assert is_told_closer(named(told, "kite"), named(told, "danish"), read_statement(told))
    told = "We saw that Brack thanked Fenn."
    assert not is_told_closer(named(told, "fenn"), named(told, "brack"), read_statement(told))


def test_a_name_between_commas_says_where_or_what_somebody_is() -> None:
    told = "We hear that Odalys Brack, the keeper of Skarra, will resign."
    assert stands_beside_its_place(named(told, "odalys brack"), named(told, "skarra"), read_statement(told))
    told = "We hear that Odalys Brack, who left Skarra, will resign."
    assert not stands_beside_its_place(named(told, "odalys brack"), named(told, "skarra"), read_statement(told))


def test_a_name_with_the_same_words_behind_it_is_at_home() -> None:
    text, told = "Fenn will start mending.", "Fenn is to start mending, and Dray will start building."
    assert is_at_home(named(text, "fenn"), read_statement(text), read_statement(told))
    text = "Dray will start mending."
    assert not is_at_home(named(text, "dray"), read_statement(text), read_statement(told))
