"""The sample collection against its truth: every file's headline, outlet, day, and what may and may not be kept."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from corpus.article import Article
from corpus.sources import read_articles

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "corpus" / "articles"
TRUTH: dict[str, dict[str, Any]] = json.loads((Path(__file__).parent / "sample_truth.json").read_text("utf-8"))


@cache
def sample() -> dict[str, list[Article]]:
    """Articles by their name in the truth file, all versions of each, in order."""
    articles: dict[str, list[Article]] = {}
    for read in read_articles([SAMPLE]):
        assert isinstance(read, Article), read
        name = str(Path(read.source).relative_to(SAMPLE))
        key = f"{name.rsplit(':', 1)[0]}#{read.id}" if ".jsonl:" in name else name
        articles.setdefault(key, []).append(read)
    return articles


def test_every_file_of_the_sample_has_its_truth() -> None:
    assert set(sample()) == set(TRUTH)


@pytest.mark.parametrize("name", sorted(TRUTH))
def test_headline_outlet_and_day(name: str) -> None:
    newest, truth = sample()[name][-1], TRUTH[name]
    assert newest.title == truth["title"]
    assert newest.outlet == truth["outlet"]
    assert (newest.published or "")[:10] == (truth["published"] or "")


@pytest.mark.parametrize("name", sorted(TRUTH))
def test_sentences_are_kept_and_furniture_is_not(name: str) -> None:
    newest, truth = sample()[name][-1], TRUTH[name]
    flat = " ".join(newest.text.split())
    assert [part for part in truth["must_contain"] if " ".join(part.split()) not in flat] == []
    for version in sample()[name]:
        assert [part for part in truth["must_not_contain"] if part in version.text] == []
