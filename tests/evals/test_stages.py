from __future__ import annotations

import pytest

from evals import stages
from rag.archive import Archive


def test_every_stage_is_counted_once_and_the_answers_stay_the_same(sample: Archive) -> None:
    asked = ["Who opened the bridge?", "Why was the ferry late?"]
    before = {each: {**sample.ask(each).model_dump(), "took_ms": None} for each in asked}
    ask = Archive.ask
    spent, walls = stages.measure(sample, asked)
    assert len(walls) == len(asked)
    assert spent.keys() >= {"sentences by words", "both indexes, articles read", "the rest"}
    assert all(seconds >= 0 for seconds in walls)
    assert Archive.ask is ask
    assert {each: {**sample.ask(each).model_dump(), "took_ms": None} for each in asked} == before


def test_a_collection_that_is_not_there_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert stages.main(["no-such-collection"]) == 2
    assert "no-such-collection" in capsys.readouterr().err
