"""Where articles disagree: the same matter told with another number, date or name in the place of the answer.

Two sentences of different articles tell the same matter when they are worded alike but for one value. Numbers that
round to each other do not disagree, nor do reports of different days.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import combinations

from corpus.article import Article
from corpus.dates import bounds
from rag.evidence import Evidence
from rag.questions import Question
from rag.values import Value, folded, values_in
from rag.words import tokens

# So many of the best sentences are compared with each other.
COMPARED = 40
# Of the shorter sentence's words, so many stand in the other one, in order, of the longer one's so many, and so many
# at least.
SAME_WORDS = 0.6
OF_THE_LONGER = 0.5
FEWEST_WORDS = 3
# A sentence is compared when its chance is at least this share of the best one's.
PROMISING = 0.25
# Reports further apart tell of two days, not of one matter.
DAYS_APART = 3
MOST_SIDES = 4
MOST_CITED = 3  # sentences a side

# The share of the question’s telling words that stand around, and in, a sentence that tells of the matter.
COVERED, COVERED_ITSELF = 0.55, 0.3
# The share of the question's names in its passage.
NAMED = 0.6

# A sentence in its own words is taken for the answer when it holds this share of the question's telling words.
WHOLLY_COVERED = {"how_many": 0.6, "when": 0.75, "who": 0.8}

_COUNTED = re.compile(r"\bhow many ([^\W\d_]+)", re.IGNORECASE)
_PEOPLE = frozenset("people persons passengers residents men women children dead killed hurt injured wounded".split())
_SAME_FATE = tuple(
    frozenset(tokens(words)) for words in ("hurt injured injuring injuries wounded", "killed dead died deaths killing")
)
_TIMES = frozenset("year years month months day days week weeks hour hours minute minutes per".split())
_DATELINE = re.compile(r"[^.!?]{0,60}? [-–—] ")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_MEN, _WOMEN = frozenset(("men", "male", "gentlemen", "boys")), frozenset(("women", "female", "ladies", "girls"))
_CONTRASTS = ((_MEN, _WOMEN), (_WOMEN, _MEN))
_ORDINALS = {
    str(number): word
    for number, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
        "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split(),
        1,
    )
}
_WORD = re.compile(r"[^\W_]+(?:[.,'’–-][^\W_]+)*")
_ANSWERS: dict[str, tuple[str, ...]] = {
    "how_many": ("number",),
    "when": ("date",),
    "who": ("name",),
    "where": ("name",),
    "what": ("number", "date", "name"),
    "yes_no": ("number", "date", "name"),
}


@dataclass(frozen=True)
class Telling:
    """One value for the matter, as printed, and the sentences that give it."""

    value: str
    evidence: tuple[Evidence, ...]


def find_conflict(
    question: Question, evidence: Sequence[Evidence], same_story: Callable[[Article, Article], bool]
) -> list[Telling]:
    """What the articles give for the answer where they disagree, two tellings or more; empty where they do not.

    `evidence` comes best first; `same_story` says that two articles print the same words or are one page.
    """
    wanted = _ANSWERS.get(question.kind, ())
    if not evidence or not wanted:
        return []
    asked = frozenset(folded(question.text).split())
    enough = PROMISING * evidence[0].chance
    promising = [_read(each) for each in evidence if each.chance >= enough and _is_of_the_matter(question, each)]
    sides: dict[str, list[tuple[str, Evidence]]] = {}
    for one, other in combinations(promising[:COMPARED], 2):
        found = _disagreement(one, other, wanted, asked)
        if found is None and question.kind in WHOLLY_COVERED and _of_the_same_days(one, other):
            found = _told_otherwise(one, other, question)
        if found is None or not _comparable(one.evidence.article, other.evidence.article):
            continue
        keys = [value.key for value in found]
        if sides and not sides.keys() & set(keys):
            continue
        if same_story(one.evidence.article, other.evidence.article):
            continue
        for value, told in zip(found, (one, other), strict=True):
            told_before = sides.setdefault(value.key, [])
            if not any(_says_it_again(told.evidence, each, same_story) for _, each in told_before):
                told_before.append((told.evidence.text[value.start : value.end], told.evidence))
    return [
        Telling(side[0][0], tuple(each for _, each in side[:MOST_CITED])) for side in list(sides.values())[:MOST_SIDES]
    ]


def _says_it_again(one: Evidence, other: Evidence, same_story: Callable[[Article, Article], bool]) -> bool:
    return one.article.id == other.article.id or one.text == other.text or same_story(one.article, other.article)


@dataclass(frozen=True)
class _Told:
    evidence: Evidence
    words: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    values: tuple[Value, ...]


def _read(evidence: Evidence) -> _Told:
    found = list(_WORD.finditer(evidence.text))
    return _Told(
        evidence,
        tuple(folded(each.group()) for each in found),
        tuple(each.span() for each in found),
        tuple(values_in(evidence.text)),
    )


def _is_of_the_matter(question: Question, evidence: Evidence) -> bool:
    """Whether a sentence tells of what is asked, not of its like: of most names, of the year and every number."""
    if evidence.signal("names_passage") < NAMED or evidence.signal("covered_near") < COVERED:
        return False
    if evidence.signal("covered") < COVERED_ITSELF:
        return False
    words = set(folded(evidence.text).split())
    asked = set(folded(question.text).split())
    if any(asked & one and words & other and not words & one for one, other in _CONTRASTS):
        return False
    years = {word for word in asked if _YEAR.fullmatch(word)}
    numbers = {word for word in asked - years if word[0].isdigit()}
    if not years and not numbers:
        return True
    printed = _words_printed(evidence.article)
    if not all(number in printed or _ORDINALS.get(number) in printed for number in numbers):
        return False
    told = {word for word in words if _YEAR.fullmatch(word)}
    # The day that is asked for may be what one of them has wrong, its year too.
    return question.kind == "when" or (years <= printed and (not years or not told or bool(years & told)))


def _words_printed(article: Article) -> frozenset[str]:
    return _words_of(f"{article.title} {article.published or ''} {article.text}")


@lru_cache(maxsize=500)
def _words_of(text: str) -> frozenset[str]:
    return frozenset(folded(text).split())


def _comparable(one: Article, other: Article) -> bool:
    """Whether two articles can contradict each other: not one outlet's later report, and none of a different day."""
    here, there = bounds(one.published), bounds(other.published)
    if one.id == other.id or (one.outlet is not None and one.outlet == other.outlet and here != there):
        return False
    apart = timedelta(DAYS_APART)
    return not here or not there or (here[0] - there[1] <= apart and there[0] - here[1] <= apart)


def _disagreement(one: _Told, other: _Told, wanted: Sequence[str], asked: frozenset[str]) -> tuple[Value, Value] | None:
    """The two values in the one place where two sentences differ, when they are of a wanted kind."""
    shorter = min(len(one.words), len(other.words))
    longer = max(len(one.words), len(other.words))
    needed = max(FEWEST_WORDS, SAME_WORDS * shorter, OF_THE_LONGER * longer)
    if len(set(one.words) & set(other.words)) < OF_THE_LONGER * longer:
        return None
    found: tuple[Value, Value] | None = None
    matcher = SequenceMatcher(None, one.words, other.words, autojunk=False)
    if sum(block.size for block in matcher.get_matching_blocks()) < needed:
        return None
    for here, there in _differing_values(one, other, matcher):
        if here.may_mean(there):
            continue
        if found and (here.key, there.key) != (found[0].key, found[1].key):
            return None  # they differ in more than one thing: two matters
        found = (here, there)
    if found is None or found[0].kind not in wanted:
        return None
    named = [
        set(folded(told.evidence.text[v.start : v.end]).split()) for told, v in zip((one, other), found, strict=True)
    ]
    if (named[0] - named[1]) & asked or (named[1] - named[0]) & asked:
        return None
    return found


def _differing_values(one: _Told, other: _Told, matcher: SequenceMatcher[str]) -> Iterator[tuple[Value, Value]]:
    for kind, i, j, k, m in matcher.get_opcodes():
        if kind != "replace":
            continue
        ours = _values_at(one, i, j)
        theirs = _values_at(other, k, m)
        for here in ours:
            for there in theirs:
                if here.kind == there.kind:
                    yield here, there


def _values_at(told: _Told, first: int, after: int) -> list[Value]:
    """The values that the words first to after are part of."""
    start, end = told.spans[first][0], told.spans[after - 1][1]
    return [value for value in told.values if value.start < end and start < value.end]


def _of_the_same_days(one: _Told, other: _Told) -> bool:
    """Whether both reports are dated, so that likeness of days stands in for likeness of words."""
    return bounds(one.evidence.article.published) is not None and bounds(other.evidence.article.published) is not None


def _told_otherwise(one: _Told, other: _Told, question: Question) -> tuple[Value, Value] | None:
    """The values that two sentences worded differently give for the answer, where each gives one and they disagree."""
    ours, theirs = _answers(one, question), _answers(other, question)
    if not ours or not theirs or any(here.may_mean(there) for here in ours for there in theirs):
        return None
    if question.kind == "how_many":
        return ours[0], theirs[0]
    if len(ours) > 1 or len(theirs) > 1:
        return None
    if question.kind == "who" and (_known(ours[0], other) or _known(theirs[0], one)):
        return None  # the other article tells of both
    return ours[0], theirs[0]


def _known(name: Value, told: _Told) -> bool:
    return name.key.split()[-1] in folded(told.evidence.article.text).split()


def _answers(told: _Told, question: Question) -> list[Value]:
    """The values of a sentence that answers in its own words which may be the answer."""
    if told.evidence.signal("covered") < WHOLLY_COVERED[question.kind]:
        return []
    if question.kind == "how_many":
        return _counted(told, question)
    asked = set(folded(question.text).split())
    if question.kind == "when":
        lead = _DATELINE.match(told.evidence.text)
        begin = lead.end() if lead else 0
        return [value for value in told.values if value.kind == "date" and value.start >= begin and len(value.key) > 6]
    return [
        value
        for value in told.values
        if value.kind == "name" and " " in value.key and not set(value.key.split()) & asked
    ]


def _counted(told: _Told, question: Question) -> list[Value]:
    """The numbers of what is counted: the thing asked for stands right behind them, or the measure of the other one."""
    noun = _COUNTED.search(question.text)
    found = []
    for value in told.values:
        if value.kind != "number":
            continue
        behind = folded(told.evidence.text[value.end : value.end + 40]).split()[:3]
        if noun is None:
            near = set(tokens(told.evidence.text[max(0, value.start - 50) : value.end + 50]))
            fits = bool(near & (set(question.matter) - question.names)) and bool(value.unit or behind)
            fits = fits and (bool(value.unit) or behind[0] not in _TIMES)
        else:
            fits = _is_counted(noun.group(1).lower(), behind) and _tells_what_happened(told, question, noun.group(1))
        if fits:
            found.append(value)
    return found


def _is_counted(noun: str, behind: Sequence[str]) -> bool:
    """Whether the words behind a number are the thing asked for; the hurt and the dead are people."""
    if noun in ("people", "persons") and _PEOPLE & set(behind):
        return True
    return bool(set(tokens(noun)) & set(tokens(" ".join(behind))))


def _tells_what_happened(told: _Told, question: Question, noun: str) -> bool:
    """Whether one of the question's other words, no name, stands in the sentence: hurt, or one that means the same."""
    happened = set(question.matter) - question.names - set(tokens(noun))
    for same in _SAME_FATE:
        if happened & same:
            happened |= same
    return not happened or bool(happened & set(tokens(told.evidence.text)))
