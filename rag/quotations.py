"""Quotations: whether what a statement puts in quotation marks stands in the cited article, word for word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rag.carriers import Source
from rag.faults import Fault
from rag.statement import quotations_in

_SPACE = re.compile(r"\s+")
# Typesetting, not wording.
_GLYPHS = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " ", "…": "..."})
_EDGES = " .,;:!?\"'"


def quote_faults(text: str, sources: Sequence[Source]) -> Iterator[Fault]:
    """The quotations of a text, of one sentence or of several, that stand in none of the sources.

    They are to stand there word for word; typesetting, and a stop or a capital at their ends, may differ.
    """
    quotations = quotations_in(text)
    texts = [_plain(each.article.text[each.start : each.end]) for each in sources] if quotations else []
    for start, end in quotations:
        quoted = _plain(text[start:end]).strip(_EDGES)
        if quoted and not any(_stands(quoted, each) for each in texts):
            yield Fault("quote", text[start:end].strip())


def _stands(quoted: str, text: str) -> bool:
    """Whole words only: "open" is no quotation of "opened". Its first letter may be put in the other case."""
    other = quoted[0].swapcase() + quoted[1:]
    return any(re.search(rf"(?<!\w){re.escape(each)}(?!\w)", text) for each in (quoted, other))


def _plain(text: str) -> str:
    return _SPACE.sub(" ", text.translate(_GLYPHS))
