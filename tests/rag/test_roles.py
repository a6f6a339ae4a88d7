from __future__ import annotations

import pytest

from rag.roles import clauses, role_faults
from rag.statement import read_statement
from tests.rag.making import setting


def is_reversed(text: str, told: str) -> bool:
    statement, _, carriers, pairings = setting(text, told)
    return bool(list(role_faults(statement, carriers, pairings)))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Dray thanked Fenn.", "Fenn thanked Dray."),
        ("Fenn was thanked by Dray.", "Fenn thanked Dray."),
        ("The mayor was closed by the lane.", "The mayor closed the lane."),
        ("Dray insisted that Fenn stay.", "Fenn insisted that Dray stay."),
        ("The US blamed Dray.", "Dray blamed the US."),
        ("Dray congratulated Fenn.", "Fenn lost. She congratulated Dray."),
        ("Fenn switched on the lamps.", "Fenn asked Dray to switch on the lamps."),
    ],
)
def test_who_did_it_to_whom_the_other_way_round_is_a_fault(text: str, told: str) -> None:
    assert is_reversed(text, told)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Dray was thanked by Fenn.", "Fenn thanked Dray."),
        ("Fenn thanked Dray.", "Dray was thanked by Fenn."),
        ("On Monday the mayor closed the lane.", "The mayor closed the lane on Monday."),
        ("At the quay, Fenn thanked Dray.", "Fenn thanked Dray at the quay."),
        ("“It burns,” said Dray.", "Dray said it burns."),
        ("Dray and Fenn met in Skarra.", "In Skarra Fenn and Dray met."),
    ],
)
def test_another_voice_or_order_of_clauses_is_none(text: str, told: str) -> None:
    assert not is_reversed(text, told)


def test_clauses_are_cut_at_stops_and_conjunctions_and_hold_every_word() -> None:
    statement = read_statement("Dray, who slept, woke when it rang and left")
    found = clauses(statement)
    assert [at for clause in found for at in clause] == list(range(len(statement.words)))
    assert len(found) == 5


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Skarra will pay more for oil from Merrow.", "Skarra agreed to pay more for oil supplied by Merrow."),
        ("Fenn is the leader of the Union.", "Union leader Fenn came."),
        ("The two tolls affect all cars.", "All cars affected widely by the two tolls were stopped."),
        ("The board passed its rule by two votes.", "The board passed by two votes its rule."),
    ],
)
def test_by_names_the_agent_of_its_own_verb_alone(text: str, told: str) -> None:
    assert not is_reversed(text, told)
