from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.chance import (
    CONFIDENCE_WEIGHTS,
    FEATURES,
    SIGNS,
    WEIGHTS,
    chance_of,
    confidence_of,
    strength_of,
)

signal = st.floats(-1, 1)
signals = st.lists(signal, min_size=len(FEATURES), max_size=len(FEATURES))
signs = st.lists(st.floats(-30, 30), min_size=len(SIGNS), max_size=len(SIGNS))


def test_every_feature_and_sign_has_one_finite_weight() -> None:
    for names, weights in ((FEATURES, WEIGHTS), (SIGNS, CONFIDENCE_WEIGHTS)):
        assert len(set(names)) == len(names) == len(weights)
        assert np.isfinite(weights).all()


@given(one=signals, other=signals)
def test_the_stronger_sentence_never_has_the_smaller_chance(one: list[float], other: list[float]) -> None:
    weaker, stronger = sorted((one, other), key=strength_of)
    assert 0 <= chance_of(weaker) <= chance_of(stronger) <= 1


@given(given=signs)
def test_confidence_is_a_chance(given: list[float]) -> None:
    assert 0 <= confidence_of(given) <= 1


@pytest.mark.parametrize("value", [-1e6, 1e6])
def test_absurd_signals_do_not_overflow(value: float) -> None:
    assert 0 <= chance_of([value] * len(FEATURES)) <= 1
    assert 0 <= confidence_of([value] * len(SIGNS)) <= 1


def test_a_sentence_that_says_it_all_is_likelier_than_one_that_says_nothing() -> None:
    everything = dict.fromkeys(FEATURES, 1.0) | {"asks": 0.0, "brevity": 0.05, "lead": 0.5}
    nothing = dict.fromkeys(FEATURES, 0.0) | {"brevity": 0.05, "lead": 0.5}
    assert chance_of([everything[name] for name in FEATURES]) > 0.5 > chance_of([nothing[name] for name in FEATURES])


def test_a_question_in_reply_to_a_question_is_a_worse_answer() -> None:
    plain = dict.fromkeys(FEATURES, 0.5) | {"asks": 0.0}
    asking = plain | {"asks": 1.0}
    assert chance_of([asking[name] for name in FEATURES]) < chance_of([plain[name] for name in FEATURES])


def test_a_likelier_best_sentence_makes_a_surer_archive() -> None:
    plain = dict.fromkeys(SIGNS, 0.5)
    surer = plain | {"likeness": 0.9, "strength": 5.0}
    assert confidence_of([surer[name] for name in SIGNS]) > confidence_of([plain[name] for name in SIGNS])


@pytest.mark.parametrize("count", [0, len(FEATURES) - 1, len(FEATURES) + 1])
def test_signals_of_another_number_are_no_signals(count: int) -> None:
    with pytest.raises(ValueError, match="mismatch"):
        strength_of([0.0] * count)
