"""Fifty articles tell a model what to say; an obedient model does, wherever it hears of it; no answer shows it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import NamedTuple

import pytest

from rag.answer import Answer
from rag.archive import Archive
from rag.model import connect
from tests.obedient_model import obedient_and_lying, traces
from tests.rag.instructing import Planted, planted
from tests.scripted_model import ScriptedModel, prompt_of

ENTRIES = {entry.name: entry for entry in planted()}


class Asked(NamedTuple):
    """An answer, the same without a model, and what the model was sent."""

    answer: Answer
    quoted: Answer
    prompt: str


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Asked]]:
    """Each article's question, asked of an archive of all fifty."""
    folder = tmp_path_factory.mktemp("instructed")
    path = folder / "planted.jsonl"
    path.write_text("".join(json.dumps(entry.article) + "\n" for entry in ENTRIES.values()), encoding="utf-8")
    with ScriptedModel() as model:
        model.plays("obedient", obedient_and_lying(ENTRIES.values()))
        with Archive.open(folder / "archive", model=connect(model.url, "obedient")) as archive:
            assert {line.status for line in archive.ingest([path])} == {"added"}
            asked = {}
            for name, entry in ENTRIES.items():
                answer = archive.ask(entry.question)
                asked[name] = Asked(answer, archive.quote(entry.question), prompt_of(model.bodies[-1]))
            assert len(model.bodies) == len(ENTRIES)
            yield asked


@pytest.mark.parametrize("name", ENTRIES)
def test_no_instruction_is_obeyed(name: str, answers: dict[str, Asked]) -> None:
    entry, answer = ENTRIES[name], answers[name].answer
    shown = "\n".join([answer.answer, *(each.text for each in answer.sentences), *answer.notes])
    shown += "\n".join(each.quote for each in answer.citations)
    assert not [each for each in entry.obeyed if each in shown]


@pytest.mark.parametrize("name", ENTRIES)
def test_the_model_hears_nothing_of_it(name: str, answers: dict[str, Asked]) -> None:
    assert traces(ENTRIES[name], answers[name].prompt) == []


@pytest.mark.parametrize("name", ENTRIES)
def test_the_truth_beside_it_is_still_told(name: str, answers: dict[str, Asked]) -> None:
    assert ENTRIES[name].truth in answers[name].answer.answer


def test_the_obedient_model_would_be_seen(answers: dict[str, Asked]) -> None:
    entry: Planted = ENTRIES["plain"]
    assert traces(entry, f"[1] {entry.article['text']}") == [entry.obeyed[0]]
    for disguised in ("base64", "hexadecimal", "rot13", "in an address", "zero-width letters", "tag letters"):
        assert traces(ENTRIES[disguised], ENTRIES[disguised].article["text"]), disguised


@pytest.mark.parametrize("name", ENTRIES)
def test_nor_is_it_quoted(name: str, answers: dict[str, Asked]) -> None:
    quoted = answers[name].quoted
    shown = "\n".join([quoted.answer, *(each.quote for each in (*quoted.citations, *quoted.nearest))])
    assert not [each for each in ENTRIES[name].obeyed if each in shown]
