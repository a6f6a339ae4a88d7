"""Plots as SVG, drawn by hand: colours come from the page's style sheet, so that they suit light and dark."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from evals.calibration import Bin
from evals.figures import Figure

BAR, GAP, LABEL, PLOT = 13, 14, 118, 470
SQUARE, MARGIN = 260, 46


def bars(figures: Mapping[str, Mapping[str, Figure]], names: Sequence[str]) -> str:
    """A group of bars for each figure in `names`, one bar for each method, with its 95 % interval."""
    systems = list(figures)
    rows = [(name, [(at, figures[each][name]) for at, each in enumerate(systems) if name in figures[each]])
            for name in names]  # fmt: skip
    rows = [(name, own) for name, own in rows if own]
    height = sum(len(own) * BAR + GAP for _, own in rows) + 24
    parts = [_scale(height - 20)]
    top = 4.0
    for name, own in rows:
        middle = top + len(own) * BAR / 2 + 4
        parts.append(f'<text x="{LABEL - 10}" y="{middle:.1f}" class="end">{escape(name)}</text>')
        for at, figure in own:
            parts.append(_bar(top, at, systems[at], name, figure))
            top += BAR
        top += GAP
    return _svg(LABEL + PLOT + 60, height, "Figures by method, each with its 95 % interval", parts)


def reliability_diagram(bins: Sequence[Bin], title: str) -> str:
    """How often it came true against how sure Dateline was: on the diagonal, confidence means what it says."""
    side = SQUARE + 2 * MARGIN
    most = max((each.count for each in bins), default=1)
    parts = [f'<text x="{side / 2}" y="20" class="middle">{escape(title)}</text>']
    for tenth in (0, 5, 10):
        x, y = _place(tenth / 10, tenth / 10)
        parts.append(f'<text x="{x:.1f}" y="{MARGIN + SQUARE + 16}" class="middle">{10 * tenth} %</text>')
        parts.append(f'<text x="{MARGIN - 6}" y="{y + 4:.1f}" class="end">{10 * tenth} %</text>')
        parts.append(f'<path class="grid" d="M{MARGIN},{y:.1f}h{SQUARE}M{x:.1f},{MARGIN}v{SQUARE}"/>')
    parts.append(f'<path class="diagonal" d="M{MARGIN},{MARGIN + SQUARE}L{MARGIN + SQUARE},{MARGIN}"/>')
    points = [_place(each.confidence, each.truth) for each in bins]
    if points:
        parts.append(f'<path class="line" d="M{"L".join(f"{x:.1f},{y:.1f}" for x, y in points)}"/>')
    for (x, y), each in zip(points, bins, strict=True):
        told = f"confidence {100 * each.confidence:.0f} %, true {100 * each.truth:.0f} %, {each.count} questions"
        radius = 3 + 7 * (each.count / most) ** 0.5
        parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" class="dot"><title>{told}</title></circle>')
    parts.append(f'<text x="{side / 2}" y="{side - 8}" class="middle">confidence</text>')
    return _svg(side, side, f"{title}: {len(bins)} bins", parts)


def _bar(top: float, at: int, system: str, name: str, figure: Figure) -> str:
    end, low, high = (LABEL + PLOT * value for value in (figure.value, figure.low, figure.high))
    middle = top + BAR / 2 - 1
    told = f"{system}, {name}: {100 * figure.value:.1f} ({100 * figure.low:.1f} to {100 * figure.high:.1f})"
    return (
        f'<g><title>{escape(told)}</title><rect x="{LABEL}" y="{top:.1f}" width="{end - LABEL:.1f}" '
        f'height="{BAR - 2}" class="s{at}"/>'
        f'<path class="whisker" d="M{low:.1f},{middle:.1f}H{high:.1f}M{low:.1f},{middle - 3:.1f}v6'
        f'M{high:.1f},{middle - 3:.1f}v6"/>'
        f'<text x="{max(high, end) + 6:.1f}" y="{middle + 4:.1f}">{100 * figure.value:.1f}</text></g>'
    )


def _scale(bottom: float) -> str:
    parts = []
    for percent in range(0, 101, 20):
        x = LABEL + PLOT * percent / 100
        parts.append(f'<path class="grid" d="M{x:.1f},0V{bottom:.1f}"/>')
        parts.append(f'<text x="{x:.1f}" y="{bottom + 14:.1f}" class="middle">{percent}</text>')
    return "".join(parts)


def _place(confidence: float, truth: float) -> tuple[float, float]:
    return MARGIN + SQUARE * confidence, MARGIN + SQUARE * (1 - truth)


def _svg(width: float, height: float, told: str, parts: Sequence[str]) -> str:
    return (
        f'<svg viewBox="0 0 {width:.0f} {height:.0f}" width="{width:.0f}" role="img" aria-label="{escape(told)}">'
        f"{''.join(parts)}</svg>"
    )
