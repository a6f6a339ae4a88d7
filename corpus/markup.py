"""Markup: what an HTML page's JSON-LD, meta tags and visible head say of the article."""

from __future__ import annotations

import html
import re
from itertools import dropwhile
from typing import Any
from urllib.parse import urljoin, urlsplit

import lxml.etree  # type: ignore[import-untyped]
import lxml.html  # type: ignore[import-untyped]

from corpus.addresses import same_site
from corpus.cleaning import Cleaned
from corpus.credits import agency_in_byline, authors_in, closing_agency, people
from corpus.dates import day_first_in
from corpus.furniture import kind_of
from corpus.heads import head_parts
from corpus.jsonld import described_articles, names_of
from corpus.metadata import (
    Facts,
    as_published,
    complete,
    offer_closing,
    offer_head_lines,
    offer_lead,
    offer_names,
    split_title,
)
from corpus.outlets import (
    agency_named,
    is_of_another_site,
    is_publication,
    known_site,
    named_in_imprint,
    named_in_own_voice,
    site_name,
    spelled_like_host,
)
from corpus.visible import agency_lines, around_headline, guessed_day, is_told

_PARSER = lxml.html.HTMLParser(remove_comments=True, remove_pis=True)
_CONTROLS = re.compile(  # characters and their entities that lxml reads and then refuses to move, as htmldate does
    r"[\x00-\x08\x0b\x0c\x0e-\x1f]|&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01])(?!\d)|x0*(?:[0-8bcef]|1[\da-f])(?![\da-f]));?",
    re.IGNORECASE,
)
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_DAY_METAS = (
    "article:published_time article:published og:published_time og:article:published_time datepublished"
    " parsely-pub-date sailthru.date pubdate pub_date publishdate publish-date publish_date published published_at date"
    " dc.date dc.date.issued dcterms.date dcterms.created dcterms.issued citation_publication_date citation_date"
    " cxenseparse:recs:publishtime bt:pubdate displaydate article.published article_date_original"
).split()
_CHANGE_METAS = (
    "article:modified_time article:modified og:article:modified_time og:updated_time datemodified lastmod"
    " dcterms.modified dc.date.modified last-modified article.updated updated-date revision_date article_date_updated"
).split()
_AUTHOR_METAS = (
    "author article:author parsely-author byl sailthru.author dc.creator dcterms.creator citation_author"
    " og:article:author analyticsattributes.author".split()
)
_CREDIT_METAS = ("source", "dc.source", "copyright", "dc.rights", "dcterms.rights", "article:source")
_MARKED = " | ".join(
    ("//*[@itemprop='datePublished']", "//*[@itemprop='dateModified']", "//*[@itemprop='author']", "//a[@rel='author']")
)
_HEAD_TAGS = frozenset("title meta link base script style noscript template".split())
_OTHERS_DATES = frozenset(("aside", "nav", "footer", "li"))
_OTHERS_CLASS = re.compile(r"comment(?!ary)|clock|today|current[-_]?(?:date|time)|weather", re.IGNORECASE)


def parse_page(page: str) -> lxml.html.HtmlElement | None:
    """The page's element tree, or None where there is no element at all."""
    try:
        tree = lxml.html.document_fromstring(_XML_DECLARATION.sub("", _CONTROLS.sub("", page)), _PARSER)
    except (lxml.etree.ParserError, lxml.etree.XMLSyntaxError, ValueError):
        return None
    # HTML 5 leaves out <body>; libxml2 does not know its elements, and leaves <article> and <main> in the head.
    astray = list(dropwhile(lambda element: element.tag in _HEAD_TAGS, tree.xpath("/html/head/*")))
    if astray:
        body = tree.find("body")
        (lxml.etree.SubElement(tree, "body") if body is None else body)[:0] = astray
    return tree


def page_title(tree: lxml.html.HtmlElement) -> str | None:
    """The headline, without the site's name after it."""
    facts = Facts()
    _offer_titles(facts, tree, _metas(tree), described_articles(tree))
    return facts.values.get("title")


def page_facts(tree: lxml.html.HtmlElement, cleaned: Cleaned, address: str | None = None) -> Facts:
    """What an HTML page says of its article, the surest places first.

    `address` is where the page was read; it may call itself otherwise within its own site only.
    """
    facts = Facts()
    metas, described = _metas(tree), described_articles(tree)
    lines = cleaned.visible
    _offer_titles(facts, tree, metas, described)
    _offer_url(facts, tree, metas, described, address)
    facts.offer("url", address, "the address it was read from")
    _offer_outlets(facts, tree, metas, described, "\n".join(lines))
    facts.day_first = day_first_in(tree.get("lang") or metas.get("og:locale"), facts.values.get("url"))
    _offer_described(facts, metas, described)
    for key in _DAY_METAS:
        facts.offer("published", as_published(metas.get(key), facts.day_first), f"the page's {key!r} tag")
    for key in _CHANGE_METAS:
        facts.offer("modified", as_published(metas.get(key), facts.day_first), f"the page's {key!r} tag")
    _offer_visible(facts, tree, cleaned, lines)
    offer_lead(facts, cleaned.told)
    offer_closing(facts, cleaned.text, cleaned.furniture)
    _credit_copyright(facts, lines)
    host = urlsplit(facts.values.get("url", "")).hostname
    if "outlet" not in facts.values and host:
        spelled = spelled_like_host(host, cleaned.text + "\n" + "\n".join(lines))
        facts.offer("outlet", known_site(host), "the site's address")
        facts.offer("outlet", spelled, "the site's address, spelled as on the page")
    if "outlet" not in facts.values:
        furniture = [(kind_of(line) or "", line) for line in lines]
        offer_names(facts, named_in_own_voice(furniture))
        offer_names(facts, named_in_imprint(furniture))
    complete(facts, cleaned.told)
    if facts.values.get("published", "--").startswith("--"):
        _offer_guess(facts, tree, lines)
    for tag in (tree.get("lang"), tree.get("{http://www.w3.org/XML/1998/namespace}lang"), metas.get("og:locale")):
        facts.offer("language", _two_letters(tag), "the page's language tag")
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


def _offer_titles(
    facts: Facts, tree: lxml.html.HtmlElement, metas: dict[str, str], described: list[dict[str, Any]]
) -> None:
    whole = [" ".join(t.text_content().split()) for t in tree.iter("title")][:1]
    headings = [h for h in (" ".join(h.text_content().split()) for h in tree.iter("h1")) if h and not is_publication(h)]
    in_title = [heading for heading in headings if whole and len(heading) > 8 and heading in whole[0]]
    offers = [(item.get("headline"), "JSON-LD headline") for item in described]
    offers += [(metas.get(key), f"the page's {key!r} tag") for key in ("og:title", "twitter:title")]
    offers += [(heading, "the page's first heading") for heading in in_title]
    # A heading of which the <title> says nothing is the site's name on every page of it.
    offers += [(title, "the page's <title>") for title in whole if len(headings) == 1 and len(headings[0].split()) < 4]
    offers += [(heading, "the page's first heading") for heading in headings]
    offers += [(title, "the page's <title>") for title in whole]
    site = metas.get("og:site_name")
    for value, origin in offers:
        if not isinstance(value, str) or not value.strip():
            continue
        title, suffix = split_title(html.unescape(" ".join(value.split())))
        if site:
            title = re.sub(rf"\s+(?:[|–—»:-]|::)\s+{re.escape(site)}$", "", title)
        if "title" not in facts.values and (cut := _without_host_name(title, tree)) != title:
            suffix, title = title[len(cut) :].strip(" |–—»:-"), cut
        shown = next((heading for heading in headings if title.startswith(f"{heading} | ")), title)
        facts.offer("title", shown, origin)
        facts.offer("suffix", suffix, f"the end of {origin}")


def _without_host_name(title: str, tree: lxml.html.HtmlElement) -> str:
    """The title without a last part that spells the host of the page's mail or web addresses."""
    m = re.match(r"(.{8,}?)\s+[|–—-]\s+(\w[\w.&' -]{2,30})$", title)
    letters = re.sub(r"\W", "", m[2]).casefold() if m else ""
    if not m or len(letters) < 5:
        return title
    links = tree.xpath("(//a/@href | //link/@href | //meta[@property='og:url']/@content)[position() <= 300]")
    hosts = {re.sub(r"^(?:https?:)?//(?:www\.)?|^mailto:[^@]*@|[/?#].*$", "", str(link)).casefold() for link in links}
    spelled = (re.sub(r"\W", "", host) for host in hosts if "." in host)
    return m[1] if any(host.startswith(letters) for host in spelled) else title


def _offer_url(
    facts: Facts,
    tree: lxml.html.HtmlElement,
    metas: dict[str, str],
    described: list[dict[str, Any]],
    address: str | None,
) -> None:
    links = [
        (link.get("href"), "the page's canonical link") for link in tree.iter("link") if link.get("rel") == "canonical"
    ]
    base: str = address or metas.get("og:url") or ""
    name = metas.get("og:site_name") or facts.values.get("suffix")
    links.append((metas.get("og:url"), "the page's 'og:url' tag"))
    links += [(item.get("url"), "JSON-LD url") for item in described]
    for link, origin in links:
        if not isinstance(link, str):
            continue
        try:
            url = urljoin(base, link.strip()) if base else link.strip()
            right = urlsplit(url).scheme in ("http", "https") and bool(urlsplit(url).hostname)
            right = right and (
                _may_be_called(address, url) if address else not _is_elsewhere(url, name, metas.get("og:url"))
            )
        except ValueError:
            continue
        facts.offer("url", url if right else None, origin)


def _may_be_called(address: str, url: str) -> bool:
    """Whether a page read from `address` may call itself `url`: another site's article is not its to replace, and a
    link to the front page, which some sites print on every page, names no article."""
    read, named = urlsplit(address), urlsplit(url)
    front_page = named.path in ("", "/") and not named.query and read.path not in ("", "/")
    return same_site(read.hostname or "", named.hostname or "") and not front_page


def _is_elsewhere(url: str, name: str | None, own: str | None) -> bool:
    """Whether a page of unknown address only reprints what its canonical link names: its outlet is another, and the
    address it gives for sharing is not of that site."""
    if own and same_site(urlsplit(url).hostname or "", urlsplit(own).hostname or ""):
        return False
    return bool(own and urlsplit(own).hostname) or bool(name and is_of_another_site(name, url))


def _offer_outlets(
    facts: Facts,
    tree: lxml.html.HtmlElement,
    metas: dict[str, str],
    described: list[dict[str, Any]],
    text: str,
) -> None:
    """The outlet as the page's markup names it; an agency that is named as publisher is a credit."""
    offers: list[tuple[str | None, str]] = [(metas.get("og:site_name"), "the page's 'og:site_name' tag")]
    for item in described:
        publisher = next(iter(names_of(item.get("publisher"))), None)
        agency = agency_named(publisher)
        url = facts.values.get("url")
        if agency and (metas.get("og:site_name") or (url and agency_named(known_site(url)) != agency)):
            facts.credit(agency, "JSON-LD publisher")
        else:
            offers.append((publisher, "JSON-LD publisher"))
    for key in ("application-name", "publisher", "dc.publisher", "dcterms.publisher", "apple-mobile-web-app-title"):
        offers.append((metas.get(key), f"the page's {key!r} tag"))
    offers.append((facts.values.pop("suffix", None), facts.origin.pop("suffix", "")))
    headline = facts.values.get("title") or ""
    whole = next((" ".join(element.text_content().split()) for element in tree.iter("title")), "")
    before, found, after = whole.partition(headline) if headline else ("", "", "")
    named = re.split(r"\s[|–—»:·-]\s", re.sub(r"^[\s|–—»:·-]+|[\s|–—»:·-]+$", "", after or before))[-1]
    offers.append((named if found and len(named.split()) <= 6 else None, "what the <title> adds to the headline"))
    name, origin = site_name([(value, where) for value, where in offers if value], facts.values.get("url"), whole, text)
    facts.offer("outlet", name, origin)


def _offer_described(facts: Facts, metas: dict[str, str], described: list[dict[str, Any]]) -> None:
    """Days, authors, language and agency from JSON-LD; the authors of the meta tags."""
    credits = []
    for item in described:
        facts.offer("published", as_published(item.get("datePublished"), facts.day_first), "JSON-LD datePublished")
        changed = item.get("dateModified") or item.get("datemodified")
        facts.offer("modified", as_published(changed, facts.day_first), "JSON-LD dateModified")
        facts.offer("language", _two_letters(item.get("inLanguage")), "JSON-LD inLanguage")
        credits += [(names_of(item.get(key)), f"JSON-LD {key}") for key in ("author", "creator")]
        for key in ("creditText", "sourceOrganization", "provider", "copyrightHolder"):
            for name in names_of(item.get(key)):
                facts.credit(agency_named(name), f"JSON-LD {key}")
    credits += [(names_of(metas.get(key)), f"the page's {key!r} tag") for key in _AUTHOR_METAS]
    for names, origin in credits:
        _offer_authors(facts, names, origin)
    for key in _CREDIT_METAS:
        bare = re.sub(r"(?:©|\([cC]\)|[Cc]opyright|\d|,)+\s*", " ", metas.get(key, "")).strip()
        facts.credit(agency_named(bare.removesuffix("All rights reserved").strip(" .")), f"the page's {key!r} tag")
    for key in ("original-source", "syndication-source"):
        facts.credit(agency_named(known_site(metas.get(key, ""))), f"the page's {key!r} tag")


def _offer_authors(facts: Facts, names: list[str], origin: str) -> None:
    facts.offer("authors", people(names, facts.values.get("outlet")), origin)
    for name in names:
        facts.credit(agency_in_byline(name), origin)


def _offer_visible(facts: Facts, tree: lxml.html.HtmlElement, cleaned: Cleaned, lines: list[str]) -> None:
    """Days, authors and agency from the lines around the headline and from elements marked as such."""
    headings = [" ".join(h.text_content().split()) for h in tree.iter("h1")]
    near, sure = around_headline([facts.values.get("title", ""), *headings], cleaned.text, lines)
    # Without the headline as an anchor, a day that stands alone may be today's, as the page's top prints it.
    tops = tree.xpath("//header[not(ancestor::article | ancestor::main | .//h1)]")  # a page's name, its menu, today
    leaves = (leaf for top in tops for leaf in top.xpath("descendant-or-self::*[not(*)]"))
    if near and not is_told(near[-1]) and near[-1] in {" ".join(leaf.text_content().split()) for leaf in leaves}:
        near = near[:-1]  # the line above the headline
    offer_head_lines(facts, [line for line in near if head_parts(line) and (sure or is_told(line))])
    for line in agency_lines(near) if sure else ():
        facts.credit(agency_named(line), "the line beside the headline")
    for time in tree.iter("time"):
        if not any(_is_of_others(around) or around in tops for around in (time, *time.iterancestors())):
            facts.offer("published", as_published(time.get("datetime"), facts.day_first), "the page's first <time> tag")
    for element in tree.xpath(_MARKED):
        mark = element.get("itemprop")
        if mark in ("datePublished", "dateModified"):
            value = element.get("content") or element.get("datetime") or element.text_content()
            field = "published" if mark == "datePublished" else "modified"
            facts.offer(field, as_published(value, facts.day_first), f"the page's {mark} mark")
        else:
            name = " ".join(element.text_content().split())
            facts.offer("authors", authors_in(name) or authors_in(f"By {name}"), "the page's author mark")
            facts.credit(agency_in_byline(name), "the page's author mark")


def _is_of_others(element: lxml.html.HtmlElement) -> bool:
    """Whether what stands in the element has another day: a comment, another article, today."""
    named = f"{element.get('class') or ''} {element.get('id') or ''}"
    return element.tag in _OTHERS_DATES or bool(_OTHERS_CLASS.search(named))


def _credit_copyright(facts: Facts, lines: list[str]) -> None:
    """The agency that holds the copyright of the text, from a notice on the page."""
    for line in lines:
        if len(line) <= 300 and ("©" in line or "opyright" in line) and (found := closing_agency([line])):
            facts.credit(found[0], f"the notice {line[:80]!r}")


def _offer_guess(facts: Facts, tree: lxml.html.HtmlElement, lines: list[str]) -> None:
    """A day that htmldate finds marked as the page's own, and that the page prints, for want of a better one."""
    found = guessed_day(tree, lines, facts.day_first)
    if found and as_published(found):
        facts.values.pop("published", None)
        facts.offer("published", found, "marked and printed on the page as its day (found by htmldate)")


def _two_letters(value: Any) -> str | None:
    m = re.match(r"([a-zA-Z]{2})(?:[-_]|$)", value.strip()) if isinstance(value, str) else None
    return m[1].lower() if m else None
