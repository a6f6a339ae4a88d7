"""Documents made for tests: PDFs written line by line, and Word documents of their smallest parts."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from xml.sax.saxutils import escape

Placed = tuple[float, float, str]  # x, y from below, what is printed there

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_CORE = (
    'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
)


def pdf(pages: Iterable[Iterable[Placed]], info: str = "/CreationDate (D:20260601100000Z)", trailer: str = "") -> bytes:
    """A PDF with these words at these places, in 10 point Helvetica."""
    contents = [
        "BT /F1 10 Tf " + " ".join(f"1 0 0 1 {x} {y} Tm ({_escaped(text)}) Tj" for x, y, text in page) + " ET"
        for page in pages
    ]
    kids = " ".join(f"{5 + 2 * n} 0 R" for n in range(len(contents)))
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(contents)}>>",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        f"<<{info}>>",
    ]
    for n, content in enumerate(contents):
        resources = "/Resources<</Font<</F1 3 0 R>>>>"
        objects.append(f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {6 + 2 * n} 0 R{resources}>>")
        objects.append(f"<</Length {len(content.encode('cp1252'))}>>stream\n{content}\nendstream")
    out = io.BytesIO()
    out.write(b"%PDF-1.4\n")
    places = []
    for number, each in enumerate(objects, 1):
        places.append(out.tell())
        out.write(f"{number} 0 obj{each}endobj\n".encode("cp1252"))
    start = out.tell()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    out.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}".encode())
    out.write(f"trailer<</Root 1 0 R/Info 4 0 R/Size {len(objects) + 1}{trailer}>>startxref {start}\n%%EOF".encode())
    return out.getvalue()


def set_in_lines(
    paragraphs: Iterable[str], x: float = 50, top: float = 780, width: float = 300, gap: float = 8
) -> list[Placed]:
    """Paragraphs broken into lines of this width, a little more space between them than between lines."""
    placed: list[Placed] = []
    y = top
    for paragraph in paragraphs:
        line = ""
        for word in [*paragraph.split(), ""]:
            if word and _points(line + word) <= width:
                line += f"{word} "
            else:
                placed.append((x, y, line.rstrip()))
                y -= 12
                line = f"{word} "
        y -= gap
    return placed


def _points(text: str) -> float:
    """About how wide 10 point Helvetica prints a text."""
    return sum(next((size for letters, size in _WIDTHS.items() if c in letters), 5.56) for c in text)


_WIDTHS = {"ijl'": 2.22, "tfI., /": 2.78, "r-()": 3.33, '"': 3.55, "sckvxyz": 5.0, "w": 7.22, "m": 8.33} | {
    "ABCDEFGHJKLMNOPQRSTUVWXYZ": 7.0
}


def docx(paragraphs: Iterable[str], title: str = "", creator: str = "", body: str = "", **parts: bytes) -> bytes:
    """A Word document of these paragraphs, and of raw XML after them."""
    xml = "".join(f"<w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p>" for text in paragraphs)
    document = f'<?xml version="1.0"?><w:document {_W}><w:body>{xml}{body}</w:body></w:document>'
    core = (
        f"<cp:coreProperties {_CORE}><dc:title>{escape(title)}</dc:title><dc:creator>{escape(creator)}</dc:creator>"
        "<dcterms:created>2026-06-01T10:00:00Z</dcterms:created></cp:coreProperties>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", parts.get("document", document.encode()))
        archive.writestr("docProps/core.xml", core)
    return out.getvalue()


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
