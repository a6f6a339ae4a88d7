from __future__ import annotations

from pathlib import Path

from rag import ledger
from rag.store import Store


def test_a_source_that_succeeds_is_no_longer_a_failure(tmp_path: Path) -> None:
    store = Store(tmp_path)
    with store.transaction():
        ledger.note(store, "a.txt", None, "failed", "it is empty")
        ledger.note(store, "b.txt", None, "failed", "it is empty")
        ledger.note(store, "a.txt", "a1", "added", content="x")
    assert ledger.failures(store) == [{"source": "b.txt", "error": "it is empty"}]
    assert ledger.last_content(store, "a.txt", "a1") == "x"
    assert ledger.last_ingest(store) is not None
    store.close()
