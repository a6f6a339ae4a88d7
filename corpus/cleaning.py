"""Cleaning: furniture out. HTML by trafilatura, scraped plain text by our own rules; no kept word is rewritten."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import pairwise

import lxml.html  # type: ignore[import-untyped]

from corpus.blocks import (
    Line,
    mark_comments,
    mark_linked,
    mark_menus,
    mark_pleas,
    mark_related,
    mark_related_runs,
    mark_repeats,
    mark_tail,
)
from corpus.furniture import certain_kind_of, ends_a_sentence, kind_of
from corpus.heads import byline_above, is_dateline, mark_head
from corpus.pages import article_lines, drop_hover_cards, drop_unseen, page_titles, visible_lines
from corpus.residue import cut_code, printable, strip_markers

MIN_BODY_WORDS = 25  # below this, what was found is taken for a miss
MAX_ELEMENTS = 60_000  # of a page; a long live report has some 10,000, and 60,000 take about ten seconds
WRAPPED_AT = 100  # characters: where no line is longer, lines may be pieces of paragraphs
ENOUGH_WORDS = 60  # below this, trafilatura's second opinion is asked for; it counts if it is three times as long
_FRONT_MATTER = re.compile(
    r"\s*---[ \t]*\n((?:[A-Za-z_][\w -]*:[^\n]*\n|[ \t][^\n]*\n|\n|- [^\n]*\n){1,60})---[ \t]*(?:\n|$)"
)
_LETTER_HEADER = re.compile(
    r"\s*((?:(?:from|to|cc|date|subject|reply-to|title|headline|author|source|outlet|publication|published|url|link"
    r"|language|place):[ \t][^\n]{1,300}\n){2,12})[ \t]*(?:\n|$)",
    re.IGNORECASE,
)
_ARTICLES_OWN = frozenset({"date line", "headline", "dateline"})
_SKIP_BUTTON = re.compile(r"(?<=[.!?…\"”’)])[ \t]+Skip advert(?=\s|$)[ \t]*", re.MULTILINE)  # between two sentences
MAX_LISTED = 12  # headlines under the last label of a text


class OversizedError(ValueError):
    """A page larger than any article, which would take minutes to read; the message says so."""


@dataclass(frozen=True)
class Cleaned:
    """What cleaning made of a page: the article's text, and what it took away, by kind, for the metadata."""

    text: str
    title: str | None = None
    head: list[str] = field(default_factory=list)  # date lines and bylines, in order
    furniture: list[tuple[str, str]] = field(default_factory=list)  # (kind, line)
    code: list[str] = field(default_factory=list)
    labels: dict[str, str] = field(default_factory=dict)  # front matter of a markdown file
    visible: list[str] = field(default_factory=list)  # of an HTML page: every line a reader sees, in order
    dateline: str = ""  # place and agency where they stand in a line of their own above the text

    @property
    def told(self) -> str:
        """The text as it would stand in print, after its dateline."""
        return f"{self.dateline} {self.text}".lstrip()


def clean_text(raw: str) -> Cleaned:
    """Cut scraped plain text or markdown down to the article: its paragraphs, separated by a blank line."""
    labels, body = _labels_above(printable(raw))
    body, code = cut_code(_SKIP_BUTTON.sub("\n\n", body))
    lines = _lines_of(body)
    mark_repeats(lines)
    mark_menus(lines)
    mark_related_runs(lines)
    title = mark_head(lines)
    cleaned = _finish(lines, title)
    return replace(cleaned, title=title, code=code, labels=labels)


def clean_html(tree: lxml.html.HtmlElement, title: str | None = None) -> Cleaned:
    """Cut a parsed page down to the article, by trafilatura and then by the line rules.

    Where trafilatura finds no article, the lines that a reader sees are cleaned as a plain text.
    Raises OversizedError on a page of too many elements, RecursionError on one nested too deeply.
    """
    if sum(1 for _ in tree.iter()) > MAX_ELEMENTS:
        raise OversizedError(f"the page has over {MAX_ELEMENTS:,} elements; that is no article")
    drop_hover_cards(tree)
    drop_unseen(tree)
    visible = visible_lines(tree)
    titles = [*([title] if title else []), *page_titles(tree)]
    seen = [line.text for line in visible]
    cleaned = Cleaned("")
    for enough, lines in zip(
        (ENOUGH_WORDS, MIN_BODY_WORDS, MIN_BODY_WORDS), article_lines(tree, visible), strict=False
    ):
        found = _clean_lines(lines, title, titles)
        if len(found.text) > 3 * len(cleaned.text):
            cleaned = found
        if len(cleaned.text.split()) >= enough:
            return replace(cleaned, visible=seen)
    plain = clean_text("\n".join(seen))
    return replace(plain if len(plain.text) > len(cleaned.text) else cleaned, visible=seen)


def _clean_lines(lines: list[Line], title: str | None, titles: list[str]) -> Cleaned:
    for line in lines:
        line.kind = "caption" if line.place == "caption" else kind_of(line.text)
    mark_repeats(lines, captions=False)
    mark_linked(lines)
    mark_head(lines, titles or [""])
    return _finish(lines, title)


def clean_imported(text: str) -> Cleaned:
    """Text from JSON without code and without lines that no article says anywhere; every other character is kept.

    Where all lines are short, paragraphs run over several of them, and only a line that stands alone is judged. A
    text of which nothing would be left is kept whole: whoever gave it calls it an article.
    """
    given = printable(text).strip()
    text, code = cut_code(printable(text)) if _looks_scripted(text) else (printable(text), [])
    text = _SKIP_BUTTON.sub("\n\n", text)
    lines = text.split("\n")
    wrapped = len(lines) > 1 and max(map(len, lines)) <= WRAPPED_AT
    kinds: list[str | None] = []
    for before, line, after in zip(["", *lines], lines, [*lines[1:], ""], strict=False):
        alone = not wrapped or not (before.strip() or after.strip())
        kinds.append(certain_kind_of(line) if alone else None)
    _mark_edges(lines, kinds)
    furniture = [(kind, line.strip()) for line, kind in zip(lines, kinds, strict=True) if kind]
    kept = [line for line, kind in zip(lines, kinds, strict=True) if not kind]
    left = re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()
    if not left:
        return Cleaned(given)
    dateline = next((line for kind, line in furniture if kind == "dateline"), "")
    return Cleaned(left, furniture=furniture, code=code, dateline=dateline)


def _mark_edges(lines: list[str], kinds: list[str | None]) -> None:
    """Byline and dateline above the first sentence, and the headlines under a label that closes the text."""
    printed = [i for i, line in enumerate(lines) if line.strip()]
    above = [i for i in printed if kinds[i] is None][:9]
    while above:  # until nothing more is found, so that cleaning again finds nothing either
        found = list(zip(above, byline_above([lines[i].strip() for i in above]), strict=False))
        found = found or [(i, "dateline") for i in above[:3] if is_dateline(lines[i].strip())][:1]
        if not found:
            break
        for i, kind in found:
            kinds[i] = kind
        above = [i for i in printed if kinds[i] is None][:9]
    sentences = [i for i in printed if kinds[i] is None and ends_a_sentence(lines[i]) and not lines[i].endswith("?")]
    last = max(sentences, default=len(lines))
    listed = [i for i in printed if i > last]
    label = next((i for i in listed if kinds[i] == "related" and lines[i].rstrip().endswith(":")), None)
    if label is not None and len(listed) <= MAX_LISTED:
        for i in listed:
            kinds[i] = kinds[i] or ("related" if i > label else None)


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
    dateline = next((line.text for line in lines if line.kind == "dateline"), "")
    return Cleaned("\n\n".join(kept), title, head, furniture, dateline=dateline)


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
