"""corpus/containers.py and what sources.py makes of it: files inside zip and tar files."""

import gzip
import io
import json
import random
import struct
import tarfile
import zipfile
import zlib
from pathlib import Path

import pytest

from corpus import bounds, containers, sources
from corpus.article import Article, Unreadable
from corpus.sources import count_sources, read_articles
from tests.corpus.pages import BODY, TEXT_PAGE, html_page

PAGES = {
    "b/page.html": html_page().encode(),
    "a.txt": TEXT_PAGE.encode(),
    "news.jsonl": b'{"id": "bay-1", "text": "The ferry was late."}\n{"id": "bay-2", "text": "The ferry sank."}\n',
    "boat.png": b"\x89PNG",
    ".hidden.txt": b"x",
    "__MACOSX/a.txt": b"x",
}


def zipped(path: Path, members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def tarred(path: Path, members: dict[str, bytes], mode: str = "w:gz") -> Path:
    with tarfile.open(path, mode) as archive:  # type: ignore[call-overload]
        for name, data in members.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return path


def read(path: Path) -> list[Article | Unreadable]:
    """What is read, which is as much as is counted."""
    found = list(read_articles([path]))
    whole = not any("cut short" in str(each) or "bomb" in str(each) for each in found)
    assert count_sources([path]) == len(found) or not whole
    return found


def names(found: list[Article | Unreadable], path: Path) -> list[str]:
    return [each.source.removeprefix(f"{path}/") for each in found]


def reasons(found: list[Article | Unreadable]) -> list[str]:
    return [each.reason for each in found if isinstance(each, Unreadable)]


@pytest.mark.parametrize("name", ["news.zip", "news.tar", "news.tar.gz", "news.tgz"])
def test_the_files_in_a_container_are_read_as_those_of_a_folder(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    found = read(
        zipped(path, PAGES) if name.endswith("zip") else tarred(path, PAGES, "w" if name == "news.tar" else "w:gz")
    )
    assert len(found) == count_sources([path])
    assert names(found, path) == ["b/page.html", "a.txt", "news.jsonl:1", "news.jsonl:2"]
    page, text, *lines = found
    assert isinstance(page, Article) and isinstance(text, Article)
    assert page.text.split("\n\n") == text.text.split("\n\n") == BODY
    assert [line.id for line in lines] == ["bay-1", "bay-2"]
    assert [each.source for each in read_articles([tmp_path])] == [each.source for each in found]


def test_fields_are_mapped_in_lines_inside_too(tmp_path: Path) -> None:
    line = json.dumps({"headline": "Ferry late", "text": BODY[1]}).encode()
    path = zipped(tmp_path / "a.zip", {"x.jsonl": line, "y.jsonl.gz": gzip.compress(line)})
    assert [a.title for a in read_articles([path], {"title": "headline"}) if isinstance(a, Article)] == [
        "Ferry late"
    ] * 2


def test_names_that_lead_elsewhere_are_only_names(tmp_path: Path) -> None:
    members = {"../../up.txt": TEXT_PAGE.encode(), "/etc/root.txt": TEXT_PAGE.encode(), "a\\b.txt": TEXT_PAGE.encode()}
    for path in (zipped(tmp_path / "a.zip", members), tarred(tmp_path / "a.tar", members, "w")):
        assert names(read(path), path) == ["up.txt", "etc/root.txt", "a/b.txt"]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.tar", "a.zip"]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_that_is_there_twice_and_one_that_no_terminal_should_print(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name in ("a.txt", "a.txt", "\x1b[31m.txt"):
            archive.writestr(name, TEXT_PAGE)
    assert names(read(path), path) == ["a.txt", "a.txt (2)", "\ufffd[31m.txt"]


def test_an_archive_inside_and_a_kind_that_is_not_read_are_named(tmp_path: Path) -> None:
    inner = zipped(tmp_path / "inner.zip", PAGES).read_bytes()
    members = {"inner.zip": inner, "old.doc": b"x", "a.tar.gz": b"x", "c.warc.gz": b"x", "d.rar": b"x"}
    for path in (zipped(tmp_path / "a.zip", members), tarred(tmp_path / "a.tgz", members)):
        found = read(path)
        assert names(found, path) == list(members)
        nested = "an archive inside an archive is not read: unpack it first"
        assert reasons(found) == [
            nested, ".doc files are not read: save it as .docx, text or HTML", nested, nested,
            ".rar files are not read: pack it as .tar.gz or .zip",
        ]  # fmt: skip


def test_links_and_devices_in_a_tar_are_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "a.tar"
    with tarfile.open(path, "w") as archive:
        for name, kind in (("l.txt", tarfile.SYMTYPE), ("h.txt", tarfile.LNKTYPE), ("d.txt", tarfile.CHRTYPE)):
            entry = tarfile.TarInfo(name)
            entry.type, entry.linkname = kind, "/etc/passwd"
            archive.addfile(entry)
    assert reasons(read(path)) == ["it holds no file to read"]


def test_an_encrypted_and_a_damaged_member_are_named_and_the_others_read(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"a.txt": TEXT_PAGE.encode(), "b.txt": b"b" * 500, "c.txt": TEXT_PAGE.encode()})
    data = bytearray(path.read_bytes())
    first, second = data.find(b"PK\1\2"), data.find(b"b.txt") + 5
    data[first + 8] |= 1  # the flag of encryption, in the table of contents
    data[second : second + 4] = b"\xff\xff\xff\xff"
    path.write_bytes(data)
    found = read(path)
    assert [type(f) for f in found] == [Unreadable, Unreadable, Article]
    assert reasons(found) == ["it is encrypted: save it without a password", "it is cut short or damaged"]


@pytest.mark.parametrize("name", ["a.zip", "a.tar", "a.tgz"])
def test_a_file_cut_short_gives_what_was_readable_and_one_sentence(tmp_path: Path, name: str) -> None:
    # Each ends in words of its own, so that a compressed tar is about as long as its members are many.
    tails = [" ".join(map(str, random.Random(n).sample(range(10**9), 99))) for n in range(9)]
    members = {f"{n}.txt": f"{TEXT_PAGE}\n\nThe numbers are {tail}.".encode() for n, tail in enumerate(tails)}
    path = tmp_path / name
    whole = (
        zipped(path, members) if name == "a.zip" else tarred(path, members, "w" if name == "a.tar" else "w:gz")
    ).read_bytes()
    path.write_bytes(whole[: int(len(whole) * 0.6)])
    found = read(path)
    assert len([f for f in found if isinstance(f, Article)]) >= 1
    assert len(reasons(found)) == 1 and "cut short or damaged" in reasons(found)[0]
    path.write_bytes(b"no archive at all")
    assert len(reasons(read(path))) == 1 and "damaged from the start" in reasons(read(path))[0]


def test_a_zip_written_as_a_stream_is_salvaged_too(tmp_path: Path) -> None:
    class Pipe(io.RawIOBase):
        def __init__(self) -> None:
            self.data = bytearray()

        def writable(self) -> bool:
            return True

        def write(self, data: bytes) -> int:  # type: ignore[override]
            self.data += data
            return len(data)

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("a.txt", "b.txt"):
            archive.writestr(name, TEXT_PAGE)
    path = tmp_path / "a.zip"
    path.write_bytes(pipe.data[: pipe.data.find(b"PK\1\2")])
    assert [type(f) for f in read(path)] == [Article, Article, Unreadable]


def test_a_damaged_header_in_the_middle_of_a_tar_is_told(tmp_path: Path) -> None:
    path = tarred(tmp_path / "a.tar", {"a.txt": TEXT_PAGE.encode(), "b.txt": TEXT_PAGE.encode()}, "w")
    data = bytearray(path.read_bytes())
    at = data.find(b"b.txt")
    data[at : at + 30] = b"\xff" * 30
    path.write_bytes(data)
    assert [type(f) for f in read(path)] == [Article, Unreadable]


def test_a_header_that_claims_gigabytes_is_not_believed(tmp_path: Path) -> None:
    entry = tarfile.TarInfo("x")
    entry.type, entry.size = tarfile.GNUTYPE_LONGNAME, 8 * 1024**3
    path = tmp_path / "a.tar.gz"
    path.write_bytes(gzip.compress(entry.tobuf(tarfile.GNU_FORMAT) + b"a" * 10_000_000))
    assert reasons(read(path)) == ["it is no tar file, or it is damaged from the start"]
    entry.size = 512
    path.write_bytes(gzip.compress((entry.tobuf(tarfile.GNU_FORMAT) + b"a" * 512) * 5000))
    assert len(reasons(read(path))) == 1  # headers about headers about headers


@pytest.mark.parametrize("kind", ["zip", "tar.gz"])
def test_a_bomb_ends_in_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    monkeypatch.setattr(bounds, "FREE_BYTES", 100_000)
    members = {"a.txt": TEXT_PAGE.encode(), **{f"{n}.txt": b"\0" * 3_000_000 for n in range(9)}, "z.txt": b"x"}
    path = tmp_path / f"a.{kind}"
    found = read(zipped(path, members) if kind == "zip" else tarred(path, members))
    assert isinstance(found[0], Article) and "decompression bomb" in reasons(found)[-1]
    assert sum("decompression bomb" in reason for reason in reasons(found)) == 1


def test_a_zip_whose_members_share_their_bytes_is_refused(tmp_path: Path) -> None:
    data = zlib.compress(b"a" * 100_000)[2:-4]
    local = struct.pack("<4s5H3L2H", b"PK\3\4", 20, 0, 8, 0, 0, 0, len(data), 100_000, 5, 0) + b"a.txt" + data
    listing = b"".join(
        struct.pack("<4s6H3L5H2L", b"PK\1\2", 20, 20, 0, 8, 0, 0, 0, len(data), 100_000, 5, 0, 0, 0, 0, 0, 0) + name
        for name in (b"%05d" % n for n in range(1000))
    )
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 1000, 1000, len(listing), len(local), 0)
    path = tmp_path / "a.zip"
    path.write_bytes(local + listing + end)
    assert reasons(list(read_articles([path]))) == ["its members overlap, as in a decompression bomb; none was read"]


def test_a_table_of_contents_that_claims_gigabytes_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(b"x" * 100 + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 1, 1, 0xFFFFFFF0, 0, 0))
    assert "table of contents" in reasons(read(path))[0]


def test_a_member_that_is_too_large_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "MAX_FILE_BYTES", 1000)
    path = zipped(tmp_path / "a.zip", {"a.txt": b"word " * 1000, "b.txt": b"\n\n".join(map(str.encode, BODY))[:900]})
    assert [type(f) for f in read(path)] == [Unreadable, Article]


def test_more_members_than_the_limit_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(containers, "MAX_MEMBERS", 3)
    members = {f"{n}.txt": TEXT_PAGE.encode() for n in range(5)}
    for path in (zipped(tmp_path / "a.zip", members), tarred(tmp_path / "a.tar", members, "w")):
        found = list(read_articles([path]))
        assert [type(f) for f in found] == [Article] * 3 + [Unreadable] and "first 3 were read" in reasons(found)[0]


def test_a_large_compressed_tar_is_counted_by_its_beginning(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "SAMPLED_BYTES", 600_000)
    members = {f"{n}.txt": random.Random(n).randbytes(5000) for n in range(400)}
    assert 300 <= count_sources([tarred(tmp_path / "a.tar.gz", members)]) <= 500
