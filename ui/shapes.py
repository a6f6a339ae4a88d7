"""Shapes: the JSON that programs send and get, with an example of each for the OpenAPI document."""

from __future__ import annotations

from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field, StrictInt, model_validator
from pydantic_core import PydanticCustomError

from rag.answer import Answer, Hit
from rag.stories import StoryEntry

MOST_HITS = 100
MOST_ARTICLES = 1_000  # in one POST
_DEEPEST = 50  # of lists and objects in an article's unknown keys; beyond some hundred they could not be written again

ANSWER_EXAMPLE: dict[str, Any] = {
    "id": "q7",
    "question": "Who opened the bridge?",
    "status": "answered",
    "answer": "Mayor Wilhelmina Tarn opened the Cormorant Bridge on Monday. [1]",
    "mode": "quotes",
    "sentences": [{"text": "Mayor Wilhelmina Tarn opened the Cormorant Bridge on Monday.", "citations": [1]}],
    "citations": [
        {
            "n": 1,
            "article_id": "bridge",
            "version": "0f3a9c21d7be",
            "title": "Ferry lane gives way to a new span",
            "outlet": "The Harbour Lantern",
            "published": "2026-05-04",
            "url": "https://lantern.example/span",
            "quote": "Mayor Wilhelmina Tarn opened the Cormorant Bridge on Monday.",
            "start": 0,
            "end": 60,
            "copies": [],
        }
    ],
    "events": [],
    "conflicts": [],
    "nearest": [],
    "understood": "Who opened the bridge?",
    "notes": [],
    "dropped": 0,
    "confidence": 0.93,
    "took_ms": {"retrieve": 21.4, "answer": 6.2, "total": 27.6},
}
_HIT_EXAMPLE = {
    "rank": 1,
    "score": 0.91,
    "article_id": "bridge",
    "version": "0f3a9c21d7be",
    "title": "Ferry lane gives way to a new span",
    "outlet": "The Harbour Lantern",
    "published": "2026-05-04",
    "url": "https://lantern.example/span",
    "text": "Mayor Wilhelmina Tarn opened the Cormorant Bridge on Monday before a crowd of 900 people.",
    "start": 0,
    "end": 89,
    "copies": [],
}
_VERSION_EXAMPLE = {
    "article_id": "bridge",
    "version": "0f3a9c21d7be",
    "stored_at": "2026-05-04T16:20:11+00:00",
    "current": True,
    "title": "Ferry lane gives way to a new span",
    "outlet": "The Harbour Lantern",
    "published": "2026-05-04",
    "changes": [{"field": "text", "before": "A crowd of 600 came.", "after": "A crowd of 900 came."}],
}
_LINE_EXAMPLE = {
    "id": "bridge",
    "title": "Ferry lane gives way to a new span",
    "outlet": "The Harbour Lantern",
    "published": "2026-05-04",
    "source": "posted:bridge",
    "status": "added",
}
_STORY_EXAMPLE = {
    "label": "4 May 2026: Ferry lane gives way to a new span",
    "first_published": "2026-05-04",
    "last_published": "2026-05-04",
    "outlets": ["The Harbour Lantern"],
    "articles": [
        {
            "article_id": "bridge",
            "title": "Ferry lane gives way to a new span",
            "outlet": "The Harbour Lantern",
            "published": "2026-05-04",
            "copies": [],
        }
    ],
}
_ARTICLE_EXAMPLE: dict[str, Any] = {
    "id": "bridge",
    "url": "https://lantern.example/span",
    "title": "Ferry lane gives way to a new span",
    "outlet": "The Harbour Lantern",
    "authors": ["Ida Quill"],
    "published": "2026-05-04",
    "language": "en",
    "text": "Mayor Wilhelmina Tarn opened the Cormorant Bridge on Monday before a crowd of 900 people.",
}


def _example(value: Any) -> ConfigDict:
    return ConfigDict(json_schema_extra={"examples": [value]})


class Turn(BaseModel):
    """One earlier message of a conversation."""

    role: str = Field(examples=["user"])
    content: str = Field(examples=["Who opened the bridge?"])


class Filters(BaseModel):
    """Dates are YYYY, YYYY-MM or YYYY-MM-DD, both inclusive."""

    since: str | None = None
    until: str | None = None
    outlets: list[str] | None = None


class AskBody(Filters):
    """A question, with the filters it is asked under; dates are YYYY, YYYY-MM or YYYY-MM-DD, both inclusive.

    `asked` is the day it is asked on: "last week" is told from it, today by default, and where it is given, articles of
    the week before it go before others; `history` are the messages before, oldest first.
    """

    model_config = _example({"id": "q7", "question": "Who opened the bridge?", "since": "2026", "until": "2026-06"})

    id: str | None = None
    question: str
    asked: str | None = None
    history: list[Turn] = []


class SearchBody(Filters):
    """A query, with the filters it is searched under; `asked` as for a question."""

    model_config = _example({"query": "bridge opening", "k": 5, "outlets": ["The Harbour Lantern"]})

    id: str | None = None
    query: str
    k: int = Field(10, ge=1, le=MOST_HITS)
    asked: str | None = None


class AskAnswer(Answer):
    """An Answer, with the `id` its question came with."""

    model_config = _example(ANSWER_EXAMPLE)

    id: str | None = None


class Found(BaseModel):
    """The hits of a search, best first, with the `id` its query came with."""

    model_config = _example({"id": None, "query": "bridge opening", "hits": [_HIT_EXAMPLE]})

    id: str | None = None
    query: str
    hits: list[Hit]


class Stories(BaseModel):
    """Stories, the newest event first, and how many there are in all."""

    model_config = _example({"total": 1, "stories": [_STORY_EXAMPLE]})

    total: int
    stories: list[StoryEntry]


class StoredArticle(BaseModel):
    """One stored version of an article; citations' spans point into `text`."""

    model_config = _example(
        {**_ARTICLE_EXAMPLE, "version": "0f3a9c21d7be", "modified": None, "dateline": None, "agency": None}
    )

    id: str
    version: str
    title: str
    outlet: str | None
    authors: list[str]
    published: str | None
    modified: str | None
    dateline: str | None
    agency: str | None
    language: str | None
    url: str | None
    text: str


class FieldChange(BaseModel):
    """What one field said before and after; `field` is "text" for a sentence."""

    field: str
    before: Any
    after: Any


class Version(BaseModel):
    """A stored version of an article, with what it changed of the one before it."""

    article_id: str
    version: str
    stored_at: str | None
    current: bool
    title: str
    outlet: str | None
    published: str | None
    changes: list[FieldChange]


class Versions(BaseModel):
    """The versions of an article, oldest first."""

    model_config = _example({"versions": [_VERSION_EXAMPLE]})

    versions: list[Version]


class GivenArticle(BaseModel):
    """An article to take in: `text`, or the `html` of its page. Unknown keys are kept with it."""

    model_config = ConfigDict(extra="allow", json_schema_extra={"examples": [_ARTICLE_EXAMPLE]})

    id: str | StrictInt | None = None
    url: str | None = None
    title: str | None = None
    outlet: str | None = None
    authors: list[str] | str | None = None
    published: Any = None
    language: str | None = None
    text: str | None = None
    html: str | None = None

    @model_validator(mode="after")
    def _is_shallow(self) -> Self:
        level: list[Any] = [self.published, self.model_extra]
        for _ in range(_DEEPEST):
            level = [
                inner
                for each in level
                for inner in (each.values() if isinstance(each, dict) else each if isinstance(each, list) else ())
            ]
        if level:
            raise PydanticCustomError("too_deep", "the JSON is nested too deeply to be kept")
        return self


class TakenIn(BaseModel):
    """What became of one article: added, updated, unchanged, copy or failed."""

    id: str | None
    title: str | None
    outlet: str | None
    published: str | None
    source: str
    status: str
    copy_of: str | None = None
    error: str | None = None


class Ingested(BaseModel):
    """A line for each article that was sent, in the same order."""

    model_config = _example({"lines": [_LINE_EXAMPLE]})

    lines: list[TakenIn]


class Removed(BaseModel):
    """The article that was taken out, with all its versions."""

    model_config = _example({"id": "bridge", "title": "Ferry lane gives way to a new span", "status": "removed"})

    id: str
    title: str
    status: str = "removed"


class Ready(BaseModel):
    """The archive is open and searchable."""

    model_config = _example({"status": "ready", "articles": 24})

    status: str
    articles: int
