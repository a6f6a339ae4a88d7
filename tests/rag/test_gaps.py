from __future__ import annotations

from rag.gaps import gap_faults
from rag.statement import read_statement

TEXT = "The keeper sold the brass lamp to a museum in Highpool."


def kinds(less: dict[str, float], every_word: bool) -> list[str]:
    statement = read_statement(TEXT)
    held = {at: less.get(word.folded, 1.0) for at, word in enumerate(statement.words) if word.telling}
    return [fault.kind for fault in gap_faults(statement, held, every_word)]


def test_what_is_told_has_no_gap() -> None:
    assert kinds({}, every_word=True) == []


def test_a_run_of_unknown_words_is_an_addition() -> None:
    assert kinds({"sold": 0.0, "brass": 0.0, "lamp": 0.0}, every_word=False) == ["addition"]


def test_one_word_is_too_much_where_every_word_counts() -> None:
    assert kinds({"brass": 0.1}, every_word=True) == ["addition"]
    assert kinds({"brass": 0.1}, every_word=False) == []


def test_of_a_verb_more_must_be_told_than_of_a_noun() -> None:
    assert kinds({"sold": 0.3}, every_word=True) == ["addition"]
    assert kinds({"lamp": 0.3}, every_word=True) == []
