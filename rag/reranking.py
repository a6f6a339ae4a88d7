"""A reranker of the user's own: any LlamaIndex postprocessor that orders the passages found, as a cross-encoder does.

It acts before sentences are weighed. LlamaIndex is imported only where there is one.
"""

from __future__ import annotations

import logging
import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Protocol

from corpus.article import DatelineError
from rag.evidence import Candidate

# So many passages, the best by words and meaning, are put to it: a cross-encoder reads each together with the question.
RERANKED = 50
# What its best passage gains, beside a fused score of 0 to 1; each other one gains a share of it.
RERANKER_SHARE = 1.0

_LOG = logging.getLogger(__name__)


class Postprocessor(Protocol):
    """LlamaIndex's BaseNodePostprocessor, as far as it is needed here."""

    def postprocess_nodes(self, nodes: list[Any], *, query_str: str) -> list[Any]:
        """The nodes with their scores, best first; some may be left out."""
        ...


class Reranker:
    """Puts passages to a postprocessor and reads off what it thinks of each.

    Raises DatelineError where it is none.
    """

    def __init__(self, postprocessor: Postprocessor) -> None:
        self._postprocessor = postprocessor
        self._name = type(postprocessor).__name__
        if not callable(getattr(postprocessor, "postprocess_nodes", None)):
            raise DatelineError(f"A reranker is a LlamaIndex node postprocessor, and {self._name} is none.")

    def rerank(self, question: str, candidates: Sequence[Candidate]) -> tuple[list[Candidate], str]:
        """The candidates, which come best first, in their new order, and what the reader should know of it.

        Where it fails or returns none of them, their order is the old one, and the sentence says so. Those that it
        leaves out stand behind those it returns.
        """
        try:
            worth = self._worth(question, candidates[:RERANKED])
        except Exception as error:  # whatever its model or its client raises
            return list(candidates), self._left(f"failed ({type(error).__name__})")
        if candidates and not worth:
            return list(candidates), self._left("returned none of the passages found")
        raised = [replace(each, fused=(fused := _raised(each, worth)), score=fused) for each in candidates]
        return sorted(raised, key=lambda each: -each.fused), ""

    def _worth(self, question: str, candidates: Sequence[Candidate]) -> dict[str, float]:
        """From 0 to 1 for each passage id that it returns, the best at 1."""
        from rag.llamaindex import passage_node

        given = [passage_node(each.passage, each.article, each.fused) for each in candidates]
        nodes = self._postprocessor.postprocess_nodes(given, query_str=question)
        known = {each.passage.id for each in candidates}
        returned = [(each.node.node_id, each.score) for each in nodes if each.node.node_id in known]
        scores = [math.nan if score is None else float(score) for _, score in returned]
        # Its order is what it means. Scores that are missing, or are of another order, are not its own.
        if not all(map(math.isfinite, scores)) or scores != sorted(scores, reverse=True):
            scores = [1 / (1 + place) for place in range(len(returned))]
        if not returned:
            return {}
        # Below the last one returned, so that this is still before those left out.
        below = scores[-1] - (scores[0] - scores[-1]) / len(scores)
        span = scores[0] - below
        return {one: (score - below) / span if span else 1.0 for (one, _), score in zip(returned, scores, strict=True)}

    def _left(self, what: str) -> str:
        """A sentence for the reader; a search, which has no place for one, leaves it in the log."""
        sentence = f"The reranker {self._name} {what}; passages stand in the order without it."
        _LOG.warning(sentence)
        return sentence


def _raised(candidate: Candidate, worth: dict[str, float]) -> float:
    return candidate.fused + RERANKER_SHARE * worth.get(candidate.passage.id, 0.0)
