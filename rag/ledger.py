"""The ledger: what became of every source that was ever ingested."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from rag.store import Store


def note(
    store: Store,
    source: str,
    article_id: str | None,
    status: str,
    error: str | None = None,
    content: str | None = None,
) -> None:
    """Keep a source's latest outcome; one that succeeds is no longer among the failures. In a transaction.

    `content` is a digest of what the source said this time.
    """
    at = datetime.now(UTC).isoformat(timespec="seconds")
    store.rows("DELETE FROM ledger WHERE source = ? AND article_id IN ('', ?)", (source, article_id or ""))
    values = (source, article_id or "", status, error, content, at)
    store.rows("INSERT INTO ledger VALUES (?, ?, ?, ?, ?, ?)", values)


def last_content(store: Store, source: str, article_id: str) -> str | None:
    """The digest of what a source said of an article when it was last read."""
    rows = store.rows("SELECT content FROM ledger WHERE source = ? AND article_id = ?", (source, article_id))
    return rows[0][0] if rows else None


def article_of(store: Store, source: str) -> str | None:
    """The id of the article that was last read from a source."""
    sql = "SELECT article_id FROM ledger WHERE source = ? AND article_id != '' ORDER BY at DESC LIMIT 1"
    rows = store.rows(sql, (source,))
    return str(rows[0][0]) if rows else None


def failures(store: Store) -> list[dict[str, str]]:
    """Sources whose latest outcome was a failure, with the reason, oldest first."""
    rows = store.rows("SELECT source, error FROM ledger WHERE status = 'failed' ORDER BY at, source")
    return [{"source": source, "error": error} for source, error in rows]


def last_ingest(store: Store) -> Any:
    """When a source was last ingested, in UTC as ISO; None before the first."""
    return store.rows("SELECT max(at) FROM ledger")[0][0]
