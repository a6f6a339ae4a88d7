"""What the tests of the page's HTML are made of: answers to render, a reader of HTML, hostile strings."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

from hypothesis import strategies as st

from corpus.article import Article, DatelineError
from rag.answer import Answer, Citation, Took
from ui.wording import wording

EN, DE = wording("en"), wording("de")
TAGS = set(
    re.findall(
        r"\w+",
        "section h2 h3 div p span bdi a ul ol li details summary blockquote mark"
        " figure figcaption svg line circle title button",
    )
)
ATTRIBUTES = set(
    re.findall(
        r"[\w-]+",
        "class id dir lang href target rel tabindex type role aria-label aria-labelledby aria-hidden aria-pressed"
        " data-source data-status data-said data-cited data-announced data-footnoted data-verdict"
        " height x1 x2 y1 y2 cx cy r",
    )
)
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'><svg/onload=alert(1)>",
    "</blockquote></details><style>*{display:none}</style>",
    "![picture](http://trap.example/x.png)",
    "${alert(1)} {{constructor.constructor('alert(1)')()}}",
    "javascript:alert(1)",
    "\u202egnp.exe\u2066",
    "&lt;b&gt; &amp;#60;script&amp;#62;",
)
anything = st.one_of(st.sampled_from(HOSTILE), st.text(st.characters(exclude_categories=["Cs"]), max_size=40))


class Read(HTMLParser):
    """The tags, attributes and texts of a piece of HTML, and the text inside marks."""

    def __init__(self, page: str) -> None:
        super().__init__()
        page = re.sub("<!doctype html>|<(?:meta|link|input)[^>]*>", "", page)  # nothing closes these
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.marked: list[str] = []
        self.open: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        self.open.append(tag)
        if tag == "mark":
            self.marked.append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, f"</{tag}> closes something else"

    def handle_data(self, data: str) -> None:
        self.text += data
        if "mark" in self.open:
            self.marked[-1] += data


def cite(n: int = 1, **changes: Any) -> Citation:
    fields: dict[str, Any] = {
        "n": n,
        "article_id": f"a{n}",
        "version": "v1",
        "title": "A headline",
        "outlet": "The Harbour Lantern",
        "published": "2026-05-04",
        "url": None,
        "quote": "The span opened.",
        "start": 0,
        "end": 16,
    }
    return Citation(**fields | changes)


def answer(**changes: Any) -> Answer:
    fields: dict[str, Any] = {
        "question": "Who?",
        "status": "answered",
        "answer": "",
        "understood": "Who?",
        "confidence": 0.9,
        "took_ms": Took(retrieve=1, answer=1, total=2),
    }
    return Answer(**fields | changes)


def gone(article_id: str, version: str | None) -> Article:
    raise DatelineError(f"There is no article with the id {article_id}.")


def stored(text: str, language: str | None = None) -> Any:
    article = Article(id="a1", version="v1", title="t", text=text, source="s", language=language)
    return lambda article_id, version: article
