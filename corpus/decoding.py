"""Decoding: bytes to text, in whatever encoding they really are."""

from __future__ import annotations

import codecs
import re

import charset_normalizer

_BOMS = [
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
]
_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,40})|encoding=[\"']([\w-]{2,40})[\"']", re.I)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f]")
MOSTLY_LATIN = 0.2  # share of bytes over 127 up to which western European is the likelier reading
MAX_CONTROLS = 0.005


class UndecodableError(ValueError):
    """The bytes are not text in any encoding tried; the message says so in plain words."""


def decode(data: bytes, is_html: bool = False, declared: str | None = None) -> str:
    """The text of the bytes: by byte-order mark, as UTF-8, as declared, as looked up, as Windows-1252.

    `declared` is the encoding a server named. Raises UndecodableError for binary data.
    """
    for bom, name in _BOMS:
        if data.startswith(bom):
            try:
                return data.decode(name)
            except UnicodeDecodeError as error:
                raise UndecodableError(
                    f"it begins as {name.upper()} text but is not, from byte {error.start} on"
                ) from None
    if b"\0" in data:
        raise UndecodableError("it is a binary file, not text")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    for name in _candidates(data, is_html, declared):
        try:
            text = data.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
        if len(_CONTROLS.findall(text[:200_000])) <= MAX_CONTROLS * min(len(text), 200_000):
            return text
    raise UndecodableError(
        "it is not text in any encoding that was tried (UTF-8, UTF-16, the declared one, Windows-1252)"
    )


def _candidates(data: bytes, is_html: bool, declared: str | None) -> list[str]:
    names = [declared.lower()] if declared else []
    in_page = _DECLARED.search(data[:4096]) if is_html else None
    if in_page:
        names.append((in_page[1] or in_page[2]).decode("ascii").lower())
    high = sum(byte > 127 for byte in data[:100_000]) / min(len(data), 100_000)
    if high > MOSTLY_LATIN:
        best = charset_normalizer.from_bytes(data[:100_000]).best()
        names += [best.encoding] if best else []
    names.append("windows-1252")
    # Pages that say Latin-1 mean Windows-1252 (WHATWG Encoding Standard, section 4.2).
    return ["windows-1252" if n in ("iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii") else n for n in names]
