from __future__ import annotations

from rag.carriers import Given, Told
from rag.joins import cause_faults, join_faults
from rag.pairing import Pairing
from rag.statement import Statement
from tests.rag.making import setting, words_of

TOLD = (
    "The curator of the museum was pleased with the map. It hangs there. It rained. "
    "The ferry was sold for scrap to a yard in April. The yard was closed for lack of space."
)


def faults(text: str, *told: str) -> list[tuple[str, str]]:
    statement, given, carriers, pairings = setting(text, *(told or (TOLD,)))
    return words_of(join_faults(statement, carriers, given, pairings))


def causes(text: str, told: str, strict: bool = False) -> list[tuple[str, str]]:
    return words_of(cause_faults(*setting_in_order(text, told), strict=strict))


def setting_in_order(text: str, told: str) -> tuple[Statement, list[Told], Given, list[Pairing]]:
    statement, given, carriers, pairings = setting(text, told)
    return statement, carriers, given, pairings


def test_the_subject_of_one_sentence_with_the_predicate_of_another_is_a_fault() -> None:
    assert [kind for kind, _ in faults("The curator of the museum was sold for scrap in April.")] == ["joined"]


def test_a_sentence_that_holds_both_parts_joins_nothing() -> None:
    assert faults("The ferry was sold for scrap in April.") == []


def test_a_sentence_may_go_on_about_whom_the_one_before_named() -> None:
    told = "The curator came late. She was sent home with a map of April."
    assert faults("The curator was sent home with a map of April.", told) == []


def test_a_cause_that_nothing_tells_is_a_fault() -> None:
    assert causes("The ferry was sold because the museum hangs a map.", TOLD) == [("link", "because")]
    assert causes("The ferry was sold because it leaked.", "The ferry was sold as it leaked badly.") == []


def test_what_came_after_is_no_cause_where_it_is_to_be_shown() -> None:
    told = "The ferry was sold after it had leaked badly."
    assert causes("The ferry was sold because it leaked.", told) == []
    assert causes("The ferry was sold because it leaked.", told, strict=True) == [("link", "because")]
    assert causes("The ferry was sold because it leaked.", "The ferry was sold because it leaked.", strict=True) == []
