"""Lines: articles from JSONL, one a line, as written by others or by Dateline's own export."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping
from typing import IO, Any

from corpus.article import Article, Unreadable, article_id, version_of
from corpus.bounds import BombError, DamagedError
from corpus.cleaning import clean_imported
from corpus.dates import is_published, parse_printed
from corpus.given import given_date, mapped
from corpus.leads import read_lead
from corpus.making import MAX_CHARS, read_page
from corpus.markup import page_facts
from corpus.metadata import (
    GIVEN,
    Facts,
    complete,
    in_one_line,
    is_parsable,
    offer_byline,
    offer_closing,
    offer_lead,
    plausible,
)
from corpus.outlets import agency_named
from corpus.residue import printable

_HALVES = re.compile("[\ud800-\udfff]")
MAX_LINE_BYTES = 32 * 1024 * 1024
GIVE_UP_BYTES = 16 * MAX_LINE_BYTES  # a line longer than this is no line: reading the file ends there
_OWN_KEYS = frozenset(
    "id version title outlet authors published modified dateline agency language url text html left_out"
    " source origin extra".split()
)
_KEPT_AS_GIVEN = ("version", "source", "origin", "extra", "left_out")
_STRINGS = ("url", "title", "outlet", "language", "text", "html")


def read_lines(file: IO[bytes], name: str, fields: Mapping[str, str] | None = None) -> Iterator[Article | Unreadable]:
    """Each line's article, or its name ("news.jsonl:7") and the reason where it gives none; blank lines give none.

    `fields` says where the lines keep what: {"title": "headline", "published": "meta.date"}.
    """
    number = 0
    try:
        for number, line in enumerate(_bounded_lines(file), 1):
            if line is None:
                yield Unreadable(f"{name}:{number}", f"the line has over {MAX_LINE_BYTES >> 20} MB")
            elif line.strip():
                yield read_line(line, f"{name}:{number}", fields or {})
    except BombError as error:
        yield Unreadable(name, str(error))
    except DamagedError as error:
        told = f"{error}; {number} lines before the damage were read"
        yield Unreadable(name, told if number else "it cannot be unpacked, or it is damaged from the start")
    else:
        if not number:
            yield Unreadable(name, "the file is empty")


def count_lines(file: IO[bytes]) -> int:
    """How many results `read_lines` gives."""
    count, lines = 0, 0
    try:
        for line in _bounded_lines(file):
            lines += 1
            count += line is None or bool(line.strip())
    except DamagedError:
        return count + 1
    return count if lines else 1


def read_line(line: bytes, source: str, fields: Mapping[str, str] | None = None) -> Article | Unreadable:
    """The article of one JSON line; `fields` as in `read_lines`."""
    try:
        record = json.loads(line.decode("utf-8-sig"), parse_constant=lambda _: None, parse_float=_finite)
        if b"\\ud" in line.lower():
            record = _whole(record)
    except UnicodeDecodeError:
        return Unreadable(source, "the line is not UTF-8 text")
    except RecursionError:
        return Unreadable(source, "the JSON is nested too deeply to be read")
    except ValueError as error:
        where = f" at character {error.colno}" if isinstance(error, json.JSONDecodeError) else ""
        return Unreadable(source, f"the line is not valid JSON{where}")
    if not isinstance(record, dict):
        return Unreadable(source, f"the line is not a JSON object but {_kind(record)}")
    record, aside = mapped(record, fields or {})
    given = record.get("id")
    identity = in_one_line(str(given)) if isinstance(given, str | int) and not isinstance(given, bool) else None
    problem = _problem(record, fields or {})
    if problem:
        return Unreadable(source, problem, identity)
    try:
        return _own_article(record) or _imported(record, aside, identity, source)
    except RecursionError:
        return Unreadable(source, "the JSON is nested too deeply to be read", identity)


def _whole(value: Any) -> Any:
    """The value with U+FFFD where an escape wrote half a character, which no file could hold."""
    if isinstance(value, str):
        return _HALVES.sub("\ufffd", value)
    if isinstance(value, list):
        return [_whole(each) for each in value]
    return {_whole(key): _whole(each) for key, each in value.items()} if isinstance(value, dict) else value


def _finite(number: str) -> float | None:
    """A number; None for one beyond what JSON can write again (1e999)."""
    return value if math.isfinite(value := float(number)) else None


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


def _problem(record: dict[str, Any], fields: Mapping[str, str]) -> str | None:
    """What keeps the record from being an article, in plain words."""
    for key in _STRINGS:
        if record.get(key) is not None and not isinstance(record[key], str):
            taken_from = f", taken from {fields[key]!r}," if key in fields else ""
            return f"{key!r}{taken_from} must be text, and is {_kind(record[key])}"
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
    if len(record.get("text") or "") > MAX_CHARS:
        return f"the text has {len(record['text']) / 1e6:.0f} million characters; that is no article"
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
    if not _is_as_written(own):
        return None
    unknown = {key: value for key, value in record.items() if key not in _OWN_KEYS}
    return own.model_copy(update={"extra": {**own.extra, **unknown}}) if unknown else own


def _is_as_written(own: Article) -> bool:
    """Whether the values have the form that an archive gives them. Anybody can compute a version."""
    days = [day for day in (own.published, own.modified) if day is not None]
    facts = [own.id, own.title, own.outlet, own.url, own.dateline, own.agency, own.language, *own.authors]
    lines = [in_one_line(each) == each != "" for each in facts if each is not None]
    sound = all(map(is_published, days)) and all(lines) and is_parsable(own.url or "")
    return sound and own.text == printable(own.text).strip()


def _imported(record: dict[str, Any], aside: dict[str, Any], identity: str | None, source: str) -> Article | Unreadable:
    """The article of a line that others wrote; `aside` are values of ours that a mapped field replaced."""
    facts = Facts()
    extra = {k: v for k, v in record.items() if k not in _OWN_KEYS or k in _KEPT_AS_GIVEN}
    extra.update(aside)
    _offer_given(facts, record, extra)
    if (record.get("text") or "").strip():
        cleaned = clean_imported(record["text"])
    else:
        read = read_page(record["html"], facts.values.get("title"))
        if isinstance(read, str):
            return Unreadable(source, read, identity)
        tree, cleaned = read
        found = page_facts(tree, cleaned, facts.values.get("url"))
        for name, value in found.values.items():
            facts.offer(name, value, found.origin.get(name, "the page's markup"))
    text = cleaned.text
    if not text:
        return Unreadable(source, "the article has no text besides furniture such as menus and notices", identity)
    offer_lead(facts, cleaned.told)
    offer_byline(facts, cleaned.furniture)
    offer_closing(facts, text, cleaned.furniture)
    complete(facts, cleaned.told)
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
        facts.offer(name, record.get(name), GIVEN)
        if in_one_line(record.get(name) or "") and name not in facts.values:
            extra[name] = record[name]
    language = (record.get("language") or "").strip().lower()[:2]
    facts.offer("language", language if language.isalpha() else None, GIVEN)
    authors = record.get("authors") or []
    facts.offer("authors", [authors] if isinstance(authors, str) else authors, GIVEN)
    agency = record.get("agency")
    if isinstance(agency, str) and agency.strip():
        agency = printable(agency).strip()
        facts.offer("agency", agency_named(agency) or agency, GIVEN)
    elif agency:
        extra["agency"] = agency
    for name in ("published", "modified"):
        given = record.get(name)
        value, form = given_date(given)
        if value:
            facts.offer(name, value, f"{GIVEN}{form}")
        elif given is not None and given != "":
            extra[name] = given
            facts.origin[name] = f"{GIVEN} in a form that is no date; kept in extra"
    _offer_as_printed(facts, record, extra)


def _offer_as_printed(facts: Facts, record: dict[str, Any], extra: dict[str, Any]) -> None:
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
    if dateline and facts.values.get("dateline") != dateline:
        extra["dateline"] = dateline  # as printed, it says more than the place


def _kind(value: Any) -> str:
    names = {bool: "true or false", int: "a number", float: "a number", str: "text", list: "a list", dict: "an object"}
    return names.get(type(value), "null")
