"""A text becomes a vector: the Embedder every room relies on, and MiniLM, the one that is installed."""

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from rag import settings
from rag.minilm import HIDDEN, int8_model, weights_folder

Vectors = NDArray[np.float32]

MAX_WORDPIECES = 256  # what the model was trained to read; longer text is cut here


@dataclass(frozen=True)
class Reading:
    """A text as it was read: its vector, of shape (dimensions,), and its wordpieces, each with a vector of its own.

    `pieces` are lower-case and in order; `piece_vectors` has shape (pieces, dimensions). All vectors have length one.
    """

    vector: Vectors
    pieces: tuple[str, ...]
    piece_vectors: NDArray[np.float16]


class Embedder(Protocol):
    """Turns texts into unit vectors; vectors of different names must never meet in one index."""

    name: str
    dimensions: int

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Vectors of shape (len(texts), dimensions), float32, each of length one."""
        ...


@runtime_checkable
class Reader(Embedder, Protocol):
    """An embedder that can also tell the vectors of a text's words where they stand."""

    def read(self, texts: Sequence[str]) -> list[Reading]:
        """A Reading for each text; its vector is the one that `embed` gives."""
        ...


class MiniLM:
    """all-MiniLM-L6-v2 run by onnxruntime in int8, one text a run.

    One text a run is faster than a batch on a CPU (nothing is padded) and makes a text's vector independent
    of its neighbours: a dynamic int8 scale spans the whole batch.
    """

    name = "all-MiniLM-L6-v2-int8"
    dimensions = HIDDEN

    def __init__(self, model: Path, tokenizer: Path) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        # A text is too small a job to share between cores; the texts are shared instead.
        options.intra_op_num_threads = 1
        self._workers = ThreadPoolExecutor(os.cpu_count() or 1, thread_name_prefix="minilm")
        self._session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
        self._tokenizer = Tokenizer.from_file(str(tokenizer))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(MAX_WORDPIECES)

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Vectors of shape (len(texts), 384), float32, each of length one."""
        if not texts:
            return np.empty((0, self.dimensions), dtype=np.float32)
        encodings = self._tokenizer.encode_batch([_encodable(text) for text in texts])
        if len(encodings) == 1:
            return self._run(encodings[0].ids)
        return np.concatenate(list(self._workers.map(self._run, (encoding.ids for encoding in encodings))))

    def read(self, texts: Sequence[str]) -> list[Reading]:
        """A Reading for each text, without the two marks that the model puts around it."""
        return list(self._workers.map(self._read, texts))

    def _run(self, wordpieces: list[int]) -> Vectors:
        vector: Vectors = self._session.run(["vector"], {"input_ids": np.array([wordpieces], dtype=np.int64)})[0]
        return vector

    def _read(self, text: str) -> Reading:
        encoding = self._tokenizer.encode(_encodable(text))
        given = {"input_ids": np.array([encoding.ids], dtype=np.int64)}
        vector, pieces = self._session.run(["vector", "pieces"], given)
        return Reading(vector[0], tuple(encoding.tokens[1:-1]), pieces[0, 1:-1].astype(np.float16))


class Remembering:
    """A Reader over any embedder that keeps its latest readings: a story's sentences are asked about again and again.

    To an embedder that does not read word by word, a text is one piece.
    """

    def __init__(self, embedder: Embedder, most_pieces: int = 80_000) -> None:
        self.name = embedder.name
        self.dimensions = embedder.dimensions
        self._embedder = embedder
        self._most_pieces = most_pieces  # 60 MB of MiniLM's, some 2,000 sentences
        self._pieces = 0
        self._kept: OrderedDict[str, Reading] = OrderedDict()
        self._lock = Lock()

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Vectors of shape (len(texts), dimensions), float32, each of length one."""
        vectors = [reading.vector for reading in self.read(texts)]
        return np.array(vectors, dtype=np.float32).reshape(-1, self.dimensions)

    def read(self, texts: Sequence[str]) -> list[Reading]:
        """A Reading for each text."""
        with self._lock:
            known = {text: self._kept[text] for text in texts if text in self._kept}
        missing = [text for text in dict.fromkeys(texts) if text not in known]
        known.update(zip(missing, _read(self._embedder, missing), strict=True))
        with self._lock:
            for text, reading in known.items():
                self._pieces += 0 if text in self._kept else len(reading.pieces)
                self._kept[text] = reading
                self._kept.move_to_end(text)
            while self._pieces > self._most_pieces:
                _, forgotten = self._kept.popitem(last=False)
                self._pieces -= len(forgotten.pieces)
        return [known[text] for text in texts]


def _read(embedder: Embedder, texts: Sequence[str]) -> list[Reading]:
    if isinstance(embedder, Reader):
        return embedder.read(texts)
    # A copy each: a row of the whole would keep all of them.
    rows = [row.astype(np.float32) for row in embedder.embed(texts)] if texts else []
    return [Reading(row, (text,), row[None].astype(np.float16)) for text, row in zip(texts, rows, strict=True)]


def load_minilm(cache: Path | None = None) -> MiniLM:
    """MiniLM, building its int8 file under `cache` (the user's cache folder by default) the first time.

    Raises DatelineError when the weights package is not installed.
    """
    return MiniLM(int8_model(cache or settings.cache_folder()), weights_folder() / "tokenizer.json")


def _encodable(text: str) -> str:
    # A lone surrogate cannot be encoded as UTF-8 and would make the tokenizer raise.
    return text.encode("utf-8", "replace").decode("utf-8")
