"""Which sentences of the passages found answer a question, and how surely.

A sentence is weighed by plain signals (shared rare words, likeness in meaning, whether it holds a number where
a number was asked for ...) joined by a logistic model. The weights were fitted by `python -m evals.fit`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate, pairwise

from corpus.article import Article
from corpus.dates import in_words
from rag.alignment import Cosines, Spelling, answers_asking, closest, spell, worths
from rag.chance import FEATURES, chance_of
from rag.embedding import Reader, Reading
from rag.kinds import fits_kind
from rag.nations import one_nation
from rag.opposites import denies, is_opposed, opposites
from rag.questions import Question
from rag.sentences import Span, sentences_beginning
from rag.store import Passage
from rag.thesaurus import Thesaurus
from rag.words import tokens

# So many sentences are compared by meaning for one question, and one of each passage that has none among them, as far
# as MOST_CHARACTERS reach: 30 together in newsquiz2022. Measured: docs/evaluation.md.
MOST_PROMISING = 16
# The asking word of a question with more telling words than these counts less, in proportion: they tell more than it.
FEW_WORDS = 5
# Added to the counts of words, so that in a small archive a word is neither common nor rare by accident.
PRIOR_PASSAGES = 50
# A sentence longer than this is a list or a page without stops; only its start is compared by meaning.
MAX_SENTENCE_CHARACTERS = 1_200
# So many characters are compared for one question, less where sentences are short; what promises least is left out.
# Measured: docs/evaluation.md, "Speed".
MOST_CHARACTERS = 4_500
# What "Azerbaijani" counts where the question has "Azerbaijan".
OF_THE_NATION = 0.9
_CAPITALISED = re.compile(r"[^\W\d_a-zß-öø-ÿ][^\W\d_]+")


@dataclass(frozen=True)
class Candidate:
    """A passage found for a question, its article, and its scores from retrieval.

    `fused` and `likeness` (cosine) come from the indexes; `score` is `fused` with what its sentences add.
    """

    passage: Passage
    article: Article
    fused: float
    likeness: float
    score: float = 0.0


@dataclass(frozen=True)
class Evidence:
    """A sentence that may answer: `article.text[start:end] == text`, and the chance that it does."""

    article: Article
    passage_id: str
    start: int
    end: int
    text: str
    signals: tuple[float, ...]
    chance: float

    def signal(self, name: str) -> float:
        """One of FEATURES by its name."""
        return self.signals[FEATURES.index(name)]


Rarity = Callable[[str], float]


def rarity_of(frequency: Callable[[str], int], passages: int) -> Rarity:
    """How much a word tells: its inverse document frequency among so many passages.

    Smoothed by PRIOR_PASSAGES passages, of which a word stands in one.
    """

    @cache
    def rarity(term: str) -> float:
        return math.log((passages + PRIOR_PASSAGES) / (frequency(term) + 1))

    return rarity


def weigh_sentences(
    question: Question,
    candidates: Sequence[Candidate],
    rarity: Rarity,
    reader: Reader,
    thesaurus: Thesaurus,
    most_characters: int = MOST_CHARACTERS,
) -> list[Evidence]:
    """Every sentence of `candidates` that is worth a look, with its chance of answering, best first.

    `candidates` come best first. Compared by meaning are the MOST_PROMISING sentences by words, and the most promising
    one of every passage, up to so many characters.
    """
    lookup = _Lookup(question, rarity, thesaurus)
    drafts = _most_promising([_drafts(lookup, candidate) for candidate in candidates], most_characters)
    if not drafts:
        return []
    asked, *told = reader.read([question.text, *(draft.text[:MAX_SENTENCE_CHARACTERS] for draft in drafts)])
    spelling = spell(asked)
    weighed = [
        Evidence(
            article=draft.candidate.article,
            passage_id=draft.candidate.passage.id,
            start=draft.start,
            end=draft.end,
            text=draft.text,
            signals=(signals := draft.signals(lookup, asked, spelling, reading, nearest)),
            chance=chance_of(signals),
        )
        for draft, reading, nearest in zip(drafts, told, closest(asked, told), strict=True)
    ]
    return sorted(weighed, key=lambda evidence: -evidence.chance)


def _most_promising(passages: Sequence[Sequence[_Draft]], most_characters: int) -> list[_Draft]:
    """The MOST_PROMISING drafts of all, and the first of every passage, since passages are ranked by it.

    No more than so many characters of them: the passages that come last go without.
    """
    chosen = sorted((draft for drafts in passages for draft in drafts), key=_promise, reverse=True)[:MOST_PROMISING]
    firsts = (max(drafts, key=_promise) for drafts in passages if drafts)
    chosen += [draft for draft in firsts if draft not in chosen]
    lengths = accumulate(min(len(draft.text), MAX_SENTENCE_CHARACTERS) for draft in chosen)
    return [draft for draft, length in zip(chosen, lengths, strict=True) if length <= most_characters]


def _promise(draft: _Draft) -> float:
    return draft.promise


def passages_covered(
    question: Question, candidates: Sequence[Candidate], rarity: Rarity, thesaurus: Thesaurus
) -> dict[str, float]:
    """For each passage id the share of the question's matter, by rarity, that the passage and its heading hold."""
    lookup = _Lookup(question, rarity, thesaurus)
    return {
        each.passage.id: lookup.share(lookup.held(_heading(each.article)).union(*map(lookup.held, words_of(each)[1])))
        for each in candidates
    }


class _Lookup:
    """A question prepared for being compared with many sentences."""

    def __init__(self, question: Question, rarity: Rarity, thesaurus: Thesaurus) -> None:
        self.question = question
        self.rarities = weights = {term: rarity(term) for term in question.matter}
        self.weights = {term: weight * (1.5 if term in question.names else 1.0) for term, weight in weights.items()}
        self.total = sum(self.weights.values()) or 1.0
        # What a word is worth for each of the question's words. A name has no synonym: another president is another
        # person.
        self._worth: dict[str, dict[str, float]] = {term: {term: 1.0} for term in weights}
        for term in weights.keys() - question.names:
            for word, worth in thesaurus.similar(term).items():
                self._worth.setdefault(word, {})[term] = worth
        self._nations = _by_nation(question)
        for word, term in self._nations.items():
            self._worth.setdefault(word, {}).setdefault(term, OF_THE_NATION)
        asked = tokens(question.text)
        kept = set(question.terms)
        self.pairs = {pair for pair in pairwise(asked) if kept.intersection(pair)}
        self.asked = frozenset(asked)
        # Of whether something is so, the opposite is an answer.
        asks_a_fact = question.kind != "yes_no"
        self._opposites = {term: found for term in self.asked if (found := opposites(term))} if asks_a_fact else {}
        self._opposing = frozenset[str]().union(*self._opposites.values())
        self.denies = asks_a_fact and denies(question.text)
        self._telling = question.names.union(self._worth)
        self.share = cache(self._share)

    def held(self, words: Iterable[str]) -> frozenset[str]:
        """Those of `words` that the question has or that are like one it has: all that a share depends on."""
        return self._telling.intersection(words)

    def _share(self, words: frozenset[str]) -> float:
        """The share of the question's matter, by rarity, that `words` hold; a like word counts for a part."""
        best = self._best(words)
        return sum(weight * best[term] for term, weight in self.weights.items() if term in best) / self.total

    def share_met(self, words: frozenset[str], by_vector: Mapping[str, float]) -> float:
        """The same, where a word that `words` lack counts what `by_vector` says it does; a name does not.

        Names weigh no more than other words here, so that both shares together tell how much they matter.
        """
        met = self._best(words)
        for term in by_vector.keys() & self.rarities.keys() - self.question.names:
            met[term] = max(met.get(term, 0.0), by_vector[term])
        whole = sum(self.rarities.values()) or 1.0
        return sum(weight * met[term] for term, weight in self.rarities.items() if term in met) / whole

    def _best(self, words: frozenset[str]) -> dict[str, float]:
        best: dict[str, float] = {}
        for word in words:
            for term, worth in self._worth.get(word, {}).items():
                best[term] = max(best.get(term, 0.0), worth)
        return best

    def opposes(self, words: Sequence[str]) -> bool:
        """Whether `words` have an opposite of a word of the question, and not the word."""
        return not self._opposing.isdisjoint(words) and is_opposed(self._opposites, frozenset(words))

    def share_of_names(self, words: frozenset[str]) -> float:
        """The share of the question's names that `words` hold; one where it names nothing."""
        names = self.question.names
        held = (names & words).union(self._nations[word] for word in self._nations.keys() & words)
        return len(held) / len(names) if names else 1.0


def _by_nation(question: Question) -> dict[str, str]:
    """By the stem of each other word for a nation that a name of the question has ("Azerbaijani"): that name."""
    found: dict[str, str] = {}
    for word in _CAPITALISED.findall(question.text):
        for name in question.names.intersection(tokens(word)):
            stems = {stem for other in one_nation(word.casefold()) for stem in tokens(other)}
            found |= dict.fromkeys(stems.difference(question.terms), name)
    return found


@dataclass(frozen=True, eq=False)
class _Draft:
    """A sentence with what can be said of it from words alone."""

    candidate: Candidate
    start: int
    end: int
    text: str
    promise: float
    own: frozenset[str]
    by_words: tuple[float, ...]

    def signals(
        self, lookup: _Lookup, asked: Reading, spelling: Spelling, told: Reading, nearest: Cosines
    ) -> tuple[float, ...]:
        """In the order of FEATURES, once question and sentence are read; `nearest` is what `closest` gives for it."""
        likeness = float(told.vector @ asked.vector)
        answering = answers_asking(asked, nearest) * min(1.0, FEW_WORDS / max(1, len(lookup.question.matter)))
        met = lookup.share_met(self.own, worths(spelling, nearest))
        return (likeness, answering, self.candidate.likeness, met, *self.by_words)


def words_of(candidate: Candidate) -> tuple[list[Span], list[tuple[str, ...]]]:
    """The spans of a passage's sentences in its article, and the analysed words of each."""
    return _read_passage(candidate.article.text, candidate.passage.start, candidate.passage.end)


@lru_cache(maxsize=4_000)
def _read_passage(text: str, start: int, end: int) -> tuple[list[Span], list[tuple[str, ...]]]:
    spans = [(first, min(after, end)) for first, after in sentences_beginning(text, start, end)] or [(start, end)]
    return spans, [tuple(tokens(text[first:after])) for first, after in spans]


def _heading(article: Article) -> tuple[str, ...]:
    return _read_heading(article.title, article.outlet, article.published)


@lru_cache(maxsize=4_000)
def _read_heading(title: str, outlet: str | None, published: str | None) -> tuple[str, ...]:
    return tuple(tokens(f"{title}\n{outlet or ''}\n{in_words(published)}"))


def _drafts(lookup: _Lookup, candidate: Candidate) -> list[_Draft]:
    article = candidate.article
    spans, listed = words_of(candidate)
    heading, held = lookup.held(_heading(article)), [lookup.held(words) for words in listed]
    whole = heading.union(*held)
    covered_passage = lookup.share(whole)
    drafts = []
    for at, ((start, end), words) in enumerate(zip(spans, listed, strict=True)):
        own = held[at]
        near = own.union(heading, *held[max(0, at - 1) : at + 2])
        covered, covered_near = lookup.share(own), lookup.share(near)
        text = article.text[start:end]
        by_words = (
            covered,
            covered_near,
            covered_passage,
            lookup.share_of_names(near),
            lookup.share_of_names(whole),
            len(lookup.pairs.intersection(pairwise(words))) / len(lookup.pairs) if lookup.pairs else 0.0,
            fits := fits_kind(lookup.question.kind, text, lookup.asked),
            float(lookup.opposes(words)),
            float(lookup.denies and not denies(text)),
            float(text.rstrip("\"'”’ )").endswith("?")),
            1.0 / (1.0 + len(words)),
        )
        promise = candidate.fused + covered + 0.3 * covered_near + 0.2 * fits
        drafts.append(_Draft(candidate, start, end, text, promise, own, by_words))
    return drafts
