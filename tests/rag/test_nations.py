from __future__ import annotations

import pytest

from rag.nations import one_nation


@pytest.mark.parametrize(("word", "other"), [("russia", "russian"), ("dutch", "netherlands"), ("swede", "sweden")])
def test_a_country_and_what_comes_from_it_are_of_one_nation(word: str, other: str) -> None:
    assert other in one_nation(word)
    assert word in one_nation(other)


def test_a_word_that_names_no_nation_stands_alone() -> None:
    assert one_nation("bridge") == {"bridge"}
