"""Collections to measure on: articles with questions whose answers are known, in the format of docs/evaluation.md."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from corpus.article import DatelineError
from corpus.sources import SAMPLE_FOLDER

OWN_QUESTIONS = Path(__file__).parent / "questions"
SHARED = Path(__file__).parents[1] / ".." / "shared" / "collections"
ARTICLES: tuple[str, ...] = ("articles.jsonl.gz", "articles.jsonl", "articles")
QUESTIONS: tuple[str, ...] = ("questions.jsonl", "questions.jsonl.gz")


@dataclass(frozen=True)
class EvalQuestion:
    """A question with what is known of its answer.

    `answers`: any one of them inside the quoted words is right. `answers_each`: for a question that fits
    several events, the answers of each. `articles`: ids, or source paths, of articles that hold the answer.
    `false_answer`: what the articles `falsified`, twins of true ones, say in its place. `asked`: the day it was asked
    on, which is told to nobody unless a run is told to.
    """

    id: str
    question: str
    answers: tuple[str, ...] = ()
    answers_each: tuple[tuple[str, ...], ...] = ()
    articles: frozenset[str] = frozenset()
    answerable: bool | None = None
    kind: str = ""
    false_answer: str = ""
    falsified: frozenset[str] = frozenset()
    asked: str | None = None


@dataclass(frozen=True)
class Collection:
    """A named folder, or file, of articles and its questions, read from `question_file`."""

    name: str
    articles: Path
    questions: tuple[EvalQuestion, ...] = field(repr=False)
    question_file: Path = Path()

    def questions_sha256(self) -> str:
        """The SHA-256 of the question file as it lies there."""
        return hashlib.sha256(self.question_file.read_bytes()).hexdigest()


def find_collections(shared: Path = SHARED) -> list[Collection]:
    """The sample collection, then those of the `shared` folder that are there and have questions."""
    found = [_collection("sample", SAMPLE_FOLDER, OWN_QUESTIONS / "sample.jsonl")]
    if (shared / "seeds").is_dir():
        found.append(_collection("seeds", shared / "seeds", OWN_QUESTIONS / "seeds.jsonl"))
    for folder in sorted(shared.iterdir()) if shared.is_dir() else []:
        articles, questions = _first_there(folder, ARTICLES), _first_there(folder, QUESTIONS)
        if articles and questions:
            found.append(_collection(folder.name, articles, questions))
    return found


def choose_collections(wanted: Sequence[str], shared: Path = SHARED) -> list[Collection]:
    """The collections named, or lying at the paths given, in that order; all that are there where none is asked for.

    One at a path is called by its folder's name and six hex digits of the path, so that it is mistaken for no other.
    Raises DatelineError for a name that no collection has, and for a folder that is none.
    """
    there = find_collections(shared)
    if not wanted:
        return there
    named = {each.name: each for each in there}
    return [named[each] if each in named else _at_path(each, there) for each in dict.fromkeys(wanted)]


def read_questions(path: Path) -> tuple[EvalQuestion, ...]:
    """The questions of a JSON lines file (plain or gzip).

    Raises DatelineError, naming file and line, for a line that is no question, and for an id that comes twice.
    """
    questions = tuple(_question(row, path, line) for line, row in _rows(path))
    twice = [one for one, count in Counter(each.id for each in questions).items() if count > 1]
    if twice:
        raise DatelineError(f"{path}: the id {twice[0]!r} stands on several lines; give every question one of its own.")
    return questions


def _at_path(wanted: str, there: list[Collection]) -> Collection:
    folder = Path(wanted)
    if not folder.is_dir():
        names = ", ".join(each.name for each in there)
        raise DatelineError(f"There is no collection named {wanted}, and no folder of that path; there are: {names}.")
    articles, questions = _first_there(folder, ARTICLES), _first_there(folder, QUESTIONS)
    if not articles or not questions:
        missing, files = ("articles", ARTICLES) if not articles else ("questions", QUESTIONS)
        raise DatelineError(f"{folder} has no {missing}: put {' or '.join(files)} there.")
    mark = hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:6]
    same = [each for each in there if each.question_file.resolve() == questions.resolve()]
    return same[0] if same else _collection(f"{folder.resolve().name}-{mark}", articles, questions)


def _collection(name: str, articles: Path, questions: Path) -> Collection:
    return Collection(name, articles, read_questions(questions), questions)


def _first_there(folder: Path, names: tuple[str, ...]) -> Path | None:
    return next((folder / name for name in names if (folder / name).exists()), None)


def _rows(path: Path) -> Iterator[tuple[int, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                try:
                    yield number, json.loads(line)
                except json.JSONDecodeError as error:
                    raise DatelineError(f"{path}, line {number}, is not JSON ({error.msg}).") from error


def _question(row: Any, path: Path, line: int) -> EvalQuestion:
    if not isinstance(row, dict) or row.get("id") is None or not isinstance(row.get("question"), str):
        raise DatelineError(f"{path}, line {line}, is no question: it needs an id and a question.")
    answerable = row.get("answerable")
    if answerable is None and row.get("answers"):
        answerable = True
    return EvalQuestion(
        id=str(row["id"]),
        question=row["question"],
        answers=tuple(row.get("answers") or ()),
        answers_each=tuple(tuple(answers) for answers in row.get("answers_each") or ()),
        articles=frozenset(row.get("articles") or ()),
        answerable=answerable,
        kind=row.get("kind") or "",
        false_answer=row.get("false_answer") or "",
        falsified=frozenset(row.get("falsified") or ()),
        asked=row.get("asked"),
    )
