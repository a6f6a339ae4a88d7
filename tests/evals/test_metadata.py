"""evals/metadata.py: figures of who and when, on collections made up for the test."""

import gzip
import json
from pathlib import Path

import pytest

from evals.metadata import main
from tests.corpus.pages import BODY, html_page

WIRE = {"text": BODY[1], "dateline": "GULL BAY, May 4 -", "published_as_printed": "4-MAY-2026 15:02:20.00"}
PAGE = {"text": BODY[1], "url": "https://gullshout.example/2026/05/04/ferry", "published": "2026-05-04"}


def test_a_line_a_figure_and_a_missing_collection_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, record in {"reuters1987": WIRE, "newsquiz2022": PAGE}.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "articles.jsonl.gz").write_bytes(gzip.compress(json.dumps(record).encode()))
    assert main(tmp_path) == 1
    said = capsys.readouterr()
    assert "pages: not there" in said.err
    assert "reuters1987: day as given: right 1 (100.0% right)" in said.out
    assert "reuters1987: place from the text: right 1" in said.out
    assert "newsquiz2022: day from the address: right 1" in said.out
    (tmp_path / "pages" / "html").mkdir(parents=True)
    (tmp_path / "pages" / "html" / "a.html.gz").write_bytes(gzip.compress(html_page().encode()))
    assert main(tmp_path) == 0
    assert "that day from the visible lines alone (a day apart counts): right 1" in capsys.readouterr().out
