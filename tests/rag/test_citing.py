from __future__ import annotations

from rag.citing import Citing, in_text
from tests.rag.making import article, evidence

TEXT = "The ferry sank. It was raised in May."
ONE = article(TEXT, day=None)
DATED = article(TEXT, title="Ferry", outlet="Coast Daily", day="2021-03-05")


def test_what_is_quoted_twice_alone_or_within_has_one_number() -> None:
    citing = Citing(lambda _: [])
    whole = citing.quote(evidence(ONE, TEXT))
    assert citing.quote(evidence(ONE, TEXT)) is whole
    assert citing.quote(evidence(ONE, "It was raised in May.")) is whole
    assert [citation.n for citation in citing.citations] == whole.citations == [1]


def test_the_dated_of_two_that_print_the_same_is_cited_and_the_other_beside_it() -> None:
    citing = Citing(lambda each: [DATED if each is ONE else ONE])
    citing.quote(evidence(ONE, "The ferry sank."))
    (citation,) = citing.citations
    assert citation.outlet == "Coast Daily"
    assert [copy.article_id for copy in citation.copies] == [ONE.id]
    assert citing.are_copies(ONE, DATED)


def test_sentences_stand_in_a_row_with_their_markers() -> None:
    citing = Citing(lambda _: [])
    sentences = [citing.quote(evidence(ONE, part)) for part in ("The ferry sank.", "It was raised in May.")]
    assert in_text(sentences) == "The ferry sank. [1] It was raised in May. [2]"
