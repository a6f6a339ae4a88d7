"""A story's timeline as HTML: a dot a report on a line of days, and the same as a list. All of it escaped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from corpus.dates import bounds
from rag.stories import TimelineReport
from ui.cards import outlet_of
from ui.escaping import escaped, isolated
from ui.wording import Wording

_STEPS = 50  # places on the line; reports in one place stand above each other
_HIGHEST = 4  # dots above each other; further ones lie on the highest
_RADIUS, _APART = 4.5, 11  # pixels


def render_timeline(reports: Sequence[TimelineReport], words: Wording) -> str:
    """The timeline of a story's reports, earliest first; "" where fewer than two have a day."""
    dated = [report for report in reports if bounds(report.published)]
    if len(dated) < 2:
        return ""
    first, last = _day(dated[0]), _day(dated[-1])
    ends = [words.day(first), words.day(last)]
    between = ends[0] if ends[0] == ends[1] else words("from_to", first=ends[0], last=ends[1])
    days = "".join(f"<span>{escaped(day)}</span>" for day in dict.fromkeys(ends))
    listed = "".join(_listed(report, words) for report in reports)
    return (
        f'<figure class="timeline"><figcaption>{escaped(words("timeline", between=between))}</figcaption>'
        f"{_drawn(dated, words)}"
        f'<p class="ends" aria-hidden="true">{days}</p>'
        f"<details><summary>{escaped(words('reports', n=len(reports)))}</summary><ol>{listed}</ol></details></figure>"
    )


def _drawn(dated: Sequence[TimelineReport], words: Wording) -> str:
    days = [bounds(_day(report)) for report in dated]
    ordinals = [day[0].toordinal() for day in days if day]
    begin, length = min(ordinals), max(ordinals) - min(ordinals)
    places = [round(_STEPS * (each - begin) / length) if length else _STEPS // 2 for each in ordinals]
    rows = min(_HIGHEST, max(Counter(places).values()))
    ground = rows * _APART
    standing: Counter[int] = Counter()
    dots = []
    for report, place in zip(dated, places, strict=True):
        above = min(standing[place], _HIGHEST - 1)
        standing[place] += 1
        dots.append(_dot(report, words, 100 * place / _STEPS, ground - _APART * above - _APART / 2))
    line = f'<line x1="0%" x2="100%" y1="{ground}" y2="{ground}"/>'
    return f'<svg height="{ground + 2}" aria-hidden="true">{line}{"".join(dots)}</svg>'


def _dot(report: TimelineReport, words: Wording, across: float, down: float) -> str:
    quoted = f' class="quoted" data-source="{report.citations[0]}"' if report.citations else ""
    told = f"{words.day(_day(report))}, {outlet_of(report.outlet, words)}: {report.title}"
    return f'<circle cx="{across:g}%" cy="{down:g}" r="{_RADIUS}"{quoted}><title>{escaped(told)}</title></circle>'


def _listed(report: TimelineReport, words: Wording) -> str:
    numbers = "".join(f" [{n}]" for n in report.citations)
    also = ", ".join(dict.fromkeys(copy.outlet for copy in report.copies if copy.outlet))
    copies = f" ({escaped(words('also_in', outlets='')).strip()} {isolated(also)})" if also else ""
    return (
        f'<li><span class="when">{escaped(words.day(_day(report)))}</span> '
        f"{isolated(outlet_of(report.outlet, words))}: {isolated(report.title)}{numbers}{copies}</li>"
    )


def _day(report: TimelineReport) -> str | None:
    """When it was published, without the time of day."""
    published = report.published
    return published[:10] if published and not published.startswith("--") else published
