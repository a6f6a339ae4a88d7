"""Signs that a question is answered at all, read off its best sentences, the archive and the question itself."""

from __future__ import annotations

import math
from collections.abc import Sequence

from rag.chance import strength_of
from rag.evidence import FEW_WORDS, Evidence
from rag.questions import Question

# An archive counts as if it had so many passages more: from 70 to 1,000 the confidence that an answer needs rises a
# third as much as from there to 57,000. Measured: docs/evaluation.md, "What the size of an archive tells".
PASSAGES_MORE = 300


def signs_of(
    question: Question,
    evidence: Sequence[Evidence],
    told_otherwise: bool,
    liker_without: float,
    absent: float,
    passages: int,
) -> tuple[float, ...]:
    """What tells whether a question is answered at all, in the order of chance.SIGNS.

    `evidence` comes best first and is not empty; `told_otherwise`: the best sentences tell of something else
    (rag/mismatch.py); `liker_without`: how much liker the best one is to a lesser question (rag/premise.py); `absent`
    is the share of the question's telling words, by rarity, that no passage holds; `passages` is how many there are.
    """
    best = evidence[0]
    matter = len(question.matter)
    asked = math.log(1 + matter)
    # In a long question much may be told otherwise, and in a sentence that has little of it, too.
    otherwise = best.signal("covered") * min(1.0, FEW_WORDS / max(1, matter)) if told_otherwise else 0.0
    return (
        strength_of(best.signals),
        max(each.signal("likeness") for each in evidence),
        max(each.signal("passage_likeness") for each in evidence),
        best.signal("covered_near"),
        max(each.signal("covered") for each in evidence),
        asked,
        asked * max(each.signal("covered_near") for each in evidence),
        math.log(1 + len(question.names)),
        best.signal("opposed"),
        otherwise,
        liker_without,
        absent,
        math.log10(PASSAGES_MORE + passages),
    )
