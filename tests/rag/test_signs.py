from __future__ import annotations

import math

from rag.chance import SIGNS
from rag.questions import read_question
from rag.signs import signs_of
from tests.rag.making import article, evidence

FERRY = article("The ferry struck the mole. Nine people were hurt.")
BEST = [
    evidence(FERRY, "The ferry struck the mole.", likeness=0.6, passage_likeness=0.5, covered=0.7, covered_near=0.9),
    evidence(FERRY, "Nine people were hurt.", likeness=0.7, passage_likeness=0.5, covered=0.2, covered_near=0.9),
]


def signs(
    question: str, told_otherwise: bool = False, liker: float = 0.0, absent: float = 0.0, passages: int = 9
) -> dict[str, float]:
    found = signs_of(read_question(question), BEST, told_otherwise, liker, absent, passages)
    return dict(zip(SIGNS, found, strict=True))


def test_signs_are_one_a_name_and_finite() -> None:
    found = signs("Who struck the mole at Elm?")
    assert all(math.isfinite(sign) for sign in found.values())
    assert (found["likeness"], found["covered"], found["covered_near"]) == (0.7, 0.7, 0.9)
    more = signs("Who struck the old mole at Elm in the Coast Daily?", liker=0.1, absent=0.5, passages=1_000)
    for name in ("matter", "names", "liker_without", "absent", "size"):
        assert more[name] > found[name], name


def test_what_is_told_otherwise_counts_by_what_is_covered_and_less_in_a_long_question() -> None:
    assert signs("Who struck the mole?")["otherwise"] == 0
    assert signs("Who struck the mole?", told_otherwise=True)["otherwise"] == 0.7
    long = "Who struck the mole, wrecked boats, sank barges, tore nets, broke lamps and frightened herons?"
    assert 0 < signs(long, told_otherwise=True)["otherwise"] < 0.4


def test_size_tells_little_among_hundreds_and_much_among_tens_of_thousands() -> None:
    def size(passages: int) -> float:
        return signs("Who struck the mole?", passages=passages)["size"]

    assert 0 < size(1_000) - size(70) < 0.5 * (size(57_000) - size(1_000))
