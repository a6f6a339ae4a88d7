from __future__ import annotations

import pytest

from rag.archive import Archive
from rag.questions import read_question
from rag.spelling import Names, correct

NAMES = Names(["Barnaby Thunderstone met Odalys Brack. Then Brack left.", "The Tern and the tide at Skarra."])
KNOWN = {"barnabi": 1, "met": 1}


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("Thundrestone", "Thunderstone"),  # two letters swapped
        ("thunderstown", "Thunderstone"),
        ("Skarre", "Skarra"),
        ("Thunderbolts", None),
        ("Turns", None),
        ("Karra", None),  # another first letter is another name
        ("Zebra", None),
    ],
)
def test_the_nearest_name_is_within_an_edit_or_two(word: str, name: str | None) -> None:
    assert NAMES.nearest(word) == name


def test_only_what_stands_nowhere_is_read_otherwise_and_it_is_said() -> None:
    asked = read_question("Who is Barnaby Thundrestone?")
    text, notes = correct(asked, lambda stems: {stem: KNOWN.get(stem, 0) for stem in stems}, lambda: NAMES)
    assert text == "Who is Barnaby Thunderstone?"
    assert notes == ["“Thundrestone” stands nowhere in the collection; it was read as “Thunderstone”."]
    known = correct(asked, lambda stems: dict.fromkeys(stems, 1), lambda: NAMES)
    assert known == ("Who is Barnaby Thundrestone?", [])


def test_a_misspelt_name_is_answered_with_a_note(sample: Archive) -> None:
    right, wrong = sample.ask("Who is Barnaby Thunderstone?"), sample.ask("Who is Barnaby Thundrestone?")
    assert wrong.citations == right.citations
    assert wrong.question == "Who is Barnaby Thundrestone?"
    assert wrong.understood == "Who is Barnaby Thunderstone?"
    assert any("Thunderstone" in note for note in wrong.notes)
    assert right.notes == []
