from __future__ import annotations

from collections import Counter

from evals.gate import breaches
from evals.lies import SENTENCES, Written, figures, read_written, shares, shown
from rag.archive import Archive


def test_true_sentences_are_shown_and_lies_are_not(sample: Archive) -> None:
    written = read_written()
    every = Counter(each.true for each in written)
    assert every[True] >= 120 and every[False] >= 400
    assert breaches("lies", SENTENCES, figures(written, shown(sample, written))) == []


def test_every_sentence_names_an_article_that_is_there(sample: Archive) -> None:
    articles = [sample.article(each) for each in sample.store.article_ids()]
    names = {name for each in read_written() for name in each.articles}
    assert all(any(each.id == name or each.source.endswith(name) for each in articles) for name in names)


def test_a_share_is_of_its_kind() -> None:
    written = [Written("A.", (), "true", None), Written("B.", (), "mood", None), Written("C.", (), "mood", None)]
    assert shares(written, [True, True, False]) == {"true": (1.0, 1), "mood": (0.5, 2)}
