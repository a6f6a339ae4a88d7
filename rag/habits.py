"""Habits of the outlets in an archive: learned from what is stored, taken out of what is stored and of what comes.

What is taken out of an article stays with it in `left_out`. An outlet to be looked at again waits in the table
`leaving`, like whatever an index has to do, so that a kill between storing and learning loses nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from corpus.article import Article, version_of
from corpus.habits import learn_habits, without_habits
from rag import copies
from rag.splitting import split_passages
from rag.store import Store

_KIND = "outlet"


def outlet_of(article: Article) -> str:
    """Whose habits count for an article; those of nobody in particular where its outlet is not known."""
    return article.outlet or ""


def leave_out(store: Store, article: Article) -> Article:
    """The article without the lines that are known as its outlet's habits."""
    known = {line for (line,) in store.rows("SELECT line FROM habits WHERE outlet = ?", (outlet_of(article),))}
    return _without(article, known) or article


def note_arrival(store: Store, article: Article) -> None:
    """Remember that an outlet has something new, and the habits an imported article brings. In a transaction."""
    store.rows("INSERT OR IGNORE INTO leaving VALUES (?, ?)", (_KIND, outlet_of(article)))
    for line in article.left_out:
        store.rows("INSERT OR IGNORE INTO habits VALUES (?, ?)", (outlet_of(article), line))


def learn(store: Store, uncited_from: int | None) -> None:
    """Learn the habits of every outlet with something new, and take them out of its stored articles.

    A version that arrived as number `uncited_from` or later, which nobody can have cited yet, makes way for its
    cleaner self; any other is kept beside it. Words and vectors of what changed are to be indexed again.
    """
    for outlet in store.leaving(_KIND):
        habits = learn_habits(lambda outlet=outlet: _stories(store, outlet))  # type: ignore[misc]
        with store.transaction():
            for line in habits:
                store.rows("INSERT OR IGNORE INTO habits VALUES (?, ?)", (outlet, line))
            for article_id in _printing(store, outlet, habits):
                _clean_again(store, article_id, habits, uncited_from)
            store.has_left(_KIND, [outlet])


def habits_by_outlet(store: Store) -> dict[str, dict[str, int]]:
    """For each outlet the lines taken out of its articles, and of how many, most first."""
    found: dict[str, dict[str, int]] = {}
    for outlet, line, articles in store.rows(
        "SELECT coalesce(a.outlet, ''), l.value, count(*) FROM articles a "
        "JOIN versions v ON v.article_id = a.id AND v.version = a.version, json_each(v.fields, '$.left_out') l "
        "GROUP BY 1, 2 ORDER BY 3 DESC, 2"
    ):
        found.setdefault(outlet, {})[line] = articles
    return found


def _stories(store: Store, outlet: str) -> Iterator[tuple[str, str]]:
    """Headline and text of an outlet's articles, copies of others left out."""
    sql = (
        "SELECT a.number, v.title, v.text FROM articles a JOIN versions v ON v.article_id = a.id AND v.version = "
        "a.version WHERE coalesce(a.outlet, '') = ? AND a.copy_of IS NULL AND a.number > ? ORDER BY a.number LIMIT 200"
    )
    last = -1
    while rows := store.rows(sql, (outlet, last)):
        yield from ((title, text) for _, title, text in rows)
        last = rows[-1][0]


def _printing(store: Store, outlet: str, habits: Collection[str]) -> list[str]:
    """Ids of the outlet's articles that print one of the lines."""
    if not habits:
        return []
    rows = store.rows(
        "SELECT a.id, v.text FROM articles a JOIN versions v ON v.article_id = a.id AND v.version = a.version "
        "WHERE coalesce(a.outlet, '') = ? ORDER BY a.number",
        (outlet,),
    )
    return [article_id for article_id, text in rows if without_habits(text, habits)[1]]


def _clean_again(store: Store, article_id: str, habits: Collection[str], uncited_from: int | None) -> None:
    held = store.article(article_id)
    arrived = store.rows("SELECT arrived FROM articles WHERE id = ?", (article_id,))[0][0]
    cleaner = _without(held, habits)
    if cleaner is None:
        return
    store.put(cleaner, split_passages(cleaner.text))
    copies.place(store, cleaner)
    if uncited_from is not None and arrived >= uncited_from:
        store.drop_version(article_id, held.version)


def _without(article: Article, habits: Collection[str]) -> Article | None:
    """The article without those lines, under the version its text now has; None where it prints none of them."""
    text, taken = without_habits(article.text, habits)
    if not taken:
        return None
    version = version_of(article.title, text, article.outlet, article.published)
    left_out = list(dict.fromkeys([*article.left_out, *taken]))
    return article.model_copy(update={"text": text, "version": version, "left_out": left_out})
