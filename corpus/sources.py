"""Sources: paths and addresses in, Articles or Unreadable out, one by one, lazily.

Whatever is wrong with one file, member or line is told about that one, and reading goes on with the next.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import IO, TYPE_CHECKING

from corpus.addresses import is_address
from corpus.article import Article, Unmodified, Unreadable
from corpus.bounds import DamagedError, gunzipped
from corpus.containers import Member, tar_members, zip_members
from corpus.crawls import count_warc_members, warc_members
from corpus.decoding import UndecodableError, decode
from corpus.documents import read_docx, read_pdf
from corpus.given import check_fields
from corpus.lines import count_lines, read_lines
from corpus.making import article_from_document, article_from_html, article_from_text

if TYPE_CHECKING:
    from corpus.fetching import Fetcher
    from corpus.web import Web

SAMPLE_FOLDER = Path(__file__).parent / "articles"  # the collection that comes with Dateline
SAMPLED_BYTES = 8 * 1024 * 1024  # of a tar file, from which the number of its members is told
MAX_FILE_BYTES = 64 * 1024 * 1024  # of a file or member that is one article

# What a file is, by the end of its name. Any other passes in silence where a folder or a container holds it.
KINDS = {
    ".txt": "text",
    ".md": "text",
    ".html": "page",
    ".htm": "page",
    ".jsonl": "lines",
    ".jsonl.gz": "packed lines",
    ".pdf": "pdf",
    ".docx": "docx",
    ".zip": "zip",
    ".tar": "tar",
    ".tar.gz": "tar",
    ".tgz": "tar",
    ".warc": "warc",
    ".warc.gz": "warc",
} | dict.fromkeys(
    (".doc", ".odt", ".rtf", ".epub", ".7z", ".rar", ".tar.bz2", ".tbz2", ".tar.xz", ".txz", ".tar.zst"),
    "refused",  # somebody will miss what is in it
)
SUFFIXES = tuple(suffix for suffix, kind in KINDS.items() if kind != "refused")
_CONTAINERS: dict[str, Callable[[IO[bytes], str], Iterator[Member | Unreadable]]] = {
    "zip": lambda file, name: zip_members(file, name, kind_of),
    "tar": lambda file, name: tar_members(file, name, kind_of),
    "warc": warc_members,
}


def kind_of(name: str) -> str | None:
    """What kind of file the name tells, or None for one that holds no article anybody would miss."""
    lower = name.lower()
    return next((kind for suffix, kind in KINDS.items() if lower.endswith(suffix)), None)


def read_articles(
    sources: Iterable[str | Path], fields: Mapping[str, str] | None = None, fetcher: Fetcher | None = None
) -> Iterator[Article | Unreadable | Unmodified]:
    """Read every article of the given files, folders and addresses; never raises for bad input.

    Folders are read with all folders in them, in the order of their names, hidden files left out; a file or an
    address that is named twice is read once. `fetcher` fetches the addresses; by default one without a memory.
    `fields` says where JSON lines keep what: {"title": "headline", "published": "meta.date"}.
    Raises DatelineError at once for a field there is none of.
    """
    check_fields(fields or {})
    return _read_all(sources, fields or {}, fetcher)


def count_sources(paths: Iterable[str | Path]) -> int:
    """How many articles and unreadable sources `read_articles` gives: the length of a progress bar.

    Of a large tar or WARC file only the beginning is read, and the rest estimated.
    """
    return sum(_count(found) if isinstance(found, Path) else 1 for found in _files(paths))


def _count(path: Path) -> int:
    kind = kind_of(path.name)
    try:
        with path.open("rb") as file:
            size = path.stat().st_size
            if kind == "warc":
                return max(1, count_warc_members(file))
            return max(1, _count_members(kind, file, size) if kind in _CONTAINERS else _count_in(kind, file, size))
    except OSError:
        return 1


def _count_members(kind: str, file: IO[bytes], size: int) -> int:
    """What a zip or tar file gives; of a tar, from its beginning and its size."""
    count = 0
    for member in _CONTAINERS[kind](file, ""):
        count += _count_in(member.kind, member.file, member.size) if isinstance(member, Member) else 1
        if kind == "tar" and file.tell() > SAMPLED_BYTES:
            return round(count * size / file.tell())
    return count


def _count_in(kind: str | None, file: IO[bytes], size: int) -> int:
    if kind == "lines":
        return count_lines(file)
    return count_lines(gunzipped(file, size)) if kind == "packed lines" else 1


def _read_all(
    sources: Iterable[str | Path], fields: Mapping[str, str], fetcher: Fetcher | None
) -> Iterator[Article | Unreadable | Unmodified]:
    web: Web | None = None
    with ExitStack() as at_the_end:
        for found in _files(sources):
            if isinstance(found, Unreadable):
                yield found
            elif isinstance(found, str):
                web = web or _web(fetcher, at_the_end)
                yield from web.read(found)
            else:
                yield from _read_path(found, fields)


def _read_path(path: Path, fields: Mapping[str, str]) -> Iterator[Article | Unreadable]:
    source = _name(path)
    try:
        with path.open("rb") as file:
            yield from _read(kind_of(path.name), file, path.stat().st_size, source, fields)
    except OSError as error:
        yield Unreadable(source, _why(error))


def _read(
    kind: str | None, file: IO[bytes], size: int, source: str, fields: Mapping[str, str]
) -> Iterator[Article | Unreadable]:
    """Whatever an open file gives, by its kind."""
    if kind == "lines":
        yield from read_lines(file, source, fields)
    elif kind == "packed lines":
        yield from read_lines(gunzipped(file, size), source, fields)
    elif kind in _CONTAINERS:
        found = False
        for member in _CONTAINERS[kind](file, source):
            found = True
            yield from _read_member(member, fields) if isinstance(member, Member) else [member]
        if not found:
            yield Unreadable(source, f"it holds {'no HTML page' if kind == 'warc' else 'no file to read'}")
    else:
        yield _read_one(Member(source, kind or "text", file, size))


def _read_member(member: Member, fields: Mapping[str, str]) -> Iterator[Article | Unreadable]:
    if member.kind in _CONTAINERS:
        yield Unreadable(member.name, "an archive inside an archive is not read: unpack it first")
    elif member.kind == "refused":
        yield Unreadable(member.name, _refusal(member.name))
    elif member.kind in ("lines", "packed lines"):
        yield from _read(member.kind, member.file, member.size, member.name, fields)
    else:
        yield _read_one(member)


def _read_one(member: Member) -> Article | Unreadable:
    """The one article of a text, page or document."""
    source = member.name
    if member.size > MAX_FILE_BYTES:
        return Unreadable(
            source, f"the file has {member.size / 2**20:.0f} MB; an article has at most {MAX_FILE_BYTES >> 20}"
        )
    try:
        data = member.file.read(MAX_FILE_BYTES + 1)
        if len(data) > MAX_FILE_BYTES:
            return Unreadable(source, f"it unpacks to more than {MAX_FILE_BYTES >> 20} MB")
        if not data.strip():
            return Unreadable(source, "the file is empty")
        if member.kind in ("pdf", "docx"):
            document = read_pdf(data) if member.kind == "pdf" else read_docx(data)
            return article_from_document(document, source)
        text = decode(data, member.kind == "page", member.charset)
    except (DamagedError, UndecodableError) as error:
        return Unreadable(source, str(error))
    if member.kind == "page" or text.lstrip()[:15].lower().startswith(("<!doctype html", "<html")):
        return article_from_html(text, source, member.url)
    return article_from_text(text, source)


def _web(fetcher: Fetcher | None, at_the_end: ExitStack) -> Web:
    from corpus.fetching import Fetcher  # reading files needs none of it
    from corpus.web import Web

    return Web(fetcher or at_the_end.enter_context(Fetcher()))


def _files(paths: Iterable[str | Path]) -> Iterator[Path | str | Unreadable]:
    """The files and addresses to read, and what cannot be, in order."""
    seen: set[tuple[int, int]] = set()
    for given in paths:
        if is_address(given):
            yield str(given).strip()
            continue
        path = Path(os.path.abspath(given))  # noqa: PTH100 - resolve() would follow links
        try:
            mode = path.stat().st_mode
        except (OSError, ValueError) as error:
            yield Unreadable(_name(path), _why(error))
            continue
        if stat.S_ISDIR(mode):
            yield from _files_in(path, seen)
        elif not stat.S_ISREG(mode):
            yield Unreadable(_name(path), "this is neither a file nor a folder")
        elif not path.name.lower().endswith(SUFFIXES):
            yield Unreadable(_name(path), f"files of this kind are not read; these are: {', '.join(SUFFIXES)}")
        elif _is_new(path, seen):
            yield path


def _files_in(folder: Path, seen: set[tuple[int, int]]) -> Iterator[Path | Unreadable]:
    """The readable files of a folder and of the folders in it, sorted, each once, links followed without looping."""
    found_any = False
    refused: list[OSError] = []
    _is_new(folder, seen)  # a link inside it that leads back to it is not followed
    for root, folders, names in os.walk(folder, followlinks=True, onerror=refused.append):
        folders[:] = sorted(f for f in folders if not f.startswith(".") and _is_new(Path(root, f), seen))
        for name in sorted(names):
            path, kind = Path(root, name), kind_of(name)
            if name.startswith(".") or not kind:
                continue
            found_any = found_any or kind == "refused" or not path.exists() or path.is_file()
            if kind == "refused":
                yield Unreadable(_name(path), _refusal(name))
            elif not path.exists():
                yield Unreadable(_name(path), "this link points to a file that is not there")
            elif path.is_file() and _is_new(path, seen):
                yield path
    for error in refused:
        yield Unreadable(_name(Path(error.filename or folder)), _why(error))
    if not found_any and not refused:
        yield Unreadable(_name(folder), f"the folder holds no file to read ({', '.join(SUFFIXES)})")


def _is_new(path: Path, seen: set[tuple[int, int]]) -> bool:
    """Whether this very file or folder, by whatever name, has not been met yet."""
    try:
        status = path.stat()
    except OSError:
        return True
    key = (status.st_dev, status.st_ino)
    new = key not in seen
    seen.add(key)
    return new


def _refusal(name: str) -> str:
    suffix = next(s for s, kind in KINDS.items() if kind == "refused" and name.lower().endswith(s))
    documents = suffix in (".doc", ".odt", ".rtf", ".epub")
    return f"{suffix} files are not read: " + (
        "save it as .docx, text or HTML" if documents else "pack it as .tar.gz or .zip"
    )


def _name(path: Path) -> str:
    """A path as text, bytes that are no text written out."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def _why(error: Exception) -> str:
    if isinstance(error, FileNotFoundError):
        return "there is no such file or folder"
    if isinstance(error, PermissionError):
        return "it may not be read: permission is denied"
    reason = getattr(error, "strerror", None) or str(error)
    return f"it cannot be read: {reason.lower()}"
