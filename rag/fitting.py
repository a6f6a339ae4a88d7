"""Which events fit a question: that of the best sentence, and those that answer about as well."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache

from corpus.dates import bounds
from rag.choosing import same_thing
from rag.citing import CopiesOf
from rag.events import Story, group_events
from rag.evidence import Evidence, Rarity
from rag.preference import in_period
from rag.questions import Question
from rag.words import tokens

MAX_EVENTS = 3
# A further event is shown when its best sentence's chance is at least this share of the best event's, and it
# names all that the best event's names.
AS_GOOD = 0.55
# And it covers this share of what the best one covers of the question, unless a period says which event is meant.
AS_COVERED = 0.8
# Reports that begin less than this many days apart are one event's to a reader.
DAYS_BETWEEN_EVENTS = 7
# An article belongs to an event when its best sentence's chance is at least this share of the best one's.
PROMISING = 0.3


@dataclass(frozen=True)
class Fitting:
    """An event that fits, with its sentences, best first."""

    story: Story
    evidence: list[Evidence]


def fitting_events(
    question: Question, evidence: Sequence[Evidence], rarity: Rarity, copies_of: CopiesOf
) -> list[Fitting]:
    """The event of the best sentence, and those whose best sentence answers about as well, with their sentences.

    An event's sentences are those from reports of its days, and from articles without a day.
    """
    best = evidence[0]
    articles = {each.article.id: each.article for each in evidence if each.chance >= PROMISING * best.chance}
    copies = {one: {copy.id for copy in copies_of(article)} for one, article in articles.items()}
    stories = group_events(list(articles.values()), rarity, lambda one, other: other.id in copies[one.id])
    story_of = {article.id: story for story in stories for article in story.articles}
    events: list[Fitting] = []
    for each in evidence:
        story = story_of.get(each.article.id)
        if story is None:
            continue
        same = [event for event in events if event.story is story or not _apart(event.story, story)]
        if same:
            for event in same:
                event.evidence.append(each)
        elif not events or (
            _as_good(question, each, best) and _shares_subject(question, story, events[0].story, rarity)
        ):
            events.append(Fitting(story, [each]))
    meant = [event for event in events if in_period(question, event.story.articles)]
    events = meant or (events[:1] if question.periods else events)
    return events[: 1 if question.outlets or question.recent else MAX_EVENTS]


def _shares_subject(question: Question, other: Story, best: Story, rarity: Rarity) -> bool:
    """Whether another event, too, is about the rarest name of the question that the best one is about.

    "Twelve years after the Lantern Bridge" names it in passing. A period says itself which events are meant.
    """
    named = sorted(name for name in question.names if _is_about(best, name))
    return not named or bool(question.periods) or _is_about(other, max(named, key=rarity))


def _is_about(story: Story, word: str) -> bool:
    return any(word in _subjects(article.title, article.text) for article in story.articles)


# Kept, since one event after the other is compared with the best one.
@lru_cache(maxsize=200)
def _subjects(title: str, text: str) -> frozenset[str]:
    """The words of a headline, and those that the report below has twice."""
    return frozenset(tokens(title)).union(word for word, count in Counter(tokens(text)).items() if count > 1)


def _apart(one: Story, other: Story) -> bool:
    here, there = bounds(one.published), bounds(other.published)
    if not here or not there:
        return False
    return here[0] - there[1] > timedelta(DAYS_BETWEEN_EVENTS) or there[0] - here[1] > timedelta(DAYS_BETWEEN_EVENTS)


def _as_good(question: Question, other: Evidence, best: Evidence) -> bool:
    # Whether something is so is asked of one event: another one must tell as much of it, or be of the time asked for.
    if question.kind == "yes_no" and not question.periods and other.signal("covered") < best.signal("covered"):
        return False
    if not question.periods and other.signal("covered_near") < AS_COVERED * best.signal("covered_near"):
        return False
    return (
        other.chance >= AS_GOOD * best.chance
        and other.signal("names") >= best.signal("names")
        and other.signal("fits_kind") >= best.signal("fits_kind")
        and not same_thing(other, best)
    )
