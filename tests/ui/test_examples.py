from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from corpus.article import Article
from rag.archive import Archive
from ui.examples import candidates, example_questions, follow_up_questions


def article(number: int, text: str) -> Article:
    return Article(id=f"a{number}", version="v", title="t", text=text, source="s")


def test_a_deed_becomes_a_question_for_who_did_it() -> None:
    asked = [
        question
        for _, question in candidates([article(1, "Mayor Wilhelmina Tarn opened the Cormorant Bridge on Monday.")])
    ]
    assert "Who opened the Cormorant Bridge?" in asked


def test_an_apposition_becomes_a_question_for_who_somebody_is() -> None:
    asked = [
        question
        for _, question in candidates([article(1, "It was found by Balthasar Rook, the chief inspector, at noon.")])
    ]
    assert "Who is Balthasar Rook?" in asked


def test_a_name_in_several_articles_is_asked_about_with_its_article_the() -> None:
    texts = ["They met on the Cormorant Bridge twice.", "He paid for the Cormorant Bridge himself."]
    asked = [question for _, question in candidates([article(n, text) for n, text in enumerate(texts)])]
    assert asked == ["What is reported about the Cormorant Bridge?"] * 2


def test_every_example_of_an_archive_is_answered_from_it(filled: Archive) -> None:
    asked = example_questions(filled, 6)
    assert asked
    assert all(filled.ask(question).status != "not_found" for question in asked)


def test_the_sample_collection_offers_at_least_four(sample: Archive) -> None:
    asked = example_questions(sample, 6)
    assert 4 <= len(asked) == len(set(asked))
    cited = [frozenset(each.article_id for each in sample.ask(question).citations) for question in asked]
    assert all(cited)


def test_an_archive_without_anything_to_ask_offers_nothing(archive: Archive, write_jsonl: Callable[..., Path]) -> None:
    assert example_questions(archive, 6) == []
    list(archive.ingest([write_jsonl({"id": "x", "title": "t", "text": "12 34 56."})]))
    assert example_questions(archive, 6) == []


def test_what_is_asked_next_is_answered_from_the_same_articles_in_other_words(sample: Archive) -> None:
    offered = 0
    for question in example_questions(sample, 6):
        answer = sample.ask(question)
        shown = {(each.article_id, each.start) for each in answer.citations}
        history = [{"role": "user", "content": question}, {"role": "assistant", "content": answer.answer}]
        for follow_up in follow_up_questions(sample, answer, 3):
            offered += 1
            told = {(each.article_id, each.start) for each in sample.ask(follow_up, history=history).citations}
            assert follow_up != question and told - shown
    assert offered >= 3


def test_an_answer_without_evidence_suggests_nothing(sample: Archive) -> None:
    assert follow_up_questions(sample, sample.ask("Which cheese does Ulrike Vandermolen prefer?"), 3) == []
