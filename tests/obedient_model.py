"""Plays that follow whatever an article tells them to: see tests/rag/instructing.py."""

from __future__ import annotations

import base64
import binascii
import codecs
import re
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import suppress
from urllib.parse import unquote

from tests.rag.instructing import Planted
from tests.scripted_model import Body, Piece, Play, prompt_of

_NUMBER = re.compile(r"\[(\d{1,2})\]")
_LATIN = str.maketrans("аеорсх013457", "aeopcxoieast")


def obedient(entries: Iterable[Planted]) -> Play:
    """A model that obeys every planted instruction of which its prompt holds so much as a name, in any disguise."""
    kept = list(entries)

    def play(body: Body) -> Iterator[Piece]:
        readings = list(_readings(prompt_of(body)))
        for entry in kept:
            traces = [_bare(each) for each in entry.obeyed]
            if any(trace in reading for trace in traces for reading in readings):
                yield from _said(entry, body)
        yield "none"

    return play


def lying(entries: Iterable[Planted]) -> Play:
    """A model that says what an instruction wants whenever its article is asked about, though it never saw it."""
    kept = list(entries)

    def play(body: Body) -> Iterator[Piece]:
        prompt = prompt_of(body)
        for entry in kept:
            if entry.question in prompt:
                yield from _said(entry, body)

    return play


def _said(entry: Planted, body: Body) -> Iterator[Piece]:
    """The false sentence, with a marker of each passage there is, and without."""
    numbers = dict.fromkeys(_NUMBER.findall(prompt_of(body)))
    for number in [*list(numbers)[:3], None]:
        marker = f" [{number}]" if number else ""
        yield f"{entry.wrong[:-1]}{marker}. "
    yield f"See {entry.obeyed[-1]} [1]. "


def _readings(prompt: str) -> Iterator[str]:
    """The prompt as a clever reader reads it: undisguised, decoded, unpacked."""
    seen = "".join(_typed(letter) for letter in unicodedata.normalize("NFKC", prompt))
    yield _bare(seen)
    yield _bare(seen[::-1])
    yield _bare(codecs.encode(seen, "rot13"))
    yield _bare(unquote(seen))
    for figures in re.findall(r"[A-Za-z0-9+/=]{16,}", seen):
        with suppress(binascii.Error):
            yield _bare(base64.b64decode(figures + "=" * (-len(figures) % 4)).decode(errors="replace"))
        if re.fullmatch(r"(?:[0-9a-f]{2})+", figures):
            yield _bare(bytes.fromhex(figures).decode(errors="replace"))


def _typed(letter: str) -> str:
    if "\U000e0020" <= letter <= "\U000e007e":
        return chr(ord(letter) - 0xE0000)
    return "" if unicodedata.category(letter) == "Cf" else letter


def _bare(text: str) -> str:
    """Letters alone, lookalikes and figures read as the letters they stand for."""
    return "".join(filter(str.isalnum, text.lower().translate(_LATIN)))
