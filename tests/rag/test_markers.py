from __future__ import annotations

import pytest

from rag.markers import read_markers
from tests.rag.making import source

GIVEN = {number: source(f"Passage {number}.") for number in (1, 2, 3)}


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("The lamp burns. [1]", (1,)),
        ("The lamp burns [1][3].", (1, 3)),
        ("The lamp burns [1, 2].", (1, 2)),
        ("The lamp burns [1-3].", (1, 2, 3)),
        ("The lamp burns 【2】", (2,)),
        ("The lamp [2] burns [2].", (2,)),
    ],
)
def test_markers_are_taken_out_and_resolved(text: str, numbers: tuple[int, ...]) -> None:
    marked = read_markers(text, GIVEN)
    assert marked.numbers == numbers
    assert not marked.faults
    assert "[" not in marked.text and "【" not in marked.text


@pytest.mark.parametrize(
    "text", ["It burns [4].", "It burns [0].", "It burns [1][4].", "It burns [1-999999].", "It burns [99999999999]."]
)
def test_a_marker_to_a_passage_that_was_not_given_is_a_fault(text: str) -> None:
    assert {fault.kind for fault in read_markers(text, GIVEN).faults} == {"marker"}


@pytest.mark.parametrize(
    "text",
    ["It burns [source].", "It burns [A].", "It burns 【4†source】", "It burns (see article)", "It burns [1] [Doc]."],
)
def test_an_invented_marker_is_a_fault(text: str) -> None:
    assert "marker" in {fault.kind for fault in read_markers(text, GIVEN).faults}


def test_no_marker_at_all_is_a_fault_and_an_editors_bracket_is_no_marker() -> None:
    assert [fault.kind for fault in read_markers("It burns.", GIVEN).faults] == ["uncited"]
    assert not read_markers("“It [the lamp] burns” [1]", GIVEN).faults
