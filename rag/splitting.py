"""Articles into passages: whole sentences packed under a token budget, every span exact."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from functools import cache
from importlib import metadata

import tiktoken

from rag.sentences import Span, paragraph_sentences, sentence_spans
from rag.settings import PASSAGE_TOKENS, SMALLEST_PASSAGE_TOKENS

__all__ = ["count_tokens", "first_tokens", "paragraph_sentences", "sentence_spans", "split_passages"]

_WORD = re.compile(r"\S+")
_LONGEST_WORD = 200  # characters; a longer run without a space is cut, so that counting stays linear
# Kept free: a word that begins a passage can cost more tokens than the same word after a space.
_JOINTS = 4
_LONGEST_GAP = 40  # characters of white space that may stand inside a passage


@dataclass(slots=True)
class _Unit:
    """What is packed: a sentence, or a piece of one that is too long."""

    start: int
    end: int
    tokens: int
    ends_paragraph: bool = False


def split_passages(text: str, max_tokens: int = PASSAGE_TOKENS) -> list[Span]:
    """Spans of passages of at most `max_tokens` cl100k_base tokens, in order, without overlap.

    Sentences stay whole and in one passage each, except one longer than the budget, which is cut at spaces.
    A passage over two thirds full ends with its paragraph; a last passage too small to be found is avoided.
    Text printed in capitals is counted in lower case.
    """
    max_tokens = max(1, max_tokens - _JOINTS)
    packed: list[list[_Unit]] = []
    room = 0
    for unit in _units(text, max_tokens):
        if not packed or unit.tokens > room or unit.start - packed[-1][-1].end > _LONGEST_GAP:
            packed.append([])
            room = max_tokens
        packed[-1].append(unit)
        room -= unit.tokens
        if unit.ends_paragraph and 3 * room < max_tokens:
            room = 0
    _even_out_the_last(packed, max_tokens)
    return [(units[0].start, units[-1].end) for units in packed]


def count_tokens(text: str) -> int:
    """The length of `text` in cl100k_base tokens."""
    return len(_encoding().encode_ordinary(text))


def first_tokens(text: str, max_tokens: int) -> str:
    """The start of `text` that fits `max_tokens`, cut at a space where there is one."""
    pieces = _cut_at_spaces(text, 0, min(len(text), max_tokens * 20), max_tokens)
    return text[pieces[0].start : pieces[0].end] if pieces else ""


def _counted(text: str) -> str:
    """The text as its tokens are counted: in lower case if it is printed in capitals.

    Capitals cost cl100k_base almost twice the tokens, and the embedder, which folds case, reads no more of them.
    """
    lower = text.lower()
    return lower if text.isupper() and len(lower) == len(text) else text


def _units(text: str, max_tokens: int) -> list[_Unit]:
    """The sentences of `text` with their sizes, those over the budget in pieces."""
    units: list[_Unit] = []
    counted = _counted(text)
    for sentences in paragraph_sentences(text):
        for start, end in sentences:
            # Counted with the white space before it, so that sizes add up to the size of the passage.
            before = units[-1].end if units else start
            tokens = max_tokens + 1
            if end - start <= 10 * max_tokens:
                tokens = count_tokens(counted[max(before, start - _LONGEST_GAP) : end])
            if tokens <= max_tokens:
                units.append(_Unit(start, end, tokens))
            else:
                units += _cut_at_spaces(counted, start, end, max_tokens)
        units[-1].ends_paragraph = True
    return units


def _cut_at_spaces(text: str, start: int, end: int, max_tokens: int) -> list[_Unit]:
    """Pieces of text[start:end] under the budget, cut at spaces, and inside a word only if it is endless."""
    pieces: list[_Unit] = []
    for word_start, word_end in _words(text, start, end, max_tokens):
        before = pieces[-1].end if pieces else word_start
        tokens = count_tokens(text[max(before, word_start - _LONGEST_GAP) : word_end])
        fits = pieces and pieces[-1].tokens + tokens <= max_tokens and word_start - before <= _LONGEST_GAP
        if fits:
            pieces[-1].end = word_end
            pieces[-1].tokens += tokens
        else:
            pieces.append(_Unit(word_start, word_end, tokens))
    return pieces


def _words(text: str, start: int, end: int, max_tokens: int) -> list[Span]:
    """Spans between white space; an endless word in pieces that fit any budget (4 bytes a character)."""
    spans: list[Span] = []
    for word in _WORD.finditer(text, start, end):
        if len(word.group()) <= _LONGEST_WORD and (
            len(word.group()) * 4 <= max_tokens or count_tokens(word.group()) <= max_tokens
        ):
            spans.append(word.span())
            continue
        step = max(1, min(_LONGEST_WORD, max_tokens // 4))
        spans += [(at, min(at + step, word.end())) for at in range(word.start(), word.end(), step)]
    return spans


def _even_out_the_last(packed: list[list[_Unit]], max_tokens: int) -> None:
    """Merge a tiny last passage into the one before, or give it some of that one's sentences."""
    if len(packed) < 2:
        return
    before, last = packed[-2], packed[-1]
    if last[0].start - before[-1].end > _LONGEST_GAP:
        return
    size, size_before = (sum(unit.tokens for unit in units) for units in (last, before))
    if size >= SMALLEST_PASSAGE_TOKENS:
        return
    if size + size_before <= max_tokens:
        before += packed.pop()
        return
    while size < SMALLEST_PASSAGE_TOKENS and len(before) > 1 and size + before[-1].tokens <= max_tokens:
        if before[-1].start - before[-2].end > _LONGEST_GAP:
            break
        size += before[-1].tokens
        last.insert(0, before.pop())


@cache
def _encoding() -> tiktoken.Encoding:
    # llama-index-core bundles the table that plain tiktoken would download. Its folder is looked up in the
    # package's metadata because importing llama_index takes two seconds.
    bundled = metadata.distribution("llama-index-core").locate_file("llama_index/core/_static/tiktoken_cache")
    os.environ.setdefault("TIKTOKEN_CACHE_DIR", str(bundled))
    return tiktoken.get_encoding("cl100k_base")
