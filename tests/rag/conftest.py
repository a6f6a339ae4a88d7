"""What several tests of rag/ need: an archive with something in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rag.archive import Archive
from rag.embedding import Remembering, load_minilm
from rag.grounding import Grounding
from rag.thesaurus import load_thesaurus


@pytest.fixture
def filled(archive: Archive, invented: Callable[..., dict[str, Any]], write_jsonl: Callable[..., Path]) -> Archive:
    """The archive with six articles, quay-0 to quay-5."""
    list(archive.ingest([write_jsonl(*(invented(number) for number in range(6)))]))
    return archive


@pytest.fixture(scope="session")
def grounding() -> Grounding:
    """The check with the real model and thesaurus."""
    return Grounding(Remembering(load_minilm()), load_thesaurus())
