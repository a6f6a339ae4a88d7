"""History: the versions of an article, and what changed from each to the next, sentence by sentence."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Any

from corpus.article import Article
from rag.sentences import sentence_spans
from rag.store import Store

_COMPARED = ("title", "outlet", "published", "modified", "authors", "url")


@dataclass(frozen=True)
class Change:
    """What one field said before and after; "" or None where it said nothing. `field` is "text" for sentences."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True)
class Edition:
    """One version of an article, with what it changed of the one before it."""

    article_id: str
    version: str
    stored_at: str | None  # when it came in (UTC, ISO); None where that was not kept
    current: bool
    title: str
    outlet: str | None
    published: str | None
    changes: list[Change]

    def model_dump(self) -> dict[str, Any]:
        """The edition as JSON."""
        return asdict(self)


def history(store: Store, article_id: str) -> list[Edition]:
    """The versions of an article, oldest first. Raises DatelineError when there is no such article."""
    current = store.article(article_id).version
    held = store.versions_of(article_id)
    changes = [[], *(_changes(before, after) for (before, _), (after, _) in pairwise(held))]
    return [
        Edition(
            article_id=article.id,
            version=article.version,
            stored_at=stored_at,
            current=article.version == current,
            title=article.title,
            outlet=article.outlet,
            published=article.published,
            changes=changed,
        )
        for (article, stored_at), changed in zip(held, changes, strict=True)
    ]


def _changes(before: Article, after: Article) -> list[Change]:
    fields = [
        Change(name, getattr(before, name), getattr(after, name))
        for name in _COMPARED
        if getattr(before, name) != getattr(after, name)
    ]
    return fields + _changed_sentences(before.text, after.text)


def _changed_sentences(before: str, after: str) -> list[Change]:
    """Sentences taken out, put in, and rewritten in place, in the order of the text."""
    old, new = ([" ".join(text[start:end].split()) for start, end in sentence_spans(text)] for text in (before, after))
    found: list[Change] = []
    for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        rewritten = min(j - i, m - k)
        found += [Change("text", old[i + n], new[k + n]) for n in range(rewritten)]
        found += [Change("text", sentence, "") for sentence in old[i + rewritten : j]]
        found += [Change("text", "", sentence) for sentence in new[k + rewritten : m]]
    return found
