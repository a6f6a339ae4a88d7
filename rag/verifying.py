"""Verifying: is a claim carried by one article, and of many articles by which; with citations for it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pydantic import BaseModel, ConfigDict, Field

from corpus.article import Article
from rag.answer import Citation
from rag.carriers import Source
from rag.citing import CopiesOf, cite_with_copies
from rag.faults import Fault
from rag.grounding import Grounding, Span, Verdict

# So many articles are looked at for a claim, those found first for it.
MOST_ARTICLES = 8


class CarryingWords(BaseModel):
    """Words of a claim as an article has them: `article.text[start:end] == text` of the citation numbered `n`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    n: int
    start: int
    end: int
    text: str


class Verification(BaseModel):
    """Whether a claim is carried, how surely (from 0.5 on it is), why not, and what in which article carries it.

    Of a claim that is not carried, the citations are what comes nearest.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    supported: bool
    score: float = Field(ge=0, le=1)
    reasons: list[str]
    citations: list[Citation] = []
    words: list[CarryingWords] = []


def verify(claim: str, articles: Iterable[Article], grounding: Grounding, copies_of: CopiesOf) -> Verification:
    """Check a claim against each article for itself, the whole of it, and report the one that carries it best.

    Of two that carry it, the surer one is taken. Without articles nothing carries it.
    """
    best: Verdict | None = None
    for article in articles:
        verdict = grounding.check(claim, [Source(article, 0, len(article.text))])
        if best is None or (verdict.supported, verdict.score) > (best.supported, best.score):
            best = verdict
    if best is None:
        return Verification(supported=False, score=0.0, reasons=[str(Fault("nothing"))])
    citations = [
        cite_with_copies(number, span.source.article, span.start, span.end, copies_of)
        for number, span in enumerate(best.carriers, 1)
    ]
    return Verification(
        supported=best.supported,
        score=best.score,
        reasons=best.reasons,
        citations=citations,
        words=[_in_citation(span, citations) for span in best.words],
    )


def _in_citation(span: Span, citations: Sequence[Citation]) -> CarryingWords:
    number = next(each.n for each in citations if each.start <= span.start and span.end <= each.end)
    return CarryingWords(n=number, start=span.start, end=span.end, text=span.source.article.text[span.start : span.end])
