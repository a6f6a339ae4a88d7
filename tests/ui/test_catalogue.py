"""The archive page: what there is, found, paged, and what became of the sources."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

from rag.archive import Archive
from tests.conftest import invented_article
from tests.ui.pieces import HOSTILE


def page(web: Any, address: str, **headers: str) -> str:
    with TestClient(web) as client:
        response = client.get(address, headers=headers)
    assert response.status_code == 200
    assert "script-src" not in response.headers["content-security-policy"]
    return str(response.text)


def test_articles_are_listed_newest_first_and_lead_to_their_text(shared_web: Any) -> None:
    shown = page(shared_web, "/archive")
    assert shown.index("Ferry lane gives way") < shown.index("Footbridge over the mill race")
    assert 'href="read?article=old-bridge"' in shown and "2 articles · 2 outlets · 2014 to 2026" in shown


def test_words_period_and_outlet_narrow_the_list(shared_web: Any) -> None:
    assert "Footbridge" not in page(shared_web, "/archive?about=Cormorant")
    assert "Ferry lane" not in page(shared_web, "/archive?period=2013+to+June+2014")
    assert "Ferry lane" not in page(shared_web, "/archive?outlet=saltmarsh+courier")
    assert "Nothing here." in page(shared_web, "/archive?outlet=Nobody")
    assert "is no period" in page(shared_web, "/archive?period=soon")
    for view in ("articles", "stories"):
        assert "no word to look for in “?”" in page(shared_web, f"/archive?view={view}&about=%3F")


def test_a_long_list_comes_in_pages(
    archive: Archive, web_of: Callable[[Archive], Any], write_jsonl: Callable[..., Path]
) -> None:
    list(archive.ingest([write_jsonl(*[invented_article(n, paragraphs=1) for n in range(60)])]))
    web = web_of(archive)
    first, second = page(web, "/archive"), page(web, "/archive?page=2")
    titles = re.findall(r"Quay\d+ Bridge opens", first) + re.findall(r"Quay\d+ Bridge opens", second)
    assert len(titles) == len(set(titles)) == 60 and "Page 2 of 2" in second
    assert "page=2" in first and 'rel="prev"' in second and 'rel="next"' not in second
    for odd in ("0", "-1", "x", "9" * 40):
        assert "Page 1 of 2" in page(web, f"/archive?page={odd}")
    beyond = page(web, "/archive?page=99")
    assert "Nothing here." in beyond and 'rel="prev" href="archive?view=articles&amp;page=2"' in beyond
    assert "page=1" in page(web, "/archive?page=2&about=Quay7")


def test_stories_outlets_and_sources_are_shown(filled: Archive, web: Any, tmp_path: Path) -> None:
    broken = tmp_path / "secret-folder" / "broken.pdf"
    broken.parent.mkdir()
    broken.write_bytes(b"no pdf")
    assert [line.status for line in filled.ingest([broken])] == ["failed"]
    assert "Footbridge over the mill race" in page(web, "/archive?view=stories")
    assert "Ferry lane" not in page(web, "/archive?view=stories&about=inspector")
    outlets = page(web, "/archive?view=outlets")
    assert "archive?view=articles&amp;outlet=Saltmarsh+Courier" in outlets and "9 June 2014" in outlets
    sources = page(web, "/archive?view=sources")
    assert "1 source could not be read" in sources and "broken.pdf" in sources and "Last read:" in sources
    assert "secret-folder" not in sources


def test_an_empty_archive_has_an_empty_page(archive: Archive, web_of: Callable[[Archive], Any]) -> None:
    web = web_of(archive)
    for view in ("articles", "stories", "outlets", "sources", "nothing"):
        assert "0 articles" in page(web, f"/archive?view={view}")
    assert "Nothing has been read yet." in page(web, "/archive?view=sources")


@pytest.mark.parametrize("hostile", HOSTILE)
def test_what_is_asked_for_comes_back_as_text(shared_web: Any, hostile: str) -> None:
    for name in ("view", "about", "period", "outlet", "page"):
        shown = page(shared_web, f"/archive?{name}={quote(hostile)}")
        assert "<img" not in shown and "<svg" not in shown and "<script" not in shown and "<style" not in shown


def test_the_page_is_in_the_readers_language(shared_web: Any) -> None:
    shown = page(shared_web, "/archive?view=outlets", **{"accept-language": "de"})
    assert "2 Artikel" in shown and "9. Juni 2014" in shown and '<html lang="de">' in shown
