"""The five raw seed files of ../shared/collections: right outlets, right days, no furniture, no sentence lost.

No word of theirs is printed here but names of outlets and fragments of page furniture.
"""

from pathlib import Path

import pytest

from corpus.article import Article
from corpus.copies import is_copy
from corpus.prints import estimated_containment, prints_of
from corpus.sources import read_articles

SEEDS = Path(__file__).parents[2].parent / "shared" / "collections" / "seeds"
OUTLETS = ["The Jerusalem Post", "USPA News", "The Jerusalem Post", "TASS", "The Times of Israel"]
DAYS = [None, "2013-03-03", "2013-03-01", "2016-07-06", None]
PARAGRAPHS = [5, 2, 20, 12, 12]
WORDS = [187, 364, 672, 322, 475]
FURNITURE = [
    "cnxps", "setAttribute", "Most Popular", "read more", "Dear Reader", "Show me later", "photo credit", "[file]",
    "screenshot", "file photo", "Related Content", "Facebook page", "Community", "Confirm Mail", "liability",
    "Facsimile", "Article online", "minute read", "Beat:", "**", "##", "General Staff:",
]  # fmt: skip


@pytest.fixture(scope="module")
def seeds() -> list[Article]:
    if not SEEDS.is_dir():
        pytest.skip("../shared/collections/seeds is not there")
    return [article for article in read_articles([SEEDS]) if isinstance(article, Article)]


def test_outlets_and_days(seeds: list[Article]) -> None:
    assert [article.outlet for article in seeds] == OUTLETS
    assert [article.published and article.published[:10] for article in seeds] == DAYS
    assert seeds[3].origin["published"].startswith("inferred from weekday")


@pytest.mark.parametrize("fragment", FURNITURE)
def test_no_furniture_is_left(seeds: list[Article], fragment: str) -> None:
    assert [article.source for article in seeds if fragment.lower() in article.text.lower()] == []


def test_no_sentence_is_lost(seeds: list[Article]) -> None:
    assert [len(article.text.split("\n\n")) for article in seeds] == PARAGRAPHS
    assert [len(article.text.split()) for article in seeds] == WORDS


def test_every_kept_paragraph_stands_in_the_file(seeds: list[Article]) -> None:
    for article in seeds:
        raw = Path(article.source).read_text(encoding="utf-8").replace("**", "")
        assert all(paragraph in raw for paragraph in article.text.split("\n\n"))


def test_the_earlier_wording_is_a_copy_and_the_two_calls_are_not(seeds: list[Article]) -> None:
    pairs = [(a, b) for a in range(5) for b in range(a + 1, 5) if is_copy(seeds[a].text, seeds[b].text)]
    assert pairs == [(0, 2)]
    shared = set(prints_of(seeds[0].text).values) & set(prints_of(seeds[2].text).values)
    sizes = [prints_of(seeds[at].text).shingles for at in (0, 2)]
    assert estimated_containment(len(shared), *sizes) > 0.7
