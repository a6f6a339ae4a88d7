from __future__ import annotations

import pytest

from rag.fractions import fractions_in


@pytest.mark.parametrize(
    ("text", "share", "bound"),
    [
        ("A third of the islanders", 100 / 3, ""),
        ("nearly one-third of the islanders", 100 / 3, "most"),
        ("two thirds of the fleet", 200 / 3, ""),
        ("three-quarters voted", 75, ""),
        ("more than half of all households", 50, "least"),
        ("The rate fell by half.", 50, ""),
        ("up to a fifth of the birds", 20, "most"),
    ],
)
def test_a_share_in_words_is_one_in_per_cent(text: str, share: float, bound: str) -> None:
    (found,) = fractions_in(text)
    assert (found.unit, found.bound) == ("%", bound) and found.amount == pytest.approx(share)


@pytest.mark.parametrize(
    "text",
    ["a third ferry", "half past nine", "half an hour", "the first half of the year", "the lower half of the town"],
)
def test_a_rank_a_time_or_a_place_is_none(text: str) -> None:
    assert fractions_in(text) == []
