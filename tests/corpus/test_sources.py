"""corpus/sources.py: files and folders in, Articles or Unreadable out."""

import os
from pathlib import Path

import pytest

from corpus import making, sources
from corpus.article import Article, Unmodified, Unreadable
from corpus.sources import count_sources, read_articles
from tests.corpus.pages import BODY, TEXT_PAGE, html_page


def one(path: Path) -> Article | Unreadable:
    (read,) = read_articles([path])
    assert count_sources([path]) == 1 and not isinstance(read, Unmodified)
    return read


def reason(path: Path) -> str:
    read = one(path)
    assert isinstance(read, Unreadable) and read.source == str(path)
    return read.reason


def write(path: Path, data: bytes | str) -> Path:
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def test_a_folder_is_read_in_order_with_all_folders_in_it(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / ".git").mkdir()
    for name in ("z.txt", "b/a.html", "a.md", ".hidden.txt", ".git/x.txt", "boat.png"):
        write(tmp_path / name, html_page() if name.endswith("html") else TEXT_PAGE)
    write(tmp_path / "c.jsonl", '{"text": "The ferry was late."}\n{"text": "The ferry sank."}\n')
    write(tmp_path / "report.odt", b"PK")
    read = list(read_articles([tmp_path]))
    names = [os.path.relpath(r.source, tmp_path) for r in read]
    assert names == ["a.md", "c.jsonl:1", "c.jsonl:2", "report.odt", "z.txt", "b/a.html"]
    said = [r.reason for r in read if isinstance(r, Unreadable)]
    assert said == [".odt files are not read: save it as .docx, text or HTML"]
    assert count_sources([tmp_path]) == len(read)


def test_an_article_knows_its_source_and_keeps_its_id(tmp_path: Path) -> None:
    first = one(write(tmp_path / "a.txt", TEXT_PAGE))
    assert isinstance(first, Article) and first.text.split("\n\n") == BODY
    changed = one(write(tmp_path / "a.txt", TEXT_PAGE.replace("212", "214")))
    assert isinstance(changed, Article) and changed.id == first.id and changed.version != first.version


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.txt", b"", "the file is empty"),
        ("a.txt", b" \n\t ", "the file is empty"),
        ("a.txt", b"\x00\x01\x02", "binary"),
        ("a.html", bytes(range(128, 256)) * 3, "not text in any encoding"),
        ("a.txt", "Home | News | Sport\nMost Popular\n", "no article was found"),
        ("a.html", "<html><body><nav>Home</nav></body></html>", "no article was found"),
        ("a.html", "<div>" * 20_000 + "deep", "no article|nested too deeply"),
        ("a.odt", b"PK", "files of this kind are not read"),
        ("a.docx", b"PK", "no DOCX file"),
        ("a.pdf", b"%PDF-1.4", "no PDF"),
        ("a.jsonl", b"", "the file is empty"),
    ],
)
def test_bad_files_are_named_with_their_reason(tmp_path: Path, name: str, data: bytes | str, said: str) -> None:
    path = write(tmp_path / name, data)
    assert any(part in reason(path) for part in said.split("|"))


def test_what_is_not_there_is_named(tmp_path: Path) -> None:
    assert reason(tmp_path / "none") == "there is no such file or folder"
    assert "holds no file to read" in reason(tmp_path)
    (tmp_path / "lost.txt").symlink_to(tmp_path / "gone.txt")
    assert "not there" in str(list(read_articles([tmp_path])))
    assert "no such file" in str(list(read_articles(["bad\0name.txt"]))) or "cannot be read" in str(
        list(read_articles(["bad\0name.txt"]))
    )


def test_an_enormous_file_is_named_without_being_read(tmp_path: Path) -> None:
    path = tmp_path / "big.txt"
    with path.open("wb") as file:
        file.truncate(sources.MAX_FILE_BYTES + 1)
    assert "MB" in reason(path)
    assert "lines" in reason(write(tmp_path / "long.txt", "a\n" * (making.MAX_LINES + 2)))


def test_a_file_that_may_not_be_read_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path / "a.txt", TEXT_PAGE)

    def refuse(self: Path, mode: str) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert "permission is denied" in reason(path)


def test_a_web_address_and_a_pipe_are_named(tmp_path: Path) -> None:
    read = list(read_articles(["ftp://bay.example/a"]))
    assert isinstance(read[0], Unreadable) and "only http and https" in read[0].reason
    os.mkfifo(tmp_path / "pipe.txt")
    assert "neither a file nor a folder" in reason(tmp_path / "pipe.txt")


def test_links_in_a_circle_and_a_file_named_twice_are_read_once(tmp_path: Path) -> None:
    inner = tmp_path / "in"
    inner.mkdir()
    path = write(inner / "a.txt", TEXT_PAGE)
    (inner / "again").symlink_to(tmp_path)
    (tmp_path / "b.txt").symlink_to(path)
    assert len(list(read_articles([tmp_path, path, inner]))) == 1


def test_a_name_that_is_no_text_is_read(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/f\xe4hre.txt"))
    read = one_named(path)
    assert "f\\xe4hre.txt" in read.source
    read.model_dump_json().encode("utf-8")


def one_named(path: Path) -> Article:
    write(path, TEXT_PAGE)
    read = next(iter(read_articles([path])))
    assert isinstance(read, Article)
    return read


def test_reading_is_lazy_and_goes_on_after_bad_input(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", b"\x00")
    write(tmp_path / "b.txt", TEXT_PAGE)
    reading = read_articles([tmp_path])
    assert isinstance(next(reading), Unreadable)
    write(tmp_path / "b.txt", TEXT_PAGE.replace("212", "213"))
    after = next(reading)
    assert isinstance(after, Article) and "213 people" in after.text


def test_html_in_a_text_file_is_read_as_html(tmp_path: Path) -> None:
    read = one(write(tmp_path / "page.txt", html_page()))
    assert isinstance(read, Article) and read.text.split("\n\n") == BODY


def test_what_a_link_in_a_circle_leads_to_is_named_once(tmp_path: Path) -> None:
    (tmp_path / "old.doc").write_bytes(b"x")
    (tmp_path / "round").symlink_to(tmp_path)
    assert [found.source for found in read_articles([tmp_path])] == [str(tmp_path / "old.doc")]
