"""The chat page: what stands where, and what happens when somebody asks.

The conversation lives in the browser (ui/keeping.js), which sends along what a follow-up needs; one exchange at a time
comes back as HTML, and ui/page.js puts it in its place. The server keeps the latest exchange of each of the last
VISITS_KEPT visits, for its timeline and its follow-ups, and nothing else. Whoever is forgotten notices nothing.
"""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

# Gradio reads these when it is imported: nothing is reported to anybody.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
# Nor are statistics worked out with pandas after every event, for a dashboard that is off.
os.environ["GRADIO_ANALYTICS_CACHE_FREQUENCY"] = str(10**9)

import gradio as gr
from pydantic import BaseModel, Field, ValidationError

from corpus.article import DatelineError
from rag.answer import Answer, Sentence
from rag.archive import Archive
from rag.stories import TimelineReport
from ui.access import client_of
from ui.asking import Asking
from ui.escaping import escaped
from ui.examples import example_questions, follow_up_questions
from ui.filters import in_words, outlet_choices, period_choices, read_period
from ui.masthead import render_masthead, render_tools, render_welcome
from ui.problems import logged
from ui.rendering import Exchange, render_exchange, render_pending
from ui.shapes import AskBody, Turn
from ui.wording import Wording, languages, wording, wording_for

MOST_EXAMPLES = 6
MOST_FOLLOW_UPS = 3
# Events at work at the same time; that answers are fewer is what Places sees to.
AT_ONCE = 16
# What Gradio remembers of a visit is about 150 kB and never goes by itself; it would keep 10,000 of them.
VISITS_KEPT = 500
# More than a question may have, so that the archive says so instead of the box cutting it silently.
_LONGEST_INPUT = 8_000
# Of a visit that cannot be read. In the texts of its conversation such a quotation mark has a backslash before it.
_STANDING = re.compile(r'(?<!\\)"(attempt|language)": ?"([\w-]{1,40})"', re.ASCII)


class Visit(BaseModel):
    """What the browser sends with a question: which one of the conversation it is, its language, the turns before.

    `attempt` is the browser's mark on this asking of it; what comes back carries it, and without it nothing is asked.
    """

    attempt: str = Field(default="", max_length=40)
    number: int = Field(default=1, ge=1, le=100_000)
    language: str = Field(default="", max_length=100)
    history: list[Turn] = Field(default=[], max_length=40)

    @classmethod
    def read(cls, sent: str) -> Visit:
        """The visit in a JSON text; one that begins here where it is none."""
        try:
            return cls.model_validate_json(sent or "{}")
        except ValidationError:
            return cls()

    @classmethod
    def asking(cls, sent: str) -> tuple[Visit, bool]:
        """The visit that a question comes with, and whether it could be read; if not, what can be had of it."""
        try:
            return cls.model_validate_json(sent or "{}"), True
        except ValidationError:
            return cls.model_validate({found[1]: found[2] for found in _STANDING.finditer(sent)}), False


def build_page(archive: Archive, asking: Asking) -> gr.Blocks:
    """The page over one open archive; its answers take the same places and are counted with the API's."""
    examples = example_questions(archive, MOST_EXAMPLES)
    said, status, english = page_labels(), archive.status(), wording()
    answerer = Answerer(archive, asking)
    page: gr.Blocks = gr.Blocks(title="Dateline", fill_width=True, analytics_enabled=False)
    page.state_session_capacity = VISITS_KEPT
    with page:
        visit = gr.Textbox(visible="hidden", elem_id="visit", max_length=100_000)
        with gr.Row(elem_id="masthead"):
            name = _html(render_masthead(status, english), "name")
            with gr.Row(elem_id="filters"):
                period = gr.Dropdown(label=said("period"), **_PERIOD)
                outlets = gr.Dropdown(label=said("outlet"), **_OUTLETS)
        welcome = _html(render_welcome(status, english), "welcome")
        _html('<div id="conversation"></div>', "shown")
        arriving, added = _html("", "arriving"), _html("", "added")
        latest = gr.State(None, time_to_live=3600)
        with gr.Row(elem_id="examples", visible=bool(examples)):
            example_buttons = [gr.Button(text, elem_classes="example", min_width=0) for text in examples]
        with gr.Column(elem_id="ask"):
            with gr.Row(elem_id="askbar"):
                question = gr.Textbox(label=said("question"), placeholder=said("question_hint"), **_QUESTION)
                ask = gr.Button(said("ask"), variant="primary", min_width=80, scale=0, elem_id="ask-button")
            tools = _html(render_tools(english), "tools")

        page.load(answerer.greet, visit, [name, welcome, tools], js=f"() => [{_LANGUAGE}]", **_QUIET)
        # One event, so that the counts a visit begins with never come after those of what the reader has chosen.
        gr.on([page.load, period.change, outlets.change], answerer.count, [period, outlets, visit], [period, outlets],
              js=f"(period, outlets) => [period, outlets, {_LANGUAGE}]", trigger_mode="always_last",
              **_QUIET, **_AS_SENT)  # fmt: skip
        event: dict[str, Any] = {
            "fn": answerer.reply, "outputs": [arriving, latest], "trigger_mode": "multiple", **_QUIET, **_AS_SENT,
            "js": f"async (asked, period, outlets) => [asked, period, outlets, (await {_READY}).asking(asked)]",
            "concurrency_limit": AT_ONCE, "concurrency_id": "ask",
        }  # fmt: skip
        answers = [gr.on([question.submit, ask.click], inputs=[question, period, outlets, visit], **event)]
        answers += [button.click(inputs=[button, period, outlets, visit], **event) for button in example_buttons]
        # Gradio closes its stream when nothing is on its way. What is asked at that moment may wait until another event
        # opens it again: ui/page.js presses this where nothing comes.
        wake = gr.Button(visible="hidden", elem_id="wake")
        wake.click(lambda: None, **_QUIET)
        for answer in answers:
            answer.failure(js="() => dateline.failed()", **_QUIET)
            # An event of its own, so that the next question need not wait for it.
            answer.success(
                answerer.add,
                [latest, visit],
                added,
                js=f"(latest) => [latest, {_LANGUAGE}]",
                trigger_mode="multiple",
                **_QUIET,
            )
        page.unload(answerer.leave)
    page.queue(default_concurrency_limit=AT_ONCE, max_size=64, api_open=False)
    return page


def page_labels() -> gr.I18n:
    """The words of Gradio's own parts in every language; Gradio takes the browser's."""
    names = ("period", "outlet", "question", "question_hint", "ask")
    return gr.I18n(**{each: {name: wording(each)(name) for name in names} for each in languages()})


_QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
# Gradio does not wait for ui/page.js, which a slow line may bring after the box.
_LANGUAGE = "JSON.stringify({ language: navigator.language })"
_READY = "(async () => { while (!window.dateline) await new Promise((go) => setTimeout(go, 50)); return dateline; })()"
# Gradio would refuse an outlet that is in the list no longer, with nothing for the reader.
_AS_SENT: dict[str, Any] = {"preprocess": False}
_PERIOD: dict[str, Any] = {
    "allow_custom_value": True, "min_width": 160, "elem_id": "period", "value": None, "filterable": True,
}  # fmt: skip
_OUTLETS: dict[str, Any] = {"multiselect": True, "min_width": 180, "elem_id": "outlets", "value": []}
_QUESTION: dict[str, Any] = {
    "show_label": False, "elem_id": "question", "max_lines": 4, "max_length": _LONGEST_INPUT, "container": False,
    "scale": 1,
}  # fmt: skip


class Answerer:
    """What the page's events do: greet who comes, count what the filters leave, answer."""

    def __init__(self, archive: Archive, asking: Asking) -> None:
        self._archive = archive
        self._asking = asking
        self._waiting: dict[str, list[threading.Event]] = {}  # of a page that is open, by what Gradio calls it
        self._lock = threading.Lock()

    def greet(self, sent: str) -> tuple[Any, ...]:
        """Masthead, welcome and tools, in the visitor's language and as of now."""
        words = wording_for(Visit.read(sent).language)
        status = self._archive.status()
        return render_masthead(status, words), render_welcome(status, words), render_tools(words)

    def count(self, period: str | None, outlets: list[str] | None, sent: str) -> tuple[Any, Any]:
        """The choices of both filters, each counted with what the other one leaves."""
        words = wording_for(Visit.read(sent).language)
        periods, named = self._choices(period, outlets or [], words)
        return gr.update(choices=periods), gr.update(choices=named)

    def reply(
        self, question: str, period: str | None, outlets: list[str] | None, sent: str, request: gr.Request | None = None
    ) -> Iterator[tuple[Any, Any]]:
        """The exchange, for the page and for `add`: first with its answer on its way, then with it, or a problem."""
        visit, readable = Visit.asking(sent)
        words = wording_for(visit.language)
        if not readable:
            yield _refused(visit, words("conversation_unread")), None
            return
        if not visit.attempt:  # the page waits for an answer already
            yield gr.skip(), gr.skip()
            return
        asked = " ".join((question or "").split())
        try:
            since, until = read_period(period, words)
            scope = in_words(since, until, outlets or [], words)
            if asked:
                yield _arriving(visit, render_pending(visit.number, asked[:300], scope, words)), None
            body = AskBody(question=asked, since=since, until=until, outlets=outlets or None, history=visit.history)
            told: list[Sentence] = []
            with self._here(request) as left:
                for part in self._asking.parts_here(_client(request), body, left):
                    if isinstance(part, Answer):
                        exchange = Exchange(visit.number, part, scope)
                        yield _arriving(visit, self._rendered(exchange, words)), exchange
                    else:
                        told.append(part)
                        yield _arriving(visit, render_pending(visit.number, asked[:300], scope, words, told)), None
        except DatelineError as error:
            yield _refused(visit, str(error)), None
        except Exception as error:  # the reader gets a sentence; the log gets what happened
            logged("A question from the page", error)
            yield _refused(visit, words("failed_inside")), None

    def leave(self, request: gr.Request) -> None:
        """The visitor has closed the page: a model is not kept at work for it."""
        with self._lock:
            for left in self._waiting.get(request.session_hash or "", ()):
                left.set()

    @contextmanager
    def _here(self, request: gr.Request | None) -> Iterator[threading.Event]:
        """What is set when the visitor of this page leaves while it waits."""
        page, left = (request and request.session_hash) or "", threading.Event()
        with self._lock:
            self._waiting.setdefault(page, []).append(left)
        try:
            yield left
        finally:
            with self._lock:
                self._waiting[page].remove(left)
                if not self._waiting[page]:
                    del self._waiting[page]

    def add(self, exchange: Exchange | None, sent: str) -> str:
        """The exchange once more with what takes longer: the timeline of its story, and what to ask next."""
        if exchange is None:
            return ""
        timeline, follow_ups = self._timeline(exchange.answer), self._follow_ups(exchange.answer)
        if not timeline and not follow_ups:
            return ""
        visit = Visit.read(sent)
        more = replace(exchange, timeline=timeline, follow_ups=follow_ups)
        return _arriving(visit, self._rendered(more, wording_for(visit.language)))

    def _rendered(self, exchange: Exchange, words: Wording) -> str:
        return render_exchange(exchange, self._archive.article, words)

    def _choices(self, period: str | None, outlets: Sequence[str], words: Wording) -> tuple[Any, Any]:
        try:
            since, until = read_period(period, words)
        except DatelineError:  # said when it is asked with
            since = until = None
        return (
            period_choices(self._archive, outlets, words),
            outlet_choices(self._archive, since, until, words, outlets),
        )

    def _timeline(self, answer: Answer) -> list[TimelineReport]:
        try:
            return self._archive.timeline(answer)
        except Exception as error:  # the answer stands without it
            logged("A timeline", error)
            return []

    def _follow_ups(self, answer: Answer) -> list[str]:
        if self._asking.busy:
            return []
        try:
            return follow_up_questions(self._archive, answer, MOST_FOLLOW_UPS)
        except Exception as error:  # the answer stands without them
            logged("Looking for follow-up questions", error)
            return []


def _client(request: gr.Request | None) -> str:
    return client_of(request.request.scope) if request and request.request else ""


def _arriving(visit: Visit, exchange: str) -> str:
    # An attribute, because Gradio changes HTML that is shown piece by piece and undoes what the reader did to it.
    return f'<div data-attempt="{escaped(visit.attempt)}" data-html="{escaped(exchange)}"></div>'


def _refused(visit: Visit, sentence: str) -> str:
    return f'<div data-attempt="{escaped(visit.attempt)}" data-problem="{escaped(sentence)}"></div>'


def _html(value: str, elem_id: str) -> gr.HTML:
    # No template and no script of its own: Gradio would evaluate them, and this value holds article text.
    return gr.HTML(value, elem_id=elem_id, js_on_load=None, apply_default_css=False)
