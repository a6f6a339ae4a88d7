"""The chat page: what stands where, and what happens when somebody asks."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

# Gradio reads these when it is imported: nothing is reported to anybody.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
# Nor are statistics worked out with pandas after every event, for a dashboard that is off.
os.environ["GRADIO_ANALYTICS_CACHE_FREQUENCY"] = str(10**9)

import gradio as gr

from corpus.article import DatelineError
from corpus.dates import in_words, parse_printed
from rag.answer import Answer
from rag.archive import Archive
from rag.conversation import Turn
from rag.stories import TimelineReport
from ui.examples import example_questions
from ui.rendering import (
    render_exchange,
    render_masthead,
    render_pending,
    render_problem,
    render_welcome,
)

log = logging.getLogger("dateline")

MOST_EXAMPLES = 6
# Answers worked out at the same time; embedding keeps both cores busy long before this.
AT_ONCE = 8
# A conversation keeps its latest exchanges on the page; each is about 10 kB of HTML.
_KEPT_EXCHANGES = 30
# Of these, so many are read when a follow-up is written out.
_READ_EXCHANGES = 10
# More than a question may have, so that the archive says so instead of the box cutting it silently.
_LONGEST_INPUT = 8_000


@dataclass(frozen=True)
class Conversation:
    """The exchanges of one visit as HTML, oldest first, how many were had in all, and the latest turns as text."""

    had: int = 0
    exchanges: tuple[str, ...] = ()
    turns: tuple[Turn, ...] = ()

    def with_exchange(self, exchange: str, answer: Answer) -> Conversation:
        """The conversation one exchange later."""
        said: list[Turn] = [
            {"role": "user", "content": answer.question},
            {"role": "assistant", "content": answer.answer},
        ]
        turns = (*self.turns, *said)[-2 * _READ_EXCHANGES :]
        return Conversation(self.had + 1, (*self.exchanges, exchange)[-_KEPT_EXCHANGES:], turns)

    def html(self, pending: str = "") -> str:
        """The conversation's HTML, with a question that waits for its answer at the end."""
        forgotten = self.had - len(self.exchanges)
        earlier = f'<p class="note">{forgotten} earlier questions are no longer shown.</p>' if forgotten else ""
        return earlier + "".join(self.exchanges) + pending


def build_page(archive: Archive) -> gr.Blocks:
    """The page over one open archive."""
    status = archive.status()
    examples = example_questions(archive, MOST_EXAMPLES)
    welcome = render_welcome(status)
    page: gr.Blocks = gr.Blocks(title="Dateline", fill_width=True, analytics_enabled=False)
    with page:
        conversation = gr.State(Conversation(), time_to_live=24 * 3600)
        with gr.Row(elem_id="masthead"):
            _html(render_masthead(status), "name")
            with gr.Row(elem_id="filters"):
                since = gr.Textbox(label="From", elem_id="since", **_DATE)
                until = gr.Textbox(label="Until", elem_id="until", **_DATE)
                outlets = gr.Dropdown(_outlet_choices(status), **_OUTLETS)
        shown = _html(welcome, "conversation")
        with gr.Row(elem_id="examples", visible=bool(examples)) as example_row:
            example_buttons = [gr.Button(text, elem_classes="example", min_width=0) for text in examples]
        with gr.Column(elem_id="ask"):
            problem = _html("", "problem")
            with gr.Row(elem_id="askbar"):
                question = gr.Textbox(**_QUESTION)
                ask = gr.Button("Ask", variant="primary", min_width=80, scale=0, elem_id="ask-button")
        filters, outputs = [since, until, outlets], [question, shown, problem, example_row, conversation]
        answer = _Answerer(archive, welcome).reply
        event: dict[str, Any] = {
            "outputs": outputs, "show_progress": "hidden", "concurrency_limit": AT_ONCE,
            "concurrency_id": "ask", "api_visibility": "private",
        }  # fmt: skip
        gr.on([question.submit, ask.click], answer, [question, *filters, conversation], trigger_mode="once", **event)
        for button in example_buttons:
            button.click(answer, [button, *filters, conversation], **event)
    page.queue(default_concurrency_limit=AT_ONCE, max_size=64, api_open=False)
    return page


_DATE: dict[str, Any] = {"placeholder": "any", "min_width": 90, "max_lines": 1, "max_length": 40}
_OUTLETS: dict[str, Any] = {
    "multiselect": True, "label": "Outlet", "min_width": 180, "elem_id": "outlets", "value": [],
}  # fmt: skip
_QUESTION: dict[str, Any] = {
    "label": "Your question", "show_label": False, "placeholder": "ask about the collection …", "elem_id": "question",
    "max_lines": 4, "max_length": _LONGEST_INPUT, "container": False, "scale": 1,
}  # fmt: skip


class _Answerer:
    """Answers for the page: first the question with an answer on its way, then the answer in its place."""

    def __init__(self, archive: Archive, welcome: str) -> None:
        self._archive = archive
        self._welcome = welcome

    def reply(
        self, question: str, since: str, until: str, outlets: list[str], conversation: Conversation
    ) -> Iterator[tuple[Any, ...]]:
        number = conversation.had + 1
        asked = " ".join((question or "").split())
        scope = _in_words(since, until, outlets)
        if asked:
            pending = conversation.html(render_pending(number, asked[:300], scope))
            yield "", pending, "", gr.update(visible=False), conversation
        try:
            answer = self._archive.ask(
                asked,
                since=_as_filter(since),
                until=_as_filter(until),
                outlets=outlets or None,
                history=conversation.turns,
            )
            if not self._archive.stories_are_found():  # seconds in a large collection: the answer does not wait
                yield self._answered(number, answer, scope, conversation, [])
            yield self._answered(number, answer, scope, conversation, self._timeline(answer))
        except DatelineError as error:
            yield self._unanswered(question, conversation, str(error))
        except Exception as error:  # the reader gets a sentence; the log gets what happened
            _log("A question from the page failed", error)
            sentence = "Something failed inside Dateline; the question was not answered. The server’s log says what."
            yield self._unanswered(question, conversation, sentence)

    def _answered(
        self,
        number: int,
        answer: Answer,
        scope: str,
        conversation: Conversation,
        timeline: list[TimelineReport],
    ) -> tuple[Any, ...]:
        exchange = render_exchange(number, answer, self._archive.article, scope, timeline)
        later = conversation.with_exchange(exchange, answer)
        return "", later.html(), "", gr.update(visible=False), later

    def _timeline(self, answer: Answer) -> list[TimelineReport]:
        try:
            return self._archive.timeline(answer)
        except Exception as error:  # the answer stands without it
            _log("A timeline failed", error)
            return []

    def _unanswered(self, question: str, conversation: Conversation, sentence: str) -> tuple[Any, ...]:
        """The question back in its box, with the sentence under it."""
        before = conversation.html() or self._welcome
        examples = gr.update(visible=not conversation.had)
        return question, before, render_problem(sentence), examples, conversation


def _log(what: str, error: Exception) -> None:
    log.error("%s: %s: %s", what, type(error).__name__, error)
    log.debug("", exc_info=error)


def _html(value: str, elem_id: str) -> gr.HTML:
    # No template and no script of its own: Gradio would evaluate them, and this value holds article text.
    return gr.HTML(value, elem_id=elem_id, js_on_load=None, apply_default_css=False)


def _outlet_choices(status: dict[str, Any]) -> list[tuple[str, str]]:
    return [(f"{outlet} ({articles:,})", outlet) for outlet, articles in status["outlets"].items()]


def _as_filter(written: str | None) -> str | None:
    """A date as the reader wrote it ("June 2014") in the archive's form; unread text is the archive's to refuse."""
    written = (written or "").strip()
    return (parse_printed(written) or written)[:40] or None


def _in_words(since: str | None, until: str | None, outlets: list[str] | None) -> str:
    """The filters as a line: "from June 2014, until 2016, Harbour Post"."""
    first, last = _as_filter(since), _as_filter(until)
    parts = [f"from {in_words(first)}" if first else "", f"until {in_words(last)}" if last else ""]
    return ", ".join(part for part in [*parts, *(outlets or [])] if part)
