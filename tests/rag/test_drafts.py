from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.drafts import sentences_of

SAID = (
    "Mr. Brack opened it on Jan. 5 [1]. It cost 212.5 million crowns. [2] “Nobody will miss it,” he said.[1][3]\n"
    "- **Two** lanes carry cars [4].\n2. The toll is three crowns [2]"
)
SENTENCES = [
    "Mr. Brack opened it on Jan. 5 [1].",
    "It cost 212.5 million crowns [2].",
    "“Nobody will miss it,” he said [1][3].",
    "Two lanes carry cars [4].",
    "The toll is three crowns [2]",
]


@pytest.mark.parametrize("size", [1, 3, 7, 1_000])
def test_words_are_cut_into_sentences_with_their_markers_whatever_pieces_they_come_in(size: int) -> None:
    assert list(sentences_of(SAID[at : at + size] for at in range(0, len(SAID), size))) == SENTENCES


def test_a_sentence_comes_as_soon_as_the_next_one_begins() -> None:
    heard: list[str] = []

    def pieces() -> Iterator[str]:
        for piece in ("It opened. [1]", " The toll", " is three", " crowns. [2]"):
            heard.append(piece)
            yield piece

    assert next(sentences_of(pieces())) == "It opened [1]."
    assert heard[-1] == " The toll"


def test_a_last_sentence_that_does_not_end_is_left_out() -> None:
    assert list(sentences_of(["It opened [1]. It cost 212 mil"])) == ["It opened [1]."]
    assert list(sentences_of(["It opened. [1"])) == []


def test_what_had_ended_comes_before_what_went_wrong() -> None:
    def breaking() -> Iterator[str]:
        yield "It opened [1]. It cost 212 million [2]."
        raise ConnectionError

    told = sentences_of(breaking())
    assert [next(told), next(told)] == ["It opened [1].", "It cost 212 million [2]."]
    with pytest.raises(ConnectionError):
        next(told)


@pytest.mark.parametrize(
    ("said", "sentences"),
    [
        ("<think>It may be [9]. Or not.</think>It opened [1].", ["It opened [1]."]),
        ("<think>It never ends. It goes on.", []),
        ("Answer: It opened [1].", ["It opened [1]."]),
        ("See [the page](http://evil.example/?q=1), ![it](http://evil.example/x.png) [1].", ["See the page, [1]."]),
        ("It opened. [1] ![it](http://e.example/x.png) It cost much. [2]", ["It opened [1].", "It cost much [2]."]),
        ("It <b>opened</b> <img src=x onerror=alert(1)> today [1].", ["It opened today [1]."]),
        ("It \u202eopened\u202c to\u200bday\x00 [1].", ["It opened today [1]."]),
        ("Half \ud83d a sign [1].", ["Half a sign [1]."]),
        ("--- *** ## ...", []),
    ],
)  # fmt: skip
def test_thoughts_markup_and_what_cannot_be_seen_are_left_out(said: str, sentences: list[str]) -> None:
    assert list(sentences_of([said])) == sentences


@given(st.lists(st.text(max_size=30), max_size=12))
def test_any_words_become_lines_of_plain_text(pieces: list[str]) -> None:
    for sentence in sentences_of(pieces):
        assert sentence == " ".join(sentence.split()) and sentence.isprintable()
