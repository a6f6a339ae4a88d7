"""True sentences, as damage is done to them, and what every rule of damage needs."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rag.statement import read_statement
from rag.values import Value, folded


@dataclass(frozen=True)
class TrueSentence:
    """A true sentence, the text of the passage it stands in, and passages of other articles."""

    text: str
    passage: str
    published: str | None
    others: tuple[str, ...]


Damage = Callable[[TrueSentence, random.Random], "str | None"]


def put(text: str, start: int, end: int, words: str) -> str:
    """A text with other words in the place of text[start:end]."""
    return text[:start] + words + text[end:]


def names_in(text: str) -> list[str]:
    """The names of a text, without those that only begin a sentence."""
    statements = [read_statement(each) for each in re.split(r"(?<=[.!?])\s+|\n+", text) if each]
    return [
        each.text[name.start : name.end]
        for each in statements
        for name in each.names
        if not (each.opening and name is each.names[0])
    ]


def other_name(text: str, name: Value, names: Sequence[str], chance: random.Random) -> str | None:
    """One of the names that shares no word with this one, nor with the sentence; None where there is none."""
    own = {word[:4] for word in folded(text).split()}
    others = sorted({each for each in names if not {word[:4] for word in folded(each).split()} & own})
    alike = [each for each in others if each.count(" ") == text[name.start : name.end].count(" ")]
    return chance.choice(alike or others) if others else None
