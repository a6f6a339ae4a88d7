"""The desk: what is asked of the house, answered from the collection's own facts.

Where articles are named, each is cited by its first sentence, of those on a subject by the first that names it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from corpus.article import Article
from corpus.dates import in_words
from rag.answer import Answer, Citation, Hit, Sentence, cite
from rag.enquiries import Enquiry
from rag.periods import days_in_words
from rag.questions import Question
from rag.sentences import sentence_spans
from rag.store import Store
from rag.words import query_terms, tokens

if TYPE_CHECKING:
    from rag.answering import Timer

MOST_LISTED = 5  # articles in a list
MOST_IN_ORDER = 10  # articles in a timeline
SUMMED_UP = 3  # sentences of an article that is summed up
LOOKED_THROUGH = 50  # hits among which those on a subject are counted
SHORTEST_SENTENCE = 5  # words; less is a heading
SCRAP = 8  # words; less may be what a dateline or a caption left over


@dataclass(frozen=True)
class Desk:
    """Where enquiries are answered: over one collection, its search, and the filters of the reader."""

    store: Store
    search: Callable[[str, int], list[Hit]]
    copies_of: Callable[[Article], Sequence[Article]]
    passing: set[str] | None

    def answer(self, enquiry: Enquiry, question: Question, timer: Timer) -> Answer | None:
        """The answer to an enquiry; None where nothing in the collection is on its subject."""
        if enquiry.kind == "size" and enquiry.about and not question.outlets:
            return None
        if enquiry.kind in ("from", "about", "new_on") and _is_only_an_outlet(enquiry.about, question):
            enquiry = Enquiry("new")
        if enquiry.kind == "from":
            return None
        if enquiry.kind in ("about", "new_on", "outlets_on", "timeline"):
            return self._on_subject(enquiry, question, timer)
        if enquiry.kind == "summary":
            return self._summed_up(enquiry.about, question, timer)
        if enquiry.kind in ("new", "oldest"):
            dated, among = self._dated(question)
            if dated:
                shown = dated[:MOST_LISTED] if enquiry.kind == "new" else dated[::-1][:MOST_LISTED]
                held = self.store.articles(shown)
                lead = _lead_of_dated(enquiry.kind, question, among)
                listed = self._listed(lead, [held[each] for each in shown], question, timer)
                return listed.model_copy(update={"notes": _none_of_the_period(enquiry.kind, question, among)})
        return _answer(question, self._facts(enquiry.kind, question), timer)

    def _facts(self, kind: str, question: Question) -> str:
        outlets = self.store.outlets()
        held = self._holdings(question)
        if kind == "thanks":
            return "You are welcome. Ask on whenever you like."
        if kind == "help":
            return (
                "Dateline answers questions over these articles in their own sentences, each with its source, and says "
                f"so when they do not tell. {held} Ask who, when, where, how many or why; name a period or an outlet; "
                "or ask what is new, what there is on a subject, or which outlets are here."
            )
        if kind == "outlets" and outlets:
            named = ", ".join(f"{name} ({count:,})" for name, count in outlets.items())
            return (
                f"{len(outlets):,} outlet{'' if len(outlets) == 1 else 's'} are here, each with its articles: {named}."
            )
        return f"Good day. {held} Ask what you would like to know of them." if kind == "greeting" else held

    def _holdings(self, question: Question) -> str:
        if question.outlets:
            counts = self.store.outlets()
            return " ".join(
                f"{name} has {_counted(counts[name], 'article')} here." for name in sorted(question.outlets)
            )
        articles, outlets = self.store.counts()["articles"], len(self.store.outlets())
        if not articles:
            return "There is no article here yet."
        first, last = self.store.rows("SELECT min(first_day), max(last_day) FROM articles")[0]
        between = ""
        if first:
            days = [in_words(date.fromordinal(day).isoformat()) for day in (first, last)]
            between = f", from {days[0]} to {days[1]}"
        return f"The collection holds {_counted(articles, 'article')} of {_counted(outlets, 'outlet')}{between}."

    def _dated(self, question: Question) -> tuple[list[str], int]:
        """The ids of dated articles, newest first, of the outlets asked for and of the periods where any are of these.

        And how many are of the periods.
        """
        rows = self.store.rows(
            "SELECT id, first_day, last_day, outlet FROM articles WHERE last_day IS NOT NULL AND copy_of IS NULL "
            "ORDER BY last_day DESC, published DESC, id"
        )
        dated = [
            row
            for row in rows
            if (self.passing is None or row[0] in self.passing) and (not question.outlets or row[3] in question.outlets)
        ]
        asked = [
            row
            for row in dated
            if any(row[2] >= first.toordinal() and row[1] <= last.toordinal() for first, last in question.periods)
        ]
        return [row[0] for row in asked or dated], len(asked)

    def _on_subject(self, enquiry: Enquiry, question: Question, timer: Timer) -> Answer | None:
        wanted = set(query_terms(enquiry.about))
        order = {hit.article_id: hit.rank for hit in self.search(enquiry.about, LOOKED_THROUGH)}
        found = self.store.articles(order)
        on_it = [
            article
            for article in found.values()
            if wanted <= set(tokens(f"{article.title}\n{article.outlet or ''}\n{article.text}"))
        ]
        if not on_it:
            return None
        on_it.sort(key=lambda article: (order[article.id], article.id))
        if enquiry.kind == "new_on":
            on_it.sort(key=lambda article: article.published or "", reverse=True)
            # Rather those that name it in their headline than those that mention it.
            on_it.sort(key=lambda article: wanted.isdisjoint(tokens(article.title)))
        if enquiry.kind == "timeline":
            return self._in_order(enquiry.about, on_it, wanted, question, timer)
        if enquiry.kind == "outlets_on":
            first = {article.outlet: article for article in reversed(on_it) if article.outlet}
            one_each = [article for article in on_it if article.outlet and first[article.outlet] is article]
            named = ", ".join(str(article.outlet) for article in one_each)
            lead = f"{_counted(len(one_each), 'outlet')}: {named}."
            return self._listed(lead, one_each, question, timer, wanted)
        lead = _lead_on(enquiry.about, on_it)
        if len(on_it) > MOST_LISTED:
            lead += f", the {'newest' if enquiry.kind == 'new_on' else 'closest'} of them"
        shown = self._once(on_it)[:MOST_LISTED]
        if enquiry.kind == "new_on":
            shown.sort(key=lambda article: article.published or "", reverse=True)
        return self._listed(f"{lead}:", shown, question, timer, wanted)

    def _once(self, articles: Sequence[Article]) -> list[Article]:
        """The articles in order, of those that print the same words only the first."""
        printed: dict[str, Article] = {}
        for each in articles:
            if not any(copy.id in printed for copy in self.copies_of(each)):
                printed[each.id] = each
        return list(printed.values())

    def _in_order(
        self, about: str, on_it: Sequence[Article], wanted: Collection[str], question: Question, timer: Timer
    ) -> Answer:
        """The closest articles on a subject, earliest first; those without a day come last."""
        closest = self._once(on_it)[:MOST_IN_ORDER]
        told = sorted(closest, key=lambda each: (each.published is None, each.published))
        lead = _lead_on(about, on_it) + (", the closest of them" if len(closest) == MOST_IN_ORDER else "")
        return self._listed(f"{lead}, earliest first:", told, question, timer, wanted)

    def _listed(
        self,
        lead: str,
        articles: Sequence[Article],
        question: Question,
        timer: Timer,
        wanted: Collection[str] = (),
    ) -> Answer:
        """Each article by its first sentence that has most of the `wanted` words."""
        citations = [self._cited(each, n, self._opening(each, wanted)) for n, each in enumerate(articles, 1)]
        lines = [lead]
        for each in citations:
            told = ", ".join(part for part in (in_words(each.published), each.outlet, each.title) if part)
            lines.append(f"{told}: {' '.join(each.quote.split())} [{each.n}]")
        return _answer(question, "\n\n".join(lines), timer, citations)

    def _summed_up(self, about: str, question: Question, timer: Timer) -> Answer | None:
        wanted = set(query_terms(about))
        for hit in self.search(about, 3):
            article = self.store.article(hit.article_id)
            if wanted & set(tokens(f"{article.title}\n{article.text}")):
                spans = self._leads(article, SUMMED_UP)
                citations = [self._cited(article, n, span) for n, span in enumerate(spans, 1)]
                told = ", ".join(part for part in (article.title, article.outlet, in_words(article.published)) if part)
                text = " ".join(f"{' '.join(each.quote.split())} [{each.n}]" for each in citations)
                return _answer(question, f"{told}: {text}", timer, citations)
        return None

    def _opening(self, article: Article, wanted: Collection[str]) -> tuple[int, int]:
        """The first sentence that has most of the `wanted` words, rather one that is no scrap."""

        def worth(span: tuple[int, int]) -> tuple[int, bool]:
            text = article.text[slice(*span)]
            return len(set(wanted).intersection(tokens(text))), len(text.split()) >= SCRAP

        return max(self._leads(article), key=worth)

    def _leads(self, article: Article, count: int | None = None) -> list[tuple[int, int]]:
        """Spans of the article's first sentences that are no headings; of its whole text where it has none."""
        spans = [
            span
            for span in sentence_spans(article.text)
            if len(article.text[slice(*span)].split()) >= SHORTEST_SENTENCE
        ]
        whole = [span for span in spans if article.text[slice(*span)].rstrip("\"'”’») ").endswith((".", "!", "?", "…"))]
        return (whole or spans)[:count] or [(0, len(article.text))]

    def _cited(self, article: Article, n: int, span: tuple[int, int]) -> Citation:
        start, end = span
        quote = article.text[start:end]
        return cite(n, article, start, end, [each for each in self.copies_of(article) if quote in each.text])


def _lead_on(about: str, on_it: Sequence[Article]) -> str:
    some = "At least " if len(on_it) == LOOKED_THROUGH else ""
    return f"{some}{_counted(len(on_it), 'article')} here on {about}"


def _is_only_an_outlet(about: str, question: Question) -> bool:
    """Whether a subject names outlets and nothing else: "the Gazette"."""
    return bool(question.outlets) and set(query_terms(about)) <= {
        word for outlet in question.outlets for word in tokens(outlet)
    }


def _lead_of_dated(kind: str, question: Question, among: int) -> str:
    """What stands over the newest or oldest: of the periods asked for, or of none because nothing is of these."""
    which = "newest" if kind == "new" else "oldest"
    source = f" from {' and '.join(sorted(question.outlets))}" if question.outlets else ""
    if not among:
        return f"The {which} articles here{source}:"
    verb = "is" if among == 1 else "are"
    more = f", the {which}:" if among > MOST_LISTED else ":"
    return f"{_counted(among, 'article')} here{source} {verb} dated {_named(question)}{more}"


def _none_of_the_period(kind: str, question: Question, among: int) -> list[str]:
    """A note for where a period was asked for and nothing is of it; none elsewhere."""
    named, which = _named(question), "newest" if kind == "new" else "oldest"
    return [f"No article here is dated {named}; these are the {which}."] if named and not among else []


def _named(question: Question) -> str:
    """The periods a question names, in words; empty where it names none."""
    return " and ".join(days_in_words(first, last) for first, last in question.periods)


def _answer(question: Question, text: str, timer: Timer, citations: Sequence[Citation] = ()) -> Answer:
    return Answer(
        question=question.shown,
        status="answered",
        answer=text,
        sentences=[Sentence(text=" ".join(each.quote.split()), citations=[each.n]) for each in citations],
        citations=list(citations),
        understood=question.understood,
        confidence=1.0,
        took_ms=timer.took_ms(),
    )


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
