"""Which sentences are shown together: the best one, and those that add to it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.evidence import Evidence
from rag.words import tokens

# A further sentence is shown when its chance is at least this share of the first one's.
WORTH_ADDING = 0.3
# Two sentences with this share of their words in common say the same thing.
SAME_THING = 0.6

_OPEN_ENDED = re.compile(r"[^\W_][^.!?…:]*$")


def choose(evidence: Sequence[Evidence], limit: int) -> list[Evidence]:
    """The sentences to show, best first: none far less sure than the first, none that says the same again."""
    chosen: list[Evidence] = []
    for each in evidence:
        if chosen and each.chance < WORTH_ADDING * chosen[0].chance:
            break
        if not any(same_thing(each, other) for other in chosen):
            chosen.append(each)
        if len(chosen) == limit:
            break
    return chosen


def is_quotable(evidence: Evidence) -> bool:
    """Whether it is a sentence and not a heading: it has some length, or ends as a sentence does."""
    return len(evidence.text.split()) >= 6 or not _OPEN_ENDED.search(evidence.text)


def same_thing(one: Evidence, other: Evidence) -> bool:
    """Whether two sentences say the same thing, by the words they share."""
    here, there = set(tokens(one.text)), set(tokens(other.text))
    return len(here & there) >= SAME_THING * min(len(here), len(there))


def one_an_article(evidence: Sequence[Evidence]) -> list[Evidence]:
    """The first sentence of each article."""
    first: dict[str, Evidence] = {}
    for each in evidence:
        first.setdefault(each.article.id, each)
    return list(first.values())
