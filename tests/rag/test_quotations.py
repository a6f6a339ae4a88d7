from __future__ import annotations

import pytest

from rag.quotations import quote_faults
from tests.rag.making import source, words_of

TOLD = "“We heard it before we saw it,” said Dray - and she didn't laugh. The lamps,\nshe added, were out."


@pytest.mark.parametrize(
    "text",
    [
        "Dray said: “We heard it before we saw it.”",
        'Dray said that "we heard it before we saw it".',
        "Dray: “The lamps, she added, were out”",
        "She “didn’t laugh”.",
        "She laughed.",
    ],
)
def test_a_quotation_may_differ_in_typesetting_only(text: str) -> None:
    assert words_of(quote_faults(text, [source(TOLD)])) == []


@pytest.mark.parametrize(
    "text",
    [
        "Dray said: “We heard it after we saw it.”",
        "Dray said: “We heard it before we saw.”" + " “We heard before we saw it.”",
        "Dray: “The lamp”",
        "Two sentences: “We heard it before we saw it. The lamps were out.”",
    ],
)
def test_a_word_more_or_less_or_another_one_is_a_fault(text: str) -> None:
    assert len(words_of(quote_faults(text, [source(TOLD)]))) == 1


def test_a_quotation_of_another_article_is_a_fault() -> None:
    assert words_of(quote_faults("“The lamps”", [source("Nothing of them.")])) == [("quote", "The lamps")]
