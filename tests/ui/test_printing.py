from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from corpus.article import DatelineError
from rag.answer import Answer, Citation, Conflict, Copy, Hit, Sentence, Side, Took
from rag.indexing import IngestLine
from rag.stories import Report, StoryEntry
from ui.printing import IngestReport, print_answer, print_hits, print_stories, progress_bar, write_lines

CITATION = Citation(
    n=1, article_id="a1", version="v1", title="Ferry late", outlet=None, published=None, url="https://x.example/1",
    quote="The ferry\nwas late.", start=0, end=19, copies=[Copy(article_id="a2", outlet="Daily", url=None)],
)  # fmt: skip


def test_an_answer_lists_its_sources_with_quote_copies_and_address(capsys: pytest.CaptureFixture[str]) -> None:
    answer = Answer(
        question="Was it late?", status="answered", answer="The ferry was late. [1]", citations=[CITATION],
        sentences=[Sentence(text="The ferry was late.", citations=[1])], understood="Was it late?", confidence=0.9,
        notes=["2 articles without a date were left out."], took_ms=Took(retrieve=1, answer=1, total=2),
    )  # fmt: skip
    print_answer(answer)
    assert capsys.readouterr().out.splitlines() == [
        "The ferry was late. [1]",
        "Note: 2 articles without a date were left out.",
        "",
        "Sources",
        "[1] Ferry late, undated",
        "    “The ferry was late.”",
        "    also in: Daily",
        "    https://x.example/1",
    ]


def test_an_answer_shows_how_it_was_read_and_values_that_differ_one_below_the_other(
    capsys: pytest.CaptureFixture[str],
) -> None:
    sides = [Side(value="nineteen", citations=[1]), Side(value="23", citations=[2, 3])]
    answer = Answer(
        question="And how many were hurt?", understood="How many were hurt on the ferry?", status="answered",
        answer="Nineteen were hurt. [1]", conflicts=[Conflict(claim="How many were hurt on the ferry?", sides=sides)],
        citations=[CITATION.model_copy(update={"n": n, "outlet": name, "copies": [], "url": None})
                   for n, name in ((1, "Mole"), (2, None), (3, "Daily"))],
        confidence=0.9, took_ms=Took(retrieve=1, answer=1, total=2),
    )  # fmt: skip
    print_answer(answer)
    assert capsys.readouterr().out.splitlines()[:6] == [
        "Read as: How many were hurt on the ferry?",
        "Nineteen were hurt. [1]",
        "",
        "The articles differ: How many were hurt on the ferry?",
        "   nineteen  Mole [1]",
        "   23        outlet not known, Daily [2][3]",
    ]


def test_a_long_story_is_cut_and_hostile_headlines_stay_text(capsys: pytest.CaptureFixture[str]) -> None:
    reports = [Report(article_id=str(n), title="A\x1b[2J\u202eB", outlet=None, published=None) for n in range(12)]
    story = StoryEntry(label="A\x1b[2JB", first_published=None, last_published=None, outlets=[], articles=reports)
    print_stories([story], 1, 0)
    out = capsys.readouterr().out
    assert "\x1b" not in out and "\u202e" not in out
    assert out.count("outlet not known:") == 8 and "and 4 more" in out


def test_the_report_counts_and_names_failures(capsys: pytest.CaptureFixture[str]) -> None:
    report = IngestReport()
    report.add(IngestLine("a1", "Ferry late", None, None, "a.txt", "added"))
    report.add(IngestLine(None, None, None, None, "b.txt", "failed", error="it is empty"))
    assert report.failed == 1
    assert report.summary(Path("here")) == "Articles: 1 added, 1 failed. Archive: here"
    assert capsys.readouterr().err == "b.txt: it is empty\n"
    assert "none found" in IngestReport().summary(Path("here"))


def test_there_is_no_progress_bar_in_a_pipe() -> None:
    with progress_bar() as progress:
        assert progress is None


def test_on_a_terminal_progress_is_drawn_on_standard_error(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    with progress_bar() as progress:
        assert progress is not None
        progress("embedding", 3, 7)
    said = capsys.readouterr()
    assert "Embedding passages" in said.err
    assert said.out == ""


def test_an_export_appears_when_it_is_complete_or_not_at_all(tmp_path: Path) -> None:
    def broken() -> Iterator[dict[str, Any]]:
        yield {"id": "a1"}
        raise DatelineError("The disk is gone.")

    with pytest.raises(DatelineError):
        write_lines(broken(), str(tmp_path / "out.jsonl"))
    assert list(tmp_path.iterdir()) == []
    assert write_lines([{"id": "ä"}], str(tmp_path / "out.jsonl.gz")) == 1
    assert json.loads(gzip.decompress((tmp_path / "out.jsonl.gz").read_bytes())) == {"id": "ä"}


def test_what_others_wrote_moves_no_cursor(capsys: pytest.CaptureFixture[str]) -> None:
    evil = "\x1b[2J\x07\u202eFerry\x9b1m"
    citation = CITATION.model_copy(update={"title": evil, "quote": evil, "url": f"https://x.example/{evil}"})
    hit = Hit(
        rank=1, article_id=f"a\n{evil}", version="v", title=evil, outlet=evil, published=None, url=None,
        text=evil, start=0, end=9, score=1.0, copies=[evil],
    )  # fmt: skip
    print_hits([hit])
    print_answer(Answer(
        question=evil, status="answered", answer=evil, citations=[citation], sentences=[], understood=evil,
        confidence=0.9, notes=[evil], took_ms=Took(retrieve=1, answer=1, total=2),
    ))  # fmt: skip
    lines = capsys.readouterr().out.splitlines()
    assert all(line.isprintable() for line in lines) and sum("Ferry" in line for line in lines) >= 8
