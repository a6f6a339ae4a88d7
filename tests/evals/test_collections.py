from __future__ import annotations

import gzip
import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from corpus.article import Article
from corpus.sources import read_articles
from evals.collections import OWN_QUESTIONS, SHARED, find_collections, read_questions

ROWS: list[dict[str, Any]] = [
    {"id": "q1", "question": "Who sank?", "answers": ["The Tern"], "articles": ["a", "b"], "kind": "who"},
    {"id": 2, "question": "Who swam?", "answers": [], "answerable": False},
    {"id": "q3", "question": "Who knows?"},
    {"id": "q4", "question": "Who both?", "answers": ["x", "y"], "answers_each": [["x"], ["y"]], "answerable": True},
]


def write(path: Path, rows: list[dict[str, Any]]) -> Path:
    text = "\n\n".join(json.dumps(row) for row in rows) + "\n"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(text.encode()) if path.suffix == ".gz" else text.encode())
    return path


@pytest.mark.parametrize("name", ["questions.jsonl", "questions.jsonl.gz"])
def test_questions_are_read_in_order_plain_or_packed(tmp_path: Path, name: str) -> None:
    read = read_questions(write(tmp_path / name, ROWS))
    assert [each.id for each in read] == ["q1", "2", "q3", "q4"]
    assert read[0].articles == {"a", "b"}
    assert read[3].answers_each == (("x",), ("y",))


def test_a_question_with_an_answer_has_one_and_one_without_is_only_unanswerable_when_it_says_so(tmp_path: Path) -> None:
    read = read_questions(write(tmp_path / "questions.jsonl", ROWS))
    assert [each.answerable for each in read] == [True, False, None, True]


def test_without_the_shared_folder_there_is_the_sample(tmp_path: Path) -> None:
    assert [each.name for each in find_collections(tmp_path / "nowhere")] == ["sample"]
    assert [each.name for each in find_collections(tmp_path)] == ["sample"]


def test_shared_collections_are_found_where_they_have_articles_and_questions(tmp_path: Path) -> None:
    for name in ("whole", "no-questions", "no-articles"):
        if name != "no-articles":
            write(tmp_path / name / "articles.jsonl.gz", [{"id": "a", "text": "Eels."}])
        if name != "no-questions":
            write(tmp_path / name / "questions.jsonl", ROWS)
    found = find_collections(tmp_path)
    assert [each.name for each in found] == ["sample", "whole"]
    assert len(found[1].questions) == len(ROWS)


def test_every_question_of_the_sample_is_judged_and_its_answers_stand_in_its_articles() -> None:
    sample = find_collections(Path("nowhere"))[0]
    root, texts = sample.articles.resolve(), defaultdict(str)
    for article in read_articles([sample.articles]):
        assert isinstance(article, Article)
        texts[article.id] += plain(article.text)
        texts[Path(article.source).resolve().relative_to(root).as_posix()] += plain(article.text)
    assert len(sample.questions) >= 80
    assert len({each.id for each in sample.questions}) == len(sample.questions)
    for question in sample.questions:
        assert question.answerable is not None, question.id
        assert question.answerable == bool(question.answers) == bool(question.articles), question.id
        assert question.articles <= texts.keys(), question.id
        assert len(question.answers_each) != 1, question.id
        printed = [texts[article] for article in question.articles]
        for answers in question.answers_each or ([question.answers] if question.answerable else []):
            assert any(plain(answer) in text for answer in answers for text in printed), question.id


def plain(text: str) -> str:
    return " ".join(text.replace("’", "'").casefold().split())


def test_the_questions_of_the_seeds_name_articles_that_are_there() -> None:
    if not (SHARED / "seeds").is_dir():
        pytest.skip("../shared/collections/seeds is not here")
    there = {path.name for path in (SHARED / "seeds").iterdir()}
    for question in read_questions(OWN_QUESTIONS / "seeds.jsonl"):
        assert {Path(path).name for path in question.articles} <= there, question.id
