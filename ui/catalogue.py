"""The archive page, /archive: stories, articles and outlets of the collection, and what became of its sources."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from corpus.addresses import is_address
from corpus.article import DatelineError
from rag.archive import Archive
from rag.listing import list_articles, list_outlets
from rag.stories import StoryEntry, articles_on
from rag.words import query_terms
from ui.cards import outlet_of, reading_link
from ui.escaping import escaped, isolated
from ui.filters import read_period
from ui.masthead import holdings
from ui.plain import plain_page, reader_of
from ui.wording import Wording

_ON_A_PAGE = 50
_FAILURES_LISTED = 200


@dataclass(frozen=True)
class Wish:
    """What of the archive is to be shown: which list, about which words, of which period and outlet, which page."""

    view: str = "articles"
    about: str = ""
    period: str = ""
    outlet: str = ""
    page: int = 1

    def link(self, **changes: Any) -> str:
        """The address of the archive page with this wish changed."""
        wish = {**self.__dict__, "page": "", **changes}
        return "archive?" + urlencode({name: value for name, value in wish.items() if value})


def catalogue_router(archive: Archive) -> APIRouter:
    """The page's route over one open archive."""
    router = APIRouter()
    finding = _Finding(archive)

    @router.get("/archive", include_in_schema=False)
    def catalogue(
        request: Request, view: str = "articles", about: str = "", period: str = "", outlet: str = "", page: str = "1"
    ) -> HTMLResponse:
        words = reader_of(request)
        number = int(page) if re.fullmatch(r"[1-9]\d{0,5}", page, re.ASCII) else 1
        wish = Wish(view if view in _VIEWS else "articles", about[:500], period[:100], outlet[:500], number)
        try:
            if wish.about.strip() and not query_terms(wish.about):
                raise DatelineError(words("no_word", about=wish.about))
            shown = _VIEWS[wish.view](archive, wish, words, finding)
        except DatelineError as error:
            shown = f'<p class="problem" role="alert">{escaped(str(error))}</p>'
        title = f"Dateline: {words('archive')}"
        response = plain_page(title, _head(archive.status(), wish, words) + shown, words)
        if wish.view == "stories" and finding.works:
            response.headers["refresh"] = "5"
        return response

    return router


class _Finding:
    """Finds a collection's stories in the background, where that takes longer than a page may wait."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._thread: threading.Thread | None = None

    @property
    def works(self) -> bool:
        """Whether stories are being found just now."""
        return self._thread is not None and self._thread.is_alive()

    def found(self) -> bool:
        """Whether the stories can be listed at once; begins to find them where not, and waits a moment for it."""
        if not self.works and not self._archive.stories_are_found():
            self._thread = threading.Thread(target=self._archive.stories, name="stories", daemon=True)
            self._thread.start()
        if self._thread:
            self._thread.join(timeout=1.0)
        return not self.works


def _head(status: dict[str, Any], wish: Wish, words: Wording) -> str:
    tabs = ""
    for view, name in (
        ("articles", "all_articles"), ("stories", "stories"), ("outlets", "all_outlets"), ("sources", "sources"),
    ):  # fmt: skip
        here = ' aria-current="page"' if view == wish.view else ""
        tabs += f'<li><a href="{escaped(Wish(view).link())}"{here}>{escaped(words(name))}</a></li>'
    head = f'<h1>{escaped(words("archive"))}</h1><p class="note">{escaped(holdings(status, words))}</p>'
    return f'{head}<nav class="tabs"><ul>{tabs}</ul></nav>' + (_form(wish, words) if wish.view in _SEARCHED else "")


def _form(wish: Wish, words: Wording) -> str:
    def field(name: str, label: str, value: str, hint: str = "") -> str:
        return (
            f'<label>{escaped(words(label))} <input name="{name}" value="{escaped(value)}" '
            f'placeholder="{escaped(hint or words("any"))}"></label>'
        )

    return (
        f'<form action="archive" role="search"><input type="hidden" name="view" value="{wish.view}">'
        f"{field('about', 'search', wish.about, words('search_hint'))}{field('period', 'period', wish.period)}"
        f"{field('outlet', 'outlet', wish.outlet)}<button>{escaped(words('search'))}</button></form>"
    )


def _articles(archive: Archive, wish: Wish, words: Wording, finding: _Finding) -> str:
    since, until = read_period(wish.period, words)
    outlets = [wish.outlet] if wish.outlet else None
    among = articles_on(archive.store, archive.words, wish.about) if wish.about.strip() else None
    listed, total = list_articles(archive.store, since, until, outlets, _ON_A_PAGE, (wish.page - 1) * _ON_A_PAGE, among)
    lines = [_article(each.id, each.title, each.outlet, each.published, words) for each in listed]
    return _listed(lines, words) + _pages(wish, total, words)


def _stories(archive: Archive, wish: Wish, words: Wording, finding: _Finding) -> str:
    if not finding.found():
        return f'<p class="note" role="status">{escaped(words("reading"))}</p>'
    since, until = read_period(wish.period, words)
    stories = archive.stories(wish.about, None, since, until, [wish.outlet] if wish.outlet else None)
    begin = (wish.page - 1) * _ON_A_PAGE
    return _listed([_story(each, words) for each in stories[begin : begin + _ON_A_PAGE]], words) + _pages(
        wish, len(stories), words
    )


def _outlets(archive: Archive, wish: Wish, words: Wording, finding: _Finding) -> str:
    lines = []
    for each in list_outlets(archive.store):
        told = [words("articles", n=each.articles)]
        if each.first_day and each.last_day:
            told.append(words("from_to", first=words.day(each.first_day), last=words.day(each.last_day)))
        name = isolated(outlet_of(each.name, words))
        if each.name:
            name = f'<a href="{escaped(Wish(outlet=each.name).link())}">{name}</a>'
        lines.append(f'<li>{name} <span class="note">{escaped(" · ".join(told))}</span></li>')
    return _listed(lines, words)


def _sources(archive: Archive, wish: Wish, words: Wording, finding: _Finding) -> str:
    status = archive.status()
    at = status["last_ingest"]
    told = [words("last_ingest", at=words.moment(at)) if at else words("never_read")]
    waiting = status["passages"] - status["embedded"]
    if waiting:
        told.append(words("passages_waiting", n=waiting))
    failures = status["failures"]
    told.append(words("failures", n=len(failures)) if failures else words("no_failures"))
    lines = [_failure(each["source"], each["error"]) for each in failures[-_FAILURES_LISTED:][::-1]]
    return "".join(f"<p>{escaped(each)}</p>" for each in told) + (_listed(lines, words) if lines else "")


_VIEWS: dict[str, Callable[[Archive, Wish, Wording, _Finding], str]] = {
    "articles": _articles,
    "stories": _stories,
    "outlets": _outlets,
    "sources": _sources,
}
_SEARCHED = ("articles", "stories")


def _article(
    article_id: str,
    title: str,
    outlet: str | None,
    published: str | None,
    words: Wording,
) -> str:
    link = reading_link(article_id)
    byline = f"{escaped(words.day(published))} · {isolated(outlet_of(outlet, words))}"
    return f'<li><a href="{escaped(link)}">{isolated(title)}</a> <span class="note">{byline}</span></li>'


def _story(story: StoryEntry, words: Wording) -> str:
    reports = "".join(
        _article(each.article_id, each.title, each.outlet, each.published, words) for each in story.articles
    )
    if len(story.articles) == 1:
        return reports
    first, last = words.day(story.first_published), words.day(story.last_published)
    between = first if first == last else words("from_to", first=first, last=last)
    told = f"{between} · {words('reports', n=len(story.articles))} · {words('outlets', n=len(story.outlets))}"
    title = isolated(story.articles[0].title)
    return (
        f'<li><details><summary>{title} <span class="note">{escaped(told)}</span></summary>'
        f"<ol>{reports}</ol></details></li>"
    )


def _failure(source: str, error: str) -> str:
    """A source that gave nothing, and why. Of a file only its name: where it lies is for the server to know."""
    name = source if is_address(source) else PurePath(source).name
    return f'<li>{isolated(name)} <span class="note">{escaped(error.replace(source, name))}</span></li>'


def _listed(lines: Sequence[str], words: Wording) -> str:
    if not lines:
        return f'<p class="note">{escaped(words("nothing_here"))}</p>'
    return f'<ol class="listed">{"".join(lines)}</ol>'


def _pages(wish: Wish, total: int, words: Wording) -> str:
    """Where in the list this is, and the ways on and back; from beyond its end the way back is to its last page."""
    pages = max(1, -(-total // _ON_A_PAGE))
    if pages == wish.page == 1:
        return ""
    links = ""
    if wish.page <= pages:
        links = f"<span>{escaped(words('page_of', page=words.number(wish.page), pages=words.number(pages)))}</span>"
    if wish.page > 1:
        before = escaped(wish.link(page=min(wish.page - 1, pages)))
        links = f'<a rel="prev" href="{before}">{escaped(words("previous_page"))}</a> {links}'
    if wish.page < pages:
        links += f' <a rel="next" href="{escaped(wish.link(page=wish.page + 1))}">{escaped(words("next_page"))}</a>'
    return f'<nav class="pages">{links}</nav>'
