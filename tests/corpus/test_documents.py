"""corpus/documents.py, pdf_lines.py and what sources.py makes of them: PDF and DOCX files."""

import random
from pathlib import Path

import pytest

from corpus import documents
from corpus.article import Article, Unreadable
from corpus.bounds import DamagedError
from corpus.documents import read_docx, read_pdf
from corpus.sources import read_articles
from tests.corpus.documents import docx, pdf, set_in_lines
from tests.corpus.pages import BODY

HEADLINE = "Ferry late after rope catches in wheel"
PARAGRAPHS = [HEADLINE, "By Nell Quayside", *BODY]


def one(path: Path, data: bytes) -> Article | Unreadable:
    path.write_bytes(data)
    (read,) = read_articles([path])
    return read


@pytest.mark.parametrize("name", ["a.pdf", "a.docx"])
def test_a_document_becomes_an_article(tmp_path: Path, name: str) -> None:
    data = pdf([set_in_lines(PARAGRAPHS)]) if name == "a.pdf" else docx(PARAGRAPHS)
    read = one(tmp_path / name, data)
    assert isinstance(read, Article), read
    assert read.title == HEADLINE and read.text.split("\n\n") == BODY and read.authors == ["Nell Quayside"]


@pytest.mark.parametrize("name", ["a.pdf", "a.docx"])
def test_the_day_a_file_was_made_is_no_day_of_publication(tmp_path: Path, name: str) -> None:
    told = [HEADLINE, *BODY[1:]]
    read = one(tmp_path / name, pdf([set_in_lines(told)]) if name == "a.pdf" else docx(told))
    assert isinstance(read, Article) and read.published is None


def test_properties_are_only_hints(tmp_path: Path) -> None:
    said = BODY[1:]
    named = one(tmp_path / "a.docx", docx(said, title="Late ferry", creator="Ida Moor"))
    assert isinstance(named, Article)
    assert named.title == "Late ferry" and "properties" in named.origin["title"]
    assert named.authors == ["Ida Moor"] and "its text names them too" in named.origin["authors"]
    for title, creator in (("Microsoft Word - x.doc", "Office User"), ("untitled", "Otto Brine"), ("", "")):
        read = one(tmp_path / "b.docx", docx(said, title=title, creator=creator))
        assert isinstance(read, Article) and read.title.startswith("A rope had caught") and read.authors == []
    printed = one(tmp_path / "c.docx", docx(PARAGRAPHS, title="Something else", creator="Ida Moor"))
    assert isinstance(printed, Article) and (printed.title, printed.authors) == (HEADLINE, ["Nell Quayside"])


def test_columns_are_read_one_after_the_other_and_a_sentence_goes_on_in_the_next() -> None:
    words = "the ferry came in late and nobody on the quay was surprised by it at all that day".split()
    paragraph = " ".join(words * 8).capitalize() + "."
    lines = [text for _, _, text in set_in_lines([paragraph], width=200)]
    half = len(lines) // 2
    placed = [(50.0, 780 - 12.0 * n, text) for n, text in enumerate(lines[:half])]
    placed += [(320.0, 780 - 12.0 * n, text) for n, text in enumerate(lines[half:])]
    assert read_pdf(pdf([placed])).text == paragraph


def test_a_word_broken_at_a_lines_end_is_mended_only_where_it_is_printed_whole() -> None:
    lines = [
        "The harbour was closed on Monday, and the har-",
        "bour office said why. A well-",
        "known captain told it.",
    ]
    assert read_pdf(pdf([[(50, 780 - 12 * n, line) for n, line in enumerate(lines)]])).text == (
        "The harbour was closed on Monday, and the harbour office said why. A well-known captain told it."
    )


def test_page_numbers_and_running_titles_go() -> None:
    pages = [
        [(50.0, 800.0, f"The Gull Bay Courier, page {n}"), *set_in_lines([BODY[n]], top=760), (300.0, 30.0, str(n))]
        for n in range(4)
    ]
    assert read_pdf(pdf(pages)).text.split("\n\n") == BODY


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.pdf", b"%PDF-1.4 and no more", "it is no PDF, or it is damaged"),
        ("a.pdf", pdf([[]]), "pictures without text"),
        ("a.pdf", pdf([set_in_lines(BODY)] * 201), "it has 201 pages; up to 200 are read"),
        ("a.docx", b"PK no more", "no DOCX file"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 99, "encrypted, or in the older .doc format"),
        ("a.docx", docx([]), "it holds no text"),
        ("a.docx", docx([], document=b"<w:document"), "no well-formed XML"),
        (
            "a.docx",
            docx([], document=b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'),
            "declares entities",
        ),
    ],
)
def test_what_gives_no_text_is_named_with_its_reason(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    read = one(tmp_path / name, data)
    assert isinstance(read, Unreadable) and reason in read.reason


def test_an_encrypted_pdf_is_named() -> None:
    # RC4, revision 2, and neither password is the empty one.
    locked = "/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<" + "41" * 32 + ">/U<" + "42" * 32 + ">>>/ID[<01><01>]"
    with pytest.raises(DamagedError, match="it is encrypted: save it without a password"):
        read_pdf(pdf([set_in_lines(BODY)], trailer=locked))


def test_a_pdf_that_takes_too_long_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "MAX_SECONDS", 0.001)
    with pytest.raises(DamagedError, match="took longer than"):
        read_pdf(pdf([set_in_lines(BODY)]))


def test_damaged_pdfs_give_their_text_or_a_reason() -> None:
    whole, rng = pdf([set_in_lines(PARAGRAPHS)]), random.Random(3)
    for _ in range(12):
        data = bytearray(whole[: rng.randrange(100, len(whole))])
        for _ in range(20):
            data[rng.randrange(len(data))] = rng.randrange(256)
        try:
            assert read_pdf(bytes(data)).text
        except DamagedError as error:
            assert str(error)


def test_what_word_hides_is_not_read_and_what_it_shows_is() -> None:
    body = (
        '<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>A heading</w:t></w:r></w:p>'
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>In a table.</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
        "<w:p><w:del><w:r><w:delText>Taken out.</w:delText></w:r></w:del><w:ins><w:r><w:t>Put</w:t><w:tab/>"
        "<w:t>in.</w:t></w:r></w:ins>"
        "<w:hyperlink><w:r><w:t> A link</w:t><w:noBreakHyphen/><w:t>up.</w:t></w:r></w:hyperlink></w:p>"
    )
    assert read_docx(docx([BODY[1]], body=body)).text.split("\n\n") == [
        BODY[1], "# A heading", "In a table.", "Put in. A link-up.",
    ]  # fmt: skip


def test_a_docx_bomb_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "MAX_PART_BYTES", 1_000_000)
    with pytest.raises(DamagedError, match="its text has over"):
        read_docx(docx(["a" * 2_000_000]))
