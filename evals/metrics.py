"""What is measured: retrieval by ir-measures, answers by exact comparison with the known ones."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import ir_measures
from ir_measures import RR, Success, nDCG

from corpus.article import Article
from evals.collections import EvalQuestion
from rag.answer import Answer, Citation

RETRIEVAL = {"hit@1": Success @ 1, "hit@5": Success @ 5, "MRR": RR @ 10, "nDCG@10": nDCG @ 10}

Rankings = Mapping[str, Sequence[str]]  # question id -> article ids, best first


def retrieval_figures(questions: Iterable[EvalQuestion], rankings: Rankings) -> dict[str, float]:
    """hit@1, hit@5, MRR and nDCG@10 over the questions whose articles are known; empty where there are none."""
    qrels = {question.id: dict.fromkeys(question.articles, 1) for question in questions if question.articles}
    if not qrels:
        return {}
    run = {
        question_id: {article_id: float(-place) for place, article_id in enumerate(rankings.get(question_id, ()))}
        for question_id in qrels
    }
    measured = ir_measures.calc_aggregate(list(RETRIEVAL.values()), qrels, run)
    return {name: float(measured[measure]) for name, measure in RETRIEVAL.items()}


@dataclass
class AnswerFigures:
    """Counts over one collection's answers; a figure is None where no question asks for it.

    `mixed`: questions about one event that were answered with several.
    """

    answerable: int = 0
    answered: int = 0
    gold_in_first: int = 0
    gold_in_any: int = 0
    unanswerable: int = 0
    refused: int = 0
    single: int = 0
    mixed: int = 0
    right: int = 0
    judged: int = 0
    citations: int = 0
    faithful: int = 0
    misses: list[dict[str, object]] = field(default_factory=list)

    def figures(self) -> dict[str, float | None]:
        """The rates, each 0 to 1."""
        found, refused = _rate(self.answered, self.answerable), _rate(self.refused, self.unanswerable)
        both = None if found is None or refused is None else (found + refused) / 2
        return {
            "gold in first": _rate(self.gold_in_first, self.answerable),
            "gold in answer": _rate(self.gold_in_any, self.answerable),
            "answered": found,
            "refused": refused,
            "balanced": both,
            "mixed": _rate(self.mixed, self.single),
            "right": _rate(self.right, self.judged),
            "fidelity": _rate(self.faithful, self.citations),
        }

    def add(self, question: EvalQuestion, answer: Answer, stored: Callable[[str, str], Article]) -> None:
        """Count one answer. `stored` gives an article by id and version."""
        for citation in [*answer.citations, *answer.nearest]:
            text = stored(citation.article_id, citation.version).text
            self.citations += 1
            self.faithful += text[citation.start : citation.end] == citation.quote
        if question.answerable is None:
            return
        self.judged += 1
        if question.answerable:
            self.answerable += 1
            self.answered += answer.status != "not_found"
            if not question.answers_each:
                self.single += 1
                self.mixed += answer.status == "ambiguous"
            shown = [citation.quote for citation in answer.citations]
            self.gold_in_first += any(holds(quote, question.answers) for quote in shown[:1])
            self.gold_in_any += any(holds(quote, question.answers) for quote in shown)
        else:
            self.unanswerable += 1
            self.refused += answer.status == "not_found"
        if is_right(question, answer):
            self.right += 1
        else:
            self.misses.append(_miss(question, answer))


def is_right(question: EvalQuestion, answer: Answer) -> bool:
    """Whether an answer is what the question's author expects.

    Unanswerable: not found. Fitting several events: each event's answer quoted, as events of their own. Else:
    a known answer quoted, from an article that is known to hold it where those are known.
    """
    if not question.answerable:
        return answer.status == "not_found"
    if question.answers_each:
        quotes = [citation.quote for citation in answer.citations]
        sides = all(any(holds(quote, answers) for quote in quotes) for answers in question.answers_each)
        return sides and (question.kind != "both_events" or len(answer.events) >= len(question.answers_each))
    return any(
        holds(citation.quote, question.answers) and (not question.articles or _ids(citation) & question.articles)
        for citation in answer.citations
    )


def holds(quote: str, answers: Iterable[str]) -> bool:
    """Whether a quote holds any of the answers, whatever the case and the spaces; "12" is not in "212"."""
    folded = _folded(quote)
    return any(re.search(rf"(?<!\d){re.escape(_folded(answer))}(?!\d)", folded) for answer in answers if answer.strip())


def _folded(text: str) -> str:
    return " ".join(text.casefold().replace("’", "'").split())


def _ids(citation: Citation) -> set[str]:
    return {citation.article_id, *(copy.article_id for copy in citation.copies)}


def _rate(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _miss(question: EvalQuestion, answer: Answer) -> dict[str, object]:
    return {
        "id": question.id,
        "kind": question.kind,
        "question": question.question,
        "wanted": list(question.answers) if question.answerable else "not_found",
        "status": answer.status,
        "confidence": answer.confidence,
        "quotes": [citation.quote for citation in answer.citations],
    }
