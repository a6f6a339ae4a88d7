"""corpus/making.py: from a page, a text or a document an Article, or the reason why there is none."""

import pytest

from corpus import making
from corpus.article import Article, Unreadable
from corpus.documents import Document
from corpus.making import article_from_document, article_from_html, read_page
from tests.corpus.pages import BODY, html_page


def test_the_address_a_page_was_read_from_is_its_address() -> None:
    bare = html_page().replace('<link rel="canonical" href="https://courier.example/ferry-late?id=7">', "")
    read = article_from_html(bare, "a", "https://bay.example/2026/05/04/ferry")
    assert isinstance(read, Article) and read.url == "https://bay.example/2026/05/04/ferry"
    assert read.origin["url"] == "the address it was read from"


def test_a_large_page_is_read_without_what_is_no_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "MAX_CHARS", 5000)
    facts = '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2026-05-03"}</script>'
    ballast = "<SCRIPT>" + "a" * 9000 + "</script><!--" + "b" * 9000 + "--><style>" + "c" * 9000 + "</STYLE>"
    read = article_from_html(html_page(head=ballast + facts), "a")
    assert isinstance(read, Article) and read.text.split("\n\n") == BODY and read.published == "2026-05-03"
    assert "million characters" in str(read_page("<p>" + "word " * 2000))
    assert isinstance(article_from_html(html_page() + "<script>" + "a" * 9000, "a"), Article)  # never closed


def test_blocks_of_a_page_nested_too_deeply_stay_apart() -> None:
    deep = "<div>" * 300 + "".join(f"<div>{paragraph}</div>" for paragraph in BODY) + "</div>" * 300
    read = article_from_html(f"<html><body><h1>Ferry late after rope</h1>{deep}</body></html>", "a")
    assert isinstance(read, Article) and read.text.split("\n\n") == BODY


def test_a_document_without_an_article_says_so() -> None:
    assert isinstance(article_from_document(Document("Home | News | Sport"), "a.pdf"), Unreadable)
