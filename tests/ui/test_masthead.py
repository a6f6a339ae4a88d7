"""What stands on the page before anybody asks."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.ui.pieces import DE, EN, HOSTILE, Read
from ui.masthead import holdings, render_masthead, render_tools, render_welcome


def test_the_masthead_counts_what_the_archive_holds() -> None:
    status = {"articles": 1200, "outlets": {"A": 1, "B": 2}, "first_published": "2013-03-02", "last_published": "2026"}
    assert holdings(status, EN) == "1,200 articles · 2 outlets · 2013 to 2026"
    assert "1,200 articles" in render_masthead(status, EN)
    one = {"articles": 1, "outlets": {"A": 1}, "first_published": "2013-03-02", "last_published": "2013-03-02"}
    assert holdings(one, EN) == "1 article · 1 outlet · 2013"
    none: dict[str, Any] = {"articles": 0, "outlets": {}, "first_published": None, "last_published": None}
    assert holdings(none, EN) == "0 articles"


def test_an_empty_archive_says_how_to_fill_it() -> None:
    status: dict[str, Any] = {"articles": 0, "outlets": {}, "first_published": None, "last_published": None}
    assert "dateline ingest FOLDER" in render_welcome(status, EN)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_an_outlets_name_is_only_text(hostile: str) -> None:
    status = {"articles": 1, "outlets": {hostile: 1}, "first_published": "2014", "last_published": "2026"}
    assert hostile in Read(render_welcome(status, EN)).text


def test_the_browser_gets_the_words_it_says_itself_in_the_readers_language() -> None:
    given = dict(Read(render_tools(DE)).attributes)["data-words"]
    assert json.loads(given or "")["copied"] == "Kopiert."
