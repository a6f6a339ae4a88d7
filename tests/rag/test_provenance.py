"""rag/provenance.py: what is known of one article, and from where."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus.article import DatelineError
from rag.archive import Archive
from rag.embedding import Embedder

Make = Callable[..., dict[str, Any]]
Write = Callable[..., Path]


def test_values_origins_versions_and_copies(
    tmp_path: Path, embedder: Embedder, invented: Make, write_jsonl: Write
) -> None:
    first, undated = invented(1), {**invented(1), "id": "later", "url": None, "published": "--02-02"}
    with Archive.open(tmp_path / "archive", embedder=embedder) as archive:
        list(archive.ingest([write_jsonl(first, undated)]))
        list(archive.ingest([write_jsonl({**first, "title": "Another headline"}, name="second.jsonl")]))
        status = archive.article_status(first["id"])
        assert status["fields"]["title"] == "Another headline" and status["versions"] == 2
        assert (status["copy_of"], status["copies"], status["dated_copies"]) == (None, ["later"], {})
        assert status["origin"]["published"] == "given with the article"
        later = archive.article_status("later")
        assert later["copy_of"] == first["id"]
        assert later["dated_copies"] == {first["id"]: first["published"]}
        assert later["fields"]["published"] == "--02-02"  # a copy's day is a hint, and never the article's own
        with pytest.raises(DatelineError, match="no article"):
            archive.article_status("nobody")
