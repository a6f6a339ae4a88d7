"""corpus/markup.py: what HTML says of its article."""

import json

import pytest

from corpus.article import Article
from corpus.sources import article_from_html
from tests.corpus.pages import BODY, html_page


def read(page: str) -> Article:
    article = article_from_html(page, "page.html")
    assert isinstance(article, Article)
    return article


def test_json_ld_outranks_meta_tags_and_visible_lines() -> None:
    described = {
        "@graph": [
            {"@type": "WebSite", "name": "x"},
            {
                "@type": ["NewsArticle"],
                "headline": "Ferry late &amp; wet",
                "datePublished": "2026-05-04T20:00:00+02:00",
                "author": [{"@type": "Person", "name": "Nell Quayside"}, {"name": "Otto Brine"}],
                "publisher": {"name": "Gull Bay Courier"},
                "inLanguage": "en-GB",
            },
        ]
    }
    meta = '<meta property="article:published_time" content="2026-05-05T01:00:00Z">'
    article = read(html_page(f'<script type="application/ld+json">{json.dumps(described)}</script>{meta}'))
    assert article.title == "Ferry late & wet"
    assert article.published == "2026-05-04T20:00:00+02:00"
    assert article.authors == ["Nell Quayside", "Otto Brine"]
    assert (article.outlet, article.language) == ("Gull Bay Courier", "en")
    assert article.origin["published"] == "JSON-LD datePublished"


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2026-05-04T19:40:00Z">',
        '<meta name="pubdate" content="4 May 2026">',
        '<meta itemprop="datePublished" content="2026-05-04">',
    ],
)
def test_meta_tags_give_the_day(head: str) -> None:
    assert (read(html_page(head, day="")).published or "")[:10] == "2026-05-04"


def test_a_page_without_metadata_says_it_visibly() -> None:
    article = read(html_page(day="4 May 2026 | 19:40"))
    assert article.published == "2026-05-04T19:40"
    assert article.authors == ["Nell Quayside"]
    assert article.outlet == "The Gull Bay Courier"
    assert article.url == "https://courier.example/ferry-late?id=7"
    assert article.dateline == "GULL BAY"
    assert article.text.split("\n\n") == BODY


def test_the_time_beside_another_article_and_broken_values_are_not_taken() -> None:
    broken = '<script type="application/ld+json">{"@type": "NewsArticle", </script><meta name="date" content="soon">'
    assert read(html_page(broken, day="")).published == "--05-04"  # the dateline's; not the 2018 of "Most Popular"


def test_a_title_before_the_headline_names_the_outlet() -> None:
    page = html_page().replace(
        "<title>Ferry late after rope catches in wheel | The Gull Bay Courier</title>",
        "<title>Gull Shout: Ferry late after rope catches in wheel</title>",
    )
    assert read(page).outlet == "Gull Shout" and read(page).title == "Ferry late after rope catches in wheel"
