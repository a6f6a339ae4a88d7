"""The reading view: the stored words of the version that was cited, marked where the citation says."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from rag.archive import Archive
from tests.ui.conftest import BRIDGE
from tests.ui.pieces import EN, HOSTILE, TAGS, Read, stored
from ui.reading import read_marks, render_article

OWN_TAGS = TAGS | {"article", "h1", "footer"}


def test_the_quote_of_an_answer_is_marked_in_its_article(filled: Archive, web: Any) -> None:
    cited = filled.ask("Who opened the Cormorant Bridge?").citations[0]
    address = f"/read?article={cited.article_id}&version={cited.version}&mark={cited.start}-{cited.end}"
    with TestClient(web) as client:
        response = client.get(address)
    read = Read(response.text)
    assert response.status_code == 200 and read.marked == [cited.quote]
    for words in (
        BRIDGE["title"],
        "The Harbour Lantern · 4 May 2026",
        "The bridge is 640 metres long",
        "lantern.example",
    ):
        assert words in read.text
    assert "default-src 'none'" in response.headers["content-security-policy"]
    assert "script-src" not in response.headers["content-security-policy"]


def test_an_earlier_version_is_readable_and_says_that_it_is_one(
    filled: Archive, web: Any, write_jsonl: Callable[..., Path]
) -> None:
    before = filled.article("bridge").version
    list(filled.ingest([write_jsonl({**BRIDGE, "text": BRIDGE["text"].replace("900", "950")})]))
    with TestClient(web) as client:
        old = client.get(f"/read?article=bridge&version={before}").text
        new = client.get("/read?article=bridge").text
    assert "crowd of 900" in old and "An earlier version of this article" in old
    assert "crowd of 950" in new and "An earlier version" not in new
    assert "Version 1" in new and "Version 2, the current version" in new


@pytest.mark.parametrize(
    "address", ["/read", "/read?article=nobody", "/read?article=bridge&version=none", "/read?article=../x"]
)
def test_what_is_not_there_is_said_in_a_page(shared_web: Any, address: str) -> None:
    with TestClient(shared_web) as client:
        response = client.get(address)
        german = client.get(address, headers={"accept-language": "de"})
    assert response.status_code == 404 and "There is no such article" in response.text
    assert "Diesen Artikel" in german.text


@pytest.mark.parametrize("odd", ["", "7", "5-3", "-1-4", "0-99999", "a-b", "1-2-3", "٣-٤", "0-999999999999"])
def test_odd_marks_mark_nothing(odd: str) -> None:
    assert read_marks([odd], "x" * 50) == []


@given(st.lists(st.tuples(st.integers(0, 90), st.integers(0, 90)), max_size=8), st.text("ab\n", max_size=80))
def test_marks_hold_exactly_the_text_of_their_spans(spans: list[tuple[int, int]], text: str) -> None:
    marks = read_marks([f"{start}-{end}" for start, end in spans], text)
    assert all(0 <= start < end <= len(text) for start, end in marks)
    assert all(one[1] <= other[0] for one, other in pairwise(marks))
    read = Read(render_article(stored(text)("a", None), [], marks, EN))
    expected = "".join(text[start:end] for start, end in marks)
    assert "".join("".join(read.marked).split()) == "".join(expected.split())


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_hostile_article_is_only_text(hostile: str) -> None:
    article = stored(f"{hostile}\n\n{hostile}")("a", None).model_copy(
        update={"title": hostile, "outlet": hostile, "authors": [hostile], "language": hostile, "published": hostile}
    )
    read = Read(render_article(article, [], [(0, len(hostile))], EN))
    assert set(read.tags) <= OWN_TAGS and read.text.count(hostile) >= 5 and read.marked == [hostile]
