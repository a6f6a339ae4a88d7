"""Run the evaluation: `python -m evals.run [COLLECTION ...]` prints tables and writes evals/results/.

A collection is a name (`sample`, `snippets` ...) or a folder in the format of docs/evaluation.md. A run that was
interrupted goes on where it stopped.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from rich.console import Console
from rich.table import Table

from corpus.article import DatelineError
from evals.collections import SHARED, choose_collections
from evals.figures import Difference, Figure, differences, figures_of
from evals.measuring import measure
from evals.metrics import CALIBRATION, FIGURES
from evals.outcomes import DATELINE
from evals.report import write_report
from evals.results import RESULTS, SYSTEMS, Partial, Result, times_of, write_result


def main(arguments: Sequence[str]) -> int:
    """Evaluate the collections asked for, or all that are there; 0 when every citation was exact, else 1."""
    options = _read(arguments)
    console, messages = Console(width=150), Console(stderr=True, soft_wrap=True)
    try:
        collections = choose_collections(options.collections)
        if not options.collections and not SHARED.is_dir():
            messages.print("The shared collections are not here (../shared/collections); only the sample is measured.")
        results = []
        for collection in collections:
            results.append(measure(collection, results=RESULTS, limit=options.limit, on_its_day=options.asked))
            write_result(results[-1], RESULTS)
            print_result(results[-1], console)
    except DatelineError as error:
        messages.print(str(error))
        return 2
    except KeyboardInterrupt:
        messages.print("Stopped. The same command goes on from here.")
        return 130
    report = write_report(results, RESULTS / "report.html")
    # Only now: a run of several collections that is killed in its last one need not begin again.
    for result in results:
        Partial.drop(result.collection, RESULTS)
    messages.print(f"Every miss: {report} and {RESULTS}/*.json")
    return 0 if all(_fidelity(each) == 1.0 for each in results) else 1


def print_result(result: Result, console: Console) -> None:
    """A table of figures with their intervals, the simple methods beside them, and what was gained over each."""
    outcomes = result.outcomes
    figures = {system: figures_of(outcomes, system) for system in SYSTEMS}
    values = {system: [each.values.get(system, {}) for each in outcomes] for system in SYSTEMS}
    gains = {system: differences(values[system], values[DATELINE]) for system in SYSTEMS[1:]}
    table = Table(title=f"{result.collection}: {len(outcomes)} questions", title_justify="left")
    for column in ("", "n", "dateline", "95 %", *(f"{each}; gained" for each in SYSTEMS[1:])):
        table.add_column(column, justify="left" if not column else "right")
    for name in FIGURES:
        if own := figures[DATELINE].get(name):
            beside = (_beside(figures[each].get(name), gains[each].get(name)) for each in SYSTEMS[1:])
            table.add_row(name, str(own.count), shown(own.value, name), interval(own, name), *beside)
    console.print(table)
    console.print(", ".join(f"{name} {value:g}" for name, value in times_of(outcomes).items()), highlight=False)


def shown(value: float, name: str) -> str:
    """A figure for people: in percent, but errors of confidence as they are."""
    return f"{value:.3f}" if name in CALIBRATION else f"{100 * value:.1f}"


def interval(figure: Figure | Difference, name: str) -> str:
    """The interval of a figure for people."""
    return f"{shown(figure.low, name)} to {shown(figure.high, name)}"


def _beside(theirs: Figure | None, gain: Difference | None) -> str:
    if theirs is None or gain is None:
        return ""
    return f"{100 * theirs.value:.1f}; {100 * gain.gain:+.1f} ({100 * gain.low:+.1f} to {100 * gain.high:+.1f})"


def _fidelity(result: Result) -> float:
    figure = figures_of(result.outcomes).get("fidelity")
    return figure.value if figure else 1.0


def _read(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m evals.run", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("collections", nargs="*", metavar="COLLECTION", help="a name or a folder; all where none is")
    parser.add_argument("--limit", type=_positive, metavar="N", help="a quick look: N questions, spread over the set")
    parser.add_argument("--asked", action="store_true", help="ask each question on the day it is said to be asked on")
    return parser.parse_args(arguments)


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) == 0:
        raise argparse.ArgumentTypeError(f"{text} is no number of questions")
    return int(text)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
