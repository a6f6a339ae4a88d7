"""Escaping: what an article or a reader wrote, made text and nothing but text in a page."""

from __future__ import annotations

import html
from urllib.parse import urlsplit


def escaped(text: str) -> str:
    """Text made safe between tags and inside quoted attributes."""
    return html.escape(text, quote=True)


def isolated(text: str, tag: str = "bdi", attributes: str = "") -> str:
    """Escaped text in an element of its own direction, so that bidi controls in it turn nothing else around."""
    return f'<{tag} dir="auto"{attributes}>{escaped(text)}</{tag}>'


def safe_link(url: str | None) -> str | None:
    """The address when following it can only open a web page: http or https with a host, else None."""
    if not url or any(ord(letter) <= 32 or ord(letter) == 127 for letter in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme.lower() in ("http", "https") and parts.hostname else None
