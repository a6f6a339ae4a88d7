from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rag.embedding import Embedder
from ui.cli import main


@pytest.fixture(autouse=True)
def filled(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    embedder: Embedder,
    invented: Callable[..., dict[str, Any]],
    write_jsonl: Callable[..., Path],
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("DATELINE_ARCHIVE", str(tmp_path / "own"))
    monkeypatch.setattr("rag.holdings.load_minilm", lambda: embedder)
    assert main(["ingest", str(write_jsonl(*(invented(number) for number in range(6))))]) == 0
    capsys.readouterr()


def batch(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, command: str, *raw: str, extra: tuple[str, ...] = ()
) -> tuple[int, list[dict[str, Any]], str]:
    path = tmp_path / "batch.jsonl"
    path.write_text("\n".join(raw) + "\n")
    code = main([command, "--batch", str(path), *extra])
    said = capsys.readouterr()
    return code, [json.loads(line) for line in said.out.splitlines()], said.err


def test_answers_come_in_the_order_of_the_questions_with_their_ids(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    questions = [json.dumps({"id": f"q{n}", "question": f"Which lamp was lit on Quay{n} Bridge?"}) for n in (4, 1, 3)]
    code, answers, err = batch(capsys, tmp_path, "ask", *questions)
    assert (code, err) == (0, "")
    assert [answer["id"] for answer in answers] == ["q4", "q1", "q3"]
    assert all(answer["question"].startswith("Which lamp") for answer in answers)


def test_a_follow_up_is_read_with_its_history(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    history = [{"role": "user", "content": "Who walked over the Quay3 Bridge?"}, {"role": "assistant", "content": "x"}]
    line = json.dumps({"question": "When did it open?", "history": history})
    code, (answer,), _ = batch(capsys, tmp_path, "ask", line)
    assert code == 0
    assert (answer["question"], answer["understood"]) == ("When did it open?", "When did the Quay3 Bridge open?")


def test_half_a_character_stops_no_batch(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    turn = '{"role": "user", "content": "Who walked \\ud83c over the Quay3 Bridge?"}'
    line = f'{{"id": "\\ud83c", "question": "When did it \\ud83c open?", "history": [{turn}]}}'
    code, (answer,), err = batch(capsys, tmp_path, "ask", line)
    assert (code, answer["id"], answer["question"], err) == (0, "?", "When did it ? open?", "")


def test_answers_have_a_timeline_where_one_is_asked_for(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    line = json.dumps({"id": 1, "question": "Which lamp was lit on Quay4 Bridge?"})
    _, (answer,), _ = batch(capsys, tmp_path, "ask", line, extra=("--timeline",))
    assert [report["article_id"] for report in answer["timeline"]] == ["quay-4"]
    assert "timeline" not in batch(capsys, tmp_path, "ask", line)[1][0]


def test_a_question_without_an_id_has_an_answer_without_one(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    _, answers, _ = batch(capsys, tmp_path, "ask", '{"question": "Which lamp was lit on Quay1 Bridge?"}')
    assert "id" not in answers[0]


@pytest.mark.parametrize(
    ("bad", "identity"),
    [
        ("{not json", None),
        ("[1, 2]", None),
        ('{"id": "x"}', "x"),
        ('{"id": "x", "question": 7}', "x"),
        ('{"id": "x", "question": "?!"}', "x"),
        ('{"id": 3, "question": "Why?", "since": "soon"}', 3),
        ('{"id": "x", "question": "Why?", "until": 2021}', "x"),
        ('{"id": "x", "question": "Why?", "outlets": "Paper 1"}', "x"),
        ('{"id": "x", "question": "Why?", "asked": "someday"}', "x"),
        ('{"id": "x", "question": "Why?", "history": "before"}', "x"),
        ('{"id": "x", "question": "Why?", "history": [{"role": "user"}]}', "x"),
        (json.dumps({"id": "x", "question": "why " * 2600}), "x"),
    ],
)
def test_a_bad_line_gives_its_error_and_the_rest_goes_on(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, bad: str, identity: str | int | None
) -> None:
    good = '{"id": "good", "question": "Which lamp was lit on Quay1 Bridge?"}'
    code, answers, _ = batch(capsys, tmp_path, "ask", bad, "", good)
    assert code == 1
    assert answers[0].keys() == {"id", "error"}
    assert answers[0]["id"] == identity
    assert answers[0]["error"].endswith(".")
    assert answers[1]["id"] == "good"
    assert "answer" in answers[1]


def test_a_query_may_be_asked_on_a_day(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    query = "inspectors walked over a bridge"
    queries = [json.dumps({"id": n, "query": query, "asked": f"2021-{n + 1:02}-{n + 2:02}"}) for n in (3, 5)]
    code, hits, _ = batch(capsys, tmp_path, "search", *queries, '{"id": "bad", "query": "bridge", "asked": 2021}')
    assert code == 1
    assert [hit["article_id"] for hit in hits if hit.get("rank") == 1] == ["quay-3", "quay-5"]
    assert "asked" in hits[-1]["error"]


def test_hits_carry_the_id_of_their_query_and_lines_may_have_filters(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    queries = ['{"id": "a", "query": "bridge", "outlets": ["Paper 2"]}', '{"id": "b", "query": "bridge"}']
    code, hits, _ = batch(capsys, tmp_path, "search", *queries, extra=("-k", "2", "--since", "2021-03"))
    assert code == 0
    assert [hit["id"] for hit in hits] == ["a", "a", "b", "b"]
    assert {hit["outlet"] for hit in hits if hit["id"] == "a"} == {"Paper 2"}
    assert all(hit["published"] >= "2021-03" for hit in hits)


def test_questions_may_come_from_standard_input(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO('{"question": "Which lamp was lit on Quay1 Bridge?"}\n'))
    assert main(["ask", "--batch", "-", "--json"]) == 0
    assert "citations" in json.loads(capsys.readouterr().out)


def test_a_batch_file_that_is_not_there_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "--batch", "nowhere.jsonl"]) == 1
    assert "nowhere.jsonl" in capsys.readouterr().err


def test_claims_are_verified_in_order_each_against_its_article(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    claim = "A lamp numbered 402 was lit there."
    rows = [
        {"id": "a", "claim": claim, "article": "quay-4"},
        {"id": "b", "claim": claim, "article": "quay-3"},
        {"id": "c", "claim": claim, "article": 7},
        {"id": "d", "claim": claim, "article": "nowhere"},
        {"id": "e", "claim": claim},
    ]
    code, found, err = batch(capsys, tmp_path, "verify", *map(json.dumps, rows), extra=("--json",))
    assert (code, err) == (1, "")
    assert [each["id"] for each in found] == ["a", "b", "c", "d", "e"]
    assert [each.get("supported") for each in found] == [True, False, None, None, True]
    assert found[1]["reasons"] and found[0]["reasons"] == []
    assert found[4]["citations"][0]["article_id"] == "quay-4"
    assert all("error" in each for each in found[2:4])
