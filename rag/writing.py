"""Writing: a quoted answer told anew by a language model, of whose sentences only those are shown that are proven."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from corpus.article import Article
from corpus.dates import in_words
from rag.answer import Answer, Citation, Conflict, Event, Sentence
from rag.answering import Timer
from rag.carriers import Source
from rag.choosing import WORTH_ADDING
from rag.citing import CopiesOf, cite_with_copies, in_text
from rag.drafts import sentences_of
from rag.grounding import Grounding, Span
from rag.model import Model, ModelError, words_of
from rag.prompting import build_prompt
from rag.proving import Proven, prove
from rag.retrieval import Found
from rag.words import tokens

# So many sentences of a model are looked at; what it says then is left.
MOST_SENTENCES = 8
# The first sentence shown must rest on one of so many that answer best, and on none far less sure than the first.
ANSWERING = 10

_LOG = logging.getLogger(__name__)
_NONE = "none"
_NOTHING_WRITTEN = "The language model gave no answer; these are the articles’ own words."
_NOTHING_PROVEN = "The language model wrote nothing that the articles carry; these are their own words."
_WRITTEN = "A language model wrote this; each sentence is carried by the articles’ words that it cites."
_QUOTED = "These are the articles’ own words."


def write(
    quoted: Answer,
    found: Found,
    articles: Mapping[str, Article],
    model: Model,
    grounding: Grounding,
    copies_of: CopiesOf,
    timer: Timer,
    left: threading.Event | None = None,
) -> Iterator[Sentence | Answer]:
    """Each written sentence as it is proven, then the Answer; the quoted one, with a note why, where none is.

    Sentences on several events, or on things compared, come with the Answer, which puts them in order.

    `quoted` is the answer without a model, `found` what it was chosen from; `articles` are those it cites, by id.
    Once `left` is set, nobody waits for them: what is there then is told.
    """
    passages = _passages(quoted, found, articles, copies_of)
    prompt = build_prompt(quoted.understood, passages, model.window_tokens)
    if not prompt.given:
        yield _with_note(quoted, f"The passages do not fit the language model’s window. {_QUOTED}", 0, timer)
        return
    page = _Page(quoted, copies_of)
    dropped, waiting, before = 0, list[Proven](), None
    checking, trouble = 0.0, ""
    try:
        for count, draft in enumerate(sentences_of(words_of(model, prompt.messages, left)), 1):
            if draft.strip(" .").casefold() == _NONE:
                break
            began = time.perf_counter()
            before = prove(draft, prompt.given, grounding, before)
            checking += time.perf_counter() - began
            if before is None or not page.may_hold(before):
                dropped, before = dropped + 1, None
            elif page.tells(before):
                pass  # small models say the same again and again, in another order of words at best
            elif page.sentences or _answers(before, found):
                shown = [page.show(each) for each in (*waiting, before)]
                yield from shown if not quoted.events else ()
                waiting = []
            else:
                waiting.append(before)
            if count == MOST_SENTENCES:
                break
    except ModelError as error:
        trouble = str(error)
    dropped += len(waiting)
    _LOG.info("Written: %d shown, %d dropped, %.1f ms of checking", len(page.sentences), dropped, 1000 * checking)
    if page.sentences:
        notes = [_WRITTEN, *([f"{trouble} The answer may be incomplete."] if trouble else [])]
        yield page.answer(dropped, notes, timer)
    elif trouble:
        yield _with_note(quoted, f"{trouble} {_QUOTED}", dropped, timer)
    else:
        yield _with_note(quoted, _NOTHING_PROVEN if dropped else _NOTHING_WRITTEN, dropped, timer)


def _passages(quoted: Answer, found: Found, articles: Mapping[str, Article], copies_of: CopiesOf) -> list[Source]:
    """The passages that the quoted answer rests on, then the others found, best first, copies left out.

    Of several events, and of things compared, only the first.
    """
    there = [Source(each.article, each.passage.start, each.passage.end) for each in found.candidates]
    given: list[Source] = []
    for citation in quoted.citations:
        whole = next((each for each in there if _holds(each, citation)), None)
        given.append(whole or Source(articles[citation.article_id], citation.start, citation.end))
    for each in there if not quoted.events else ():
        ids = {copy.id for copy in copies_of(each.article)}
        if not any(other.article.id in ids for other in given):
            given.append(each)
    return list({(each.article.id, each.start): each for each in given}.values())


def _holds(source: Source, citation: Citation) -> bool:
    same = (source.article.id, source.article.version) == (citation.article_id, citation.version)
    return same and source.start <= citation.start < source.end


def _answers(proven: Proven, found: Found) -> bool:
    """Whether a sentence rests on one that answers the question, by the measure of quoted answers."""
    answering = found.evidence[:ANSWERING]
    return any(
        span.source.article.id == each.article.id and span.start < each.end and each.start < span.end
        for each in answering
        for span in proven.spans
        if each.chance >= WORTH_ADDING * answering[0].chance
    )


def _with_note(quoted: Answer, note: str, dropped: int, timer: Timer) -> Answer:
    return quoted.model_copy(update={"notes": [note, *quoted.notes], "dropped": dropped, "took_ms": timer.took_ms()})


@dataclass
class _Page:
    """What is shown so far, in place of the quoted answer."""

    quoted: Answer
    copies_of: CopiesOf
    sentences: list[Sentence] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)

    def tells(self, proven: Proven) -> bool:
        """Whether one that is shown says the same: in the same words, carried by the same sentence."""
        words, main = sorted(tokens(proven.text)), proven.spans[0]
        for shown in self.sentences:
            first = self.citations[shown.citations[0] - 1]
            same = (first.article_id, first.start) == (main.source.article.id, main.start)
            if same and sorted(tokens(shown.text)) == words:
                return True
        return False

    def may_hold(self, proven: Proven) -> bool:
        """Whether a sentence tells of one event only, where several fit the question."""
        ids = {span.source.article.id for span in proven.spans}
        return self.quoted.status != "ambiguous" or len(self._events_of(ids)) == 1

    def show(self, proven: Proven) -> Sentence:
        """The sentence with its citations, as one more of the answer."""
        numbers = dict.fromkeys(self._number(span) for span in proven.spans)
        sentence = Sentence(text=proven.text, citations=list(numbers))
        self.sentences.append(sentence)
        return sentence

    def answer(self, dropped: int, notes: Sequence[str], timer: Timer) -> Answer:
        """The whole answer; an event of which nothing is written keeps its quotes."""
        events = self._by_event() if self.quoted.events else []
        sentences = [each for _, own in events for each in own] or self.sentences
        loose = [each for each in self.sentences if each not in sentences]
        conflicts = [self._conflict(each) for each in self.quoted.conflicts]
        blocks = [in_text(loose) if events else in_text(sentences)]
        blocks += [f"{self._heading(event)}: {in_text(own)}" for event, own in events]
        return self.quoted.model_copy(
            update={
                "mode": "llm",
                "answer": "\n\n".join(block for block in blocks if block),
                "sentences": [*loose, *sentences] if events else sentences,
                "citations": self.citations,
                "events": [event for event, _ in events],
                "conflicts": conflicts,
                "notes": [*notes, *self.quoted.notes],
                "dropped": dropped,
                "took_ms": timer.took_ms(),
            }
        )

    def _by_event(self) -> list[tuple[Event, list[Sentence]]]:
        told = []
        for at, event in enumerate(self.quoted.events):
            own = [each for each in self.sentences if self._events_of(self._ids(each.citations)) == [at]]
            own = own or [
                self._quoted(each) for each in self.quoted.sentences if set(each.citations) & set(event.citations)
            ]
            numbers = [number for each in own for number in each.citations]
            told.append((event.model_copy(update={"citations": list(dict.fromkeys(numbers))}), own))
        return told

    def _heading(self, event: Event) -> str:
        return in_words(event.published) if self.quoted.status == "ambiguous" else event.label

    def _events_of(self, ids: set[str]) -> list[int]:
        """The places of the events, or of the things compared, that cite one of these articles."""
        cited = {each.n: each.article_id for each in self.quoted.citations}
        events = self.quoted.events
        return [at for at, event in enumerate(events) if ids & {cited[number] for number in event.citations}]

    def _ids(self, numbers: Sequence[int]) -> set[str]:
        return {self.citations[number - 1].article_id for number in numbers}

    def _number(self, span: Span) -> int:
        return self._numbered(cite_with_copies(1, span.source.article, span.start, span.end, self.copies_of))

    def _numbered(self, citation: Citation) -> int:
        """The number of a citation here; the one it has elsewhere is not looked at."""
        for known in self.citations:
            if known.model_copy(update={"n": citation.n}) == citation:
                return known.n
        self.citations.append(citation.model_copy(update={"n": len(self.citations) + 1}))
        return len(self.citations)

    def _again(self, numbers: Sequence[int]) -> list[int]:
        """Numbers of the quoted answer's citations as numbers here."""
        return [self._numbered(each) for each in self.quoted.citations if each.n in numbers]

    def _quoted(self, sentence: Sentence) -> Sentence:
        return sentence.model_copy(update={"citations": self._again(sentence.citations)})

    def _conflict(self, conflict: Conflict) -> Conflict:
        sides = [side.model_copy(update={"citations": self._again(side.citations)}) for side in conflict.sides]
        return conflict.model_copy(update={"sides": sides})
