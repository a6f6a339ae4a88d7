from __future__ import annotations

import importlib

import pytest

import rag.chance
import rag.retrieval
from corpus.article import DatelineError
from evals import ablate
from evals.ablate import SWITCHES, Switch, left_out, tables
from evals.collections import Collection
from evals.figures import Difference
from rag.chance import FEATURES


@pytest.mark.parametrize("switch", SWITCHES, ids=lambda each: each.part)
def test_every_switch_changes_what_is_there_and_puts_it_back(switch: Switch) -> None:
    def there(place: str) -> str:
        module, _, name = place.rpartition(".")
        return repr(getattr(importlib.import_module(module), name))

    before = {place: there(place) for place in switch.places}
    with left_out(switch):
        assert all(there(place) != before[place] for place in switch.places)
    assert {place: there(place) for place in switch.places} == before


def test_a_part_is_put_back_after_an_error_and_a_place_that_is_gone_is_said() -> None:
    weights = rag.chance.WEIGHTS.copy()
    switch = next(each for each in SWITCHES if each.part == "neighbouring words")
    with pytest.raises(ZeroDivisionError), left_out(switch):
        assert rag.chance.WEIGHTS[FEATURES.index("pairs")] == 0
        raise ZeroDivisionError
    assert (weights == rag.chance.WEIGHTS).all()
    gone = Switch("ghosts", {"rag.retrieval.POOL": lambda _: 1, "rag.retrieval.GHOSTS": lambda _: 0})
    pool = rag.retrieval.POOL
    with (
        pytest.raises(DatelineError, match=r"'ghosts' cannot be left out: rag\.retrieval\.GHOSTS is not there"),
        left_out(gone),
    ):
        pass
    assert pool == rag.retrieval.POOL


def test_what_a_part_adds_is_printed_for_each_collection(
    collection: Collection, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    whole, less = [{"right": 1.0, "mixed": 0.0}] * 30, [{"right": 0.0, "mixed": 0.0}] * 30
    monkeypatch.setattr(ablate, "values_of", lambda each, doing: whole if doing == "whole" else less)
    assert ablate.main(["sample", "--only", "several events"]) == 0
    said = capsys.readouterr().out
    assert "right:\n\n| | sample |\n|--|--|\n| several events | **+100.0 (+100.0 to +100.0)** |" in said
    assert "mixed (less is better):\n\n| | sample |\n|--|--|\n| several events | 0 |" in said
    assert ablate.main(["atlantis"]) == 2


def test_a_collection_that_does_not_ask_for_a_figure_has_no_cell_for_it() -> None:
    one = Difference(0.1, 0.2, 0.1, -0.1, 0.3, 0.2, 9)
    printed = list(tables({"part": {"a": {"right": one}, "b": {"hit@1": one}}}))
    assert "| part | +10.0 (-10.0 to +30.0) |" in printed
    assert printed.count("| | a |") == printed.count("| | b |") == 1
