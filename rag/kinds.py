"""Kinds of question (who, when, how many ...), and whether a sentence holds what a kind asks for.

English only: in another language a question is of kind "what", which asks for nothing in particular.
"""

from __future__ import annotations

import re
from functools import lru_cache

from rag.words import tokens

# The first pattern that fits names the kind; "what" is what is left.
_KINDS = [
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        ("how_many", r"\bhow (many|much|long|old|far|tall|high|big|large|often|fast|deep|wide|heavy|late|close)\b"),
        ("how_many", r"\b(what|which) (number|percentage|percent|share|proportion|amount|price|age|size)\b"),
        ("how_many", r"\bwhat\b.*\bcosts?\b"),
        ("when", r"\bwhen\b|\b(what|which) (time|date|day|year|month|week|decade|century|season)\b"),
        ("when", r"^\W*(what|which) (is|was|are|were|will be) the (\w+ ){0,2}(date|day|year|month)\b"),
        ("where", r"\bwhere\b|\b(what|which) (city|country|town|place|state|county|region|island|venue)\b"),
        ("why", r"\bwhy\b|\bhow come\b|\bfor what reason\b|\bwhat (caused|led|reason)\b"),
        (
            "who",
            r"\b(who|whom|whose)\b|\b(what|which) (person|man|woman|actor|singer|minister|president|player|"
            r"judge|captain|coach|author|artist|winner|candidate|leader|director|company|team|outlet|newspaper)s?\b",
        ),
        ("yes_no", r"^\W*(is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|may|might)\b"),
        ("how", r"\bhow\b"),
    )
]


def kind_of(text: str) -> str:
    """The kind of a question: how_many, when, where, why, who, yes_no, how or what."""
    return next((kind for kind, pattern in _KINDS if pattern.search(text)), "what")


_NUMBER = re.compile(
    r"\d+(?:[.,]\d+)*|\b(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?|thousands?|"
    r"millions?|billions?|half|twice|once|single|zero|both|no)\b",
    re.IGNORECASE,
)
_DAY = re.compile(
    r"\b((mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|june|july|august|september|october|"
    r"november|december|today|yesterday|tomorrow|morning|evening|night|noon|midnight|centur(y|ies)|decades?|"
    r"(last|next|this|earlier) (week|month|year|spring|summer|autumn|winter)|"
    r"(1[0-9]|20)\d\d|\d{1,2}(:\d\d)? ?[ap]\.?m)\b",
    re.IGNORECASE,
)
_PLACE = re.compile(r"\b(in|at|near|from|to|outside|off|across|on|of)\s+(the\s+)?[A-Z]\w+")
_REASON = re.compile(
    r"\b(because|due to|owing to|after|since|as a result|in order|so that|caused|blamed|reason|over|amid|following|"
    r"to \w+|in protest|in response|thanks to)\b",
    re.IGNORECASE,
)
_CAPITALISED = re.compile(r"(?<!^)(?<![.!?] )\b[A-Z][\w’'-]+|^[A-Z][\w’'-]+(?= [A-Z])")


def fits_kind(kind: str, text: str, asked: frozenset[str]) -> float:
    """1.0 when `text` holds what a question of `kind` asks for and the question's own words are not it."""
    if kind == "how_many":
        return float(any(not asked.issuperset(_words(found.group())) for found in _NUMBER.finditer(text)))
    if kind == "when":
        return float(any(not asked.issuperset(_words(found.group())) for found in _DAY.finditer(text)))
    if kind == "why":
        return float(bool(_REASON.search(text)))
    if kind in ("who", "where"):
        if text.isupper():
            return 0.5
        pattern = _CAPITALISED if kind == "who" else _PLACE
        return float(any(not asked.issuperset(_words(found.group())) for found in pattern.finditer(text)))
    return 0.5


@lru_cache(maxsize=20_000)
def _words(printed: str) -> frozenset[str]:
    return frozenset(tokens(printed))
