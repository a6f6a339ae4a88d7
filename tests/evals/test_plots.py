from __future__ import annotations

import xml.etree.ElementTree as ElementTree

from hypothesis import given
from hypothesis import strategies as st

from evals.calibration import Bin
from evals.figures import Figure
from evals.plots import LABEL, MARGIN, PLOT, SQUARE, bars, reliability_diagram


def test_a_bar_is_as_long_as_its_figure_and_names_its_interval() -> None:
    drawn = ElementTree.fromstring(bars({"ours <&>": {"right": Figure(0.5, 0.4, 0.6, 9)}}, ["right", "mixed"]))
    (bar,) = drawn.findall(".//rect")
    assert (bar.get("x"), bar.get("width"), bar.get("class")) == (str(LABEL), f"{PLOT / 2:.1f}", "s0")
    (title,) = drawn.findall(".//title")
    assert title.text == "ours <&>, right: 50.0 (40.0 to 60.0)"
    assert "mixed" not in [each.text for each in drawn.iter("text")]


@given(st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1), st.integers(1, 999)), max_size=10))
def test_every_bin_is_a_dot_inside_the_square(bins: list[tuple[float, float, int]]) -> None:
    drawn = ElementTree.fromstring(reliability_diagram([Bin(*each) for each in bins], "Sure & right"))
    dots = drawn.findall("circle")
    assert len(dots) == len(bins)
    for dot, (confidence, truth, _) in zip(dots, bins, strict=True):
        x, y = float(dot.get("cx") or 0), float(dot.get("cy") or 0)
        assert abs(x - (MARGIN + SQUARE * confidence)) < 0.1
        assert abs(y - (MARGIN + SQUARE * (1 - truth))) < 0.1
