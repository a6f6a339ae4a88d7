"""Dateline behind LlamaIndex's interfaces, and any LlamaIndex embedding model behind Dateline's.

In a LlamaIndex application:
    from rag.archive import Archive
    from rag.llamaindex import DatelineRetriever
    archive = Archive.open("my-archive")
    nodes = DatelineRetriever(archive, k=5, since="2024").retrieve("Who opened the bridge?")
    print(nodes[0].score, nodes[0].metadata["outlet"], nodes[0].text)

DatelineEmbedding() goes wherever a BaseEmbedding does. The other way, Archive.open(folder, embedder=
LlamaIndexEmbedder(model)) has an archive use any LlamaIndex model. Only this file imports llama_index.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

import numpy as np
from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.bridge.pydantic import PrivateAttr
from llama_index.core.schema import NodeRelationship, NodeWithScore, QueryBundle, RelatedNodeInfo, TextNode

from corpus.article import Article, DatelineError
from rag.answer import Hit
from rag.archive import Archive
from rag.embedding import Embedder, Vectors, load_minilm
from rag.store import Passage

_FOR_PROGRAMS = ["article_id", "version", "url", "start", "end"]  # of no use to a model that reads the node


class DatelineEmbedding(BaseEmbedding):
    """An Embedder, MiniLM where none is given, for any LlamaIndex application."""

    _embedder: Embedder = PrivateAttr()

    @classmethod
    def class_name(cls) -> str:
        """Its name in LlamaIndex's records."""
        return cls.__name__

    def __init__(self, embedder: Embedder | None = None, **fields: Any) -> None:
        embedder = embedder or load_minilm()
        super().__init__(**{"model_name": embedder.name, "embed_batch_size": 64, **fields})
        self._embedder = embedder

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        return list(self._embedder.embed(texts).tolist())

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._get_text_embeddings([text])[0]

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embeddings([query])[0]

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return await asyncio.to_thread(self._get_query_embedding, query)


class DatelineRetriever(BaseRetriever):
    """An archive's search as a LlamaIndex retriever: at most `k` articles' best passages, best first.

    `filters` are those of Archive.search: since, until, outlets; it raises what that raises. A node's text is
    the exact span [start_char_idx:end_char_idx] of the article's stored version named in its metadata.
    """

    def __init__(self, archive: Archive, k: int = 10, **filters: Any) -> None:
        super().__init__()
        self._archive, self._k, self._filters = archive, k, filters

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        hits = self._archive.search(query_bundle.query_str, self._k, **self._filters)
        return [NodeWithScore(node=_node(hit), score=hit.score) for hit in hits]

    async def _aretrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        return await asyncio.to_thread(self._retrieve, query_bundle)


def _node(hit: Hit) -> TextNode:
    return TextNode(
        id_=f"{hit.article_id}/{hit.version}/{hit.start}-{hit.end}",
        text=hit.text,
        metadata=hit.model_dump(include={"title", "outlet", "published", *_FOR_PROGRAMS}),
        start_char_idx=hit.start,
        end_char_idx=hit.end,
        excluded_embed_metadata_keys=_FOR_PROGRAMS,
        excluded_llm_metadata_keys=_FOR_PROGRAMS,
        relationships={NodeRelationship.SOURCE: RelatedNodeInfo(node_id=hit.article_id)},
    )


def passage_node(passage: Passage, article: Article, score: float) -> NodeWithScore:
    """A passage for a reranker: its text, with its article's headline, outlet and day for a model to read."""
    heading = {"title": article.title, "outlet": article.outlet, "published": article.published}
    return NodeWithScore(node=TextNode(id_=passage.id, text=passage.text, metadata=heading), score=score)


class LlamaIndexEmbedder:
    """Any LlamaIndex embedding model as an Embedder; questions are embedded as texts are, without a prefix."""

    def __init__(self, model: BaseEmbedding) -> None:
        self._model = model
        self.name = f"{type(model).__name__}/{model.model_name}"
        self.dimensions = len(self._ask(["dateline"])[0])  # a model does not say

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Vectors of shape (len(texts), dimensions), float32, each of length one.

        Raises DatelineError when the model fails, or gives what cannot be made unit vectors.
        """
        given = self._ask(texts) if texts else []
        if [len(vector) for vector in given] == [self.dimensions] * len(texts):
            vectors = np.array(given, dtype=np.float64).reshape(-1, self.dimensions)
            lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
            if np.isfinite(lengths).all() and lengths.all():
                return np.asarray(vectors / lengths, dtype=np.float32)
        raise DatelineError(f"The embedding model {self.name} gave vectors of no use for {len(texts)} texts.")

    def _ask(self, texts: Sequence[str]) -> list[list[float]]:
        try:
            return self._model.get_text_embedding_batch(list(texts))
        except Exception as error:  # whatever its client raises: a refused key, a server that is not there
            raise DatelineError(f"The embedding model {self.name} failed ({type(error).__name__}: {error}).") from error
