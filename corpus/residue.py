"""Residue: scripts, tags and markdown markers that a scrape left in a text, cut out without touching a word."""

from __future__ import annotations

import re

MIN_CODE_CHARS = 20  # anything shorter may be an article naming a command

_NAME = r"[A-Za-z_$][\w$]{0,60}"  # bounded, as all below: a run of the same takes no longer for it
_CHAIN = rf"{_NAME}(?:\.{_NAME}|\[[^\]\n]{{1,60}}\]){{1,12}}"
_STATEMENT = rf"""(?:
    (?:var|let|const)\s+[\w$]+\s*=
  | [!(;]{{0,5}}\(?(?:async\s+)?function\s*[\w$]*\s*\([^)\n]{{0,80}}\)\s*\{{
  | \(\s*\([^)\n]{{0,40}}\)\s*=>
  | (?:if|while|for|switch)\s*\((?=[^\n]{{0,200}}[)=!&|<>.])(?=[^\n]{{0,400}}\{{)
  | \(\s*{_NAME}\s*=\s*{_CHAIN} | (?:\$|jQuery)\((?=['"\w])
  | try\s*\{{ | else\s*(?:\{{|if\s*\() | import\s*\(
  | {_CHAIN}\s*(?:\+?=(?!=)|\(|\+\+)(?<!\s\()
  | {_NAME}\((?:\{{|function\b|['"][^'"\n]*['"]\s*,)
  | @(?:media|import|font-face|keyframes|charset)\b[^\n;{{]{{0,80}}[;{{]
  | [.#]?[A-Za-z][\w-]*(?:[ ,.\#>:+~]{{1,3}}[\w-]+){{0,8}}\s*\{{\s*[\w-]+\s*:[^;{{}}\n]+[;}}]
  | \{{\s*"@(?:context|type|graph)"\s*:
  | \#{{[^}}\n]*\}}
)"""
_START = re.compile(rf"(?:^[ \t]*|(?<=[.!?;)}}>\"”’…])\s*)(?P<code>{_STATEMENT})", re.VERBOSE | re.MULTILINE)
_GOES_ON = re.compile(
    rf"\(|\s*(?:[;}})\]]|\.{_NAME}\(|{_STATEMENT}|(?:return|throw|break|continue|catch|finally)\b\s*[({{;\w'\"]"
    rf"|{_NAME}\s*=[^=]|{_NAME}\()",
    re.VERBOSE,
)
_PROSE = re.compile(r"\s*[\"“‘'(]?[A-Za-zÀ-ÿ][\w’'-]*,? [A-Za-zÀ-ÿ(\"“‘$£€\d]")
_PROSE_LINE = re.compile(r"^[ \t]*[\"“‘'(]?[A-ZÀ-Þ][^{};=<>|]{25,}$")
_OPENED = re.compile(r"<(script|style|noscript|iframe)\b[^<>]*>|<(!--)", re.IGNORECASE)
_TAG = re.compile(r"</?(?:a|abbr|article|aside|b|blockquote|br|div|em|figcaption|figure|font|footer|h[1-6]|header|hr|i"
                  r"|iframe|img|li|main|nav|ol|p|section|small|span|strong|sub|sup|table|tbody|td|th|tr|u|ul"
                  r")(?:\s[^<>]*)?/?>", re.IGNORECASE)  # fmt: skip

_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\u200b\u2060]")
_SURROGATES = re.compile(r"[\ud800-\udfff]")
_QUOTE_MARK = re.compile(r"^\s{0,3}>\s?")
_HEADING = re.compile(r"^\s{0,3}#{1,6}\s+(.*?)\s*#*\s*$")
_BULLET = re.compile(r"^\s*[-*•‣▪▸►▶·◦]\s+(.*)$")
_MARKER = re.compile(r"[*_`~\[\]\\<]")
_IMAGE = re.compile(r"!\[[^\]\n]{0,300}\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)?\)")
_LINK = re.compile(r"\[([^\[\]\n]+)\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)?\)")
_AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^<>\s]+)>")
_EMPHASIS = [
    re.compile(r"\*\*(?=\S)([^*\n]+?)(?<=\S)\*\*"),
    re.compile(r"(?<!\w)__(?=\S)([^_\n]+?)(?<=\S)__(?!\w)"),
    re.compile(r"(?<![\w*\\])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\w*])"),
    re.compile(r"(?<!\w)_(?=\S)([^_\n]+?)(?<=\S)_(?!\w)"),
    re.compile(r"~~(?=\S)([^~\n]+?)~~"),
    re.compile(r"`([^`\n]+)`"),
]
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!>|~-])")


def printable(text: str) -> str:
    """The text with plain line ends, without control characters, and with lone surrogates as U+FFFD."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    return _SURROGATES.sub("\ufffd", _CONTROLS.sub("", text)).replace("\xa0", " ")


def cut_code(text: str) -> tuple[str, list[str]]:
    """The text without code, and the pieces of code cut from it; every other character stays as it is."""
    text, cut = _cut_elements(text)
    text = _TAG.sub(lambda m: "\n" if m.group()[1:4].lower().strip("/ >") in {"br", "p", "div", "li"} else "", text)
    spans = code_spans(text)
    return _without(text, spans), cut + [text[start:end] for start, end in spans]


def strip_markers(line: str) -> tuple[str, str]:
    """The line without markdown markers, and what they said it is: "heading", "bullet" or ""."""
    role = ""
    line = _QUOTE_MARK.sub("", line)
    if m := _HEADING.match(line):
        role, line = "heading", m[1]
    elif m := _BULLET.match(line):
        role, line = "bullet", m[1]
    if not _MARKER.search(line):
        return line.strip(), role
    line = _LINK.sub(r"\1", _IMAGE.sub("", line))
    line = _AUTOLINK.sub(r"\1", line)
    for emphasis in _EMPHASIS:
        line = emphasis.sub(r"\1", line)
    return _ESCAPE.sub(r"\1", line).strip(), role


def code_spans(text: str) -> list[tuple[int, int]]:
    """Spans of script and style code, each from its first statement to its last."""
    spans: list[tuple[int, int]] = []
    at = 0
    while m := _START.search(text, at):
        start = m.start("code")
        end = _code_end(text, start)
        fragment = text[start:end]
        if len(fragment) >= MIN_CODE_CHARS and sum(fragment.count(c) for c in "(){}=;") >= 2:
            spans.append((start, end))
            at = end
        else:
            at = m.end()
    return spans


def _code_end(text: str, start: int) -> int:
    """Where the code ends that starts here: at the first statement end that is not followed by more code."""
    depth, i, quote, last_end = 0, start, "", start
    while i < len(text):
        c = text[i]
        if quote:
            i += 1 if c == "\\" else 0
            quote = "" if c in (quote, "\n") else quote
        elif c in "\"'`":
            quote = c
        elif c in "([{":
            depth += 1
        elif c in ")]}":
            depth = max(0, depth - 1)
            if depth == 0:
                last_end = i + 1
                if (c == "}" or _PROSE.match(text, i + 1)) and not _GOES_ON.match(text, i + 1):
                    return i + 1
        elif c == ";":
            last_end = i + 1
            if depth == 0 and not _GOES_ON.match(text, i + 1):
                return i + 1
        if c == "\n" and _stops_at_line(text, i + 1, depth):
            return i
        i += 1
    return _back_to_prose(text, last_end) if depth else len(text)


def _stops_at_line(text: str, at: int, depth: int) -> bool:
    line_end = text.find("\n", at)
    line = text[at : line_end if line_end >= 0 else len(text)]
    if depth == 0:
        return not _GOES_ON.match(text, at)
    return bool(_PROSE_LINE.match(line)) or (not line.strip() and not _GOES_ON.match(text, at))


def _back_to_prose(text: str, last_end: int) -> int:
    """Code that was cut off mid-way ends at its last bracket or semicolon if a sentence follows, else at the end."""
    return last_end if _PROSE.match(text, last_end) else len(text)


def _cut_elements(text: str) -> tuple[str, list[str]]:
    """Whole <script>, <style>, <iframe> elements and comments out; one that is never closed stays."""
    spans: list[tuple[int, int]] = []
    at = 0
    while m := _OPENED.search(text, at):
        closing = re.compile("-->" if m[2] else rf"</{m[1]}[^<>]*>", re.IGNORECASE).search(text, m.end())
        end = closing.end() if closing else 0
        if end:
            spans.append((m.start(), end))
        at = end or len(text)
    return _without(text, spans), [text[start:end] for start, end in spans]


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    """The text without the spans, a space where two words would otherwise grow together."""
    kept: list[str] = []
    at = 0
    for start, end in spans:
        kept.append(text[at:start])
        glued = start > 0 and end < len(text) and not text[start - 1].isspace() and not text[end].isspace()
        kept.append(" " if glued else "")
        at = end
    return "".join([*kept, text[at:]])
