"""corpus/visible.py: the lines around a page's headline, and days found by htmldate."""

from hypothesis import given
from hypothesis import strategies as st

from corpus.markup import parse_page
from corpus.pages import visible_lines
from corpus.visible import agency_lines, around_headline, guessed_day, joined

TEXT = "A standfirst of some length.\n\nThe ferry was an hour late on Monday, the office said."
STARTS = ["A standfirst of some length.", "The ferry was an hour late on Monday, the office said.", "More."]


def test_lines_between_headline_and_text_and_after_them_the_one_above() -> None:
    lines = ["1 May 2026", "Seal elected", "Harbour", "Ferry late again", "By Ida Moor", "4 May 2026", *STARTS]
    near, sure = around_headline(["Ferry late again"], TEXT, lines)
    assert sure
    assert near == ["Ferry late again", "By Ida Moor", "4 May 2026", STARTS[0], "Harbour"]


def test_a_line_further_above_counts_where_it_says_what_its_day_is() -> None:
    lines = ["Published 4 May 2026", "Harbour", "Ferry late again", *STARTS]
    assert around_headline(["Ferry late again"], TEXT, lines)[0][0] == "Published 4 May 2026"


def test_without_the_headline_the_lines_above_the_text_are_less_sure() -> None:
    near, sure = around_headline(["Another wording"], TEXT, ["Ferry late again", "4 May 2026", *STARTS])
    assert near == ["Ferry late again", "4 May 2026", STARTS[0]] and not sure
    assert around_headline(["Another wording"], "no such text", ["4 May 2026"]) == ([], False)


def test_labels_years_and_parts_are_put_together() -> None:
    lines = ["By", "Ida Moor", "May 4", "15:23", "2026", "May 4, 2026 / 12:21 AM / Updated 2 hours ago"]
    assert joined(lines) == [
        "By Ida Moor", "May 4, 2026", "15:23", "2026", "May 4, 2026", "12:21 AM", "Updated 2 hours ago",
    ]  # fmt: skip


def test_an_agency_below_a_picture_is_the_pictures() -> None:
    assert agency_lines(["©", "Reuters", "By Ida Moor", "AFP", "x" * 50]) == ["©", "By Ida Moor", "AFP"]


@given(st.lists(st.text(max_size=20), max_size=12), st.text(max_size=40), st.text(max_size=20))
def test_any_lines_are_survived(lines: list[str], text: str, title: str) -> None:
    near, _ = around_headline([title], text, lines)
    assert len(near) <= 3 * len(lines) + 40


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
