"""corpus/guessing.py: the order of day and month in a country, and days found by htmldate."""

import pytest

from corpus.guessing import day_first_in, guessed_day
from corpus.markup import parse_page
from corpus.pages import visible_lines


@pytest.mark.parametrize(
    ("tag", "url", "day_first"),
    [
        ("en-GB", "https://gull.example/1", True),
        ("en-US", "https://gull.example/1", False),
        ("en_US", "https://gull.co.uk/1", None),
        ("en", "https://gull.co.uk/1", True),
        ("en", "https://gull.example/1", None),
        ("pt", None, True),
        (None, "https://gull.gov/1", False),
        (None, "http://[bad", None),
        (None, None, None),
    ],
)
def test_tag_and_host_must_agree_on_what_comes_first(tag: str | None, url: str | None, day_first: bool | None) -> None:
    assert day_first_in(tag, url) is day_first


def guess(*lines: str) -> str | None:
    tree = parse_page("<html><body>" + "".join(f"<p class='date'>{line}</p>" for line in lines) + "</body></html>")
    assert tree is not None
    return guessed_day(tree, [line.text for line in visible_lines(tree)], None)


def test_a_day_counts_where_a_line_calls_it_the_day_of_publication() -> None:
    assert guess("Posted by Ida Moor, 2026-05-04") == "2026-05-04"
    assert guess("2026-05-04") is None
    assert guess("Updated by Ida Moor, 2026-05-04") is None
    assert guess("Ferry late", "© 2026") is None
    assert guess("Published 2999-05-04") is None
