"""Hostile input: whatever is thrown at corpus, a clean article or one named error comes out, in bounded time.

Time is never asserted by itself, only how it grows: four times the text may take about four times as long.
"""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from corpus.article import Article, Unreadable
from corpus.cleaning import clean_imported, clean_text
from corpus.dates import find_dates, parse_printed
from corpus.documents import _mended
from corpus.furniture import kind_of
from corpus.given import given_date
from corpus.heads import head_parts
from corpus.languages import language_of
from corpus.leads import first_words, read_lead
from corpus.making import article_from_html, article_from_text
from corpus.metadata import authors_in, split_names, split_title
from corpus.outlets import publications_in, spelled_like_host
from corpus.sources import read_articles
from rag.splitting import split_passages
from tests.corpus.pages import BODY, TEXT_PAGE, html_page

PIECES = [
    "word ", " ", "\t", "\n", " \n", "a\n", "a", "A", "Aa ", "Aa-Aa ", "é", "ש", "\u202e", "1", "12 ", "1.",
    "1,", ".", "a.", "A.", ". ", "I.", "U.S. ", "…", "! ", "?", ", ", ",", ";", ": ", "a: b\n", "=", "a=b;",
    "-", "—", "--", "(", ")", "()", "[", "]", "{", "}", "a{b:c;", "a.b", "a.b(", "a.b=c;", "f(", "if (",
    "function(", "() => ", "<", "<a", "<a ", "<p>", "<div>", "<b>", "</", "<!--", "<script>", "&amp;", "&", "'",
    '"', "“", "„a“ ", "*", "**", "*a", "_", "_a_ ", "`", "~~a", "#", "# a\n", "- ", "[a](", "[a](b ", "![",
    "\\", "\\*", "|", "a | ", "© ", "Photo: ", "Share ", "Related:\n", "Comments\n", "Dear Reader,\n", "By A",
    "By Aa Bb and ", "(a / b) ", "4 May ", "May 4, ", "2024-05-", "03/04/", "12:30 ", "the ", "The Daily ",
    "News ", "of the ", "a'", "a-", "\xad", "http://a/", "@", "a@b ", "$4 a month ", "we our you subscribe ",
    "AP ", "/TASS/ ", "(AP) - ", "data:;base64,",
]  # fmt: skip
Reader = Callable[[str], Any]
READERS: dict[str, Reader] = {
    "clean_text": clean_text,
    "clean_imported": clean_imported,
    "front matter": lambda text: clean_text(f"---\n{text}"),
    "a text": lambda text: article_from_text(text, "a"),
    "a page": lambda text: article_from_html(f"<html><body><article><p>{text}</p></article></body></html>", "a"),
    "a bare page": lambda text: article_from_html(text, "a"),
    "a page's head": lambda text: article_from_html(_with_head(text), "a"),
    "dates": find_dates,
    "a date": parse_printed,
    "a given date": given_date,
    "a line": getattr(kind_of, "__wrapped__", kind_of),
    "a line above": head_parts,
    "a lead": read_lead,
    "first words": first_words,
    "a headline": split_title,
    "a byline": authors_in,
    "names": split_names,
    "publications": publications_in,
    "a host": lambda text: spelled_like_host("thequaypost.example", text),
    "language": language_of,
    "broken words": _mended,
    "passages": split_passages,
}


def _with_head(text: str) -> str:
    said = text.replace('"', "")
    return (
        f'<html><head><title>{text}</title><meta name="author" content="a {said} b"></head><body><h1>{text}</h1></body>'
    )


def _seconds(read: Reader, text: str) -> float:
    began = time.process_time()
    read(text)
    return time.process_time() - began


def _grows_too_fast(read: Reader, piece: str, length: int) -> bool:
    """Whether four times the text takes more than nine times as long: twice in a row, so that it is no accident."""
    short, long = ((piece * (n // len(piece) + 1))[:n] + "\n!x" for n in (length, 4 * length))
    first = _seconds(read, short)
    if first < 0.004:  # so little that even its square would be bearable
        return False
    return _seconds(read, long) > 9 * first and _seconds(read, long) > 9 * min(first, _seconds(read, short))


@pytest.mark.parametrize("name", READERS)
def test_time_grows_with_the_text_and_not_with_its_square(name: str) -> None:
    assert [piece for piece in PIECES if _grows_too_fast(READERS[name], piece, 3000)] == []


ODD = st.sampled_from([
    *BODY, "מעבורת אחת איחרה בנמל, כך נמסר.", "وصلت العبارة متأخرة ساعة.", "\u202eevil\u202c", "\u200f", "\0", "\ud800",
    "\x1b[31m", "\ufeff", "\xa0", "\r", "\u2028", "<a", "**", "[x](", "> ", "var a = {};", "a\u0301", "🛥", "\U000e0041",
    "\xad", "\u200b",
])  # fmt: skip
TEXTS = st.lists(ODD, max_size=20).flatmap(
    lambda parts: st.sampled_from(["", " ", "\n", "\n\n"]).map(lambda by: by.join(parts))
)


@settings(max_examples=60)
@given(TEXTS)
@example("\0".join(BODY))
def test_any_text_gives_an_article_or_a_reason_and_its_passages_cover_it(text: str) -> None:
    for read in (article_from_text(text, "a"), article_from_html(f"<p>{text}</p>", "a")):
        if isinstance(read, Unreadable):
            assert read.reason
            continue
        read.model_dump_json().encode()
        assert not any(c < " " and c not in "\n\t" for c in read.text) and "\ud800" not in read.text
        spans = split_passages(read.text)
        assert all(0 <= start < end <= len(read.text) for start, end in spans)
        covered = "".join(read.text[start:end] for start, end in spans)
        assert "".join(covered.split()) == "".join(read.text.split())


NESTS = [
    "<div>",
    "<span>",
    "<b>",
    "<ul><li>",
    "<table><tr><td>",
    "<section><div><span>",
    "<x-y>",
    "<font size=1>",
    "<p>",
]


@pytest.mark.parametrize("opening", NESTS)
def test_an_article_ten_thousand_levels_deep_is_read(opening: str) -> None:
    article = "".join(f"<p>{paragraph}</p>" for paragraph in BODY)
    read = article_from_html(f"<html><body>{opening * 10_000}<article>{article}</article></body></html>", "a")
    assert isinstance(read, Article) and read.text.split("\n\n") == BODY


def test_a_page_of_fifty_megabytes_of_scripts_and_pictures_is_its_article(tmp_path: Path) -> None:
    script = "<script>" + "var a = {b: 'c'};\n" * 1_000_000 + "</script>"
    picture = '<img src="data:image/png;base64,' + "QUJD" * 8_000_000 + '">'
    path = tmp_path / "a.html"
    path.write_text(html_page(head=script).replace("<figure>", f"<figure>{picture}"))
    assert path.stat().st_size > 50_000_000
    (read,) = read_articles([path])
    assert isinstance(read, Article) and read.text.split("\n\n") == BODY and read.outlet == "The Gull Bay Courier"


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.html", b"<p>" + b"The ferry was late. " * 600_000, "million characters"),
        ("a.txt", b"a " * 15_000_000, "million characters"),
        ("a.txt", b"The ferry was late.\n" * 1_000_000, "lines; that is no article"),
        ("a.txt", b"\0\1\2\3" * 1000, "binary"),
        ("a.jsonl", b'{"text": "' + b"a" * 30_000_000 + b'"}', "million characters"),
        (
            "a.html",
            b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><html><body>&a;</body></html>',
            "no article",
        ),
    ],
)
def test_what_is_no_article_is_named_once(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    (read,) = read_articles([path])
    assert isinstance(read, Unreadable) and reason in read.reason


def test_entities_are_neither_fetched_nor_multiplied(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret of the harbour")
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    page = f'<!DOCTYPE html [<!ENTITY s SYSTEM "file://{secret}"><!ENTITY e0 "lol">{entities}]>'
    read = article_from_html(
        page + html_page().replace("ferry", "&s; &e11; ferry").removeprefix("<!doctype html>"), "a"
    )
    assert isinstance(read, Unreadable) or ("secret" not in read.text and len(read.text) < 2000)


def test_a_million_lines_of_json_with_one_article_in_them(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"\n" * 500_000 + b'{"text": "The ferry was late again."}\n' + b"\n" * 500_000)
    (read,) = read_articles([path])
    assert isinstance(read, Article) and read.source.endswith(":500001")


def test_a_few_stray_nuls_are_taken_out(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(TEXT_PAGE.replace("ferry", "fer\0ry").encode())
    (read,) = read_articles([path])
    assert isinstance(read, Article) and read.text.split("\n\n") == BODY
