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


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark(encoding: str) -> None:
    page = f"<html><body><p>{WORDS}</p><p>{RUSSIAN}</p></body></html>"
    assert decode(page.encode(encoding), is_html=True) == page


def test_utf_8_with_bytes_of_another_encoding_in_it() -> None:
    assert decode(WORDS.encode() + "\n“zu spät”".encode("cp1252")) == f"{WORDS}\n“zu spät”"
    assert decode(RUSSIAN.encode()[:-3]) == RUSSIAN.rstrip()[:-2]  # cut off inside a letter
    assert decode(WORDS.encode("utf-8-sig") + b"\xe4.") == f"{WORDS}ä."


@pytest.mark.parametrize(
    "declared", ["utf-8", "utf-16", "utf-7", "unicode_escape", "idna", "undefined", "x-none", "ascii"]
)
def test_a_wrong_declaration_is_not_believed(declared: str) -> None:
    page = f'<html><head><meta charset="{declared}"></head><body>{WORDS}</body></html>'
    assert decode(page.encode("cp1252"), is_html=True) == page == decode(page.encode(), is_html=True)
    assert decode(page.encode("cp1252"), True, declared) == page


def test_what_a_server_declares_counts() -> None:
    greek, japanese = "Το πλοίο άργησε. ", "船は遅れた。"
    assert decode(greek.encode("iso-8859-7"), declared="ISO-8859-7") == greek
    assert decode(japanese.encode("iso2022_jp"), declared="iso-2022-jp") == japanese


@pytest.mark.parametrize("text", [b"The fer\0ry was late.", b"\0" + b"The ferry was late. " * 50 + b"\0\0"])
def test_a_few_stray_nuls_are_taken_out(text: bytes) -> None:
    assert decode(text) == text.replace(b"\0", b"").decode()


@pytest.mark.parametrize(
    "data",
    [
        b"\x00\x01\x02binary",
        b"\x89PNG\r\n\x1a\n" + bytes(range(1, 256)) * 4,
        random.Random(7).randbytes(4000),
        b"\xff\xfe\x00",
        b"The ferry was late. \0\0\0\0" * 50,
    ],
)
def test_binary_data_is_named(data: bytes) -> None:
    with pytest.raises(UndecodableError, match=r"binary|not text|is not, from"):
        decode(data)
