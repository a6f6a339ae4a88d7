from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.article import DatelineError
from corpus.dates import bounds, in_words
from rag.answer import Answer, Citation
from rag.archive import Archive
from rag.copies import copies_of
from rag.words import tokens

# Of every kind: plainly there, there twice, there in German, there in other words, half there, not there at all.
QUESTIONS = [
    "Who switched on the lamps of the Heron Bridge?",
    "Who opened the bridge over Quill Sound?",
    "Whom did the Otters beat in the Island Cup final?",
    "How many people were hurt on the Marigold Tern?",
    "Why was the council short of money?",
    "When did Storm Ottoline break the sea wall?",
    "Wie viele Nebelhörner hat die Orgel von Skarra?",
    "What did the two presidents say about Syria on the telephone?",
    "How many puffins were counted on Gull Stack in 2021?",
    "ferry",
    "Who sold the moon to the herring fleet?",
    "What is the boiling point of tungsten?",
]
TWICE = "Who opened the bridge over Quill Sound?"
NOWHERE = "What is the boiling point of tungsten?"


@pytest.fixture(scope="module")
def answers(sample: Archive) -> dict[str, Answer]:
    return {question: sample.ask(question) for question in QUESTIONS}


def shown(answer: Answer) -> list[Citation]:
    return [*answer.citations, *answer.nearest]


def by_status(answers: dict[str, Answer], status: str) -> list[Answer]:
    found = [answer for answer in answers.values() if answer.status == status]
    assert found, f"none of the questions is {status}"
    return found


def without_time(answer: Answer) -> dict[str, Any]:
    return answer.model_dump(exclude={"took_ms"})


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_citation_is_the_exact_span_of_the_version_it_names(
    sample: Archive, answers: dict[str, Answer], question: str
) -> None:
    answer = answers[question]
    assert shown(answer)
    for place, citation in enumerate(shown(answer), 1):
        article = sample.article(citation.article_id, citation.version)
        assert article.text[citation.start : citation.end] == citation.quote != ""
        assert citation.n == place
        credited = (citation.title, citation.outlet, citation.published, citation.url)
        assert credited == (article.title, article.outlet, article.published, article.url)
        for copy in citation.copies:
            assert citation.quote in sample.article(copy.article_id).text
            assert copy.article_id != citation.article_id


@pytest.mark.parametrize("question", QUESTIONS)
def test_each_sentence_is_its_citation_s_words_and_stands_in_the_answer_with_its_marker(
    answers: dict[str, Answer], question: str
) -> None:
    answer = answers[question]
    numbers = [number for sentence in answer.sentences for number in sentence.citations]
    in_conflict = {n for conflict in answer.conflicts for side in conflict.sides for n in side.citations}
    assert numbers + sorted(in_conflict - set(numbers)) == [citation.n for citation in answer.citations]
    for sentence in answer.sentences:
        (number,) = sentence.citations
        assert sentence.text == " ".join(answer.citations[number - 1].quote.split())
        assert f"{sentence.text} [{number}]" in answer.answer
    assert (answer.mode, answer.dropped, answer.question) == ("quotes", 0, question)


@pytest.mark.parametrize("question", QUESTIONS)
def test_nothing_is_said_twice(answers: dict[str, Answer], question: str) -> None:
    answer = answers[question]
    spans = [(citation.article_id, citation.start) for citation in shown(answer)]
    assert len(set(spans)) == len(spans)
    said = [frozenset(tokens(sentence.text)) for sentence in answer.sentences]
    assert len(set(said)) == len(said)


def test_an_answered_question_gets_one_to_three_sentences_and_no_events(answers: dict[str, Answer]) -> None:
    for answer in by_status(answers, "answered"):
        assert 1 <= len(answer.sentences) <= 3
        assert answer.events == answer.nearest == []


def test_what_is_there_plainly_is_answered(answers: dict[str, Answer]) -> None:
    answer = answers["Who switched on the lamps of the Heron Bridge?"]
    assert answer.status != "not_found"
    assert "Pim Ottershaw" in answer.answer


def test_what_is_nowhere_is_not_claimed_and_the_nearest_is_named(answers: dict[str, Answer]) -> None:
    assert answers[NOWHERE].status == "not_found"
    for answer in by_status(answers, "not_found"):
        assert answer.sentences == answer.citations == answer.events == []
        assert 1 <= len(answer.nearest) <= 3
        assert len({citation.article_id for citation in answer.nearest}) == len(answer.nearest)
        first = answer.nearest[0]
        parts = [first.title, first.outlet, in_words(first.published) if first.published else None]
        assert answer.answer == f"The collection does not say. Nearest: {', '.join(filter(None, parts))}."


def test_surer_answers_are_those_given(answers: dict[str, Answer]) -> None:
    given = min(answer.confidence for answer in answers.values() if answer.status != "not_found")
    refused = max(answer.confidence for answer in by_status(answers, "not_found"))
    assert refused <= given


def test_a_question_that_fits_two_events_gets_both_dated_and_newest_first(answers: dict[str, Answer]) -> None:
    assert answers[TWICE].status == "ambiguous"
    assert {(event.published or "")[:4] for event in answers[TWICE].events} == {"2014", "2026"}
    for answer in by_status(answers, "ambiguous"):
        assert len(answer.events) >= 2
        days = [bounds(event.published) for event in answer.events]
        assert all(days)
        assert days == sorted(days, key=lambda day: day or (), reverse=True)
        blocks = answer.answer.split("\n\n")
        for event, block in zip(answer.events, blocks, strict=True):
            assert event.citations
            assert block.startswith(f"{in_words(event.published)}: ")
            assert event.label.startswith(in_words(event.published))
            assert [int(number) for number in re.findall(r"\[(\d+)\]", block)] == event.citations
        numbers = [number for event in answer.events for number in event.citations]
        assert numbers == [citation.n for citation in answer.citations]
        assert any("newest first" in note for note in answer.notes)


def test_a_year_in_the_question_settles_which_event_is_meant(sample: Archive) -> None:
    answer = sample.ask("Who opened the bridge over Quill Sound on 21 June 2014?")
    assert answer.status == "answered"
    assert {(citation.published or "")[:4] for citation in answer.citations} == {"2014"}


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_same_question_gets_the_same_bytes(sample: Archive, answers: dict[str, Answer], question: str) -> None:
    for again in (question, f"  {question.replace(' ', '   ')}\n"):
        assert without_time(sample.ask(again)) == without_time(answers[question])


def test_the_same_archive_made_again_gives_the_same_answer(
    sample: Archive, answers: dict[str, Answer], tmp_path: Path
) -> None:
    with Archive.open(tmp_path / "again", embedder=sample.embedder) as again:
        list(again.ingest([Path(__file__).parents[2] / "corpus" / "articles"]))
        for question in (TWICE, NOWHERE):
            assert without_time(again.ask(question)) == without_time(answers[question])


def test_the_time_it_took_is_told_in_its_parts(answers: dict[str, Answer]) -> None:
    for answer in answers.values():
        took = answer.took_ms
        assert min(took.retrieve, took.answer) >= 0
        assert took.total == pytest.approx(took.retrieve + took.answer, abs=0.2)


def test_a_date_filter_leaves_out_the_undated_and_says_how_many(sample: Archive) -> None:
    undated = {article.id for article in sample.store.versions() if not bounds(article.published)}
    assert len(undated) == 1
    question = "What does the man on Skarra do with the foghorn in fog?"
    assert undated & {citation.article_id for citation in shown(sample.ask(question))}
    answer = sample.ask(question, since="1900")
    assert not undated & {citation.article_id for citation in shown(answer)}
    assert "The date filter left out 1 article without a date." in answer.notes


def test_filters_hold_in_the_answer(sample: Archive) -> None:
    answer = sample.ask(TWICE, until="2020", outlets=["the quill sound gazette"])
    assert shown(answer)
    for citation in shown(answer):
        assert citation.outlet == "The Quill Sound Gazette"
        assert (citation.published or "") < "2021"


@pytest.mark.parametrize("year", ["2014", "2026"])
def test_a_filter_that_leaves_an_event_in_does_not_hide_its_answer(sample: Archive, year: str) -> None:
    unfiltered = sample.ask("Who opened the bridge?")
    filtered = sample.ask("Who opened the bridge?", since=year, until=year)
    assert filtered.status == "answered"
    assert filtered.confidence > unfiltered.confidence - 0.05  # what is likest may be of the other year
    assert {citation.published[:4] for citation in shown(filtered) if citation.published} == {year}


def test_a_filter_answers_no_stranger(sample: Archive) -> None:
    for year in ("2014", "2018", "2026"):
        assert sample.ask("Who invented the telephone?", since=year, until=year).status == "not_found"


def test_when_filters_leave_nothing_the_answer_is_that_it_does_not_say(sample: Archive) -> None:
    answer = sample.ask(TWICE, since="1850", until="1851")
    assert (answer.status, answer.answer, answer.confidence) == ("not_found", "The collection does not say.", 0)
    assert shown(answer) == []


def test_a_copy_stands_under_its_citation_and_is_not_quoted_beside_it(sample: Archive) -> None:
    answer = sample.ask("How many people were hurt when the ferry struck the Skarra breakwater?")
    copies = {copy.article_id for citation in shown(answer) for copy in citation.copies}
    assert copies
    assert all(copies_of(sample.store, copy) for copy in copies)
    quotes = [citation.quote for citation in shown(answer)]
    assert len(set(quotes)) == len(quotes)


def test_an_undated_printing_gives_way_to_a_dated_one(archive: Archive, write_jsonl: Callable[..., Path]) -> None:
    text = (
        "Harbour master Odo Fenn opened the new slipway at Gannet Point on Thursday with a bottle of beer. "
        "The slipway is 41 metres long, and boats of up to nine tonnes may be hauled out on it."
    )
    lines = [
        {"id": "undated", "title": "Odo Fenn opened the new slipway at Gannet Point", "outlet": "Mole", "text": text},
        {"id": "dated", "title": "In brief", "outlet": "Harbour Post", "published": "2022-05-05", "text": text},
    ]
    list(archive.ingest([write_jsonl(*lines)]))
    for citation in shown(archive.ask("Who opened the new slipway at Gannet Point?")):
        assert citation.article_id == "dated"
        assert [(copy.article_id, copy.outlet) for copy in citation.copies] == [("undated", "Mole")]


def test_an_empty_archive_does_not_say(archive: Archive) -> None:
    answer = archive.ask("Who opened the bridge?")
    assert (answer.status, answer.answer, shown(answer)) == ("not_found", "The collection does not say.", [])


@pytest.mark.parametrize("question", ["", "  \n", "?!…", "—", "x" * 10_000, "why " * 2_500])
def test_what_is_no_question_is_refused_in_a_sentence(sample: Archive, question: str) -> None:
    with pytest.raises(DatelineError, match=r"^The question has .*\.$"):
        sample.ask(question)
    with pytest.raises(DatelineError, match=r"^The question has .*\.$"):
        sample.search(question)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.text(st.characters(codec=None), max_size=50)
    | st.text(st.sampled_from("'\"()[]{}:*?~^-+\\/&|!<>=% abAND OR NOT"), max_size=50)
)
def test_whatever_is_asked_gets_an_answer_or_a_sentence(sample: Archive, text: str) -> None:
    try:
        answer = sample.ask(text)
    except DatelineError as error:
        assert str(error).endswith(".")
        return
    answer.model_dump_json().encode()
    for citation in shown(answer):
        stored = sample.article(citation.article_id, citation.version)
        assert stored.text[citation.start : citation.end] == citation.quote


@pytest.mark.parametrize(
    ("question", "asked", "year"),
    [
        ("Who opened the bridge over Quill Sound last month?", "2014-07-03", "2014"),
        ("Who opened the bridge over Quill Sound this week?", "2026-05-13", "2026"),
        ("Who won the Island Cup last week?", "2018-05-30", "2018"),
        ("Who won the Island Cup since 2020?", None, "2023"),
        ("Who won the latest Island Cup?", None, "2023"),
    ],
)
def test_a_period_told_from_the_day_of_asking_is_preferred(
    sample: Archive, question: str, asked: str | None, year: str
) -> None:
    answer = sample.ask(question, asked=asked)
    assert answer.question == question
    assert {(citation.published or "")[:4] for citation in answer.citations} == {year}


def test_a_period_without_articles_hides_nothing(sample: Archive) -> None:
    assert sample.ask("Who switched on the lamps of the Heron Bridge last week?", asked="1999-01-01").citations


def test_an_outlet_named_in_the_question_is_the_one_quoted(sample: Archive) -> None:
    for name, number in (("Gazette", "Twenty-three"), ("Ledger", "19")):
        answer = sample.ask(f"How many people were hurt on the ferry, according to the {name}?")
        assert number in answer.answer
        assert {(citation.outlet or "").split()[-1] for citation in answer.citations[:1]} == {name}


def test_a_day_of_asking_that_is_none_is_refused(sample: Archive) -> None:
    with pytest.raises(DatelineError, match="is not a date"):
        sample.ask(TWICE, asked="yesterday")
