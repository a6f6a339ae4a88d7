"""A small collection to measure on, and outcomes made up for the purpose."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from evals.collections import Collection, choose_collections
from evals.outcomes import Outcome, Retrieved

QUESTIONS: list[dict[str, Any]] = [
    {"id": "lamp", "question": "Which lamp was lit on Quay4 Bridge?", "answers": ["lamp"], "articles": ["quay-4"]},
    {"id": "eels", "question": "Who weighed the eels?", "answers": ["Odo Fenn"], "articles": ["coast/eels.txt"]},
    {"id": "moon", "question": "What is the price of moon cheese in Samarkand?", "answerable": False, "kind": "odd"},
]


@pytest.fixture
def folder(tmp_path: Path, invented: Callable[..., dict[str, Any]]) -> Path:
    """A collection as docs/evaluation.md says, articles in a folder, some in a file that names their ids."""
    articles = tmp_path / "small" / "articles"
    (articles / "coast").mkdir(parents=True)
    (articles / "bridges.jsonl").write_text("".join(json.dumps(invented(number)) + "\n" for number in range(5)))
    (articles / "coast" / "eels.txt").write_text(
        "Eels are back\n\nFishermen off Gannet Point landed two tonnes of eels on Saturday, the largest catch in "
        "thirty years. Harbour master Odo Fenn weighed them in person and signed for every crate of them.\n"
    )
    (tmp_path / "small" / "questions.jsonl").write_text("".join(json.dumps(row) + "\n" for row in QUESTIONS))
    return tmp_path / "small"


@pytest.fixture
def collection(folder: Path) -> Collection:
    """The small collection, by its path."""
    (found,) = choose_collections([str(folder)])
    return found


@pytest.fixture
def outcome() -> Callable[..., Outcome]:
    """The maker of outcomes: `values` are Dateline's, and any field can be given."""

    def make(id: str = "q", values: dict[str, float] | None = None, **fields: Any) -> Outcome:
        others = {name: dict[str, float]() for name in ("words (BM25)", "meaning (vectors)", "plain fusion")}
        return Outcome(
            **{
                "id": id, "kind": "who", "question": f"{id}?", "answerable": True, "wanted": ["Tern"],
                "known_articles": ["a"], "status": "answered", "confidence": 0.5, "quotes": [], "nearest": [],
                "conflicts": [], "retrieved": [Retrieved(article_id="a", title="Tern", score=1.0)],
                "values": {"dateline": values or {}, **others}, "rare_share": 0.5, "misses": [],
                "took_ms": {"answer": 10.0, "fusion": 5.0}, **fields,
            }
        )  # fmt: skip

    return make
