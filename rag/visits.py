"""Visits: what each address answered last, so that it is asked only for what is new.

A visit is kept in the transaction that stores what it brought, and a feed's only after all its articles are in. So
"not changed" can be answered only for what is stored.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from rag.store import Store

if TYPE_CHECKING:
    from corpus.fetching import Visit


def recall(store: Store, address: str) -> Visit | None:
    """What an address answered last, None where it never gave anything that is stored."""
    from corpus.fetching import Visit

    rows = store.rows("SELECT address, etag, last_modified, stamp FROM visits WHERE address = ?", (address,))
    return Visit(*rows[0]) if rows else None


def keep(store: Store, visits: Iterable[Visit]) -> None:
    """Remember what addresses answered, in place of what they answered before. In a transaction."""
    at = datetime.now(UTC).isoformat(timespec="seconds")
    for visit in visits:
        store.rows(
            "INSERT OR REPLACE INTO visits VALUES (?, ?, ?, ?, ?)",
            (visit.address, visit.etag, visit.last_modified, visit.stamp, at),
        )
        # A feed that answers again is no longer among the failures.
        store.rows("DELETE FROM ledger WHERE source = ? AND article_id = ''", (visit.address,))
