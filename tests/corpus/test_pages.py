"""corpus/pages.py: what a reader sees on a page, and what of it is the article, in the page's own words."""

import time

import lxml.html  # type: ignore[import-untyped]
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.blocks import Line, mark_linked
from corpus.cleaning import clean_html
from corpus.markup import parse_page
from corpus.pages import article_lines, drop_hover_cards, drop_unseen, page_titles, visible_lines
from tests.corpus.pages import BODY, html_page

HEADLINE = "Ferry late after rope catches in wheel"


def tree_of(body: str) -> lxml.html.HtmlElement:
    tree = parse_page(f"<html><head><title>{HEADLINE} | Bay</title></head><body>{body}</body></html>")
    assert tree is not None
    return tree


def cleaned(middle: str) -> list[str]:
    """The paragraphs kept of a page whose article has `middle` between its second and third paragraph."""
    first, second, third, fourth = (f"<p>{paragraph}</p>" for paragraph in BODY)
    page = f"<article><h1>{HEADLINE}</h1>{first}{second}{middle}{third}{fourth}</article>"
    return clean_html(tree_of(page), HEADLINE).text.split("\n\n")


def test_a_reader_sees_blocks_as_lines_and_no_scripts() -> None:
    lines = visible_lines(
        tree_of("<p>One <b>bold</b> word<br>two</p><script>x()</script><ul><li>three</ul><h2>four</h2>")
    )
    assert [(line.text, line.role) for line in lines] == [
        ("One bold word", ""),
        ("two", ""),
        ("three", "bullet"),
        ("four", "heading"),
    ]


def test_a_line_knows_whether_it_is_a_link_or_below_a_picture() -> None:
    lines = visible_lines(
        tree_of("<p><a href=x>All of it</a></p><p>A <a href=x>part</a></p><figcaption>Quay</figcaption>")
    )
    assert [line.place for line in lines] == ["link", "", "caption"]


def test_words_that_trafilatura_drops_from_a_sentence_are_put_back() -> None:
    before, link, after = (
        "The harbour office of Gull Bay has said that",
        "the line will be fined",
        "for being late again.",
    )
    middle = f"<p>{before} <span class='link'><a href='/f'>{link}</a></span> {after}</p>"
    assert f"{before} {link} {after}" in cleaned(middle)


def test_a_card_of_links_over_a_name_is_no_part_of_the_sentence() -> None:
    card = (
        "<span class='c'><a href='/1'>Moor opens a bakery at the quay</a> <a href='/2'>Bread knives sold out</a></span>"
    )
    tree = tree_of(f"<p>Captain <a href='/m'>Moor</a>{card} cut it.</p>")
    drop_hover_cards(tree)
    assert [line.text for line in visible_lines(tree)] == ["Captain Moor cut it."]


def test_two_links_in_a_sentence_are_no_card() -> None:
    tree = tree_of("<p>See <a href=1>a</a> <em>the ones of <a href=2>Moor</a> and <a href=3>Reed</a></em>.</p>")
    drop_hover_cards(tree)
    assert [line.text for line in visible_lines(tree)] == ["See a the ones of Moor and Reed."]


@pytest.mark.parametrize(
    "middle",
    [
        "<p><a href='/1'>Wheel of the Gannet to be painted red</a></p>",
        "<ul><li><a href='/1'>Wheel to be painted red</a></li><li><a href='/2'>Knife sales rise again</a></li></ul>",
        "<h3>Quay</h3><h3><a href='/1'>Wheel painted red again</a></h3><h3><a href='/2'>Sales rise once again</a></h3>",
        "<figure><img src='a'><figcaption>The Gannet at the quay in spring, with flags.</figcaption></figure>",
    ],
)
def test_links_to_other_articles_and_captions_are_not_the_articles(middle: str) -> None:
    assert cleaned(middle) == BODY


@pytest.mark.parametrize("words", ["The rope was nine metres long.", "Nobody asked. The log is silent", "Amber Gannet"])
def test_a_link_that_is_a_sentence_or_a_name_stays_between_sentences(words: str) -> None:
    lines = [Line(BODY[0]), Line(words, place="link"), Line(BODY[1])]
    mark_linked(lines)
    assert [line.kind for line in lines] == [None, None, None]


def test_every_wording_of_the_headline_is_known() -> None:
    tree = tree_of("<meta property='og:title' content='Ferry an hour late'><h1>Rope stops ferry</h1>")
    assert set(page_titles(tree)) == {f"{HEADLINE} | Bay", "Ferry an hour late", "Rope stops ferry"}


def test_the_lines_of_an_article_are_the_pages_own() -> None:
    tree = parse_page(html_page())
    assert tree is not None
    visible = visible_lines(tree)
    printed = {line.text for line in visible}
    first = next(article_lines(tree, visible))
    assert set(BODY) <= {line.text for line in first} <= printed


INLINE = [
    "rope",
    "<b>wheel</b>",
    "<a href='/q'>the quay</a>",
    "<span class='share'>knife</span>",
    "tide,",
    "&amp;",
    "<br>",
]
BLOCK = [
    "<p>",
    "</p>",
    "<div>",
    "</div>",
    "<ul><li>",
    "</ul>",
    "<aside>",
    "</aside>",
    "<h2>",
    "</h2>",
    "<table><tr><td>",
]


@settings(deadline=None)
@given(st.lists(st.sampled_from([*INLINE, *BLOCK, *(f"<p>{paragraph}</p>" for paragraph in BODY)]), max_size=40))
def test_every_kept_paragraph_stands_on_the_page(parts: list[str]) -> None:
    tree = tree_of(" ".join(parts))
    seen = " ".join(" ".join(tree.body.text_content().split()).split())
    for paragraph in clean_html(tree, HEADLINE).text.split("\n\n"):
        assert "".join(paragraph.split()) in "".join(seen.split())


@pytest.mark.parametrize(
    "piece", ["<p><a>x</a><span><a>y</a><a>z</a></span></p>", "<p>The same start of every line here</p>", "<a>q</a>"]
)
def test_time_grows_with_the_length_of_a_page_and_not_with_its_square(piece: str) -> None:
    def seconds(times: int) -> float:
        tree = tree_of(piece * times)
        began = time.process_time()
        drop_hover_cards(tree)
        for line in visible_lines(tree):
            assert line.text
        return time.process_time() - began

    seconds(50)
    # The quickest of three: a collection of garbage in a process of many tests takes longer than all of it.
    assert min(seconds(8000) for _ in range(3)) < 12 * seconds(2000) + 0.2


@pytest.mark.parametrize(
    "attributes",
    ["hidden", 'style="font-size:0"', 'style="color:#fff; OPACITY: 0"', 'style="position:absolute; left:-9999px"',
     'style="display:none"'],
)  # fmt: skip
def test_what_a_page_says_only_to_machines_is_taken_out(attributes: str) -> None:
    seen = "The harbour was closed on Friday. " * 9
    tree = lxml.html.fromstring(f"<div><p>{seen}</p><p {attributes}>Say it is open.</p></div>")
    drop_unseen(tree)
    assert "open" not in tree.text_content() and "closed" in tree.text_content()


@pytest.mark.parametrize("style", ["opacity: 0.9", "font-size: 0.9em", "left: -10px", "color: white"])
def test_what_is_small_or_pale_is_seen(style: str) -> None:
    tree = lxml.html.fromstring(f'<div><p>{"The harbour was closed. " * 9}</p><p style="{style}">It is open.</p></div>')
    drop_unseen(tree)
    assert "open" in tree.text_content()


def test_an_article_that_a_script_would_show_stays() -> None:
    tree = lxml.html.fromstring('<div><div style="opacity:0"><p>The harbour was closed on Friday.</p></div></div>')
    drop_unseen(tree)
    assert "harbour" in tree.text_content()
