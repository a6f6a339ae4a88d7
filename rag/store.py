"""The store: every article, version and passage in SQLite. The truth that both indexes are made from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from corpus.article import Article, DatelineError, canonical_url
from corpus.dates import bounds, is_published
from rag.database import Database, in_parts

_FIELDS = frozenset(Article.model_fields) - {"id", "version", "title", "text"}  # kept together as JSON
# A version that stays the current one, with another byline say, keeps its place in the order of arrival.
_ARRIVAL = """
SELECT coalesce((SELECT arrived FROM articles WHERE id = :id AND version = :version),
                (SELECT max(arrived) + 1 FROM versions), 1)
"""


@dataclass(frozen=True)
class Passage:
    """A span of an article's current version: `article.text[start:end] == text`."""

    id: str
    article_id: str
    version: str
    start: int
    end: int
    text: str


def passage_id(article_id: str, version: str, start: int, end: int) -> str:
    """The id of a passage: the same for the same span of the same version, in every archive."""
    content = f"{article_id}\n{version}\n{start}\n{end}".encode("utf-8", "backslashreplace")
    return "p" + hashlib.sha256(content).hexdigest()[:16]


class Store(Database):
    """What is asked of the archive's database and changed in it by more than one file of rag/."""

    # Reading

    def article(self, article_id: str, version: str | None = None) -> Article:
        """An article in its current version, or in the one named. Raises DatelineError when it is not there."""
        # A lone surrogate, from a broken escape in a request, is in no stored id and cannot be given to SQLite.
        article_id = article_id.encode("utf-8", "replace").decode()
        rows = self.rows(
            "SELECT v.* FROM versions v JOIN articles a ON a.id = v.article_id "
            "WHERE v.article_id = ? AND v.version = coalesce(?, a.version)",
            (article_id, version),
        )
        if not rows:
            raise DatelineError(
                f"There is no article with the id {article_id}" + (f" and the version {version}." if version else ".")
            )
        return _article(rows[0])

    def has_version(self, article_id: str, version: str) -> bool:
        """Whether this version of this article is stored, current or not."""
        return bool(self.rows("SELECT 1 FROM versions WHERE article_id = ? AND version = ?", (article_id, version)))

    def articles(self, article_ids: Iterable[str]) -> dict[str, Article]:
        """Current versions by id; an unknown id is left out."""
        sql = "SELECT v.* FROM articles a JOIN versions v ON v.article_id = a.id AND v.version = a.version"
        return {row[0]: _article(row) for row in self.rows_in(sql, "a.id", article_ids)}

    def versions(self) -> Iterator[Article]:
        """Every version of every article in the order they came in, but articles in that of their first coming.

        Where an article went back to its first wording, that version is its latest: then the oldest that is left
        stands where the article came in.
        """
        rows = self.rows("SELECT v.arrived, a.number FROM versions v JOIN articles a ON a.id = v.article_id ORDER BY 1")
        firsts: dict[int, int] = {}
        for arrived, number in rows:
            firsts.setdefault(number, arrived)
        waiting, order = sorted(firsts, reverse=True), list[int]()
        for arrived, number in rows:
            while waiting and waiting[-1] <= number:
                order.append(firsts[waiting.pop()])
            if arrived != firsts[number]:
                order.append(arrived)
        for part in in_parts(order):
            held = {row[2]: row for row in self.rows_in("SELECT * FROM versions", "arrived", part)}
            yield from (_article(held[arrived]) for arrived in part if arrived in held)

    def versions_of(self, article_id: str) -> list[tuple[Article, str | None]]:
        """The versions of one article in the order they came in, each with when it did (UTC, ISO; None: not known)."""
        rows = self.rows("SELECT * FROM versions WHERE article_id = ? ORDER BY arrived", (article_id,))
        return [(_article(row), row[6]) for row in rows]

    def article_ids(self) -> list[str]:
        """Every article's id, in the order of their current versions' arrival."""
        return [row[0] for row in self.rows("SELECT id FROM articles ORDER BY arrived")]

    def id_of_url(self, url: str) -> str | None:
        """The id of the first article stored under this address, however its link was decorated."""
        rows = self.rows("SELECT id FROM articles WHERE url = ? ORDER BY number LIMIT 1", (canonical_url(url),))
        return str(rows[0][0]) if rows else None

    def passages(self, passage_ids: Iterable[str]) -> dict[str, Passage]:
        """Passages by id, with their text; an id that is not (or no longer) current is left out."""
        sql = (
            'SELECT p.id, p.article_id, p.version, p.start, p."end", v.text FROM passages p '
            "JOIN versions v ON v.article_id = p.article_id AND v.version = p.version"
        )
        found: dict[str, Passage] = {}
        for each, article_id, version, start, end, text in self.rows_in(sql, "p.id", passage_ids):
            found[each] = Passage(each, article_id, version, start, end, text[start:end])
        return found

    def article_passages(self, article_id: str) -> list[Passage]:
        """The passages of an article's current version, in the order of the text."""
        rows = self.rows("SELECT id FROM passages WHERE article_id = ?", (article_id,))
        return sorted(self.passages(row[0] for row in rows).values(), key=lambda passage: passage.start)

    def matching(
        self, since: str | None = None, until: str | None = None, outlets: Sequence[str] | None = None
    ) -> tuple[set[str], int]:
        """Ids of the articles that pass the filters, and how many undated ones a date filter left out.

        `since` and `until` are ISO dates, both inclusive; an article dated to a month or a year passes when any
        of its days does. Outlets are compared without case. Raises DatelineError for a date that is none.
        """
        first, last = _filter_day(since, 0), _filter_day(until, 1)
        wanted = {outlet.casefold() for outlet in outlets} if outlets else None
        passing, undated = set(), 0
        rows = self.kept_rows("SELECT id, outlet, first_day, last_day FROM articles")
        for article_id, outlet, first_day, last_day in rows:
            if wanted is not None and (outlet or "").casefold() not in wanted:
                continue
            if first_day is None and (first or last):
                undated += 1
            elif (first is None or last_day >= first) and (last is None or first_day <= last):
                passing.add(article_id)
        return passing, undated

    def outlets(self) -> dict[str, int]:
        """Each outlet and how many articles it has, most first."""
        sql = "SELECT outlet, count(*) FROM articles WHERE outlet IS NOT NULL GROUP BY outlet ORDER BY 2 DESC, 1"
        return dict(self.kept_rows(sql))

    def counts(self) -> dict[str, int]:
        """How many articles, versions, passages, embedded passages and copies there are."""
        names = ("articles", "versions", "passages", "embedded", "copies")
        rows = self.kept_rows(
            "SELECT (SELECT count(*) FROM articles), (SELECT count(*) FROM versions), (SELECT count(*) FROM passages), "
            "(SELECT count(*) FROM passages WHERE embedded), (SELECT count(*) FROM articles WHERE copy_of IS NOT NULL)"
        )
        return dict(zip(names, rows[0], strict=True))

    def last_arrival(self) -> int:
        """The number of the version that came in last; 0 for an empty archive."""
        return int(self.rows("SELECT coalesce(max(arrived), 0) FROM versions")[0][0])

    # Changing: inside `with store.transaction():`

    def put(self, article: Article, spans: Sequence[tuple[int, int]]) -> None:
        """Make `article` the current version under its id, with passages at `spans`; earlier versions stay.

        Nothing is in the indexes yet: the article is unmarked for words, its passages for vectors. Its family is still
        that of its earlier version, or none: see copies.place.
        """
        arrived = self.rows(_ARRIVAL, {"id": article.id, "version": article.version})[0][0]
        days = bounds(article.published)
        self._db.execute(
            "INSERT INTO articles (id, version, arrived, url, outlet, published, first_day, last_day, shingles) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0) ON CONFLICT (id) DO UPDATE SET version = excluded.version, "
            "arrived = excluded.arrived, url = excluded.url, outlet = excluded.outlet, published = excluded.published, "
            "first_day = excluded.first_day, last_day = excluded.last_day, in_words = 0",
            (article.id, article.version, arrived, article.url and canonical_url(article.url))
            + (article.outlet, article.published)
            + ((days[0].toordinal(), days[1].toordinal()) if days else (None, None)),
        )
        fields = json.dumps(article.model_dump(include=set(_FIELDS)))
        self._db.execute(
            "INSERT OR REPLACE INTO versions VALUES (?, ?, ?, ?, ?, ?, strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))",
            (article.id, article.version, arrived, article.title, article.text, fields),
        )
        self.put_passages(article.id, article.version, spans)

    def put_passages(self, article_id: str, version: str, spans: Sequence[tuple[int, int]]) -> None:
        """Make `spans` the passages of an article's current version; those that stay keep their marks."""
        ids = {passage_id(article_id, version, *span): span for span in spans}
        held = {row[0] for row in self.rows("SELECT id FROM passages WHERE article_id = ?", (article_id,))}
        self._leave("passage", held - ids.keys())
        self.run_each("DELETE FROM passages WHERE id = ?", [(each,) for each in held - ids.keys()])
        self.run_each(
            'INSERT INTO passages (id, article_id, version, start, "end") VALUES (?, ?, ?, ?, ?) '
            'ON CONFLICT (id) DO UPDATE SET start = excluded.start, "end" = excluded."end"',
            [(each, article_id, version, *span) for each, span in ids.items()],
        )
        self.run_each("DELETE FROM leaving WHERE kind = 'passage' AND id = ?", [(each,) for each in ids])
        self._db.execute("UPDATE articles SET in_words = 0 WHERE id = ?", (article_id,))

    def drop_version(self, article_id: str, version: str) -> None:
        """Forget a version that is not the current one."""
        current = "(SELECT version FROM articles WHERE id = :id)"
        sql = f"DELETE FROM versions WHERE article_id = :id AND version = :version AND version != {current}"
        self._db.execute(sql, {"id": article_id, "version": version})

    def remove(self, article_id: str) -> None:
        """Delete an article with all versions, passages and its lines in the ledger; see copies.remove for its copies.

        Visits that no stored article answers for go too, feeds among them: they are asked for in full the next time.
        """
        held = self.rows("SELECT id FROM passages WHERE article_id = ?", (article_id,))
        self._leave("passage", [row[0] for row in held])
        self._leave("article", [article_id])
        self._db.execute("DELETE FROM articles WHERE id = ?", (article_id,))
        self._db.execute("DELETE FROM ledger WHERE article_id = ?", (article_id,))
        self._db.execute("DELETE FROM visits WHERE address NOT IN (SELECT source FROM ledger WHERE article_id != '')")

    # The marks that make ingest resumable

    def articles_to_index(self, limit: int) -> list[str]:
        """Ids of articles whose current version the words index may not have."""
        sql = "SELECT id FROM articles WHERE in_words = 0 ORDER BY arrived LIMIT ?"
        return [row[0] for row in self.rows(sql, (limit,))]

    def mark_indexed(self, article_ids: Iterable[str], indexed: bool = True) -> None:
        """The words index has, or has not, these articles' current versions."""
        rows = [(int(indexed), each) for each in article_ids]
        self.run_each("UPDATE articles SET in_words = ? WHERE id = ?", rows)

    def passages_to_embed(self, limit: int) -> list[Passage]:
        """Passages of which the meaning index may have no vector."""
        rows = self.rows("SELECT id FROM passages WHERE embedded = 0 ORDER BY rowid LIMIT ?", (limit,))
        found = self.passages(row[0] for row in rows)
        return [found[row[0]] for row in rows if row[0] in found]

    def mark_embedded(self, passage_ids: Iterable[str], embedded: bool = True) -> None:
        """The meaning index has, or has not, the vectors of these passages."""
        rows = [(int(embedded), each) for each in passage_ids]
        self.run_each("UPDATE passages SET embedded = ? WHERE id = ?", rows)

    def waiting_to_be_embedded(self) -> int:
        """How many passages the meaning index may have no vector of."""
        return int(self.rows("SELECT count(*) FROM passages WHERE embedded = 0")[0][0])

    def leaving(self, kind: str) -> list[str]:
        """Ids that an index may still hold and should not: "article" in the words, "passage" in the vectors."""
        return [row[0] for row in self.rows("SELECT id FROM leaving WHERE kind = ?", (kind,))]

    def has_left(self, kind: str, ids: Iterable[str]) -> None:
        """The index no longer holds these."""
        self.run_each("DELETE FROM leaving WHERE kind = ? AND id = ?", [(kind, each) for each in ids])

    def unmark_all(self, kind: str) -> None:
        """An index is empty: all articles ("article", the words) or passages ("passage", the vectors) are to do."""
        table = {"article": "articles SET in_words", "passage": "passages SET embedded"}[kind]
        self._db.execute(f"UPDATE {table} = 0")
        self._db.execute("DELETE FROM leaving WHERE kind = ?", (kind,))

    def _leave(self, kind: str, ids: Iterable[str]) -> None:
        self.run_each("INSERT OR IGNORE INTO leaving VALUES (?, ?)", [(kind, each) for each in ids])


def _article(row: Sequence[Any]) -> Article:
    article_id, version, _, title, text, fields, _ = row
    return Article(id=article_id, version=version, title=title, text=text, **json.loads(fields))


def _filter_day(value: str | None, end: int) -> int | None:
    """The first (end 0) or last (end 1) day of an ISO date as an ordinal."""
    if not value:
        return None
    days = bounds(value) if is_published(value) else None
    if days is None:
        raise DatelineError(f"{value!r} is no date Dateline can filter by; write 2024, 2024-05 or 2024-05-31.")
    return days[end].toordinal()
