"""Measuring: every question of a collection asked, of Dateline and of the simple methods, on the same passages."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from corpus.article import DatelineError
from evals.archives import ARCHIVES, code_sha256, fingerprint, open_archive, with_ids, without_twins
from evals.baselines import ask_simply
from evals.collections import Collection, EvalQuestion
from evals.outcomes import Outcome, judge, with_refusals
from evals.results import RESULTS, Partial, Result
from rag.archive import Archive

SHOWN = 10  # articles of Dateline's ranking that are measured
ON_ITS_DAY = "-asked"  # behind the name of a result whose questions were asked on their days


def measure(
    collection: Collection,
    archives: Path = ARCHIVES,
    results: Path = RESULTS,
    limit: int | None = None,
    on_its_day: bool = False,
) -> Result:
    """A collection's result, going on where an interrupted run of the same code and data stopped.

    `limit` asks only so many questions, spread evenly over the set. `on_its_day`: Dateline is told on which day each
    question was asked, and the result is called so. Raises DatelineError when an article cannot be ingested.
    """
    name = f"{collection.name}{ON_ITS_DAY}" if on_its_day else collection.name
    with ExitStack() as open_ones:
        archive = open_ones.enter_context(open_archive(collection, archives))
        clean = without_twins(collection, archives)
        untouched = open_ones.enter_context(open_archive(clean, archives)) if clean else None
        partial = Partial(name, fingerprint(archive, collection), results)
        questions = _spread(list(with_ids(archive, collection)), limit)
        if not on_its_day:
            questions = [replace(each, asked=None) for each in questions]
        outcomes = list(_outcomes(archive, untouched, questions, partial, name))
    return Result(
        collection=name,
        code=code_sha256(),
        questions_sha256=collection.questions_sha256(),
        limit=None if len(outcomes) == len(collection.questions) else limit,
        outcomes=with_refusals(outcomes),
    )


def ask_question(archive: Archive, question: EvalQuestion, untouched: Archive | None = None) -> Outcome:
    """Ask one question in every way. `untouched`: the archive without the falsified twins."""
    # Asked first: what is asked again is quicker, as the archive remembers what it embedded.
    answer = archive.ask(question.question, asked=question.asked)
    hits = archive.search(question.question, SHOWN, asked=question.asked)
    clean = untouched.ask(question.question) if untouched and question.false_answer else None
    return judge(question, answer, hits, ask_simply(archive, question.question), clean, archive.article)


def _outcomes(
    archive: Archive, untouched: Archive | None, questions: list[EvalQuestion], partial: Partial, name: str
) -> Iterable[Outcome]:
    left = [each for each in questions if each.id not in partial.done]
    if left:
        archive.ask("Is anybody there?")  # The first answer opens indexes and model; no question's time is to show it.
    with _progress() as progress:
        task = progress.add_task(name, total=len(questions), completed=len(questions) - len(left))
        for question in left:
            try:
                partial.add(ask_question(archive, question, untouched))
            except DatelineError as error:
                raise DatelineError(f"{name}, question {question.id}: {error}") from error
            progress.advance(task)
    return [partial.done[each.id] for each in questions]


def _spread(questions: list[EvalQuestion], limit: int | None) -> list[EvalQuestion]:
    if limit is None or limit >= len(questions):
        return questions
    return [questions[at * len(questions) // limit] for at in range(limit)]


def _progress() -> Progress:
    console = Console(stderr=True)
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
    return Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
