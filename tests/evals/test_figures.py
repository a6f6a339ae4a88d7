from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.figures import differences, figures_of
from evals.metrics import FIGURES
from evals.outcomes import Outcome

RIGHT, WRONG = {"right": 1.0}, {"right": 0.0}


def test_a_figure_is_the_mean_over_the_questions_that_ask_for_it(outcome: Callable[..., Outcome]) -> None:
    asked = [outcome("a", {"hit@1": 1.0}), outcome("b", {"hit@1": 0.0, "refused": 1.0}), outcome("c", {})]
    found = figures_of(asked)
    assert (found["hit@1"].value, found["hit@1"].count) == (0.5, 2)
    assert (found["refused"].value, found["refused"].count) == (1.0, 1)
    assert set(found) == {"hit@1", "refused", "ECE found"}
    assert figures_of([]) == {} == figures_of(asked, "plain fusion")


def test_balanced_is_the_mean_of_both_and_needs_both(outcome: Callable[..., Outcome]) -> None:
    both = [outcome(str(at), {"answered": float(at < 3)}) for at in range(4)] + [outcome("n", {"refused": 0.0})]
    assert figures_of(both)["balanced"].value == 0.375
    assert figures_of(both)["balanced"].count == 5
    assert "balanced" not in figures_of(both[:4])


def test_figures_come_in_the_order_they_are_shown_in(outcome: Callable[..., Outcome]) -> None:
    values = {"right": 1.0, "hit@1": 1.0, "Brier found": 0.1, "refused": 1.0, "answered": 1.0}
    found = list(figures_of([outcome("a", values)]))
    assert found == [name for name in FIGURES if name in found]


def test_an_interval_holds_its_figure_narrows_with_more_questions_and_is_the_same_again(
    outcome: Callable[..., Outcome],
) -> None:
    few = [outcome(str(at), {"right": float(at % 4 == 0)}) for at in range(24)]
    many = [outcome(str(at), {"right": float(at % 4 == 0)}) for at in range(400)]
    narrow, wide = figures_of(many)["right"], figures_of(few)["right"]
    for figure in (narrow, wide):
        assert figure.low < figure.value < figure.high
    assert narrow.high - narrow.low < (wide.high - wide.low) / 2
    # The interval of a share, by the normal approximation: 0.25 give or take 1.96 * sqrt(0.25 * 0.75 / 400).
    assert (narrow.low, narrow.high) == pytest.approx((0.2076, 0.2924), abs=0.01)
    assert figures_of(many) == figures_of(many)


def test_the_calibration_error_has_an_interval_too(outcome: Callable[..., Outcome]) -> None:
    found = figures_of([outcome(str(at), answerable=at % 2 == 0, confidence=0.9) for at in range(40)])["ECE found"]
    assert found.value == pytest.approx(0.4)
    assert found.low < 0.4 < found.high


def test_a_difference_that_is_always_there_is_no_chance_and_one_both_ways_is() -> None:
    steady = differences([WRONG] * 20, [RIGHT] * 20)["right"]
    assert (steady.first, steady.second, steady.gain, steady.low) == (0.0, 1.0, 1.0, 1.0)
    assert steady.p < 0.001
    wavering = differences([WRONG, RIGHT] * 10, [RIGHT, WRONG] * 10)["right"]
    assert wavering.gain == 0
    assert wavering.p == 1.0
    assert differences([RIGHT] * 5, [RIGHT] * 5)["right"].p == 1.0


def test_p_is_that_of_the_exact_test() -> None:
    # Six questions changed, all for the better: two of 2 ** 6 ways to sign them are as extreme.
    changed = differences([WRONG] * 6 + [RIGHT] * 30, [RIGHT] * 36)["right"]
    assert changed.p == pytest.approx(2 / 64, abs=0.006)


def test_only_questions_both_have_are_compared() -> None:
    found = differences([{"Brier right": 0.1}, {"Brier right": 0.9}], [{"Brier right": 0.2}, {}])
    assert found["Brier right"].count == 1
    assert found["Brier right"].gain == pytest.approx(0.1)
    assert differences([{"hit@1": 1.0}], [{"right": 1.0}]) == {}


def test_the_gain_in_balanced_is_the_mean_of_both_gains() -> None:
    before = [{"answered": 1.0}] * 4 + [{"refused": 0.0}] * 2
    after = [{"answered": 0.0}, *before[1:4], {"refused": 1.0}, {"refused": 1.0}]
    found = differences(before, after)
    assert found["balanced"].gain == pytest.approx((-0.25 + 1.0) / 2)
    assert found["balanced"].gain == pytest.approx((found["answered"].gain + found["refused"].gain) / 2)


@given(st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=25))
def test_turning_a_comparison_round_turns_its_sign(pairs: list[tuple[bool, bool]]) -> None:
    one, other = ([{"right": float(pair[at])} for pair in pairs] for at in (0, 1))
    there, back = differences(one, other)["right"], differences(other, one)["right"]
    assert there.gain == pytest.approx(-back.gain)
    assert there.p == back.p
    assert (there.low, there.high) == pytest.approx((-back.high, -back.low))
