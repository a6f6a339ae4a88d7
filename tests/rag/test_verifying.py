from __future__ import annotations

import pytest

from corpus.article import DatelineError
from rag.archive import Archive


def test_a_claim_is_verified_against_the_whole_archive_with_its_citation(sample: Archive) -> None:
    verification = sample.verify("The Ministry of Works says the bridge cost 212 million crowns.")
    assert verification.supported and verification.reasons == []
    first = verification.citations[0]
    article = sample.article(first.article_id, first.version)
    assert "212 million crowns" in first.quote
    assert article.text[first.start : first.end] == first.quote


def test_every_word_that_carries_it_is_a_span_of_a_citation(sample: Archive) -> None:
    verification = sample.verify("The Ministry of Works says the bridge cost 212 million crowns.")
    cited = {each.n: each for each in verification.citations}
    assert verification.words
    for word in verification.words:
        citation = cited[word.n]
        inside = citation.quote[word.start - citation.start : word.end - citation.start]
        assert inside == word.text


def test_a_claim_that_is_wrong_says_why_and_what_comes_nearest(sample: Archive) -> None:
    verification = sample.verify("The Ministry of Works says the bridge cost 213 million crowns.")
    assert not verification.supported and verification.score < 0.5
    assert any("213 million" in reason for reason in verification.reasons)
    assert "212 million crowns" in verification.citations[0].quote


def test_one_article_carries_only_what_it_tells_itself(sample: Archive) -> None:
    claim = "The Ministry of Works says the bridge cost 212 million crowns."
    own = sample.verify(claim).citations[0].article_id
    assert sample.verify(claim, own).supported
    other = next(each for each in sample.store.article_ids() if "mussels" in each)
    assert not sample.verify(claim, other).supported


def test_an_article_that_is_not_there_and_a_claim_without_words_are_refused(sample: Archive) -> None:
    with pytest.raises(DatelineError):
        sample.verify("The bridge cost much.", "nowhere")
    with pytest.raises(DatelineError):
        sample.verify("...")
