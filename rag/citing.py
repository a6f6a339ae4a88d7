"""Citing: each quoted sentence gets a number, and the article that prints it best carries it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from corpus.article import Article
from corpus.dates import bounds
from rag.answer import Citation, Sentence, cite
from rag.evidence import Evidence

CopiesOf = Callable[[Article], Sequence[Article]]


class Citing:
    """Numbers citations as sentences are quoted. `copies_of` gives the other articles that print the same words."""

    def __init__(self, copies_of: CopiesOf) -> None:
        self._copies_of = copies_of
        self.citations: list[Citation] = []
        self._quoted: list[tuple[Evidence, Sentence]] = []

    def are_copies(self, one: Article, other: Article) -> bool:
        """Whether two articles print the same words or are one page."""
        return any(copy.id == other.id for copy in self._copies_of(one))

    def quoted(self, evidence: Evidence) -> Sentence | None:
        """The sentence quoted before that is, or holds, this one."""
        for other, sentence in self._quoted:
            if other.article.id == evidence.article.id and other.start <= evidence.start and evidence.end <= other.end:
                return sentence
        return None

    def quote(self, evidence: Evidence) -> Sentence:
        """The sentence with its citation: of an article that prints these words, rather one with a day and a headline.

        Quoted again, alone or as a part, it is the same one.
        """
        if quoted := self.quoted(evidence):
            return quoted
        article, printing = evidence.article, [evidence.article]
        for copy in self._copies_of(evidence.article):
            if evidence.text in copy.text:
                printing.append(copy)
        article = max(printing, key=lambda each: (*_tells_its_source(each), each is evidence.article))
        start = evidence.start if article is evidence.article else article.text.index(evidence.text)
        others = [each for each in printing if each is not article]
        citation = cite(len(self.citations) + 1, article, start, start + len(evidence.text), others)
        self.citations.append(citation)
        sentence = Sentence(text=" ".join(evidence.text.split()), citations=[citation.n])
        self._quoted.append((evidence, sentence))
        return sentence


def _tells_its_source(article: Article) -> tuple[bool, bool]:
    return bounds(article.published) is not None, article.has_headline


def cite_with_copies(n: int, article: Article, start: int, end: int, copies_of: CopiesOf) -> Citation:
    """The citation numbered `n` of `article.text[start:end]`, with the copies that print the same words."""
    quote = article.text[start:end]
    return cite(n, article, start, end, [each for each in copies_of(article) if quote in each.text])


def in_text(sentences: Sequence[Sentence]) -> str:
    """The sentences in a row, each with the markers of its citations."""
    return " ".join(f"{each.text} {''.join(f'[{number}]' for number in each.citations)}" for each in sentences)
