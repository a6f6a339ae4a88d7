"""Fractions: "a third of", "two-thirds", "more than half", read as the shares they are. English."""

from __future__ import annotations

import re

from rag.values import Value

_PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "tenth": 10}
_COUNTS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4}
# "A third" alone is a rank as often as a share, "half" is a time, a size or a period.
_SHARE = re.compile(
    r"\b(?:(?P<count>one|two|three|four)(?:-| (?=\w+ (?:of|the|its|their)\b|\w+s\b))|(?P<a>a) (?=\w+ (?:of|\()))"
    r"(?P<part>third|quarter|fifth|sixth|seventh|eighth|tenth)s?\b"
    r"|(?<!first )(?<!second )(?<!other )(?<!lower )(?<!upper )(?<!better )(?<!top )(?<!bottom )"
    r"\b(?P<half>half)(?= (?:of|the|its|their|his|her|all|\()|\W*$)"
    r"|(?:about|almost|around|nearly|over|roughly|than|to|only) (?P<bare>half)\b(?! an? | past)",
    re.IGNORECASE,
)
_AT_LEAST = re.compile(r"\b(?:at least|more than|over|above) $", re.IGNORECASE)
_AT_MOST = re.compile(r"\b(?:at most|up to|less than|fewer than|under|nearly|almost) $", re.IGNORECASE)


def fractions_in(text: str) -> list[Value]:
    """The shares that a text tells in words, in order, as numbers in per cent: "half" is 50 %."""
    found = []
    for m in _SHARE.finditer(text):
        group = "half" if m["half"] else "bare" if m["bare"] else ""
        start, end = m.span(group or 0)
        count = _COUNTS[(m["count"] or m["a"] or "a").lower()]
        amount = 100 * count / _PARTS["half" if group else m["part"].lower()]
        before = text[max(0, start - 20) : start]
        bound = "least" if _AT_LEAST.search(before) else "most" if _AT_MOST.search(before) else ""
        found.append(Value(start, end, "number", f"%{amount:.4g}", amount, "%", bound))
    return found
