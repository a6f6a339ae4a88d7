"""Heads: what stands above an article's first sentence: its headline, date lines, bylines, labels."""

# ruff: noqa: E501 - word lists read best as words, and patterns in one piece

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.blocks import Line
from corpus.dates import find_dates
from corpus.furniture import ends_a_sentence, is_menu_word, is_prose, is_reported
from corpus.leads import lead_of
from corpus.outlets import AGENCIES, SITE_NAMES, agency_named, is_publication

_DATE_WORDS = re.compile(
    r"(?:first |last )?(?:published|posted|updated|modified|created|date|time|uhr|by|on|at|am|pm|gmt|utc|[ecpm][ds]?t|bst|cet"
    r"|hrs?|ist|veröffentlicht|stand|publié|le|publicado|el|mon|tue|wed|thu|fri|sat|sun|\w*day|\w+tag|\w+di|mittwoch)\b\.?",
    re.IGNORECASE,
)
BYLINE = re.compile(
    r"^(?:(?:written |reported |words )?by|von|par|por|di|author|autor|reporter|text)\s*:?\s+(?P<names>(?-i:[A-ZÀ-Þ])[^.!?:;]{2,90})\.?$",
    re.IGNORECASE,
)
_NAME_AND_DAY = re.compile(
    r"^(?:[A-ZÀ-Þ][\w’'&.-]*|of|and|the)(?: (?:[A-ZÀ-Þ][\w’'&.-]*|of|and|the)){0,5}, (?:\d|[A-Z][a-z]{2,8}\.? \d).{4,24}$"
)
_PERSON = r"[A-ZÀ-Þ][\w.'’-]+(?: (?:de|van|von|der|la|el|al|bin) ?| )(?:[A-ZÀ-Þ][\w.'’-]+ ?){1,3}(?<! )"
_NAMES_ONLY = re.compile(rf"{_PERSON}(?:(?:, and|,| and| &) {_PERSON}){{0,5}}")
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+|@\w{2,}|(?:[\w-]+\.)+(?:com|org|net)", re.IGNORECASE)
_ENGAGED = re.compile(
    r"(?i:special|exclusive) (?:to|for) (?:the )?[A-Z].{2,50}|(?i:opinion )?(?i:contributors?|columnist|correspondent)"
)
_SITES = frozenset(SITE_NAMES.values())
_HEAD_PARTS = re.compile(r"\s*[|·•]\s*|(?<=\d{4})\.\s+(?=By\s)|\s{3,}")
_HEADLINE_KINDS = frozenset({"related", "section label"})


def head_parts(line: str) -> list[str]:
    """The parts of a line above an article, where each is a day, a byline or a name beside one; else none."""
    if is_date_line(line) and len(find_dates(line)) == 1:
        return [line]
    parts = [part for part in _HEAD_PARTS.split(line) if part.strip()] if len(line) < 200 else []
    telling = [part for part in parts if is_date_line(part) or BYLINE.match(part) or _names_and_dates(part)]
    if not telling or any(len(part.split()) > 6 for part in parts if part not in telling):
        return []
    return [] if ends_a_sentence(line) and not is_date_line(parts[-1]) else parts


def byline_above(lines: Sequence[str]) -> list[str]:
    """The kinds of the first two lines where one names people and the next their paper, address or engagement.

    Both are needed: a line that is only a name may be a heading. An agency's name stands alone, too.
    """
    if len(lines) > 1 and lines[0] in AGENCIES:
        return ["masthead"]
    if (
        len(lines) < 3
        or len(lines[0]) > 200
        or len(lines[1]) > 60
        or not _NAMES_ONLY.fullmatch(lines[0])
        or not any(map(is_prose, lines[2:]))
    ):
        return []
    if _ADDRESS.fullmatch(lines[1]):
        return ["byline", "contact"]
    if lines[1] in _SITES or is_publication(lines[1]) or agency_named(lines[1]):
        return ["byline", "masthead"]
    beside = lines[1].split(" | ")[1:]
    named = any(part in _SITES or is_publication(part) or _ADDRESS.fullmatch(part) for part in beside)
    return ["byline", "credit"] if named or _ENGAGED.fullmatch(lines[1]) else []


def is_dateline(line: str) -> bool:
    """A line that is nothing but a dateline: place, if any, and agency, before a dash ("Gull Bay CNN —")."""
    bare = line.rstrip(" —–")
    return bare != line and len(line) < 90 and (agency_named(bare) or lead_of(f"{line} It").agency) is not None


def _names_and_dates(part: str) -> bool:
    return bool(_NAME_AND_DAY.match(part) and find_dates(part))


def is_date_line(line: str) -> bool:
    """A line that prints a day or a time of day and nothing else: "Updated: 4 May 2026, 10:15"."""
    found = find_dates(line) if len(line) < 120 else []
    if not found:
        return False
    rest = line
    for printed in reversed(found):
        rest = rest[: printed.start] + " " + rest[printed.end :]
    rest = re.sub(r"\d{1,2}[:.]\d\d(?::\d\d)?\s*(?:[ap]\.?m\b\.?)?", " ", _DATE_WORDS.sub(" ", rest))
    return len(re.findall(r"\w+", rest)) <= 2


def mark_head(lines: list[Line], known: Sequence[str] = ()) -> str | None:
    """Mark the headline above the first sentence, date lines, bylines and labels; return the headline.

    `known` are the wordings of the headline that a page's markup gives; without any, it is looked for among the lines.
    """
    for line, kind in zip(lines, byline_above([line.text for line in lines[:9]]), strict=False):
        line.kind = kind
    for line in lines[:3]:
        line.kind = "dateline" if line.kind is None and is_dateline(line.text) else line.kind
    prose = [i for i, line in enumerate(lines) if line.kind is None and is_prose(line.text) and line.role == ""]
    if prose and prose[0] == _first_open(lines) and _may_be_headline(lines, prose):
        prose = prose[1:]
    first = prose[0] if prose else len(lines)
    second = prose[1] if len(prose) > 1 else first
    for i, line in enumerate(lines[:second]):
        if line.kind in (None, "section label", "navigation") and head_parts(line.text):
            line.kind = "date line"
        elif i < first and line.kind is None and (is_menu_word(line.text) or is_publication(line.text)):
            line.kind = "masthead" if is_publication(line.text) else "navigation"
    above = [line for line in lines[:first] if line.kind is None and line.role != "bullet"]
    above = [line for line in above if not line.text.endswith(("—", "–"))]  # a dateline of several places
    if not above:
        above = [line for line in lines[:1] if line.kind in _HEADLINE_KINDS and len(lines) > 1 and ":" in line.text]
    headline = known[0] if known else _headline_among(above)
    wordings = [_words(wording) for wording in known or [headline or ""]]
    for i, line in enumerate(lines[:second]):
        if line.kind in (None, *_HEADLINE_KINDS) and _is_headline(_words(line.text), wordings):
            line.kind = "headline"
        elif (
            i < first
            and line.kind is None
            and line.role == ""
            and len(line.text.split()) < 6
            and not ends_a_sentence(line.text)
        ):
            line.kind = "section label"
    return headline


def _is_headline(line: list[str], wordings: list[list[str]]) -> bool:
    """The line is one of the wordings, or one of them without the site's name after it."""
    return any(
        line == words or (len(line) >= 5 and words[: len(line)] == line and len(words) <= len(line) + 6)
        for words in wordings
    )


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _headline_among(above: list[Line]) -> str | None:
    """Of the lines above the first sentence: a heading, else the first of four words or more, else the longest."""
    heading = next((line.text for line in above if line.role == "heading" and len(line.text.split()) >= 3), None)
    long = next((line.text for line in above if len(line.text.split()) >= 4), None)
    return heading or long or max((line.text for line in above), key=len, default=None)


def _first_open(lines: list[Line]) -> int:
    return next((i for i, line in enumerate(lines) if line.kind is None), 0)


def _may_be_headline(lines: list[Line], prose: list[int]) -> bool:
    """A first line that asks or exclaims in up to 18 words, over an article, is its headline."""
    text = lines[prose[0]].text
    return len(prose) > 1 and len(text.split()) <= 18 and text.endswith(("?", "!")) and not is_reported(text)
