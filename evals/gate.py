"""The gate: floors that a change may raise and may not lower. `tests/evals/test_gate.py` fails below one."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

FLOORS = Path(__file__).parent / "floors.json"


def breaches(name: str, questions: Path, figures: Mapping[str, float | None], floors: Path = FLOORS) -> list[str]:
    """A sentence for each figure of a collection below its floor, and one when its questions are not the pinned ones.

    `floors` holds for each collection the SHA-256 of its question file and a floor, 0 to 1, for some figures.
    """
    pinned: dict[str, Any] = json.loads(floors.read_text(encoding="utf-8"))[name]
    found = []
    digest = hashlib.sha256(questions.read_bytes()).hexdigest()
    if digest != pinned["questions_sha256"]:
        found.append(f"{name}: {questions.name} is not the file the floors were set for (its SHA-256 is {digest}).")
    for figure, floor in pinned["floors"].items():
        reached = figures.get(figure)
        if reached is None or reached < floor:
            shown = "was not measured" if reached is None else f"is {reached:.3f}"
            found.append(f"{name}: {figure} {shown}, below its floor of {floor:.3f}.")
    return found
