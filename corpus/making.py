"""Making: from one page, one text or one document an Article, or the reason why there is none.

A page may be hostile: of any size, nested to any depth. Time and memory stay within bounds whatever it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import lxml.etree  # type: ignore[import-untyped]
import lxml.html  # type: ignore[import-untyped]

from corpus.article import Article, Unreadable, article_id, version_of
from corpus.cleaning import Cleaned, OversizedError, clean_html, clean_text
from corpus.documents import Document, author_hint, title_hint
from corpus.markup import page_facts, page_title, parse_page
from corpus.metadata import Facts, text_facts

MAX_LINES = 100_000
MAX_CHARS = 5_000_000  # of a text, or of a page without its scripts and pictures: a long novel has a million
MAX_DEPTH = 200  # libxml2 drops what is nested more than 256 deep

_DEEP = lxml.etree.XPath(f"boolean({'/*' * MAX_DEPTH})")
_BLOCKS = frozenset(
    "address article aside blockquote center dd details dialog div dl dt fieldset figcaption figure footer form header"
    " hgroup li main nav ol search section summary table tbody td tfoot th thead tr ul".split()
)
_ENDED_BY_OTHERS = frozenset("dd dt li tbody td tfoot th thead tr".split())  # their end tags are often left out
_NEVER_NEST = frozenset(
    "html head body title script style meta link base p h1 h2 h3 h4 h5 h6 pre option textarea area br col embed hr img"
    " input param source track wbr".split()
)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]*)[^<>]*>")
_BALLAST = re.compile(r"<(script|style|svg|!--)", re.IGNORECASE)
_BALLAST_ENDS = {"!--": re.compile("-->")} | {
    name: re.compile(f"</{name}>", re.IGNORECASE) for name in ("script", "style", "svg")
}
_DATA_ADDRESS = re.compile(r"data:[\w/+.-]{3,40};base64,[A-Za-z0-9+/=\s]*")


def read_page(page: str, title: str | None = None) -> tuple[lxml.html.HtmlElement, Cleaned] | str:
    """A page's element tree and what cleaning makes of it, or the reason why there is no article in it.

    `title` is the headline where it is known; else it is looked for in the markup.
    """
    if len(page) > MAX_CHARS:
        page = _without_ballast(page)
    if len(page) > MAX_CHARS:
        return f"the page has {len(page) / 1e6:.0f} million characters besides scripts and pictures; that is no article"
    try:
        tree = parse_page(page)
        if tree is not None and _DEEP(tree):
            page = _flattened(page)
            tree = parse_page(page)
        if tree is None:
            return "the page holds no HTML"
        cleaned = clean_html(tree, title or page_title(tree))
    except OversizedError as error:
        return str(error)
    except RecursionError:
        return "the page is nested too deeply to be read"
    return (tree, cleaned) if cleaned.text else "no article was found on the page, only navigation and notices"


def article_from_html(page: str, source: str, address: str | None = None) -> Article | Unreadable:
    """An article from a page's HTML; `address` is where it was fetched from."""
    read = read_page(page)
    if isinstance(read, str):
        return Unreadable(source, read)
    tree, cleaned = read
    return _article(page_facts(tree, cleaned, address), cleaned.text, source)


def article_from_text(text: str, source: str, address: str | None = None) -> Article | Unreadable:
    """An article from scraped plain text or markdown; `address` is where it was read on the web."""
    if text.count("\n") > MAX_LINES:
        return Unreadable(source, f"the text has over {MAX_LINES:,} lines; that is no article")
    if len(text) > MAX_CHARS:
        return Unreadable(source, f"the text has {len(text) / 1e6:.0f} million characters; that is no article")
    cleaned = clean_text(text)
    if not cleaned.text:
        return Unreadable(source, "no article was found in the text, only furniture such as menus and notices")
    return _article(text_facts(cleaned, address), cleaned.text, source)


def article_from_document(document: Document, source: str) -> Article | Unreadable:
    """An article from a PDF or DOCX file. What its properties name counts where the text itself names nothing.

    Their dates never count: they say when a file was made, not when anything was published.
    """
    article = article_from_text(document.text, source)
    if isinstance(article, Unreadable):
        return article
    title, author = title_hint(document), author_hint(document)
    changes, origin = dict[str, object](), dict(article.origin)
    if title and not article.has_headline:
        changes["title"], origin["title"] = title, "the document's properties; its text prints no headline"
    if author and not article.authors:
        changes["authors"], origin["authors"] = [author], "the document's properties, and its text names them too"
    if not changes:
        return article
    version = version_of(
        title if "title" in changes and title else article.title, article.text, article.outlet, article.published
    )
    return article.model_copy(update={**changes, "origin": origin, "version": version})


def _article(facts: Facts, text: str, source: str) -> Article:
    values = {name: value for name, value in facts.values.items() if name != "suffix"}
    version = version_of(values["title"], text, values.get("outlet"), values.get("published"))
    return Article(
        id=article_id(None, values.get("url"), source),
        version=version,
        text=text,
        source=source,
        origin=facts.origin,
        **values,
    )


def _without_ballast(page: str) -> str:
    """A large page without scripts (JSON-LD stays), styles, drawings, comments, and pictures written into it."""
    return _DATA_ADDRESS.sub("", "".join(_outside_ballast(page)))


def _outside_ballast(page: str) -> Iterator[str]:
    at = 0
    while m := _BALLAST.search(page, at):
        yield page[at : m.start()]
        close = _BALLAST_ENDS[m[1].lower()].search(page, m.end())
        at = close.end() if close else len(page)
        if "ld+json" in page[m.start() : m.start() + 200]:
            yield page[m.start() : at]
    yield page[at:]


def _flattened(page: str) -> str:
    """A page nested too deeply, without the tags that only nest; where a block began, a paragraph begins."""
    kept: list[bool] = []  # of each open element, whether its tag was kept

    def replaced(m: re.Match[str]) -> str:
        closing, name = m[1], m[2].lower()
        deep = len(kept) >= MAX_DEPTH // 4
        if name in _NEVER_NEST:
            return m.group()
        if name in _ENDED_BY_OTHERS:
            return m.group() if not deep else "" if closing else "<p>"
        if closing:
            return m.group() if not kept or kept.pop() else ""
        kept.append(not deep)
        return m.group() if not deep else "<p>" if name in _BLOCKS else ""

    return _TAG.sub(replaced, page)
