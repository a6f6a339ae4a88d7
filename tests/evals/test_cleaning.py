"""evals/cleaning.py: the measure of bodies, and the gate on the pages where they are there."""

import gzip
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.cleaning import PAGES, Body, article_text, compare, figures, furniture_taken, measure_pages
from evals.gate import breaches

WORDS = st.lists(st.sampled_from("the ferry came in an hour late".split()), max_size=30)


def test_no_figure_of_the_pages_is_below_its_floor() -> None:
    if not PAGES.is_dir():
        pytest.skip("the shared collections are not here (../shared/collections/pages)")
    reached = figures(measure_pages(article_text))
    assert breaches("pages", PAGES / "ground-truth.json", reached) == []


def test_bodies_are_compared_by_runs_of_four_words() -> None:
    assert compare("the ferry came in late", "the ferry came in an hour late") == Body(0.5, 0.25, 1, 3)
    assert compare("The ferry!", "the ferry") == Body(0.0, 0.0, 1, 1)  # case counts, marks do not
    assert compare("", "the ferry came in") == Body(0.0, 0.0, 0, 1)
    assert compare("", "") == Body(1.0, 1.0, 0, 0)


@given(WORDS, WORDS)
def test_precision_and_recall_change_places_with_the_texts(one: list[str], other: list[str]) -> None:
    forth, back = compare(" ".join(one), " ".join(other)), compare(" ".join(other), " ".join(one))
    assert (forth.too_many, forth.missing) == (back.missing, back.too_many)
    if one and other:
        assert (forth.precision, forth.recall) == (back.recall, back.precision)
    assert compare(" ".join(one), " ".join(one)).precision == 1.0


def test_f1_is_of_the_averages_and_lies_in_its_interval() -> None:
    found = figures({"a": Body(1.0, 0.5, 0, 1), "b": Body(0.5, 0.5, 1, 1), "c": Body(0.6, 0.8, 1, 1)})
    assert found["precision"] == pytest.approx(0.7) and found["recall"] == pytest.approx(0.6)
    assert found["F1"] == pytest.approx(2 * 0.7 * 0.6 / 1.3)
    assert all(found[f"{name} from"] <= found[name] <= found[f"{name} to"] for name in ("F1", "precision", "recall"))


def test_lines_taken_out_are_counted_by_kind(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.write(json.dumps({"text": "The ferry was late.\n\nRead More\n\nContributing: Ida Moor"}) + "\n")
    kinds, share = furniture_taken(path)
    assert kinds == {"related": 1, "credit": 1} and 0.5 < share < 0.7
