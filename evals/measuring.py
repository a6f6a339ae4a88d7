"""Measuring: every question of a collection asked, of Dateline and of the simple methods, on the same passages."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack
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


def measure(
    collection: Collection, archives: Path = ARCHIVES, results: Path = RESULTS, limit: int | None = None
) -> Result:
    """A collection's result, going on where an interrupted run of the same code and data stopped.

    `limit` asks only so many questions, spread evenly over the set. Raises DatelineError when an article cannot be
    ingested.
    """
    with ExitStack() as open_ones:
        archive = open_ones.enter_context(open_archive(collection, archives))
        clean = without_twins(collection, archives)
        untouched = open_ones.enter_context(open_archive(clean, archives)) if clean else None
        partial = Partial(collection.name, fingerprint(archive, collection), results)
        questions = _spread(list(with_ids(archive, collection)), limit)
        outcomes = list(_outcomes(archive, untouched, questions, partial, collection.name))
    return Result(
        collection=collection.name,
        code=code_sha256(),
        questions_sha256=collection.questions_sha256(),
        limit=None if len(outcomes) == len(collection.questions) else limit,
        outcomes=with_refusals(outcomes),
    )


def ask_question(archive: Archive, question: EvalQuestion, untouched: Archive | None = None) -> Outcome:
    """Ask one question in every way. `untouched`: the archive without the falsified twins."""
    # Asked first: what is asked again is quicker, as the archive remembers what it embedded.
    answer = archive.ask(question.question)
    hits = archive.search(question.question, SHOWN)
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
