from __future__ import annotations

from corpus.article import NO_HEADLINE
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


def test_of_two_that_print_the_same_the_one_with_a_headline_is_cited_unless_only_the_other_is_dated() -> None:
    titled = article(TEXT, title="Ferry", outlet="Coast Daily", day=None)
    dated = article(TEXT, title="The ferry sank.", outlet="Mole", day="2021-03-05")
    bare = {"origin": {"title": f"{NO_HEADLINE}: the first words of the text"}}
    for own, other, outlet in (
        (ONE.model_copy(update=bare), titled, "Coast Daily"),
        (titled, dated.model_copy(update=bare), "Mole"),
    ):
        citing = Citing(lambda _, other=other: [other])
        citing.quote(evidence(own, "The ferry sank."))
        assert citing.citations[0].outlet == outlet


def test_sentences_stand_in_a_row_with_their_markers() -> None:
    citing = Citing(lambda _: [])
    sentences = [citing.quote(evidence(ONE, part)) for part in ("The ferry sank.", "It was raised in May.")]
    assert in_text(sentences) == "The ferry sank. [1] It was raised in May. [2]"
