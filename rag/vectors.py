"""The meaning index: Chroma, from a vector to passages by cosine similarity. Made again from SQLite at will."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.article import DatelineError

# Chroma 1.5 refuses more than 5,461 records a call.
BATCH = 5000
# How widely the graph is searched, fixed when the collection is made. Measured: docs/archive.md.
EF_SEARCH = 400
# Chroma's default: it writes its graph out after so many records.
WRITTEN_AFTER = 1000
# Up to this many allowed articles their vectors are read and compared one by one: exact, and quicker than the
# graph under a filter.
FEW_ARTICLES = 40
# When at least this share of the vectors passes the filter, asking for more and dropping the others is quicker
# than Chroma's own filter (5 ms against 90 ms on 30,000 vectors).
MOST = 0.2

Vectors = NDArray[np.float32]


class VectorIndex:
    """Passages by their vectors. Safe to search from any thread of the process that owns the archive."""

    def __init__(self, folder: Path) -> None:
        """Open the collection in `folder`, or make an empty one.

        Raises DatelineError when it cannot be read, or holds vectors that a search does not find.
        """
        import chromadb
        from chromadb.config import Settings

        self._lock = threading.RLock()
        self._changed = False
        self._held: int | None = None  # Chroma takes its time to count; None when that has changed
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._client = chromadb.PersistentClient(str(folder), Settings(anonymized_telemetry=False))
            self._collection = self._client.get_or_create_collection(
                "passages",
                embedding_function=None,
                configuration={"hnsw": {"space": "cosine", "ef_search": EF_SEARCH}},
            )
            lost = self.unfindable(self._sample())
        except Exception as error:  # Chroma raises its own, sqlite3's and Rust's panics
            raise DatelineError(
                f"The meaning index in {folder} cannot be read ({_first_line(error)}); "
                "make it again with: dateline rebuild"
            ) from error
        if lost:
            raise DatelineError(
                f"The meaning index in {folder} holds vectors that a search does not find; "
                "mend it with: dateline rebuild"
            )

    def upsert(self, passage_ids: Sequence[str], article_ids: Sequence[str], vectors: Vectors) -> None:
        """Put vectors of shape (len(passage_ids), dimensions) in, replacing those with the same id.

        Raises DatelineError, and puts none in, when a vector holds a value that is no number.
        """
        if not np.isfinite(vectors).all():
            bad = passage_ids[int(np.flatnonzero(~np.isfinite(vectors).all(axis=1))[0])]
            raise DatelineError(
                f"The embedder gave a vector with a value that is no number, for passage {bad}; nothing of its "
                "batch was stored. Check the embedding model, then go on with: dateline check --repair"
            )
        with self._lock:
            self._changed, self._held = True, None
            for at in range(0, len(passage_ids), BATCH):
                part = slice(at, at + BATCH)
                self._collection.upsert(
                    ids=list(passage_ids[part]),
                    embeddings=vectors[part],
                    metadatas=[{"article_id": article_id} for article_id in article_ids[part]],
                )

    def delete(self, passage_ids: Sequence[str]) -> None:
        """Take vectors out; an id that is not there is no error."""
        with self._lock:
            self._changed, self._held = True, None
            for at in range(0, len(passage_ids), BATCH):
                self._collection.delete(ids=list(passage_ids[at : at + BATCH]))

    def search(self, vector: Vectors, k: int, allowed: set[str] | None = None) -> list[tuple[str, float]]:
        """The `k` nearest passages to a unit vector as (passage id, cosine similarity), nearest first.

        `allowed`: only passages of these article ids; None means all. Exact when few are allowed.
        """
        if not np.isfinite(vector).all():
            raise DatelineError("The embedder gave a vector with a value that is no number for this question.")
        held = self.count()
        if not held or (allowed is not None and not allowed):
            return []
        if allowed is None:
            return self._nearest(vector, min(k, held))
        if len(allowed) <= FEW_ARTICLES:
            return self._nearest_of_few(vector, k, allowed)
        wanted = int(k / MOST)
        found = [hit for hit in self._nearest_with_articles(vector, min(wanted, held)) if hit[2] in allowed]
        if len(found) >= k or wanted >= held:
            return [(passage_id, similarity) for passage_id, similarity, _ in found[:k]]
        return self._nearest(vector, min(k, held), _of(allowed))

    def similarities(self, vector: Vectors, passage_ids: Sequence[str]) -> dict[str, float]:
        """The cosine similarity of a unit vector to each of these passages'; one without a vector is left out."""
        if not passage_ids:
            return {}
        held = self._collection.get(ids=list(passage_ids), include=["embeddings"])
        if not held["ids"]:
            return {}
        cosines = _cosines(np.asarray(held["embeddings"], dtype=np.float32), vector)
        return dict(zip(held["ids"], map(float, cosines), strict=True))

    def count(self) -> int:
        """How many vectors the collection holds."""
        held = self._held
        if held is None:
            with self._lock:
                held = self._held = self._collection.count()
        return held

    def passage_ids(self) -> list[str]:
        """Every passage id in the collection."""
        return list(self._collection.get(include=[])["ids"])

    def unfindable(self, passage_ids: Sequence[str]) -> list[str]:
        """Those of `passage_ids` whose own vector, asked for, does not lead to them or to an equal vector.

        Counting is not enough: after two processes wrote to one folder, Chroma counts vectors it cannot find.
        """
        lost: list[str] = []
        for part in _parts(passage_ids, 500):
            held = self._collection.get(ids=part, include=["embeddings"])
            vectors = np.asarray(held["embeddings"], dtype=np.float32)
            if not held["ids"]:
                continue
            answer = self._collection.query(query_embeddings=vectors, n_results=1, include=["distances"])
            distances = answer["distances"] or []
            for passage_id, row in zip(held["ids"], distances, strict=True):
                if not row or row[0] > 1e-4:
                    lost.append(passage_id)
        return lost

    def close(self) -> None:
        """Let go of the folder; after a change, write the graph out first, one to three seconds where it is large."""
        if self._changed:
            with contextlib.suppress(Exception):  # all is stored as it is; only the order of the graph is not
                self._settle()
        self._client.close()  # type: ignore[attr-defined]  # its stub leaves it out

    def _settle(self) -> None:
        """Have Chroma write its graph out whole, so that every later opening finds the same neighbours.

        Chroma writes it after WRITTEN_AFTER records and keeps later ones in a log, from which it puts them into the
        graph anew at every opening, each time at other places. So as many records are put in once more, in one call.
        Up to EF_SEARCH vectors the whole graph is searched, and its order does not matter.
        """
        if self.count() <= EF_SEARCH:
            return
        with self._lock:
            held = self._collection.get(limit=WRITTEN_AFTER + 1, include=["embeddings", "metadatas"])
            self._collection.upsert(ids=held["ids"], embeddings=held["embeddings"], metadatas=held["metadatas"])

    def _sample(self) -> list[str]:
        """Some 30 passage ids from all over the collection, for a quick check at opening."""
        step = max(1, self.count() // 8)
        parts = [self._collection.get(limit=4, offset=at, include=[])["ids"] for at in range(0, self.count(), step)]
        return list(dict.fromkeys(each for part in parts for each in part))

    def _nearest(self, vector: Vectors, k: int, where: dict[str, Any] | None = None) -> list[tuple[str, float]]:
        answer = self._collection.query(
            query_embeddings=vector.reshape(1, -1), n_results=k, where=where, include=["distances"]
        )
        distances = answer["distances"] or [[]]
        return [(i, 1.0 - d) for i, d in zip(answer["ids"][0], distances[0], strict=True)]

    def _nearest_with_articles(self, vector: Vectors, k: int) -> list[tuple[str, float, str]]:
        answer = self._collection.query(
            query_embeddings=vector.reshape(1, -1), n_results=k, include=["distances", "metadatas"]
        )
        distances, metadatas = answer["distances"] or [[]], answer["metadatas"] or [[]]
        rows = zip(answer["ids"][0], distances[0], metadatas[0], strict=True)
        return [(i, 1.0 - d, str((m or {}).get("article_id", ""))) for i, d, m in rows]

    def _nearest_of_few(self, vector: Vectors, k: int, allowed: set[str]) -> list[tuple[str, float]]:
        held = self._collection.get(where=_of(allowed), include=["embeddings"])
        if not held["ids"]:
            return []
        similarities = _cosines(np.asarray(held["embeddings"], dtype=np.float32), vector)
        order = np.argsort(-similarities, kind="stable")[:k]
        return [(held["ids"][i], float(similarities[i])) for i in order]


def _cosines(vectors: Vectors, vector: Vectors) -> Vectors:
    """Of each row with a unit vector. Not by BLAS: its threads spin for 20 ms more, on a core that MiniLM needs."""
    cosines: Vectors = np.einsum("ij,j->i", vectors, vector.reshape(-1))
    return cosines


def _of(article_ids: set[str]) -> dict[str, Any]:
    return {"article_id": {"$in": sorted(article_ids)}}


def _parts(items: Sequence[str], size: int) -> Iterator[list[str]]:
    for at in range(0, len(items), size):
        yield list(items[at : at + size])


def _first_line(error: BaseException) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:200]
