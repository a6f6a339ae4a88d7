"""Lines: articles from JSONL, one a line, as written by others or by Dateline's own export."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, cast

from corpus.article import Article, article_id, version_of
from corpus.cleaning import Cleaned, OversizedError, clean_html, clean_imported
from corpus.dates import is_published, normalised, parse_printed
from corpus.leads import read_lead
from corpus.markup import page_facts, page_title, parse_page
from corpus.metadata import GIVEN, Facts, complete, offer_closing, offer_lead, plausible
from corpus.outlets import agency_named
from corpus.residue import printable

MAX_LINE_BYTES = 32 * 1024 * 1024
GIVE_UP_BYTES = 16 * MAX_LINE_BYTES  # a line longer than this is no line: reading the file ends there
_OWN_KEYS = frozenset(
    "id version title outlet authors published modified dateline agency language url text html left_out"
    " source origin extra".split()
)
_KEPT_AS_GIVEN = ("version", "source", "origin", "extra", "left_out")
_STRINGS = ("url", "title", "outlet", "language", "text", "html")

Refusal = tuple[str, str, str | None]  # source with line number, reason, the line's id


def read_lines(path: Path, name: str) -> Iterator[Article | Refusal]:
    """Each line's article, or (source:line, reason, id) where it gives none; blank lines are passed over."""
    number = 0
    try:
        with _open(path) as file:
            for number, line in enumerate(_bounded_lines(file), 1):
                if line is None:
                    yield f"{name}:{number}", f"the line has over {MAX_LINE_BYTES >> 20} MB", None
                elif line.strip():
                    yield read_line(line, f"{name}:{number}")
    except (EOFError, zlib.error, gzip.BadGzipFile):
        if number:
            yield name, f"the compressed file is cut short or damaged; {number} lines before the damage were read", None
        else:
            yield name, "this is not a compressed (gzip) file, or it is damaged from the start", None
    except OSError as error:
        yield name, f"it cannot be read: {(error.strerror or str(error)).lower()}", None
    else:
        if not number:
            yield name, "the file is empty", None


def count_lines(path: Path) -> int:
    """How many results `read_lines` gives."""
    count, lines = 0, 0
    try:
        with _open(path) as file:
            for line in _bounded_lines(file):
                lines += 1
                count += line is None or bool(line.strip())
    except (EOFError, OSError, zlib.error):
        return count + 1
    return count if lines else 1


def read_line(line: bytes, source: str) -> Article | Refusal:
    """The article of one JSON line."""
    try:
        record = json.loads(line.decode("utf-8-sig"), parse_constant=lambda _: None)
    except UnicodeDecodeError:
        return source, "the line is not UTF-8 text", None
    except RecursionError:
        return source, "the JSON is nested too deeply to be read", None
    except ValueError as error:
        where = f" at character {error.colno}" if isinstance(error, json.JSONDecodeError) else ""
        return source, f"the line is not valid JSON{where}", None
    if not isinstance(record, dict):
        return source, f"the line is not a JSON object but {_kind(record)}", None
    given = record.get("id")
    identity = printable(str(given)).strip() if isinstance(given, str | int) and not isinstance(given, bool) else None
    problem = _problem(record)
    if problem:
        return source, problem, identity
    try:
        return _own_article(record) or _imported(record, identity, source)
    except OversizedError as error:
        return source, str(error), identity
    except RecursionError:
        return source, "the page in the line is nested too deeply to be read", identity


def _open(path: Path) -> IO[bytes]:
    if path.name.lower().endswith(".gz"):
        return cast(IO[bytes], gzip.open(path, "rb"))
    return path.open("rb")


def _bounded_lines(file: IO[bytes]) -> Iterator[bytes | None]:
    """The file's lines; None for one over the limit, whose rest is skipped without being kept."""
    while line := file.readline(MAX_LINE_BYTES + 1):
        if len(line) <= MAX_LINE_BYTES:
            yield line
            continue
        skipped = len(line)
        while not line.endswith(b"\n") and line and skipped < GIVE_UP_BYTES:
            line = file.readline(1 << 20)
            skipped += len(line)
        yield None
        if skipped >= GIVE_UP_BYTES:
            return


def _problem(record: dict[str, Any]) -> str | None:
    """What keeps the record from being an article, in plain words."""
    for key in _STRINGS:
        if record.get(key) is not None and not isinstance(record[key], str):
            return f"{key!r} must be text, and is {_kind(record[key])}"
    given = record.get("id")
    if given is not None and (isinstance(given, bool) or not isinstance(given, str | int)):
        return f"'id' must be text, and is {_kind(given)}"
    authors = record.get("authors")
    if authors is not None and not (
        isinstance(authors, str) or (isinstance(authors, list) and all(isinstance(a, str) for a in authors))
    ):
        return f"'authors' must be a list of names, and is {_kind(authors)}"
    if not (record.get("text") or "").strip() and not (record.get("html") or "").strip():
        return "the article has no text"
    return None


def _own_article(record: dict[str, Any]) -> Article | None:
    """A line of Dateline's own export, taken as it is: its version vouches for its content."""
    title, text, version = record.get("title"), record.get("text"), record.get("version")
    if not (title and text and version and isinstance(record.get("source"), str) and record.get("id")):
        return None
    if version != version_of(title, text, record.get("outlet"), record.get("published")):
        return None
    try:
        own = Article.model_validate({k: v for k, v in record.items() if k in Article.model_fields}, strict=True)
    except ValueError:
        return None
    unknown = {key: value for key, value in record.items() if key not in _OWN_KEYS}
    return own.model_copy(update={"extra": {**own.extra, **unknown}}) if unknown else own


def _imported(record: dict[str, Any], identity: str | None, source: str) -> Article | Refusal:
    facts = Facts()
    extra = {k: v for k, v in record.items() if k not in _OWN_KEYS or k in _KEPT_AS_GIVEN}
    _offer_given(facts, record, extra)
    if (record.get("text") or "").strip():
        cleaned = clean_imported(record["text"])
    else:
        tree = parse_page(record["html"])
        cleaned = clean_html(tree, facts.values.get("title") or page_title(tree)) if tree is not None else Cleaned("")
        if tree is not None and cleaned.text:
            found = page_facts(tree, cleaned)
            for name, value in found.values.items():
                facts.offer(name, value, found.origin.get(name, "the page's markup"))
    text = cleaned.text
    if not text:
        return source, "the article has no text besides furniture such as menus and notices", identity
    offer_lead(facts, text)
    offer_closing(facts, text, cleaned.furniture)
    complete(facts, text)
    values = {name: value for name, value in facts.values.items() if name != "suffix"}
    if not identity and not values.get("url"):
        identity = article_id(None, None, f"{source.rsplit(':', 1)[0]}\n{text}")  # line numbers move, a text stays
    return Article(
        id=article_id(identity, values.get("url"), source),
        version=version_of(values["title"], text, values.get("outlet"), values.get("published")),
        text=text,
        source=source,
        origin=facts.origin,
        extra=extra,
        **values,
    )


def _offer_given(facts: Facts, record: dict[str, Any], extra: dict[str, Any]) -> None:
    """The values the line itself gives; a date in no known form stays in `extra` and is not guessed."""
    for name in ("title", "outlet", "url"):
        facts.offer(name, printable(record.get(name) or "").strip(), GIVEN)
    language = (record.get("language") or "").strip().lower()[:2]
    facts.offer("language", language if language.isalpha() else None, GIVEN)
    authors = record.get("authors") or []
    names = [printable(a).strip() for a in ([authors] if isinstance(authors, str) else authors)]
    facts.offer("authors", [name for name in names if name], GIVEN)
    for name in ("published", "modified"):
        day = record.get(name)
        if isinstance(day, str) and is_published(day.strip()):
            facts.offer(name, normalised(day.strip()), GIVEN)
        elif day is not None and day != "":
            extra[name] = day
            facts.origin[name] = "given with the article in a form that is no date; kept in extra"
    agency = record.get("agency")
    if isinstance(agency, str):
        agency = printable(agency).strip()
        facts.offer("agency", agency_named(agency) or agency, GIVEN)
    elif agency is not None:
        extra["agency"] = agency
    _offer_as_printed(facts, record)


def _offer_as_printed(facts: Facts, record: dict[str, Any]) -> None:
    """A wire archive's own fields: `published_as_printed` and `dateline` ("CLEVELAND, Feb 26 -")."""
    printed, dateline = record.get("published_as_printed"), record.get("dateline")
    if isinstance(printed, str) and "published" not in facts.origin:
        day = parse_printed(printed)
        facts.offer("published", day if day and plausible(day) else None, "the date as printed, given with the article")
    if isinstance(dateline, str) and dateline.strip():
        lead = read_lead(dateline.strip().rstrip("-–— ") + " - ")
        facts.offer("dateline", lead.place or dateline.strip(" -–—"), GIVEN)
        facts.credit(lead.agency, "the dateline given with the article")
        if lead.day and lead.day.startswith("--"):
            facts.yearless = lead.day, "the dateline given with the article"
        else:
            facts.offer("published", lead.day, "the dateline given with the article")


def _kind(value: Any) -> str:
    names = {bool: "true or false", int: "a number", float: "a number", str: "text", list: "a list", dict: "an object"}
    return names.get(type(value), "null")
