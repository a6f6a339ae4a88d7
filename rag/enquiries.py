"""What a reader says to the house and not of the news: a greeting, thanks, "which outlets", "what do you have on ...".

Answered from the collection's own facts. Where articles are named, each is cited by its first sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from corpus.article import Article
from corpus.dates import in_words
from rag.answer import Answer, Citation, Hit, Sentence, cite
from rag.questions import Question
from rag.sentences import sentence_spans
from rag.store import Store
from rag.words import query_terms, tokens

if TYPE_CHECKING:
    from rag.answering import Timer

MOST_LISTED = 5  # articles in a list
SUMMED_UP = 3  # sentences of an article that is summed up
LOOKED_THROUGH = 50  # hits among which those on a subject are counted
SHORTEST_SENTENCE = 5  # words; less is a heading

_HOLDS = r"(?:the|this|your) (?:collection|archive)"
_HERE = (
    rf"(?: (?:do you (?:have|know|use|hold|cover|read)|are there|have you got|(?:are|is) in {_HOLDS}|are here"
    rf"|does {_HOLDS} (?:have|hold|contain|cover)))?(?: (?:in {_HOLDS}|here|in total|in all))?"
)
_STORY = r"(?:it|this|that|(?:this|that|the) (?:story|article|report|news))"
_KINDS = [
    (kind, re.compile(rf"^(?:{pattern})$", re.IGNORECASE))
    for kind, pattern in (
        (
            "greeting",
            r"(?:hi|hello|hey|greetings|good (?:day|morning|afternoon|evening))(?: (?:there|dateline|again|everyone))?",
        ),
        (
            "thanks",
            r"(?:many )?(?:thanks|thank you|thx|cheers)"
            r"(?: (?:you|a lot|so much|very much|again|for (?:your|the) help))*"
            r"|(?:goodbye|bye|bye bye|good night|see you)",
        ),
        (
            "help",
            r"help|what can you do(?: for me)?|what (?:do|can) you (?:answer|know)|(?:who|what) are you"
            r"|what is (?:this|dateline)|how do(?:es)? (?:you|this|it|dateline) work|what can i ask(?: you)?(?: here)?",
        ),
        (
            "outlets_on",
            r"(?:which|what) (?:outlets|newspapers|papers|sources|publications|media)"
            r" (?:have |has )?(?:reported?|writes?|wrote|written|covered|cover|tell|told|carried)"
            r"(?: (?:on|about|of))? (?P<about>.+)",
        ),
        (
            "outlets",
            rf"(?:(?:which|what) (?:\w+ )?(?:outlets|newspapers|papers|sources|publications|media){_HERE})"
            r"|list (?:the|all|your|all the) (?:outlets|newspapers|papers|sources|publications)",
        ),
        (
            "size",
            rf"how many (?:articles|stories|reports|outlets){_HERE}(?: (?:from|by) (?P<outlet>.+))?"
            rf"|how (?:big|large) is {_HOLDS}|what is in {_HOLDS}|what do you have(?: here)?",
        ),
        (
            "period",
            rf"(?:what|which) (?:period|years|dates|time){_HERE}|how far back do(?:es)? (?:you|{_HOLDS}) go"
            r"|when is the (?:newest|latest|oldest|first|last) article(?: from)?",
        ),
        (
            "new",
            r"(?:what is|what's) (?:new|the (?:latest|news)|the latest news)(?: here| today| lately)?"
            r"|(?:any|latest|newest|recent|(?:what are |show me )?the (?:latest|newest))"
            r" (?:news|headlines|articles|stories)"
            r"|what happened (?:lately|recently)",
        ),
        ("new_on", r"what(?: is|'s) new (?:on|about|with|in|from) (?P<about>.+)"),
        (
            "about",
            r"(?:(?:what|which articles|what articles) (?:do you have|have you got|is there|are there|do we have)"
            r"|(?:do you have|is there|have you got) (?:anything|something|articles|any articles|news|any news)"
            r"|(?:show me|find me|find|list|give me)(?: all| the| all the| your)? (?:articles|news|stories|everything)"
            r"|articles|stories) (?:on|about|regarding|concerning) (?P<about>.+)",
        ),
        (
            "summary",
            r"(?:please )?(?:can you |could you )?"
            r"(?:summari[sz]e|sum up|give me (?:a|the) summary of|(?:a )?summary of)"
            r" (?P<about>.+?)(?: for me)?(?: please)?",
        ),
    )
]


@dataclass(frozen=True)
class Enquiry:
    """What is asked of the house: its kind, and the subject where it has one."""

    kind: str
    about: str = ""


def read_enquiry(text: str) -> Enquiry | None:
    """The enquiry a question is, or None where it asks for what the articles say."""
    plain = " ".join(text.replace("’", "'").split()).strip(" ?!.,")
    for kind, pattern in _KINDS:
        m = pattern.match(plain)
        if m:
            return Enquiry(kind, next((group.strip() for group in m.groupdict().values() if group), ""))
    return None


def is_this_story(about: str) -> bool:
    """Whether a subject is only "this story", which the turns before must tell."""
    return re.fullmatch(_STORY, about, re.IGNORECASE) is not None


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
        if enquiry.kind in ("about", "new_on", "outlets_on"):
            return self._on_subject(enquiry, question, timer)
        if enquiry.kind == "summary":
            return self._summed_up(enquiry.about, question, timer)
        if enquiry.kind == "new":
            newest = self._newest(question)
            if newest:
                return self._listed("The newest articles here:", newest, question, timer)
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

    def _newest(self, question: Question) -> list[Article]:
        rows = self.store.rows(
            "SELECT id, first_day, last_day FROM articles WHERE last_day IS NOT NULL AND copy_of IS NULL "
            "ORDER BY last_day DESC, published DESC, id"
        )
        ids = [row for row in rows if self.passing is None or row[0] in self.passing]
        for first, last in question.periods:
            ids = [row for row in ids if row[2] >= first.toordinal() and row[1] <= last.toordinal()] or ids
        held = self.store.articles([row[0] for row in ids[:MOST_LISTED]])
        return [held[row[0]] for row in ids[:MOST_LISTED]]

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
        if enquiry.kind == "outlets_on":
            first = {article.outlet: article for article in reversed(on_it) if article.outlet}
            one_each = [article for article in on_it if article.outlet and first[article.outlet] is article]
            named = ", ".join(str(article.outlet) for article in one_each)
            return self._listed(f"{_counted(len(one_each), 'outlet')}: {named}.", one_each, question, timer)
        lead = f"{_counted(len(on_it), 'article')} here on {enquiry.about}"
        if len(on_it) > MOST_LISTED:
            lead += f", the {'newest' if enquiry.kind == 'new_on' else 'closest'} of them"
        return self._listed(f"{lead}:", on_it[:MOST_LISTED], question, timer)

    def _listed(self, lead: str, articles: Sequence[Article], question: Question, timer: Timer) -> Answer:
        citations = [
            cited for n, each in enumerate(articles, 1) if (cited := self._cited(each, n, self._leads(each, 1)[0]))
        ]
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

    def _leads(self, article: Article, count: int) -> list[tuple[int, int]]:
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
