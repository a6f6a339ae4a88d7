"""The reading view, /read: the stored text of an article, in the version that was cited, with the quotes marked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from corpus.article import Article, DatelineError
from rag.archive import Archive
from rag.history import Edition
from ui.cards import outlet_of, reading_link
from ui.escaping import escaped, isolated, safe_link
from ui.plain import plain_page, reader_of
from ui.wording import Wording

_SPAN = re.compile(r"(\d{1,9})-(\d{1,9})", re.ASCII)
_PARAGRAPH = re.compile(r"[^\n]+(?:\n(?!\n)[^\n]+)*")
_MOST_MARKS = 20


def reading_view_router(archive: Archive) -> APIRouter:
    """The view's route over one open archive."""
    router = APIRouter()

    @router.get("/read", include_in_schema=False)
    def read(
        request: Request,
        article: str = "",
        version: str | None = None,
        mark: Annotated[list[str] | None, Query()] = None,
    ) -> HTMLResponse:
        words = reader_of(request)
        try:
            stored = archive.article(article, version)
            editions = archive.history(article)
        except DatelineError:
            return plain_page(words("not_there"), f"<p>{escaped(words('not_there'))}</p>", words, 404)
        marks = read_marks(mark or [], stored.text)
        return plain_page(stored.title, render_article(stored, editions, marks, words), words)

    return router


def read_marks(written: Sequence[str], text: str) -> list[tuple[int, int]]:
    """Spans written as "120-245" that lie in the text, in order; one that is none, or overlaps, is left out."""
    spans = sorted((int(m[1]), int(m[2])) for each in written[:_MOST_MARKS] if (m := _SPAN.fullmatch(each)))
    marks: list[tuple[int, int]] = []
    for start, end in spans:
        if (marks[-1][1] if marks else 0) <= start < end <= len(text):
            marks.append((start, end))
    return marks


def render_article(
    article: Article, editions: Sequence[Edition], marks: Sequence[tuple[int, int]], words: Wording
) -> str:
    """The article as HTML: headline, who and when, its text with `marks` marked, its versions, the original's link."""
    spoken = f' lang="{escaped(article.language)}"' if article.language else ""
    authors = words("by", authors=", ".join(article.authors)) if article.authors else ""
    by = isolated(authors, "p", ' class="authors"') if authors else ""
    byline = f"{isolated(outlet_of(article.outlet, words))} · {escaped(words.day(article.published))}"
    return (
        f'<article class="reading"{spoken}><p class="byline">{byline}</p>{isolated(article.title, "h1")}'
        f"{by}{_outdated(article, editions, words)}{_text(article.text, marks)}</article>"
        f"<footer>{_original(article, words)}{_versions(article, editions, words)}</footer>"
    )


def _text(text: str, marks: Sequence[tuple[int, int]]) -> str:
    """Paragraphs; the first mark carries the id that links lead to."""
    paragraphs, anchor = [], ' id="quote"'
    for found in _PARAGRAPH.finditer(text):
        shown, at = "", found.start()
        for start, end in marks:
            start, end = max(start, at), min(end, found.end())
            if start < end:
                shown += f"{escaped(text[at:start])}<mark{anchor}>{escaped(text[start:end])}</mark>"
                at, anchor = end, ""
        paragraphs.append(f'<p dir="auto">{shown}{escaped(text[at : found.end()])}</p>')
    return "".join(paragraphs)


def _outdated(article: Article, editions: Sequence[Edition], words: Wording) -> str:
    own = next((each for each in editions if each.version == article.version), None)
    if own is None or own.current:
        return ""
    told = words("earlier_version", at=words.moment(own.stored_at))
    link = f'<a href="{escaped(reading_link(article.id))}">{escaped(words("later_there"))}</a>'
    return f'<p class="note">{escaped(told)} {link}</p>'


def _original(article: Article, words: Wording) -> str:
    link = safe_link(article.url)
    if not link:
        return ""
    said = isolated(words("original_at", host=urlsplit(link).hostname))
    return f'<p><a href="{escaped(link)}" rel="noopener noreferrer nofollow">{said}</a></p>'


def _versions(article: Article, editions: Sequence[Edition], words: Wording) -> str:
    if len(editions) < 2:
        return ""
    lines = []
    for n, edition in enumerate(editions, 1):
        told = words("version_n", n=n) + (f", {words('current_version')}" if edition.current else "")
        told += f", {words('stored_at', at=words.moment(edition.stored_at))}" if edition.stored_at else ""
        link = reading_link(edition.article_id, edition.version)
        here = ' aria-current="page"' if edition.version == article.version else ""
        lines.append(f'<li><a href="{escaped(link)}"{here}>{escaped(told)}</a></li>')
    return f'<h2>{escaped(words("versions"))}</h2><ol class="versions">{"".join(lines)}</ol>'
