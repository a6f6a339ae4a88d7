"""The report: one HTML file without any request, with plots, figures and every miss."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path

from evals.calibration import reliability
from evals.figures import Difference, Figure, differences, figures_of
from evals.metrics import CALIBRATION, CONFLICTS, FIGURES
from evals.outcomes import DATELINE, Outcome, Quoted
from evals.plots import bars, reliability_diagram
from evals.results import SYSTEMS, Result, times_of

STYLE = Path(__file__).with_name("report.css")
PLOTTED = ("hit@1", "hit@5", "MRR", "nDCG@10", "gold in first", "gold in answer", "balanced", "mixed", "right",
           *CONFLICTS)  # fmt: skip
_KNOWN = ' class="known"'
KINDS_SHOWN = ("nDCG@10", "gold in first", "gold in answer", "answered", "refused", "right")


def write_report(results: Sequence[Result], path: Path) -> Path:
    """Write the report of some collections and say where."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(report(results), encoding="utf-8", errors="replace")
    return path


def report(results: Sequence[Result]) -> str:
    """The page: a section for each collection. What articles and questions say is escaped."""
    links = "".join(f'<a href="#{escape(each.collection)}">{escape(each.collection)}</a>' for each in results)
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<title>Dateline: evaluation</title><style>{STYLE.read_text(encoding='utf-8')}</style></head><body>"
        "<h1>Dateline: evaluation</h1><p>In percent, with 95 % intervals by bootstrap over the questions. "
        "What each figure means: docs/evaluation.md. No figure here is a language model's judgement.</p>"
        f"<nav>{links}</nav>{''.join(_section(each) for each in results)}</body></html>\n"
    )


def _section(result: Result) -> str:
    outcomes = result.outcomes
    figures = {system: figures_of(outcomes, system) for system in SYSTEMS}
    legend = "".join(f'<i class="s{at}"></i>{escape(system)}' for at, system in enumerate(SYSTEMS))
    part = f", {result.limit} of them asked for a quick look" if result.limit else ""
    name = escape(result.collection)
    return (
        f'<section id="{name}"><h2>{name}</h2><p>{len(outcomes)} questions{part}. {_times(outcomes)}</p>'
        f'<p class="legend">{legend}</p><div class="scroll">{bars(figures, PLOTTED)}</div>'
        f"{_figures(outcomes, figures)}{_calibration(outcomes)}{_kinds(result)}{_misses(outcomes)}</section>"
    )


def _times(outcomes: Sequence[Outcome]) -> str:
    times = times_of(outcomes)
    if not times:
        return ""
    return (
        f"An answer took {times['answer p50 ms']:.0f} ms at the median and {times['answer p95 ms']:.0f} ms at the 95th "
        f"percentile: {times['answer p50 / search p50']:.1f} and {times['answer p95 / search p95']:.1f} times plain "
        "fusion's search in the same run."
    )


def _figures(outcomes: Sequence[Outcome], figures: dict[str, dict[str, Figure]]) -> str:
    values = {system: [each.values.get(system, {}) for each in outcomes] for system in SYSTEMS}
    gains = {system: differences(values[system], values[DATELINE]) for system in SYSTEMS[1:]}
    heads = "".join(f"<th>{escape(each)}</th><th>gained</th><th>p</th>" for each in SYSTEMS[1:])
    rows = []
    for name in FIGURES:
        if own := figures[DATELINE].get(name):
            beside = "".join(_beside(name, figures[each].get(name), gains[each].get(name)) for each in SYSTEMS[1:])
            rows.append(f'<tr><td>{name}</td><td>{own.count}</td><td class="own">{_shown(own, name)}</td>{beside}</tr>')
    return (
        f'<h3>Figures</h3><div class="scroll"><table><tr><th></th><th>questions</th><th>dateline</th>{heads}</tr>'
        f"{''.join(rows)}</table></div>"
    )


def _beside(name: str, theirs: Figure | None, gain: Difference | None) -> str:
    if theirs is None or gain is None:
        return "<td></td><td></td><td></td>"
    gained = f"{100 * gain.gain:+.1f} <small>{100 * gain.low:+.1f} to {100 * gain.high:+.1f}</small>"
    return f"<td>{_shown(theirs, name)}</td><td>{gained}</td><td>{gain.p:.3f}</td>"


def _shown(figure: Figure, name: str) -> str:
    scale, digits = (1, 3) if name in CALIBRATION else (100, 1)
    low, high = scale * figure.low, scale * figure.high
    return f"{scale * figure.value:.{digits}f} <small>{low:.{digits}f} to {high:.{digits}f}</small>"


def _calibration(outcomes: Sequence[Outcome]) -> str:
    titles = {"found": "The collection answers", "right": "The answer given is right"}
    drawn = [reliability_diagram(bins, titles[name]) for name in titles if (bins := reliability(outcomes, name))]
    if not drawn:
        return ""
    return (
        "<h3>Reliability</h3><p>How often it came true, by how sure Dateline was. On the dashed line, confidence means "
        f'what it says; the larger a dot, the more questions.</p><div class="side">{"".join(drawn)}</div>'
    )


def _kinds(result: Result) -> str:
    kinds = result.by_kind()
    figures = {kind: figures_of(own) for kind, own in kinds.items()}
    names = [name for name in KINDS_SHOWN if any(name in own for own in figures.values())]
    heads = "".join(f"<th>{name}</th>" for name in names)
    rows = "".join(
        f"<tr><td>{escape(kind)}</td><td>{len(own)}</td>"
        + "".join(
            f"<td>{_shown(figures[kind][name], name)}</td>" if name in figures[kind] else "<td></td>" for name in names
        )
        + "</tr>"
        for kind, own in kinds.items()
    )
    return (
        '<h3>By kind of question</h3><div class="scroll"><table><tr><th></th><th>questions</th>'
        f"{heads}</tr>{rows}</table></div>"
    )


def _misses(outcomes: Sequence[Outcome]) -> str:
    missed = [each for each in outcomes if each.misses]
    if not missed:
        return "<h3>Misses</h3><p>None.</p>"
    return (
        f"<h3>Misses</h3><details><summary>{len(missed)} of {len(outcomes)} questions</summary>"
        f"{''.join(_miss(each) for each in missed)}</details>"
    )


def _miss(outcome: Outcome) -> str:
    wanted = ", ".join(outcome.wanted) if outcome.answerable else "not found" if outcome.answerable is False else ""
    quotes = "".join(map(_quote, outcome.quotes or outcome.nearest))
    retrieved = "".join(
        f"<dd{_KNOWN if each.article_id in outcome.known_articles else ''}>{at}. {each.score:.3f} "
        f"{escape(each.title or '(no headline)')} <small>{escape(each.article_id)}</small></dd>"
        for at, each in enumerate(outcome.retrieved, 1)
    )
    parts = [
        ("wanted", f"<dd>{escape(wanted)}</dd>" if wanted else ""),
        ("known articles", f"<dd>{escape(', '.join(outcome.known_articles))}</dd>" if outcome.known_articles else ""),
        ("quoted" if outcome.quotes else "nearest", f"<dd>{quotes}</dd>" if quotes else ""),
        ("retrieved (a known article is bold)", retrieved),
    ]
    told = "".join(f"<dt>{name}</dt>{shown}" for name, shown in parts if shown)
    return (
        f"<details><summary>{escape(outcome.question)} <span class='why'>{escape('; '.join(outcome.misses))}</span>"
        f"</summary><dl><dt>{escape(outcome.id)}, {escape(outcome.kind)}: {outcome.status}, confidence "
        f"{outcome.confidence:.2f}</dt>{told}</dl></details>"
    )


def _quote(quoted: Quoted) -> str:
    origin = ", ".join(part for part in (quoted.title, quoted.outlet, quoted.published) if part)
    return f"<blockquote>{escape(quoted.quote)}<br><small>{escape(origin)}</small></blockquote>"
