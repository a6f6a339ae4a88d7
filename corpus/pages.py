"""Pages: a parsed HTML page: the lines a reader sees on it, and those that trafilatura takes for the article."""

# ruff: noqa: E501 - word lists read best as words

from __future__ import annotations

import logging
import re
import unicodedata
from bisect import bisect
from collections.abc import Iterator
from itertools import islice

import lxml.etree  # type: ignore[import-untyped]
import lxml.html  # type: ignore[import-untyped]
import trafilatura

from corpus.blocks import Line
from corpus.residue import printable, strip_markers

# They log what they make of a page ("discarding data: None"). A run says it in Dateline's sentences, and only there,
# even once another library has sent the root logger to the terminal, as onnxruntime does.
for _library in ("trafilatura", "htmldate", "courlan"):
    logging.getLogger(_library).propagate = False
    logging.getLogger(_library).addHandler(logging.NullHandler())

_BLOCKS = frozenset(
    "address article aside blockquote br button dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header"
    " hr li main nav ol option p pre section table td th time title tr ul".split()
)
_UNSEEN = frozenset("script style noscript template svg iframe head".split())
# Inline styles that leave nothing to see. Colours are not judged: what is white stands on something.
_UNSEEN_STYLE = re.compile(
    r"(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*hidden|opacity\s*:\s*0(?:\.0*)?(?![\d.])"
    r"|font-size\s*:\s*0(?![\d.])|(?:text-indent|left|top)\s*:\s*-\d{4,})",
    re.IGNORECASE,
)
_UNSEEN_SHARE = 0.2
_MOST_UNSEEN = 300  # elements that are looked at, each of which may be as long as the page
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_TITLE_METAS = ("og:title", "twitter:title")
_MENDED_WORDS = 8  # a line shorter than this is taken as trafilatura gives it
_NEAR = 100  # lines that may be the whole of a mended one, so that a page of equal starts takes no longer
_MOST_RUNS = 30  # that a line is broken into
_CARDS = frozenset("span div ul section".split())
_LINKED_SHARE = 0.9  # of a line's characters
_ATTEMPTS = ((True, True), (True, False), (False, True))  # precise or balanced, alone or with its second opinions


def page_titles(tree: lxml.html.HtmlElement) -> list[str]:
    """Every wording of the headline that the page gives: its first-rank headings, <title>, and titles for sharing."""
    printed = [element.text_content() for element in tree.iter("h1", "title")]
    shared = [m.get("content") or "" for m in tree.iter("meta") if (m.get("property") or m.get("name")) in _TITLE_METAS]
    return [" ".join(title.split()) for title in (*printed, *shared) if title.strip()]


def drop_hover_cards(tree: lxml.html.HtmlElement) -> None:
    """Take out, in place, the cards of links that open over a linked name in a sentence."""
    for link in list(tree.iter("a")):
        card = link.getnext()
        if card is None or card.tag not in _CARDS or next(link.iterancestors("p"), None) is None:
            continue
        linked = [" ".join(inner.text_content().split()) for inner in card.iter("a")]
        words = " ".join(card.text_content().split())
        if len(linked) >= 2 and sum(map(len, linked)) + len(linked) >= _LINKED_SHARE * len(words):
            card.drop_tree()


def drop_unseen(tree: lxml.html.HtmlElement) -> None:
    """Take out, in place, what a page says only to machines: text that its own markup makes invisible.

    Where that is a good part of the page, a script would show it, and it stays.
    """
    whole = len(tree.text_content())
    unseen = (
        element
        for element in tree.iter("div", "p", "span", "section", "li", "td", "b", "i", "em", "strong", "font")
        if element.get("hidden") is not None or _UNSEEN_STYLE.search(element.get("style") or "")
    )
    for element in list(islice(unseen, _MOST_UNSEEN)):
        if len(element.text_content()) <= _UNSEEN_SHARE * whole and element.getparent() is not None:
            element.drop_tree()


def visible_lines(tree: lxml.html.HtmlElement) -> list[Line]:
    """The lines of a parsed page that a reader sees, one a block, scripts and styles left out."""
    lines: list[Line] = []
    parts: list[str] = []
    linked = links = captions = 0
    role = ""
    walk = lxml.etree.iterwalk(tree, events=("start", "end"))
    for event, element in walk:
        tag, starts = element.tag, event == "start"
        if tag in _BLOCKS:
            if parts:
                lines.extend(_lines_of_block("".join(parts), role, linked, captions > 0))
                parts, linked = [], 0
            if tag != "br":
                role = "" if not starts else "bullet" if tag == "li" else "heading" if tag in _HEADINGS else role
            if tag == "figcaption":
                captions += 1 if starts else -1
        elif tag == "a":
            links += 1 if starts else -1
        if starts and tag in _UNSEEN:
            walk.skip_subtree()
            continue
        more = element.text if starts else element.tail
        if more:
            parts.append(more)
            linked += len(more) if links else 0
    return [*lines, *_lines_of_block("".join(parts), role, linked, captions > 0)]


def _lines_of_block(text: str, role: str, linked: int, caption: bool) -> list[Line]:
    words = " ".join(text.split())
    if not words:
        return []
    place = "caption" if caption else "link" if linked >= _LINKED_SHARE * len(words) else ""
    return [Line(" ".join(printable(words).split()), role, place=place)]


def article_lines(tree: lxml.html.HtmlElement, visible: list[Line]) -> Iterator[list[Line]]:
    """What trafilatura takes for the article, its strictest reading first, in the words the page prints.

    A line that trafilatura cut words out of is put together again from the page, or else broken where they are missing:
    whatever is kept stands on the page. Raises RecursionError on a page nested too deeply.
    """
    whole = "\n".join(_key(line.text) for line in visible)
    printed = {_key(line.text): line for line in reversed(visible)}
    starts: dict[str, list[Line]] = {}
    for line in visible:
        if len(words := line.text.split()) >= _MENDED_WORDS:
            starts.setdefault(words[0], []).append(line)
            starts.setdefault(words[-1], []).append(line)
    for precise, alone in _ATTEMPTS:
        found = trafilatura.extract(tree, favor_precision=precise, fast=alone, include_comments=False) or ""
        lines = [Line(*strip_markers(_table_row(line))) for line in printable(found).split("\n")]
        yield [known for line in lines if line.text for known in _as_printed(line, printed, starts, whole)]


def _as_printed(line: Line, printed: dict[str, Line], starts: dict[str, list[Line]], whole: str) -> list[Line]:
    """The page's own line for one of trafilatura's: the same, or one with more words between the same words."""
    known = printed.get(_key(line.text))
    words = line.text.split()
    if not known and len(words) >= _MENDED_WORDS:
        near = [*starts.get(words[0], ())[:_NEAR], *starts.get(words[-1], ())[:_NEAR]]
        known = next((longer for longer in near if _has_hole(words, longer.text.split())), None)
    if known:
        return [Line(known.text, line.role or known.role, place=known.place)]
    if _key(line.text) in whole:
        return [line]
    return [Line(run, line.role) for run in _runs_on_page(words, whole)]


def _runs_on_page(words: list[str], whole: str) -> Iterator[str]:
    """The words in as few runs as stand on the page without a gap; what would be many runs is no passage of it."""
    keys = [_key(word) for word in words]
    start = 0
    for _ in range(_MOST_RUNS):
        ends = range(start + 1, len(words) + 1)
        length = bisect(ends, 0, key=lambda end: "".join(keys[start:end]) not in whole)
        if length:
            yield " ".join(words[start : start + length])
        start += max(length, 1)
        if start >= len(words):
            return


def _has_hole(words: list[str], whole: list[str]) -> bool:
    """Whether `words` is `whole` without some words in one place or several, at most a third of them."""
    if not len(words) < len(whole) <= 1.5 * len(words):
        return False
    rest = iter(whole)
    return all(word in rest for word in words)


def _key(text: str) -> str:
    return re.sub(r"\W+", "", unicodedata.normalize("NFC", text)).casefold()


def _table_row(line: str) -> str:
    """A table row as trafilatura writes it, without its bars."""
    bare = line.strip()
    if len(bare) > 1 and bare[0] == bare[-1] == "|":
        return "" if not any(c.isalnum() for c in bare) else " ".join(bare.replace("|", " ").split())
    return line
