from __future__ import annotations

import pytest

from evals.lacking import lacking
from rag.answer import Citation


def cited(quote: str, published: str | None = "2026-05-06", outlet: str = "The Harbour Lantern") -> Citation:
    return Citation(
        n=1, article_id="a", version="v", title="News", outlet=outlet, published=published, url=None, quote=quote,
        start=0, end=len(quote),
    )  # fmt: skip


QUOTE = "Mayor Odalys Brack opened the Heron Bridge on Monday before 4,000 people. “Nobody will miss it,” she said."


def test_a_name_that_is_tied_to_a_small_word_is_one_name() -> None:
    quote = "Talks with the al-Kestrel group began."
    assert lacking("They said talks with the al-Kestrel group began.", [cited(quote)]) == []
    assert lacking("They said talks with the al-Heron group began.", [cited(quote)]) == ["al-Heron"]


@pytest.mark.parametrize(
    ("sentence", "missing"),
    [
        ("Odalys Brack opened the Heron Bridge before 4000 people.", []),
        ("The Heron Bridge was opened on 4 May 2026, the Harbour Lantern wrote.", []),
        ("Brack said “nobody will miss it”.", []),
        ("The 'Heron Bridge' was opened by Odalys Brack.", []),
        ("Odalys Brack opened the Heron Bridge before 5,000 people.", ["5000"]),
        ("Brack opened it before forty-two people.", ["42"]),
        ("The bridge was opened by Rosalind Kestrelby.", ["Rosalind", "Kestrelby"]),
        ("Brack said “nobody will forget it”.", ["nobody will forget it"]),
        ("Brack opened it on 19 May 2026.", ["19"]),
    ],
)
def test_what_the_citations_lack_is_found(sentence: str, missing: list[str]) -> None:
    assert lacking(sentence, [cited(QUOTE)]) == missing
