"""Writing: what is left of a model's own sentences, and whether one is shown that its citations do not bear out.

`python -m evals.writing --llm URL --model NAME` asks answerable questions of the seeds and of newsquiz2022, with the
model and without. Printed are the shares of sentences shown, known answers in both, what shown sentences have and their
citations lack (evals/lacking.py), and times. `--shown` prints every shown sentence with its citations.
"""

from __future__ import annotations

import argparse
import logging
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from rich.progress import track

from evals.archives import open_archive
from evals.collections import Collection, EvalQuestion, find_collections
from evals.lacking import lacking
from evals.metrics import holds
from rag.answer import Answer
from rag.model import Model, connect

ASKED_OF = ("seeds", "newsquiz2022", "sample")


@dataclass(frozen=True)
class Written:
    """A question answered with a model and without; the seconds until its first sentence, and its checking in ms."""

    question: EvalQuestion
    answer: Answer
    quoted: Answer
    first_seconds: float | None
    checking_ms: float


class _Checking(logging.Handler):
    """Reads off the log how long the sentences of an answer took to check."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.took_ms = 0.0

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the time of the latest answer."""
        if record.levelno == logging.INFO and isinstance(record.args, tuple):
            self.took_ms = float(str(record.args[-1]))


def ask_both(collection: Collection, questions: Sequence[EvalQuestion], model: Model) -> Iterator[Written]:
    """Each question answered without a model, then with it."""
    log, checking = logging.getLogger("rag.writing"), _Checking()
    log.addHandler(checking)
    log.setLevel(logging.INFO)
    with open_archive(collection) as archive:
        quoted = [archive.ask(each.question) for each in questions]
    with open_archive(collection, model=model) as archive:
        for question, without in zip(
            track(questions, collection.name, disable=not sys.stderr.isatty()), quoted, strict=True
        ):
            began, first = time.perf_counter(), None
            checking.took_ms = 0.0
            for part in archive.stream(question.question):
                first = first or time.perf_counter() - began
                if isinstance(part, Answer):
                    yield Written(question, part, without, first if part.mode == "llm" else None, checking.took_ms)
    log.removeHandler(checking)


def unproven(answer: Answer) -> list[tuple[str, list[str]]]:
    """The sentences of an answer that have what their citations lack, with that."""
    cited = {each.n: each for each in answer.citations}
    found = [(each.text, lacking(each.text, [cited[n] for n in each.citations])) for each in answer.sentences]
    return [(text, missing) for text, missing in found if missing]


def _print_figures(written: Sequence[Written]) -> None:
    asked = [each for each in written if each.quoted.citations]
    shown = [each for each in asked if each.answer.mode == "llm"]
    sentences, dropped = sum(len(each.answer.sentences) for each in shown), sum(each.answer.dropped for each in asked)
    print(f"{len(written)} questions, {len(asked)} put to the model, {len(shown)} answered in its words")
    print(f"{sentences} sentences shown, {dropped} dropped ({sentences / (sentences + dropped or 1):.0%} shown)")
    for name, answers in (("with", [e.answer for e in asked]), ("without", [e.quoted for e in asked])):
        held = [
            holds(" ".join(sentence.text for sentence in answer.sentences), each.question.answers)
            for answer, each in zip(answers, asked, strict=True)
        ]
        print(f"known answer in the sentences shown, {name} the model: {np.mean(held):.3f}")
    print(f"shown sentences with what their citations lack: {sum(len(unproven(each.answer)) for each in shown)}")
    judged = sentences + dropped
    print(f"checking: {sum(each.checking_ms for each in asked) / (judged or 1):.1f} ms a sentence")
    firsts = [each.first_seconds for each in shown if each.first_seconds is not None]
    totals = [each.answer.took_ms.total / 1000 for each in asked]
    print(
        f"first sentence after {np.median(firsts or [0]):.1f} s, the answer after {np.median(totals):.1f} s (medians)"
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures; 2 where none of the collections is there."""
    parser = argparse.ArgumentParser(prog="python -m evals.writing", description="Measure written answers.")
    parser.add_argument("--llm", required=True, metavar="URL")
    parser.add_argument("--model", required=True, metavar="NAME")
    parser.add_argument("--questions", type=int, default=50, metavar="N", help="so many of each collection (50)")
    parser.add_argument("--collection", action="append", choices=ASKED_OF, help="seeds and newsquiz2022 unless said")
    parser.add_argument("--seconds", type=float, default=120.0, metavar="N", help="how long an answer may take (120)")
    parser.add_argument("--shown", action="store_true", help="print the sentences that were shown")
    options = parser.parse_args(arguments)
    wanted = options.collection or ASKED_OF[:2]
    model = connect(options.llm, options.model, seconds=options.seconds)
    written: list[Written] = []
    for collection in find_collections():
        if collection.name in wanted:
            answerable = [each for each in collection.questions if each.answers and each.answerable is not False]
            written += ask_both(collection, answerable[: options.questions], model)
    if not written:
        print(f"None of these collections is there: {', '.join(wanted)}.", file=sys.stderr)
        return 2
    _print_figures(written)
    for each in written:
        for text, missing in unproven(each.answer) if each.answer.mode == "llm" else []:
            print(f"\nlacking {missing}: {text}")
        for sentence in each.answer.sentences if options.shown and each.answer.mode == "llm" else []:
            print(f"\n{each.question.question}\n  {sentence.text}")
            for citation in each.answer.citations:
                if citation.n in sentence.citations:
                    print(f"    [{citation.n}] {citation.quote}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
