from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from corpus.article import DatelineError
from rag import vectors as vectors_module
from rag.embedding import Vectors
from rag.vectors import FEW_ARTICLES, VectorIndex

COUNT, PER_ARTICLE = 600, 3


def unit_vectors(count: int) -> Vectors:
    made = np.random.default_rng(7).standard_normal((count, 32)).astype(np.float32)
    made /= np.linalg.norm(made, axis=1, keepdims=True)
    return made


@pytest.fixture(scope="module")
def stored() -> Vectors:
    return unit_vectors(COUNT)


@pytest.fixture
def index(tmp_path: Path, stored: Vectors) -> Iterator[VectorIndex]:
    made = VectorIndex(tmp_path / "vectors")
    made.upsert([f"p{n}" for n in range(COUNT)], [f"a{n // PER_ARTICLE}" for n in range(COUNT)], stored)
    yield made
    made.close()


def exact(stored: Vectors, query: Vectors, k: int, allowed: set[str] | None) -> list[str]:
    order = np.argsort(-(stored @ query), kind="stable")
    return [f"p{n}" for n in order if allowed is None or f"a{n // PER_ARTICLE}" in allowed][:k]


@pytest.mark.parametrize("articles", [None, 1, FEW_ARTICLES, FEW_ARTICLES + 1, 100, 190, 200])
def test_search_finds_the_nearest_under_any_filter(index: VectorIndex, stored: Vectors, articles: int | None) -> None:
    allowed = None if articles is None else {f"a{n}" for n in range(articles)}
    for query in unit_vectors(5):
        found = index.search(query, 20, allowed)
        expected = exact(stored, query, 20, allowed)
        assert len(set(expected) & {passage_id for passage_id, _ in found}) >= 0.95 * len(expected)
        assert len(found) == len(expected)
        assert [score for _, score in found] == sorted((score for _, score in found), reverse=True)


def test_scores_are_cosines(index: VectorIndex, stored: Vectors) -> None:
    for allowed in (None, {"a0"}, {f"a{n}" for n in range(150)}):
        passage_id, score = index.search(stored[1], 1, allowed)[0]
        assert passage_id == "p1"
        assert score == pytest.approx(1.0, abs=1e-5)


def test_nothing_allowed_or_nothing_stored_finds_nothing(index: VectorIndex, tmp_path: Path, stored: Vectors) -> None:
    assert index.search(stored[0], 5, set()) == []
    assert index.search(stored[0], 5, {"unknown"}) == []
    assert VectorIndex(tmp_path / "empty").search(stored[0], 5) == []


def test_upsert_replaces(index: VectorIndex, stored: Vectors) -> None:
    index.upsert(["p0"], ["a0"], stored[5:6])
    assert index.count() == COUNT
    assert {passage_id for passage_id, _ in index.search(stored[5], 2)} == {"p0", "p5"}


def test_more_than_one_of_chromas_batches_goes_in(
    index: VectorIndex, stored: Vectors, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vectors_module, "BATCH", 50)
    index.upsert([f"q{n}" for n in range(120)], ["b"] * 120, stored[:120])
    index.delete([f"p{n}" for n in range(COUNT)])
    assert sorted(index.passage_ids()) == sorted(f"q{n}" for n in range(120))


def test_a_vector_that_is_no_number_is_refused_whole(index: VectorIndex, stored: Vectors) -> None:
    spoilt = stored[:3].copy()
    spoilt[1, 4] = np.nan
    with pytest.raises(DatelineError, match="passage new1"):
        index.upsert(["new0", "new1", "new2"], ["n"] * 3, spoilt)
    assert index.count() == COUNT
    with pytest.raises(DatelineError, match="no number"):
        index.search(spoilt[1], 5)


def test_all_that_was_stored_is_findable_again(index: VectorIndex, tmp_path: Path) -> None:
    index.close()
    again = VectorIndex(tmp_path / "vectors")
    assert again.count() == COUNT
    assert again.unfindable(again.passage_ids()) == []
    again.close()


def test_a_damaged_index_says_what_to_do(index: VectorIndex, tmp_path: Path) -> None:
    index.close()
    (tmp_path / "vectors" / "chroma.sqlite3").write_bytes(b"not a database" * 100)
    with pytest.raises(DatelineError, match="dateline rebuild"):
        VectorIndex(tmp_path / "vectors")


def test_vectors_that_are_counted_and_cannot_be_found_are_noticed_at_opening(tmp_path: Path) -> None:
    folder = tmp_path / "lossy"
    index = VectorIndex(folder)
    # Past Chroma's sync threshold of 1,000 the graph is a folder of its own, which can be lost.
    index.upsert([f"p{n}" for n in range(2500)], ["a"] * 2500, unit_vectors(2500))
    index.close()
    (graph,) = (entry for entry in folder.iterdir() if entry.is_dir())
    shutil.rmtree(graph)
    with pytest.raises(DatelineError, match="dateline rebuild"):
        VectorIndex(folder)


def test_every_opening_finds_the_same_neighbours(tmp_path: Path) -> None:
    # More than Chroma searches whole, and some of them in its log only.
    made, asked = unit_vectors(1_500), unit_vectors(40)

    def found() -> list[list[tuple[str, float]]]:
        index = VectorIndex(tmp_path / "vectors")
        try:
            return [index.search(each, 100) for each in asked]
        finally:
            index.close()

    index = VectorIndex(tmp_path / "vectors")
    for at in range(0, len(made), 100):
        index.upsert([f"p{n}" for n in range(at, at + 100)], ["a"] * 100, made[at : at + 100])
    index.close()
    assert found() == found() == found()
    index = VectorIndex(tmp_path / "vectors")
    assert sorted(index.passage_ids()) == sorted(f"p{n}" for n in range(len(made)))
    assert index.search(made[7], 1) == [("p7", pytest.approx(1.0, abs=1e-5))]
    assert index.unfindable(["p0", "p999", "p1499"]) == []
    index.close()
