"""Ablation: `python -m evals.ablate [COLLECTION ...]` prints what each part adds, by leaving it out, with intervals.

Nothing is fitted anew without the part, so what it adds is rather too much than too little. Tables are Markdown, for
docs/evaluation.md.
"""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from rich.console import Console
from rich.progress import track

from corpus.article import DatelineError
from evals.archives import open_archive, with_ids
from evals.collections import Collection, choose_collections
from evals.figures import Difference, differences
from evals.measuring import SHOWN
from evals.metrics import LOWER_IS_BETTER, Values, answer_values, conflict_values, retrieval_values
from evals.outcomes import DATELINE
from rag.chance import FEATURES, SIGNS

SHOWN_FIGURES = ("nDCG@10", "hit@1", "gold in first", "gold in answer", "balanced", "mixed", "right", "conflict")


@dataclass(frozen=True)
class Switch:
    """A part that can be left out: for each place in the code that it hangs on, what to put there.

    A place is module and attribute ("rag.retrieval.COVERED_SHARE"); what to put there is made from what is there.
    """

    part: str
    places: Mapping[str, Callable[[Any], Any]]


def _value(value: Any) -> Callable[[Any], Any]:
    return lambda _: value


def _without(names: Sequence[str], *left_out: str) -> Callable[[Any], Any]:
    """An array of weights, one for each of `names`, with some at nought."""

    def change(weights: Any) -> Any:
        changed = weights.copy()
        for each in left_out:
            changed[names.index(each)] = 0.0
        return changed

    return change


SWITCHES = (
    Switch("words (meaning alone)", {"rag.retrieval.WORDS_SHARE": _value(0.0)}),
    Switch("meaning (words alone)", {"rag.retrieval.WORDS_SHARE": _value(1.0)}),
    Switch("the share of the question covered", {"rag.retrieval.COVERED_SHARE": _value(0.0)}),
    Switch("the likeness of the best sentence", {"rag.retrieval.LIKENESS_SHARE": _value(0.0)}),
    Switch(
        "sentences in ranking, both of these",
        {"rag.retrieval.COVERED_SHARE": _value(0.0), "rag.retrieval.LIKENESS_SHARE": _value(0.0)},
    ),
    Switch("what the first passages tell, too", {"rag.retrieval.AGREEMENT_SHARE": _value(0.0)}),
    Switch("articles of the time asked for", {"rag.retrieval.TIMELY_SHARE": _value(0.0)}),
    Switch("headlines in the words' score", {"rag.words.TITLE_WEIGHT": _value(0.0)}),
    Switch("words of like meaning", {"rag.thesaurus.NEAREST": _value(0.0)}),
    Switch("neighbouring words", {"rag.chance.WEIGHTS": _without(FEATURES, "pairs")}),
    Switch("the kind of question", {"rag.chance.WEIGHTS": _without(FEATURES, "fits_kind")}),
    # Not at nought, which would make every sentence weaker, but alike for all of them: what it is in the middle.
    Switch("the asking word's answer", {"rag.evidence.answers_asking": _value(lambda question, sentence: 0.35)}),
    Switch(
        "opposites and denials",
        {
            "rag.chance.WEIGHTS": _without(FEATURES, "opposed", "denial"),
            "rag.chance.CONFIDENCE_WEIGHTS": _without(SIGNS, "opposed"),
        },
    ),
    Switch("words met by vectors", {"rag.alignment.BY_VECTOR": _value(0.0)}),
    Switch("what is told otherwise", {"rag.comparing.is_told_otherwise": _value(lambda *_: False)}),
    Switch("a lesser question", {"rag.comparing.liker_without": _value(lambda *_: 0.0)}),
    Switch("what comes from a nation, for its name", {"rag.evidence._by_nation": _value(lambda question: {})}),
    Switch("another time in print than asked for", {"rag.preference.OTHER_TIME_GAIN": _value(1.0)}),
    Switch("what a question seeks", {"rag.preference.sought_by": _value(lambda question: [])}),
    Switch("the likeness of each sentence", {"rag.chance.WEIGHTS": _without(FEATURES, "likeness")}),
    Switch("words that no passage holds", {"rag.chance.CONFIDENCE_WEIGHTS": _without(SIGNS, "absent")}),
    Switch("periods and outlets that the question names", {"rag.preference.WANTED_GAIN": _value(1.0)}),
    Switch("several events", {"rag.fitting.MAX_EVENTS": _value(1)}),
    Switch("events about what the question names", {"rag.fitting._shares_subject": _value(lambda *_: True)}),
)


@contextmanager
def left_out(switch: Switch) -> Iterator[None]:
    """Leave a part out for as long as the context lasts.

    Raises DatelineError when a place is no longer in the code: a switch that switches nothing would say that its part
    adds nothing.
    """
    before = []
    try:
        for place, change in switch.places.items():
            module_name, _, name = place.rpartition(".")
            module = importlib.import_module(module_name)
            if not hasattr(module, name):
                raise DatelineError(f"{switch.part!r} cannot be left out: {place} is not there any more.")
            before.append((module, name, getattr(module, name)))
            setattr(module, name, change(getattr(module, name)))
        yield
    finally:
        for module, name, value in reversed(before):
            setattr(module, name, value)


def main(arguments: Sequence[str]) -> int:
    """Measure the collections whole, then without each part, and print what each part adds."""
    parser = argparse.ArgumentParser(prog="python -m evals.ablate", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("collections", nargs="*", metavar="COLLECTION", help="a name or a folder; all where none is")
    parser.add_argument("--only", metavar="WORD", default="", help="only the parts whose name has this in it")
    options = parser.parse_args(arguments)
    switches = [each for each in SWITCHES if options.only in each.part]
    added: dict[str, dict[str, dict[str, Difference]]] = {}
    try:
        for collection in choose_collections(options.collections):
            whole = values_of(collection, "whole")
            for switch in switches:
                with left_out(switch):
                    less = values_of(collection, switch.part)
                added.setdefault(switch.part, {})[collection.name] = differences(less, whole)
    except DatelineError as error:
        Console(stderr=True, soft_wrap=True).print(str(error))
        return 2
    print("\n".join(tables(added)))
    return 0


def values_of(collection: Collection, doing: str) -> list[Values]:
    """Every measure of every question. The archive is opened anew, so that nothing is remembered from before."""
    measured = []
    console = Console(stderr=True)
    with open_archive(collection) as archive:
        questions = list(with_ids(archive, collection))
        for question in track(
            questions, f"{collection.name}: {doing}", console=console, transient=True, disable=not console.is_terminal
        ):
            answer = archive.ask(question.question)
            ranking = [hit.article_id for hit in archive.search(question.question, SHOWN)]
            values = retrieval_values(question, {DATELINE: ranking})[DATELINE]
            values |= answer_values(question, answer, archive.article) | conflict_values(question, answer, None)
            measured.append(values)
    return measured


def tables(added: Mapping[str, Mapping[str, Mapping[str, Difference]]]) -> Iterator[str]:
    """A Markdown table for each figure: a row a part, a column a collection; what it adds, in points, with 95 %."""
    names = list(dict.fromkeys(name for own in added.values() for name in own))
    for figure in SHOWN_FIGURES:
        columns = [name for name in names if any(figure in own.get(name, {}) for own in added.values())]
        if not columns:
            continue
        yield f"\n{figure}{' (less is better)' if figure in LOWER_IS_BETTER else ''}:\n"
        yield f"| | {' | '.join(columns)} |"
        yield f"|--|{'--|' * len(columns)}"
        for part, own in added.items():
            yield f"| {part} | {' | '.join(_cell(own.get(name, {}).get(figure)) for name in columns)} |"


def _cell(added: Difference | None) -> str:
    if added is None:
        return ""
    if added.gain == added.low == added.high == 0:
        return "0"
    shown = f"{100 * added.gain:+.1f} ({100 * added.low:+.1f} to {100 * added.high:+.1f})"
    # In bold what the interval sets apart from nothing.
    return f"**{shown}**" if added.low > 0 or added.high < 0 else shown


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
