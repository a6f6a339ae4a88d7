"""Escaping: what an article or a reader wrote, made text and nothing but text in a page."""

from __future__ import annotations

import html
import json
import unicodedata
from typing import Any
from urllib.parse import urlsplit

_BEGINS, _ENDS = "\u2066\u2067\u2068", "\u2069"
_PARAGRAPH_ENDS = "\n\r\x1c\x1d\x1e\x85\u2029"


def escaped(text: str) -> str:
    """Text made safe between tags and inside quoted attributes."""
    return html.escape(text, quote=True)


def isolated(text: str, tag: str = "bdi", attributes: str = "") -> str:
    """Escaped text in an element of its own direction, so that bidi controls in it turn nothing else around.

    A U+2069 that ends no isolate of the text would end the element's own; it prints nothing and is left out.
    """
    return f'<{tag} dir="auto"{attributes}>{escaped(_without_stray_ends(text))}</{tag}>'


def _without_stray_ends(text: str) -> str:
    if _ENDS not in text:
        return text
    kept, depth = [], 0
    for letter in text:
        if letter == _ENDS:
            if not depth:
                continue
            depth -= 1
        elif letter in _BEGINS:
            depth += 1
        elif letter in _PARAGRAPH_ENDS:  # isolates end with their paragraph (UAX 9, BD2 and X8)
            depth = 0
        kept.append(letter)
    return "".join(kept)


def direction(text: str) -> str:
    """Which way a text runs, "rtl" or "ltr": that of its first letter, as `dir="auto"` tells it."""
    kinds = (unicodedata.bidirectional(letter) for letter in text)
    return "rtl" if next((kind for kind in kinds if kind in ("L", "R", "AL")), "L") != "L" else "ltr"


def safe_link(url: str | None) -> str | None:
    """The address when following it can only open a web page: http or https with a host, else None."""
    if not url or any(ord(letter) <= 32 or ord(letter) == 127 for letter in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme.lower() in ("http", "https") and parts.hostname else None


def writable(value: Any) -> Any:
    """A JSON value with "?" for every half of a character: "\\ud83c" alone can be read, and never written again."""
    return json.loads(json.dumps(value, ensure_ascii=False).encode("utf-8", "replace"))
