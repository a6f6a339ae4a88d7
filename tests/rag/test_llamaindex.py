from __future__ import annotations

import asyncio
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.bridge.pydantic import Field
from llama_index.core.schema import MetadataMode, NodeWithScore, TextNode

from corpus.article import DatelineError
from rag.archive import Archive
from rag.embedding import Embedder, load_minilm
from rag.llamaindex import DatelineEmbedding, DatelineRetriever, LlamaIndexEmbedder

ROOT = Path(__file__).parents[2]
TEXTS = ["The mole was raised by a metre.", "Who raised the mole?", ""]


class Model(BaseEmbedding):
    """A LlamaIndex model with vectors of any length, made from the letters of a text."""

    vectors: dict[str, list[float]] = Field(default_factory=dict)
    fails: bool = False

    def _get_text_embedding(self, text: str) -> list[float]:
        if self.fails and text != "dateline":
            raise ConnectionError("nobody answers")
        return self.vectors.get(text, [float(len(text)), text.count("e") + 1.0, text.count("o") * 3.0])

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)


def text_nodes(found: list[NodeWithScore]) -> list[TextNode]:
    assert all(isinstance(each.node, TextNode) for each in found)
    return [each.node for each in found]  # type: ignore[misc]


def test_our_embedder_gives_llamaindex_the_vectors_it_gives_us(embedder: Embedder) -> None:
    embedding, wanted = DatelineEmbedding(embedder), embedder.embed(TEXTS)
    assert np.array_equal(np.float32(embedding.get_text_embedding_batch(TEXTS)), wanted)
    for text, vector in zip(TEXTS, wanted, strict=True):
        assert np.array_equal(np.float32(embedding.get_query_embedding(text)), vector)
        assert np.array_equal(np.float32(asyncio.run(embedding.aget_text_embedding(text))), vector)
        assert np.array_equal(np.float32(asyncio.run(embedding.aget_query_embedding(text))), vector)
    assert embedding.model_name == embedder.name


def test_minilm_is_what_llamaindex_gets_unless_told_otherwise() -> None:
    embedding = DatelineEmbedding(embed_batch_size=2)
    assert embedding.model_name == "all-MiniLM-L6-v2-int8"
    assert np.array_equal(np.float32(embedding.get_text_embedding_batch(TEXTS)), load_minilm().embed(TEXTS))


def test_nodes_are_the_hits_of_the_archive_with_their_exact_spans(filled: Archive) -> None:
    question = "Which lamp was lit on Quay4 Bridge?"
    found, hits = DatelineRetriever(filled, k=3).retrieve(question), filled.search(question, 3)
    assert [each.score for each in found] == [hit.score for hit in hits]
    assert len(found) == 3
    for node, hit in zip(text_nodes(found), hits, strict=True):
        assert node.metadata == {
            "article_id": hit.article_id, "version": hit.version, "title": hit.title, "outlet": hit.outlet,
            "published": hit.published, "url": hit.url, "start": hit.start, "end": hit.end,
        }  # fmt: skip
        stored = filled.article(node.metadata["article_id"], node.metadata["version"])
        assert stored.text[node.start_char_idx : node.end_char_idx] == node.text == hit.text
        assert node.ref_doc_id == hit.article_id
    assert len({node.node_id for node in text_nodes(found)}) == 3


def test_a_node_has_the_same_id_each_time_and_survives_being_stored(filled: Archive) -> None:
    retriever = DatelineRetriever(filled)
    first, again = retriever.retrieve("lamps on the bridge"), asyncio.run(retriever.aretrieve("lamps on the bridge"))
    assert [each.node_id for each in first] == [each.node_id for each in again]
    for node in text_nodes(first):
        assert TextNode.from_json(node.to_json()) == node


def test_a_model_that_reads_a_node_sees_who_says_it_and_when_but_no_numbers(filled: Archive) -> None:
    (node,) = text_nodes(DatelineRetriever(filled, k=1).retrieve("Quay4 Bridge"))
    shown = node.get_content(MetadataMode.LLM)
    assert "Paper 1" in shown
    assert "2021-05-05" in shown
    assert node.metadata["version"] not in shown


def test_filters_are_those_of_the_archive(filled: Archive) -> None:
    found = DatelineRetriever(filled, since="2021-05", outlets=["Paper 1"]).retrieve("bridge")
    assert [node.metadata["article_id"] for node in text_nodes(found)] == ["quay-4"]
    with pytest.raises(DatelineError, match="no words"):
        DatelineRetriever(filled).retrieve("?")


def test_a_llamaindex_model_becomes_an_embedder_of_unit_vectors() -> None:
    embedder = LlamaIndexEmbedder(Model(model_name="letters-3"))
    assert (embedder.name, embedder.dimensions) == ("Model/letters-3", 3)
    vectors = embedder.embed(["eel", "moor"])
    assert vectors.dtype == np.float32
    assert np.allclose(vectors, np.array([[3, 3, 0], [4, 1, 6]]) / np.sqrt([[18], [53]]), atol=1e-6)
    assert embedder.embed([]).shape == (0, 3)


def test_an_archive_lives_on_a_llamaindex_model(
    tmp_path: Path, embedder: Embedder, invented: Callable[..., dict[str, Any]], write_jsonl: Callable[..., Path]
) -> None:
    around = LlamaIndexEmbedder(DatelineEmbedding(embedder))
    with Archive.open(tmp_path / "archive", embedder=around) as archive:
        assert {line.status for line in archive.ingest([write_jsonl(invented(1), invented(2))])} == {"added"}
        assert archive.search("Quay2 Bridge")[0].article_id == "quay-2"
        assert archive.status()["embedder"] == "DatelineEmbedding/hashing"
    with (
        Archive.open(tmp_path / "archive", embedder=LlamaIndexEmbedder(Model(model_name="letters-3"))) as archive,
        pytest.raises(DatelineError, match=r"DatelineEmbedding/hashing.*Model/letters-3"),
    ):
        archive.search("Quay2 Bridge")


@pytest.mark.parametrize(
    "vector", [[0.0, 0.0, 0.0], [1.0, 2.0], [float("nan"), 1.0, 1.0], [float("inf"), 1.0, 1.0], []]
)
def test_vectors_that_are_no_use_are_refused(vector: list[float]) -> None:
    embedder = LlamaIndexEmbedder(Model(model_name="odd", vectors={"bad": vector}))
    with pytest.raises(DatelineError, match="Model/odd gave vectors of no use for 2 texts"):
        embedder.embed(["good", "bad"])


def test_a_model_that_fails_is_named_with_its_reason() -> None:
    embedder = LlamaIndexEmbedder(Model(model_name="far", fails=True))
    with pytest.raises(DatelineError, match=r"Model/far failed \(ConnectionError: nobody answers\)\.$"):
        embedder.embed(["eel"])


def test_no_other_file_imports_llamaindex_but_the_one_that_writes() -> None:
    importing = re.compile(r"^\s*(import|from) llama_index\b", re.MULTILINE)
    files = [file for package in ("corpus", "rag", "ui", "evals") for file in (ROOT / package).rglob("*.py")]
    found = {file.name for file in files if importing.search(file.read_text(encoding="utf-8"))}
    assert found == {"llamaindex.py", "model.py"}


def test_the_archive_does_without_llamaindex() -> None:
    code = "import sys, rag.archive, ui.cli; sys.exit('llama_index' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
