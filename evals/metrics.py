"""What one question is worth: retrieval by ir-measures, answers by exact comparison with the known ones.

Every measure is a number for one question, and is missing where the question does not ask for it: so every figure is
a mean over questions, and two runs can be compared question by question.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

import ir_measures
from ir_measures import RR, Success, nDCG

from corpus.article import Article
from evals.collections import EvalQuestion
from rag.answer import Answer, Citation

RETRIEVAL = {"hit@1": Success @ 1, "hit@5": Success @ 5, "MRR": RR @ 10, "nDCG@10": nDCG @ 10}
# In the order they are shown. "balanced" is the mean of the two before it, and no question's own.
ANSWERS = ("gold in first", "gold in answer", "answered", "refused", "balanced", "mixed", "right", "fidelity")
CONFLICTS = ("conflict", "conflict named", "false conflict")
CALIBRATION = ("Brier found", "Brier right", "ECE found", "ECE right")
FIGURES = (*RETRIEVAL, *ANSWERS, *CONFLICTS, *CALIBRATION)
LOWER_IS_BETTER = frozenset({"mixed", "false conflict", "false alarms", *CALIBRATION})

Values = dict[str, float]


def retrieval_values(question: EvalQuestion, rankings: Mapping[str, Sequence[str]]) -> dict[str, Values]:
    """hit@1, hit@5, MRR and nDCG@10 of each system's ranking (article ids, best first); none without known articles."""
    if not question.articles:
        return {system: {} for system in rankings}
    qrels = dict.fromkeys(question.articles, 1)
    run = {name: {each: float(-place) for place, each in enumerate(ids)} for name, ids in rankings.items()}
    values = {system: dict.fromkeys(RETRIEVAL, 0.0) for system in rankings}
    names = {measure: name for name, measure in RETRIEVAL.items()}
    # The systems take the place of queries: one call measures them all.
    for found in ir_measures.iter_calc(list(names), dict.fromkeys(rankings, qrels), run):
        values[found.query_id][names[found.measure]] = float(found.value)
    return values


def answer_values(question: EvalQuestion, answer: Answer, stored: Callable[[str, str], Article]) -> Values:
    """An answer by every measure the question asks for. `stored` gives an article by id and version.

    `mixed`: a question about one event was answered with several. `fidelity`: the share of the citations, and of the
    nearest, that are the stored text at their span. `Brier found` is the squared difference of confidence and whether
    the collection answers; `Brier right`, of an answer that was given, of confidence and whether it is right.
    """
    values: Values = {}
    cited = [*answer.citations, *answer.nearest]
    if cited:
        exact = [stored(each.article_id, each.version).text[each.start : each.end] == each.quote for each in cited]
        values["fidelity"] = sum(exact) / len(exact)
    if question.answerable is None:
        return values
    right, refused = is_right(question, answer), answer.status == "not_found"
    values["right"] = float(right)
    values["Brier found"] = (answer.confidence - float(question.answerable)) ** 2
    if not refused:
        values["Brier right"] = (answer.confidence - float(right)) ** 2
    if question.answerable:
        values |= gold_values(question, [citation.quote for citation in answer.citations])
        values["answered"] = float(not refused)
        if not question.answers_each:
            values["mixed"] = float(answer.status == "ambiguous")
    else:
        values["refused"] = float(refused)
    return values


def gold_values(question: EvalQuestion, quotes: Sequence[str]) -> Values:
    """Whether a known answer stands in the first quote, and in any."""
    return {
        "gold in first": float(any(holds(quote, question.answers) for quote in quotes[:1])),
        "gold in answer": float(any(holds(quote, question.answers) for quote in quotes)),
    }


def conflict_values(question: EvalQuestion, answer: Answer, untouched: Answer | None) -> Values:
    """Whether an answer reports a conflict, and names both values; and whether it does without the falsified twins.

    `untouched` answers the same question from the articles without the twins.
    """
    if not question.false_answer:
        return {}
    named = any(
        any(holds(side.value, question.answers) for side in conflict.sides)
        and any(holds(side.value, [question.false_answer]) for side in conflict.sides)
        for conflict in answer.conflicts
    )
    values = {"conflict": float(bool(answer.conflicts)), "conflict named": float(named)}
    if untouched is not None:
        values["false conflict"] = float(bool(untouched.conflicts))
    return values


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
