"""Article: what a cleaned article is, and how it gets its id and its version."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from pydantic import BaseModel, ConfigDict, Field

_TRACKING = re.compile(r"^(utm_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|ocid|cmpid|smid|ref|ref_src)$")


class DatelineError(Exception):
    """An error meant for the person at the keyboard: its message is a whole sentence."""


@dataclass(frozen=True)
class Unreadable:
    """A source that gave no article, and why, in plain words."""

    source: str
    reason: str
    id: str | None = None


@dataclass(frozen=True)
class Unmodified:
    """An address whose server, or feed, says that nothing changed since it was read last."""

    source: str


# How the origin of a title begins that is no headline.
NO_HEADLINE = "the page prints no headline"


class Article(BaseModel):
    """One version of one article, cleaned. Character spans anywhere in Dateline point into `text`."""

    model_config = ConfigDict(frozen=True)

    id: str
    version: str
    title: str
    outlet: str | None = None
    authors: list[str] = Field(default_factory=list)
    published: str | None = None  # datetime, YYYY-MM-DD, YYYY-MM, YYYY, or --MM-DD (no year)
    modified: str | None = None  # when the outlet last changed it, in a form of `published`
    dateline: str | None = None  # the place
    agency: str | None = None  # the news agency credited inside another outlet's page
    language: str | None = None  # two letters
    url: str | None = None
    text: str  # paragraphs separated by a blank line
    left_out: list[str] = Field(default_factory=list)  # lines of its page that the outlet prints in every article
    source: str  # the path or URL it was read from
    origin: dict[str, str] = Field(default_factory=dict)  # field -> where its value was found, in words
    extra: dict[str, Any] = Field(default_factory=dict)  # unknown keys of imported JSON, kept

    @property
    def has_headline(self) -> bool:
        """Whether `title` is a headline; else it is the first words of the text, since the page prints none."""
        return not self.origin.get("title", "").startswith(NO_HEADLINE)


def version_of(title: str, text: str, outlet: str | None, published: str | None) -> str:
    """Twelve hex digits that change whenever what the reader would see quoted or credited changes."""
    content = json.dumps([title, text, outlet, published], ensure_ascii=False)
    return _twelve_hex(content)


def article_id(given: str | None, url: str | None, source: str) -> str:
    """The id an article keeps over its versions: the given one, else one from its URL, else from its source."""
    if given:
        return given
    return "a" + _twelve_hex(canonical_url(url) if url else source)


def canonical_url(url: str) -> str:
    """The URL without what does not name the page: fragment, tracking parameters, scheme and host case.

    An address that cannot be parsed is returned as it is.
    """
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        return url.strip()
    host = (parts.hostname or "").removeprefix("www.")
    if port not in (None, 80, 443):
        host = f"{host}:{port}"
    kept = [(k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.match(k.lower())]
    scheme = "https" if parts.scheme in ("http", "https") else parts.scheme
    return urlunsplit((scheme, host, parts.path.rstrip("/"), urlencode(sorted(kept)), ""))


def _twelve_hex(content: str) -> str:
    return hashlib.sha256(content.encode("utf-8", "backslashreplace")).hexdigest()[:12]
