"""Visible: the lines a reader of a page sees between headline and text, where day, people and agency stand.

And the day that htmldate takes for the page's, believed only where such a line bears it out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

import htmldate
import lxml.html  # type: ignore[import-untyped]

from corpus.dates import find_dates
from corpus.heads import BYLINE
from corpus.metadata import PUBLISHED_CUE

HEAD_LINES = 15  # after the headline, that may carry day and byline
LINES_ABOVE = 4
EARLIEST = "1995-01-01"  # of a web page
MAX_LINE_CHARS = 130  # a longer line with a day in it is a sentence
_PICTURE = re.compile(r"(?:©|\b(?:photos?|images?|pictures?|credits?|foto|bild)\b)\W*$", re.IGNORECASE)
_LABEL = re.compile(
    r"(?:by|von|par|por|di|(?:first |last )?(?:published|updated|modified|posted)(?: on)?)\s*:?", re.IGNORECASE
)
_PUBLISHING = re.compile(
    r"^(?!.*(?:updat|modif)).*(?:publi[sckqeé]|posted|^(?:written )?by\b|veröffentlicht|опубликован|опубліковано"
    r"|입력|发布|投稿|公開)",
    re.IGNORECASE,
)


def around_headline(headlines: Sequence[str], text: str, lines: list[str]) -> tuple[list[str], bool]:
    """The lines between headline and text, then the one above, and True; else the lines above the text, and False.

    `headlines` are the wordings the headline may have. A day further above is most often that of another article,
    unless its line says more.
    """
    starts = [paragraph[:40] for paragraph in text.split("\n\n")[:2]]
    body = next((i for i, line in enumerate(lines) if len(starts) > 1 and line.startswith(starts[1])), len(lines))
    names = [name for name in headlines if len(name) > 8]
    said = [i for i, line in enumerate(lines[:body]) if any(map(line.startswith, names))]
    if said:  # once over the text, and often once more among the buttons to share it
        first = next(i for i in said if i >= said[-1] - HEAD_LINES)
        above = [line for line in joined(lines[max(0, first - LINES_ABOVE) : first])[:-1] if is_told(line)]
        beside = joined(lines[max(0, first - 1) : min(body, said[-1] + 1 + HEAD_LINES)])
        # What stands below the headline comes first: above it, a page's top may print the day it was asked for.
        return above + (beside[1:] + beside[:1] if first and beside and beside[0] == lines[first - 1] else beside), True
    return joined(lines[max(0, body - HEAD_LINES) : body]) if body < len(lines) else [], False


def agency_lines(near: list[str]) -> list[str]:
    """The lines around a headline that may be nothing but an agency's name, those below a picture left out."""
    pairs = zip(["", *near], near, strict=False)
    return [line for before, line in pairs if len(line) < 40 and not _PICTURE.search(before)]


def is_told(line: str) -> bool:
    """A line that calls its day the day of publication, or that is a byline."""
    return bool(BYLINE.match(line) or PUBLISHED_CUE.search(line))


def joined(lines: list[str]) -> list[str]:
    """The lines, each label that stands alone ("By", "Published:", "Updated") put before the line it labels.

    A day whose year stands in one of the next two lines is joined with it; days with " / " between them are parted.
    """
    found: list[str] = []
    label = ""
    for at, line in enumerate(lines):
        year = next((after for after in lines[at + 1 : at + 3] if re.fullmatch(r"(?:19|20)\d\d", after)), None)
        if year and len(line) < 24 and (day := find_dates(line)) and day[0].value.startswith("--"):
            line = f"{line}, {year}"
        if _LABEL.fullmatch(line):
            label = f"{line} "
            continue
        found += [label + part for part in (re.split(r"\s/\s", line) if find_dates(line) else [line])]
        label = ""
    return found


def guessed_day(tree: lxml.html.HtmlElement, lines: list[str], day_first: bool | None) -> str | None:
    """The day htmldate takes for the page's, where a short line prints it as the day of publication or in a byline.

    Without htmldate's search through the running text. On 62 pages without their markup it was another article's day,
    or that of a change, in 5: so a day that no line of the page calls the article's is not believed.
    """
    found = htmldate.find_date(
        tree, extensive_search=False, original_date=True, url="", min_date=EARLIEST, max_date=date.today().isoformat()
    )
    told = (line for line in lines if found and len(line) <= MAX_LINE_CHARS and _PUBLISHING.search(line))
    return found if any(f.value[:10] == found for line in told for f in find_dates(line, day_first)) else None
