"""Compare two results: `python -m evals.compare A.json B.json` prints what B gained, and which questions changed.

The files are those of python -m evals.run; keep one aside before changing something.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from corpus.article import DatelineError
from evals.figures import Difference, differences
from evals.metrics import LOWER_IS_BETTER, RETRIEVAL
from evals.outcomes import DATELINE, Outcome
from evals.results import read_result
from evals.run import interval, shown

# Below this p a difference is marked. With a dozen figures, one in two comparisons has one below it by chance.
SIGNIFICANT = 0.05
# The measures by which a question changed: what it is worth to a reader.
WATCHED = ("right", "gold in answer", "hit@1", "conflict", "false conflict")

Pair = tuple[Outcome, Outcome]


def main(arguments: Sequence[str]) -> int:
    """Print the comparison; 0 when it could be made, 2 when the files are no two results of the same questions."""
    parser = argparse.ArgumentParser(prog="python -m evals.compare", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("before", type=Path, metavar="A.json")
    parser.add_argument("after", type=Path, metavar="B.json")
    options = parser.parse_args(arguments)
    console = Console(width=120, soft_wrap=True)
    try:
        pairs = same_questions(read_result(options.before).outcomes, read_result(options.after).outcomes)
    except DatelineError as error:
        Console(stderr=True, soft_wrap=True).print(str(error))
        return 2
    values = ([each.values[DATELINE] for each in side] for side in zip(*pairs, strict=True))
    console.print(_table(differences(*values), len(pairs)))
    for name in WATCHED:
        for title, changed in zip(("better", "worse"), changes(pairs, name), strict=True):
            if changed:
                console.print(f"\n{name}, {title}: {len(changed)}")
                for one, other in changed:
                    console.print(f"  {other.id}  {other.question}", markup=False, highlight=False)
                    console.print(f"    {_brief(one)}  ->  {_brief(other)}", markup=False, highlight=False)
    return 0


def same_questions(before: Sequence[Outcome], after: Sequence[Outcome]) -> list[Pair]:
    """The outcomes of the questions that both have, in the order of the second.

    Raises DatelineError when there are none, or when one id stands for two different questions.
    """
    first = {each.id: each for each in before}
    pairs = [(first[each.id], each) for each in after if each.id in first]
    if not pairs:
        raise DatelineError("The two results have no question in common.")
    for one, other in pairs:
        if one.question != other.question:
            raise DatelineError(f"{one.id} is another question in the second result; these cannot be compared.")
    return pairs


def changes(pairs: Sequence[Pair], name: str) -> tuple[list[Pair], list[Pair]]:
    """The questions that became better by a measure, and those that became worse."""
    better: list[Pair] = []
    worse: list[Pair] = []
    for one, other in pairs:
        before, after = (each.values[DATELINE].get(name) for each in (one, other))
        if before is not None and after is not None and before != after:
            (better if (after > before) != (name in LOWER_IS_BETTER) else worse).append((one, other))
    return better, worse


def _table(found: dict[str, Difference], count: int) -> Table:
    table = Table(title=f"{count} questions in both", title_justify="left")
    for column in ("", "n", "A", "B", "B - A", "95 %", "p", ""):
        table.add_column(column, justify="left" if not column else "right")
    for name, each in found.items():
        verdict = ""
        if each.p < SIGNIFICANT:
            verdict = "better" if (each.gain > 0) != (name in LOWER_IS_BETTER) else "worse"
        table.add_row(
            name,
            str(each.count),
            shown(each.first, name),
            shown(each.second, name),
            shown(each.gain, name),
            interval(each, name),
            f"{each.p:.4f}",
            verdict,
        )
    return table


def _brief(outcome: Outcome) -> str:
    first = outcome.quotes[0].quote if outcome.quotes else ""
    if not first and set(RETRIEVAL) <= outcome.values[DATELINE].keys():
        first = outcome.retrieved[0].title if outcome.retrieved else ""
    said = f"{outcome.status} {outcome.confidence:.2f}"
    return f"{said}: {' '.join(first.split())[:100]}" if first else said


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
