"""What a question asks for: its words, its names, its kind, the days and outlets it mentions.

Reads the question alone. Knows nothing of the articles.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from corpus.article import DatelineError
from rag.kinds import kind_of
from rag.periods import Named, find_periods
from rag.settings import LONGEST_QUESTION
from rag.words import STOPWORDS, query_terms, tokens

# Words that carry the asking and not the matter; their stems are left out of what must be covered.
_ASKING = frozenset(
    tokens(
        """say said says tell told telling know known happen happened happens article articles news report reported
        according many much long please give describe description exactly actually mention mentioned
        find show explain anything something tell concerning regarding kind type
        latest newest recent recently currently"""
    )
)
_NAME = re.compile(r"[^\W\d_][\w’'.&-]*")
# Where an outlet may be called by a part of its name.
_PAPER = r"(?:the )?[A-Z]\w+(?: [A-Z]\w+)*"
_PAPERS = rf"{_PAPER}(?:(?:,| and| or) {_PAPER})*"
_SAYING = re.compile(
    rf"\baccording to {_PAPERS}"
    rf"|\b(?:articles|stories|reports|news|headlines)(?: do you have| are there| are| have you got)? (?:from|by)"
    r" (?:the )?[A-Z]\w+"
    r"|\b(?:do you have|have you got) from (?:the )?[A-Z]\w+"
    rf"|\b(?:[Dd]id|[Dd]oes|[Dd]o|[Hh]as|[Hh]ave) (?:both )?{_PAPERS} "
    r"(?:\w+ )?(?:say|said|report|reported|write|written|print|printed|publish|published|cover|covered|agree"
    r"|differ|call|put|give|claim|quote)\b"
    r"|\b[A-Z]\w+[’']s(?: and (?:the )?[A-Z]\w+[’']s)? "
    r"(?:accounts?|reports?|versions?|articles?|stor(?:y|ies)|coverage)\b"
)
_RECENT = re.compile(r"\b(latest|newest|most recent|recent|recently|current|currently|right now)\b", re.IGNORECASE)
_WEEKDAY = re.compile(r"(mon|tues|wednes|thurs|fri|satur|sun)day", re.IGNORECASE)
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")
# Who says on which day a question is asked mostly asks of the news of so many days before.
DAYS_OF_NEWS = 7
_ASKING_WORD = r"(?:who|whom|whose|what|when|where|why|how|which)\b"
_ASKS = rf"(?=(?:(?:and|but|so) )?(?:in |on |at |by |for |from |to |with )?{_ASKING_WORD})"
# "Hello! ...", "Thanks. ...", "Could you please tell me ..." before a question: said to somebody, and no part of it.
_COURTESY = re.compile(
    r"^\W*(?:(?:hi|hello|hey|greetings|good (?:day|morning|afternoon|evening)|(?:many )?thanks(?: a lot)?|thank you"
    r"(?: very much| so much)?|ok(?:ay)?|well|great|please|excuse me|(?:one|a) (?:more|last|quick)(?: question| thing)?"
    r"|(?:another|next|quick) question)(?: (?:there|dateline|again|everyone))*"
    rf"(?:\s*[,.!;:–-]+\s*|\s+(?={_ASKING_WORD}))"
    r"|(?:(?:please |and )?(?:(?:can|could|would|will) you (?:please |kindly )?)?(?:please )?"
    r"(?:tell|show|explain to|inform) (?:me|us)(?: please)?|do you (?:know|happen to know)"
    r"|(?:i|we)(?:['’]d| would) (?:like|love) to (?:know|learn|hear|ask)"
    r"|(?:i|we) (?:want(?:ed)?|need) to (?:know|ask)|(?:i|we)(?:['’]m| am|['’]re| are) (?:wondering|curious|asking)"
    rf"|(?:i|we) wonder),?:?\s+{_ASKS})",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Question:
    """A question as it was understood.

    `terms`: distinct analysed words worth looking for. `matter`: those of them that carry what is asked, without
    the frame of asking. `names`: analysed words that stand capitalised inside the question. `periods`: first and
    last possible day of each date, year or period it mentions. `outlets`: the known outlets it names. `recent`: it asks
    for what is newest. `asked`: the day it is asked on, where that was given. `shown`: the question as it was put,
    `understood` as it was read after a follow-up; `text` is what is looked for, without "last week".
    """

    text: str
    shown: str
    understood: str
    kind: str
    terms: tuple[str, ...]
    matter: tuple[str, ...]
    names: frozenset[str]
    periods: tuple[tuple[date, date], ...]
    outlets: frozenset[str]
    recent: bool = False
    asked: date | None = None

    @property
    def news(self) -> tuple[tuple[date, date], ...]:
        """The week before the day of asking, where that was given and the question names no time itself."""
        return () if self.periods or not self.asked else ((self.asked - timedelta(DAYS_OF_NEWS), self.asked),)


def read_question(text: str, outlets: Iterable[str] = (), asked: date | None = None) -> Question:
    """Read a question; `outlets` are the names an archive knows, so that one named in it is recognised.

    `asked` is the day it is asked on, today by default: "last week" is the week before it.

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
    shown, text = text, without_courtesy(text)
    outlets = tuple(outlets)
    periods = _outside(text, outlets_named(text, outlets), find_periods(text, asked or date.today()))
    text = _without_relative(text, periods)
    terms = tuple(query_terms(text))
    return Question(
        text=text,
        shown=shown,
        understood=shown,
        kind=kind_of(text),
        terms=terms,
        matter=tuple(term for term in terms if term not in _ASKING) or terms,
        names=_names(text),
        periods=tuple(dict.fromkeys(each.days for each in periods)),
        outlets=outlets_named(text, outlets),
        recent=bool(_RECENT.search(text)),
        asked=asked,
    )


def without_courtesy(text: str) -> str:
    """A question without a greeting, thanks or "could you tell me" before it; itself where nothing else is said."""
    rest, before = text, None
    while rest != before:
        before, rest = rest, _COURTESY.sub("", rest)
    return rest[:1].upper() + rest[1:] if rest != text and _LETTER_OR_DIGIT.search(rest) else text


def _without_relative(text: str, periods: Sequence[Named]) -> str:
    """The text without what only the day of asking gives a meaning: no article of that week says "last week"."""
    whole = text
    for each in reversed(periods):
        if each.relative and not _WEEKDAY.search(text[each.start : each.end]):
            text = f"{text[: each.start].rstrip()} {text[each.end :].lstrip()}".strip()
            text = re.sub(r"\s+(?=[?!.,])", "", text)
    return text if _LETTER_OR_DIGIT.search(text) else whole


def _outside(text: str, outlets: Iterable[str], periods: Sequence[Named]) -> list[Named]:
    """The periods that are no part of an outlet's name: "USA TODAY" is no day."""
    spans = [m.span() for outlet in outlets for m in re.finditer(re.escape(outlet), text, re.IGNORECASE)]
    return [each for each in periods if not any(start <= each.start and each.end <= end for start, end in spans)]


def _names(text: str) -> frozenset[str]:
    """Stems of the capitalised words; none where capitals tell nothing (all or no words have them)."""
    words = _NAME.findall(text)
    capitalised = [word for word in words if word[0].isupper() and word.lower() not in STOPWORDS]
    if text.isupper() or (len(words) > 4 and len(capitalised) > 0.8 * len(words)):
        return frozenset()
    # Of "5G" the pattern sees the "G", which is no word of the question.
    return frozenset(stem for word in capitalised for stem in tokens(word)) & frozenset(tokens(text))


def outlets_named(text: str, outlets: Iterable[str]) -> frozenset[str]:
    """The known outlets whose whole name, with or without its article, stands in the question."""
    folded = f" {' '.join(tokens(text))} "
    found = set()
    outlets = list(outlets)
    for outlet in outlets:
        name = " ".join(tokens(re.sub(r"^the\s+", "", outlet, flags=re.IGNORECASE)))
        if name and f" {name} " in folded:
            found.add(outlet)
    return frozenset(found | _outlets_by_a_word(text, outlets, {word for each in found for word in tokens(each)}))


def _outlets_by_a_word(text: str, outlets: Sequence[str], read: Collection[str]) -> set[str]:
    """The outlets named by one word of their names that no other outlet has: "what does the Ledger say?".

    Words that are `read` already belong to an outlet's whole name.
    """
    holders: dict[str, set[str]] = defaultdict(set)
    for outlet in outlets:
        for word in tokens(outlet):
            holders[word].add(outlet)
    found = set()
    for m in _SAYING.finditer(text):
        for word in _NAME.findall(re.sub(r"[’']s\b", "", m.group())):
            named = holders.get(" ".join(tokens(word)), set())
            if word[0].isupper() and len(named) == 1 and not set(tokens(word)) & set(read):
                found |= named
    return found
