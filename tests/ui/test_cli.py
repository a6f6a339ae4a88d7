from __future__ import annotations

import gzip
import json
import os
import signal
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rag.archive import Archive
from rag.embedding import Embedder
from rag.schema import FILE
from ui.cli import main

Make = Callable[..., dict[str, Any]]
Write = Callable[..., Path]
ROOT = Path(__file__).resolve().parents[2]
COMMANDS = [
    "ingest",
    "ask",
    "search",
    "verify",
    "stories",
    "serve",
    "watch",
    "status",
    "history",
    "check",
    "rebuild",
    "remove",
]
COMMANDS += ["export"]


@pytest.fixture(autouse=True)
def own_archive(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, embedder: Embedder) -> Path:
    """Every test has its own archive folder, and the quick embedder."""
    monkeypatch.setenv("DATELINE_ARCHIVE", str(tmp_path / "own"))
    monkeypatch.setattr("rag.holdings.load_minilm", lambda: embedder)
    return tmp_path / "own"


@pytest.fixture
def filled(invented: Make, write_jsonl: Write, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ingest", str(write_jsonl(*(invented(number) for number in range(6))))]) == 0
    capsys.readouterr()


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """Exit code, standard output, standard error."""
    try:
        code = main(arguments)
    except SystemExit as exit:
        code = int(exit.code or 0)
    said = capsys.readouterr()
    return code, said.out, said.err


def lines(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.splitlines()]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself_with_an_example(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, command, "--help")
    assert code == 0
    assert "example:" in out
    assert "--archive" in out
    assert command in run(capsys, "--help")[1]


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["sing"],
        ["ingest"],
        ["ingest", "a.jsonl", "--field", "headline=title"],
        ["ingest", "a.jsonl", "--field", "title"],
        ["ingest", "a.jsonl", "--field", "title="],
        ["ingest", "a.jsonl", "--field", "title=a", "--field", "title=b"],
        ["ask"],
        ["ask", ""],
        ["ask", "?!... --"],
        ["ask", "why " * 2500],
        ["ask", "what happened", "--since", "yesterday"],
        ["ask", "what happened", "--until", "--07-06"],
        ["ask", "what happened", "--batch", "file.jsonl"],
        ["search"],
        ["search", "!!!"],
        ["search", "bridge", "-k", "0"],
        ["search", "bridge", "-k", "many"],
        ["verify"],
        ["verify", "?!"],
        ["verify", "It opened.", "--batch", "file.jsonl"],
        ["stories", "?!"],
        ["stories", "-k", "0"],
        ["stories", "--since", "yesterday"],
        ["stories", "--batch", "file.jsonl"],
        ["serve", "--allow-origin", "*"],
        ["serve", "--allow-origin", "site.example"],
        ["serve", "--root-path", "news/"],
        ["serve", "--root-path", "/"],
        ["serve", "--port", "high"],
        ["remove"],
        ["export"],
    ],
)
def test_wrong_usage_exits_2_with_a_sentence(
    arguments: list[str], capsys: pytest.CaptureFixture[str], own_archive: Path
) -> None:
    code, out, err = run(capsys, *arguments)
    assert code == 2
    assert out == ""
    assert err.strip()
    assert "Traceback" not in err
    assert not own_archive.exists()


@pytest.mark.parametrize(
    "arguments",
    [["ask", "what happened"], ["search", "bridge"], ["verify", "it opened"],
     ["stories"], ["status"], ["check"], ["rebuild"], ["remove", "x"],
     ["export", "-"], ["serve"], ["ask", "--batch", os.devnull]],
)  # fmt: skip
def test_without_an_archive_every_reader_says_how_to_make_one_and_makes_none(
    arguments: list[str], capsys: pytest.CaptureFixture[str], own_archive: Path
) -> None:
    code, out, err = run(capsys, *arguments)
    assert (code, out) == (1, "")
    assert "dateline ingest FOLDER" in err
    assert not own_archive.exists()


@pytest.mark.parametrize("arguments", [["ask", "what happened"], ["search", "bridge"], ["stories"]])
def test_an_empty_archive_says_how_to_fill_it(
    arguments: list[str], capsys: pytest.CaptureFixture[str], own_archive: Path
) -> None:
    Archive.open(own_archive).close()
    code, out, err = run(capsys, *arguments)
    assert (code, out) == (1, "")
    assert "dateline ingest FOLDER" in err


def test_ingest_prints_a_json_line_for_each_article(
    invented: Make, write_jsonl: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write_jsonl(invented(1), invented(2))
    code, out, err = run(capsys, "ingest", str(path), "--json")
    assert (code, err) == (0, "")
    first = lines(out)[0]
    assert first.pop("source").startswith(str(path))
    assert first == {
        "id": "quay-1", "title": "Quay1 Bridge opens", "outlet": "Paper 1", "published": "2021-02-02", "status": "added"
    }  # fmt: skip
    assert [line["status"] for line in lines(run(capsys, "ingest", str(path), "--json")[1])] == ["unchanged"] * 2


def test_bad_input_is_named_the_rest_goes_in_and_the_exit_code_is_1(
    invented: Make, write_jsonl: Write, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write_jsonl(invented(1), invented(2))
    with path.open("a") as opened:
        opened.write('{"id": "broken", "text": \n')
    (tmp_path / "empty.txt").write_text("")
    missing = tmp_path / "nowhere"
    code, out, err = run(capsys, "ingest", str(path), str(tmp_path / "empty.txt"), str(missing))
    assert code == 1
    assert "2 added" in out
    assert "3 failed" in out
    for name in (str(path), "empty.txt", str(missing)):
        assert name in err
    assert len(lines(run(capsys, "status", "--json")[1])[0]["failures"]) == 3


def test_of_odd_pages_nothing_is_printed_but_a_sentence_for_each(tmp_path: Path, own_archive: Path) -> None:
    sentence = "The ferry stayed at the quay on Monday because of a rope in its wheel, the harbour office said. "
    pages = {
        "menu.html": '<html><body><nav><a href="/">Home</a> <a href="/n">News</a></nav></body></html>',
        "empty.html": "<html></html>",
        "frames.html": '<html><frameset><frame src="a"></frameset></html>',
        "torn.html": '<<<html><p>x<div <a href="javascript:void(0)"><meta charset="klingon"><script>var a=',
        "comment.html": "<!-- only -->",
        "nested.html": "<html><body>" + "<div>" * 10_000 + "x",
    }
    odd = (
        '<html><head><meta property="article:published_time" content="99/99/9999"><link rel="canonical" href="http://[">'
        f'<script type="application/ld+json">{{"@type": torn</script></head><body><p>{sentence * 5}</p></body></html>'
    )
    for name, page in {**pages, "odd.html": odd}.items():
        (tmp_path / name).write_text(page)
    code = """
import logging, sys
logging.basicConfig()  # as a library does that logs by way of the root logger
sys.path[:0] = [".", "tests"]
import rag.holdings
from conftest import HashingEmbedder
from ui.cli import main
rag.holdings.load_minilm = HashingEmbedder
sys.exit(main(["ingest", sys.argv[1]]))
"""
    ran = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 1
    assert ran.stdout == f"Articles: 1 added, {len(pages)} failed. Archive: {own_archive}\n"
    assert sorted(line.split(": ")[0] for line in ran.stderr.splitlines()) == sorted(str(tmp_path / p) for p in pages)


def test_an_answer_for_people_has_markers_and_numbered_sources(
    filled: None, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "70")
    code, out, err = run(capsys, "ask", "Which lamp was lit on Quay4 Bridge?")
    assert (code, err) == (0, "")
    assert "[1]" in out
    assert "Sources" in out
    assert "Quay4 Bridge opens, Paper 1, 5 May 2021" in out
    assert max(map(len, out.splitlines())) <= 70


def test_an_answer_as_json_is_the_whole_answer_and_nothing_else(
    filled: None, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = run(capsys, "ask", "--json", "Which", "lamp", "was", "lit", "on", "Quay4", "Bridge?")
    assert (code, err) == (0, "")
    (answer,) = lines(out)
    assert answer["question"] == "Which lamp was lit on Quay4 Bridge?"
    assert {"status", "answer", "mode", "sentences", "citations", "events", "conflicts", "nearest", "understood",
            "notes", "dropped", "confidence", "took_ms"} <= answer.keys()  # fmt: skip


def test_what_the_collection_does_not_say_exits_0(filled: None, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "ask", "--json", "Who won the zeppelin regatta of Ulaanbaatar?")
    assert code == 0
    assert lines(out)[0]["status"] == "not_found"


def test_verify_says_whether_a_claim_is_carried_and_by_what(filled: None, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "verify", "A lamp numbered 402 was lit there.", "--article", "quay-4")
    assert code == 0
    assert out.startswith("Carried (score 1.00).")
    assert "A lamp numbered 402 was lit there" in out
    code, out, _ = run(capsys, "verify", "A lamp numbered 902 was lit there.", "--article", "quay-4")
    assert code == 0
    assert out.startswith("Not carried")
    assert "902" in out and "Nearest" in out


def test_verify_of_an_article_that_is_not_there_exits_1(filled: None, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "verify", "It opened.", "--article", "nowhere")
    assert (code, out) == (1, "")
    assert "nowhere" in err


def test_search_prints_hits(filled: None, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "search", "lamp Quay4 Bridge", "-k", "2", "--json")
    assert code == 0
    hits = lines(out)
    assert hits[0]["article_id"] == "quay-4"
    assert len(hits) == 2
    assert {
        "rank",
        "score",
        "article_id",
        "title",
        "outlet",
        "published",
        "url",
        "text",
        "start",
        "end",
        "copies",
    } <= set(hits[0])
    assert "1. Quay4 Bridge opens" in run(capsys, "search", "lamp Quay4 Bridge")[1]
    assert "Nothing found" in run(capsys, "search", "bridge", "--since", "2030")[1]
    of_june = run(capsys, "search", "inspectors walked over a bridge", "--asked", "2021-06-08", "--json")[1]
    assert lines(of_june)[0]["article_id"] == "quay-5"


def test_stories_are_listed_newest_first_for_people_and_for_programs(
    filled: None, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = run(capsys, "stories", "--json")
    assert (code, err) == (0, "")
    told = lines(out)
    assert set(told[0]) == {"label", "first_published", "last_published", "outlets", "articles"}
    assert [story["first_published"] for story in told] == [f"2021-0{month}-0{month}" for month in range(6, 0, -1)]
    assert told[0]["articles"] == [
        {"article_id": "quay-5", "title": "Quay5 Bridge opens", "outlet": "Paper 2", "published": "2021-06-06",
         "copies": []}
    ]  # fmt: skip
    out = run(capsys, "stories", "-k", "2")[1]
    assert out.startswith("1. 6 June 2021: Quay5 Bridge opens\n   Paper 2\n2. 5 May 2021: Quay4 Bridge opens\n")
    assert "These are 2 of 6 stories" in out
    assert len(lines(run(capsys, "stories", "--json", "--outlet", "paper 1", "--since", "2021-03")[1])) == 1
    assert [story["label"] for story in lines(run(capsys, "stories", "quay3", "bridge", "--json")[1])] == [
        "4 April 2021: Quay3 Bridge opens"
    ]
    assert "No story here tells of that." in run(capsys, "stories", "zeppelin")[1]


def test_reports_of_a_story_and_its_copies_are_listed_and_undated_ones_are_counted(
    filled: None, capsys: pytest.CaptureFixture[str], invented: Make, write_jsonl: Write
) -> None:
    more = [
        {**invented(4), "id": "reprint", "url": None, "outlet": "Coast Daily"},
        {**invented(4), "id": "own", "url": None, "outlet": "Mole", "published": "2021-05-06",
         "title": "Lamps on Quay4 Bridge", "text": "On Quay4 Bridge lamp 400 was lit. Inspectors 124 walked there."},
        {**invented(40), "published": None},
    ]  # fmt: skip
    run(capsys, "ingest", str(write_jsonl(*more, name="more.jsonl")))
    out = run(capsys, "stories", "Quay4", "--since", "2021")[1]
    assert out.splitlines()[1:4] == [
        "   2 reports, until 6 May 2021, Paper 1, Mole",
        "   5 May 2021, Paper 1: Quay4 Bridge opens; copies: Coast Daily",
        "   6 May 2021, Mole: Lamps on Quay4 Bridge",
    ]
    assert "Note: The date filter left out 1 article without a date." in out
    answer = lines(run(capsys, "ask", "Which lamp was lit on Quay4 Bridge?", "--json", "--timeline")[1])[0]
    assert [report["article_id"] for report in answer["timeline"]] == ["quay-4", "own"]
    assert "timeline" not in lines(run(capsys, "ask", "Which lamp was lit on Quay4 Bridge?", "--json")[1])[0]
    out = run(capsys, "ask", "Which lamp was lit on Quay4 Bridge?", "--timeline")[1]
    assert "\nTimeline\n5 May 2021, Paper 1: Quay4 Bridge opens" in out
    assert "6 May 2021, Mole: Lamps on Quay4 Bridge" in out


def test_filters_given_on_the_command_line_hold(filled: None, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "search", "bridge", "--outlet", "paper 1", "--outlet", "Paper 2", "--json")
    assert {hit["outlet"] for hit in lines(out)} == {"Paper 1", "Paper 2"}
    _, out, _ = run(capsys, "search", "bridge", "--since", "2021-05-05", "--until", "2021-05", "--json")
    assert {hit["article_id"] for hit in lines(out)} == {"quay-4"}


def test_status_for_people_and_for_programs(filled: None, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "status")
    assert code == 0
    assert "Paper 0 (2)" in out
    assert "1 January 2021 to 6 June 2021" in out
    (status,) = lines(run(capsys, "status", "--json")[1])
    assert status["articles"] == 6


def test_status_of_one_article_says_where_each_value_was_found(
    filled: None, invented: Make, write_jsonl: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    twin = {**invented(2), "id": "twin", "url": None, "published": None, "agency": "AP"}
    assert run(capsys, "ingest", str(write_jsonl(twin, name="twin.jsonl")))[0] == 0
    code, out, _ = run(capsys, "status", "--article", "twin")
    assert code == 0
    assert "Agency      Associated Press" in out and "from: given with the article" in out
    assert "Published   not known" in out and "its copy quay-2 is dated 3 March 2021" in out
    assert "Copy of     quay-2" in out
    (status,) = lines(run(capsys, "status", "--article", "twin", "--json")[1])
    assert status["fields"]["agency"] == "Associated Press" and status["fields"]["published"] is None
    assert status["origin"]["title"] == "given with the article"
    assert (status["versions"], status["copy_of"], status["copies"]) == (1, "quay-2", ["quay-2"])
    code, _, err = run(capsys, "status", "--article", "nobody")
    assert code == 1 and "no article with the id nobody" in err


def test_history_says_what_changed(
    filled: None, invented: Make, write_jsonl: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    changed = {**invented(2), "title": "Quay2 Bridge shut", "text": invented(2)["text"].replace("lamp", "lantern", 1)}
    assert main(["ingest", str(write_jsonl(changed))]) == 0
    capsys.readouterr()
    code, out, _ = run(capsys, "history", "quay-2")
    assert code == 0 and "title: Quay2 Bridge opens became Quay2 Bridge shut" in out
    assert "   - A lamp numbered 200 was lit" in out and "   + A lantern numbered 200 was lit" in out
    first, second = lines(run(capsys, "history", "quay-2", "--json")[1])
    assert second["current"] and not first["current"] and second["changes"][0]["before"] == "Quay2 Bridge opens"
    code, out, said = run(capsys, "history", "nothing")
    assert (code, out) == (1, "") and "no article with the id nothing" in said


def test_check_exits_1_on_a_fault_and_repair_mends_it(
    filled: None, capsys: pytest.CaptureFixture[str], own_archive: Path
) -> None:
    assert run(capsys, "check")[0] == 0
    with Archive.open(own_archive) as archive:
        archive.words.replace([], [("stray", "gone", "Title", "text")])
    code, out, _ = run(capsys, "check")
    assert code == 1
    assert "stray" in out
    code, out, _ = run(capsys, "check", "--repair")
    assert code == 0
    assert "mended" in out
    assert run(capsys, "check")[0] == 0


def test_rebuild_says_what_it_made(filled: None, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "rebuild")
    assert code == 0
    assert "6 articles" in out


def test_remove_names_what_it_removed_and_what_is_not_there(filled: None, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "remove", "quay-1", "unknown")
    assert code == 1
    assert "quay-1" in out
    assert "unknown" in err
    assert lines(run(capsys, "status", "--json")[1])[0]["articles"] == 5


@pytest.mark.parametrize("name", ["out.jsonl", "out.jsonl.gz"])
def test_export_writes_what_ingest_reads(
    filled: None, capsys: pytest.CaptureFixture[str], tmp_path: Path, name: str
) -> None:
    file = tmp_path / name
    assert run(capsys, "export", str(file))[:2] == (0, "")
    text = gzip.decompress(file.read_bytes()).decode() if name.endswith(".gz") else file.read_text()
    assert len(lines(text)) == 6
    code, out, _ = run(capsys, "ingest", str(file), "--archive", str(tmp_path / "again"), "--json")
    assert code == 0
    assert {line["status"] for line in lines(out)} == {"added"}
    assert lines(run(capsys, "export", "-", "--archive", str(tmp_path / "again"))[1]) == lines(text)


def test_an_export_that_cannot_be_written_says_so(filled: None, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, "export", "/nowhere/at/all.jsonl")
    assert code == 1
    assert "/nowhere/at/all.jsonl" in err


def test_archive_may_stand_before_or_after_the_command(
    filled: None, capsys: pytest.CaptureFixture[str], own_archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DATELINE_ARCHIVE")
    for arguments in (["--archive", str(own_archive), "status"], ["status", "--archive", str(own_archive)]):
        assert str(own_archive) in run(capsys, *arguments)[1].replace("\n", "").replace(" ", "")


def test_an_unexpected_error_is_a_sentence_unless_debugging(
    filled: None, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_down(_: Archive) -> dict[str, Any]:
        raise KeyError("rusty hinge")

    monkeypatch.setattr(Archive, "status", break_down)
    code, _, err = run(capsys, "status")
    assert code == 1
    assert "KeyError" in err
    assert "rusty hinge" in err
    assert "DATELINE_DEBUG=1" in err
    assert "Traceback" not in err
    monkeypatch.setenv("DATELINE_DEBUG", "1")
    with pytest.raises(KeyError):
        main(["status"])


def test_a_newer_archive_is_left_alone(capsys: pytest.CaptureFixture[str], own_archive: Path) -> None:
    own_archive.mkdir()
    header = b"SQLite format 3\0".ljust(60, b"\0") + (99).to_bytes(4, "big")
    (own_archive / FILE).write_bytes(header.ljust(4096, b"\0"))
    for command in (["status"], ["ingest", "x"]):
        code, _, err = run(capsys, *command)
        assert code == 1
        assert "newer Dateline" in err
    assert [file.name for file in own_archive.iterdir()] == [FILE]


def test_a_reader_that_stops_reading_hears_no_complaint(filled: None, own_archive: Path) -> None:
    command = f"{sys.executable} -m ui.cli export - | head -n 1"
    run = subprocess.run(command, shell=True, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.stderr.replace("Wrote 6 versions to -.\n", "") == ""
    assert len(run.stdout.splitlines()) == 1


def test_ctrl_c_stops_with_a_sentence(filled: None, tmp_path: Path) -> None:
    questions = tmp_path / "questions.jsonl"
    os.mkfifo(questions)
    process = subprocess.Popen(
        [sys.executable, "-m", "ui.cli", "ask", "--batch", str(questions)],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    with questions.open("w"):  # opened once the command is at work and waits for a question
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert err.strip() == "Stopped. What was done is kept; the same command goes on from there."


@pytest.mark.parametrize(
    ("command", "needless"),
    [
        (["status"], {"chromadb", "onnxruntime"}),
        (["search", "bridge"], {"onnxruntime"}),
        (["stories", "bridge"], {"chromadb", "onnxruntime"}),
        (["ask", "Which lamp was lit on Quay1 Bridge?"], {"onnxruntime"}),
    ],
)
def test_no_command_loads_a_library_it_does_not_need(filled: None, command: list[str], needless: set[str]) -> None:
    code = f"""
import json, sys
sys.path[:0] = [".", "tests"]
import rag.holdings
from conftest import HashingEmbedder
from ui.cli import main
rag.holdings.load_minilm = HashingEmbedder
assert main({command!r}) == 0
print(json.dumps(sorted(sys.modules)))
"""
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = set(json.loads(run.stdout.splitlines()[-1]))
    assert not loaded & ({"gradio", "fastapi", "llama_index", "trafilatura", "torch", "transformers"} | needless)


def test_fields_of_other_peoples_lines_are_mapped(
    write_jsonl: Write, invented: Make, capsys: pytest.CaptureFixture[str]
) -> None:
    given = invented(1)
    line = {"headline": "Mapped", "meta": {"date": "2026-05-04T19:40:00Z"}, "text": given["text"], "desk": "harbour"}
    path = str(write_jsonl(line))
    code, out, _ = run(capsys, "ingest", path, "--field", "title=headline", "--field", "published=meta.date", "--json")
    assert code == 0 and lines(out)[0]["title"] == "Mapped" and lines(out)[0]["published"] == "2026-05-04T19:40:00Z"
    _, out, _ = run(capsys, "export", "-")
    (exported,) = lines(out)
    assert exported["desk"] == "harbour" and "headline" not in exported and "meta" not in exported


def test_an_unknown_field_is_refused_with_the_list(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, said = run(capsys, "ingest", "a.jsonl", "--field", "headline=title")
    assert code == 2 and "There is no field 'headline'; there are: id, url, title, outlet" in said
    assert "nothing of where to look" in run(capsys, "ingest", "a.jsonl", "--field", "title")[2]
    assert "twice" in run(capsys, "ingest", "a.jsonl", "--field", "title=a", "--field", "title=b")[2]


def test_a_container_is_read_and_its_bad_member_named(
    tmp_path: Path, invented: Make, capsys: pytest.CaptureFixture[str]
) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("news/a.jsonl", json.dumps(invented(1)) + "\n")
        archive.writestr("inner.zip", b"PK")
    code, out, said = run(capsys, "ingest", str(tmp_path / "a.zip"))
    assert code == 1 and "1 added, 1 failed" in out
    assert f"{tmp_path}/a.zip/inner.zip: an archive inside an archive is not read" in said
    code, out, _ = run(capsys, "ingest", str(tmp_path / "a.zip"))
    assert "1 unchanged, 1 failed" in out


@pytest.mark.parametrize("error", [sqlite3.OperationalError("database or disk is full"), OSError(28, os.strerror(28))])
def test_a_full_disk_is_told_as_one(
    filled: None, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def fill_up(*_: Any) -> None:
        raise error

    monkeypatch.setattr(Archive, "embed", fill_up)
    code, _, err = run(capsys, "ingest", "--sample")
    assert code == 1 and err == "The disk is full. What was stored is kept; make room, and run the same again.\n"
