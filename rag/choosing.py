"""Which sentences are shown together: the best one, and those that add to it what it does not say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rag.evidence import Evidence, Rarity
from rag.questions import Question
from rag.sentences import Span, sentence_spans, sentences_beginning
from rag.words import tokens

# A further sentence is shown when its chance, raised by what it adds, is at least this share of the first one's.
WORTH_ADDING = 0.4
# How much a sentence's chance is raised for the share of the question, by rarity, that no chosen one covers.
ADDS = 1.25
# What is left of the worth of a further one that ends in no stop: a heading says little that the sentences do not.
A_HEADING = 0.5
# So many of the best sentences are looked through for one that adds.
LOOKED_AT = 12
# Two sentences with this share of their words in common say the same thing.
SAME_THING = 0.6
# A sentence is shown with the one before it only where both together are no longer than this many characters.
LONGEST_PAIR = 500
# So far around a sentence its neighbours are looked for first.
NEAR_CHARACTERS = 1_500

_OPEN_ENDED = re.compile(r"[^\W_][^.!?…:]*$")
_STOP = re.compile(r"[.!?…][\"'”’»)\]]*$")
_LEAD = r"^\W*(?:(?:[Bb]ut|[Aa]nd|[Ss]o|[Yy]et|[Tt]hen|[Ss]till|[Ii]n) )?"
_PRONOUN = re.compile(
    rf"{_LEAD}(?:[Hh]e|[Ss]he|[Ii]t|[Tt]hey|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|[Tt]his|[Tt]hat|[Tt]hese|[Tt]hose)\b"
)
# "It was the mayor who ...": its subject stands behind.
_CLEFT = re.compile(rf"{_LEAD}[Ii]t (?:is|was) (?:the |an? )?[^\W\d_a-zß-öø-ÿ]")
_OUTCOME = re.compile(
    rf"{_LEAD}(?:[Hh]e|[Ss]he|[Ii]t|[Tt]hey) (?:did|does|do|has|have|had|was|were|is|are|will|would|could)"
    r"(?: so\b| not\b|n[’']t\b)"
)
# "Eleven sank there", "None had leaked": of what, only the sentence before says.
_COUNT_ALONE = re.compile(
    rf"{_LEAD}(?:\d+|(?i:none|both|neither|all|some|most|many|several|others|another|one|two|three|four|five|six|seven"
    r"|eight|nine|ten|eleven|twelve|\w+teen|\w+ty(?:-\w+)?))"
    r" (?:of (?:them|these|those)|was|were|is|are|has|have|had|did|do|could|would|will|\w+ed|sank|died|fell|went"
    r"|came|left|lost|won|took|gave|stood|lay|rose|broke|ran|fled)\b"
)
_DEFINITE = re.compile(rf"{_LEAD}[Tt]he [a-z]")


@dataclass(frozen=True)
class Asked:
    """A question with how much each of its words tells."""

    question: Question
    rarity: Rarity

    def share(self, words: frozenset[str] | set[str]) -> float:
        """The share of the question's telling words, by rarity, that are among `words`."""
        total = sum(self.rarity(term) for term in self.question.matter)
        return sum(self.rarity(term) for term in self.question.matter if term in words) / (total or 1.0)


def choose(asked: Asked, evidence: Sequence[Evidence], limit: int) -> list[Evidence]:
    """The sentences to show, best first, each with its neighbour where it needs that one to be understood.

    After the best one come those that add most of the question for their chance: none far less sure than the first,
    none that says the same again. A sentence shown with its neighbour counts as one of the `limit`.
    """
    chosen: list[Evidence] = []
    pool = list(evidence[:LOOKED_AT])
    while pool and len(chosen) < limit:
        covered = {word for each in chosen for word in tokens(each.text)}
        worth = [
            each.chance * (1 + ADDS * _added(asked, covered, each)) * (1.0 if _STOP.search(each.text) else A_HEADING)
            if chosen
            else each.chance
            for each in pool
        ]
        at = max(range(len(pool)), key=lambda place: (worth[place], -place)) if chosen else 0
        best = pool.pop(at)
        if chosen and worth[at] < WORTH_ADDING * chosen[0].chance:
            break
        if any(same_thing(best, other) for other in chosen):
            continue
        whole = with_outcome(asked.question, with_subject(asked.question, best))
        before = next((place for place, each in enumerate(chosen) if _inside(each, whole)), None)
        if before is None:
            chosen.append(whole)
        else:
            chosen[before] = whole
    return chosen


def _added(asked: Asked, covered: set[str], evidence: Evidence) -> float:
    return asked.share(set(tokens(evidence.text)) - covered)


def _inside(one: Evidence, other: Evidence) -> bool:
    return one.article.id == other.article.id and other.start <= one.start and one.end <= other.end


def with_subject(question: Question, evidence: Evidence) -> Evidence:
    """The sentence, with the one before it where it begins with a pronoun, or "the ...", that only that one names.

    Both together are one span of the article.
    """
    pronoun, definite = _PRONOUN.match(evidence.text), _DEFINITE.match(evidence.text)
    counted = _COUNT_ALONE.match(evidence.text)
    if _CLEFT.match(evidence.text) or not (pronoun or counted or (definite and question.names)):
        return evidence
    before = [span for span in _near(evidence) if span[1] <= evidence.start]
    if not before or evidence.end - before[-1][0] > LONGEST_PAIR:
        return evidence
    start, end = before[-1]
    text = evidence.article.text
    told = text[start:end]
    if not _STOP.search(told) or ("\n\n" in text[end : evidence.start] and definite):
        return evidence
    wanted = set(question.names) or set(question.matter)
    if counted or (pronoun and pronoun.group().lower().rstrip().endswith(("this", "that", "these", "those"))):
        wanted = set(question.matter)
    missing = wanted - set(tokens(evidence.text))
    if not missing & set(tokens(told)):
        return evidence
    return replace(evidence, start=start, text=text[start : evidence.end])


def with_outcome(question: Question, evidence: Evidence) -> Evidence:
    """The sentence, with the one after it where that says whether it came so: "He did so", "They have not".

    Only for a question whether something is so. Both together are one span of the article.
    """
    if question.kind != "yes_no":
        return evidence
    text = evidence.article.text
    after = next((span for span in _near(evidence) if span[0] >= evidence.end), None)
    if not after or after[1] - evidence.start > LONGEST_PAIR or not _OUTCOME.match(text[slice(*after)]):
        return evidence
    return replace(evidence, end=after[1], text=text[evidence.start : after[1]])


def around(evidence: Evidence) -> str:
    """The sentence with the one before and the one after it."""
    text, spans = evidence.article.text, _near(evidence)
    own = [at for at, span in enumerate(spans) if span[0] < evidence.end and evidence.start < span[1]]
    near = spans[max(0, own[0] - 1) : own[-1] + 2] if own else [(evidence.start, evidence.end)]
    return text[near[0][0] : near[-1][1]]


def _near(evidence: Evidence) -> list[Span]:
    """The sentences around one in its article, at least one before and one after it where there are; not all of a long
    article's."""
    text = evidence.article.text
    begin, end = max(0, evidence.start - NEAR_CHARACTERS), min(len(text), evidence.end + NEAR_CHARACTERS)
    spans = sentences_beginning(text, begin, end)
    before = not begin or (spans and spans[0][1] <= evidence.start)
    after = end == len(text) or (spans and spans[-1][0] >= evidence.end)
    return spans if before and after else sentence_spans(text)


def is_quotable(evidence: Evidence) -> bool:
    """Whether it is a sentence and not a heading: it has some length, or ends as a sentence does."""
    return len(evidence.text.split()) >= 6 or not _OPEN_ENDED.search(evidence.text)


def same_thing(one: Evidence, other: Evidence) -> bool:
    """Whether two sentences say the same thing, by the words they share."""
    here, there = set(tokens(one.text)), set(tokens(other.text))
    return len(here & there) >= SAME_THING * min(len(here), len(there))


def one_an_article(evidence: Sequence[Evidence]) -> list[Evidence]:
    """The first sentence of each article."""
    first: dict[str, Evidence] = {}
    for each in evidence:
        first.setdefault(each.article.id, each)
    return list(first.values())
