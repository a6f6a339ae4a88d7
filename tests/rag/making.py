"""Sentences and articles made up for tests of what is chosen from them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from corpus.article import Article, version_of
from rag.carriers import Given, Source, Told, carriers_of, likeliest, read_sources
from rag.chance import FEATURES
from rag.evidence import Evidence
from rag.faults import Fault
from rag.pairing import Pairing, pair_words
from rag.statement import Statement, read_statement
from rag.thesaurus import Thesaurus

NO_LIKES = Thesaurus({})


def article(text: str, title: str = "News", outlet: str | None = None, day: str | None = None) -> Article:
    """An article of these words; its id is its text's version."""
    version = version_of(title, text, outlet, day)
    return Article(id=version, version=version, title=title, outlet=outlet, published=day, source="test", text=text)


def evidence(source: Article, text: str, chance: float = 0.5, **signals: float) -> Evidence:
    """A sentence of an article; signals that are not given are 0."""
    start = source.text.index(text)
    values = tuple(signals.get(name, 0.0) for name in FEATURES)
    return Evidence(source, source.id, start, start + len(text), text, values, chance)


class Setting(NamedTuple):
    """A statement beside the passage it is checked against, as the checks want it."""

    statement: Statement
    given: Given
    carriers: list[Told]
    pairings: list[Pairing]


def setting(text: str, *told: str, day: str | None = None) -> Setting:
    """A statement and articles of these texts, each given as one passage; the likeliest sentence carries it."""
    sources = [source(each, day) for each in told]
    statement, given = read_statement(text), read_sources(sources)
    carriers = carriers_of(statement, given, likeliest(statement, given, 1)[0])
    return Setting(statement, given, carriers, [pair_words(statement, each.statement, NO_LIKES) for each in carriers])


def source(text: str, day: str | None = None) -> Source:
    """The whole of an article of these words."""
    return Source(article(text, day=day), 0, len(text))


def words_of(faults: Iterable[Fault]) -> list[tuple[str, str]]:
    """Each fault's kind and the words it is about."""
    return [(fault.kind, fault.words) for fault in faults]
