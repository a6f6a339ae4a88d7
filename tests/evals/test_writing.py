from __future__ import annotations

from pathlib import Path

import pytest

from evals import writing
from evals.collections import EvalQuestion, find_collections
from rag.model import connect
from tests.scripted_model import ScriptedModel

CARRIED = "The Lantern Bridge took six years to build and cost 96 million crowns."


def test_a_question_is_answered_with_the_model_and_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    sample = next(each for each in find_collections() if each.name == "sample")
    question = EvalQuestion("1", "What did the Lantern Bridge cost?", answers=("96 million",))
    with ScriptedModel() as model:
        model.says("scripted", [f"{CARRIED} [1] It was painted by ghosts. [1]"])
        (written,) = writing.ask_both(sample, [question], connect(model.url, "scripted"))
    assert (written.answer.mode, written.quoted.mode) == ("llm", "quotes")
    assert [each.text for each in written.answer.sentences] == [CARRIED] and written.answer.dropped == 1
    assert written.checking_ms > 0 and written.first_seconds
    assert writing.unproven(written.answer) == []
