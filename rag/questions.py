"""What a question asks for: its words, its names, its kind, the days and outlets it mentions.

Reads the question alone. Knows nothing of the articles.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from corpus.article import DatelineError
from corpus.dates import bounds, find_dates
from rag.kinds import kind_of
from rag.settings import LONGEST_QUESTION
from rag.words import STOPWORDS, query_terms, tokens

# Words that carry the asking and not the matter; their stems are left out of what must be covered.
_ASKING = frozenset(
    tokens(
        """say said says tell told telling know known happen happened happens article articles news report reported
        according many much long please give describe description exactly actually mention mentioned
        find show explain anything something tell concerning regarding kind type"""
    )
)
_NAME = re.compile(r"[^\W\d_][\w’'.&-]*")
_YEAR = re.compile(r"(?<![\d.,-])(?:19|20)\d\d(?![\d%]|[.,]\d|-\d)")
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")


@dataclass(frozen=True)
class Question:
    """A question as it was understood.

    `terms`: distinct analysed words worth looking for. `matter`: those of them that carry what is asked, without
    the frame of asking. `names`: analysed words that stand capitalised inside the question. `periods`: first and
    last possible day of each date or year it mentions. `outlets`: the known outlets it names.
    """

    text: str
    kind: str
    terms: tuple[str, ...]
    matter: tuple[str, ...]
    names: frozenset[str]
    periods: tuple[tuple[date, date], ...]
    outlets: frozenset[str]


def read_question(text: str, outlets: Iterable[str] = ()) -> Question:
    """Read a question; `outlets` are the names an archive knows, so that one named in it is recognised.

    Raises DatelineError when there is nothing to look for: no letter or digit, or far too many of them.
    """
    # A lone surrogate (a broken escape in JSON, a stray byte in a shell) cannot be written out again.
    text = " ".join(text.encode("utf-8", "replace").decode("utf-8").split())
    if not _LETTER_OR_DIGIT.search(text):
        raise DatelineError("The question has no words in it; ask with at least one.")
    if len(text) > LONGEST_QUESTION:
        raise DatelineError(
            f"The question has {len(text):,} characters; Dateline reads at most {LONGEST_QUESTION:,}. Ask it shorter."
        )
    terms = tuple(query_terms(text))
    return Question(
        text=text,
        kind=kind_of(text),
        terms=terms,
        matter=tuple(term for term in terms if term not in _ASKING) or terms,
        names=_names(text),
        periods=_periods(text),
        outlets=_outlets_named(text, outlets),
    )


def _periods(text: str) -> tuple[tuple[date, date], ...]:
    """First and last day of each date in the text, and of each year that stands outside of one."""
    printed = find_dates(text)
    inside = [range(each.start, each.end) for each in printed]
    years = [each for each in _YEAR.finditer(text) if not any(each.start() in span for span in inside)]
    values = [each.value for each in printed] + [year.group() for year in years]
    return tuple(period for value in values if (period := bounds(value)))


def _names(text: str) -> frozenset[str]:
    """Stems of the capitalised words; none where capitals tell nothing (all or no words have them)."""
    words = _NAME.findall(text)
    capitalised = [word for word in words if word[0].isupper() and word.lower() not in STOPWORDS]
    if text.isupper() or (len(words) > 4 and len(capitalised) > 0.8 * len(words)):
        return frozenset()
    # Of "5G" the pattern sees the "G", which is no word of the question.
    return frozenset(stem for word in capitalised for stem in tokens(word)) & frozenset(tokens(text))


def _outlets_named(text: str, outlets: Iterable[str]) -> frozenset[str]:
    """The known outlets whose whole name, with or without its article, stands in the question."""
    folded = f" {' '.join(tokens(text))} "
    found = set()
    for outlet in outlets:
        name = " ".join(tokens(re.sub(r"^the\s+", "", outlet, flags=re.IGNORECASE)))
        if name and f" {name} " in folded:
            found.add(outlet)
    return frozenset(found)
