"""Proving: a written sentence is carried by the passages it cites, or by another one that was given, or it is gone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rag.carriers import Source, read_sources
from rag.grounding import Grounding, Span, Verdict
from rag.markers import read_markers
from rag.statement import Statement, read_statement
from rag.verbs import end_of_subject, lacks_a_verb
from rag.words import tokens

Given = Mapping[int, tuple[Source, ...]]

_ADDRESS = re.compile(r"https?://\S+|www\.\S+|\S+@\S+\.\S+|\b[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?:/\S*)?\b")
_PERSON = {"he": "", "she": "", "his": "’s", "her": "’s"}
_THING = {"it": "", "its": "’s", "they": "", "their": "’s", "this": "", "these": "", "that": "", "those": ""}
_REFERS = re.compile(rf"(?<![\w’'])(?:{'|'.join((*_PERSON, *_THING))})(?!\w)", re.IGNORECASE)
# "It was the mayor who opened it": its subject stands behind.
_CLEFT = re.compile(r"it (?:is|was) (?:the |an? )?[^\W\d_a-zß-öø-ÿ]", re.IGNORECASE)
# Where a sentence begins with what it is about: "The new bridge over the Sound cost ...", in so many words at most.
_ARTICLE, _PHRASE_WORDS = re.compile(r"(?:The|A|An) "), 8
# "Firms and their workers ...": whom "they" means stands before it.
_SEVERAL = re.compile(r"(?:[A-Z][\w’'-]* )?[\w-]{3,}(?<!ward)(?<!time)(?<!way)(?<!hap)s (?:and|said|say|told) ")
# "The mayor", of whom the sentence before has told by name.
_BY_OFFICE = re.compile(r"The ([a-z]+)(?= )")
_OWNER = {"his": "her", "her": "his"}
_QUOTED = re.compile(r"[“\"][^“”\"]*[”\"]")
_FIRST_PERSON = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|us|me|[Yy]ou|[Yy]our)\b(?![-.])")
_STOP = re.compile(r"[.!…。！][\"'”’»)]*\Z")
# So many passages that a sentence does not cite are tried; one must have half of its words.
TRIED = 2
# So many further sentences are cited for values that those that carry a sentence lack.
MOST_HOLDING = 3


@dataclass(frozen=True)
class Proven:
    """A sentence without its markers, and the whole sentences of articles that carry it, the main one first."""

    text: str
    spans: tuple[Span, ...]


def prove(text: str, given: Given, grounding: Grounding, before: Proven | None) -> Proven | None:
    """The sentence with what carries it, or None where nothing given does.

    `text` has its markers. Where what they point to does not carry it, the TRIED passages that share most words with it
    are tried, each by itself. `before` is the written sentence before it, where that was proven.
    """
    marked = read_markers(text, {number: pieces[0] for number, pieces in given.items()})
    if not _is_a_sentence(marked.text):
        return None
    cited = [piece for number in marked.numbers for piece in given[number]]
    tries = [cited] if cited and not marked.faults else []
    for sources in [*tries, *_likeliest(marked.text, given)]:
        verdict = grounding.check(marked.text, sources)
        if not verdict.supported or not _addresses_stand(marked.text, sources):
            continue
        if before and not _is_of_the_same_office(marked.text, sources, grounding, before):
            continue
        if _refers(marked.text) and not _is_about_the_same(marked.text, verdict, sources, grounding, before):
            continue
        statement = read_statement(marked.text)
        proven = Proven(marked.text, _with_values(statement, verdict.carriers, sources))
        if not _is_lent_a_name(statement, proven.spans):
            return proven
    return None


def _likeliest(text: str, given: Given) -> list[tuple[Source, ...]]:
    """The passages that share most telling words with a sentence, first the one with most."""
    wanted = {word.stem for word in read_statement(text).words if word.telling}
    shared = [(len(wanted & _stems(pieces)), -number) for number, pieces in given.items()]
    return [given[-number] for count, number in sorted(shared, reverse=True)[:TRIED] if 2 * count >= len(wanted)]


def _stems(pieces: Sequence[Source]) -> frozenset[str]:
    """The words of passages as the index keeps them: cheap, for those that need not be read sentence by sentence."""
    return frozenset().union(*(_analysed(each.article.text[each.start : each.end]) for each in pieces))


@lru_cache(maxsize=1_000)
def _analysed(text: str) -> frozenset[str]:
    return frozenset(tokens(text))


def _is_a_sentence(text: str) -> bool:
    """Whether it ends like one, has a verb, and words beside its names and figures: a label or a heading does not."""
    statement = read_statement(text)
    valued = (*statement.names, *statement.figures, *statement.days)
    values = {at for each in valued for at in statement.words_in(each.start, each.end)}
    common = {0} if statement.opening else set()  # a first word has its capital from its place
    plain = any(word.telling and at not in values - common for at, word in enumerate(statement.words))
    outside = "".join(_QUOTED.split(text))
    if _FIRST_PERSON.search(outside):  # whose "we" it is nobody can tell
        return False
    return plain and not lacks_a_verb(statement) and bool(_STOP.search(text))


def _addresses_stand(text: str, sources: Sequence[Source]) -> bool:
    there = " ".join(f"{each.article.text} {each.article.url or ''}" for each in sources).casefold()
    return all(m.group().rstrip(".,;:)").casefold() in there for m in _ADDRESS.finditer(text))


def _refers(text: str) -> re.Match[str] | None:
    """The pronoun that speaks of a sentence before: one with no name before it in its own."""
    found = _REFERS.search(text)
    if not found or _CLEFT.match(text, found.start()):
        return None
    names = read_statement(text).names
    before = text[: found.start()]
    several = found.group().lower() in ("they", "their") and _SEVERAL.match(before)
    named = any(name.start < found.start() for name in names) or _ARTICLE.match(before) or several
    return None if named else found


def _is_about_the_same(
    text: str, verdict: Verdict, sources: Sequence[Source], grounding: Grounding, before: Proven | None
) -> bool:
    """Whether a sentence with a pronoun is true of whom or what the sentence before it tells of."""
    found = _refers(text)
    if before is None or found is None:
        return False
    pronoun = found.group().lower()
    if _is_owned_by_another(pronoun, text[found.end() :], verdict.carriers[0]):
        return False
    subject = _subject(before.text, person=pronoun in _PERSON)
    if subject:
        put_in = subject + {**_PERSON, **_THING}[pronoun]
        plain = f"{text[: found.start()]}{put_in}{text[found.end() :]}"
        if grounding.check(plain, sources).supported:
            return True
    return _goes_on(pronoun, verdict.carriers[0], before.spans[0])


def _is_owned_by_another(pronoun: str, behind: str, span: Span) -> bool:
    """Whether the article has "his" where the sentence has "her", before the same word."""
    owned = re.match(r"\s*([\w-]+)", behind)
    other = _OWNER.get(pronoun)
    return bool(other and owned and re.search(rf"\b{other} {re.escape(owned[1])}\b", _text(span), re.IGNORECASE))


def _is_of_the_same_office(text: str, sources: Sequence[Source], grounding: Grounding, before: Proven) -> bool:
    """Whether "The mayor" is true of the mayor whom the sentence before names; so it is where that names none."""
    office = _BY_OFFICE.match(text)
    if not office:
        return True
    title = office[1].capitalize()
    names = [before.text[name.start : name.end] for name in read_statement(before.text).names]
    named = next((name for name in names if title in name.split()[:-1]), None)
    return named is None or grounding.check(named + text[office.end() :], sources).supported


def _subject(text: str, person: bool) -> str:
    """Whom or what a sentence is about: its first name, or the things it begins with; empty where it does not show."""
    statement = read_statement(text)
    names, verb = statement.names, end_of_subject(statement)
    phrase = text[: statement.words[verb].start].strip() if verb else ""
    if names and (person or text[: names[0].start].strip().lower() in ("", "the", "a", "an")):
        return text[names[0].start : names[0].end]
    if person:
        return ""
    whole = _ARTICLE.match(phrase) and "," not in phrase and phrase.count(" ") < _PHRASE_WORDS
    return phrase if whole else ""


def _goes_on(pronoun: str, span: Span, before: Span) -> bool:
    """Whether the article itself goes on with the pronoun, right behind the sentence that carries the one before."""
    article = span.source.article
    between = article.text[before.end : span.start] if before.end <= span.start else "-"
    same = article is before.source.article and not between.strip()
    return same and bool(re.match(rf"\W*{pronoun}\b", article.text[span.start : span.end], re.IGNORECASE))


def _with_values(statement: Statement, carriers: Sequence[Span], sources: Sequence[Source]) -> tuple[Span, ...]:
    """The carriers, and with them sentences that hold a name or a number of the statement that those lack."""
    spans = list(carriers)
    held = {word for each in spans for word in _folded(_text(each))}
    valued = (*statement.names, *statement.figures)
    wanted = [statement.words[at].folded for each in valued for at in statement.words_in(each.start, each.end)]
    for word in dict.fromkeys(wanted):
        if word in held or len(spans) == len(carriers) + MOST_HOLDING:
            continue
        for told in read_sources(sources).told:
            if any(each.folded == word for each in told.statement.words):
                spans.append(Span(told.source, told.start, told.end))
                held.update(each.folded for each in told.statement.words)
                break
    return tuple(dict.fromkeys(spans))


def _is_lent_a_name(statement: Statement, spans: Sequence[Span]) -> bool:
    """Whether a name of the statement stands in a headline alone: what is cited must have it itself."""
    held = {word for each in spans for word in _folded(_text(each))}
    titles = {word for each in spans for word in _folded(each.source.article.title)}
    named = {statement.words[at].folded for name in statement.names for at in statement.words_in(name.start, name.end)}
    return bool((named & titles) - held)


def _folded(text: str) -> Iterable[str]:
    return (word.folded for word in read_statement(text).words)


def _text(span: Span) -> str:
    return span.source.article.text[span.start : span.end]
