"""Stories: which articles of the archive tell of one event, kept until an article comes, changes or goes.

A story has reports; copies of a report stand beside it and are no report of their own.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from pydantic import BaseModel, ConfigDict

from corpus.article import Article, DatelineError
from corpus.dates import bounds
from rag.answer import Answer
from rag.events import OPENING_CHARACTERS, label_of
from rag.grouping import group_by_event
from rag.indexing import Progress
from rag.store import Store
from rag.words import WordIndex, query_terms

# Raised when what puts articles together changes: an archive's stories are then found anew.
_RULES = "2"
_SETTING = "stories_of"
_AT_ONCE = 500  # articles told of between two calls of progress


class Printing(BaseModel):
    """An article as a list of stories names it."""

    model_config = ConfigDict(frozen=True)

    article_id: str
    title: str
    outlet: str | None
    published: str | None


class Report(Printing):
    """An article of a story, with those that print the same words."""

    copies: list[Printing] = []


class StoryEntry(BaseModel):
    """One event: a label for people, the days of its first and last dated report, who reported, and the reports."""

    model_config = ConfigDict(frozen=True)

    label: str
    first_published: str | None
    last_published: str | None
    outlets: list[str]
    articles: list[Report]


class TimelineReport(Report):
    """A report in an answer's timeline, with the numbers of the answer's citations that are from it."""

    citations: list[int] = []


@dataclass(frozen=True)
class _Row:
    """A stored article as far as a list of stories needs it."""

    story: int
    number: int
    id: str
    family: str
    title: str
    outlet: str | None
    published: str | None


def list_stories(
    store: Store, passing: Collection[str] | None = None, about: Collection[str] | None = None
) -> list[StoryEntry]:
    """Every story, the newest event first; undated ones last, the latest to come in first. After `keep_stories`.

    `passing`: only articles with these ids are there; `about`: only stories with one of these.
    """
    stories: dict[int, list[_Row]] = defaultdict(list)
    for row in _rows(store):
        if passing is None or row.id in passing:
            stories[row.story].append(row)
    wanted = [_families(rows) for rows in stories.values() if about is None or any(row.id in about for row in rows)]
    wanted.sort(key=_newness, reverse=True)
    return [_entry([_report(family) for family in families]) for families in wanted]


def articles_on(store: Store, words: WordIndex, subject: str) -> set[str]:
    """Ids of the articles that have every telling word of `subject`, in their headline or their text.

    Raises DatelineError when there is no word in it.
    """
    terms = query_terms(subject)
    if not terms:
        raise DatelineError(f'"{subject}" has no word to look for; name the story by words that it tells of.')
    found: list[set[str]] = []
    for term in terms:
        rows = store.rows_in("SELECT article_id FROM passages", "id", words.holding(term))
        found.append({row[0] for row in rows})
    return set.intersection(*found)


def timeline(store: Store, answer: Answer) -> list[TimelineReport]:
    """All reports of the stories that an answer quotes, earliest first, undated ones last. After `keep_stories`.

    Empty where it quotes nothing; what has been removed since is left out.
    """
    cited: dict[str, list[int]] = defaultdict(list)
    for citation in answer.citations:
        cited[citation.article_id].append(citation.n)
    stories = {row[0] for row in store.rows_in(_ROWS, "a.id", cited)}
    told = []
    for family in _families(_Row(*row) for row in store.rows_in(_ROWS, "s.story", stories)):
        numbers = sorted(n for row in family for n in cited.get(row.id, ()))
        told.append(TimelineReport(**dict(_report(family)), citations=numbers))
    return told


def stories_are_kept(store: Store) -> bool:
    """Whether no article came, changed or went since the stories were found last."""
    return store.setting(_SETTING) == _state(store)


def keep_stories(store: Store, progress: Progress | None = None) -> None:
    """Find the stories where an article came, changed or went since they were found last; else do nothing.

    What changes meanwhile is found the next time. Seconds for thousands of articles: docs/archive.md has figures.
    """
    if stories_are_kept(store):
        return
    state = _state(store)
    families = _families(_rows(store))
    articles = _openings(store, [family[0].id for family in families])

    def advance(done: int) -> None:
        if progress and (done % _AT_ONCE == 0 or done == len(articles)):
            progress("grouping", done, len(articles))

    groups = group_by_event(articles, advance)
    story_of = {articles[at].id: story for story, group in enumerate(groups) for at in group}
    placed = [(story_of[family[0].id], row.id) for family in families if family[0].id in story_of for row in family]
    with store.transaction():
        store.rows("DELETE FROM stories")
        store.run_each("INSERT INTO stories SELECT number, ? FROM articles WHERE id = ?", placed)
        store.set_setting(_SETTING, state)


def _state(store: Store) -> str:
    """A digest of all that the stories are found from: `version` stands for text, headline, outlet and day."""
    rows = store.rows("SELECT id, version, copy_of FROM articles ORDER BY id")
    return f"{_RULES} {hashlib.sha256(repr(rows).encode()).hexdigest()}"


_ROWS = (
    "SELECT coalesce(s.story, -a.number), a.number, a.id, coalesce(a.copy_of, a.id), v.title, a.outlet, a.published "
    "FROM articles a JOIN versions v ON v.article_id = a.id AND v.version = a.version "
    "LEFT JOIN stories s ON s.article = a.number"
)


def _rows(store: Store) -> list[_Row]:
    """Every article; one whose story was not sought yet is alone."""
    return [_Row(*row) for row in store.rows(_ROWS)]


def _openings(store: Store, article_ids: Sequence[str]) -> list[Article]:
    """The articles, as far as grouping reads them."""
    rows = store.rows_in(
        f"SELECT a.id, a.version, v.title, substr(v.text, 1, {2 * OPENING_CHARACTERS}), a.published "
        "FROM articles a JOIN versions v ON v.article_id = a.id AND v.version = a.version",
        "a.id",
        article_ids,
    )
    return [
        Article(id=each, version=version, title=title, text=text, published=published, source="")
        for each, version, title, text, published in rows
    ]


def _families(rows: Iterable[_Row]) -> list[list[_Row]]:
    """Reports, earliest first, each followed by its copies."""
    families: dict[str, list[_Row]] = defaultdict(list)
    for row in rows:
        families[row.family].append(row)
    return sorted((sorted(family, key=_when) for family in families.values()), key=lambda family: _when(family[0]))


def _when(row: _Row) -> tuple[int, date, str, int]:
    """By day and time; then days without a year, then no day; at last by when it came in."""
    days = bounds(row.published)
    return (0 if days else 1 if row.published else 2, days[0] if days else date.max, row.published or "", row.number)


def _newness(families: Sequence[Sequence[_Row]]) -> tuple[int, date, str, int]:
    """Greater for a newer event."""
    undated, day, published, _ = _when(families[0][0])
    return -undated, day, published, max(row.number for family in families for row in family)


def _printing(row: _Row) -> dict[str, str | None]:
    return {"article_id": row.id, "title": row.title, "outlet": row.outlet, "published": row.published}


def _report(family: Sequence[_Row]) -> Report:
    first, *others = map(_printing, family)
    return Report.model_validate({**first, "copies": others})


def _entry(reports: list[Report]) -> StoryEntry:
    dated = [report.published for report in reports if report.published]
    return StoryEntry(
        label=label_of(reports[0].published, reports[0].title),
        first_published=dated[0] if dated else None,
        last_published=dated[-1] if dated else None,
        outlets=list(dict.fromkeys(report.outlet for report in reports if report.outlet)),
        articles=reports,
    )
