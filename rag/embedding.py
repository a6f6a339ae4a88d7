"""A text becomes a vector: the Embedder every room relies on, and MiniLM, the one that is installed."""

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Lock
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from rag import settings
from rag.minilm import HIDDEN, int8_model, weights_folder

Vectors = NDArray[np.float32]

MAX_WORDPIECES = 256  # what the model was trained to read; longer text is cut here


class Embedder(Protocol):
    """Turns texts into unit vectors; vectors of different names must never meet in one index."""

    name: str
    dimensions: int

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Vectors of shape (len(texts), dimensions), float32, each of length one."""
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

    def _run(self, wordpieces: list[int]) -> Vectors:
        vector: Vectors = self._session.run(["vector"], {"input_ids": np.array([wordpieces], dtype=np.int64)})[0]
        return vector


class Remembering:
    """An embedder that keeps its latest vectors: the sentences of a story are asked about again and again."""

    def __init__(self, embedder: Embedder, most: int = 20_000) -> None:
        self.name = embedder.name
        self.dimensions = embedder.dimensions
        self._embedder = embedder
        self._most = most  # 30 MB of MiniLM's vectors
        self._kept: OrderedDict[str, Vectors] = OrderedDict()
        self._lock = Lock()

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Vectors of shape (len(texts), dimensions), float32, each of length one."""
        with self._lock:
            known = {text: self._kept[text] for text in texts if text in self._kept}
        missing = [text for text in dict.fromkeys(texts) if text not in known]
        known.update((text, row.copy()) for text, row in zip(missing, self._embedder.embed(missing), strict=True))
        with self._lock:
            for text, vector in known.items():
                self._kept[text] = vector
                self._kept.move_to_end(text)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return np.array([known[text] for text in texts], dtype=np.float32).reshape(-1, self.dimensions)


def load_minilm(cache: Path | None = None) -> MiniLM:
    """MiniLM, building its int8 file under `cache` (the user's cache folder by default) the first time.

    Raises DatelineError when the weights package is not installed.
    """
    return MiniLM(int8_model(cache or settings.cache_folder()), weights_folder() / "tokenizer.json")


def _encodable(text: str) -> str:
    # A lone surrogate cannot be encoded as UTF-8 and would make the tokenizer raise.
    return text.encode("utf-8", "replace").decode("utf-8")
