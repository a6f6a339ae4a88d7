"""What the tests of questions and answers need: the sample collection, read in once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rag.archive import Archive

SAMPLE = Path(__file__).parents[2] / "corpus" / "articles"


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """The sample collection with the real embedder. Read it, and change nothing in it."""
    with Archive.open(tmp_path_factory.mktemp("sample") / "archive") as archive:
        assert not [line for line in archive.ingest([SAMPLE]) if line.status == "failed"]
        yield archive
