"""Copies: is this text the same as that one, or contained in it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

SHINGLE_WORDS = 5
FINE_SHINGLE_WORDS = 3  # inside a passage that differs, where words stand oftener than once in the whole
MIN_WORDS = 25  # fewer say too little: only equal texts are copies
MIN_CONTAINED = 0.8  # share of the shorter text's words that stand in the longer, in runs of five
SMALL_EDIT_WORDS = 12  # a change of more words is compared sentence by sentence
INSERTED_WORDS = 3  # so few words put in may turn a sentence round; more are a clause of their own
SAME_FRAME = 0.5  # share of a sentence's plain words that another has, too: it says the same of something
MOST_SENTENCES = 100  # of a replaced passage, compared with each other

_WORD = re.compile(r"\d+(?:[.,:]\d+)*%?|[^\W\d_]+(?:'(?!s\b)[^\W\d_]+)*|\w+")
_LOWER = re.compile(r"(?<![^\W_])[^\W\d_]+")
_SENTENCE_END = re.compile(r"[.!?…]|\n[^\S\n]*\n")
_OPENING = re.compile(r"[.!?…:\"“”\n]")  # what a word with a capital may follow without being a name
_NUMBERS = {
    word: str(n)
    for n, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen twenty".split()
    )
} | {
    "thirty": "30", "forty": "40", "fifty": "50", "sixty": "60", "seventy": "70", "eighty": "80", "ninety": "90",
    "hundred": "100", "thousand": "1000", "million": "1000000", "billion": "1000000000", "dozen": "12",
    "half": "0.5", "third": "0.33", "twice": "x2", "mln": "1000000", "bln": "1000000000",
}  # fmt: skip
_SHORT_MONTHS = {
    "jan": "january", "feb": "february", "apr": "april", "jul": "july", "aug": "august", "sep": "september",
    "sept": "september", "oct": "october", "nov": "november", "dec": "december",
}  # fmt: skip
_SPELT_ALIKE = _NUMBERS | _SHORT_MONTHS
_DATES_AND_RANKS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april june july august "
    "september october november december yesterday today tomorrow first second fourth fifth sixth seventh eighth "
    "ninth tenth dozens hundreds thousands millions billions".split()
)
_NEGATIONS = frozenset("not no never none nobody nor neither without cannot denied deny denies".split())
_COMMON = frozenset(
    "the a an and but or in on at to of for from by with as it its he she they we i you his her their our this that "
    "these those there then when while after before if so what who how why where which however meanwhile also s is "
    "are was were be been has have had will would said says".split()
)

Gap = tuple[int, int, int, int]


def is_copy(a: str, b: str) -> bool:
    """Whether one text is the other, or is contained in it with at most small edits.

    Cut short counts, an earlier shorter wording counts, and so does a passage that was put in or replaced. A
    different number, name, date or "not" in the same place of the same sentence does not: that is news.
    """
    short, long = sorted((_words(a), _words(b)), key=lambda words: (len(words), words))
    if short == long:
        return bool(short)
    if len(short) < MIN_WORDS:
        return False
    found = _found_anywhere(short, long)
    if sum(found) < MIN_CONTAINED * len(short):
        return False
    if short != _words(a):
        a, b = b, a
    gaps = _gaps(short, long)
    return not gaps or not _contradict(_marked(a, b, short), _marked(b, a, long), gaps)


def shared_wording(a: str, b: str) -> float:
    """The share, 0 to 1, of the shorter text's words that stand in the longer, in runs of five."""
    short, long = sorted((_words(a), _words(b)), key=lambda words: (len(words), words))
    if short == long:
        return 1.0 if short else 0.0
    return sum(_found_anywhere(short, long)) / max(1, len(short))


@lru_cache(maxsize=64)
def _words(text: str) -> tuple[str, ...]:
    """Words as compared: lower case, straight apostrophes, hyphens and 's apart, numbers as digits without commas."""
    return tuple(_SPELT_ALIKE.get(word, word.replace(",", "")) for word in _WORD.findall(_folded(text)))


def _folded(text: str) -> str:
    """The text in lower case with straight apostrophes, every character in its place."""
    folded = text.casefold()
    if len(folded) != len(text):
        folded = "".join(lower if len(lower := letter.casefold()) == 1 else letter for letter in text)
    return folded.replace("’", "'")


def _shingles(words: Sequence[str], size: int = SHINGLE_WORDS) -> list[tuple[str, ...]]:
    return list(zip(*(words[at:] for at in range(size)), strict=False))


def _found_anywhere(short: Sequence[str], long: Sequence[str]) -> list[bool]:
    """For each word of the short text, whether it stands in a run of five words that the long one has, too."""
    known = set(_shingles(long))
    found = [False] * len(short)
    for i, shingle in enumerate(_shingles(short)):
        if shingle in known:
            found[i : i + SHINGLE_WORDS] = [True] * SHINGLE_WORDS
    return found


def _shared_runs(short: Sequence[str], long: Sequence[str], size: int) -> list[tuple[int, int, int]]:
    """Runs of words in both, as (start in short, start in long, length), in order in both.

    Anchored on shingles that each text has once, in their longest common order (patience diff, Bram Cohen).
    """
    of_short, of_long = _shingles(short, size), _shingles(long, size)
    once = {s for s, n in Counter(of_short).items() if n == 1} & {s for s, n in Counter(of_long).items() if n == 1}
    place = {shingle: k for k, shingle in enumerate(of_long) if shingle in once}
    anchors = _longest_rising([(i, place[shingle]) for i, shingle in enumerate(of_short) if shingle in once])
    runs: list[tuple[int, int, int]] = []
    end_i = end_k = 0
    for i, k in anchors:
        if i < end_i or k < end_k:
            continue
        while i > end_i and k > end_k and short[i - 1] == long[k - 1]:
            i, k = i - 1, k - 1
        length = 0
        while i + length < len(short) and k + length < len(long) and short[i + length] == long[k + length]:
            length += 1
        runs.append((i, k, length))
        end_i, end_k = i + length, k + length
    return runs


def _longest_rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest chain of pairs whose second numbers rise; the first ones rise already."""
    tops: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for n, (_, k) in enumerate(pairs):
        at = bisect_left(tops, k)
        before.append(ends[at - 1] if at else -1)
        tops[at : at + 1] = [k]
        ends[at : at + 1] = [n]
    chain: list[tuple[int, int]] = []
    n = ends[-1] if ends else -1
    while n >= 0:
        chain.append(pairs[n])
        n = before[n]
    return chain[::-1]


def _gaps(short: Sequence[str], long: Sequence[str]) -> list[Gap]:
    """Where the texts differ: (start, end) in short and (start, end) in long."""
    gaps: list[Gap] = []
    for i, j, k, m in _between(_shared_runs(short, long, SHINGLE_WORDS), len(short), len(long)):
        finer = _shared_runs(short[i:j], long[k:m], FINE_SHINGLE_WORDS) if max(j - i, m - k) > SMALL_EDIT_WORDS else []
        if sum(length for _, _, length in finer) >= 0.5 * min(j - i, m - k) > 0:
            gaps += [(i + a, i + b, k + c, k + d) for a, b, c, d in _between(finer, j - i, m - k)]
        else:
            gaps.append((i, j, k, m))
    return gaps


def _between(runs: list[tuple[int, int, int]], short: int, long: int) -> list[Gap]:
    """What lies between shared runs, in texts of so many words."""
    edges = [(0, 0, 0), *runs, (short, long, 0)]
    gaps = [(i + n, j, k + n, m) for (i, k, n), (j, m, _) in pairwise(edges)]
    return [gap for gap in gaps if gap[0] < gap[1] or gap[2] < gap[3]]


@dataclass(frozen=True)
class _Marked:
    """A text's words, each with what it is, and where its sentences begin."""

    words: Sequence[str]
    kinds: list[str]  # "name", "figure" (numbers, dates, ranks), "not", or "" for a plain word
    starts: list[int]

    def sentences(self, start: int, end: int) -> list[range]:
        """The whole sentences that lie in, or reach into, words[start:end]."""
        first, after = bisect_right(self.starts, start) - 1, bisect_left(self.starts, end)
        bounds = [*self.starts[max(0, first) : after], self.starts[after] if after < len(self.starts) else None]
        return [range(i, len(self.words) if j is None else j) for i, j in pairwise(bounds) if i is not None]

    def told(self, places: Iterable[int]) -> dict[str, Counter[str]]:
        """The words at these places, by kind."""
        told: dict[str, Counter[str]] = {"name": Counter(), "figure": Counter(), "not": Counter(), "": Counter()}
        for place in places:
            told[self.kinds[place]][self.words[place]] += 1
        return told


def _marked(text: str, other: str, words: Sequence[str]) -> _Marked:
    """What each word of a text is. A capital makes a name in the middle of a sentence, and where it may only begin one
    if neither text prints the word without."""
    plain = {word for each in (text, other) for word in _LOWER.findall(each) if word[0].islower()}
    kinds: list[str] = []
    starts: list[int] = []
    end = 0
    for place, found in enumerate(_WORD.finditer(_folded(text))):
        opens = place == 0 or _OPENING.search(text, end, found.start()) is not None
        if place == 0 or (opens and _SENTENCE_END.search(text, end, found.start())):
            starts.append(place)
        end = found.end()
        word, initial = words[place], text[found.start()]
        if word[0].isdigit() or word == "x2" or word in _DATES_AND_RANKS or (word == "may" and initial == "M"):
            kinds.append("figure")
        elif word in _NEGATIONS or word.endswith("n't"):
            kinds.append("not")
        else:
            name = initial.isupper() and word not in _COMMON and not (opens and word in plain)
            kinds.append("name" if name else "")
    return _Marked(words, kinds, starts)


def _contradict(short: _Marked, long: _Marked, gaps: list[Gap]) -> bool:
    """Whether the two texts say another number, name, date or "not" in one of the places where they differ."""
    moved, moved_there = _moved(short.words, long.words, gaps)
    for i, j, k, m in gaps:
        if "".join(short.words[i:j]).replace("'", "") == "".join(long.words[k:m]).replace("'", ""):
            continue  # the same letters, spaced otherwise
        ours = [place for place in range(i, j) if place not in moved]
        theirs = [place for place in range(k, m) if place not in moved_there]
        if max(len(ours), len(theirs)) <= SMALL_EDIT_WORDS:
            if _small_edit_contradicts(short, ours, long, theirs):
                return True
        elif ours and theirs and _passages_contradict(short, short.sentences(i, j), long, long.sentences(k, m)):
            return True
    return False


def _moved(short: Sequence[str], long: Sequence[str], gaps: list[Gap]) -> tuple[set[int], set[int]]:
    """The places, in either text, of words in runs of five that stand in the other text in another place."""
    runs: list[dict[tuple[str, ...], list[int]]] = [{}, {}]
    for i, j, k, m in gaps:
        for text, start, end, places in ((short, i, j, runs[0]), (long, k, m, runs[1])):
            for at, shingle in enumerate(_shingles(text[start:end]), start):
                places.setdefault(shingle, []).append(at)
    both = runs[0].keys() & runs[1].keys()
    found = [{at + n for run in both for at in places[run] for n in range(SHINGLE_WORDS)} for places in runs]
    return found[0], found[1]


def _small_edit_contradicts(one: _Marked, ours: Sequence[int], other: _Marked, theirs: Sequence[int]) -> bool:
    told, held = one.told(ours), other.told(theirs)
    if told["not"].keys() != held["not"].keys() and (min(len(ours), len(theirs)) > 0 or _is_short(ours, theirs)):
        return True
    common = {one.words[place] for place in ours} & {other.words[place] for place in theirs} | _COMMON
    ours = [place for place in ours if one.words[place] not in common]
    theirs = [place for place in theirs if other.words[place] not in common]
    if not ours or not theirs:
        return _is_short(ours, theirs) and (_joins_number(one, ours) or _joins_number(other, theirs))
    # Words in the place of a number or a day ("flat" for "100 mln") say something else, too.
    return _tell_apart(told, held) or told["figure"].keys() != held["figure"].keys()


def _is_short(ours: Sequence[int], theirs: Sequence[int]) -> bool:
    return max(len(ours), len(theirs)) <= INSERTED_WORDS


def _joins_number(text: _Marked, put_in: Sequence[int]) -> bool:
    """Whether a number was put in beside a number, which makes it another."""
    numbers = [place for place in put_in if text.words[place][0].isdigit()]
    beside = [place for number in numbers for place in (number - 1, number + 1) if place not in put_in]
    return any(0 <= place < len(text.words) and text.words[place][0].isdigit() for place in beside)


def _passages_contradict(one: _Marked, ours: list[range], other: _Marked, theirs: list[range]) -> bool:
    """Whether a sentence of one replaced passage is a sentence of the other with another name or figure in it."""
    held = [other.told(sentence) for sentence in theirs[:MOST_SENTENCES]]
    for sentence in ours[:MOST_SENTENCES]:
        told = one.told(sentence)
        if any(_same_frame(told, each) and _tell_apart(told, each) for each in held):
            return True
    return False


def _same_frame(told: dict[str, Counter[str]], held: dict[str, Counter[str]]) -> bool:
    """Whether two sentences share most of their plain words."""
    ours, theirs = told[""].keys() - _COMMON, held[""].keys() - _COMMON
    return len(ours & theirs) >= max(2, SAME_FRAME * min(len(ours), len(theirs)))


def _tell_apart(told: dict[str, Counter[str]], held: dict[str, Counter[str]]) -> bool:
    """Whether each has a figure, or each has a name, that the other has not."""
    return any(told[kind] - held[kind] and held[kind] - told[kind] for kind in ("figure", "name"))
