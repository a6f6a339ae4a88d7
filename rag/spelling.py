"""Words a question spells otherwise than the collection: the nearest one printed there, by edit distance.

Only what stands nowhere in the collection, and is a name or no common word of English, is taken for a misspelling; the
answer says how it was read.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict

from rag.languages import question_language
from rag.questions import Question
from rag.thesaurus import common_words
from rag.values import folded
from rag.words import STOPWORDS, WordIndex, tokens

SHORTEST, SHORTEST_NAME = 3, 6  # letters of a word, and of a name, that may be misspelt
SHORT = 6  # a word of so many letters is like many others: it is read as a common word only
LONG = 9  # letters from which two edits are allowed, one below
NAME = 0.9  # a word that stands with a capital this often is a name; web addresses have some without
CLEARLY = 3  # times as often as the next word as near must the nearest one be printed
# No part of an address, nor of "doesn't".
_WORD = re.compile(rf"(?<![\w@/.’'])[^\W\d_]{{{SHORTEST},}}(?![\w@/]|\.\w|n?[’']t\b)")
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|«[^»]*»|‘[^’]*’|(?<!\w)'[^']*'(?!\w)")


def correct(question: Question, words: WordIndex) -> tuple[str, list[str]]:
    """The question as it was understood, with unknown words spelt as the collection's, and a note for each of them.

    What stands in quotation marks is left as it is, and words that are no names are in another language than English.
    """
    text, notes = question.understood, []
    capitals = not text.isupper() and any(letter.isupper() for letter in text[1:])
    english = question_language(text) in (None, "en")
    quoted = [m.span() for m in _QUOTED.finditer(text)]
    for m in reversed(list(_WORD.finditer(text))):
        word = m.group()
        if any(start < m.start() < end for start, end in quoted) or not _is_unknown(word, question, words):
            continue
        # A misspelt name has its capital where others have; the first word tells nothing by it.
        telling = capitals and m.start() > 0
        may_be_name = len(word) >= SHORTEST_NAME and not (telling and word[0].islower())
        may_be_word = english and not (telling and word[0].isupper()) and common_words().isdisjoint(tokens(word))
        if (may_be_name or may_be_word) and (read := _nearest(word, words, may_be_name, may_be_word)):
            read = read[0].upper() + read[1:] if word[0].isupper() else read
            text = text[: m.start()] + read + text[m.end() :]
            notes.append(f"“{word}” stands nowhere in the collection; it was read as “{read}”.")
    return text, notes[::-1]


def _is_unknown(word: str, question: Question, words: WordIndex) -> bool:
    stems = tokens(word)
    if word.lower() in STOPWORDS or not set(stems) & set(question.matter):
        return False
    return not any(words.document_frequency(stems).values())


def _nearest(word: str, words: WordIndex, may_be_name: bool, may_be_word: bool) -> str | None:
    """The name or word printed in the collection that is nearest to an unknown one; None where none clearly is."""
    plain, stems = folded(word), tokens(word)
    allowed = 2 if len(plain) >= LONG else 1
    near = []
    for other, forms in _printed_like(word, allowed, words).items():
        if (edits := _edits(plain, other, allowed)) > allowed:
            continue
        if tokens(other) == stems:
            return None  # it stands in a headline
        capitals = sum(forms[form] for form in forms if form[0].isupper())
        name = other not in STOPWORDS and capitals >= NAME * forms.total()
        # Letters are left out, swapped or typed twice sooner than one comes in that the word does not have.
        distance = (edits, not set(plain) <= set(other))
        form = max(forms, key=lambda each: (forms[each], each))
        if may_be_name and name:
            near.append((distance, -forms.total(), form))
        elif may_be_word and (not name or form.isupper()) and _is_likely(plain, other):
            near.append((distance, -forms.total(), other))
    if not near:
        return None
    distance, count, best = min(near)
    rivals = [each for each in near if each[0] == distance and _meaning(each[2]) != _meaning(best)]
    return best if all(count <= CLEARLY * each[1] for each in rivals) else None


def _printed_like(word: str, allowed: int, words: WordIndex) -> dict[str, Counter[str]]:
    """The printed words of about the length, the letters and the first letter of `word`: folded, with how often each
    form stands."""
    printed: dict[str, Counter[str]] = defaultdict(Counter)
    letters = set(folded(word))
    for letter in {word[0].lower(), word[0].upper()}:
        for form, passages in words.printed(letter):
            if abs(len(form) - len(word)) <= allowed and len(letters.difference(other := folded(form))) <= allowed:
                printed[other][form] += passages
    return printed


def _is_likely(plain: str, other: str) -> bool:
    """Whether a word is likely enough: three letters are swapped ones of a function word, few are of a common word."""
    if len(plain) == SHORTEST:
        return other in STOPWORDS and sorted(plain) == sorted(other)
    return len(plain) > SHORT or not common_words().isdisjoint(tokens(other))


def _meaning(word: str) -> list[str]:
    """What a word is told from others by: its stem, and of function words nothing."""
    return [] if word in STOPWORDS else tokens(word)


def _edits(one: str, other: str, most: int) -> int:
    """Letters put in, left out, changed or swapped with the next (optimal string alignment); `most` + 1 for more."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        before, last, row = row, before, [i]
        for k, there in enumerate(other, 1):
            cost = min(before[k] + 1, row[k - 1] + 1, before[k - 1] + (letter != there))
            if i > 1 and k > 1 and letter == other[k - 2] and one[i - 2] == there:
                cost = min(cost, last[k - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]
