from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.opposites import denies, is_opposed, opposites
from rag.words import tokens


def opposed(asked: frozenset[str], told: frozenset[str]) -> bool:
    return is_opposed({word: opposites(word) for word in asked}, told)


def words(text: str) -> frozenset[str]:
    return frozenset(tokens(text))


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("Who won the first prize?", "The last prize went to the ferry crew."),
        ("Who opened the lock?", "The harbour office closed the lock."),
        ("What is unlicensed?", "The licensed stalls stand on the quay."),
        ("Which stalls are licensed?", "Unlicensed stalls were cleared."),
        ("Which imports grew?", "Exports grew."),
    ],
)
def test_opposites_are_seen_in_any_form_of_the_words(asked: str, told: str) -> None:
    assert opposed(words(asked), words(told))


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("Who won the first prize?", "The first prize went to the last in line."),  # it has the word, too
        ("Who won the first prize?", "The second prize went to the ferry crew."),
        ("What was discovered?", "A cover was found."),
        ("Who united the ports?", "The ports are ited."),  # too short to be a word with a prefix
        ("", ""),
    ],
)
def test_what_has_the_word_itself_or_another_one_is_not_opposed(asked: str, told: str) -> None:
    assert not opposed(words(asked), words(told))


letters = st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=12)


@given(word=letters, other=letters)
def test_what_is_opposed_is_opposed_the_other_way_round(word: str, other: str) -> None:
    for one, two in ((word, other), (word, f"un{word}"), *(("first", each) for each in opposites("first"))):
        assert opposed(frozenset({one}), frozenset({two})) == opposed(frozenset({two}), frozenset({one}))


@pytest.mark.parametrize(
    "text", ["It is not so.", "They didn’t.", "Nobody came.", "It failed to open.", "It can't be.", "a non-stop train"]
)
def test_denials_are_seen(text: str) -> None:
    assert denies(text)


@pytest.mark.parametrize(
    "text", ["It is a knot.", "Notes were found.", "The noble house.", "", "Nothingham", "nonsense"]
)
def test_words_that_hold_the_letters_of_a_denial_deny_nothing(text: str) -> None:
    assert not denies(text)
