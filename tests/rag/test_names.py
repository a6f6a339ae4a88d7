from __future__ import annotations

import pytest

from rag.names import name_faults
from tests.rag.making import NO_LIKES, setting, words_of


def faults(text: str, *told: str) -> list[tuple[str, str]]:
    statement, given, carriers, pairings = setting(text, *told)
    return words_of(name_faults(statement, carriers[0], given, pairings[0], NO_LIKES))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Mr Fenn weighed the eels.", "Odo Fenn weighed the eels."),
        ("Odo Fenn weighed the eels.", "Odo Fenn came. Then Fenn weighed the eels."),
        ("Odo Fenn weighed the eels.", "Odo Fenn came. Then he weighed the eels."),
        ("They fled to the United States.", "They fled to the U.S. by ship."),
        ("The WLO counted lamps.", "The World Lamp Office counted lamps."),
        ("The Israeli ship sank.", "The ship of Israel sank."),
        ("Eels were weighed.", "The catch of eels was weighed."),
        ("Previously the eels were weighed.", "Before that the eels were weighed."),
        ("Fenn & Sons lit the lamp.", "Fenn & Sons, of Skarra, Merrow, lit the lamp."),
        ("Clerk Odo Fenn weighed the eels.", "That was the clerk’s plan. Odo Fenn weighed the eels."),
        ("Odo Fenn Weighed The Eels On Quay Nine", "Odo Fenn weighed the eels on quay nine."),
    ],
)
def test_a_name_may_be_shorter_longer_or_abbreviated(text: str, told: str) -> None:
    assert faults(text, told) == []


@pytest.mark.parametrize(
    ("text", "told", "kind"),
    [
        ("Ida Tern weighed the eels.", "Odo Fenn weighed the eels.", "name_other"),
        ("Tern weighed the eels.", "Odo Fenn weighed the eels.", "name_other"),
        ("Ida Fenn weighed the eels.", "Odo Fenn weighed the eels.", "name_other"),
        ("The eels were weighed in Skarra.", "The eels were weighed in the rain.", "name"),
        ("Ida Tern weighed the eels.", "Odo Fenn weighed the eels. Ida Tern slept.", "name_other"),
        ("Mayor Tern weighed the eels.", "The eels were weighed, said Mayor Fenn. Mayor Tern slept.", "name"),
        ("Then Tern thanked Fenn again.", "Then Fenn thanked Tern again.", "name_other"),
    ],
)
def test_another_name_is_a_fault_though_the_passage_may_have_it(text: str, told: str, kind: str) -> None:
    assert kind in {found for found, _ in faults(text, told)}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Autol, a Swedish yard, made the lamp.", "Sweden-based yard Autol made the lamp."),
        ("They watched it on Kite.", "They watched it on Danish broadcaster Kite."),
        ("Odalys Brack will resign.", "Odalys Brack, the keeper of Skarra, will resign."),
    ],
)
def test_a_nation_or_a_place_beside_a_name_is_none_in_its_place(text: str, told: str) -> None:
    assert faults(text, told) == []
