"""Where an answer's time goes: `python -m evals.stages [NAME] [--limit N]` asks a collection's questions and adds up.

In processor time, which other programs on the machine change less than they change the clock.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.table import Table

from corpus.article import DatelineError
from evals.archives import open_archive
from evals.collections import choose_collections
from rag import answering, fitting, retrieval
from rag.archive import Archive
from rag.embedding import MiniLM

_STAGES: tuple[tuple[Any, str, str], ...] = (
    (MiniLM, "read", "MiniLM: the question and its sentences"),
    (retrieval, "weigh_sentences", "sentences by words"),
    (retrieval, "passages_covered", "sentences by words"),
    (retrieval, "agreement", "what the first passages tell"),
    (retrieval.Retriever, "_fused", "both indexes, articles read"),
    (fitting, "group_events", "events"),
    (answering, "find_conflict", "conflicts"),
    (Archive, "_spelt", "spelling"),
    (Archive, "ask", "the rest"),
)


def main(arguments: Sequence[str]) -> int:
    """Print milliseconds a question by stage; 0 when there was something to ask, 2 when not."""
    parser = argparse.ArgumentParser(prog="python -m evals.stages", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("collection", nargs="?", default="sample", metavar="NAME")
    parser.add_argument("--limit", type=int, default=100, help="questions asked, spread over the set (100)")
    options = parser.parse_args(arguments)
    try:
        (collection,) = choose_collections([options.collection])
        questions = [each.question for each in collection.questions]
        step = max(1, len(questions) // max(1, options.limit))
        with open_archive(collection) as archive:
            spent, walls = measure(archive, questions[::step])
    except DatelineError as error:
        Console(stderr=True, soft_wrap=True).print(str(error))
        return 2
    table = Table(
        "stage", "ms of processor time", title=f"{collection.name}: {len(walls)} questions", title_justify="left"
    )
    for stage, seconds in sorted(spent.items(), key=lambda each: -each[1]):
        table.add_row(stage, f"{1000 * seconds / len(walls):.1f}")
    table.add_row("all", f"{1000 * sum(spent.values()) / len(walls):.1f}")
    ordered = sorted(walls)
    by_the_clock = ", ".join(f"p{p} {1000 * ordered[len(ordered) * p // 100]:.0f} ms" for p in (50, 95))
    Console(width=100).print(table, f"by the clock: {by_the_clock}")
    return 0


def measure(archive: Archive, questions: Sequence[str]) -> tuple[dict[str, float], list[float]]:
    """Seconds of processor time by stage, all questions together, and seconds by the clock for each.

    A stage counts without the stages inside it. What MiniLM's threads do is what the process took and the asking
    thread did not. The first answer, which opens indexes and model, is not counted.
    """
    archive.ask("Is anybody there?")
    spent, walls = defaultdict[str, float](float), list[float]()
    with _watched(spent):
        for question in questions:
            began, all_threads, own = time.perf_counter(), time.process_time(), time.thread_time()
            archive.ask(question)
            walls.append(time.perf_counter() - began)
            spent[_STAGES[0][2]] += (time.process_time() - all_threads) - (time.thread_time() - own)
    return spent, walls


@contextmanager
def _watched(spent: dict[str, float]) -> Iterator[None]:
    inside: list[float] = []  # of each stage that runs, what the stages inside it took

    def timed(work: Callable[..., Any], stage: str) -> Callable[..., Any]:
        def run(*given: Any, **named: Any) -> Any:
            began = time.thread_time()
            inside.append(0.0)
            try:
                return work(*given, **named)
            finally:
                took = time.thread_time() - began
                spent[stage] += took - inside.pop()
                if inside:
                    inside[-1] += took

        return run

    plain = [(owner, name, getattr(owner, name)) for owner, name, _ in _STAGES]
    try:
        for owner, name, stage in _STAGES:
            setattr(owner, name, timed(getattr(owner, name), stage))
        yield
    finally:
        for owner, name, work in plain:
            setattr(owner, name, work)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
