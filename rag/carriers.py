"""The sentences of the passages that were given, and which of them carry a statement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from corpus.article import Article
from rag.sentences import sentences_beginning
from rag.statement import Statement, read_statement
from rag.words import tokens

# That something was said is no reason to look for another sentence.
_SAYING = frozenset(tokens("say says said tells told according"))
# A statement may put together so many sentences.
MOST_CARRIERS = 4
# A name, a figure or a day counts for so many other words when the sentence is looked for that tells of it.
VALUE_WEIGHT = 2.0
# The weight of one where the sentence is looked for that tells of the matter, and how near another must come to it.
SMALL_WEIGHT, NEARLY = 0.3, 0.85
# The weight there of the verb, where it is known.
VERB_WEIGHT = 1.5


@dataclass(frozen=True, eq=False)
class Source:
    """A passage that was given to be cited: `article.text[start:end]` of one stored version."""

    article: Article
    start: int
    end: int


@dataclass(frozen=True, eq=False)
class Told:
    """A sentence of a source: `source.article.text[start:end]` is its statement's text.

    `place` counts the sentences of its source; `stems` are its words as the index keeps them.
    """

    source: Source
    place: int
    start: int
    end: int
    statement: Statement
    stems: frozenset[str] = field(repr=False)


@dataclass(frozen=True)
class Given:
    """All sentences that were given, in order."""

    told: tuple[Told, ...]
    stems: frozenset[str] = field(repr=False)

    def articles(self) -> int:
        """How many articles they come from."""
        return len({each.source.article.id for each in self.told})

    def of_article(self, told: Told) -> Given:
        """The sentences of the article of one."""
        own = tuple(each for each in self.told if each.source.article.id == told.source.article.id)
        return Given(own, frozenset().union(*(each.stems for each in own)))

    def before(self, told: Told, most: int) -> list[Told]:
        """At most so many sentences that stand right before one in its source, nearest first."""
        near = [each for each in self.told if each.source is told.source and 0 < told.place - each.place <= most]
        return near[::-1]

    def around(self, told: Told) -> list[Told]:
        """The sentences right before and behind one in its source."""
        return [each for each in self.told if each.source is told.source and abs(told.place - each.place) == 1]


def read_sources(sources: Sequence[Source]) -> Given:
    """The sentences of the sources, read. A source without words has none."""
    told = tuple(
        Told(source, place, *each)
        for source in dict.fromkeys(sources)
        for place, each in enumerate(_read(source.article.text, source.start, source.end))
    )
    return Given(told, frozenset().union(*(each.stems for each in told)))


def carriers_of(statement: Statement, given: Given, first: Told | None = None) -> list[Told]:
    """The sentences that together hold most of a statement's words, the one that holds most of them first.

    `first`: begin with this one instead. Every further one holds a word that those before it lack.
    """
    weights = _weights(statement)
    left = dict(weights)
    chosen = [first] if first else []
    while len(chosen) < MOST_CARRIERS:
        for each in chosen[-1:]:
            left = {stem: weight for stem, weight in left.items() if stem not in each.stems}
        best = max(given.told, key=lambda each: _worth(each, left), default=None)
        if best is None or _worth(best, left) <= 0:
            break
        chosen.append(best)
    return chosen


def likeliest(statement: Statement, given: Given, most: int, verb: str = "") -> list[Told]:
    """The sentences that hold most of a statement's words, best first, the others only where they hold nearly as many.

    Names, figures and days count for less here: they are what may have been put into another sentence. `verb`, by its
    stem, counts for more.
    """
    values = _places_of_values(statement)
    weights = {word.stem: 1.0 for at, word in enumerate(statement.words) if word.telling and at not in values}
    weights |= {statement.words[at].stem: SMALL_WEIGHT for at in values if statement.words[at].stem not in weights}
    if verb in weights:
        weights[verb] = VERB_WEIGHT
    worths = {each: _worth(each, weights) for each in given.told}
    ranked = sorted(worths, key=lambda each: -worths[each])[:most]
    return [each for each in ranked if worths[each] > 0 and worths[each] >= NEARLY * worths[ranked[0]]]


def _weights(statement: Statement) -> dict[str, float]:
    values = _places_of_values(statement)
    return {
        word.stem: VALUE_WEIGHT if at in values else 1.0
        for at, word in enumerate(statement.words)
        if (word.telling and word.stem not in _SAYING) or at in values
    }


def _places_of_values(statement: Statement) -> frozenset[int]:
    values = (*statement.figures, *statement.days)
    return statement.named.union(at for each in values for at in statement.words_in(each.start, each.end))


def _worth(told: Told, weights: dict[str, float]) -> float:
    """The weight of the words a sentence holds; of two that hold the same, the shorter one has more."""
    held = sum(weight for stem, weight in weights.items() if stem in told.stems)
    return held - 0.002 * len(told.statement.words) if held else 0.0


@lru_cache(maxsize=1_000)
def _read(text: str, start: int, end: int) -> list[tuple[int, int, Statement, frozenset[str]]]:
    spans = [(first, min(after, end)) for first, after in sentences_beginning(text, start, end)]
    read = [(first, after, read_statement(text[first:after])) for first, after in spans or [(start, end)]]
    return [(*each, frozenset(word.stem for word in each[2].words)) for each in read if each[2].words]
