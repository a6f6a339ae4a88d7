"""What readers said of answers, kept in the archive and written out as questions to be evaluated.

A verdict is unproven: anybody may have given it. Written out, each is marked as unreviewed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from corpus.article import DatelineError
from rag.settings import LONGEST_QUESTION
from rag.store import Store

Kind = Literal["helpful", "wrong_citation", "missed_something"]
LONGEST_REASON = 1000  # characters
# Verdicts kept; further ones are refused, so that nobody fills the disk.
MOST_KEPT = 50_000


class Span(BaseModel):
    """What a citation of the answer quoted: `article.text[start:end]` of one stored version."""

    model_config = ConfigDict(frozen=True)

    article_id: str = Field(max_length=2000)
    version: str = Field(max_length=100)
    start: int = Field(ge=0, le=2**31)
    end: int = Field(ge=0, le=2**31)


class Verdict(BaseModel):
    """A reader's verdict on one answer. `id` is the giver's: the same one given again takes the place of the first."""

    model_config = ConfigDict(
        frozen=True,
        json_schema_extra={
            "examples": [
                {
                    "id": "3f9a0c27d1e84b56",
                    "verdict": "wrong_citation",
                    "question": "Who opened the bridge?",
                    "status": "answered",
                    "cited": [],
                    "reason": "The mayor has another name.",
                }
            ]
        },
    )

    id: str = Field(min_length=8, max_length=100, pattern=r"^[\w-]+$")
    verdict: Kind
    question: str = Field(min_length=1, max_length=LONGEST_QUESTION)
    status: Literal["answered", "not_found", "ambiguous"]
    cited: list[Span] = Field(default=[], max_length=40)
    reason: str = Field(default="", max_length=LONGEST_REASON)
    scope: str = Field(default="", max_length=500)


def keep_verdict(store: Store, verdict: Verdict) -> None:
    """Keep a verdict. Raises DatelineError for a quote that is not stored here, and when too many are kept."""
    quotes = [_quote(store, span) for span in verdict.cited]
    at = datetime.now(UTC).isoformat(timespec="seconds")
    with store.transaction():
        store.rows("DELETE FROM verdicts WHERE id = ?", (verdict.id,))
        if store.rows("SELECT count(*) FROM verdicts")[0][0] >= MOST_KEPT:
            raise DatelineError(f"{MOST_KEPT:,} verdicts are kept and no more; export them and remove the old ones.")
        store.rows(
            "INSERT INTO verdicts VALUES (?, ?, ?, ?, ?)",
            (verdict.id, at, verdict.verdict, verdict.model_dump_json(), json.dumps(quotes)),
        )


def export_verdicts(store: Store) -> Iterator[dict[str, Any]]:
    """Every verdict, oldest first, as a line of an evaluation set (docs/evaluation.md has the format).

    A helpful answer's quotes are `answers` and its articles `articles`; those of the others are under `cited`, for
    somebody to say what would have been right. `kind` is the verdict, `unreviewed` is true.
    """
    for id_, at, kind, given, quotes in store.rows("SELECT * FROM verdicts ORDER BY at, id"):
        verdict = Verdict.model_validate_json(given)
        articles = list(dict.fromkeys(span.article_id for span in verdict.cited))
        said = {"answers": json.loads(quotes), "articles": articles}
        line: dict[str, Any] = {"id": id_, "question": verdict.question}
        if kind == "helpful" and verdict.status != "not_found":
            line |= {**said, "answerable": True}
        else:
            line |= {"answers": [], "articles": [], "cited": said}
            if kind == "helpful":
                line["answerable"] = False
        yield {**line, "kind": kind, "status": verdict.status, "reason": verdict.reason, "scope": verdict.scope,
               "at": at, "unreviewed": True}  # fmt: skip


def _quote(store: Store, span: Span) -> str:
    text = store.article(span.article_id, span.version).text
    if not span.start < span.end <= len(text):
        raise DatelineError(f"Article {span.article_id} has no text from {span.start} to {span.end}.")
    return text[span.start : span.end]
