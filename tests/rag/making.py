"""Sentences and articles made up for tests of what is chosen from them."""

from __future__ import annotations

from corpus.article import Article, version_of
from rag.chance import FEATURES
from rag.evidence import Evidence


def article(text: str, title: str = "News", outlet: str | None = None, day: str | None = None) -> Article:
    """An article of these words; its id is its text's version."""
    version = version_of(title, text, outlet, day)
    return Article(id=version, version=version, title=title, outlet=outlet, published=day, source="test", text=text)


def evidence(source: Article, text: str, chance: float = 0.5, **signals: float) -> Evidence:
    """A sentence of an article; signals that are not given are 0."""
    start = source.text.index(text)
    values = tuple(signals.get(name, 0.0) for name in FEATURES)
    return Evidence(source, source.id, start, start + len(text), text, values, chance)
