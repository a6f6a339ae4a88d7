"""Batches: questions, queries or claims as JSON lines in, what comes of each as JSON lines out, in the same order."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from corpus.article import DatelineError
from corpus.dates import bounds
from rag.archive import Archive
from rag.questions import read_question
from ui.escaping import writable
from ui.printing import print_json, with_timeline

Line = dict[str, Any]


def answer_lines(archive: Archive, options: argparse.Namespace) -> int:
    """Answer the questions of options.batch; returns 1 when a line could not be answered, else 0."""

    def answer(line: Line) -> list[Line]:
        filters = _filters(line, options)
        answered = archive.ask(line["question"], asked=_asked(line, options), history=_history(line), **filters)
        return [with_timeline(answered, archive.timeline(answered) if options.timeline else None)]

    return _each_line(options.batch, "question", answer)


def search_lines(archive: Archive, options: argparse.Namespace) -> int:
    """Search the queries of options.batch; returns 1 when a line could not be searched, else 0."""

    def search(line: Line) -> list[Line]:
        hits = archive.search(line["query"], options.k, asked=_asked(line, options), **_filters(line, options))
        return [hit.model_dump(mode="json") for hit in hits]

    return _each_line(options.batch, "query", search)


def verify_lines(archive: Archive, options: argparse.Namespace) -> int:
    """Verify the claims of options.batch; returns 1 when a line could not be verified, else 0."""

    def verify(line: Line) -> list[Line]:
        article = line.get("article") or options.article
        if not isinstance(article, str | None):
            raise DatelineError('"article" is not an article\'s id as text.')
        return [archive.verify(line["claim"], article).model_dump(mode="json")]

    return _each_line(options.batch, "claim", verify)


def _each_line(file: str, field: str, work: Callable[[Line], list[Line]]) -> int:
    failed = 0
    for number, raw in enumerate(_read(file), 1):
        if not raw.strip():
            continue
        given: Any = None
        try:
            line = _parsed(raw, number)
            given = line.get("id")
            read_question(_text(line, field, number))
            results = work(line)
        except DatelineError as error:
            failed = 1
            results = [{"error": str(error)}]
        for result in results:
            print_json(result if given is None and "error" not in result else {"id": given, **result})
    return failed


def _parsed(raw: str, number: int) -> Line:
    try:
        line = writable(json.loads(raw))
    except (ValueError, RecursionError) as error:
        raise DatelineError(f"Line {number} is not JSON ({error}).") from error
    if not isinstance(line, dict):
        raise DatelineError(f"Line {number} is not a JSON object.")
    return line


def _text(line: Line, field: str, number: int) -> str:
    if not isinstance(line.get(field), str):
        raise DatelineError(f'Line {number} has no "{field}" with a text.')
    return str(line[field])


def _filters(line: Line, options: argparse.Namespace) -> Line:
    """The line's own filters, else those of the command line."""
    filters = {
        "since": line.get("since") or options.since,
        "until": line.get("until") or options.until,
        "outlets": line.get("outlets") or options.outlet,
    }
    for name in ("since", "until"):
        if not isinstance(filters[name], str | None):
            raise DatelineError(f'"{name}" is not a date as text, such as "2024-05-31".')
    outlets = filters["outlets"]
    if outlets and not (isinstance(outlets, list) and all(isinstance(outlet, str) for outlet in outlets)):
        raise DatelineError('"outlets" is not a list of names.')
    return filters


def _asked(line: Line, options: argparse.Namespace) -> str | None:
    asked = line.get("asked") or options.asked
    if asked is not None and not (isinstance(asked, str) and bounds(asked)):
        raise DatelineError('"asked" is not a date such as "2024-05-31".')
    return asked


def _history(line: Line) -> list[dict[str, str]]:
    """The turns before the question, each with a role and a text."""
    history = line.get("history") or []
    if not isinstance(history, list) or not all(
        isinstance(turn, dict) and isinstance(turn.get("role"), str) and isinstance(turn.get("content"), str)
        for turn in history
    ):
        raise DatelineError('"history" is not a list of turns, each with a "role" and a "content".')
    return history


def _read(file: str) -> Iterator[str]:
    if file == "-":
        yield from sys.stdin
        return
    try:
        with Path(file).open(encoding="utf-8", errors="replace") as opened:
            yield from opened
    except OSError as error:
        raise DatelineError(f"The batch file {file} cannot be read ({error.strerror}).") from error
