"""What an archive holds, listed and counted: articles newest first, how many there are of each period and outlet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from rag.store import Store

# A collection that spans fewer months than this is counted by months, a longer one by years.
_MONTHS_COUNTED = 24


@dataclass(frozen=True)
class Listed:
    """An article as a list names it, with the article whose copy it is and how many versions are stored."""

    id: str
    title: str
    outlet: str | None
    published: str | None
    copy_of: str | None
    versions: int


@dataclass(frozen=True)
class OutletListed:
    """An outlet with its articles: how many, and the ISO days of the first and the last dated one."""

    name: str | None
    articles: int
    first_day: str | None
    last_day: str | None


def list_articles(
    store: Store,
    since: str | None = None,
    until: str | None = None,
    outlets: Sequence[str] | None = None,
    most: int = 50,
    skip: int = 0,
    among: Collection[str] | None = None,
) -> tuple[list[Listed], int]:
    """At most `most` articles after the first `skip`, newest first and undated last; and how many there are in all.

    Filters as in Archive.search; `among`: only articles with these ids. Raises DatelineError for a date that is none.
    """
    newest_first = "SELECT id FROM articles ORDER BY last_day IS NULL, last_day DESC, published DESC, arrived DESC"
    passing = store.matching(since, until, outlets)[0]
    ids = [each for (each,) in store.rows(newest_first) if each in passing and (among is None or each in among)]
    shown = ids[skip : skip + most]
    rows = store.rows_in(
        "SELECT a.id, v.title, a.outlet, a.published, a.copy_of, "
        "(SELECT count(*) FROM versions o WHERE o.article_id = a.id) "
        "FROM articles a JOIN versions v ON v.article_id = a.id AND v.version = a.version",
        "a.id",
        shown,
    )
    listed = {row[0]: Listed(*row) for row in rows}
    return [listed[each] for each in shown if each in listed], len(ids)


def list_outlets(store: Store) -> list[OutletListed]:
    """Every outlet, the one with most articles first; articles without one are counted under None, at the end."""
    rows = store.rows(
        "SELECT outlet, count(*), min(first_day), max(last_day) FROM articles GROUP BY outlet "
        "ORDER BY outlet IS NULL, count(*) DESC, outlet"
    )
    return [OutletListed(name, articles, _iso(first), _iso(last)) for name, articles, first, last in rows]


def count_periods(store: Store, outlets: Sequence[str] | None = None) -> dict[str, int]:
    """Articles of each year, the latest first, by its ISO form; of each month where the archive spans few of them.

    An article dated to a year counts in no month; undated articles are not counted.
    """
    days = store.rows("SELECT min(first_day), max(last_day) FROM articles")[0]
    if days[0] is None:
        return {}
    first, last = map(date.fromordinal, days)
    months = 12 * (last.year - first.year) + last.month - first.month
    letters = len("2026-05") if months < _MONTHS_COUNTED else len("2026")
    passing = store.matching(outlets=outlets)[0]
    rows = store.rows("SELECT id, published FROM articles WHERE first_day IS NOT NULL")
    counted = Counter(day[:letters] for each, day in rows if each in passing and len(day) >= letters)
    return dict(sorted(counted.items(), reverse=True))


def count_outlets(store: Store, since: str | None = None, until: str | None = None) -> dict[str, int]:
    """Articles of each outlet in a period, most first. Raises DatelineError for a date that is none."""
    passing = store.matching(since, until)[0]
    rows = store.rows("SELECT id, outlet FROM articles WHERE outlet IS NOT NULL")
    counted = Counter(outlet for each, outlet in rows if each in passing)
    return dict(sorted(counted.items(), key=lambda each: (-each[1], each[0])))


def _iso(ordinal: Any) -> str | None:
    return date.fromordinal(ordinal).isoformat() if ordinal else None
