"""Sources: paths and addresses in, Articles or Unreadable out, one by one, lazily.

Whatever is wrong with one file or line is told about that file or line, and reading goes on with the next.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.addresses import is_address
from corpus.article import Article, Unmodified, Unreadable, article_id, version_of
from corpus.cleaning import OversizedError, clean_html, clean_text
from corpus.decoding import UndecodableError, decode
from corpus.lines import count_lines, read_lines
from corpus.markup import page_facts, page_title, parse_page
from corpus.metadata import Facts, text_facts

if TYPE_CHECKING:
    from corpus.fetching import Fetcher
    from corpus.web import Web

SAMPLE_FOLDER = Path(__file__).parent / "articles"  # the collection that comes with Dateline
MAX_FILE_BYTES = 32 * 1024 * 1024
TEXT_SUFFIXES = (".txt", ".md")
HTML_SUFFIXES = (".html", ".htm")
JSONL_SUFFIXES = (".jsonl", ".jsonl.gz")
SUFFIXES = (*TEXT_SUFFIXES, *HTML_SUFFIXES, *JSONL_SUFFIXES)
NAMED_SUFFIXES = (".pdf", ".doc", ".docx", ".odt", ".rtf", ".epub")  # articles somebody will miss; others pass silently
MAX_LINES = 100_000


def read_articles(
    sources: Iterable[str | Path], fetcher: Fetcher | None = None
) -> Iterator[Article | Unreadable | Unmodified]:
    """Read every article of the given files, folders and addresses; never raises for bad input.

    Folders are read with all folders in them, in the order of their names, hidden files left out; a file or an
    address that is named twice is read once. `fetcher` fetches the addresses; by default one without a memory.
    """
    web: Web | None = None
    with ExitStack() as at_the_end:
        for found in _files(sources):
            if isinstance(found, Unreadable):
                yield found
            elif isinstance(found, str):
                web = web or _web(fetcher, at_the_end)
                yield from web.read(found)
            elif found.name.lower().endswith(JSONL_SUFFIXES):
                for line in read_lines(found, _name(found)):
                    yield line if isinstance(line, Article) else Unreadable(*line)
            else:
                yield _read_file(found)


def count_sources(paths: Iterable[str | Path]) -> int:
    """How many articles and unreadable sources `read_articles` gives: the length of a progress bar.

    An address counts as one: what it lists is not known before it is fetched.
    """
    return sum(
        count_lines(found) if isinstance(found, Path) and found.name.lower().endswith(JSONL_SUFFIXES) else 1
        for found in _files(paths)
    )


def article_from_html(page: str, source: str, address: str | None = None) -> Article | Unreadable:
    """An article from a page's HTML; `address` is where it was read on the web."""
    try:
        tree = parse_page(page)
        if tree is None:
            return Unreadable(source, "the page holds no HTML")
        title = page_title(tree)
        cleaned = clean_html(tree, title)
        if not cleaned.text:
            return Unreadable(source, "no article was found on the page, only navigation and notices")
        return _article(page_facts(tree, cleaned, address), cleaned.text, source)
    except OversizedError as error:
        return Unreadable(source, str(error))
    except RecursionError:
        return Unreadable(source, "the page is nested too deeply to be read")


def article_from_text(text: str, source: str, address: str | None = None) -> Article | Unreadable:
    """An article from scraped plain text or markdown; `address` is where it was read on the web."""
    if text.count("\n") > MAX_LINES:
        return Unreadable(source, f"the text has over {MAX_LINES:,} lines; that is no article")
    cleaned = clean_text(text)
    if not cleaned.text:
        return Unreadable(source, "no article was found in the text, only furniture such as menus and notices")
    return _article(text_facts(cleaned, address), cleaned.text, source)


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
    for root, folders, names in os.walk(folder, followlinks=True, onerror=refused.append):
        folders[:] = sorted(f for f in folders if not f.startswith(".") and _is_new(Path(root, f), seen))
        for name in sorted(names):
            path, lower = Path(root, name), name.lower()
            if name.startswith("."):
                continue
            if lower.endswith(NAMED_SUFFIXES):
                found_any = True
                yield Unreadable(_name(path), f"{path.suffix} files are not read: save it as text or HTML")
            elif lower.endswith(SUFFIXES) and not path.exists():
                found_any = True
                yield Unreadable(_name(path), "this link points to a file that is not there")
            elif lower.endswith(SUFFIXES) and path.is_file() and _is_new(path, seen):
                found_any = True
                yield path
            else:
                found_any = found_any or (lower.endswith(SUFFIXES) and path.is_file())
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


def _read_file(path: Path) -> Article | Unreadable:
    source = _name(path)
    try:
        size = path.stat().st_size
        if size > MAX_FILE_BYTES:
            return Unreadable(
                source, f"the file has {size / 2**20:.0f} MB; an article has at most {MAX_FILE_BYTES >> 20}"
            )
        data = path.read_bytes()
    except OSError as error:
        return Unreadable(source, _why(error))
    if not data.strip():
        return Unreadable(source, "the file is empty")
    is_html = path.name.lower().endswith(HTML_SUFFIXES)
    try:
        text = decode(data, is_html)
    except UndecodableError as error:
        return Unreadable(source, str(error))
    if is_html or text.lstrip()[:15].lower().startswith(("<!doctype html", "<html")):
        return article_from_html(text, source)
    return article_from_text(text, source)


def _article(facts: Facts, text: str, source: str) -> Article:
    values = {name: value for name, value in facts.values.items() if name != "suffix"}
    version = version_of(values["title"], text, values.get("outlet"), values.get("published"))
    return Article(
        id=article_id(None, values.get("url"), source),
        version=version,
        text=text,
        source=source,
        origin=facts.origin,
        **values,
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
