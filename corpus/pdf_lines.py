"""PDF lines: a program of its own that prints the lines of the PDF it is given, as JSON, and where each stands.

It runs apart (`documents.py` starts it), so that a file made to hang or to crash a reader takes nothing with it.
It imports nothing of Dateline. Output: {"error"} or {"properties", "pages": [[[text, left, right, top, bottom], ...]]}
with lengths in points, y upwards.
"""

from __future__ import annotations

import json
import resource
import sys
from typing import Any

import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

MAX_MEMORY_BYTES = 4 * 1024**3
NO_PASSWORD = 4  # FPDF_ERR_PASSWORD

Line = tuple[str, float, float, float, float]


def page_lines(page: Any) -> list[Line]:
    """The lines of one page in the order the file draws them; a hyphen that ends a line stays, as U+00AD."""
    text = page.get_textpage()
    lines: list[Line] = []
    start, words = 0, ""
    count = text.count_chars()
    for at in range(count + 1):
        code = pdfium.FPDFText_GetUnicode(text, at) if at < count else 10
        if code in (10, 13):
            if words.strip():
                lines.append(_placed(text, words, start, at))
            start, words = at + 1, ""
        elif code in (2, 0xFFFE):  # how pdfium marks a hyphen that a line broke at
            lines.append(_placed(text, words + "\xad", start, at + 1))
            start, words = at + 1, ""
        elif code:
            words += chr(code) if code < 0x110000 else "\ufffd"
    return lines


def _placed(text: Any, words: str, start: int, end: int) -> Line:
    boxes = [text.get_charbox(at, loose=True) for at in {start, (start + end) // 2, end - 1} if start <= at < end]
    boxes = [box for box in boxes if box[2] > box[0] or box[3] > box[1]] or [(0.0, 0.0, 0.0, 0.0)]
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return words, min(lefts), max(rights), max(tops), min(bottoms)


def read_pdf(data: bytes, max_pages: int) -> dict[str, Any]:
    """The lines of every page, and the file's properties; or why not."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", None) == NO_PASSWORD or "password" in str(error).lower()
        return {"error": "it is encrypted: save it without a password" if locked else "it is no PDF, or it is damaged"}
    if len(document) > max_pages:
        return {"error": f"it has {len(document):,} pages; up to {max_pages} are read"}
    pages, damaged = [], 0
    for number in range(len(document)):
        try:
            pages.append(page_lines(document[number]))
        except pypdfium2.PdfiumError:
            damaged += 1
    if damaged:
        return {"error": f"{damaged} of its {len(document)} pages are damaged"}
    return {"properties": document.get_metadata_dict(skip_empty=True), "pages": pages}


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY_BYTES, MAX_MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.stdout.write(json.dumps(read_pdf(sys.stdin.buffer.read(), int(sys.argv[1]))))
