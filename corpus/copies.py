"""Copies: is this text the same as that one, or contained in it."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left
from collections import Counter
from functools import lru_cache
from itertools import pairwise

SHINGLE_WORDS = 5
KEEP_ONE_IN = 4  # of a text's shingles, by hash, so that two texts keep the same ones
KEEP_AT_LEAST = 8  # in short texts, the smallest hashes fill up to this
MIN_WORDS = 25  # fewer say too little: only equal texts are copies
SMALL_EDIT_WORDS = 12  # a change of more words is a passage of its own
MIN_CONTAINED = 0.8  # share of the shorter text's words that stand in the longer, in runs of five

_64_BITS = (1 << 64) - 1
_BASE = 0x5851F42D4C957F2D  # an odd constant, from Knuth's MMIX generator
_BASE_TO_LAST = pow(_BASE, SHINGLE_WORDS - 1, 1 << 64)
_WORD = re.compile(r"\d+(?:[.,:]\d+)*%?|[^\W\d_]+(?:['’\-][^\W\d_]+)*|\w+")
_NUMBERS = {
    word: str(n)
    for n, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen twenty".split()
    )
} | {
    "thirty": "30",
    "forty": "40",
    "fifty": "50",
    "sixty": "60",
    "hundred": "100",
    "thousand": "1000",
    "million": "1000000",
    "billion": "1000000000",
    "dozen": "12",
    "half": "0.5",
    "third": "0.33",
    "twice": "x2",
}
_DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april june july august "
    "september october november december yesterday today tomorrow".split()
)
_NEGATIONS = frozenset("not no never none nobody nor neither without cannot denied deny denies".split())
_COMMON = frozenset(
    "the a an and but or in on at to of for from by with as it its he she they we i you his her their our this that "
    "these those there then when while after before if so what who how why where which however meanwhile also".split()
)


def shingle_prints(text: str) -> frozenset[int]:
    """Hashes (63 bits) of a sample of the text's word 5-grams; equal texts give equal sets.

    The sample is chosen by the hash itself (Broder's mod-m sketch, 1997), so texts that share wording share prints
    and candidates can be found by an index over them.
    """
    hashes = _shingle_hashes(_words(text))
    sample = {h for h in hashes if h % KEEP_ONE_IN == 0}
    if len(sample) < KEEP_AT_LEAST:
        sample |= set(sorted(hashes)[:KEEP_AT_LEAST])
    return frozenset(sample)


def is_copy(a: str, b: str) -> bool:
    """Whether one text is the other, or is contained in it with at most small edits.

    Cut short counts, an earlier shorter wording counts. A different number, name, date or "not" in the same place
    does not: that is news, and stays apart.
    """
    words_a, words_b = _words(a), _words(b)
    if words_a == words_b:
        return bool(words_a)
    if len(words_a) > len(words_b):
        a, b, words_a, words_b = b, a, words_b, words_a
    if len(words_a) < MIN_WORDS:
        return False
    found = _found_anywhere(words_a, words_b)
    if sum(found) < MIN_CONTAINED * len(words_a):
        return False
    names, figures = _telling_words(a, b)
    for i, j, k, m in _gaps(_shared_runs(words_a, words_b), words_a, words_b):
        ours = [word for word, known in zip(words_a[i:j], found[i:j], strict=True) if not known]
        if _differs(ours, words_b[k:m], names, figures):
            return False
    return True


def _shingle_hashes(words: list[str]) -> set[int]:
    """A hash for each run of five words, rolled along the text (Karp and Rabin, 1987); of all if they are fewer."""
    hashes: set[int] = set()
    rolled = 0
    for i, word in enumerate(words):
        leaving = _word_hash(words[i - SHINGLE_WORDS]) if i >= SHINGLE_WORDS else 0
        rolled = ((rolled - leaving * _BASE_TO_LAST) * _BASE + _word_hash(word)) & _64_BITS
        if i >= SHINGLE_WORDS - 1 or i == len(words) - 1:
            mixed = (rolled ^ (rolled >> 31)) * 0x9E3779B97F4A7C15 & _64_BITS
            hashes.add(mixed >> 1)
    return hashes


@lru_cache(maxsize=1 << 16)
def _word_hash(word: str) -> int:
    digest = hashlib.blake2b(word.encode("utf-8", "backslashreplace"), digest_size=8).digest()
    return int.from_bytes(digest, "big")


def _words(text: str) -> list[str]:
    """Words as compared: lower case, straight apostrophes, no thousands separators, numbers as digits."""
    found = (m.group().casefold().replace("’", "'") for m in _WORD.finditer(text))
    return [_NUMBERS.get(w, w.replace(",", "") if w[0].isdigit() else w) for w in found]


def _shingles(words: list[str]) -> list[tuple[str, ...]]:
    return [tuple(words[i : i + SHINGLE_WORDS]) for i in range(len(words) - SHINGLE_WORDS + 1)]


def _found_anywhere(short: list[str], long: list[str]) -> list[bool]:
    """For each word of the short text, whether it stands in a run of five words that the long one has, too."""
    known = set(_shingles(long))
    found = [False] * len(short)
    for i, shingle in enumerate(_shingles(short)):
        if shingle in known:
            found[i : i + SHINGLE_WORDS] = [True] * SHINGLE_WORDS
    return found


def _shared_runs(short: list[str], long: list[str]) -> list[tuple[int, int, int]]:
    """Runs of words in both, as (start in short, start in long, length), in order in both.

    Anchored on shingles that each text has once, in their longest common order (patience diff, Bram Cohen).
    """
    of_short, of_long = _shingles(short), _shingles(long)
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


def _gaps(runs: list[tuple[int, int, int]], short: list[str], long: list[str]) -> list[tuple[int, int, int, int]]:
    """What lies between the runs: (start, end) in short and (start, end) in long."""
    edges = [(0, 0, 0), *runs, (len(short), len(long), 0)]
    gaps = [(i + n, j, k + n, m) for (i, k, n), (j, m, _) in pairwise(edges)]
    return [gap for gap in gaps if gap[0] < gap[1] or gap[2] < gap[3]]


def _differs(ours: list[str], theirs: list[str], names: frozenset[str], figures: frozenset[str]) -> bool:
    """Whether the shorter text has here, in place of the longer's words, another number, name, date or "not".

    `ours` leaves out words that stand in the longer text elsewhere. Words that only one of the two has, with nothing
    in their place, are an addition, not a difference; a lone added number is one.
    """
    if "".join(ours).replace("'", "") == "".join(theirs).replace("'", ""):
        return False  # the same letters, spaced otherwise
    missing = Counter(ours) - Counter(theirs)
    numbers = any(word in figures for word in missing)
    addition = not theirs or (len(ours) <= 3 and len(theirs) > SMALL_EDIT_WORDS)
    if addition:
        return numbers and len(ours) <= 3
    if numbers or any(word in names for word in missing):
        return True
    small = max(len(ours), len(theirs)) <= SMALL_EDIT_WORDS
    return small and _NEGATIONS.intersection(ours) != _NEGATIONS.intersection(theirs)


def _telling_words(a: str, b: str) -> tuple[frozenset[str], frozenset[str]]:
    """The words of both texts whose change would be news: names; and numbers, dates and negations."""
    capitals: set[str] = set()
    lower: set[str] = set(_COMMON)
    figures: set[str] = set(_NEGATIONS)
    for m in (m for text in (a, b) for m in _WORD.finditer(text)):
        word = m.group().casefold().replace("’", "'")
        if word[0].isdigit() or word in _NUMBERS:
            figures.add(_NUMBERS.get(word, word.replace(",", "")))
        elif word in _DAYS or word.endswith("n't"):
            figures.add(word)
        elif m.group()[0].isupper():
            capitals.add(word)
        else:
            lower.add(word)
    return frozenset(capitals - lower), frozenset(figures)
