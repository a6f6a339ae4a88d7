"""A model of natural language inference from a folder, to be measured beside the check, or plugged into it.

The folder holds one ONNX file and a tokenizer.json, as such models are published; none is installed with Dateline.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from corpus.article import DatelineError


class OnnxEntailment:
    """What rag.grounding.Entailment asks for, answered by a cross-encoder in ONNX.

    `column` is the place of "entailment" among its classes. Raises DatelineError for a folder without a model.
    """

    def __init__(self, folder: Path, column: int = 0, max_tokens: int = 160) -> None:
        models, tokenizers = sorted(folder.rglob("*.onnx")), sorted(folder.rglob("tokenizer.json"))
        if len(models) != 1 or len(tokenizers) != 1:
            raise DatelineError(f"{folder} does not hold one .onnx file and one tokenizer.json.")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(models[0], options)
        self._inputs = {each.name for each in self._session.get_inputs()}
        self._tokenizer = Tokenizer.from_file(str(tokenizers[0]))
        self._tokenizer.enable_truncation(max_tokens)
        self._tokenizer.enable_padding(length=max_tokens)
        self._column = column

    def entails(self, told: str, statement: str) -> float:
        """The chance, 0 to 1, that a statement follows from what is told."""
        read = self._tokenizer.encode(told, statement)
        given = {"input_ids": read.ids, "attention_mask": read.attention_mask, "token_type_ids": read.type_ids}
        fed = {name: np.array([values], dtype=np.int64) for name, values in given.items() if name in self._inputs}
        scores = np.asarray(self._session.run(None, fed)[0])[0]
        chances = np.exp(scores - scores.max())
        return float(chances[self._column] / chances.sum())
