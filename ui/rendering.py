"""Answer to HTML. Every word that comes from an article or a reader is escaped: what shows it escapes nothing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.dates import in_words
from rag.answer import Answer, Citation, Conflict, Event, Sentence
from rag.stories import TimelineReport
from ui.cards import FindArticle, outlet_of, render_sources
from ui.escaping import direction, escaped, isolated
from ui.footnotes import footnoted
from ui.timeline import render_timeline
from ui.wording import Wording


@dataclass(frozen=True)
class Exchange:
    """One question with its answer, as the page shows it.

    `number` counts the questions of the conversation and keeps the anchors of each apart; `scope` says in words
    which filters were on; `timeline` are the reports of the story; `follow_ups` are questions to ask next.
    """

    number: int
    answer: Answer
    scope: str = ""
    timeline: Sequence[TimelineReport] = ()
    follow_ups: Sequence[str] = ()


def render_exchange(exchange: Exchange, find: FindArticle, words: Wording) -> str:
    """An exchange: question and answer on the left, the sources beside it, what can be done with it under it.

    `find` fetches the stored version a citation names. What the browser keeps and sends on stands in data attributes:
    the answer's text, what it cites (JSON), the whole as Markdown with footnotes.
    """
    number, answer = exchange.number, exchange.answer
    if answer.status == "not_found":
        told, title, cited = _said(isolated(answer.answer, "span"), "not-found"), words("nearest"), answer.nearest
    else:
        told, title, cited = _told(number, answer, words), words("sources"), answer.citations
    notes = "".join(isolated(note, "p", ' class="note"') for note in _notes(answer, words))
    told = (notes + told if answer.events else told + notes) + render_timeline(exchange.timeline, words)
    spans = [[each.article_id, each.version, each.start, each.end] for each in cited]
    data = {
        "status": answer.status,
        "said": answer.answer,
        "cited": json.dumps(spans),
        "announced": words("sources_found", n=len(cited)),
        "footnoted": footnoted(number, answer, exchange.scope, words),
    }
    foot = _doings(answer, words) + _follow_ups(exchange.follow_ups, words)
    sources = render_sources(number, title, cited, find, words)
    return _section(number, answer.question, exchange.scope, told + foot, sources, data)


def render_pending(number: int, question: str, scope: str, words: Wording, told: Sequence[Sentence] = ()) -> str:
    """A question whose answer is on its way, with the sentences that are there; their sources come with the rest."""
    waiting = f'<p class="note">{escaped(words("writing" if told else "reading"))}</p>'
    return _section(number, question, scope, _sentences(number, told, {}, words) + waiting, "", {"status": "pending"})


def _notes(answer: Answer, words: Wording) -> list[str]:
    """What the reader should know besides the answer: how the question was read, what was left out."""
    notes = list(answer.notes)
    if answer.understood and " ".join(answer.question.split()) != answer.understood:
        notes.insert(0, words("read_as", question=answer.understood))
    if answer.dropped:
        notes.append(words("dropped", n=answer.dropped))
    return notes


def _section(number: int, question: str, scope: str, told: str, sources: str, data: dict[str, str]) -> str:
    limits = f'<p class="scope">{escaped(scope)}</p>' if scope else ""
    heading = isolated(question, "h2", f' class="asked" id="q{number}-asked"')
    attributes = "".join(f' data-{name}="{escaped(value)}"' for name, value in data.items())
    return (
        f'<section class="exchange" id="q{number}" aria-labelledby="q{number}-asked"{attributes}>'
        f'{heading}{limits}<div class="columns"><div class="told">{told}</div>{sources}</div></section>'
    )


def _told(number: int, answer: Answer, words: Wording) -> str:
    """The answer's sentences, event by event where there are several and article by article in a list; then what the
    outlets disagree on."""
    cited = {citation.n: citation for citation in answer.citations}
    conflicts = _conflicts(number, answer.conflicts, cited, words)
    if not answer.blocks:
        if not answer.sentences and not answer.conflicts:  # of the collection itself: nobody is quoted
            return _said(isolated(answer.answer, "span"))
        return _sentences(number, answer.sentences, cited, words) + conflicts
    blocks, shown = [], set()
    for event in answer.blocks:
        own = [at for at, each in enumerate(answer.sentences) if set(each.citations) & set(event.citations)]
        blocks.append(_event(number, event, [answer.sentences[at] for at in own if at not in shown], cited, words))
        shown.update(own)
    rest = [each for at, each in enumerate(answer.sentences) if at not in shown]
    lead = _said(isolated(answer.lead, "span"), "said lead") if answer.lead else ""
    return lead + _sentences(number, rest, cited, words) + "".join(blocks) + conflicts


def _event(number: int, event: Event, sentences: list[Sentence], cited: dict[int, Citation], words: Wording) -> str:
    outlets = {cited[n].outlet for n in event.citations if n in cited and cited[n].outlet}
    many = f'<p class="note">{escaped(words("from_outlets", n=len(outlets)))}</p>' if len(outlets) > 1 else ""
    headline = event.label.removeprefix(f"{in_words(event.published)}: ")
    label = isolated(headline, "p", ' class="label"') if headline else ""
    return (
        f'<div class="event"><p class="day">{escaped(words.day(event.published))}</p>'
        f"<div>{label}{_sentences(number, sentences, cited, words)}{many}</div></div>"
    )


def _sentences(number: int, sentences: Iterable[Sentence], cited: dict[int, Citation], words: Wording) -> str:
    return "".join(
        _said(isolated(each.text, "span") + _markers(number, each.citations, cited, words), runs=direction(each.text))
        for each in sentences
    )


def _conflicts(number: int, conflicts: list[Conflict], cited: dict[int, Citation], words: Wording) -> str:
    blocks = []
    for conflict in conflicts:
        sides = "".join(
            f'<li><span class="value">{isolated(side.value)}</span>{_markers(number, side.citations, cited, words)}'
            f'<p class="note">{_outlets_of(side.citations, cited, words)}</p></li>'
            for side in conflict.sides
        )
        claim = isolated(conflict.claim, "p", ' class="label"')
        differ = f'<p class="day">{escaped(words("articles_differ"))}</p>'
        blocks.append(f'<div class="conflict">{differ}{claim}<ul>{sides}</ul></div>')
    return "".join(blocks)


def _outlets_of(numbers: list[int], cited: dict[int, Citation], words: Wording) -> str:
    return ", ".join(dict.fromkeys(isolated(outlet_of(cited[n].outlet, words)) for n in numbers if n in cited))


def _said(sentence_html: str, kind: str = "said", runs: str = "ltr") -> str:
    # Markers stand where the sentence ends, so the whole line runs its way.
    return f'<p class="{kind}" dir="{runs}">{sentence_html}</p>'


def _markers(number: int, numbers: list[int], cited: dict[int, Citation], words: Wording) -> str:
    markers = []
    for n in numbers:
        if n in cited:
            outlet, day = outlet_of(cited[n].outlet, words), words.day(cited[n].published)
            name = words("source", n=n, outlet=outlet, day=day)
            markers.append(
                f' <a class="marker" href="#q{number}-s{n}" data-source="{n}" aria-label="{escaped(name)}">[{n}]</a>'
            )
    return "".join(markers)


def _doings(answer: Answer, words: Wording) -> str:
    """Buttons for a verdict on the answer and for copying it; ui/opining.js and ui/exporting.js act on them."""
    verdicts = ["helpful", *(["wrong_citation"] if answer.citations else []), "missed_something"]
    buttons = "".join(
        f'<button type="button" class="verdict" data-verdict="{each}" aria-pressed="false">'
        f"{escaped(words(each))}</button>"
        for each in verdicts
    )
    copy = f'<button type="button" class="copy">{escaped(words("copy"))}</button>'
    return f'<div class="doings"><span class="verdicts">{buttons}</span>{copy}<p class="done" role="status"></p></div>'


def _follow_ups(questions: Sequence[str], words: Wording) -> str:
    if not questions:
        return ""
    button = ' type="button" class="follow-up"'
    buttons = "".join(f"<li>{isolated(each, 'button', button)}</li>" for each in questions)
    label = escaped(words("ask_next"))
    return f'<div class="follow-ups"><p class="note">{label}</p><ul aria-label="{label}">{buttons}</ul></div>'
