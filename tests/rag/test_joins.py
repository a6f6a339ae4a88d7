from __future__ import annotations

from rag.joins import join_faults
from tests.rag.making import setting, words_of

TOLD = (
    "The curator of the museum was pleased with the map. It hangs there. It rained. "
    "The ferry was sold for scrap to a yard in April. The yard was closed for lack of space."
)


def faults(text: str, *told: str) -> list[tuple[str, str]]:
    statement, given, carriers, pairings = setting(text, *(told or (TOLD,)))
    return words_of(join_faults(statement, carriers, given, pairings))


def test_the_subject_of_one_sentence_with_the_predicate_of_another_is_a_fault() -> None:
    assert [kind for kind, _ in faults("The curator of the museum was sold for scrap in April.")] == ["joined"]


def test_a_sentence_that_holds_both_parts_joins_nothing() -> None:
    assert faults("The ferry was sold for scrap in April.") == []


def test_a_sentence_may_go_on_about_whom_the_one_before_named() -> None:
    told = "The curator came late. She was sent home with a map of April."
    assert faults("The curator was sent home with a map of April.", told) == []


def test_a_cause_that_nothing_tells_is_a_fault() -> None:
    assert faults("The ferry was sold because the museum hangs a map.") == [("link", "because")]
    assert faults("The ferry was sold because it leaked.", "The ferry was sold as it leaked badly.") == []
