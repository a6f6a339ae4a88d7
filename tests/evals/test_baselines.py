from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.baselines import FUSION, MEANING, WORDS, ask_simply, best_threshold, fuse
from rag.archive import Archive


def test_fusion_adds_scaled_scores_by_their_shares() -> None:
    fused = fuse([("a", 9.0), ("b", 5.0), ("c", 1.0)], [("b", 0.8), ("d", 0.4)])
    assert fused == [("b", pytest.approx(0.55 * 0.5 + 0.45)), ("a", pytest.approx(0.55)), ("c", 0.0), ("d", 0.0)]


def test_equal_scores_are_all_the_best_and_nothing_is_nothing() -> None:
    assert fuse([("b", 2.0), ("a", 2.0)], []) == [("a", 0.55), ("b", 0.55)]
    assert fuse([], []) == []


def test_simple_methods_rank_articles_and_quote_what_has_the_most_words_in_common(sample: Archive) -> None:
    simple = ask_simply(sample, "Who was first to drive over the Lantern Bridge?")
    assert set(simple.rankings) == {WORDS, MEANING, FUSION}
    for ranking in simple.rankings.values():
        assert 1 <= len(ranking) <= 10
        assert len(set(ranking)) == len(ranking)
    assert len(simple.sentences) == 3
    assert "Lantern Bridge" in simple.sentences[0]
    assert 0 < simple.rare_share <= 1
    assert ask_simply(sample, "Zyzzyva quokkas in Xanadu?").rare_share < simple.rare_share


# Shares are of so many words; between two floats side by side there is no threshold to be found.
@given(st.lists(st.tuples(st.integers(0, 60).map(lambda words: words / 60), st.booleans()), min_size=1, max_size=30))
def test_no_threshold_is_better_than_the_best(pairs: list[tuple[float, bool]]) -> None:
    shares, truth = [share for share, _ in pairs], [true for _, true in pairs]

    def balanced(least: float) -> float:
        kept = [share >= least for share, true in pairs if true]
        refused = [share < least for share, true in pairs if not true]
        return (sum(kept) / len(kept) + sum(refused) / len(refused)) / 2 if kept and refused else 0.0

    best = balanced(best_threshold(shares, truth))
    assert all(balanced(least) <= best + 1e-9 for least in (0.0, *shares, 1.01))
