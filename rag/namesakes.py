"""Namesakes: a sentence about "the first bridge" does not answer what is asked of the Heron Bridge."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.evidence import Evidence
from rag.questions import Question
from rag.references import names_in

# What tells a thing from others of its kind.
_ANOTHER = (
    "first|second|third|fourth|last|next|other|another|old|older|new|newer|former|previous|earlier|future|planned"
    "|proposed|neighbouring|nearby"
)
# What is left of the odds of a sentence that speaks of such another one.
LESS = 0.25


def namesakes_behind(question: Question, evidence: Sequence[Evidence]) -> list[Evidence]:
    """The sentences by chance, after those that speak of another thing of the kind the question names lost some.

    Nothing changes where no sentence has the name itself: then the other wording may be the thing's own.
    """
    kinds = [_kind(question.text[start:end]) for start, end in names_in(question.text)]
    behind: set[int] = set()
    for own, another in filter(None, kinds):
        named = [own.search(each.text) is not None for each in evidence]
        if any(named):
            behind |= {at for at, each in enumerate(evidence) if not named[at] and another.search(each.text)}
    if not behind:
        return list(evidence)
    lowered = [_less_sure(each) if at in behind else each for at, each in enumerate(evidence)]
    return sorted(lowered, key=lambda each: -each.chance)


def _kind(name: str) -> tuple[re.Pattern[str], re.Pattern[str]] | None:
    """What finds a name, and what finds another thing of its kind; None for a name of one word."""
    words = name.split()
    if len(words) < 2:
        return None
    another = re.compile(rf"\b(?:{_ANOTHER}) {re.escape(words[-1].lower())}\b")
    return re.compile(re.escape(name), re.IGNORECASE), another


def _less_sure(evidence: Evidence) -> Evidence:
    odds = LESS * evidence.chance / (1 - evidence.chance)
    return replace(evidence, chance=odds / (1 + odds))
