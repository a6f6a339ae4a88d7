"""A sentence read for checking: its words, figures, days, names and quotations, each with its span.

English; of other languages only words, digits and quotations are read. Knows nothing of passages.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from corpus.months import ENGLISH_MONTHS, WEEKDAY_NUMBERS
from rag.fractions import fractions_in
from rag.values import Value, folded, values_in
from rag.words import STOPWORDS, tokens

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|\d+(?:[.,]\d+)+|[^\W_]+(?:[’'](?!s\b)[^\W_]+)*")
_THIN_SPACE = re.compile(r"(?<=\d)[ \u00a0\u2009\u202f](?=\d{3}(?!\d))")
_QUOTED = re.compile(r"“([^“”]+)”|\"([^\"]+)\"|«([^«»]+)»|„([^“„]+)“|(?<!\w)‘([^‘]+?)’(?!\w)")
_RANK = re.compile(r"(?:st|nd|rd|th)\b")
_MONTHS = frozenset(name.lower() for name in ENGLISH_MONTHS)
_DAYS = frozenset(name for name in WEEKDAY_NUMBERS if name.endswith("day"))
# Of courtesy only: "Mr Watson" is "Watson".
HONORIFICS = frozenset("mr mrs ms miss mx dr sir dame".split())
# Words before a name that are no part of it: they stand there because a sentence begins.
_NO_NAME = STOPWORDS | frozenset(
    """
    although amid among another according around across along because besides despite during every except following
    however instead later like many meanwhile much near nearly next none one per since some still though
    today together tomorrow tonight toward towards two three four five six seven eight nine ten unless unlike upon
    whether within without yesterday yet last first second both either neither moreover furthermore roughly about
    approximately previously earlier recently currently officials police people authorities scientists researchers
    nothing nobody never everyone everybody anyone others
    experts critics analysts residents investigators prosecutors lawmakers lawyers workers
    """.split()
)
_COUNTRY = ("US", "U.S.")  # a function word only in small letters
# So many of the words, of so many at least, begin with a capital in a headline, where capitals tell nothing.
_CAPITAL_SHARE, _FEWEST = 0.8, 4


class Word(NamedTuple):
    """A word: `text[start:end]` prints it. `folded` is without case and accents, `stem` as the index keeps it.

    `telling`: it is no function word. `capital`: it is written with one.
    """

    start: int
    end: int
    folded: str
    stem: str
    telling: bool
    capital: bool


@dataclass(frozen=True, eq=False)
class Statement:
    """A sentence with what can be checked of it. `headline`: its capitals tell nothing, and so it has no names.

    `names` are spans of capitalised words; a day of the week or a month is none. `named`: the places of their words.
    `opening`: the first name may be no name but the sentence's first word.
    """

    text: str
    words: tuple[Word, ...]
    figures: tuple[Value, ...]
    days: tuple[Value, ...]
    names: tuple[Value, ...]
    quotations: tuple[tuple[int, int], ...]
    headline: bool
    opening: bool
    named: frozenset[int]

    def words_in(self, start: int, end: int) -> range:
        """The places of the words in text[start:end]."""
        inside = [at for at, word in enumerate(self.words) if word.start >= start and word.end <= end]
        return range(inside[0], inside[-1] + 1) if inside else range(0)


@lru_cache(maxsize=4_000)
def read_statement(text: str) -> Statement:
    """Read a sentence. Any text is one; spans are of `text` as it is given."""
    words = tuple(_words(text))
    headline = _is_headline(words)
    # A space for the thousands' comma; of the same length, so that spans stay.
    values = values_in(_THIN_SPACE.sub(",", text))
    names = () if headline else tuple(_names(words, text, values))
    first = words[0].start if words else 0
    return Statement(
        text=text,
        words=words,
        figures=tuple(_figures(text, values)),
        days=tuple(each for each in values if each.kind == "date"),
        names=names,
        quotations=tuple(quotations_in(text)),
        headline=headline,
        opening=bool(names) and names[0].start == first and " " not in names[0].key,
        named=frozenset(
            at for name in names for at, word in enumerate(words) if name.start <= word.start and word.end <= name.end
        ),
    )


def _words(text: str) -> list[Word]:
    found = []
    for m in _WORD.finditer(text):
        printed, (start, end) = m.group(), m.span()
        if printed in ("s", "S") and start and text[start - 1] in "’'":
            continue
        plain, stem, telling = _read_word(printed)
        if plain:
            found.append(Word(start, end, plain, stem, telling, printed[0].isupper()))
    return found


@lru_cache(maxsize=50_000)
def _read_word(printed: str) -> tuple[str, str, bool]:
    """A printed word folded, as the index keeps it, and whether it is no function word."""
    plain = folded(printed if printed[0].isdigit() else printed.replace(".", "")).replace(" ", "")
    negated = printed.lower().endswith(("n't", "n’t"))
    return plain, stem_of(printed), (plain not in STOPWORDS or printed in _COUNTRY) and not negated


@lru_cache(maxsize=50_000)
def stem_of(word: str) -> str:
    """A printed word as the index keeps it."""
    analysed = tokens(word)
    return analysed[0] if len(analysed) == 1 else folded(word).replace(" ", "")


def _is_headline(words: Sequence[Word]) -> bool:
    """Whether capitals tell nothing: nearly all words have one, or every telling one of some."""
    letters = [word.capital for word in words[1:] if not word.folded[0].isdigit()]
    telling = [word.capital for word in words if word.telling and not word.folded[0].isdigit()]
    return (len(letters) >= _FEWEST and sum(letters) >= _CAPITAL_SHARE * len(letters)) or (
        len(telling) > _FEWEST and all(telling)
    )


def _figures(text: str, values: Sequence[Value]) -> list[Value]:
    """The numbers that count something, and shares told in words; "two" of "two-thirds" is none."""
    shares = fractions_in(text)
    numbers = [each for each in values if each.kind == "number" and _counts(text, each)]
    whole = [each for each in numbers if not any(share.start < each.end and each.start < share.end for share in shares)]
    return sorted((*whole, *shares), key=lambda each: each.start)


def _counts(text: str, value: Value) -> bool:
    """Whether a number counts something: "one" alone does not ("one of them"), nor does a rank ("63rd")."""
    return text[value.start : value.end].lower() != "one" and not _RANK.match(text, value.end)


def _names(words: Sequence[Word], text: str, values: Sequence[Value]) -> list[Value]:
    """The names among the values, without days, months, courtesy, and what only begins a sentence."""
    found = []
    for value in values:
        if value.kind != "name":
            continue
        inside = [word for word in words if value.start <= word.start and word.end <= value.end]
        for run in _apart(inside, text):
            while run and _is_no_part(run[0], text):
                run = run[1:]
            while run and _is_no_part(run[-1], text):
                run = run[:-1]
            if run:
                key = " ".join(word.folded for word in run)
                found.append(Value(run[0].start, run[-1].end, "name", key))
    return found


def _apart(words: Sequence[Word], text: str) -> list[list[Word]]:
    """The words in runs: a full stop behind a longer word than an initial ends a name, and so does a hyphen before a
    small letter ("Plant-based")."""
    runs: list[list[Word]] = [[]]
    for word in words:
        gap = text[runs[-1][-1].end : word.start] if runs[-1] else ""
        if "." in gap and len(runs[-1][-1].folded) > 3:
            runs.append([])
        runs[-1].append(word)
    return runs


def _is_no_part(word: Word, text: str) -> bool:
    if text[word.start : word.end] in ("US", "U.S."):
        return False
    plain = word.folded
    return not word.capital or plain in _NO_NAME or plain in _DAYS or plain in _MONTHS or plain in HONORIFICS


def quotations_in(text: str) -> list[tuple[int, int]]:
    """Spans inside the marks of what is quoted."""
    return [m.span(group) for m in _QUOTED.finditer(text) for group in [m.lastindex or 0] if m.group(group).strip()]
