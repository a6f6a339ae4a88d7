"""Grounding: is a sentence carried by the passages that are cited for it, and by which words.

Figures, days, names, quotations and markers are checked exactly; roles, speakers, denials and contraries by words and
their order; the rest by shared words and word vectors. docs/grounding.md says what each sees and does not see.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Protocol

from rag.attribution import speaker_faults, unsaid_faults
from rag.carriers import Given, Source, Told, carriers_of, likeliest, read_sources
from rag.contraries import contrary_faults
from rag.coverage import coverage
from rag.days import day_faults
from rag.denials import denial_faults
from rag.doers import doer_faults
from rag.embedding import Reader
from rag.faults import Fault
from rag.figures import figure_faults
from rag.gaps import gap_faults
from rag.identities import identity_faults, is_said_beside
from rag.joins import about_the_same, cause_faults, join_faults
from rag.lists import list_faults
from rag.markers import read_markers
from rag.moods import mood_faults
from rag.names import name_faults
from rag.objects import object_faults
from rag.order import order_faults
from rag.pairing import Pairing, pair_words
from rag.quotations import quote_faults
from rag.roles import role_faults
from rag.scopes import scope_faults
from rag.sentences import sentence_spans
from rag.statement import Statement, read_statement
from rag.subjects import subject_faults
from rag.thesaurus import Thesaurus
from rag.verbs import lacks_a_verb, main_verb

# So many sentences are tried as the one that carries a statement first.
TRIED = 2
# What stands on either side of these is told side by side; so many telling words make a part.
_SIDE_BY_SIDE, WORDS_OF_A_PART = re.compile(r";\s+|,\s+(?:while|whereas|and|but)\s+"), 4
_STOP = re.compile(r"[.!?…][\"'”’»)]*\Z")
# "An earlier version of this article said that ...".
_TAKEN_BACK = re.compile(
    r"\b(?:earlier|previous|original) version\b|\b(?:misstated|incorrectly|wrongly) ", re.IGNORECASE
)
# What is left of the score for each fault.
DOUBT = 0.5


class Entailment(Protocol):
    """A model of natural language inference, to be plugged in as a further check."""

    def entails(self, told: str, statement: str) -> float:
        """The chance, 0 to 1, that a statement follows from what is told."""
        ...


@dataclass(frozen=True)
class Span:
    """Words that carry a statement: `source.article.text[start:end]`."""

    source: Source
    start: int
    end: int


@dataclass(frozen=True)
class Verdict:
    """Whether a sentence is carried, how much of it (0 to 1, from 0.5 on it is), what is wrong, and what carries it.

    `carriers` are whole sentences of the sources, the one that holds most first; `words` are, inside them, exactly
    the words that the sentence shares.
    """

    supported: bool
    score: float
    faults: tuple[Fault, ...]
    carriers: tuple[Span, ...] = ()
    words: tuple[Span, ...] = ()

    @property
    def reasons(self) -> list[str]:
        """What is wrong, each a sentence for a reader; empty where nothing is."""
        return list(dict.fromkeys(str(fault) for fault in self.faults))


class Grounding:
    """Checks sentences against passages. Safe to use from several threads."""

    def __init__(
        self, reader: Reader, thesaurus: Thesaurus, entailment: Entailment | None = None, every_word: bool = False
    ) -> None:
        """`reader` should keep its readings (rag.embedding.Remembering): passages are read again and again.

        `every_word`: a single word that nothing cited has, and no like one, fails a sentence, and one that fails has
        no score. For what is to be shown; a judge of others' sentences would refuse too many that are true.
        """
        self._reader = reader
        self._thesaurus = thesaurus
        self._entailment = entailment
        self._every_word = every_word

    def check_marked(self, text: str, given: Mapping[int, Source]) -> Verdict:
        """Check a sentence against the passages its markers point to; a marker to none of those given fails it."""
        marked = read_markers(text, given)
        if marked.faults:
            return Verdict(False, 0.0, marked.faults)
        return self.check(marked.text, [given[number] for number in marked.numbers])

    def check(self, text: str, sources: Sequence[Source]) -> Verdict:
        """Check a text, each of its sentences for itself, against passages cited for all of it."""
        given = read_sources(sources)
        statements = [read_statement(text[start:end]) for start, end in sentence_spans(text)]
        checked = [self._check(statement, given) for statement in statements if statement.words]
        if not checked:
            return Verdict(False, 0.0, (Fault("nothing"),))
        misquoted = tuple(quote_faults(text, sources))
        score = min(each.score for each in checked)
        return Verdict(
            supported=not misquoted and all(each.supported for each in checked),
            score=round(min(score, 0.49) * DOUBT ** len(misquoted), 3) if misquoted else score,
            faults=misquoted + tuple(fault for each in checked for fault in each.faults),
            carriers=_distinct(span for each in checked for span in each.carriers),
            words=_distinct(span for each in checked for span in each.words),
        )

    def _check(self, statement: Statement, given: Given) -> Verdict:
        firsts = likeliest(statement, given, TRIED, main_verb(statement) if self._every_word else "")
        if self._every_word:
            firsts = [each for each in firsts if _tells(each.statement, statement)]
        if not firsts:
            return Verdict(False, 0.0, (Fault("nothing"),))
        best: Verdict | None = None
        for first in firsts:
            verdict = self._check_by(statement, given, carriers_of(statement, given, first))
            if best is None or verdict.score > best.score:
                best = verdict
            if best.supported:
                break
        assert best is not None
        # Two articles may each tell a part.
        parts = [] if best.supported or given.articles() < 2 else _parts(statement)
        return _joined(best, [self._check(read_statement(part), given) for part in parts])

    def _check_by(self, statement: Statement, given: Given, carriers: Sequence[Told]) -> Verdict:
        every = [(each, pair_words(statement, each.statement, self._thesaurus)) for each in carriers]
        if self._every_word:
            kept = about_the_same(statement, carriers, given)
            carriers, pairings = kept, [pairing for each, pairing in every if each in kept]
            given = given.of_article(carriers[0])  # what another article has is told of another event
        else:
            pairings = [pairing for _, pairing in every]
        faults = [
            *figure_faults(statement, carriers, given, pairings[0], self._thesaurus, strict=self._every_word),
            *day_faults(statement, carriers[0], given, pairings[0], strict=self._every_word),
            *name_faults(statement, carriers[0], given, pairings[0], self._thesaurus),
            *denial_faults(statement, carriers, pairings),
            *contrary_faults(statement, carriers, pairings),
            *role_faults(statement, carriers, pairings),
            *speaker_faults(statement, carriers, given, self._thesaurus),
            *cause_faults(statement, carriers, given, pairings, strict=self._every_word),
        ]
        if not self._every_word:
            faults += join_faults(statement, carriers, given, pairings)
        elif not faults:
            faults += _before_it_is_shown(statement, carriers, pairings, given)
            faults += subject_faults(statement, every, given, self._thesaurus)
        if self._every_word and faults:  # how much of it is told does not matter then
            return Verdict(False, 0.0, tuple(faults))
        held = coverage(statement, carriers, pairings, _exact(statement, faults), self._reader)
        faults += gap_faults(statement, held, every_word=self._every_word)
        share = sum(held.values()) / len(held) if held else 1.0
        if not faults and self._entailment and not self._is_entailed(statement, carriers):
            faults.append(Fault("entailment"))
        score = share if not faults else min(share, 0.99) * DOUBT ** len(faults)
        return Verdict(
            supported=not faults,
            score=round(score if not faults else min(score, 0.49), 3),
            faults=tuple(faults),
            carriers=tuple(Span(each.source, each.start, each.end) for each in carriers),
            words=tuple(_shared(carriers, pairings, statement)),
        )

    def _is_entailed(self, statement: Statement, carriers: Sequence[Told]) -> bool:
        assert self._entailment is not None
        told = " ".join(each.statement.text for each in carriers)
        return self._entailment.entails(told, statement.text) >= 0.5


def _exact(statement: Statement, faults: Sequence[Fault]) -> frozenset[int]:
    """The places of words in figures, days, names and quotations that no fault was found with."""
    wrong = {fault.words for fault in faults}
    values = [(each.start, each.end) for each in (*statement.figures, *statement.days, *statement.names)]
    return frozenset(
        at
        for start, end in (*values, *statement.quotations)
        if statement.text[start:end] not in wrong
        for at in statement.words_in(start, end)
    )


def _before_it_is_shown(
    statement: Statement, carriers: Sequence[Told], pairings: Sequence[Pairing], given: Given
) -> Iterator[Fault]:
    """The faults that only what is to be shown is looked through for."""
    if not is_said_beside(statement, carriers[0].statement):
        yield from mood_faults(statement, carriers, pairings)
        yield from unsaid_faults(statement, carriers[0], pairings[0])
    yield from scope_faults(statement, carriers, pairings)
    yield from order_faults(statement, carriers, pairings)
    yield from object_faults(statement, carriers, pairings, given)
    yield from doer_faults(statement, carriers[0].statement, pairings[0])
    yield from list_faults(statement, carriers[0].statement, pairings[0])
    yield from identity_faults(statement, carriers)
    for fault in contrary_faults(statement, carriers[:1], pairings[:1]):
        if fault.kind == "opposite":
            yield fault


def _tells(told: Statement, statement: Statement) -> bool:
    """Whether a sentence tells anything: a heading does not, and a correction takes back what it repeats."""
    taken_back = _TAKEN_BACK.search(told.text) and not _TAKEN_BACK.search(statement.text)
    heading = lacks_a_verb(told) and not _STOP.search(told.text)
    return not (taken_back or heading)


def _parts(statement: Statement) -> list[str]:
    """What a sentence puts side by side, each with words enough to be checked for itself; empty where it does not."""
    parts = [part.strip() for part in _SIDE_BY_SIDE.split(statement.text)]
    telling = [sum(word.telling for word in read_statement(part).words) for part in parts]
    return parts if len(parts) > 1 and min(telling) >= WORDS_OF_A_PART and not statement.quotations else []


def _joined(whole: Verdict, parts: Sequence[Verdict]) -> Verdict:
    """The verdict on parts that are all carried, each by its own sentences; else the one on the whole."""
    if not parts or not all(part.supported for part in parts):
        return whole
    return Verdict(
        supported=True,
        score=min(part.score for part in parts),
        faults=(),
        carriers=_distinct(span for part in parts for span in part.carriers),
        words=_distinct(span for part in parts for span in part.words),
    )


def _shared(carriers: Sequence[Told], pairings: Sequence[Pairing], statement: Statement) -> list[Span]:
    """The runs of words that each carrier shares with the statement."""
    spans = []
    for each, pairing in zip(carriers, pairings, strict=True):
        places = sorted({place for at, place in pairing.same.items()} | {place for place, _ in pairing.like.values()})
        for _, run in groupby(enumerate(places), key=lambda item: item[1] - item[0]):
            taken = [each.statement.words[place] for _, place in run]
            if any(word.telling for word in taken):
                spans.append(Span(each.source, each.start + taken[0].start, each.start + taken[-1].end))
    return spans


def _distinct(spans: Iterable[Span]) -> tuple[Span, ...]:
    return tuple(dict.fromkeys(spans))
