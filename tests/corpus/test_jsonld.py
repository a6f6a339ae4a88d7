"""corpus/jsonld.py: linked data of a page."""

import json

import lxml.html  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st

from corpus.jsonld import described_articles, names_of


def page(*scripts: str) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(
        "<html><body>x"
        + "".join(f'<script type="application/ld+json">{s}</script>' for s in scripts)
        + "</body></html>"
    )


def test_references_to_people_and_publishers_are_followed() -> None:
    graph = {
        "@graph": [
            {"@type": "Article", "author": {"@id": "#ida"}, "publisher": {"@id": "#paper"}},
            {"@type": "Person", "@id": "#ida", "name": "Ida Moor"},
            {"@type": "Organization", "@id": "#paper", "name": "Gull Bay Courier"},
        ]
    }
    (found,) = described_articles(page(json.dumps(graph)))
    assert names_of(found["author"]) == ["Ida Moor"] and names_of(found["publisher"]) == ["Gull Bay Courier"]


def test_articles_come_before_the_page_they_are_on_and_broken_scripts_are_passed_over() -> None:
    webpage = '{"@type": "WebPage", "datePublished": "2026-05-04"}'
    article = '<!-- {"@type": ["NewsArticle"], "headline": "Ferry late"} -->'
    found = described_articles(page("{broken", webpage, article, "[" * 5000))
    assert [item.get("headline") for item in found] == ["Ferry late", None]


def test_names_are_taken_from_strings_objects_and_lists_and_addresses_are_none() -> None:
    assert names_of([{"name": "By Ida Moor"}, "Otto &amp; Sons", "https://x.example/ida", {"name": ["A B"]}, 3]) == [
        "Ida Moor", "Otto & Sons", "A B",
    ]  # fmt: skip


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["@type", "@id", "@graph", "author", "publisher", "name", "mainEntity"]), inner
        )
    ),
    max_leaves=20,
)


@given(JSON)
def test_any_json_is_survived(value: object) -> None:
    for item in described_articles(page(json.dumps(value).replace("<", "\\u003c"))):
        names_of(item.get("author"))
