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
_CONTROL_BYTES = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_STRAYS = re.compile("[\udc80-\udcff]")  # bytes that are no UTF-8, as Python's surrogateescape writes them
_CUT_OFF = re.compile("[\udcc2-\udcf4][\udc80-\udcbf]{0,2}$")
_BEYOND_ASCII = re.compile("[^\0-\x7f\udc80-\udcff]")
# What a page may declare, by Python's names (after the WHATWG Encoding Standard, section 4.2). Python knows more
# codecs, and some of them are none for text, or take a long time.
_PAGE_ENCODINGS = frozenset(
    "utf-8 cp866 koi8-r koi8-u mac-roman mac-cyrillic cp874 gbk gb2312 gb18030 big5 big5hkscs euc_jp iso2022_jp"
    " shift_jis cp932 euc_kr cp949 iso2022_kr tis-620".split()
) | {f"iso8859-{n}" for n in range(1, 17)} | {f"cp125{n}" for n in range(9)}  # fmt: skip
_ESCAPED = frozenset({"iso2022_jp", "iso2022_kr"})  # written in seven bits, so that they look like UTF-8
MOSTLY_LATIN = 0.2  # share of bytes over 127 up to which western European is the likelier reading
MAX_CONTROLS = 0.005
MAX_NULS = 0.01  # of all bytes; a text that passed through old software may hold a few
_LOOKED_AT = 200_000  # bytes that are enough to tell what the rest is


class UndecodableError(ValueError):
    """The bytes are not text in any encoding tried; the message says so in plain words."""


def decode(data: bytes, is_html: bool = False, declared: str | None = None) -> str:
    """The text of the bytes: by byte-order mark, as UTF-8, as declared, as looked up, as Windows-1252.

    `declared` is the encoding a server named. Stray NULs are taken out. Raises UndecodableError for binary data.
    """
    for bom, name in _BOMS:
        if data.startswith(bom):
            return _as_marked(data, name)
    if wide := _wide_without_mark(data):
        return data.decode(wide, "replace")
    data = _without_nuls(data)
    escaped = _known(declared)
    if escaped in _ESCAPED and b"\x1b$" in data:
        return data.decode(escaped, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if (mixed := _mostly_utf8(data)) is not None:
        return mixed
    for name in _candidates(data, is_html, declared):
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        if len(_CONTROLS.findall(text[:_LOOKED_AT])) <= MAX_CONTROLS * min(len(text), _LOOKED_AT):
            return text
    raise UndecodableError(
        "it is not text in any encoding that was tried (UTF-8, UTF-16, the declared one, Windows-1252)"
    )


def _as_marked(data: bytes, name: str) -> str:
    """The text after a byte-order mark. Raises UndecodableError where it is not what the mark says."""
    try:
        return data.decode(name)
    except UnicodeDecodeError as error:
        if name == "utf-8-sig":
            text = _mostly_utf8(data.removeprefix(codecs.BOM_UTF8))
        else:  # a last letter that is cut off is left out
            text = data[: error.start].decode(name, "ignore") if error.start >= len(data) - 4 else ""
        if text:
            return text
        raise UndecodableError(f"it begins as {name.upper()} text but is not, from byte {error.start} on") from None


def _wide_without_mark(data: bytes) -> str | None:
    """UTF-16 shows itself without a mark by the NUL in every space, line end and tag."""
    head = data[:4096]
    even, odd, half = head[::2].count(0), head[1::2].count(0), max(1, len(head) // 2)
    if len(head) < 16 or len(data) % 2:
        return None
    for name, nuls, others in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        if (
            nuls >= 8
            and nuls > 0.1 * half
            and others * 20 < nuls
            and not _CONTROLS.search(head.decode(name, "replace"))
        ):
            return name
    return None


def _without_nuls(data: bytes) -> bytes:
    """The data without a few stray NULs. Raises UndecodableError where there are many, or other control bytes."""
    nuls = data.count(0)
    if not nuls:
        return data
    head = data[:_LOOKED_AT]
    if nuls > max(2, MAX_NULS * len(data)) or len(_CONTROL_BYTES.findall(head)) > MAX_CONTROLS * len(head):
        raise UndecodableError("it is a binary file, not text")
    return data.replace(b"\0", b"")


def _mostly_utf8(data: bytes) -> str | None:
    """UTF-8 with some bytes pasted from a Windows-1252 text, or cut off at its end; None where most are no UTF-8."""
    text = _CUT_OFF.sub("", data.decode("utf-8", "surrogateescape"))
    if len(_STRAYS.findall(text)) >= max(1, len(_BEYOND_ASCII.findall(text))):
        return None
    return _STRAYS.sub(lambda m: m.group().encode("ascii", "surrogateescape").decode("cp1252", "replace"), text)


def _candidates(data: bytes, is_html: bool, declared: str | None) -> list[str]:
    names = [_known(declared)]
    inside = _DECLARED.search(data[:4096]) if is_html else None
    if inside:
        names.append(_known((inside[1] or inside[2]).decode("ascii")))
    high = sum(byte > 127 for byte in data[:100_000]) / min(len(data), 100_000)
    if high > MOSTLY_LATIN:
        best = charset_normalizer.from_bytes(data[:100_000]).best()
        names.append(best.encoding if best else None)
    names.append("cp1252")
    # Pages that say Latin-1 mean Windows-1252 (WHATWG Encoding Standard, section 4.2).
    return ["cp1252" if name in ("iso8859-1", "ascii") else name for name in names if name]


def _known(declared: str | None) -> str | None:
    """Python's name of an encoding that a page may declare, or None."""
    try:
        name = codecs.lookup((declared or "").strip().lower()).name
    except (LookupError, ValueError):
        return None
    return name if name in _PAGE_ENCODINGS or name == "ascii" else None
