"""Archive: the object a user holds. Articles go in (rag/holdings.py), answers with citations come out."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Self

from corpus.article import Article, DatelineError
from corpus.dates import bounds
from rag.answer import Answer, Hit, Sentence
from rag.answering import Timer, compose_answer
from rag.comparing import find_sides
from rag.conversation import Turn, write_out
from rag.copies import copies_of
from rag.desk import Desk
from rag.embedding import Embedder, Remembering
from rag.enquiries import Enquiry, is_this_story, read_enquiry, read_topic
from rag.grounding import Entailment, Grounding
from rag.holdings import Holdings
from rag.indexing import Progress
from rag.languages import language_notes
from rag.model import Model
from rag.occasions import read_by_event
from rag.questions import Question, read_question
from rag.ranking import rank_hits
from rag.reranking import Postprocessor, Reranker
from rag.retrieval import POOL, Filters, Found, Retriever, among_passing, find_with_named
from rag.spelling import correct
from rag.store import Store
from rag.stories import StoryEntry, TimelineReport, articles_on, keep_stories, list_stories, stories_are_kept, timeline
from rag.thesaurus import Thesaurus, load_thesaurus
from rag.verifying import MOST_ARTICLES, Verification, verify
from rag.writing import write

# A question is asked within these years: outside, "a hundred years ago" may be no date at all.
FIRST_YEAR, LAST_YEAR = 1500, 2999


class Archive(Holdings):
    """A collection that can be asked: open it, ingest into it, search it, ask it.

    Owned by one process; within it safe to use from several threads.
    """

    def __init__(self, folder: Path, store: Store, embedder: Embedder | None) -> None:
        super().__init__(folder, store, embedder)
        self._asking: Remembering | None = None
        self._thesaurus: Thesaurus | None = None
        self._reranker: Reranker | None = None
        self._model: Model | None = None
        self._entailment: Entailment | None = None
        self._grouping = threading.Lock()  # stories are found once, however many ask for them

    @classmethod
    def open(
        cls,
        folder: str | Path | None = None,
        create: bool = True,
        embedder: Embedder | None = None,
        reranker: Postprocessor | None = None,
        model: Model | None = None,
        entailment: Entailment | None = None,
    ) -> Self:
        """Open an archive, see Holdings.open; `reranker` orders what is found, see rag/reranking.py.

        `model` writes the answers, of which only what is proven is shown: see rag/writing.py. `entailment` is a further
        check of a sentence, there and in `verify`: see rag/grounding.py.

        Raises DatelineError as that does, and for a reranker that is no LlamaIndex postprocessor.
        """
        own = Reranker(reranker) if reranker is not None else None
        archive = super().open(folder, create, embedder)
        archive._reranker = own
        archive._model = model
        archive._entailment = entailment
        return archive

    def search(
        self,
        query: str,
        k: int = 10,
        since: str | None = None,
        until: str | None = None,
        outlets: Sequence[str] | None = None,
        asked: str | None = None,
    ) -> list[Hit]:
        """At most `k` articles, best first, each with its best passage; copies of one story share a rank.

        `since` and `until` are ISO days, months or years, both inclusive; `asked` as in `ask`. Raises DatelineError
        for a query without words and for a date that is none.
        """
        read = read_question(query, self.store.outlets(), _day_of_asking(asked))
        found = self._retriever().find(read, since, until, outlets, most=2 * POOL)
        return rank_hits(found.candidates, lambda article_id: copies_of(self.store, article_id), k)

    def ask(
        self,
        question: str,
        since: str | None = None,
        until: str | None = None,
        outlets: Sequence[str] | None = None,
        asked: str | None = None,
        history: Sequence[Turn] | None = None,
    ) -> Answer:
        """Answer a question in quoted sentences, each with its citation, or say that the collection does not.

        With a model, in written ones that are proven, each with its citations. Filters as in `search`. `asked` is the
        ISO day the question is asked on: "last week" is told from it, today by default, and where it is given, articles
        of the week before it go before others, unless the question names a time. `history` are the turns before,
        oldest first: {"role", "content"}; a follow-up is written out from them, and `understood` says how. Raises
        DatelineError for a question without words and for a date that is none.
        """
        *_, answer = self.stream(question, since, until, outlets, asked, history)
        assert isinstance(answer, Answer)
        return answer

    def stream(
        self,
        question: str,
        since: str | None = None,
        until: str | None = None,
        outlets: Sequence[str] | None = None,
        asked: str | None = None,
        history: Sequence[Turn] | None = None,
        left: threading.Event | None = None,
    ) -> Iterator[Sentence | Answer]:
        """As `ask`, but each sentence that a model wrote as soon as it is proven; the whole Answer comes last.

        What comes before it are its first sentences, in order; it may have more. It may be left at any time: by
        reading no further, or by setting `left` in another thread, which ends a model's work at once. Raises
        DatelineError as `ask`, before the first sentence.
        """
        timer, quoted, found = self._quote(question, (since, until, outlets), asked, history or ())
        if self._model and found and quoted.citations:
            articles = {each.article_id: self.article(each.article_id, each.version) for each in quoted.citations}
            yield from write(
                quoted, found, articles, self._model, self.grounding(every_word=True), self._copies_of, timer, left
            )
        else:
            yield quoted

    def quote(
        self,
        question: str,
        since: str | None = None,
        until: str | None = None,
        outlets: Sequence[str] | None = None,
        asked: str | None = None,
        history: Sequence[Turn] | None = None,
    ) -> Answer:
        """As `ask`, but in quoted sentences even where there is a model."""
        return self._quote(question, (since, until, outlets), asked, history or ())[1]

    def _quote(
        self, question: str, filters: Filters, asked: str | None, history: Sequence[Turn]
    ) -> tuple[Timer, Answer, Found | None]:
        """The quoted answer, and what it was chosen from; nothing where the collection itself was asked about."""
        began = time.perf_counter()
        asked_on = _day_of_asking(asked)
        read = self._read(question, asked_on, history)
        enquiry = read_enquiry(read.text)
        if enquiry:
            answer = self._enquired(enquiry, read, filters, history, began)
            if answer:
                return Timer(began, began), answer, None
        read, notes = self._spelt(read, asked_on)
        read, dated = read_by_event(read, asked_on, self.words, self.store)
        compared = find_sides(read, asked_on, self.store.outlets(), self._retriever().find, filters)
        if compared:
            found = self._retriever().find(read, *filters)
        else:
            found = among_passing(find_with_named(self._retriever(), read, filters), filters, self.store)
        timer = Timer(began, time.perf_counter())
        told = language_notes(read.text, found.evidence, self.store)
        notes = [*notes, *dated, *told, *self._notes(found)]
        answer = compose_answer(read, found, self._copies_of, timer, notes, compared, self._thesaurus)
        topic = read_topic(read) if answer.status == "not_found" else None
        listed = self._enquired(topic, read, filters, history, began) if topic else None
        return (timer, listed, None) if listed else (timer, answer, found)

    def stories(
        self,
        about: str = "",
        k: int | None = None,
        since: str | None = None,
        until: str | None = None,
        outlets: Sequence[str] | None = None,
        progress: Progress | None = None,
    ) -> list[StoryEntry]:
        """The archive's stories, each the reports of one event; the newest event first, at most `k`.

        `about`: only stories with an article that has all these words. Filters as in `search`; articles that do not
        pass are left out of their stories. Every article is in one story. Raises DatelineError for a date that is none.
        """
        passing = self.store.matching(since, until, outlets)[0] if since or until or outlets else None
        self._find_stories(progress)
        on_it = articles_on(self.store, self.words, about) if about.strip() else None
        return list_stories(self.store, passing, on_it)[:k]

    def timeline(self, answer: Answer) -> list[TimelineReport]:
        """All reports of the stories that an answer quotes, earliest first, each with its citations' numbers.

        Copies stand beside the report they print again; undated reports are last. Empty where nothing is quoted.
        """
        self._find_stories()
        return timeline(self.store, answer)

    def stories_are_found(self) -> bool:
        """Whether `stories` and `timeline` answer at once; else they find the stories first, in some seconds."""
        return stories_are_kept(self.store)

    def _find_stories(self, progress: Progress | None = None) -> None:
        with self._grouping:
            keep_stories(self.store, progress)

    def verify(self, claim: str, article_id: str | None = None) -> Verification:
        """Whether a claim is carried by the archive, or by one article, by which words, and if not, why not.

        Raises DatelineError for a claim without words and for an article that is not there.
        """
        read = read_question(claim, self.store.outlets())
        if article_id is not None:
            articles = [self.article(article_id)]
        else:
            candidates = self._retriever().find(read).candidates
            found = {each.article.id: each.article for each in candidates}
            articles = list(found.values())[:MOST_ARTICLES]
        return verify(" ".join(claim.split()), articles, self.grounding(), self._copies_of)

    def grounding(self, every_word: bool = False) -> Grounding:
        """The check of a sentence against passages, with this archive's reader: see rag/grounding.py."""
        self._retriever()
        assert self._asking is not None and self._thesaurus is not None
        return Grounding(self._asking, self._thesaurus, self._entailment, every_word)

    def _retriever(self) -> Retriever:
        with self._opening:
            self._asked = True
            self._asking = self._asking or Remembering(self.embedder)
            self._thesaurus = self._thesaurus or load_thesaurus()
            return Retriever(self.store, self.words, self.vectors, self._asking, self._thesaurus, self._reranker)

    def _read(self, question: str, asked: date | None, history: Sequence[Turn]) -> Question:
        outlets = self.store.outlets()
        read = read_question(question, outlets, asked)
        written = write_out(read.shown, history, outlets)
        return read if written == read.shown else replace(read_question(written, outlets, asked), shown=read.shown)

    def _enquired(
        self,
        enquiry: Enquiry,
        read: Question,
        filters: Filters,
        history: Sequence[Turn],
        began: float,
    ) -> Answer | None:
        """The answer to what is asked of the collection itself; "this story" is the one of the question before."""
        if is_this_story(enquiry.about):
            before = write_out("What about it?", history, self.store.outlets())
            enquiry = Enquiry("new") if before == "What about it?" else replace(enquiry, about=before)
        passing = self.store.matching(*filters)[0] if any(filters) else None
        desk = Desk(self.store, lambda query, k: self.search(query, k, *filters), self._copies_of, passing)
        return desk.answer(enquiry, read, Timer(began, time.perf_counter()))

    def _spelt(self, read: Question, asked: date | None) -> tuple[Question, list[str]]:
        """The question with its words spelt as here, and what is to be said of it."""
        text, notes = correct(read, self.words)
        return (replace(read_question(text, self.store.outlets(), asked), shown=read.shown) if notes else read), notes

    def _copies_of(self, article: Article) -> list[Article]:
        ids = copies_of(self.store, article.id)
        articles = self.store.articles(ids)
        return [articles[each] for each in ids]

    def _notes(self, found: Found) -> list[str]:
        notes = [found.trouble] if found.trouble else []
        if found.undated_left_out:
            notes.append(f"The date filter left out {_counted(found.undated_left_out, 'article')} without a date.")
        waiting = self.store.waiting_to_be_embedded()
        if waiting:
            notes.append(f"{_counted(waiting, 'passage')} can be found by words only until they are embedded.")
        return notes


def _day_of_asking(asked: str | None) -> date | None:
    """The day of asking as a date, the last of a month or a year; None where none is given."""
    day = bounds(asked)
    if asked and not day:
        raise DatelineError(f'"{asked}" is not a date such as "2024-05-31".')
    if day and not FIRST_YEAR <= day[1].year <= LAST_YEAR:
        raise DatelineError(f'"{asked}" cannot be the day of asking; give one from {FIRST_YEAR} to {LAST_YEAR}.')
    return day[1] if day else None


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
