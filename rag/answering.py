"""From weighed sentences to an Answer: which to quote, of how many events, and when to say there is none."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from corpus.dates import bounds, in_words
from rag import answer
from rag.answer import Answer, Conflict, Event, Sentence, Took
from rag.choosing import WORTH_ADDING, Asked, choose, one_an_article
from rag.citing import Citing, CopiesOf, in_text
from rag.comparing import Told, confidence_in, ranked, told_by_sides
from rag.conflicts import find_conflict
from rag.evidence import Evidence, Rarity
from rag.fitting import Fitting, fitting_events
from rag.instructions import speaks_to_machines
from rag.premise import untold
from rag.questions import Question
from rag.retrieval import Found
from rag.sides import Side
from rag.thesaurus import Thesaurus

MAX_SENTENCES = 3
# So many of the best sentences may be shown, of several events and with what is nearest.
SHOWN = 12
# Below this chance that the collection holds the answer, it is not claimed. Fitted with the weights: evals/fit.py.
ENOUGH_CONFIDENCE = 0.5

# What is left of the confidence where a question takes for granted what is not told.
DOUBT = 0.5


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
    question: Question,
    found: Found,
    copies_of: CopiesOf,
    timer: Timer,
    notes: Sequence[str] = (),
    sides: Sequence[tuple[Side, Found]] = (),
    thesaurus: Thesaurus | None = None,
) -> Answer:
    """Answer a question in one to three quoted sentences, or per event, or per side, or say what is nearest.

    `copies_of` gives the other articles that print the same words as one; `sides` are what the question compares, each
    with what was found for it; `thesaurus` knows words of like meaning.
    """
    evidence = _for_readers(ranked(question, found.evidence))
    confidence = confidence_in(question, evidence, found, thesaurus)
    draft = _Draft(question, confidence, found.rarity, Citing(copies_of), timer, tuple(notes))
    if sides:
        told = told_by_sides(sides, evidence, draft.confidence, ENOUGH_CONFIDENCE, thesaurus)
        if any(each.evidence for each in told):
            surest = max(draft.confidence, *(each.confidence for each in told))
            return _per_side(replace(draft, confidence=surest), told)
    if not evidence or draft.confidence < ENOUGH_CONFIDENCE:
        return _not_found(draft, evidence)
    missing = untold(question, evidence, thesaurus)
    if missing:
        return _not_found(replace(draft, confidence=DOUBT * draft.confidence), evidence, _untold(question, missing))
    events = fitting_events(question, evidence, found.rarity, copies_of)
    if len(events) > 1:
        return _per_event(draft, events)
    sentences = [draft.citing.quote(each) for each in draft.choose(question, events[0].evidence, MAX_SENTENCES)]
    conflicts = _conflicts(draft, evidence)
    return draft.answer(status="answered", answer=in_text(sentences), sentences=sentences, conflicts=conflicts)


def _for_readers(evidence: Sequence[Evidence]) -> list[Evidence]:
    """The evidence without what an article says to machines, of that which may be shown."""
    shown = [each for each in evidence[:SHOWN] if not speaks_to_machines(each.article.text, each.start, each.end)]
    return [*shown, *evidence[SHOWN:]]


@dataclass(frozen=True)
class _Draft:
    """What every answer to a question has in common, and what numbers its citations."""

    question: Question
    confidence: float
    rarity: Rarity
    citing: Citing
    timer: Timer
    notes: tuple[str, ...]

    def choose(self, question: Question, evidence: Sequence[Evidence], limit: int) -> list[Evidence]:
        """The sentences to show for a question; see rag.choosing."""
        return choose(Asked(question, self.rarity), evidence, limit)

    def answer(self, notes: Sequence[str] = (), **parts: Any) -> Answer:
        """The Answer of these parts; `notes` stand before those of the draft."""
        return Answer(
            question=self.question.shown,
            understood=self.question.understood,
            citations=[] if "nearest" in parts else self.citing.citations,
            notes=[*notes, *self.notes],
            confidence=round(self.confidence, 3),
            took_ms=self.timer.took_ms(),
            **parts,
        )


def _per_event(draft: _Draft, fitting: Sequence[Fitting]) -> Answer:
    newest_first = sorted(fitting, key=lambda each: _day(each.story.published), reverse=True)
    each_at_most = 2 if len(fitting) == 2 else 1
    sentences: list[Sentence] = []
    events: list[Event] = []
    blocks: list[str] = []
    for each in newest_first:
        quoted = [draft.citing.quote(told) for told in draft.choose(draft.question, each.evidence, each_at_most)]
        numbers = [number for sentence in quoted for number in sentence.citations]
        events.append(Event(published=each.story.published, label=each.story.label, citations=numbers))
        blocks.append(f"{in_words(each.story.published)}: {in_text(quoted)}")
        sentences += quoted
    conflicts = _conflicts(draft, [told for each in fitting for told in each.evidence])
    note = f"{len(events)} events in the collection fit the question; each is answered, newest first."
    return draft.answer(
        notes=[note],
        status="ambiguous",
        answer="\n\n".join(blocks),
        sentences=sentences,
        events=events,
        conflicts=conflicts,
    )


def _per_side(draft: _Draft, told: Sequence[Told]) -> Answer:
    """Each side of a comparison answered for itself; a note says which has nothing."""
    sentences: list[Sentence] = []
    events: list[Event] = []
    blocks: list[str] = []
    each_at_most = 2 if len(told) == 2 else 1
    for each in told:
        if not each.evidence:
            continue
        fresh = [own for own in each.evidence if not draft.citing.quoted(own)]
        worth = WORTH_ADDING * each.evidence[0].chance
        chosen = draft.choose(
            each.side.question, fresh if fresh and fresh[0].chance >= worth else each.evidence, each_at_most
        )
        quoted = [draft.citing.quote(own) for own in chosen]
        numbers = [number for sentence in quoted for number in sentence.citations]
        published = draft.citing.citations[numbers[0] - 1].published
        events.append(Event(published=published, label=each.side.label, citations=numbers))
        blocks.append(f"{each.side.label}: {in_text(quoted)}")
        sentences += [sentence for sentence in quoted if sentence not in sentences]
    # Two periods, or two things, do not contradict each other.
    by_outlet = [own for each in told if each.side.outlet for own in each.evidence]
    return draft.answer(
        notes=[each.side.without() for each in told if not each.evidence],
        status="answered",
        answer="\n\n".join(blocks),
        sentences=sentences,
        events=events,
        conflicts=_conflicts(draft, by_outlet),
    )


def _conflicts(draft: _Draft, evidence: Sequence[Evidence]) -> list[Conflict]:
    """What the articles disagree on, side by side, each side cited."""
    ranked = sorted(evidence, key=lambda each: -each.chance)
    tellings = find_conflict(draft.question, ranked, draft.citing.are_copies)
    if not tellings:
        return []
    sides = [
        answer.Side(
            value=each.value, citations=[n for told in each.evidence for n in draft.citing.quote(told).citations]
        )
        for each in tellings
    ]
    return [Conflict(claim=draft.question.understood, sides=sides)]


def _untold(question: Question, missing: Sequence[str]) -> str:
    words = " or ".join(f"“{word}”" for word in missing)
    if question.kind == "yes_no":
        return f"Nothing found here tells of {words}."
    return f"The question takes for granted what nothing found here tells: {words}."


def _not_found(draft: _Draft, evidence: Sequence[Evidence], note: str = "") -> Answer:
    text = "The collection does not say."
    for each in one_an_article(evidence)[:3]:
        draft.citing.quote(each)
    nearest = draft.citing.citations
    if nearest:
        first = nearest[0]
        parts = [first.title, first.outlet, in_words(first.published) if first.published else None]
        text += f" Nearest: {', '.join(part for part in parts if part)}."
    return draft.answer(notes=[note] if note else [], status="not_found", answer=text, nearest=nearest)


def _day(published: str | None) -> date:
    days = bounds(published)
    return days[0] if days else date.min
