from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.calibration import calibration_pairs, expected_error, reliability
from evals.outcomes import Outcome


def error(confidence: list[float], truth: list[float]) -> float:
    return float(expected_error(np.array(confidence), np.array(truth), np.ones((1, len(truth))))[0])


def test_seven_of_ten_at_seventy_percent_is_no_error_and_none_is_all_of_it() -> None:
    assert error([0.7] * 10, [1.0] * 7 + [0.0] * 3) == pytest.approx(0)
    assert error([0.7] * 10, [0.0] * 10) == pytest.approx(0.7)
    assert error([1.0, 0.0], [1.0, 0.0]) == 0


def test_the_error_of_each_bin_counts_by_its_questions() -> None:
    # Three at 0.95 of which none, one at 0.05 of which none: (3 * 0.95 + 0.05) / 4.
    assert error([0.95] * 3 + [0.05], [0.0] * 4) == pytest.approx(0.725)


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=50))
def test_the_error_is_at_most_the_mean_distance(pairs: list[tuple[float, bool]]) -> None:
    confidence, truth = [one for one, _ in pairs], [float(true) for _, true in pairs]
    apart = float(np.mean([abs(one - true) for one, true in zip(confidence, truth, strict=True)]))
    assert 0 <= error(confidence, truth) <= apart + 1e-9


def test_found_is_of_every_judged_question_and_right_of_those_answered(outcome: Callable[..., Outcome]) -> None:
    asked = [
        outcome("right", {"right": 1.0, "Brier right": 0.04}, confidence=0.8),
        outcome("refused", {"right": 1.0}, answerable=False, confidence=0.2, status="not_found"),
        outcome("unjudged", {}, answerable=None, confidence=0.9),
    ]
    confidence, truth, rows = calibration_pairs(asked, "found")
    assert (confidence.tolist(), truth.tolist(), rows.tolist()) == ([0.8, 0.2], [1.0, 0.0], [0, 1])
    assert calibration_pairs(asked, "right")[2].tolist() == [0]


def test_bins_hold_every_question_once(outcome: Callable[..., Outcome]) -> None:
    asked = [outcome(str(at), confidence=at / 20, answerable=at > 10) for at in range(21)]
    bins = reliability(asked, "found")
    assert len(bins) == 10
    assert sum(each.count for each in bins) == 21
    assert [each.truth for each in bins[:5]] == [0.0] * 5
    assert reliability([outcome("u", answerable=None)], "found") == []
