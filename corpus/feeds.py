"""Feeds: what RSS, Atom and sitemaps list. XML in, entries out; it fetches nothing.

lxml reads all of them, element by element: no entity is ever resolved, no DTD loaded, and what has been read is
let go, so that a hostile feed costs at most the limits below.
"""

from __future__ import annotations

import html
import html.entities
import io
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import reduce
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml import etree  # type: ignore[import-untyped]

from corpus.addresses import same_site
from corpus.metadata import as_published

MAX_FEED_ENTRIES = 1_000
MAX_SITEMAP_ENTRIES = 50_000  # the sitemap protocol's own limit a file
MAX_ELEMENTS = 1_000_000
MAX_TAG_CHARS = 1_000_000
MAX_TEXT_CHARS = 4_000_000  # of an entry's whole text
MAX_WORDS_CHARS = 5_000  # of a headline, a name, an address

_ITEMS = {"rss": "item", "rdf": "item", "feed": "entry", "urlset": "url", "sitemapindex": "sitemap"}
_PROLOG = re.compile(r"\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>", re.DOTALL | re.IGNORECASE)
_ROOT = re.compile(r"<(?:[\w.-]+:)?([A-Za-z]+)[\s>/]")
_CLOSING = re.compile(r"</(?:[\w.-]+:)?(?:rss|rdf|feed|urlset|sitemapindex)\s*>", re.IGNORECASE)
_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]{0,30});|&(?!#)")
_FORBIDDEN = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, section 2.2
_LONG_TAG = re.compile(rf"<[A-Za-z][^<]{{{MAX_TAG_CHARS}}}")
_TAG = re.compile(r"<[^<>]{1,1000}>")
_SITEMAP = re.compile(r"/schemas/sitemap/0\.\d+$")
_SECTION = re.compile(r"\s+[|–—»:·-]\s+|: ")
_PLAIN = frozenset(
    "http://purl.org/rss/1.0/ http://my.netscape.com/rdf/simple/0.9/ http://purl.org/net/rss1.1#"
    " http://www.w3.org/2005/Atom http://purl.org/atom/ns# http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    " http://backend.userland.com/rss2 http://backend.userland.com/RSS2 http://blogs.law.harvard.edu/tech/rss".split()
) | {""}
_PREFIXES = {
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://www.google.com/schemas/sitemap-news/0.9": "news",
}


_HTML_TAG = re.compile(
    r"</?(?:a|b|i|u|p|br|hr|em|strong|small|sub|sup|span|div|img|ul|ol|li|h[1-6]|blockquote|figure|figcaption|table"
    r"|tbody|tr|td|th|font|center|iframe|script|style|video|section|article)\b[^<>]{0,2000}>",
    re.IGNORECASE,
)
_DAYS = ("pubdate", "published", "issued", "dc:date", "dcterms:issued", "created", "news:publication_date")


@dataclass(frozen=True)
class Entry:
    """One thing a feed lists. `stamp` is when the feed says it last changed; `content` its whole text, as HTML."""

    address: str
    title: str | None = None
    published: str | None = None
    outlet: str | None = None
    stamp: str | None = None
    content: str | None = None


@dataclass
class Feed:
    """What a feed lists, in its order. `problem` says in a sentence what kept the rest from being read."""

    kind: str  # feed, sitemap or index (whose entries are sitemaps)
    entries: list[Entry] = field(default_factory=list)
    problem: str | None = None


def feed_root(text: str) -> str | None:
    """The root element's name where the text is a feed or a sitemap, whatever it was called; else None."""
    at = 1 if text.startswith("\ufeff") else 0
    while m := _PROLOG.match(text, at, 200_000):
        at = m.end()
    root = _ROOT.match(text, at)
    name = root[1].lower() if root else ""
    return name if name in _ITEMS else None


def read_feed(text: str, address: str) -> Feed:
    """The entries of a feed or sitemap found at `address`; never raises, whatever the text is."""
    root = feed_root(text) or "rss"
    feed = Feed({"urlset": "sitemap", "sitemapindex": "index"}.get(root, "feed"))
    head = text[: text.find(f"<{root}") if f"<{root}" in text else 200_000]
    if "<!ENTITY" in head:
        feed.problem = "it defines XML entities of its own; such feeds are not read"
    elif _LONG_TAG.search(text):
        feed.problem = f"it has a tag of over {MAX_TAG_CHARS:,} characters"
    else:
        try:
            _read_into(feed, _ITEMS[root], text, address, recover=False)
        except etree.XMLSyntaxError:
            feed = Feed(feed.kind)
            _read_into(feed, _ITEMS[root], _with_html_as_text(text), address, recover=True)
    return feed


def _read_into(feed: Feed, item_name: str, text: str, address: str, recover: bool) -> None:
    """Fill in the feed. Raises XMLSyntaxError for what is no well-formed XML, unless it is to `recover`."""
    limit = MAX_FEED_ENTRIES if feed.kind == "feed" else MAX_SITEMAP_ENTRIES
    outlet: str | None = None
    inside, whole = 0, False
    try:
        for count, (event, element) in enumerate(_events(text, recover)):
            name = _name(element)
            if count > 2 * MAX_ELEMENTS:
                feed.problem = f"it has over {MAX_ELEMENTS:,} tags; the entries before them were read"
                break
            if name == item_name:
                inside += 1 if event == "start" else -1
                if event == "start" and len(feed.entries) >= limit:
                    feed.problem = f"it lists over {limit:,} entries; the first {limit:,} were read"
                    break
                if event == "end" and not inside:
                    _add(feed, element, address, outlet)
                    _let_go(element)
            elif event == "end" and not inside:
                parent = element.getparent()
                whole = parent is None
                if name == "title" and parent is not None and _name(parent) in ("channel", "feed"):
                    outlet = outlet or _SECTION.split(_words(element) or "")[0] or None
                if name not in ("channel", *_ITEMS):
                    _let_go(element)
    except etree.XMLSyntaxError as error:
        if not recover:
            raise
        feed.problem = f"it is no well-formed XML ({_first_line(error)})"
    if not feed.problem and not (whole and _CLOSING.search(text[-5_000:])):
        feed.problem = f"it cannot be read to its end; {len(feed.entries)} entries before were read"


def _with_html_as_text(text: str) -> str:
    """The feed with HTML tags that somebody forgot to escape as the text they were meant to be."""
    parts: list[str] = []
    at = 0
    while (start := text.find("<![CDATA[", at)) >= 0 and (end := text.find("]]>", start)) >= 0:
        parts += [_HTML_TAG.sub(_escaped, text[at:start]), text[start : end + 3]]
        at = end + 3
    return "".join([*parts, _HTML_TAG.sub(_escaped, text[at:])])


def _escaped(tag: re.Match[str]) -> str:
    return html.escape(tag[0])


def _events(text: str, recover: bool) -> Iterator[tuple[str, Any]]:
    text = _FORBIDDEN.sub("\ufffd", _ENTITY.sub(_as_number, text)).removeprefix("\ufeff")
    source = io.BytesIO(text.encode())
    yield from etree.iterparse(
        source,
        events=("start", "end"),
        encoding="utf-8",
        recover=recover,
        huge_tree=False,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        remove_comments=True,
        remove_pis=True,
    )


def _as_number(entity: re.Match[str]) -> str:
    """An entity that HTML knows and XML does not, as a number; an unknown one, and a lone "&", as the text it is."""
    if not entity[1]:
        return "&amp;"
    if entity[1] in ("amp", "lt", "gt", "quot", "apos"):
        return entity[0]
    character = html.entities.html5.get(f"{entity[1]};")
    return "".join(f"&#{ord(c)};" for c in character) if character else f"&amp;{entity[1]};"


def _add(feed: Feed, item: Any, address: str, outlet: str | None) -> None:
    said = _said(item)
    link = _link(item, said, feed.kind)
    if not link:
        return

    def first(*names: str) -> str | None:
        return next((said[name] for name in names if name in said), None)

    link = _joined(address, item.base or "", link)
    own = feed.kind == "feed" and _is_own(address, link)
    entry = Entry(
        link,
        first("title", "news:title", "dc:title"),
        next((day for name in _DAYS if (day := _day(said.get(name, "")))), None),
        first("news:name", "source") or (outlet if own else None),
        _stamp(first("updated", "modified", "lastmod", "dcterms:modified") or ""),
        _content(item) if own else None,
    )
    feed.entries.append(entry)


def _is_own(feed: str, link: str) -> bool:
    """Whether a feed lists a page of its own site. Only of those it may give the outlet's name and the whole text: a
    feed elsewhere could put words into somebody's mouth."""
    try:
        return same_site(urlsplit(feed).hostname or "", urlsplit(link).hostname or "-")
    except ValueError:
        return False


def _joined(*addresses: str) -> str:
    """The last address, relative to those before it; one that is malformed stays as it is, for others to refuse."""
    try:
        return reduce(urljoin, addresses)
    except ValueError:
        return addresses[-1]


def _said(item: Any) -> dict[str, str]:
    """The words of an item's children by name, the first of each; news sitemaps nest theirs."""
    said: dict[str, str] = {}
    todo = deque(item)
    while todo:
        child = todo.popleft()
        name = _name(child)
        if name in ("news:news", "news:publication"):
            todo.extend(child)
        elif name == "source" and len(child):  # Atom: the feed an entry was taken from
            name, child = "source", next((c for c in child if _name(c) == "title"), child)
        if name not in ("content", "content:encoded", "summary", "description") and (words := _words(child)):
            said.setdefault(name, words)
    return said


def _link(item: Any, said: dict[str, str], kind: str) -> str | None:
    if kind != "feed":
        return said.get("loc")
    hrefs = [
        child.get("href").strip()
        for child in item
        if _name(child) == "link" and child.get("href") and child.get("rel", "alternate") == "alternate"
    ]
    guids = [child for child in item if _name(child) in ("guid", "id") and child.get("isPermaLink") != "false"]
    lasting = [guid for guid in map(_words, guids) if guid and guid.startswith(("http://", "https://"))]
    return next((link for link in (*hrefs, said.get("link"), *lasting) if link), None)


def _content(item: Any) -> str | None:
    """An entry's whole text as HTML, where the feed carries it and not only a summary."""
    for child in item:
        if _name(child) not in ("content:encoded", "content") or child.get("src"):
            continue
        kind = (child.get("type") or "").lower()
        if kind.endswith("xhtml") or (kind.endswith("+xml") and len(child)):
            inner = "".join(etree.tostring(each, encoding="unicode", method="html") for each in child)
        else:
            inner = "".join(child.itertext())
            inner = html.escape(inner).replace("\n\n", "<p>") if kind in ("text", "text/plain") else inner
        if inner.strip() and len(inner) <= MAX_TEXT_CHARS:
            return inner
    return None


def _day(text: str) -> str | None:
    """A feed's date as a `published` value; RFC 822's forms, which RSS asks for, besides ISO and printed ones."""
    try:
        return as_published(parsedate_to_datetime(text).isoformat())
    except (ValueError, TypeError, OverflowError, IndexError):
        return as_published(text)


def _stamp(text: str) -> str | None:
    """When an entry last changed, as the feed writes it. A bare day counts only once it has passed: till then the
    entry may change again under the same stamp."""
    bare_day = re.fullmatch(r"\d{4}(?:-\d\d){0,2}", text)
    return None if not text or (bare_day and text >= datetime.now(UTC).date().isoformat()[: len(text)]) else text[:100]


def _words(element: Any) -> str | None:
    text = "".join(element.itertext())
    if "<" in text or "&" in text:
        text = html.unescape(_TAG.sub(" ", text))
    return " ".join(text.split())[:MAX_WORDS_CHARS] or None


def _name(element: Any) -> str:
    """An element's name: bare for what feeds define themselves, with its usual prefix for what they borrow."""
    namespace, _, local = element.tag.rpartition("}")
    namespace = namespace.removeprefix("{")
    if namespace in _PREFIXES:
        return f"{_PREFIXES[namespace]}:{local}"
    if namespace in _PLAIN or _SITEMAP.search(namespace):
        return str(local.lower())
    return f"?:{local}"


def _let_go(element: Any) -> None:
    """Free an element that has been read, and those before it."""
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0][:200]
