from __future__ import annotations

from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

from evals.outcomes import Outcome, Quoted
from evals.report import report, write_report
from evals.results import Result

HOSTILE = "<script>alert('who')</script> & \"so on\""


def page(outcomes: list[Outcome]) -> str:
    return report([Result(collection="x", code="c", questions_sha256="q", limit=None, outcomes=outcomes)])


class Tags(HTMLParser):
    """The tags of a page, checked to be closed in order."""

    void = frozenset({"meta", "br", "path", "rect", "circle"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in self.void:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.void:
            assert self.open.pop() == tag


def test_the_report_is_whole_and_asks_for_nothing(outcome: Callable[..., Outcome], tmp_path: Path) -> None:
    values = {"right": 1.0, "Brier found": 0.2, "Brier right": 0.2, "hit@1": 1.0, "answered": 1.0}
    made = page([outcome("a", values), outcome("b", {"right": 0.0}, misses=["no known answer is quoted"])])
    tags = Tags()
    tags.feed(made)
    assert tags.open == []
    names = {name for name, _ in tags.seen}
    assert {"svg", "rect", "circle", "details", "table"} <= names
    assert not names & {"script", "link", "img", "iframe"}
    assert not [each for _, own in tags.seen for each in own if each in ("src", "onclick", "onload")]
    assert all(own["href"].startswith("#") for name, own in tags.seen if name == "a" and own["href"])
    assert "http" not in made.replace("http-equiv", "")
    assert "url(" not in made


def test_every_miss_stands_in_the_report_with_what_was_found_and_said_and_all_of_it_is_text(
    outcome: Callable[..., Outcome],
) -> None:
    quoted = Quoted(quote=HOSTILE, article_id="z", title=HOSTILE, outlet=HOSTILE, published="2020")
    missed = outcome(HOSTILE, {"right": 0.0}, kind=HOSTILE, wanted=[HOSTILE], quotes=[quoted], misses=["not quoted"])
    made = page([missed, outcome("fine", {"right": 1.0})])
    assert "1 of 2 questions" in made
    assert "not quoted" in made
    assert "1.000 Tern" in made
    assert made.count("&lt;script&gt;alert(&#x27;who&#x27;)&lt;/script&gt; &amp; &quot;so on&quot;") >= 5
    assert "<script" not in made


def test_a_report_without_a_judged_question_and_without_a_miss_says_so(
    outcome: Callable[..., Outcome], tmp_path: Path
) -> None:
    made = page([outcome("a", {"hit@1": 1.0}, answerable=None)])
    assert "<h3>Misses</h3><p>None.</p>" in made
    assert "Reliability" not in made
    path = write_report([], tmp_path / "new" / "report.html")
    assert "Dateline: evaluation" in path.read_text()
