"""corpus/decoding.py: bytes to text."""

import random

import pytest

from corpus.decoding import UndecodableError, decode

WORDS = "Die Fähre “Möwe” kam zu spät – sagte der Kapitän."
RUSSIAN = "Паром пришёл в гавань на час позже, сообщила в понедельник служба порта. Никто не пострадал. " * 5


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "windows-1252"])
def test_common_encodings(encoding: str) -> None:
    assert decode(WORDS.encode(encoding)) == WORDS


@pytest.mark.parametrize("encoding", ["windows-1251", "koi8-r"])
def test_other_scripts_are_looked_up(encoding: str) -> None:
    assert decode(RUSSIAN.encode(encoding)) == RUSSIAN


def test_a_page_declares_its_encoding() -> None:
    page = f'<html><head><meta charset="iso-8859-7"></head><body>{"Το πλοίο άργησε. " * 3}</body></html>'
    assert decode(page.encode("iso-8859-7"), is_html=True) == page


@pytest.mark.parametrize(
    "data",
    [
        b"\x00\x01\x02binary",
        b"\x89PNG\r\n\x1a\n" + bytes(range(1, 256)) * 4,
        random.Random(7).randbytes(4000),
        b"\xff\xfe\x00",
    ],
)
def test_binary_data_is_named(data: bytes) -> None:
    with pytest.raises(UndecodableError, match=r"binary|not text|is not, from"):
        decode(data)
