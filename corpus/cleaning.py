"""Cleaning: furniture out. HTML by trafilatura, scraped plain text by our own rules; no kept word is rewritten."""
# ruff: noqa: E501 - word lists read best as words, and patterns in one piece

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

import lxml.html  # type: ignore[import-untyped]
import trafilatura

from corpus.blocks import (
    Line,
    mark_comments,
    mark_menus,
    mark_pleas,
    mark_related,
    mark_related_runs,
    mark_repeats,
    mark_tail,
)
from corpus.furniture import ends_a_sentence, kind_of, safe_kind_of
from corpus.heads import mark_head
from corpus.residue import cut_code, strip_markers

_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\u200b\u2060]")
_SURROGATES = re.compile(r"[\ud800-\udfff]")
_FRONT_MATTER = re.compile(
    r"\s*---[ \t]*\n((?:[A-Za-z_][\w -]*:[^\n]*\n|[ \t][^\n]*\n|\n|- [^\n]*\n){1,60})---[ \t]*(?:\n|$)"
)
_LETTER_HEADER = re.compile(
    r"\s*((?:(?:from|to|cc|date|subject|reply-to|title|headline|author|source|outlet|publication|published|url|link"
    r"|language|place):[ \t][^\n]{1,300}\n){2,12})[ \t]*(?:\n|$)",
    re.IGNORECASE,
)
_ARTICLES_OWN = frozenset({"date line", "headline"})


@dataclass(frozen=True)
class Cleaned:
    """What cleaning made of a page: the article's text, and what it took away, by kind, for the metadata."""

    text: str
    title: str | None = None
    head: list[str] = field(default_factory=list)  # date lines and bylines, in order
    furniture: list[tuple[str, str]] = field(default_factory=list)  # (kind, line)
    code: list[str] = field(default_factory=list)
    labels: dict[str, str] = field(default_factory=dict)  # front matter of a markdown file


def clean_text(raw: str) -> Cleaned:
    """Cut scraped plain text or markdown down to the article: its paragraphs, separated by a blank line."""
    labels, body = _labels_above(printable(raw))
    body, code = cut_code(body)
    lines = _lines_of(body)
    mark_repeats(lines)
    mark_menus(lines)
    mark_related_runs(lines)
    title = mark_head(lines)
    cleaned = _finish(lines, title)
    return Cleaned(cleaned.text, title, cleaned.head, cleaned.furniture, code, labels)


def clean_html(html: str, title: str | None = None) -> Cleaned:
    """Cut an HTML page down to the article, by trafilatura and then by the line rules.

    Raises RecursionError on a page nested too deeply.
    """
    body = trafilatura.extract(html, favor_precision=True, include_comments=False, deduplicate=False) or ""
    lines = [Line(*strip_markers(_table_row(line))) for line in printable(body).split("\n")]
    lines = [line for line in lines if line.text]
    for line in lines:
        line.kind = kind_of(line.text)
    mark_repeats(lines)
    mark_head(lines, title or "")
    return _finish(lines, title)


def clean_imported(text: str) -> str:
    """Text from JSON with code and lines that are furniture anywhere taken out, and every other character kept."""
    text, _ = cut_code(printable(text)) if _looks_scripted(text) else (printable(text), [])
    kept = [line for line in text.split("\n") if not line.strip() or safe_kind_of(line) is None]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()


def printable(text: str) -> str:
    """The text with plain line ends, without control characters, and with lone surrogates as U+FFFD."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    return _SURROGATES.sub("\ufffd", _CONTROLS.sub("", text)).replace("\xa0", " ")


def page_lines(tree: lxml.html.HtmlElement) -> list[str]:
    """The visible lines of a parsed page, one a block, scripts and styles left out."""
    parts: list[str] = []
    for action, element in _walk(tree):
        if action == "start":
            parts.append(("\n" if element.tag in _BLOCKS else "") + (element.text or ""))
        else:
            parts.append(("\n" if element.tag in _BLOCKS else "") + (element.tail or ""))
    lines = (" ".join(line.split()) for line in printable("".join(parts)).split("\n"))
    return [line for line in lines if line]


_BLOCKS = frozenset(
    "address article aside blockquote br button dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header"
    " hr li main nav ol option p pre section table td th time title tr ul".split()
)
_UNSEEN = frozenset("script style noscript template svg iframe head".split())


def _walk(tree: lxml.html.HtmlElement) -> Iterable[tuple[str, lxml.html.HtmlElement]]:
    """Start and end of every visible element, in order, without recursion."""
    stack = [("start", tree)]
    while stack:
        action, element = stack.pop()
        visible = isinstance(element.tag, str) and element.tag not in _UNSEEN
        if action == "start" and visible:
            yield action, element
            stack.append(("end", element))
            stack.extend(("start", child) for child in reversed(element))
        else:
            yield "end", element


def _table_row(line: str) -> str:
    """A table row as trafilatura writes it, without its bars."""
    if len(line) > 1 and line[0] == line.rstrip()[-1] == "|":
        return "" if not any(c.isalnum() for c in line) else " ".join(line.replace("|", " ").split())
    return line


def _lines_of(text: str) -> list[Line]:
    """The lines with their kinds; a paragraph wrapped over several lines is put together again."""
    raw = text.split("\n")
    lines = [Line(*strip_markers(line)) for line in (_unwrapped(raw) if _is_wrapped(raw) else raw)]
    for before, line in pairwise(lines):
        if re.fullmatch(r"={3,}|-{3,}", line.text) and before.text and len(before.text) < 120:
            before.role = "heading"
    lines = [line for line in lines if line.text]
    for line in lines:
        line.kind = kind_of(line.text)
    return lines


def _is_wrapped(raw: list[str]) -> bool:
    """Whether paragraphs run over several lines: next lines that go on in lower case, and no long line."""
    pairs = [(a.rstrip(), b) for a, b in pairwise(raw) if a.strip() and b.strip()]
    running = [a for a, b in pairs if len(a) >= 40 and b.strip()[0].islower() and not ends_a_sentence(a)]
    return len(running) >= 3 and len(running) * 4 >= len(pairs) and max(map(len, raw)) <= 140


def _unwrapped(raw: list[str]) -> list[str]:
    widest = max(map(len, raw))
    paragraphs: list[str] = []
    open_line = ""
    for line in raw:
        fresh = not open_line or not line.strip() or line.startswith(("  ", "\t")) or strip_markers(line)[1] != ""
        fresh = fresh or not any(c.isalnum() for c in line) or not any(c.isalnum() for c in open_line)
        if not fresh and not (ends_a_sentence(open_line) and len(open_line) < 0.7 * widest):
            paragraphs[-1] += " " + line.strip()
        else:
            paragraphs.append(line)
        open_line = line.rstrip()
    return paragraphs


def _finish(lines: list[Line], title: str | None) -> Cleaned:
    """The rules that need a page's whole run of lines, and what is left after them."""
    mark_pleas(lines)
    mark_related(lines)
    mark_comments(lines)
    mark_tail(lines)
    kept = [line.text for line in lines if line.kind is None]
    head = [line.text for line in lines if line.kind == "date line"]
    furniture = [(line.kind, line.text) for line in lines if line.kind and line.kind not in _ARTICLES_OWN]
    return Cleaned("\n\n".join(kept), title, head, furniture)


def _labels_above(text: str) -> tuple[dict[str, str], str]:
    """The `key: value` lines of a markdown file's front matter or a letter's header, and the text below them."""
    m = _FRONT_MATTER.match(text) or _LETTER_HEADER.match(text)
    if not m:
        return {}, text
    pairs = (line.split(":", 1) for line in m[1].split("\n") if ":" in line and not line.startswith((" ", "\t")))
    labels = {key.strip().lower(): value.strip().strip("\"'[]") for key, value in pairs}
    return {key: value for key, value in labels.items() if value}, text[m.end() :]


def _looks_scripted(text: str) -> bool:
    """Cheap look before the search for code: almost no article has any of these."""
    return any(mark in text for mark in ("){", ") {", "});", "</", "<!--", ".push(", '"@context"', "var ", "=>"))
