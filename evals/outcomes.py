"""Outcomes: what became of one question, by every method, with all that a reader needs to see why."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pydantic import BaseModel, ConfigDict

from corpus.article import Article
from evals.baselines import WORDS, Simple, best_threshold
from evals.collections import EvalQuestion
from evals.metrics import RETRIEVAL, answer_values, conflict_values, gold_values, retrieval_values
from rag.answer import Answer, Hit
from rag.kinds import kind_of

DATELINE = "dateline"


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Retrieved(_Record):
    """An article that was found, with its score."""

    article_id: str
    title: str
    score: float


class Quoted(_Record):
    """A sentence that was shown, and from where."""

    quote: str
    article_id: str
    title: str
    outlet: str | None
    published: str | None


class Outcome(_Record):
    """One question as it was answered. `values` holds, for each method, its measures by name; see evals.metrics.

    `misses` says in words what went wrong; empty where nothing did. `took_ms`: the answer, and plain fusion's search.
    """

    id: str
    kind: str
    question: str
    answerable: bool | None
    wanted: list[str]
    known_articles: list[str]
    status: str
    confidence: float
    quotes: list[Quoted]
    nearest: list[Quoted]
    conflicts: list[list[str]]
    retrieved: list[Retrieved]
    values: dict[str, dict[str, float]]
    rare_share: float
    misses: list[str]
    took_ms: dict[str, float]


def judge(
    question: EvalQuestion,
    answer: Answer,
    hits: Sequence[Hit],
    simple: Simple,
    untouched: Answer | None,
    stored: Callable[[str, str], Article],
) -> Outcome:
    """Put together what is known and what came back. `untouched`: the answer without the falsified twins."""
    rankings = {DATELINE: [hit.article_id for hit in hits], **simple.rankings}
    values = retrieval_values(question, rankings)
    values[DATELINE] |= answer_values(question, answer, stored) | conflict_values(question, answer, untouched)
    if question.answerable:
        values[WORDS] |= gold_values(question, simple.sentences)
    return Outcome(
        id=question.id,
        kind=question.kind or kind_of(question.question),
        question=question.question,
        answerable=question.answerable,
        wanted=list(question.answers) if question.answerable else [],
        known_articles=sorted(question.articles),
        status=answer.status,
        confidence=answer.confidence,
        quotes=_quoted(answer),
        nearest=_quoted(answer, nearest=True),
        conflicts=[[side.value for side in conflict.sides] for conflict in answer.conflicts],
        retrieved=[Retrieved(article_id=hit.article_id, title=hit.title, score=hit.score) for hit in hits],
        values=values,
        rare_share=round(simple.rare_share, 4),
        misses=_misses(question, answer, values[DATELINE]),
        took_ms={"answer": answer.took_ms.total, "fusion": round(simple.fusion_ms, 1)},
    )


def with_refusals(outcomes: Sequence[Outcome]) -> list[Outcome]:
    """The outcomes with `answered` and `refused` for BM25, which needs the threshold that suits all of them best."""
    judged = [each for each in outcomes if each.answerable is not None]
    least = best_threshold([each.rare_share for each in judged], [bool(each.answerable) for each in judged])
    made = []
    for each in outcomes:
        if each.answerable is not None:
            answers = each.rare_share >= least
            own = {"answered": float(answers)} if each.answerable else {"refused": float(not answers)}
            each = each.model_copy(update={"values": {**each.values, WORDS: {**each.values[WORDS], **own}}})
        made.append(each)
    return made


def _quoted(answer: Answer, nearest: bool = False) -> list[Quoted]:
    return [
        Quoted(
            quote=each.quote,
            article_id=each.article_id,
            title=each.title,
            outlet=each.outlet,
            published=each.published,
        )
        for each in (answer.nearest if nearest else answer.citations)
    ]


def _misses(question: EvalQuestion, answer: Answer, values: dict[str, float]) -> list[str]:
    found = []
    if values.get("right") == 0:
        if not question.answerable:
            found.append("answered, though the collection does not say")
        elif answer.status == "not_found":
            found.append("not found, though the collection says")
        elif values["gold in answer"]:
            found.append("a known answer is quoted, but not from a known article, or not of every event")
        else:
            found.append("no known answer is quoted")
    if set(RETRIEVAL) <= values.keys() and values["hit@5"] == 0:
        found.append("no known article among the first five")
    if values.get("conflict") == 0:
        found.append("the twins' other value is not reported")
    if values.get("false conflict") == 1:
        found.append("a conflict is reported where no twin is")
    if values.get("fidelity", 1.0) < 1:
        found.append("a citation is not the stored text at its span")
    return found
