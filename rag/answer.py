"""The shape of an answer and of a search hit: the JSON that every door of Dateline hands out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from corpus.article import Article

_MARKED = re.compile(r"\[\d+\]")


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Copy(_Record):
    """Another article that prints the same words."""

    article_id: str
    outlet: str | None
    url: str | None


class Citation(_Record):
    """An exact span of one stored version of an article: `article.text[start:end] == quote`, always."""

    n: int
    article_id: str
    version: str
    title: str
    outlet: str | None
    published: str | None
    url: str | None
    quote: str
    start: int
    end: int
    copies: list[Copy] = []


class Sentence(_Record):
    """A sentence of the answer, with the numbers of the citations that carry it."""

    text: str
    citations: list[int]


class Event(_Record):
    """One of several events that the question fits: its day, a label for people, its citations."""

    published: str | None
    label: str
    citations: list[int]


class Side(_Record):
    """One value in a disagreement, with the citations that give it."""

    value: str
    citations: list[int]


class Conflict(_Record):
    """Outlets that give different values for the same matter."""

    claim: str
    sides: list[Side]


class Took(_Record):
    """Milliseconds spent finding passages, composing the answer, and in all."""

    retrieve: float
    answer: float
    total: float


class Answer(_Record):
    """A question's answer in the articles' own words, or the honest statement that they do not say."""

    question: str
    status: Literal["answered", "not_found", "ambiguous"]
    answer: str
    mode: Literal["quotes", "llm"] = "quotes"
    sentences: list[Sentence] = []
    citations: list[Citation] = []
    events: list[Event] = []
    conflicts: list[Conflict] = []
    nearest: list[Citation] = []
    understood: str
    notes: list[str] = []
    dropped: int = 0
    confidence: float = Field(ge=0, le=1)
    took_ms: Took

    @property
    def lead(self) -> str:
        """What stands over a list of articles: "12 articles here on the ferry:"; empty where none are listed."""
        first, _, rest = self.answer.partition("\n\n")
        return first if rest and self.sentences and not self.events and not _MARKED.search(first) else ""

    @property
    def blocks(self) -> list[Event]:
        """What is shown day by day: the events, or each article of a list."""
        listed = self.citations if self.lead else []
        return self.events or [Event(published=each.published, label=each.title, citations=[each.n]) for each in listed]


class Hit(_Record):
    """An article found for a query, with its best passage: `article.text[start:end] == text`."""

    rank: int
    score: float
    article_id: str
    version: str
    title: str
    outlet: str | None
    published: str | None
    url: str | None
    text: str
    start: int
    end: int
    copies: list[str] = []


def cite(n: int, article: Article, start: int, end: int, copies: Iterable[Article]) -> Citation:
    """The citation numbered `n` of `article.text[start:end]`; `copies` are the other articles that print the quote."""
    return Citation(
        n=n,
        article_id=article.id,
        version=article.version,
        title=article.title,
        outlet=article.outlet,
        published=article.published,
        url=article.url,
        quote=article.text[start:end],
        start=start,
        end=end,
        copies=[Copy(article_id=each.id, outlet=each.outlet, url=each.url) for each in copies],
    )
