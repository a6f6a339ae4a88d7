"""From weighed sentences to an Answer: which to quote, of how many events, and when to say there is none."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from corpus.article import Article
from corpus.dates import bounds, in_words
from rag.answer import Answer, Citation, Conflict, Event, Sentence, Side, Took, cite
from rag.chance import confidence_of
from rag.conflicts import find_conflict
from rag.events import Story, group_events
from rag.evidence import Evidence, Rarity, signs_of
from rag.questions import Question
from rag.retrieval import Found
from rag.words import tokens

MAX_SENTENCES = 3
MAX_EVENTS = 3
# Below this chance that the collection holds the answer, it is not claimed. Fitted with the weights: evals/fit.py.
ENOUGH_CONFIDENCE = 0.5
# A further sentence is shown when its chance is at least this share of the first one's.
WORTH_ADDING = 0.3
# A further event is shown when its best sentence's chance is at least this share of the best event's, and it
# names all that the best event's names.
AS_GOOD = 0.45
# Reports that begin less than this many days apart are one event's to a reader.
DAYS_BETWEEN_EVENTS = 7
# Two sentences with this share of their words in common say the same thing.
SAME_THING = 0.6
# What a sentence gains when its article is from the period, or the outlet, that the question names.
WANTED_GAIN, OUTLET_GAIN = 2.0, 4.0
# What a sentence of the newest article gains where the newest is asked for, half of it so many days before; the newest
# is sought among sentences whose chance is this share of the best one's.
RECENT_GAIN, RECENT_DAYS, PROMISING = 6.0, 120, 0.25
DAYS_AROUND_PERIOD = 3

CopiesOf = Callable[[Article], Sequence[Article]]

_OPEN_ENDED = re.compile(r"[^\W_][^.!?…:]*$")


@dataclass(frozen=True)
class Timer:
    """When the question came in and when its passages were found, as time.perf_counter() gives them."""

    began: float
    retrieved: float

    def took_ms(self) -> Took:
        """Milliseconds for finding, composing and both, up to now."""
        now = time.perf_counter()
        parts = (self.retrieved - self.began, now - self.retrieved, now - self.began)
        retrieve, answer, total = (round(1000 * part, 1) for part in parts)
        return Took(retrieve=retrieve, answer=answer, total=total)


def compose_answer(
    question: Question, found: Found, copies_of: CopiesOf, timer: Timer, notes: Sequence[str] = ()
) -> Answer:
    """Answer a question in one to three quoted sentences, or per event, or say what is nearest.

    `copies_of` gives the other articles that print the same words as one.
    """
    evidence = _wanted_first(question, [each for each in found.evidence if _is_quotable(each)])
    confidence = 0.0
    if evidence:
        confidence = confidence_of(signs_of(evidence, len(question.matter), found.absent, found.passages))
    citing = _Citing(copies_of)
    if not evidence or confidence < ENOUGH_CONFIDENCE:
        return _not_found(question, evidence, confidence, citing, timer, notes)
    events = _fitting_events(question, evidence, found.rarity, copies_of)
    if len(events) > 1:
        return _per_event(question, events, confidence, citing, timer, notes)
    sentences = [citing.quote(each) for each in choose(events[0][1], MAX_SENTENCES)]
    conflicts = _conflicts(question, evidence, citing)
    return Answer(
        question=question.shown,
        status="answered",
        answer=" ".join(f"{sentence.text} {_marker(sentence)}" for sentence in sentences),
        sentences=sentences,
        citations=citing.citations,
        conflicts=conflicts,
        understood=question.understood,
        notes=list(notes),
        confidence=round(confidence, 3),
        took_ms=timer.took_ms(),
    )


def choose(evidence: Sequence[Evidence], limit: int) -> list[Evidence]:
    """The sentences to show, best first: none far less sure than the first, none that says the same again."""
    chosen: list[Evidence] = []
    for each in evidence:
        if chosen and each.chance < WORTH_ADDING * chosen[0].chance:
            break
        if not any(_same_thing(each, other) for other in chosen):
            chosen.append(each)
        if len(chosen) == limit:
            break
    return chosen


def _per_event(
    question: Question,
    stories: list[tuple[Story, list[Evidence]]],
    confidence: float,
    citing: _Citing,
    timer: Timer,
    notes: Sequence[str],
) -> Answer:
    newest_first = sorted(stories, key=lambda pair: _day(pair[0].published), reverse=True)
    each_at_most = 2 if len(stories) == 2 else 1
    sentences: list[Sentence] = []
    events: list[Event] = []
    blocks: list[str] = []
    for story, evidence in newest_first:
        quoted = [citing.quote(each) for each in choose(evidence, each_at_most)]
        numbers = [number for sentence in quoted for number in sentence.citations]
        events.append(Event(published=story.published, label=story.label, citations=numbers))
        words = " ".join(f"{sentence.text} {_marker(sentence)}" for sentence in quoted)
        blocks.append(f"{in_words(story.published)}: {words}")
        sentences += quoted
    conflicts = _conflicts(question, [each for _, evidence in stories for each in evidence], citing)
    return Answer(
        question=question.shown,
        status="ambiguous",
        answer="\n\n".join(blocks),
        sentences=sentences,
        citations=citing.citations,
        events=events,
        conflicts=conflicts,
        understood=question.understood,
        notes=[f"{len(events)} events in the collection fit the question; each is answered, newest first.", *notes],
        confidence=round(confidence, 3),
        took_ms=timer.took_ms(),
    )


def _conflicts(question: Question, evidence: Sequence[Evidence], citing: _Citing) -> list[Conflict]:
    """What the articles disagree on, side by side, each side cited."""
    ranked = sorted(evidence, key=lambda each: -each.chance)
    tellings = find_conflict(question, ranked, citing.are_copies)
    if not tellings:
        return []
    sides = [
        Side(value=each.value, citations=[n for told in each.evidence for n in citing.quote(told).citations])
        for each in tellings
    ]
    return [Conflict(claim=question.understood, sides=sides)]


def _not_found(
    question: Question,
    evidence: list[Evidence],
    confidence: float,
    citing: _Citing,
    timer: Timer,
    notes: Sequence[str],
) -> Answer:
    text = "The collection does not say."
    for each in _one_an_article(evidence)[:3]:
        citing.quote(each)
    if citing.citations:
        first = citing.citations[0]
        parts = [first.title, first.outlet, in_words(first.published) if first.published else None]
        text += f" Nearest: {', '.join(part for part in parts if part)}."
    return Answer(
        question=question.shown,
        status="not_found",
        answer=text,
        nearest=citing.citations,
        understood=question.understood,
        notes=list(notes),
        confidence=round(confidence, 3),
        took_ms=timer.took_ms(),
    )


class _Citing:
    """Numbers citations as sentences are quoted."""

    def __init__(self, copies_of: CopiesOf) -> None:
        self._copies_of = copies_of
        self.citations: list[Citation] = []
        self._quoted: dict[tuple[str, int], Sentence] = {}

    def are_copies(self, one: Article, other: Article) -> bool:
        """Whether two articles print the same words or are one page."""
        return any(copy.id == other.id for copy in self._copies_of(one))

    def quote(self, evidence: Evidence) -> Sentence:
        """The sentence with its citation: of the dated, fullest article that prints these words.

        Quoted again, it is the same one.
        """
        if quoted := self._quoted.get((evidence.article.id, evidence.start)):
            return quoted
        article, printing = evidence.article, [evidence.article]
        for copy in self._copies_of(evidence.article):
            if evidence.text in copy.text:
                printing.append(copy)
        article = max(printing, key=lambda each: (bounds(each.published) is not None, each is evidence.article))
        start = evidence.start if article is evidence.article else article.text.index(evidence.text)
        others = [each for each in printing if each is not article]
        citation = cite(len(self.citations) + 1, article, start, start + len(evidence.text), others)
        self.citations.append(citation)
        sentence = Sentence(text=" ".join(evidence.text.split()), citations=[citation.n])
        self._quoted[evidence.article.id, evidence.start] = sentence
        return sentence


def _fitting_events(
    question: Question, evidence: list[Evidence], rarity: Rarity, copies_of: CopiesOf
) -> list[tuple[Story, list[Evidence]]]:
    """The event of the best sentence, and those whose best sentence answers about as well, with their sentences.

    An event's sentences are those from reports of its days, and from articles without a day.
    """
    best = evidence[0]
    articles = {each.article.id: each.article for each in evidence if each.chance >= 0.2 * best.chance}
    copies = {one: {copy.id for copy in copies_of(article)} for one, article in articles.items()}
    stories = group_events(list(articles.values()), rarity, lambda one, other: other.id in copies[one.id])
    story_of = {article.id: story for story in stories for article in story.articles}
    events: list[tuple[Story, list[Evidence]]] = []
    for each in evidence:
        story = story_of.get(each.article.id)
        if story is None:
            continue
        same = [own for event, own in events if event is story or not _apart(event, story)]
        if same:
            for own in same:
                own.append(each)
        elif not events or _as_good(each, best):
            events.append((story, [each]))
    if question.periods:
        events = [event for event in events if _in_period(question, event[0].articles)] or events[:1]
    return events[: 1 if question.outlets or question.recent else MAX_EVENTS]


def _apart(one: Story, other: Story) -> bool:
    here, there = bounds(one.published), bounds(other.published)
    if not here or not there:
        return False
    return here[0] - there[1] > timedelta(DAYS_BETWEEN_EVENTS) or there[0] - here[1] > timedelta(DAYS_BETWEEN_EVENTS)


def _as_good(other: Evidence, best: Evidence) -> bool:
    return (
        other.chance >= AS_GOOD * best.chance
        and other.signal("names") >= best.signal("names")
        and other.signal("fits_kind") >= best.signal("fits_kind")
        and not _same_thing(other, best)
    )


def _wanted_first(question: Question, evidence: list[Evidence]) -> list[Evidence]:
    """The sentences by chance, after those from the period or outlet that the question names gained some.

    Where it asks for what is newest, a sentence gains the more, the nearer its article is to the newest one.
    """
    promising = [each for each in evidence if each.chance >= PROMISING * evidence[0].chance]
    days = [bounds(each.article.published) for each in promising]
    newest = max((day[1] for day in days if day), default=date.min)

    def gained(each: Evidence) -> Evidence:
        gain = WANTED_GAIN if question.periods and _in_period(question, [each.article]) else 1.0
        gain *= OUTLET_GAIN if each.article.outlet in question.outlets else 1.0
        day = bounds(each.article.published)
        if question.recent and day:
            gain *= 1 + RECENT_GAIN * 0.5 ** (max(0, (newest - day[1]).days) / RECENT_DAYS)
        odds = each.chance / (1 - each.chance) * gain
        return replace(each, chance=odds / (1 + odds))

    if not question.periods and not question.outlets and not question.recent:
        return evidence
    return sorted(map(gained, evidence), key=lambda each: -each.chance)


def _in_period(question: Question, articles: Sequence[Article]) -> bool:
    around = timedelta(DAYS_AROUND_PERIOD)
    for article in articles:
        days = bounds(article.published)
        if days and any(first - around <= days[1] and days[0] <= last + around for first, last in question.periods):
            return True
    return False


def _is_quotable(evidence: Evidence) -> bool:
    """Whether it is a sentence and not a heading: it has some length, or ends as a sentence does."""
    return len(evidence.text.split()) >= 6 or not _OPEN_ENDED.search(evidence.text)


def _same_thing(one: Evidence, other: Evidence) -> bool:
    here, there = set(tokens(one.text)), set(tokens(other.text))
    return len(here & there) >= SAME_THING * min(len(here), len(there))


def _one_an_article(evidence: Sequence[Evidence]) -> list[Evidence]:
    first: dict[str, Evidence] = {}
    for each in evidence:
        first.setdefault(each.article.id, each)
    return list(first.values())


def _day(published: str | None) -> date:
    days = bounds(published)
    return days[0] if days else date.min


def _marker(sentence: Sentence) -> str:
    return "".join(f"[{number}]" for number in sentence.citations)
