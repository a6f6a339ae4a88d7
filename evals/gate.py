"""The gate: `python -m evals.gate` fails when a figure is below its floor. Floors rise by a command, and fall only
with a reason that is kept.

A floor is what was reached less the noise, so what is below it is below by more than noise. `tests/evals/test_gate.py`
holds the small collections to theirs, `make eval` all that are there.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console

from corpus.article import DatelineError
from evals.collections import Collection, choose_collections
from evals.figures import Figure, figures_of
from evals.measuring import measure
from evals.metrics import LOWER_IS_BETTER
from evals.results import RESULTS, Partial, Result, read_result, write_result

FLOORS = Path(__file__).parent / "floors.json"
GATED = ("hit@1", "hit@5", "nDCG@10", "gold in first", "gold in answer", "balanced", "mixed", "right", "fidelity",
         "conflict", "false conflict", "Brier found")  # fmt: skip
# The same code on the same questions gives the same figures, but for ties and roundings of another processor: those
# may turn this many questions, or move a mean by this much. Fidelity has no noise: a citation is exact or it is not.
NOISE_QUESTIONS, NOISE = 2, 0.01


def main(arguments: Sequence[str]) -> int:
    """Check, raise, lower or pin; 0 when nothing is below its floor, 1 when something is, 2 for wrong usage."""
    options = _read(arguments)
    messages = Console(stderr=True, soft_wrap=True)
    try:
        if options.lower or options.pin:
            name, figure = options.lower or (options.pin, "")
            (collection,) = choose_collections([name])
            lowered = lower(collection.name, figure, options.reason, _result(collection), FLOORS)
            messages.print("\n".join(lowered))
            return 0
        return _check(options.collections, options.rise, messages)
    except DatelineError as error:
        messages.print(str(error))
        return 2


def breaches(name: str, questions: Path, figures: Mapping[str, float | None], floors: Path = FLOORS) -> list[str]:
    """A sentence for each figure of a collection below its floor, and one when its questions are not the pinned ones.

    `floors` holds for each collection the SHA-256 of its question file and a floor, 0 to 1, for some figures; where
    less is better it is a ceiling.
    """
    pinned: dict[str, Any] = _load(floors)[name]
    found = []
    digest = hashlib.sha256(questions.read_bytes()).hexdigest()
    if digest != pinned["questions_sha256"]:
        found.append(f"{name}: {questions.name} is not the file the floors were set for (its SHA-256 is {digest}).")
    for figure, floor in pinned["floors"].items():
        reached, less = figures.get(figure), figure in LOWER_IS_BETTER
        if reached is None:
            found.append(f"{name}: {figure} was not measured, below its floor of {floor:.3f}.")
        elif less and reached > floor:
            found.append(f"{name}: {figure} is {reached:.3f}, above its ceiling of {floor:.3f}.")
        elif not less and reached < floor:
            found.append(f"{name}: {figure} is {reached:.3f}, below its floor of {floor:.3f}.")
    return found


def breaches_of(result: Result, collection: Collection, floors: Path = FLOORS) -> list[str]:
    """The breaches of a measured collection; see `breaches`."""
    figures = {name: each.value for name, each in figures_of(result.outcomes).items()}
    return breaches(collection.name, collection.question_file, figures, floors)


def floors_of(figures: Mapping[str, Figure]) -> dict[str, float]:
    """The floor (or ceiling) of each gated figure: what was reached less the noise, to three digits, from 0 to 1."""
    floors = {}
    for name, reached in figures.items():
        if name not in GATED:
            continue
        # A question weighs half in "balanced", and most on the side that has fewer.
        count = 2 * min(figures["answered"].count, figures["refused"].count) if name == "balanced" else reached.count
        noise = 0.0 if name == "fidelity" else max(NOISE, NOISE_QUESTIONS / count)
        if name in LOWER_IS_BETTER:
            floors[name] = min(1.0, math.ceil(1000 * (reached.value + noise) - 1e-6) / 1000)
        else:
            floors[name] = max(0.0, math.floor(1000 * (reached.value - noise) + 1e-6) / 1000)
    return floors


def rise(result: Result, floors: Path = FLOORS) -> list[str]:
    """Lift the floors of a collection to what it reached less the noise; a sentence for each. None is lowered.

    A collection without floors gets them. Raises DatelineError when its questions are not those the floors are for.
    """
    pinned = _load(floors)
    own = pinned.setdefault(result.collection, {"questions_sha256": result.questions_sha256, "floors": {}})
    if own["questions_sha256"] != result.questions_sha256:
        raise DatelineError(
            f"The questions of {result.collection} are not those its floors were set for; set them anew with: "
            f'python -m evals.gate --pin {result.collection} --reason "..."'
        )
    said = []
    for name, now in floors_of(figures_of(result.outcomes)).items():
        before = own["floors"].get(name)
        if before is None or (now < before if name in LOWER_IS_BETTER else now > before):
            own["floors"][name] = now
            said.append(f"{result.collection}: {name} from {'nothing' if before is None else before} to {now}.")
    _save(pinned, floors)
    return said


def lower(name: str, figure: str, reason: str, result: Result, floors: Path = FLOORS) -> list[str]:
    """Set a figure's floor, or without one all floors and the questions, to what is reached, and keep the reason.

    Raises DatelineError for a collection or figure without a floor, and when the figure does not need it.
    """
    pinned = _load(floors)
    own = pinned.get(name)
    if own is None or (figure and figure not in own["floors"]):
        raise DatelineError(f"There is no floor for {figure or 'anything'} of {name}.")
    reached = floors_of(figures_of(result.outcomes))
    names = [figure] if figure else list(reached)
    if figure and own["questions_sha256"] != result.questions_sha256:
        raise DatelineError(f"The questions of {name} are not those its floors were set for: --pin {name} is for that.")
    said = []
    for each in names:
        before, now = own["floors"].get(each), reached.get(each)
        if now is None:
            raise DatelineError(f"{each} of {name} was not measured.")
        if figure and (now <= before if each in LOWER_IS_BETTER else now >= before):
            raise DatelineError(f"{each} of {name} holds its floor of {before}; nothing is to be lowered.")
        if now != before:
            own["floors"][each] = now
            step = {"day": time.strftime("%Y-%m-%d"), "figure": each, "from": before, "to": now, "reason": reason}
            own.setdefault("history", []).append(step)
            said.append(f"{name}: {each} from {before} to {now}, because: {reason}")
    own["questions_sha256"] = result.questions_sha256
    _save(pinned, floors)
    return said


def _check(names: Sequence[str], raising: bool, messages: Console) -> int:
    pinned = _load(FLOORS)
    found: list[str] = []
    for collection in choose_collections(names):
        name = collection.name
        if not names and name not in pinned:
            continue
        result = _result(collection)
        if raising:
            messages.print("\n".join(rise(result, FLOORS)) or f"{name}: no floor rises.")
        elif name in pinned:
            below = breaches_of(result, collection, FLOORS)
            messages.print("\n".join(below) or f"{name}: {len(pinned[name]['floors'])} floors hold.")
            found += below
        else:
            messages.print(f"{name} has no floors; set them with: python -m evals.gate --raise {name}")
    return 1 if found else 0


def _result(collection: Collection) -> Result:
    """The result as last written where it is of this code and these questions; else it is measured now."""
    path = RESULTS / f"{collection.name}.json"
    if path.is_file():
        try:
            result = read_result(path)
        except DatelineError:
            pass  # written by another version of the suite
        else:
            if result.is_current(collection):
                return result
    result = measure(collection)
    write_result(result)
    Partial.drop(collection.name)
    return result


def _load(floors: Path) -> dict[str, Any]:
    pinned: dict[str, Any] = json.loads(floors.read_text(encoding="utf-8"))
    return pinned


def _save(pinned: dict[str, Any], floors: Path) -> None:
    floors.write_text(json.dumps(pinned, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _read(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m evals.gate", description="Hold the figures to their floors.")
    parser.add_argument("collections", nargs="*", metavar="COLLECTION", help="by name; all with floors where none is")
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--raise", dest="rise", action="store_true", help="lift floors to what is reached less noise")
    which.add_argument("--lower", nargs=2, metavar=("COLLECTION", "FIGURE"), help="lower one floor; needs --reason")
    which.add_argument("--pin", metavar="COLLECTION", help="set a changed question set's floors anew; needs --reason")
    parser.add_argument("--reason", default="", help="why; it is kept in floors.json")
    options = parser.parse_args(arguments)
    if bool(options.lower or options.pin) != bool(options.reason.strip()):
        parser.error("--lower and --pin need --reason, and only they take one")
    return options


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
