from __future__ import annotations

import pytest

from rag.scales import contraries
from rag.words import tokens


def stem(word: str) -> str:
    (found,) = tokens(word)
    return found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("boosted", "hindered"),
        ("hours", "minutes"),
        ("mandatory", "voluntary"),
        ("first", "last"),
        ("warmer", "colder"),
        ("forbidden", "allowed"),
    ],
)
def test_words_of_two_sides_are_contrary_both_ways(one: str, other: str) -> None:
    assert stem(other) in contraries(stem(one))
    assert stem(one) in contraries(stem(other))


def test_words_of_one_side_are_not_contrary() -> None:
    assert stem("surge") not in contraries(stem("climb"))
    assert stem("bolster") not in contraries(stem("spur"))


def test_no_word_is_its_own_contrary() -> None:
    assert not [word for word in ("raise", "abandon", "support", "beat") if stem(word) in contraries(stem(word))]
