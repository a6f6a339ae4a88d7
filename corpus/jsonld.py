"""JSON-LD: what a page's linked-data scripts say of the article, as plain dictionaries."""

from __future__ import annotations

import html
import json
import re
from typing import Any

import lxml.html  # type: ignore[import-untyped]

MAX_OBJECTS = 2_000  # of one page; a page with more is no article
_ARTICLE_TYPE = re.compile(r"(?:Article|Posting|Report|Review)$")
_AROUND = re.compile(r"^\s*(?:<!--|/\*\s*<!\[CDATA\[\s*\*/|//\s*<!\[CDATA\[)|(?:-->|/\*\s*\]\]>\s*\*/|//\s*\]\]>)\s*$")


def described_articles(tree: lxml.html.HtmlElement) -> list[dict[str, Any]]:
    """The objects that describe an article, in order, then those that describe the page it is on.

    Author and publisher that are given as a reference to another object of the page are put in their place. Broken
    JSON is passed over.
    """
    objects = _objects(tree)
    by_id = {item["@id"]: item for item in objects if isinstance(item.get("@id"), str) and "name" in item}
    articles = [item for item in objects if any(_ARTICLE_TYPE.search(kind) for kind in _types(item))]
    pages = [item for item in objects if "WebPage" in _types(item) and "datePublished" in item]
    return [
        {key: _resolved(value, by_id) if key in ("author", "publisher") else value for key, value in item.items()}
        for item in articles + pages
    ]


def names_of(value: Any) -> list[str]:
    """Names from a string, an object with a name or a list of either; no addresses."""
    values = value if isinstance(value, list) else [value]
    names = [v.get("name") if isinstance(v, dict) else v for v in values]
    flat = [n for name in names for n in (name if isinstance(name, list) else [name])]
    kept = [re.sub(r"^[Bb]y\s+", "", html.unescape(n).strip()) for n in flat if isinstance(n, str)]
    return [name for name in dict.fromkeys(kept) if name and "//" not in name and len(name) <= 100]


def _objects(tree: lxml.html.HtmlElement) -> list[dict[str, Any]]:
    """Every object at the top of a script, in a list there, or under @graph and mainEntity."""
    found: list[dict[str, Any]] = []
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        try:
            todo: list[Any] = [json.loads(_AROUND.sub("", script.text or ""), strict=False)]
        except (ValueError, RecursionError):
            continue
        while todo and len(found) < MAX_OBJECTS:
            item = todo.pop(0)
            if isinstance(item, list):
                todo.extend(item)
            elif isinstance(item, dict):
                found.append(item)
                todo.extend(item[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in item)
                todo.extend(v for key in ("author", "publisher") if isinstance(v := item.get(key), dict) and "@id" in v)
    return found


def _types(item: dict[str, Any]) -> list[str]:
    types = item.get("@type")
    return [str(kind) for kind in (types if isinstance(types, list) else [types])]


def _resolved(value: Any, by_id: dict[str, dict[str, Any]]) -> Any:
    """The objects a value refers to in the place of the references."""
    if isinstance(value, list):
        return [_resolved(each, by_id) for each in value]
    if isinstance(value, dict) and "name" not in value:
        return by_id.get(str(value.get("@id")), value)
    return value
