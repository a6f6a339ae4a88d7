from __future__ import annotations

import re
from typing import Any

from rag.stories import Printing, TimelineReport
from tests.ui.pieces import EN
from ui.timeline import render_timeline


def report(published: str | None, **changes: Any) -> TimelineReport:
    fields: dict[str, Any] = {"article_id": "a", "title": "A span opens", "outlet": "Daily", "published": published}
    return TimelineReport(**fields | changes)


def places(page: str) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in re.findall(r'cx="([\d.]+)%" cy="([\d.]+)"', page)]


def test_fewer_than_two_dated_reports_are_not_drawn() -> None:
    assert render_timeline([], EN) == ""
    assert render_timeline([report("2014-06-21"), report(None), report("--06-21")], EN) == ""


def test_dots_stand_where_their_days_are() -> None:
    page = render_timeline([report("2014-06-01T08:00"), report("2014-06-16"), report("2014-07-01"), report(None)], EN)
    assert [across for across, _ in places(page)] == [0, 50, 100]
    assert "Timeline, 1 June 2014 to 1 July 2014" in page
    assert page.count("<li>") == 4 and "4 reports" in page and "undated" in page


def test_reports_of_one_day_stand_above_each_other_and_never_leave_the_drawing() -> None:
    page = render_timeline([report("2014-06-01")] * 9, EN)
    height = float(re.findall(r'<svg height="(\d+)"', page)[0])
    assert len(set(places(page))) == 4
    assert all(0 < down < height for _, down in places(page))
    assert page.count("1 June 2014</span>") == 1 + 9  # at the end of the line, and in the list


def test_what_the_answer_quotes_is_marked_and_lights_its_source() -> None:
    copies = [Printing(article_id="c", title="A span opens", outlet="Coast Daily", published=None)]
    page = render_timeline([report("2014-06-21", citations=[2, 3]), report("2014-06-22", copies=copies)], EN)
    assert page.count("data-source") == page.count('class="quoted"') == 1
    assert 'data-source="2"' in page and "[2] [3]" in page
    assert "also in:" in page and "Coast Daily" in page


def test_a_day_that_is_known_to_the_month_or_year_is_drawn_at_its_beginning() -> None:
    page = render_timeline([report("2014"), report("2014-07"), report("2014-12-31")], EN)
    assert [across for across, _ in places(page)] == [0, 50, 100]
