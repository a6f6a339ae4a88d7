from __future__ import annotations

import pytest

from rag.figures import figure_faults
from rag.pairing import pair_words
from tests.rag.making import NO_LIKES, setting, words_of


def faults(text: str, *told: str) -> list[tuple[str, str]]:
    statement, given, carriers, pairings = setting(text, *told)
    return words_of(figure_faults(statement, carriers, given, pairings[0], NO_LIKES))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("It drew seventy thousand people.", "It drew 70,000 people."),
        ("It drew 70 000 people.", "It drew seventy thousand people."),
        ("It cost 3.5 million crowns.", "It cost 3,500,000 crowns."),
        ("They left the $325m deal.", "They left the deal of $325m (£170m) in May."),
        ("Prices rose 3 percent.", "Prices rose by 3 per cent."),
        ("About 70,000 people came.", "In all 70,312 people came."),
        ("More than 800 people came.", "In all 870 people came."),
        ("It measured 141 km.", "It measured 141 kilometres."),
        ("He came in the third hour.", "He came in the 3rd hour."),
        ("The Tern fell to fourth place.", "The Tern fell to number four."),
        ("It lost 68m euros.", "It lost 68m euros ($89m; £47m) in the year."),
        ("They send six to 10 letters a year.", "They send letters about six to 10 times a year."),
        ("Half of the seals were old.", "Of the seals 50 per cent were old."),
        ("It won 318 seats, eight short of more.", "It won 318 seats, 12 fewer than then, and eight short of more."),
        ("Fenn holds 16 pct of the yard.", "Fenn holds 1,489 shares of the yard, or 16 pct."),
    ],
)
def test_a_number_may_be_written_otherwise(text: str, told: str) -> None:
    assert faults(text, told) == []


@pytest.mark.parametrize(
    ("text", "told", "kind"),
    [
        ("It drew 71,000 people.", "It drew 70,000 people.", "figure_other"),
        ("Exactly 70,000 people came.", "In all 70,312 people came.", "figure_other"),
        ("More than 900 people came.", "In all 870 people came.", "figure_other"),
        ("Prices rose by 3 crowns.", "Prices rose by 3 per cent.", "figure"),
        ("Of the seals 9 were old.", "The seals were old.", "figure"),
        ("He came in the fourth hour.", "He came in the third hour.", "figure"),
        ("It took 9 minutes to cross.", "It took 9 hours to cross.", "counted"),
        ("It hurt 21 people in 45 towns.", "It hurt 45 people in 21 towns.", "figure_other"),
    ],
)
def test_another_number_unit_or_rank_is_a_fault(text: str, told: str, kind: str) -> None:
    assert kind in {found for found, _ in faults(text, told)}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Odo Fenn, 27, sold it.", ["Odo Fenn sold it.", "Ineke Dray, 27, was away."]),
        ("Almost 13 homes own a lamp.", ["Most homes own a lamp.", "Almost 13 of these had a cellar."]),
        ("Fenn was 39 when he left.", ["Fenn was old when he left.", "It rained.", "The 39-year-old cook wept."]),
    ],
)
def test_a_number_of_another_sentence_is_strictly_not_lent_to_this_one(text: str, told: list[str]) -> None:
    statement, given, *_ = setting(text, " ".join(told))
    first = given.told[0]
    pairing = pair_words(statement, first.statement, NO_LIKES)
    found = words_of(figure_faults(statement, [first], given, pairing, NO_LIKES, strict=True))
    assert "figure" in {kind for kind, _ in found}


def test_a_number_that_the_passage_has_for_something_else_will_not_do() -> None:
    told = "The lane cost 41 crowns to cross. Of the seals 40 were old."
    assert faults("The lane cost 40 crowns to cross.", told) == [("figure_other", "40")]


def test_a_number_of_another_sentence_will_do_with_words_of_its_own() -> None:
    told = "The lane was opened by the mayor on a quay. It is 40 metres long."
    assert faults("The lane, 40 metres long, was opened by the mayor.", told) == []
