from __future__ import annotations

from rag.faults import Fault


def test_a_fault_is_a_sentence_with_the_words_it_is_about() -> None:
    fault = Fault("figure_other", "40", "41")
    assert str(fault) == "The sentence has “40” where the cited words have “41”."
