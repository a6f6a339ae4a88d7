"""Instructions: what an article says to a machine that reads it. No model is given it, and it carries no sentence."""

from __future__ import annotations

import base64
import binascii
import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from urllib.parse import unquote_to_bytes

from rag.foreign_signs import FOREIGN_SIGNS
from rag.instruction_signs import SIGNS, Sign
from rag.sentences import Span, paragraph_sentences

Hit = tuple[int, int, bool]  # start, end, whether the sign is strong

_WORD = re.compile(r"\w+")
_BEHIND = 24  # characters before a sign that are looked at
_WINDOW = 600  # characters, twice as many in all
_SIGNS = (*SIGNS, *FOREIGN_SIGNS)
# Letters with an accent to those without; one for one, so that places stay.
_PLAIN = {
    code: unicodedata.normalize("NFD", chr(code))[0]
    for code in range(0xC0, 0x250)
    if unicodedata.normalize("NFD", chr(code))[0].isascii()
} | {ord("ı"): "i", ord("ł"): "l", ord("ø"): "o", ord("đ"): "d", ord("’"): "'", ord("‘"): "'"}
_ACCENTED = {chr(code) for code in _PLAIN}
# Letters of other scripts that look like Latin ones, read as those in a word that mixes them.
_LOOKALIKES = "авсԁеһіјӏкмнопрԛѕтухωαβεηικνορτυχѵ"
_ALIKE = str.maketrans(_LOOKALIKES, "abcdehijlkmhonpqstyxwabenikvoptuxv")
_MIXES = re.compile(r"[a-z][\u0370-\u052f]|[\u0370-\u052f][a-z]")
_MIXED = re.compile(r"\w*(?:[a-z][\u0370-\u052f]|[\u0370-\u052f][a-z])\w*")
# What is not seen, and letters in other clothes: fullwidth, mathematical, in circles, in tags.
_DISGUISED = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\uff01-\uff5e"
    "\u0300-\u036f\u24b6-\u24e9\u2460-\u2468\u1d00-\u1d2b\U0001d400-\U0001d7ff\U0001f130-\U0001f189\U000e0000-\U000e01ef]"
)
_DIGITS = str.maketrans("0134578@$!|", "oieastbasil")
_LEET = re.compile(r"[a-z][013457@$!]+[a-z]")
_LEAST_LEET = 3  # so many such words are no flight or model numbers
_SPACED = re.compile(r"(?<!\w)\w(?:[ .*_|/-]\w(?!\w)){7,}")
_LETTERS, _LEAST_SPACED = set("abcdefghijklmnopqrstuvwxyz"), 5
_TAGS = re.compile("[\U000e0020-\U000e007e]{10,}")  # letters that show nothing; a flag has six
_LONG_WORD = 20
_PAIRS, _LEAST_PAIRS = {f"{number:02x}" for number in range(256)}, 8  # of hexadecimal figures
_BASE64 = re.compile(r"(?<![\w+/])[A-Za-z0-9+/]{32,}={0,2}(?![\w+/])")
_HEX = re.compile(r"(?<!\w)(?:(?:0x|\\x)?[0-9A-Fa-f]{2}[ :,]?){24,}(?!\w)")
_PERCENT = re.compile(r"[^\s%]*(?:%[0-9A-Fa-f]{2}[^\s%]*){4,}")
# A paragraph that leads to the next one: what it announces is no news either.
_LEADS_ON = re.compile(r"[:：>|\]}#-]\s*\Z|\b(?:following|next|below|folgende\w*|suivant\w*|siguiente\w*)\b", re.I)
_CLOSES = re.compile(r"(?:</[^<>]{1,40}>|<\|[^|\n]{0,20}end[^|\n]{0,20}\|>)\s*\Z")
_MARKUP = re.compile(
    r"</?(?:img|iframe|script|svg|object|embed)\b(?![^<>]*\b(?:alt|title)=)[^<>]{0,120}>|\]\([^()\s]{0,120}\)"
)
_NEAR = 1_500  # characters around a sentence that are looked at
_SHORT = 40  # characters of a paragraph that is a label rather than a text


def _by_word() -> tuple[dict[str, list[Sign]], list[Sign]]:
    """The signs that need one of some words, by each of them, and the others, which are always looked for."""
    needing, always = defaultdict[str, list[Sign]](list), list[Sign]()
    for sign in _SIGNS:
        words = next((need.words for need in sign.needs if not need.parts), None)
        for word in words or ():
            needing[word].append(sign)
        if words is None:
            always.append(sign)
    return dict(needing), always


_NEEDING, _ALWAYS = _by_word()


def speaks_to_machines(text: str, start: int, end: int) -> bool:
    """Whether text[start:end] does, judged by its paragraph and the one before; cheaper than reading the whole text.

    For quoting, where markup that has no words in it is only text.
    """
    first = text.rfind("\n\n", max(0, start - _NEAR), start)
    before = text.rfind("\n\n", max(0, first - _NEAR), max(first, 0)) if first >= 0 else -1
    begun = max(before, 0) if first >= 0 else max(0, start - _NEAR)
    ended = text.find("\n\n", end, end + _NEAR)
    window = text[begun : ended if ended >= 0 else end + _NEAR]
    window = _MARKUP.sub(lambda m: " " * len(m.group()), window)
    return any(one < end - begun and start - begun < other for one, other in instructing(window))


def instructing(text: str) -> list[Span]:
    """The spans that speak to a machine, in order and apart: sentences, or whole paragraphs where a sign is strong.

    They must neither be given to a model nor carry a sentence. `text` may be a headline or a name, too. Never raises.
    """
    return list(_instructing(text))


# Kept, since an article's passages are asked about one after the other.
@lru_cache(maxsize=500)
def _instructing(text: str) -> tuple[Span, ...]:
    hits = _merged(sorted(_hits(text)))
    return tuple(_whole(text, hits)) if hits else ()


def _hits(text: str) -> Iterator[Hit]:
    """Where signs stand in the text, however they are written."""
    plain, letters = _plain(text)
    words = set(_WORD.findall(plain))
    yield from _signs_in(plain, words)
    for written, places in _rewritten(plain, letters, words):
        for start, end, strong in _signs_in(written, set(_WORD.findall(written))):
            yield places[start], places[end - 1] + 1, strong
    yield from _encoded(text, letters, words)


def _plain(text: str) -> tuple[str, set[str]]:
    """The text in lower case and without accents, each character in its place; and which characters it has."""
    if text.isascii():
        return text.lower(), set()
    plain = text.replace("İ", "I").lower().replace("’", "'")
    letters = set(plain)
    return (plain if letters.isdisjoint(_ACCENTED) else plain.translate(_PLAIN)), letters


def _signs_in(plain: str, words: set[str]) -> Iterator[Hit]:
    """Every match of a sign; a sign whose words are far apart in the text is not looked for."""
    needing = {id(sign): sign for word in words & _NEEDING.keys() for sign in _NEEDING[word]}
    signs = [sign for sign in (*_ALWAYS, *needing.values()) if _may_stand(sign, plain, words)]
    for start, end in _windows(plain) if signs else ():
        near = plain[start:end]
        words = set(_WORD.findall(near))
        for sign in signs:
            if _may_stand(sign, near, words):
                for found in sign.pattern.finditer(plain, start, end):
                    at = found.start()
                    if sign.behind is None or sign.behind.search(plain[max(0, at - _BEHIND) : at]):
                        yield at, found.end(), sign.strong


def _may_stand(sign: Sign, plain: str, words: set[str]) -> bool:
    for need in sign.needs:
        if words.isdisjoint(need.words) and not (need.parts and any(part in plain for part in need.parts)):
            return False
    return True


def _windows(plain: str) -> Iterator[Span]:
    """Spans of whole lines that overlap, so that what is short stands in one of them as a whole."""
    before, start = 0, 0
    while True:
        end = plain.find("\n", start + _WINDOW)
        if end < 0:
            yield before, len(plain)
            return
        yield before, end
        before, start = start, end


def _rewritten(plain: str, letters: set[str], words: set[str]) -> Iterator[tuple[str, list[int] | range]]:
    """The text as it reads under a disguise, where it wears one, and for each character its place in the text.

    `letters` are its characters, where some are not of ASCII.
    """
    whole = range(len(plain))
    if any(map(_DISGUISED.match, letters)):
        found = [(letter, at) for at, each in enumerate(plain) for letter in _undressed(each)]
        written = "".join(letter for letter, _ in found)
        yield _MIXED.sub(_in_latin, written), [at for _, at in found]
    elif not letters.isdisjoint(_LOOKALIKES) and _MIXES.search(plain):
        yield _MIXED.sub(_in_latin, plain), whole
    if sum(1 for word in words if not word.isalpha() and _LEET.search(word)) >= _LEAST_LEET:
        yield plain.translate(_DIGITS), whole
    if len(words & _LETTERS) >= _LEAST_SPACED and _SPACED.search(plain):
        kept = [at for at in whole if not _is_gap(plain, at)]
        yield "".join(plain[at] for at in kept), kept


def _undressed(letter: str) -> str:
    """A character as it would be typed; nothing for one that is not seen."""
    if "\U000e0020" <= letter <= "\U000e007e":
        return chr(ord(letter) - 0xE0000).lower()
    if unicodedata.category(letter) in ("Cf", "Mn") or (_DISGUISED.match(letter) and letter < "\u1d00"):
        return ""
    return unicodedata.normalize("NFKC", letter).lower()


def _in_latin(word: re.Match[str]) -> str:
    return word.group().translate(_ALIKE)


def _is_gap(plain: str, at: int) -> bool:
    """Whether a character only parts two single letters: "i g n o r e  a l l" keeps one of the two spaces."""
    if plain[at].isalnum() or not 0 < at < len(plain) - 1:
        return False
    before, after = plain[at - 1], plain[at + 1]
    alone = (at < 2 or not plain[at - 2].isalnum()) and (at + 2 >= len(plain) or not plain[at + 2].isalnum())
    return before.isalnum() and after.isalnum() and alone


def _encoded(text: str, letters: set[str], words: set[str]) -> Iterator[Hit]:
    """What no reader sees: words in base64, hexadecimal or tags; an instruction in percent signs."""
    for found in _TAGS.finditer(text) if max(letters, default="") > "\U000e0000" else ():
        yield found.start(), found.end(), True
    if max(map(len, words), default=0) >= _LONG_WORD or len(words & _PAIRS) >= _LEAST_PAIRS:
        for pattern, decode in ((_BASE64, _from_base64), (_HEX, _from_hex)):
            for found in pattern.finditer(text):
                if _is_readable(decode(found.group())):
                    yield found.start(), found.end(), True
    if text.count("%") >= 4:
        for found in _PERCENT.finditer(text):
            decoded = unquote_to_bytes(found.group().replace("+", " ")).decode(errors="replace")
            if instructing(decoded):
                yield found.start(), found.end(), True


def _from_base64(figures: str) -> bytes:
    bare = figures.rstrip("=")
    try:
        return base64.b64decode(bare[: len(bare) // 4 * 4])
    except binascii.Error:
        return b""


def _from_hex(figures: str) -> bytes:
    return bytes.fromhex("".join(re.findall(r"[0-9A-Fa-f]{2}", figures.replace("0x", "").replace("\\x", ""))))


def _is_readable(decoded: bytes) -> bool:
    """Whether bytes are words: text in UTF-8, nearly all of it letters and spaces."""
    said = decoded.decode(errors="ignore")
    wordly = sum(letter.isalpha() or letter in " .,:;!?'\"\n" for letter in said)
    return len(said) >= 16 and wordly >= 0.85 * len(decoded.decode(errors="replace")) and " " in said


def _merged(hits: Sequence[Hit]) -> list[Hit]:
    """Hits in order, those that overlap made one."""
    merged: list[Hit] = []
    for start, end, strong in hits:
        if merged and start < merged[-1][1]:
            first, last, before = merged[-1]
            merged[-1] = (first, max(last, end), before or strong)
        else:
            merged.append((start, end, strong))
    return merged


def _overlapping(hits: Sequence[Hit], start: int, end: int) -> Sequence[Hit]:
    """Those of merged hits that have a part of text[start:end]."""
    return hits[bisect_right(hits, start, key=lambda hit: hit[1]) : bisect_left(hits, end, key=lambda hit: hit[0])]


def _whole(text: str, hits: Sequence[Hit]) -> Iterable[Span]:
    """The sentences and paragraphs that hold the hits; and the paragraph that a suspect one leads to."""
    spans: list[Span] = []
    leads_on = False
    for sentences in paragraph_sentences(text):
        start, end = sentences[0][0], sentences[-1][1]
        inside = _overlapping(hits, start, end)
        if leads_on or any(strong for _, _, strong in inside):
            spans.append((start, end))
        elif inside:
            told = [bool(_overlapping(inside, a, b)) for a, b in sentences]
            # What comes right behind may be what is to be said.
            spans += [span for span, now, before in zip(sentences, told, [False, *told], strict=False) if now or before]
        leads_on = bool(inside) and _leads_on(text, start, end)
    return spans


def _leads_on(text: str, start: int, end: int) -> bool:
    """Whether a suspect paragraph only announces what stands in the next one."""
    if _CLOSES.search(text, start, end):
        return False
    return end - start < _SHORT or bool(_LEADS_ON.search(text, start, end))
