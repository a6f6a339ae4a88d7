"""Markup: what an HTML page's JSON-LD, meta tags and visible head say of the article."""

from __future__ import annotations

import html
import json
import re
from typing import Any
from urllib.parse import urljoin, urlsplit

import lxml.etree  # type: ignore[import-untyped]
import lxml.html  # type: ignore[import-untyped]

from corpus.cleaning import Cleaned, page_lines
from corpus.furniture import kind_of
from corpus.heads import head_parts
from corpus.metadata import (
    Facts,
    as_published,
    authors_in,
    complete,
    offer_head_lines,
    offer_imprint,
    offer_lead,
    offer_own_voice,
    split_names,
    split_title,
)
from corpus.outlets import is_publication

HEAD_LINES = 15  # visible lines after the headline that may carry its date and byline
_ARTICLE_TYPE = re.compile(r"(?:Article|Posting|Report|Review)$")
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_DAY_METAS = (
    "article:published_time article:published og:published_time datepublished parsely-pub-date sailthru.date pubdate"
    " publishdate publish-date publish_date published date dc.date dc.date.issued dcterms.date dcterms.created"
    " dcterms.issued citation_publication_date citation_date cxenseparse:recs:publishtime bt:pubdate displaydate"
).split()
_AUTHOR_METAS = (
    "author article:author parsely-author byl sailthru.author dc.creator dcterms.creator citation_author".split()
)


def parse_page(page: str) -> lxml.html.HtmlElement | None:
    """The page's element tree, or None where there is no element at all."""
    try:
        return lxml.html.document_fromstring(_XML_DECLARATION.sub("", page))
    except (lxml.etree.ParserError, lxml.etree.XMLSyntaxError, ValueError):
        return None


def page_title(tree: lxml.html.HtmlElement) -> str | None:
    """The headline, without the site's name after it."""
    facts = Facts()
    _offer_titles(facts, tree, _metas(tree), _articles_in_json_ld(tree))
    return facts.values.get("title")


def page_facts(tree: lxml.html.HtmlElement, cleaned: Cleaned, address: str | None = None) -> Facts:
    """What an HTML page says of its article, the surest places first; `address` is where it was fetched from."""
    facts = Facts()
    facts.offer("url", address, "the address it was read from")
    metas, described = _metas(tree), _articles_in_json_ld(tree)
    _offer_titles(facts, tree, metas, described)
    _offer_url(facts, tree, metas, described)
    _offer_outlets(facts, tree, metas, described)
    for item in described:
        facts.offer("published", as_published(item.get("datePublished")), "JSON-LD datePublished")
        facts.offer("authors", _names(item.get("author")), "JSON-LD author")
        facts.offer("language", _two_letters(item.get("inLanguage")), "JSON-LD inLanguage")
    for key in _DAY_METAS:
        facts.offer("published", as_published(metas.get(key)), f"the page's {key!r} tag")
    for key in _AUTHOR_METAS:
        names = [name for listed in _names(metas.get(key)) for name in split_names(listed)]
        facts.offer("authors", names, f"the page's {key!r} tag")
    _offer_visible(facts, tree, cleaned)
    for tag in (tree.get("lang"), tree.get("{http://www.w3.org/XML/1998/namespace}lang"), metas.get("og:locale")):
        facts.offer("language", _two_letters(tag), "the page's language tag")
    offer_lead(facts, cleaned.text)
    if "outlet" not in facts.values:
        furniture = [(kind_of(line) or "", line) for line in page_lines(tree)]
        offer_own_voice(facts, furniture)
        offer_imprint(facts, furniture)
    complete(facts, cleaned.text)
    facts.values["authors"] = [a for a in facts.values.get("authors", []) if a != facts.values.get("outlet")]
    return facts


def _metas(tree: lxml.html.HtmlElement) -> dict[str, str]:
    """Meta tags by lower-case name, property or itemprop; the first of each."""
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        key = meta.get("property") or meta.get("name") or meta.get("itemprop")
        content = (meta.get("content") or "").strip()
        if key and content:
            found.setdefault(key.strip().lower(), html.unescape(content))
    return found


def _articles_in_json_ld(tree: lxml.html.HtmlElement) -> list[dict[str, Any]]:
    """The JSON-LD objects that describe an article, in order; broken JSON is passed over."""
    found: list[dict[str, Any]] = []
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        try:
            todo: list[Any] = [json.loads(script.text or "", strict=False)]
        except (ValueError, RecursionError):
            continue
        while todo:
            item = todo.pop(0)
            if isinstance(item, list):
                todo.extend(item)
            elif isinstance(item, dict):
                types = item.get("@type")
                if any(_ARTICLE_TYPE.search(str(t)) for t in (types if isinstance(types, list) else [types])):
                    found.append(item)
                todo.extend(item[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in item)
    return found


def _offer_titles(
    facts: Facts, tree: lxml.html.HtmlElement, metas: dict[str, str], described: list[dict[str, Any]]
) -> None:
    offers = [(item.get("headline"), "JSON-LD headline") for item in described]
    offers += [(metas.get(key), f"the page's {key!r} tag") for key in ("og:title", "twitter:title")]
    headings = [" ".join(h.text_content().split()) for h in tree.iter("h1")]
    offers += [(heading, "the page's first heading") for heading in headings if not is_publication(heading)]
    offers += [(" ".join(t.text_content().split()), "the page's <title>") for t in tree.iter("title")]
    site = metas.get("og:site_name")
    for value, origin in offers:
        if not isinstance(value, str) or not value.strip():
            continue
        title, suffix = split_title(html.unescape(" ".join(value.split())))
        if site:
            title = re.sub(rf"\s+(?:[|–—»:-]|::)\s+{re.escape(site)}$", "", title)
        facts.offer("title", title, origin)
        facts.offer("suffix", suffix, f"the end of {origin}")


def _offer_url(
    facts: Facts, tree: lxml.html.HtmlElement, metas: dict[str, str], described: list[dict[str, Any]]
) -> None:
    links = [
        (link.get("href"), "the page's canonical link") for link in tree.iter("link") if link.get("rel") == "canonical"
    ]
    base: str = metas.get("og:url") or ""
    links.append((base, "the page's 'og:url' tag"))
    links += [(item.get("url"), "JSON-LD url") for item in described]
    for link, origin in links:
        if not isinstance(link, str):
            continue
        try:
            url = urljoin(base, link.strip()) if base else link.strip()
            right = urlsplit(url).scheme in ("http", "https") and urlsplit(url).hostname
        except ValueError:
            continue
        facts.offer("url", url if right else None, origin)


def _offer_outlets(
    facts: Facts, tree: lxml.html.HtmlElement, metas: dict[str, str], described: list[dict[str, Any]]
) -> None:
    facts.offer("outlet", metas.get("og:site_name"), "the page's 'og:site_name' tag")
    for item in described:
        facts.offer("outlet", next(iter(_names(item.get("publisher"))), None), "JSON-LD publisher")
    for key in ("application-name", "publisher", "dc.publisher", "dcterms.publisher", "apple-mobile-web-app-title"):
        value = metas.get(key, "")
        facts.offer("outlet", None if value.startswith("http") else value, f"the page's {key!r} tag")
    facts.offer("outlet", facts.values.pop("suffix", None), facts.origin.pop("suffix", ""))
    headline = facts.values.get("title") or ""
    for element in tree.iter("title"):
        whole = " ".join(element.text_content().split())
        before, found, after = whole.partition(headline)
        named = re.sub(r"^[\s|–—»:·-]+|[\s|–—»:·-]+$", "", after or before)
        named = re.split(r"\s[|–—»:·-]\s", named)[-1]
        facts.offer(
            "outlet", named if found and len(named.split()) <= 6 else None, "what the <title> adds to the headline"
        )


def _offer_visible(facts: Facts, tree: lxml.html.HtmlElement, cleaned: Cleaned) -> None:
    """Day and authors from the lines around the headline and from elements marked as such."""
    lines = page_lines(tree)
    title = facts.values.get("title", "")
    starts = [paragraph[:40] for paragraph in cleaned.text.split("\n\n")[:2]]
    body = next((i for i, line in enumerate(lines) if len(starts) > 1 and line.startswith(starts[1])), len(lines))
    at = max((i for i, line in enumerate(lines[:body]) if title and line.startswith(title)), default=-1)
    if at >= 0:
        near = lines[max(0, at - 3) : min(body, at + 1 + HEAD_LINES)]
        offer_head_lines(facts, [line for line in near if head_parts(line)])
    for time in tree.iter("time"):
        if not any((a.tag in ("aside", "nav", "footer", "li")) for a in time.iterancestors()):
            facts.offer("published", as_published(time.get("datetime")), "the page's first <time> tag")
    for element in tree.xpath("//*[@itemprop='datePublished'] | //*[@itemprop='author'] | //a[@rel='author']"):
        if element.get("itemprop") == "datePublished":
            value = element.get("content") or element.get("datetime") or element.text_content()
            facts.offer("published", as_published(value), "the page's datePublished mark")
        else:
            name = " ".join(element.text_content().split())
            facts.offer("authors", authors_in(name) or authors_in(f"By {name}"), "the page's author mark")


def _names(value: Any) -> list[str]:
    """Names from JSON-LD's string, object or list of either, or from a meta tag; no addresses."""
    values = value if isinstance(value, list) else [value]
    names = [v.get("name") if isinstance(v, dict) else v for v in values]
    flat = [n for name in names for n in (name if isinstance(name, list) else [name])]
    kept = [re.sub(r"^[Bb]y\s+", "", html.unescape(n).strip()) for n in flat if isinstance(n, str)]
    return [name for name in dict.fromkeys(kept) if name and "//" not in name and len(name) <= 100]


def _two_letters(value: Any) -> str | None:
    m = re.match(r"([a-zA-Z]{2})(?:[-_]|$)", value.strip()) if isinstance(value, str) else None
    return m[1].lower() if m else None
