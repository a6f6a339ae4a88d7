"""Provenance: what is known of one stored article, where each value was found, and which articles print the same."""

from __future__ import annotations

from typing import Any

from rag.copies import copies_of, head_of
from rag.store import Store

_SHOWN = ("title", "outlet", "authors", "published", "modified", "dateline", "agency", "language", "url", "source")


def article_status(store: Store, article_id: str) -> dict[str, Any]:
    """The article's values, their origins in words, how many versions it has, and its copies.

    {"id", "version", "fields": {name: value}, "origin": {name: words}, "versions", "copy_of": id or None,
    "copies": [ids], "dated_copies": {id: published}}. The last says, for an article without a full date, which days
    its copies print: a hint for the reader, and never taken for the article's own.
    Raises DatelineError when there is no such article.
    """
    article = store.article(article_id)
    copies = copies_of(store, article.id)
    head = head_of(store, article.id)
    undated = article.published is None or article.published.startswith("--")
    others = store.articles(copies) if undated else {}
    return {
        "id": article.id,
        "version": article.version,
        "fields": {name: getattr(article, name) for name in _SHOWN},
        "origin": article.origin,
        "versions": len(store.versions_of(article.id)),
        "copy_of": head if head != article.id else None,
        "copies": copies,
        "dated_copies": {each: day for each in others if (day := others[each].published) and not day.startswith("--")},
    }
