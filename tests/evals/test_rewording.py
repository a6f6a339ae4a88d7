from __future__ import annotations

import pytest

from evals.rewording import REWORDINGS
from evals.truths import TrueSentence


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("time first", "Odo Fenn lit the lamps on Monday.", "On Monday, Odo Fenn lit the lamps."),
        ("number in words", "It drew 70,000 people.", "It drew seventy thousand people."),
        ("number in digits", "It drew nineteen people.", "It drew 19 people."),
        ("day as a date", "It burnt on Monday.", "It burnt on 4 May 2026."),
        ("month shortened", "It burnt on 4 August 2026 at noon.", "It burnt on 4 Aug. 2026 at noon."),
        ("passive", "The mayor closed the lane.", "The lane was closed by the mayor."),
        ("a like word", "It began at noon.", "It started at noon."),
        ("capitals", "The lamp burnt.", "The Lamp Burnt"),
        ("number in words", "It drew many people.", None),
    ],
)
def test_a_sentence_is_put_in_other_words_or_left(kind: str, text: str, expected: str | None) -> None:
    assert REWORDINGS[kind](TrueSentence(text, text, "2026-05-06", ())) == expected
