"""What a comparison's sides have to say: for each its own sentences and how surely they answer."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from corpus.article import Article
from corpus.dates import bounds
from rag.chance import confidence_of
from rag.choosing import is_quotable
from rag.events import ALIKE_UNDATED, DAYS_APART, OPENING_CHARACTERS
from rag.evidence import Evidence, Rarity
from rag.mismatch import is_told_otherwise
from rag.namesakes import namesakes_behind
from rag.preference import preferred_first
from rag.premise import liker_without
from rag.questions import Question
from rag.retrieval import Found
from rag.sides import Side, read_sides
from rag.signs import signs_of
from rag.thesaurus import Thesaurus
from rag.words import query_terms, tokens

# A side's sentence answers, too, when its chance is at least this share of the surest side's.
AS_GOOD = 0.55
# The share of telling words that two outlets' reports of the same days on a matter have in common. Less than for one
# event (rag/events.py), since the question says that both tell of it.
SHARED = 0.15
# Words of a report's first sentence; less is a dateline.
SHORTEST_REPORT = 8
# A sentence that holds this share of a bare subject tells of it; so does one that holds the smaller share, and the
# rest is around it. It is looked for among so many.
WHOLLY, PARTLY, LOOKED_AT = 0.95, 0.4, 3

Filters = tuple[str | None, str | None, Sequence[str] | None]
Find = Callable[[Question, str | None, str | None, Sequence[str] | None], Found]
_STOP = re.compile(r"[.!?…]\W*$")


@dataclass(frozen=True)
class Told:
    """A side with its sentences, best first, and the chance that they answer; no sentence where nothing does."""

    side: Side
    evidence: list[Evidence]
    confidence: float


def find_sides(
    question: Question, asked: date | None, outlets: Collection[str], find: Find, filters: Filters
) -> list[tuple[Side, Found]]:
    """What is found for each side of a comparison, one search a side; nothing where the question compares nothing.

    `outlets` are all that are known. The reader's filters (since, until, outlets) go before what the question names.
    """
    since, until, chosen = filters
    sides = read_sides(question, chosen or outlets, asked or date.today())
    if any(side.since for side in sides) and (since or until):
        return []
    return [
        (
            side,
            find(side.question, side.since or since, side.until or until, [side.outlet] if side.outlet else chosen),
        )
        for side in sides
    ]


def ranked(question: Question, evidence: Sequence[Evidence]) -> list[Evidence]:
    """The sentences that may be quoted, what the question prefers first, what speaks of another thing last."""
    return namesakes_behind(question, preferred_first(question, [each for each in evidence if is_quotable(each)]))


def confidence_in(
    question: Question, evidence: Sequence[Evidence], found: Found, thesaurus: Thesaurus | None = None
) -> float:
    """The chance that what was found answers the question; `evidence` comes best first.

    With a `thesaurus` less, where the best sentences tell it otherwise (rag/mismatch.py), or are liker to a lesser
    question (rag/premise.py).
    """
    if not evidence:
        return 0.0
    otherwise, liker = False, 0.0
    if thesaurus:
        otherwise = is_told_otherwise(question, evidence, thesaurus)
        if found.reader:
            liker = liker_without(question, evidence, found.rarity, found.reader, thesaurus)
    return confidence_of(signs_of(question, evidence, otherwise, liker, found.absent, found.passages))


def told_by_sides(
    sides: Sequence[tuple[Side, Found]],
    evidence: Sequence[Evidence],
    confidence: float,
    enough: float,
    thesaurus: Thesaurus | None = None,
) -> list[Told]:
    """What each side tells; `evidence` was found for the whole question, and answers it with this `confidence`.

    A side answers when its confidence is `enough`. When the surest one's, or the whole's, is, so does that side, and
    any other whose best sentence is about as good or stands in a report of the same days on the same matter.
    """
    told = []
    for side, found in sides:
        own = _of(side, found, evidence, sides)
        sure = confidence_in(side.question, own, found, thesaurus)
        if side.is_subject and any(_tells_of_subject(side, each) for each in own[:LOOKED_AT]):
            sure = max(sure, enough)
        told.append(Told(side, own, sure))
    lead = max(told, key=lambda each: each.confidence)
    if not lead.evidence or max(lead.confidence, confidence) < enough:
        return [replace(each, evidence=[]) for each in told]
    best, rarity = lead.evidence[0], sides[0][1].rarity

    def answering(each: Told) -> Told:
        if (
            each is lead
            or each.confidence >= enough
            or (each.evidence and each.evidence[0].chance >= AS_GOOD * best.chance)
        ):
            return each
        articles = {own.article.id: own.article for own in each.evidence}
        of_it = {one for one, article in articles.items() if _same_matter(best.article, article, rarity)}
        return replace(each, evidence=[own for own in each.evidence if own.article.id in of_it])

    answers = [answering(each) for each in told]
    return [
        replace(each, evidence=_report_first(each.side, each.evidence)) if each.side.is_subject else each
        for each in answers
    ]


def _of(side: Side, found: Found, evidence: Sequence[Evidence], sides: Sequence[tuple[Side, Found]]) -> list[Evidence]:
    """The sentences of a side: what its own search found, of its thing; of its period also those that print it."""
    own = ranked(side.question, found.evidence)
    if side.since:
        # Told later, or by an undated article, that prints the period and names what is asked about.
        printing = [
            each
            for each in evidence
            if side.named and side.named <= set(tokens(each.text)) and each.signal("names_passage") >= WHOLLY
        ]
        return printing if printing and (not own or own[0].chance < AS_GOOD * printing[0].chance) else own
    if not side.named:
        return own
    others = [other.named for other, _ in sides if other is not side]
    return [each for each in own if _is_about(side.named, others, each)]


def _names_subject(side: Side, evidence: Evidence) -> bool:
    """Whether a sentence holds all of a bare subject; the period need not stand in it."""
    subject = set(side.question.matter) - (side.named if side.since else frozenset())
    return evidence.signal("covered") >= WHOLLY or subject <= set(tokens(evidence.text))


def _tells_of_subject(side: Side, evidence: Evidence) -> bool:
    """Whether a sentence holds all of a bare subject, or a part while the rest stands around it."""
    part = evidence.signal("covered") >= PARTLY and evidence.signal("covered_near") >= WHOLLY
    return part or _names_subject(side, evidence)


def _report_first(side: Side, evidence: list[Evidence]) -> list[Evidence]:
    """For a bare subject that no sentence names whole: the report found first, from its beginning."""
    if not evidence or any(_names_subject(side, each) for each in evidence):
        return evidence
    report = evidence[0].article.id
    whole = [each for each in evidence if each.article.id == report and _is_whole(each.text)] or evidence[:1]
    opening = min(whole, key=lambda each: each.start)
    return [opening, *(each for each in evidence if each is not opening)]


def _is_whole(text: str) -> bool:
    """Whether it is a sentence that says something, and no heading or dateline."""
    return len(text.split()) >= SHORTEST_REPORT and _STOP.search(text) is not None


def _is_about(named: frozenset[str], others: Sequence[frozenset[str]], evidence: Evidence) -> bool:
    """Whether a sentence is about what `named` names: by its own words, else by what its article names most."""
    own = named - frozenset().union(*others) or named
    theirs = [other - named or other for other in others]
    words = set(tokens(evidence.text))
    if own <= words:
        return True
    if any(other <= words for other in theirs):
        return False
    counts = _counts(evidence.article.title, evidence.article.text)
    times = min(counts[word] for word in own)
    return times > 0 and all(times >= min(counts[word] for word in other) for other in theirs)


@lru_cache(maxsize=64)
def _counts(title: str, text: str) -> Counter[str]:
    return Counter(tokens(f"{title}\n{text}"))


def _same_matter(one: Article, other: Article, rarity: Rarity) -> bool:
    """Whether two articles of about the same days share enough telling words; more where a day is not known."""
    here, there = bounds(one.published), bounds(other.published)
    apart = timedelta(DAYS_APART)
    if here and there and not (here[0] - apart <= there[1] and there[0] - apart <= here[1]):
        return False
    opening = slice(OPENING_CHARACTERS)
    words = [set(query_terms(f"{each.title}\n{each.text[opening]}")) for each in (one, other)]
    shorter = min(words, key=len)
    shared = sum(rarity(word) for word in words[0] & words[1]) / (sum(rarity(word) for word in shorter) or 1.0)
    return shared >= (SHARED if here and there else ALIKE_UNDATED)
