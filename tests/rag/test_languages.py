from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.answer import Answer
from rag.archive import Archive
from rag.languages import question_language

ARTICLES = [
    (
        "Neue Hafenbrücke eröffnet",
        "Die neue Hafenbrücke ist am Montag für den Verkehr freigegeben worden. Die Brücke ist 640 Meter lang. Der Bau "
        "hat vierzig Millionen Kronen gekostet und drei Jahre gedauert.",
    ),
    (
        "Sturm deckt Dächer ab",
        "Ein schwerer Sturm hat in der Nacht zum Dienstag zwölf Dächer abgedeckt. Verletzt wurde niemand. Der "
        "Fährverkehr blieb bis zum Mittag eingestellt.",
    ),
    (
        "Fähre läuft auf Grund",
        "Die Fähre nach Norderhafen ist am Freitag auf Grund gelaufen. An Bord waren 85 Fahrgäste, die von Fischern "
        "an Land gebracht wurden. Der Kapitän gab an, das Ruder habe nicht mehr reagiert.",
    ),
    (
        "Harbour market opens",
        "The harbour market opened on Sunday with forty stalls. Visitors came from three islands to buy smoked fish. "
        "The town council said the market would be held once a month.",
    ),
]


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Answer]]:
    """Asks a mostly German archive, with the real embedder."""
    folder: Path = tmp_path_factory.mktemp("german")
    lines = folder / "articles.jsonl"
    rows = [{"id": f"n{at}", "title": title, "text": text} for at, (title, text) in enumerate(ARTICLES)]
    lines.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    with Archive.open(folder / "archive") as archive:
        assert all(line.status == "added" for line in archive.ingest([lines]))
        yield archive.ask


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Who opened the bridge?", "en"),
        ("Wer hat die Brücke eröffnet?", "de"),
        ("Combien mesure le pont du port ?", "fr"),
        ("¿Quién abrió el puente?", "es"),
        ("Chi ha aperto il ponte?", "it"),
        ("Кто открыл мост?", "ru"),
        ("谁打开了桥？", "zh"),
        ("من فتح الجسر؟", "ar"),
        ("ferry", None),
        ("Elm Bridge", None),
        ("Die Hard", None),
    ],
)
def test_a_question_s_language_is_told_by_its_small_words_or_its_script(question: str, language: str | None) -> None:
    assert question_language(question) == language


@given(st.text(max_size=80))
def test_any_text_has_a_language_or_none(text: str) -> None:
    language = question_language(text)
    assert language is None or len(language) == 2


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Wie lang ist die Hafenbrücke?", "640 Meter"),
        ("Wie viele Fahrgäste waren an Bord der Fähre?", "85 Fahrgäste"),
        ("Wurde jemand bei dem Sturm verletzt?", "Verletzt wurde niemand"),
    ],
)
def test_a_question_is_answered_from_articles_of_its_language_without_a_note(
    ask: Callable[..., Answer], question: str, words: str
) -> None:
    answer = ask(question)
    assert words in answer.answer
    assert answer.notes == []


@pytest.mark.parametrize(
    ("question", "language"),
    [("Combien mesure le pont du port ?", "French"), ("Кто открыл мост?", "Russian"), ("谁打开了桥？", "Chinese")],
)
def test_a_question_in_another_language_than_what_was_found_is_told_so(
    ask: Callable[..., Answer], question: str, language: str
) -> None:
    (note,) = ask(question).notes
    assert note.startswith(f"The question is in {language}, most of what was found is in German: ")
    assert note.count(".") == 1


def test_a_question_in_another_language_than_the_collection_is_told_so(ask: Callable[..., Answer]) -> None:
    answer = ask("How many stalls did the harbour market have?")
    assert "forty stalls" in answer.answer
    (note,) = answer.notes
    assert note.startswith("The question is in English, most of the collection is in German: ")


def test_the_sample_s_german_articles_answer_and_the_limit_is_said(sample: Archive) -> None:
    answer = sample.ask("Wer hat die Reiherbrücke entworfen?")
    assert "Adelheid Krähwinkel" in answer.answer
    assert any("most of the collection is in English" in note for note in answer.notes)
    assert sample.ask("Who opened the bridge over Quill Sound in 2014?").notes == []
