"""Guessing: what may be concluded about a page's days from its country, and, last of all, from its marked elements."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import urlsplit

import htmldate
import lxml.html  # type: ignore[import-untyped]

from corpus.dates import find_dates

DAY_FIRST_HOSTS = frozenset(
    "uk ie au nz in za ng ke gh pk sg my fr de at ch es it pt br ar mx cl co pe nl be dk no se fi pl cz sk ro gr tr ru"
    " ua bg hr rs id vn th il eg ae sa ma tn eu".split()
)
MONTH_FIRST_HOSTS = frozenset(("us", "gov", "mil"))
DAY_FIRST_LANGUAGES = frozenset("fr de es it pt nl da no nb sv fi pl cs sk ro el tr ru uk bg hr sr id vi ar he".split())
EARLIEST = "1995-01-01"  # of a web page
MAX_LINE_CHARS = 130  # a longer line with a day in it is a sentence
_PUBLISHING = re.compile(
    r"^(?!.*(?:updat|modif)).*(?:publi[sckqeé]|posted|^(?:written )?by\b|veröffentlicht|опубликован|опубліковано"
    r"|입력|发布|投稿|公開)",
    re.IGNORECASE,
)


def day_first_in(language_tag: str | None, url: str | None) -> bool | None:
    """Whether 03/04/2013 is 3 April where a page comes from, or None where tag and host do not say or disagree."""
    language, _, region = (language_tag or "").replace("_", "-").partition("-")
    try:
        last = (urlsplit(url or "").hostname or "").rsplit(".", 1)[-1]
    except ValueError:
        last = ""
    said = set()
    if region:
        said.add(region[:2].upper() not in ("US", "PH"))
    elif language.lower() in DAY_FIRST_LANGUAGES:
        said.add(True)
    if last in DAY_FIRST_HOSTS or last in MONTH_FIRST_HOSTS:
        said.add(last in DAY_FIRST_HOSTS)
    return said.pop() if len(said) == 1 else None


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
