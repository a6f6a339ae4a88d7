"""Documents: the text of PDF and DOCX files, in paragraphs as a scraped page has them, and what their properties say.

A line's words stay as printed. Only a hyphen at a line's end goes, where the document prints the word without it.
"""

from __future__ import annotations

import io
import json
import re
import statistics
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import lxml.etree  # type: ignore[import-untyped]

from corpus.bounds import Budget, DamagedError, bounded

MAX_PAGES = 200
MAX_SECONDS = 60  # for one PDF
MAX_PART_BYTES = 64 * 1024 * 1024  # of a DOCX file's text
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_DUBLIN_CORE = "{http://purl.org/dc/elements/1.1/}"
_LEGACY = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the older Office formats, and an encrypted DOCX
_BROKEN_WORD = re.compile(r"(?<!\w)(\w+)\xad\n?\s*(\w+)")
_MACHINE_TITLE = re.compile(r"microsoft word|untitled|\.(?:docx?|indd|qxd|pdf|rtf|odt|tmp)\b|^\W*\w{0,3}\W*$", re.I)

_APART = 1_000_000.0
Line = tuple[str, float, float, float, float]  # text, left, right, top, bottom


@dataclass(frozen=True)
class Document:
    """A document's paragraphs, and the title and author its properties name."""

    text: str
    properties: dict[str, str] = field(default_factory=dict)


def read_pdf(data: bytes) -> Document:
    """The text of a PDF. Raises DamagedError, with the reason, where there is none to be had within bounds."""
    program = [sys.executable, "-I", str(Path(__file__).with_name("pdf_lines.py")), str(MAX_PAGES)]
    try:
        done = subprocess.run(program, input=data, capture_output=True, timeout=MAX_SECONDS, check=True)
        said: dict[str, Any] = json.loads(done.stdout)
    except subprocess.TimeoutExpired:
        raise DamagedError(f"reading it took longer than {MAX_SECONDS} seconds") from None
    except (subprocess.CalledProcessError, ValueError):
        raise DamagedError("it is damaged: its pages cannot be read") from None
    if "error" in said:
        raise DamagedError(said["error"])
    pages = [[(*line,) for line in page] for page in said["pages"]]
    text = _mended("\n\n".join(_paragraphs(_without_running_lines(pages))))
    if len(re.findall(r"\w", text)) < 20 * max(1, len(pages) // 10):
        raise DamagedError("its pages are pictures without text: have their text recognised first")
    return Document(text, {key.lower(): str(value) for key, value in said["properties"].items()})


def read_docx(data: bytes) -> Document:
    """The text of a DOCX file. Raises DamagedError, with the reason, where there is none to be had within bounds."""
    if data.startswith(_LEGACY):
        raise DamagedError("it is encrypted, or in the older .doc format: save it as .docx without a password")
    budget = Budget(len(data))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            body = _part(archive, "word/document.xml", budget)
            core = _part(archive, "docProps/core.xml", budget) if "docProps/core.xml" in archive.namelist() else None
    except KeyError:
        raise DamagedError("it is no Word document") from None
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError, RuntimeError):
        raise DamagedError("it is no DOCX file, or it is damaged") from None
    paragraphs = [text for text in map(_paragraph, body.iter(f"{_WORD}p")) if text.strip()]
    if not paragraphs:
        raise DamagedError("it holds no text")
    named = {} if core is None else {key: core.findtext(f"{_DUBLIN_CORE}{key}") or "" for key in ("title", "creator")}
    return Document("\n\n".join(paragraphs), {"title": named.get("title", ""), "author": named.get("creator", "")})


def title_hint(document: Document) -> str | None:
    """The title of the properties, where a person may have written it."""
    title = " ".join(document.properties.get("title", "").split())
    return None if not title or len(title) > 300 or _MACHINE_TITLE.search(title) else title


def author_hint(document: Document) -> str | None:
    """The author of the properties, where the text prints the name too: it may be whoever owns the computer."""
    author = " ".join(document.properties.get("author", "").split())
    return author if len(author.split()) >= 2 and author in document.text else None


def _part(archive: zipfile.ZipFile, name: str, budget: Budget) -> Any:
    """The parsed XML of one part of a DOCX file; no entity of it is resolved."""
    with bounded(archive.open(name), budget) as part:
        xml = part.read(MAX_PART_BYTES + 1)
    if len(xml) > MAX_PART_BYTES:
        raise DamagedError(f"its text has over {MAX_PART_BYTES >> 20} MB")
    if b"<!DOCTYPE" in xml:
        raise DamagedError("it declares entities of its own, which a Word document never does")
    try:
        parser = lxml.etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        return lxml.etree.fromstring(xml, parser)
    except lxml.etree.XMLSyntaxError as error:
        raise DamagedError("it is damaged: its text is no well-formed XML") from error


def _paragraph(paragraph: Any) -> str:
    """A paragraph's words, as a line; a heading keeps the mark that markdown gives it."""
    parts: list[str] = []
    for element in _own(paragraph):
        if element.tag == f"{_WORD}t":
            parts.append(element.text or "")
        elif element.tag in (f"{_WORD}tab", f"{_WORD}br", f"{_WORD}cr"):
            parts.append(" ")
        elif element.tag == f"{_WORD}noBreakHyphen":
            parts.append("-")
    style = paragraph.find(f"{_WORD}pPr/{_WORD}pStyle")
    named = (style.get(f"{_WORD}val") or "").lower() if style is not None else ""
    text = " ".join("".join(parts).split())
    return f"# {text}" if text and named in ("title", "heading1") else text


def _own(paragraph: Any) -> Iterator[Any]:
    """The elements of a paragraph, in order, without those of paragraphs in it (text boxes) and of second versions."""
    stack = list(reversed(paragraph))
    while stack:
        element = stack.pop()
        if element.tag in (f"{_WORD}p", _FALLBACK, f"{_WORD}del", f"{_WORD}moveFrom"):
            continue
        yield element
        stack.extend(reversed(element))


def _without_running_lines(pages: list[list[Line]]) -> list[list[Line]]:
    """Pages without page numbers, and without the line that most of them begin or end with."""
    edges: dict[str, int] = {}
    for page in pages:
        for text in {_masked(line[0]) for line in [*page[:2], *page[-2:]]}:
            edges[text] = edges.get(text, 0) + 1
    running = {text for text, count in edges.items() if count >= 3 and count * 2 > len(pages)}
    kept = []
    for page in pages:
        edge = {*range(2), len(page) - 1, len(page) - 2}
        kept.append([
            line for at, line in enumerate(page)
            if not (at in edge and (_masked(line[0]) in running or re.fullmatch(r"\W*\d{1,4}\W*", line[0])))
        ])  # fmt: skip
    return kept


def _masked(text: str) -> str:
    return re.sub(r"\d+", "#", " ".join(text.split()))


def _paragraphs(pages: list[list[Line]]) -> Iterator[str]:
    """The lines put together to paragraphs, by the space between them, their indents and their ends."""
    # Each page above the one before it, so that a line's way down tells where a page begins.
    lines = [(*line[:3], line[3] + n * _APART, line[4] + n * _APART) for n, page in enumerate(pages) for line in page]
    if not lines:
        return
    heights = [line[3] - line[4] for line in lines if line[3] > line[4]]
    height = statistics.median(heights) if heights else 10.0
    steps = [a[4] - b[4] for page in pages for a, b in pairwise(page)]
    downward = sorted(step for step in steps if 0.5 * height < step < 4 * height)
    step = downward[len(downward) // 4] if downward else 1.2 * height  # of lines, not of paragraphs
    right = _column_rights(lines, height)
    paragraph = lines[0][0].strip()
    for before, line in pairwise(lines):
        if _opens(before, line, height, step, right[round(before[1] / (3 * height))]):
            yield paragraph
            paragraph = line[0].strip()
        else:
            paragraph += "\n" + line[0].strip()
    yield paragraph


def _column_rights(lines: list[Line], height: float) -> dict[int, float]:
    """How far right the lines reach that begin about where a line does."""
    rights: dict[int, float] = {}
    for line in lines:
        at = round(line[1] / (3 * height))
        rights[at] = max(rights.get(at, 0.0), line[2])
    return rights


def _opens(before: Line, line: Line, height: float, step: float, right: float) -> bool:
    """Whether a line opens a paragraph."""
    if before[0].endswith("\xad"):
        return False
    ends = bool(re.search(r"[.!?:…][\"'”’»)\]]*\s*$", before[0]))
    down = before[4] - line[4]
    if down < -0.5 * height or down > 8 * step:  # a new column or page: a sentence may go on there
        return ends or not line[0].lstrip()[:1].islower()
    if abs(down) <= 0.5 * height:  # the same line, drawn in two pieces
        return False
    if abs((before[3] - before[4]) - (line[3] - line[4])) > 0.2 * height or down > 1.35 * step:
        return True
    indented = 0.7 * height < line[1] - before[1] < 5 * height
    letter = (before[2] - before[1]) / max(1, len(before[0].strip()))
    more_would_fit = before[2] + letter * (len(line[0].split()[0]) + 1) < right
    return ends and (indented or more_would_fit)


def _mended(text: str) -> str:
    """Lines joined to paragraphs; a word broken at a line's end is mended where it is printed whole elsewhere."""
    whole = set(re.findall(r"\w+", text.casefold()))

    def joined(m: re.Match[str]) -> str:
        return f"{m[1]}{m[2]}" if f"{m[1]}{m[2]}".casefold() in whole else f"{m[1]}-{m[2]}"

    text = _BROKEN_WORD.sub(joined, text).replace("\xad", "-")
    return re.sub(r"(?<!\n)\n(?!\n)", " ", text)
