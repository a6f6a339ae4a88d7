"""What several tests need: a quick embedder, archives, articles made up for the purpose."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from corpus.addresses import LOOPBACK_SETTING
from rag.archive import Archive
from rag.embedding import Vectors
from rag.words import tokens
from tests.corpus.webserver import Website, website

# Most of an archive's first second is waiting for a disk; in memory there is none to wait for.
MEMORY = Path("/dev/shm")
MEMORY_NEEDED = 4 * 1024**3


def pytest_configure() -> None:
    from hypothesis import settings  # not above: programs that tests start import this module, too

    # How long an example takes is the machine's matter: it may be busy.
    settings.register_profile("patient", deadline=None)
    settings.load_profile("patient")
    # A shell that starts the tests in the background has them, and the programs they start, ignore Ctrl-C.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    if "TMPDIR" not in os.environ and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > MEMORY_NEEDED:
        os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)


class HashingEmbedder:
    """A deterministic stand-in for MiniLM: a text is the sum of its words' random directions."""

    name = "hashing"
    dimensions = 64

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of shape (len(texts), 64)."""
        vectors = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for row, text in enumerate(texts):
            for word in tokens(text) or ["nothing"]:
                seed = int.from_bytes(hashlib.sha256(word.encode()).digest()[:4], "big")
                vectors[row] += np.random.default_rng(seed).standard_normal(self.dimensions)
            vectors[row] /= np.linalg.norm(vectors[row])
        return vectors


def invented_article(number: int, edition: str = "first", paragraphs: int = 6) -> dict[str, Any]:
    """An article in import format that shares no sentence with one of another number."""
    name = f"Quay{number} Bridge"
    text = "\n\n".join(
        f"The {edition} report on {name} says that part {part} of it was opened on day {number + part}. "
        f"Inspectors {number * 31 + part} and {number * 17 + part} walked over {name} before noon, number {part}. "
        f"A lamp numbered {number * 100 + part} was lit there, and nobody in district {number} slept."
        for part in range(paragraphs)
    )
    return {
        "id": f"quay-{number}",
        "url": f"https://paper.example/quay/{number}",
        "title": f"{name} opens",
        "outlet": f"Paper {number % 3}",
        "published": f"2021-{number % 12 + 1:02}-{number % 28 + 1:02}",
        "text": text,
    }


@pytest.fixture
def embedder() -> HashingEmbedder:
    """The quick embedder."""
    return HashingEmbedder()


@pytest.fixture
def archive(tmp_path: Path, embedder: HashingEmbedder) -> Iterator[Archive]:
    """An empty archive with the quick embedder."""
    with Archive.open(tmp_path / "archive", embedder=embedder) as opened:
        yield opened


@pytest.fixture
def invented() -> Callable[..., dict[str, Any]]:
    """The maker of articles."""
    return invented_article


@pytest.fixture
def write_jsonl(tmp_path: Path) -> Callable[..., Path]:
    """Writes articles to a .jsonl file and returns its path."""

    def write(*articles: dict[str, Any], name: str = "articles.jsonl") -> Path:
        path = tmp_path / name
        path.write_text("".join(json.dumps(article) + "\n" for article in articles), encoding="utf-8")
        return path

    return write


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """The sample collection with the real embedder. Read it, and change nothing in it."""
    from corpus.sources import SAMPLE_FOLDER  # loads trafilatura, which no test of asking may need

    with Archive.open(tmp_path_factory.mktemp("sample") / "archive") as archive:
        assert not [line for line in archive.ingest([SAMPLE_FOLDER]) if line.status == "failed"]
        yield archive


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Website]:
    """A web server on loopback, with loopback admitted."""
    monkeypatch.setenv(LOOPBACK_SETTING, "1")
    with website() as opened:
        yield opened
