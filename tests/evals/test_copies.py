from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from evals.collections import SHARED
from evals.copies import PairFigures, exact_duplicates, falsified_twins, interval, sample_wire, second_extractions
from evals.gate import breaches

NEWSQUIZ = SHARED / "newsquiz2022"


def needs(name: str) -> None:
    if not (SHARED / name).is_dir():
        pytest.skip(f"the shared collections are not here (../shared/collections/{name})")


def test_the_wire_copies_of_the_sample_are_one_story_and_nothing_else_is() -> None:
    figures = sample_wire()
    assert (figures.misses(), figures.false_pairs()) == ([], [])


def test_no_falsified_twin_is_told_with_its_original() -> None:
    needs("snippets")
    assert falsified_twins().false_pairs() == []


def test_every_exact_duplicate_is_told_once() -> None:
    needs("bbc2005")
    figures = exact_duplicates("bbc2005")
    assert len(figures.expected) > 100
    assert figures.misses() == []


def test_second_extractions_are_above_their_floors(tmp_path: Path) -> None:
    needs("newsquiz2022")
    with gzip.open(NEWSQUIZ / "copies.jsonl.gz", "rt", encoding="utf-8") as lines:
        pages = {json.loads(line)["same_as"] for line in lines}
    some = tmp_path / "some.jsonl"
    with gzip.open(NEWSQUIZ / "articles.jsonl.gz", "rt", encoding="utf-8") as lines:
        kept = [line for number, line in enumerate(lines) if number % 40 == 0 or json.loads(line)["id"] in pages]
    some.write_text("".join(kept), encoding="utf-8")
    stored, by_text = second_extractions([some], NEWSQUIZ / "copies.jsonl.gz")
    reached = {"recall": stored.recall, "precision": stored.precision, "recall by text": by_text.recall}
    assert breaches("newsquiz2022 copies", NEWSQUIZ / "copies.jsonl.gz", reached) == []


def test_figures_count_what_is_right_beside_what_was_asked_for() -> None:
    figures = PairFigures("x", {("a", "b"), ("a", "c")}, {("a", "b"), ("b", "c"), ("a", "d")}, {("b", "c")})
    assert (figures.recall, figures.precision) == (0.5, pytest.approx(2 / 3))
    assert (figures.misses(), figures.false_pairs()) == ([("a", "c")], [("a", "d")])
    nothing = PairFigures("y", set(), set())
    assert (nothing.recall, nothing.precision) == (None, None)


def test_intervals_are_wilsons() -> None:
    assert interval(0.5, 10) == pytest.approx((0.2366, 0.7634), abs=1e-3)
    assert interval(1.0, 10) == pytest.approx((0.7225, 1.0), abs=1e-3)
