from __future__ import annotations

from rag.nations import one_nation


def test_a_nation_and_what_comes_from_it_are_one() -> None:
    assert {"sweden", "swedish"} <= one_nation("swedish")
    assert "us" in one_nation("americans")
    assert one_nation("dutch").isdisjoint(one_nation("danish"))


def test_another_word_is_only_itself() -> None:
    assert one_nation("merrow") == {"merrow"}
