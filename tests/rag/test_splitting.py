from __future__ import annotations

import os
import subprocess
import sys
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.settings import SMALLEST_PASSAGE_TOKENS
from rag.splitting import count_tokens, first_tokens, sentence_spans, split_passages

_WORDS = st.sampled_from(["the", "harbour", "Tamsin", "opened", "in", "2021", "¥", "Überfahrt", "開", "🚢", "x" * 30])
_SENTENCES = st.lists(_WORDS, min_size=1, max_size=60).map(lambda words: " ".join(words) + ".")
_TEXTS = st.lists(_SENTENCES, max_size=25).flatmap(
    lambda lines: st.lists(
        st.sampled_from([" ", "\n\n", "  ", "\n" * 60]), min_size=len(lines), max_size=len(lines)
    ).map(lambda gaps: "".join(line + gap for line, gap in zip(lines, gaps, strict=True)))
)


@settings(deadline=None)
@given(_TEXTS | st.text(max_size=400), st.integers(10, 120))
def test_passages_are_ordered_leave_out_only_white_space_and_keep_the_budget(text: str, budget: int) -> None:
    at = 0
    for start, end in split_passages(text, budget):
        assert at <= start < end <= len(text)
        assert not text[at:start].strip()
        assert count_tokens(text[start:end]) <= budget
        at = end
    assert not text[at:].strip()


@settings(deadline=None)
@given(_TEXTS)
def test_a_sentence_that_fits_stands_in_one_passage(text: str) -> None:
    passages = split_passages(text, 160)
    for start, end in sentence_spans(text):
        if count_tokens(text[start:end]) <= 150:
            assert any(first <= start and end <= last for first, last in passages)


def test_a_passage_well_filled_ends_with_its_paragraph() -> None:
    paragraph = "The ferry left the quay before the tide turned and came back after dark. " * 7
    text = f"{paragraph.strip()}\n\n{paragraph.strip()}"
    assert split_passages(text, 160) == [(0, text.index("\n\n")), (text.index("\n\n") + 2, len(text))]


def test_a_last_passage_is_not_tiny() -> None:
    sentence = "The ferry left the quay before the tide turned and came back after dark. "
    for count in range(1, 60):
        text = sentence * count
        sizes = [count_tokens(text[start:end]) for start, end in split_passages(text, 160)]
        assert len(sizes) == 1 or sizes[-1] >= SMALLEST_PASSAGE_TOKENS


def test_capitals_are_not_charged_double() -> None:
    text = "THE HARBOUR BOARD DECIDED ON THE NEW BREAKWATER WITHOUT A DEBATE LAST TUESDAY EVENING. " * 30
    assert len(split_passages(text)) == len(split_passages(text.lower()))


@pytest.mark.parametrize("piece", ["x", "ü ", "\n", "🚢", "。", "word "])
def test_an_endless_line_takes_linear_time(piece: str) -> None:
    text = piece * (1_000_000 // len(piece) if piece == "word " else 200_000)
    began = time.process_time()
    split_passages(text)
    assert time.process_time() - began < 60  # a few seconds; were it quadratic, hours


def test_the_first_tokens_are_a_beginning_that_fits() -> None:
    title = "Harbour board opens the new breakwater " * 20
    short = first_tokens(title, 40)
    assert title.startswith(short)
    assert 30 <= count_tokens(short) <= 40
    assert first_tokens("Bridge opens", 40) == "Bridge opens"
    assert first_tokens("", 40) == ""


def test_counting_needs_neither_the_network_nor_llama_index() -> None:
    code = (
        "import socket, sys\n"
        "def refuse(*_): raise OSError('no network')\n"
        "socket.socket.connect = refuse; socket.getaddrinfo = refuse\n"
        "from rag.splitting import count_tokens\n"
        "assert count_tokens('The bridge opened.') == 4\n"
        "assert 'llama_index' not in sys.modules"
    )
    environment = {key: value for key, value in os.environ.items() if key != "TIKTOKEN_CACHE_DIR"}
    subprocess.run([sys.executable, "-c", code], check=True, env=environment)
