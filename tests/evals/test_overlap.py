from __future__ import annotations

import pytest

from evals.overlap import OVERLAPS

ARTICLE = "The lamp burnt all night. Nobody in the harbour slept."


@pytest.mark.parametrize("name", list(OVERLAPS))
def test_every_score_is_1_for_the_articles_own_words_and_0_for_strangers(name: str) -> None:
    assert OVERLAPS[name]("The lamp burnt all night", ARTICLE) == 1.0
    assert OVERLAPS[name]("Cheese ripens", ARTICLE) == 0.0
    assert OVERLAPS[name]("", ARTICLE) == 0.0
