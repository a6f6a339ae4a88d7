"""Is confidence worth its name: of answers given with 70 %, are seven of ten right?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evals.outcomes import DATELINE, Outcome

BINS = 10

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Bin:
    """The questions whose confidence lies in one tenth: their mean confidence, and how many of them came true."""

    confidence: float
    truth: float
    count: int


def calibration_pairs(outcomes: Sequence[Outcome], name: str) -> tuple[Floats, Floats, NDArray[np.intp]]:
    """Confidence, whether it came true (0 or 1), and the rows among `outcomes` these come from.

    "found": every judged question; true when the collection answers it. "right": every judged question that was
    answered; true when the answer is right.
    """
    if name == "found":
        chosen = [(at, each.answerable) for at, each in enumerate(outcomes) if each.answerable is not None]
    else:
        chosen = [
            (at, each.values[DATELINE]["right"] == 1)
            for at, each in enumerate(outcomes)
            if "Brier right" in each.values[DATELINE]
        ]
    rows = np.array([at for at, _ in chosen], dtype=np.intp)
    confidence = np.array([outcomes[at].confidence for at, _ in chosen], dtype=float)
    return confidence, np.array([float(bool(truth)) for _, truth in chosen]), rows


def expected_error(confidence: Floats, truth: Floats, weights: Floats) -> Floats:
    """Expected calibration error over ten equal bins (Naeini et al. 2015), for each row of `weights`.

    `weights` has the shape (rows, questions): how often each question counts.
    """
    at = _bins(confidence)
    apart = np.zeros(len(weights))
    for each in range(BINS):
        apart += np.abs(weights @ ((confidence - truth) * (at == each)))
    total = weights.sum(1)
    error: Floats = np.divide(apart, total, out=np.full(len(weights), np.nan), where=total > 0)
    return error


def reliability(outcomes: Sequence[Outcome], name: str) -> list[Bin]:
    """The bins that hold any question, from the least sure to the surest."""
    confidence, truth, _ = calibration_pairs(outcomes, name)
    at = _bins(confidence)
    chosen = [at == each for each in range(BINS) if (at == each).any()]
    return [Bin(float(confidence[own].mean()), float(truth[own].mean()), int(own.sum())) for own in chosen]


def _bins(confidence: Floats) -> NDArray[np.intp]:
    found: NDArray[np.intp] = np.minimum((confidence * BINS).astype(np.intp), BINS - 1)
    return found
