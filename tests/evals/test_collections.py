from __future__ import annotations

import gzip
import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from corpus.article import Article, DatelineError
from corpus.sources import read_articles
from evals.collections import OWN_QUESTIONS, SHARED, choose_collections, find_collections, read_questions

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


def test_a_collection_is_chosen_by_name_or_by_path_in_the_order_asked(folder: Path, tmp_path: Path) -> None:
    first, second = choose_collections([str(folder), "sample"], tmp_path / "nowhere")
    assert (first.articles, first.question_file) == (folder / "articles", folder / "questions.jsonl")
    assert second.name == "sample"
    assert len(first.questions_sha256()) == 64


def test_two_folders_of_one_name_are_two_collections_and_a_shared_one_keeps_its_name(tmp_path: Path) -> None:
    for each in ("here", "there"):
        write(tmp_path / each / "news" / "articles.jsonl.gz", [{"id": "a", "text": "Eels."}])
        write(tmp_path / each / "news" / "questions.jsonl", ROWS)
    here, there = choose_collections([str(tmp_path / "here" / "news"), str(tmp_path / "there" / "news")], tmp_path)
    assert here.name.startswith("news-") and there.name.startswith("news-")
    assert here.name != there.name
    (shared,) = choose_collections([str(tmp_path / "here" / "news")], tmp_path / "here")
    assert shared.name == "news"


def test_what_is_no_collection_is_said_with_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(DatelineError, match=r"no collection named atlantis, and no folder .* there are: sample"):
        choose_collections(["atlantis"], tmp_path)
    with pytest.raises(DatelineError, match=r"has no articles: put articles\.jsonl\.gz or"):
        choose_collections([str(tmp_path)], tmp_path)
    write(tmp_path / "articles.jsonl", [{"id": "a", "text": "Eels."}])
    with pytest.raises(DatelineError, match=r"has no questions: put questions\.jsonl or"):
        choose_collections([str(tmp_path)], tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ('{"id": "a", "question": "Who?"}\n{"id": \n', "line 2, is not JSON"),
        ('{"id": "a"}\n', "line 1, is no question: it needs an id and a question"),
        ("[1]\n", "line 1, is no question"),
        ('{"id": 7, "question": "Who?"}\n{"id": "7", "question": "When?"}\n', "the id '7' stands on several lines"),
    ],
)
def test_a_question_file_that_cannot_be_used_is_named_with_its_line(tmp_path: Path, lines: str, said: str) -> None:
    file = tmp_path / "questions.jsonl"
    file.write_text(lines)
    with pytest.raises(DatelineError, match=f"{file.name}.*{said}"):
        read_questions(file)


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
