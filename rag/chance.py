"""How surely a sentence answers, and a whole archive: two small logistic models over plain signals.

Every number here is printed by `python -m evals.fit`, which says on what it was fitted.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

FEATURES = (
    "likeness",  # cosine of question and sentence
    "answers_asking",  # cosine of the asking word and the word of the sentence most like it; less in a long question
    "passage_likeness",  # cosine of question and passage
    "met",  # share of the question's rare words that the sentence has, or meets with a word of a like vector
    "covered",  # share of the question's rare words in the sentence; one of like meaning counts in part
    "covered_near",  # the same with the sentence before and after, the headline, the outlet and the day
    "covered_passage",  # the same with the whole passage and its heading
    "names",  # share of the question's names in the sentence, its neighbours or its heading
    "names_passage",  # share of the question's names in the passage or its heading
    "pairs",  # share of the question's neighbouring words that are neighbours here
    "fits_kind",  # holds what the kind of question asks for, and the question does not
    "opposed",  # has the opposite of a word of the question, and not the word
    "denial",  # the question denies something and the sentence does not
    "asks",  # is itself a question
    "brevity",  # too short to say anything
)

# A weight for each of FEATURES; then the step from their sum to a chance.
WEIGHTS = np.array([-0.67, 6.31, 9.77, 9.2, -5.33, 3.13, 2.67, -1.5, 0.66, 1.74, 1.68, -0.45, -0.24, -8.4, 0.64])
SLOPE, INTERCEPT = 0.29, -6.11

SIGNS = (
    "strength",  # of the best sentence
    "likeness",  # the highest of any sentence
    "passage_likeness",  # the highest of any passage: whether the topic is there, if not the fact
    "covered_near",  # of the best sentence
    "covered",  # the highest of any sentence
    "matter",  # how many telling words the question has, as a logarithm
    "covered_matter",  # the same times the highest covered_near: much of a long question is more than of a short one
    "names",  # how many names the question has, as a logarithm: those of a stranger stand here and there, too
    "opposed",  # of the best sentence
    "otherwise",  # of the best sentence, the share it covers where all good ones tell it otherwise (mismatch.py)
    "liker_without",  # how much liker the best sentence is to the question without its rarest untold word (premise.py)
    "absent",  # the share of the question's words, by rarity, that no passage holds
    "size",  # passages in the archive, as a logarithm: the more there are, the better a stranger can look
)
CONFIDENCE_WEIGHTS = np.array(
    [0.021, 2.479, 3.304, 0.669, -1.044, 0.344, 1.652, -0.365, -0.679, -4.328, -18.421, -2.143, -1.083]
)
CONFIDENCE_INTERCEPT = -1.14


def strength_of(signals: Sequence[float]) -> float:
    """The weighted sum of a sentence's FEATURES: what sentences are ranked by."""
    return float(WEIGHTS @ np.asarray(signals))


def chance_of(signals: Sequence[float]) -> float:
    """The chance, 0 to 1, that a sentence with these FEATURES answers."""
    return _sigmoid(SLOPE * strength_of(signals) + INTERCEPT)


def confidence_of(signs: Sequence[float]) -> float:
    """The chance, 0 to 1, that the archive answers at all, from its SIGNS."""
    return _sigmoid(float(CONFIDENCE_WEIGHTS @ np.asarray(signs)) + CONFIDENCE_INTERCEPT)


def _sigmoid(value: float) -> float:
    return 1.0 / (1.0 + math.exp(-max(-700.0, value)))
