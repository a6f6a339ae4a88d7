from __future__ import annotations

import pytest

from rag.subjects import subject_faults
from tests.rag.making import NO_LIKES, setting, words_of


def faults(text: str, *told: str) -> list[str]:
    statement, given, carriers, pairings = setting(text, *told)
    paired = list(zip(carriers, pairings, strict=True))
    return [kind for kind, _ in words_of(subject_faults(statement, paired, given, NO_LIKES))]


OPENING = "Mayor Odalys Brack cut a net at nine, and a milk lorry crossed. The chief engineer came late."
POOL = "The library holds a parrot. The swimming pool fares worse. It closes on 1 April."
FERRY = "The ferry Marigold Tern was late. The ferry, built in 1988, has a hole. The Patient Agnes came."


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The chief engineer cut a net at nine.", OPENING),
        ("The milk lorry cut a net at nine.", OPENING),
        ("The library closes on 1 April.", POOL),
        ("The Patient Agnes was built in 1988.", FERRY),
        ("Mayor Strake had sat in the gallery.", "Mayor Puddle had sat in the gallery. Mayor Strake was away."),
        ("Lundquill was laid on the slipway.", "Captain Lundquill laid a wreath on the slipway."),
        ("The house stopped in 1931.", "They took an oar of the last ferry, which stopped in 1931, to the house."),
        ("Fenn took over the yard.", "The office said it had taken over the yard from Fenn & Sons."),
        ("The lamp is selling oil.", "The yard is selling oil for a lamp."),
        ("Brack called for a vote.", "The rule, written by Brack, stands, but Thale wrote to call for a vote."),
    ],
)
def test_a_subject_with_the_deeds_of_another_is_a_fault(text: str, told: str) -> None:
    assert faults(text, told) == ["joined"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Odalys Brack cut a net.", OPENING),
        ("The pool closes on 1 April.", POOL),
        ("The Marigold Tern was built in 1988.", FERRY),
        ("Brack was sent home with a map.", "Brack came late. She was sent home with a map."),
        ("The ministry fined the yard.", "The ministry closed the line by autumn and fined the yard."),
        ("The bridge was opened on Monday.", "The bridge opened to cars on Monday."),
        ("The ferry stopped in 1931.", "They took an oar of the last ferry, which stopped in 1931, to the house."),
        ("The club signed Walker.", "The club on Thursday signed Walker."),
        ("It closes on 1 April.", POOL),
    ],
)
def test_a_subject_by_its_name_another_one_or_a_pronoun_passes(text: str, told: str) -> None:
    assert faults(text, told) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Some 400 people saw the Tern.", "Some 400 saw the Tern."),
        ("Americans sold the Tern.", "The U.S. sold the Tern."),
        ("The Tern was sold by Fenn.", "Bought and sold by Fenn, the Tern sank."),
    ],
)
def test_a_subject_may_be_left_to_a_number_or_called_by_its_nation(text: str, told: str) -> None:
    assert faults(text, told) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Brack invited Dray to the lamp.", "Invited by Dray to the lamp, Brack came."),
        ("Fenn built the Tern.", "The Tern, built by Dray and others, and Fenn were late."),
        (
            "The G7 states pay for the lamp.",
            "Thale met the G7 states for the G20 states, which pay for the lamp.",
        ),
    ],
)
def test_what_another_one_did_is_no_deed_of_the_subject(text: str, told: str) -> None:
    assert faults(text, told) == ["joined"]
