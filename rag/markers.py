"""Markers: the [1] behind a sentence, and which of the passages that were given it points to."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from rag.carriers import Source
from rag.faults import Fault

_MARKER = re.compile(r"\s*[\[【]\s*(\d[\d\s,;–-]*)\s*[\]】]")
# What else a model puts where a marker belongs: [A], [source], 【4†source】, (see article).
_INVENTED = re.compile(
    r"\s*[\[【(]\s*(?:\^?[A-Z]?\d*|[^\[\]【】()]{0,12}\b(?:sources?|passages?|articles?|documents?|doc|refs?|citations?)\b"
    r"[^\[\]【】()]{0,12}|\d+\s*†[^\[\]【】()]*)\s*[\]】)](?=[\s.,;\[]|$)",
    re.IGNORECASE,
)
_RANGE = re.compile(r"(\d+)\s*[–-]\s*(\d+)")
_MOST_IN_A_RANGE = 20


@dataclass(frozen=True)
class Marked:
    """A sentence without its markers, the passages they point to, and those that point to none."""

    text: str
    numbers: tuple[int, ...]
    faults: tuple[Fault, ...]


def read_markers(text: str, given: Mapping[int, Source]) -> Marked:
    """Take the markers out of a sentence: [1], [1, 2], [1-3]. One that was not given, or none at all, is a fault."""
    numbers: list[int] = []
    faults = []
    for m in _MARKER.finditer(text):
        for number in _numbers(m.group(1)):
            if number not in given:
                faults.append(Fault("marker", f"[{number}]"))
            elif number not in numbers:
                numbers.append(number)
    plain = _MARKER.sub("", text)
    faults += [Fault("marker", m.group().strip()) for m in _INVENTED.finditer(plain) if m.group().strip("[]() ")]
    if not numbers and not faults:
        faults.append(Fault("uncited"))
    return Marked(_INVENTED.sub("", plain).strip(), tuple(numbers), tuple(faults))


def _numbers(listed: str) -> list[int]:
    found: list[int] = []
    for part in re.split(r"[,;]", listed):
        m = _RANGE.search(part)
        if m and 0 <= int(m[2]) - int(m[1]) < _MOST_IN_A_RANGE:
            found += range(int(m[1]), int(m[2]) + 1)
        else:
            found += [int(number) for number in re.findall(r"\d+", part)]
    return found
