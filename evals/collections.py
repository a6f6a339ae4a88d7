"""Collections to measure on: a folder of articles with questions whose answers are known."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from corpus.sources import SAMPLE_FOLDER

OWN_QUESTIONS = Path(__file__).parent / "questions"
SHARED = Path(__file__).parents[1] / ".." / "shared" / "collections"


@dataclass(frozen=True)
class EvalQuestion:
    """A question with what is known of its answer.

    `answers`: any one of them inside the quoted words is right. `answers_each`: for a question that fits
    several events, the answers of each. `articles`: ids, or source paths, of articles that hold the answer.
    """

    id: str
    question: str
    answers: tuple[str, ...] = ()
    answers_each: tuple[tuple[str, ...], ...] = ()
    articles: frozenset[str] = frozenset()
    answerable: bool | None = None
    kind: str = ""


@dataclass(frozen=True)
class Collection:
    """A named folder of articles and its questions."""

    name: str
    articles: Path
    questions: tuple[EvalQuestion, ...] = field(repr=False)


def find_collections(shared: Path = SHARED) -> list[Collection]:
    """The sample collection, then those of the `shared` folder that are there and have questions."""
    found = [Collection("sample", SAMPLE_FOLDER, read_questions(OWN_QUESTIONS / "sample.jsonl"))]
    if (shared / "seeds").is_dir():
        found.append(Collection("seeds", shared / "seeds", read_questions(OWN_QUESTIONS / "seeds.jsonl")))
    for folder in sorted(shared.iterdir()) if shared.is_dir() else []:
        articles, questions = folder / "articles.jsonl.gz", folder / "questions.jsonl"
        if articles.is_file() and questions.is_file():
            found.append(Collection(folder.name, articles, read_questions(questions)))
    return found


def read_questions(path: Path) -> tuple[EvalQuestion, ...]:
    """The questions of a JSON lines file (plain or gzip)."""
    return tuple(_question(row) for row in _rows(path))


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


def _question(row: dict[str, Any]) -> EvalQuestion:
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
    )
