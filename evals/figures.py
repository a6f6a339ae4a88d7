"""Figures: means over questions, with 95 % intervals by bootstrap; and the difference of two, question by question.

Everything random is seeded: the same outcomes give the same intervals and the same p.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from evals.calibration import calibration_pairs, expected_error
from evals.metrics import FIGURES, Values
from evals.outcomes import DATELINE, Outcome

RESAMPLES = 2_000
SHUFFLES = 10_000
SEED = 1987
LOW, HIGH = 2.5, 97.5

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Figure:
    """A mean over `count` questions, and the interval in which 95 % of its resamples lie."""

    value: float
    low: float
    high: float
    count: int


@dataclass(frozen=True)
class Difference:
    """One run's figure and another's over the same `count` questions; `gain` is the second less the first.

    `p`: how often a difference this large comes about when each question's two values change places by chance.
    """

    first: float
    second: float
    gain: float
    low: float
    high: float
    p: float
    count: int


def figures_of(outcomes: Sequence[Outcome], system: str = DATELINE) -> dict[str, Figure]:
    """Every figure of a method that some question asks for, in the order of evals.metrics.FIGURES."""
    found: dict[str, Figure] = {}
    if not outcomes:
        return found
    names, table = _table([each.values.get(system, {}) for each in outcomes])
    means, resampled = _means(names, table)
    counts = dict(zip(names, (~np.isnan(table)).sum(0).tolist(), strict=True))
    counts["balanced"] = counts.get("answered", 0) + counts.get("refused", 0)
    for name, value in means.items():
        found[name] = _figure(value, resampled[name], counts[name])
    if system == DATELINE:
        for name in ("found", "right"):
            confidence, truth, rows = calibration_pairs(outcomes, name)
            if len(rows):
                weights = _resamples(len(outcomes))[:, rows]
                spread = expected_error(confidence, truth, weights)
                value = float(expected_error(confidence, truth, np.ones((1, len(rows))))[0])
                found[f"ECE {name}"] = _figure(value, spread, len(rows))
    return {name: found[name] for name in FIGURES if name in found}


def differences(first: Sequence[Values], second: Sequence[Values]) -> dict[str, Difference]:
    """Second less first for each figure both have, over the questions where both have it.

    The two are values of the same questions in the same order. The interval is by bootstrap over the questions, p by
    paired randomisation, two-sided, with one added so that it is never nought. The calibration error is no mean over
    questions and is left out.
    """
    names = [name for name in FIGURES if not name.startswith("ECE") and name != "balanced"]
    here, there = _filled(first, names), _filled(second, names)
    missing = np.isnan(here) | np.isnan(there)
    here[missing] = there[missing] = np.nan
    kept = [at for at in range(len(names)) if not missing[:, at].all()]
    names = [names[at] for at in kept]
    if not names:
        return {}
    here, there = here[:, kept], there[:, kept]
    (one, resampled_one), (other, resampled_other) = _means(names, here), _means(names, there)
    change = there - here
    found = {}
    for name in one:
        parts = ["answered", "refused"] if name == "balanced" else [name]
        columns = [change[:, names.index(part)] for part in parts]
        # Each question's share in the difference of the means: it is their sum.
        shares = sum(np.nan_to_num(column) / (~np.isnan(column)).sum() / len(parts) for column in columns)
        gain = other[name] - one[name]
        spread = resampled_other[name] - resampled_one[name]
        low, high = _interval(spread)
        count = int(sum((~np.isnan(column)).sum() for column in columns))
        found[name] = Difference(one[name], other[name], gain, low, high, _chance(np.asarray(shares)), count)
    return {name: found[name] for name in FIGURES if name in found}


def _table(values: Sequence[Values]) -> tuple[list[str], Floats]:
    names = [name for name in FIGURES if any(name in each for each in values)]
    return names, _filled(values, names)


def _filled(values: Sequence[Mapping[str, float]], names: Sequence[str]) -> Floats:
    return np.array([[each.get(name, np.nan) for name in names] for each in values], dtype=float).reshape(
        len(values), len(names)
    )


def _means(names: Sequence[str], table: Floats) -> tuple[dict[str, float], dict[str, Floats]]:
    """The mean of each column and of each resample of it; "balanced" is made from its two parts."""
    there = ~np.isnan(table)
    filled = np.nan_to_num(table)
    weights = _resamples(len(table))
    means = dict(zip(names, (filled.sum(0) / there.sum(0)).tolist(), strict=True))
    with np.errstate(invalid="ignore", divide="ignore"):
        spread = (weights @ filled) / (weights @ there)
    resampled = {name: spread[:, at] for at, name in enumerate(names)}
    if {"answered", "refused"} <= means.keys():
        means["balanced"] = (means["answered"] + means["refused"]) / 2
        resampled["balanced"] = (resampled["answered"] + resampled["refused"]) / 2
    return means, resampled


@lru_cache(maxsize=8)
def _resamples(count: int) -> Floats:
    """How often each of `count` questions is drawn, in each resample: shape (RESAMPLES, count)."""
    draws = np.random.default_rng(SEED).multinomial(count, np.full(count, 1 / count), size=RESAMPLES)
    return draws.astype(float)


def _chance(shares: Floats) -> float:
    changed = shares[shares != 0]
    if not len(changed):
        return 1.0
    signs = np.random.default_rng(SEED).choice((-1.0, 1.0), size=(SHUFFLES, len(changed)))
    as_large = np.abs(signs @ changed) >= abs(changed.sum()) - 1e-12
    return float((as_large.sum() + 1) / (SHUFFLES + 1))


def _figure(value: float, spread: Floats, count: int) -> Figure:
    return Figure(value, *_interval(spread), count)


def _interval(spread: Floats) -> tuple[float, float]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # a resample without any question that asks for it
        low, high = np.nanpercentile(spread, (LOW, HIGH))
    return float(low), float(high)
