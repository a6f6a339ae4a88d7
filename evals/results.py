"""Results on disk: a line for each question as it is answered, and a file for each collection when all are."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
from pydantic import BaseModel, ConfigDict, ValidationError

from corpus.article import DatelineError
from evals.archives import code_sha256
from evals.baselines import FUSION, MEANING, WORDS
from evals.calibration import reliability
from evals.collections import Collection
from evals.figures import differences, figures_of
from evals.outcomes import DATELINE, Outcome

RESULTS = Path(__file__).parent / "results"
SYSTEMS = (DATELINE, WORDS, MEANING, FUSION)


class Result(BaseModel):
    """What was measured of a collection. `code` and `questions_sha256` say of what; `limit` is of a quick look."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    collection: str
    code: str
    questions_sha256: str
    limit: int | None
    outcomes: list[Outcome]

    def is_current(self, collection: Collection) -> bool:
        """Whether it is a whole result of these questions by the code as it is now."""
        return (
            self.limit is None and self.code == code_sha256() and self.questions_sha256 == collection.questions_sha256()
        )

    def as_json(self) -> dict[str, Any]:
        """What is written: figures first, for people; every outcome last, for a later comparison."""
        first = {system: [each.values.get(system, {}) for each in self.outcomes] for system in SYSTEMS}
        return {
            "collection": self.collection,
            "code": self.code,
            "questions_sha256": self.questions_sha256,
            "limit": self.limit,
            "questions": len(self.outcomes),
            "figures": {system: _plain(figures_of(self.outcomes, system)) for system in SYSTEMS},
            "gains": {system: _plain(differences(first[system], first[DATELINE])) for system in SYSTEMS[1:]},
            "kinds": {kind: _plain(figures_of(own)) for kind, own in self.by_kind().items()},
            "reliability": {
                name: [asdict(each) for each in reliability(self.outcomes, name)] for name in ("found", "right")
            },
            "times": times_of(self.outcomes),
            "misses": [each.model_dump(exclude={"took_ms", "rare_share"}) for each in self.outcomes if each.misses],
            "outcomes": [each.model_dump() for each in self.outcomes],
        }

    def by_kind(self) -> dict[str, list[Outcome]]:
        """The outcomes by the kind of their question, the most frequent kind first."""
        kinds: dict[str, list[Outcome]] = {}
        for each in self.outcomes:
            kinds.setdefault(each.kind, []).append(each)
        return dict(sorted(kinds.items(), key=lambda pair: (-len(pair[1]), pair[0])))


def times_of(outcomes: Sequence[Outcome]) -> dict[str, float]:
    """Milliseconds an answer took, and how many times plain fusion's search in the same run: both at p50 and p95."""
    answer = np.array([each.took_ms["answer"] for each in outcomes])
    fusion = np.array([each.took_ms["fusion"] for each in outcomes])
    if not len(answer):
        return {}
    found = {}
    for name, share in (("p50", 50), ("p95", 95)):
        found[f"answer {name} ms"] = round(float(np.percentile(answer, share)), 1)
        found[f"answer {name} / search {name}"] = round(
            float(np.percentile(answer, share) / max(float(np.percentile(fusion, share)), 1e-6)), 2
        )
    return found


def write_result(result: Result, folder: Path = RESULTS) -> Path:
    """Write a collection's result and say where."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{result.collection}.json"
    text = json.dumps(result.as_json(), indent=1, ensure_ascii=False) + "\n"
    path.write_text(text, encoding="utf-8", errors="replace")
    return path


def read_result(path: Path) -> Result:
    """A result as it was written. Raises DatelineError when it is not there or is none."""
    try:
        row = json.loads(path.read_text(encoding="utf-8"))
        return Result.model_validate({name: row[name] for name in Result.model_fields})
    except OSError as error:
        raise DatelineError(f"{path} cannot be read ({error.strerror}).") from error
    except (ValueError, KeyError, TypeError) as error:
        raise DatelineError(f"{path} is no result of python -m evals.run as it writes them now.") from error


class Partial:
    """Outcomes of a run that is not through, a line each. Those of other code, articles or questions are dropped."""

    def __init__(self, name: str, fingerprint: str, folder: Path = RESULTS) -> None:
        self.path = folder / f"{name}.partial.jsonl"
        folder.mkdir(parents=True, exist_ok=True)
        self.done: dict[str, Outcome] = {}
        lines = self.path.read_bytes().splitlines() if self.path.is_file() else []
        if lines and lines[0] == self._heading(fingerprint):
            self.done = {each.id: each for line in lines[1:] if (each := _outcome(line))}
        else:
            lines = []
        # Written again, so that a line torn by a kill is gone.
        text = [self._heading(fingerprint), *(each.model_dump_json().encode() for each in self.done.values())]
        self.path.write_bytes(b"".join(line + b"\n" for line in text))

    def add(self, outcome: Outcome) -> None:
        """Note an outcome; it is in the file when this returns."""
        self.done[outcome.id] = outcome
        with self.path.open("ab") as file:
            file.write(outcome.model_dump_json().encode() + b"\n")

    @staticmethod
    def drop(name: str, folder: Path = RESULTS) -> None:
        """The run is through: its lines stand in its result."""
        (folder / f"{name}.partial.jsonl").unlink(missing_ok=True)

    @staticmethod
    def _heading(fingerprint: str) -> bytes:
        return json.dumps({"fingerprint": fingerprint}).encode()


def _outcome(line: bytes) -> Outcome | None:
    try:
        return Outcome.model_validate_json(line)
    except ValidationError:
        return None


def _plain(figures: dict[str, Any]) -> dict[str, dict[str, float]]:
    return {name: {key: round(value, 6) for key, value in asdict(each).items()} for name, each in figures.items()}
