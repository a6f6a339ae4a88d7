"""A model that follows whatever an article tells it to: see tests/rag/instructing.py."""

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


def obedient_and_lying(entries: Iterable[Planted]) -> Play:
    """Obeys every instruction of which its prompt holds a trace, in any disguise; and without one, lies as it wants.

    It says the false sentence with the marker of each passage it was given, without one, and an address to look at.
    """
    kept = list(entries)

    def play(body: Body) -> Iterator[Piece]:
        prompt = prompt_of(body)
        for entry in kept:
            if entry.question in prompt or traces(entry, prompt):
                numbers = list(dict.fromkeys(_NUMBER.findall(prompt)))[:3]
                for marker in [*(f" [{number}]" for number in numbers), ""]:
                    yield f"{entry.wrong[:-1]}{marker}. "
                yield f"More about it stands at {entry.obeyed[-1]} [1]. "
                yield f"{entry.truth} opened the {entry.wrong.split(' was ')[0][4:]} on the morning of the fair [1]. "

    return play


def traces(entry: Planted, prompt: str) -> list[str]:
    """What an answer must not show and the prompt holds, in whatever disguise."""
    readings = list(_readings(prompt))
    return [each for each in entry.obeyed if any(_bare(each) in reading for reading in readings)]


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
