from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from rag.coverage import coverage, word_vectors
from rag.embedding import Remembering, load_minilm
from rag.statement import read_statement
from tests.rag.making import setting


@pytest.fixture(scope="module")
def reader() -> Remembering:
    return Remembering(load_minilm())


def test_the_same_word_is_held_wholly_a_like_one_in_part_a_stranger_hardly(reader: Remembering) -> None:
    statement, _, carriers, pairings = setting("The vessel carried shampoo.", "The ship carried eels.")
    held = coverage(statement, carriers, pairings, frozenset(), reader)
    vessel, carried, shampoo = (held[at] for at in sorted(held))
    assert carried == 1.0
    assert 0.3 < vessel < 1
    assert shampoo < vessel


def test_what_exact_checks_found_is_held(reader: Remembering) -> None:
    statement, _, carriers, pairings = setting("Zyx carried shampoo.", "The ship carried eels.")
    assert coverage(statement, carriers, pairings, frozenset({0}), reader)[0] == 1.0


def test_every_word_has_a_vector_of_length_one_for_its_pieces(reader: Remembering) -> None:
    text = "Prices in Ålesund rose unaffordably: 3.5 per cent, he didn’t say."
    (reading,) = reader.read([text])
    vectors = word_vectors(read_statement(text), reading)
    assert vectors.shape == (len(read_statement(text).words), 384)
    lengths = np.linalg.norm(vectors, axis=1)
    assert lengths[:5] == pytest.approx(1.0, abs=1e-3)


def test_an_embedder_without_pieces_of_words_covers_nothing_more(embedder: object, tmp_path: Path) -> None:
    statement, _, carriers, pairings = setting("The vessel carried shampoo.", "The ship carried eels.")
    held = coverage(statement, carriers, pairings, frozenset(), Remembering(embedder))  # type: ignore[arg-type]
    assert sorted(held.values()) == [0.0, 0.0, 1.0]
