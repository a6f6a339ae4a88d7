from __future__ import annotations

import logging
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from llama_index.core.bridge.pydantic import Field
from llama_index.core.postprocessor import SimilarityPostprocessor
from llama_index.core.postprocessor.types import BaseNodePostprocessor
from llama_index.core.schema import MetadataMode, NodeWithScore, QueryBundle

from corpus.article import DatelineError
from rag.archive import Archive
from rag.embedding import Embedder
from rag.reranking import RERANKED

ROOT = Path(__file__).parents[2]
QUESTION = "Which lamp was lit on Quay4 Bridge?"


class Preferring(BaseNodePostprocessor):
    """Scores a passage by a word in it, best first, as a cross-encoder would by question and passage."""

    word: str
    keeps: int = RERANKED
    scored: bool = True
    seen: list[tuple[str, int]] = Field(default_factory=list)

    def _postprocess_nodes(
        self, nodes: list[NodeWithScore], query_bundle: QueryBundle | None = None
    ) -> list[NodeWithScore]:
        assert query_bundle
        self.seen.append((query_bundle.query_str, len(nodes)))
        scored = [(float(self.word in each.node.get_content(MetadataMode.EMBED)), each) for each in nodes]
        scored.sort(key=lambda pair: -pair[0])
        return [
            NodeWithScore(node=each.node, score=8 * score - 4 if self.scored else None)
            for score, each in scored[: self.keeps]
        ]


class Failing(BaseNodePostprocessor):
    def _postprocess_nodes(
        self, nodes: list[NodeWithScore], query_bundle: QueryBundle | None = None
    ) -> list[NodeWithScore]:
        raise ConnectionError("no one answers at the quay")


@pytest.fixture
def opened(
    tmp_path: Path, embedder: Embedder, invented: Callable[..., dict[str, Any]], write_jsonl: Callable[..., Path]
) -> Iterator[Callable[..., Archive]]:
    """Opens one archive of twenty articles, with the reranker given, again and again."""
    folder, archives = tmp_path / "archive", list[Archive]()
    with Archive.open(folder, embedder=embedder) as archive:
        list(archive.ingest([write_jsonl(*(invented(number) for number in range(20)))]))

    def open_with(reranker: BaseNodePostprocessor | None = None) -> Archive:
        for before in archives:
            before.close()
        archives.append(Archive.open(folder, embedder=embedder, reranker=reranker))
        return archives[-1]

    yield open_with
    archives[-1].close()


def first(archive: Archive) -> str:
    return archive.search(QUESTION, 3)[0].article_id


@pytest.mark.parametrize("scored", [True, False])
@pytest.mark.parametrize("keeps", [1, RERANKED])
def test_what_the_reranker_prefers_comes_first_and_nothing_is_lost(
    opened: Callable[..., Archive], scored: bool, keeps: int
) -> None:
    plain = opened().search("Which lamp was lit there?", 20)
    wanted = plain[5].article_id
    preferring = Preferring(word=plain[5].title, keeps=keeps, scored=scored)
    reranked = opened(preferring).search("Which lamp was lit there?", 20)
    assert reranked[0].article_id == wanted
    assert {hit.article_id for hit in reranked} == {hit.article_id for hit in plain}


def test_it_sees_the_question_and_no_more_passages_than_it_is_to_read(opened: Callable[..., Archive]) -> None:
    preferring = Preferring(word="Quay4")
    opened(preferring).ask(QUESTION)
    assert preferring.seen == [(QUESTION, RERANKED)]


def test_it_reads_the_headline_the_outlet_and_the_day_with_a_passage(opened: Callable[..., Archive]) -> None:
    seen = "title: Quay9 Bridge opens\noutlet: Paper 0\npublished: 2021-10-10"
    assert opened(Preferring(word=seen)).search("Which lamp was lit there?")[0].article_id == "quay-9"


def test_a_reranker_that_fails_leaves_the_plain_order_and_a_sentence(
    opened: Callable[..., Archive], caplog: pytest.LogCaptureFixture
) -> None:
    plain = opened().ask(QUESTION)
    archive = opened(Failing())
    answer = archive.ask(QUESTION)
    assert answer.sentences == plain.sentences
    assert answer.notes == ["The reranker Failing failed (ConnectionError); passages stand in the order without it."]
    caplog.clear()
    with caplog.at_level(logging.WARNING, "rag.reranking"):
        assert first(archive) == "quay-4"
    assert [record.getMessage() for record in caplog.records] == answer.notes


def test_a_reranker_that_returns_nothing_leaves_the_plain_order_and_a_sentence(opened: Callable[..., Archive]) -> None:
    archive = opened(SimilarityPostprocessor(similarity_cutoff=5.0))
    assert archive.ask(QUESTION).notes == [
        "The reranker SimilarityPostprocessor returned none of the passages found; "
        "passages stand in the order without it."
    ]
    assert first(archive) == "quay-4"


def test_what_a_cutoff_leaves_out_stands_behind_what_it_keeps(opened: Callable[..., Archive]) -> None:
    archive = opened(SimilarityPostprocessor(similarity_cutoff=0.6))
    assert not archive.ask(QUESTION).notes
    assert first(archive) == "quay-4"


def test_something_else_is_refused_before_the_archive_is_taken(tmp_path: Path) -> None:
    with pytest.raises(DatelineError, match="a LlamaIndex node postprocessor, and str is none"):
        Archive.open(tmp_path / "archive", reranker="cross-encoder")  # type: ignore[arg-type]
    assert not (tmp_path / "archive").exists()


def test_without_a_reranker_llamaindex_is_not_imported() -> None:
    code = "import rag.archive, sys; sys.exit('llama_index' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
