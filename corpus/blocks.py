"""Blocks: runs of lines that are furniture together: pleas, lists of other articles, menus, comments, the tail."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from corpus.furniture import ends_a_sentence, is_menu_word, is_prose, is_reported, speaks_to_reader

MAX_PLEA_LINES = 40
_SALUTATION = re.compile(r"^(?:dear|hello|hi) \w+", re.IGNORECASE)
_SIGN_OFF = re.compile(
    r"^(?:thank you|thanks|sincerely|yours|best|regards|with gratitude|gratefully|warmly)\b.{0,40}$", re.I
)
_ROLE = re.compile(r",\s*(?:\w+[ -]){0,3}(?:CEO|editor|publisher|director|founder|president|chair\w*|manager)\b", re.I)
_PERSON = re.compile(r"^[A-ZÀ-Þ][\w.'’-]+(?: [A-ZÀ-Þ][\w.'’-]+){1,3}$")
_COMMENT_TRACE = re.compile(
    r"\bsays:$|\b(?:minutes?|hours?|days?) ago\b|^reply$|^name ?\*|^post comment$|^(?:leave|post) a (?:reply|comment)",
    re.I,
)
_INNER_STOP = re.compile(r"[.!?…][\"'”’)]*\s*\w")
_TAIL_KINDS = frozenset(
    {"related", "comments", "membership", "legal", "contact", "credit", "section label", "navigation", "plea"}
)


@dataclass
class Line:
    """A line of a page: its words, what markup said of it, and what kind of furniture it is, if any."""

    text: str
    role: str = ""  # "heading", "bullet" or ""
    kind: str | None = None
    place: str = ""  # in an HTML page: "caption" below a picture, "link" where all of the line is one, or ""


def mark_pleas(lines: list[Line]) -> None:
    """A plea runs from its salutation or first appeal to its last appeal, signature or offer."""
    i = 0
    while i < len(lines):
        if lines[i].kind != "plea":
            i += 1
            continue
        letter = bool(_SALUTATION.match(lines[i].text))
        end, signed, patience = i, False, 2
        for j, line in enumerate(lines[i + 1 : i + MAX_PLEA_LINES], i + 1):
            signature = signed and (_ROLE.search(line.text) or _PERSON.match(line.text)) and j - end <= 2
            if line.kind in ("plea", "newsletter", "membership") or signature:
                end = j
            elif _SIGN_OFF.match(line.text) and len(line.text) < 60:
                end, signed = j, True
            elif line.kind is None and line.role != "bullet" and ends_a_sentence(line.text):
                patience -= not speaks_to_reader(line.text)
                if signed or not letter or patience < 0:
                    break
        if end == i and _SALUTATION.match(lines[i].text):
            lines[i].kind = None  # an open letter is an article
        for line in lines[i + 1 : end]:
            line.kind = line.kind or "plea"
        for line in lines[i : end + 1]:
            line.kind = "plea" if line.kind is None and end > i else line.kind
        i = end + 1


def mark_related(lines: list[Line]) -> None:
    """After "Related" or "Most popular", headlines are other articles' until a sentence comes.

    A label with its own headline beside it ("Related: Bridge closed") opens no list.
    """
    listing = False
    for line in lines:
        if line.kind == "related":
            listing = listing or not re.search(r":\s*\w", line.text)
        elif line.kind in (None, "date line"):
            headline = not is_prose(line.text) and not line.text.endswith((".", ":"))
            listing = listing and (headline or (line.role == "bullet" and len(line.text) < 160))
            line.kind = "related item" if listing else line.kind


def mark_related_runs(lines: list[Line]) -> None:
    """Three or more bullets that read as headlines, with no colon before them, are links to other articles."""
    i = 0
    while i < len(lines):
        run = i
        while run < len(lines) and lines[run].role == "bullet" and _reads_as_headline(lines[run].text):
            run += 1
        announced = i > 0 and lines[i - 1].text.rstrip().endswith((":", "points", "glance", "Highlights"))
        facts = sum(bool(re.match(r"[^:]{3,60}:\s", line.text)) for line in lines[i:run])
        words = sum(len(line.text.split()) for line in lines[i:run])
        if (
            run - i >= 3
            and not announced
            and facts * 2 < run - i
            and words >= 6 * (run - i)
            and (run == len(lines) or lines[run].role != "bullet")
        ):
            for line in lines[i:run]:
                line.kind = "related item"
        i = max(run, i + 1)


def mark_linked(lines: list[Line]) -> None:
    """A line that is nothing but a link and reads as a headline is another article's; so are two or more links in a
    row, with the heading over them, and every link below the last sentence.
    """
    last = max((i for i, line in enumerate(lines) if line.place != "link" and is_prose(line.text)), default=len(lines))
    for i, line in enumerate(lines):
        if line.place != "link" or line.kind:
            continue
        words = len(line.text.split())
        beside = words >= 4 and any(_is_long_link(near) for near in (*lines[i - 1 : i], *lines[i + 1 : i + 2]))
        alone = line.role != "heading" and _reads_as_headline(line.text) and not _INNER_STOP.search(line.text)
        if i > last or beside or alone:
            line.kind = "related item"
    for over, line in pairwise(lines):
        if over.role == "heading" and line.kind == "related item" and not is_prose(over.text):
            over.kind = over.kind or "related item"


def _is_long_link(line: Line) -> bool:
    return line.place == "link" and len(line.text.split()) >= 4


def _reads_as_headline(text: str) -> bool:
    words = len(text.split())
    return 4 <= words <= 22 and (text[0].isupper() or not text[0].isalpha()) and not re.search(r"[.;:,]$", text)


def mark_repeats(lines: list[Line], captions: bool = True) -> None:
    """A line printed twice in a row is a caption, unless the whole page is doubled: then one of each stays.

    Without `captions`, where markup tells which lines stand below pictures, one of each stays anyway.
    """
    twins = [
        (a, b) for a, b in pairwise(lines) if same_words(a.text, b.text) and len(a.text) > 3 and a.role != "heading"
    ]
    doubled = len(twins) > 3 and len(twins) * 4 > len(lines)
    for a, b in twins:
        caption = captions and not doubled and a is not lines[0] and (a.kind == "caption" or len(a.text.split()) <= 35)
        b.kind = b.kind or ("caption" if caption else "repeat")
        a.kind = a.kind or ("caption" if caption and not is_reported(a.text) else None)


def mark_menus(lines: list[Line]) -> None:
    """Runs of three or more lines of a word or two, where at least two name sections, are menus."""
    i = 0
    while i < len(lines):
        run = i
        while run < len(lines) and len(lines[run].text.split()) <= 3 and not ends_a_sentence(lines[run].text):
            run += 1
        if run - i >= 3 and sum(is_menu_word(line.text) for line in lines[i:run]) >= 2:
            for line in lines[i:run]:
                line.kind = line.kind or "navigation"
        i = max(run, i + 1)


def mark_comments(lines: list[Line]) -> None:
    """Where a comment section opens (and readers' answers or its form follow), the rest of the page is comments."""
    above = 0
    for i, line in enumerate(lines):
        above += line.kind is None
        if (
            line.kind == "comments"
            and above >= 2
            and any(_COMMENT_TRACE.search(after.text) for after in lines[i : i + 8])
        ):
            for after in lines[i:]:
                after.kind = "comments"
            return


def mark_tail(lines: list[Line]) -> None:
    """Below the last sentence, all after the first furniture is furniture; so is a heading with nothing under it."""
    last = max((i for i, line in enumerate(lines) if line.kind is None and is_prose(line.text)), default=-1)
    if last < 0:
        return
    opens = next((i for i in range(last + 1, len(lines)) if lines[i].kind in _TAIL_KINDS), len(lines))
    for line in lines[opens:]:
        line.kind = line.kind or "tail"
    for line in reversed(lines[last + 1 :]):
        if line.kind is None and line.role != "heading":
            return
        line.kind = line.kind or "tail"


def same_words(a: str, b: str) -> bool:
    return _words(a) == _words(b)


@lru_cache(maxsize=64)
def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())
