"""Answer to HTML. Every word that comes from an article or a reader is escaped, because gr.HTML is not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any
from urllib.parse import urlsplit

from corpus.article import Article, DatelineError
from corpus.dates import in_words
from rag.answer import Answer, Citation, Conflict, Event, Sentence
from rag.stories import TimelineReport
from ui.escaping import escaped, isolated, safe_link
from ui.timeline import render_timeline

FindArticle = Callable[[str, str | None], Article]

# Characters of the paragraph shown on each side of a quote: about three lines of a source card.
_AROUND_QUOTE = 220
# Outlets named before the first question; the filter has them all.
_OUTLETS_LISTED = 8


def quoted_paragraph(text: str, start: int, end: int) -> tuple[str, str, str]:
    """What stands before `text[start:end]` in its paragraph, that span itself, and what stands after.

    Before and after are shortened at a word with an ellipsis; the span never is.
    """
    opens = text.rfind("\n\n", 0, start)
    closes = text.find("\n\n", end)
    before = text[opens + 2 if opens >= 0 else 0 : start]
    after = text[end : closes if closes >= 0 else len(text)]
    if len(before) > _AROUND_QUOTE:
        kept = before[-_AROUND_QUOTE:]
        before = "… " + kept[kept.find(" ") + 1 :]
    if len(after) > _AROUND_QUOTE:
        kept = after[:_AROUND_QUOTE]
        after = kept[: kept.rfind(" ") if " " in kept else None] + " …"
    return before, text[start:end], after


def render_exchange(
    number: int,
    answer: Answer,
    find_article: FindArticle,
    scope: str = "",
    timeline: Sequence[TimelineReport] = (),
) -> str:
    """One question with its answer on the left and its sources beside it.

    `number` counts the questions of the conversation and keeps the anchors of each apart; `scope` says in words
    which filters were on; `find_article` fetches the stored version a citation names; `timeline` are the reports of
    the story, drawn where two or more have a day.
    """
    if answer.status == "not_found":
        told, title, cited = _said(isolated(answer.answer, "span"), "not-found"), "Nearest", answer.nearest
    else:
        told, title, cited = _told(number, answer), "Sources", answer.citations
    notes = "".join(isolated(note, "p", ' class="note"') for note in _notes(answer))
    told = (notes + told if answer.events else told + notes) + render_timeline(timeline)
    return _exchange(number, answer.question, scope, told, _sources(number, title, cited, find_article), answer.status)


def render_pending(number: int, question: str, scope: str = "") -> str:
    """A question whose answer is on its way."""
    return _exchange(number, question, scope, '<p class="note">Reading the articles …</p>', "", "pending")


def render_problem(sentence: str) -> str:
    """A quiet sentence about a question that was not answered."""
    return f'<p class="problem" role="alert">{escaped(sentence)}</p>' if sentence else ""


def holdings(status: dict[str, Any]) -> str:
    """What an archive holds, in a line: "24 articles · 6 outlets · 2013 to 2026"."""
    articles, outlets = status["articles"], len(status["outlets"])
    parts = [f"{articles:,} article{'s' * (articles != 1)}"]
    if outlets:
        parts.append(f"{outlets:,} outlet{'s' * (outlets != 1)}")
    years = [day[:4] for day in (status["first_published"], status["last_published"]) if day]
    if years:
        parts.append(years[0] if years[0] == years[-1] else f"{years[0]} to {years[-1]}")
    return " · ".join(parts)


def render_masthead(status: dict[str, Any]) -> str:
    """The page's name and what the archive holds."""
    return f'<h1 class="name">Dateline</h1><p class="holdings">{escaped(holdings(status))}</p>'


def render_welcome(status: dict[str, Any]) -> str:
    """What stands where answers will be, before the first question."""
    if not status["articles"]:
        return (
            '<section class="welcome"><div><h2>This archive is empty.</h2>'
            "<p>Put news articles into it and ask again. In a terminal, stop this server, then:</p>"
            "<pre><code>dateline ingest FOLDER</code></pre>"
            "<p>FOLDER is a folder of .txt, .md, .html or .jsonl files.</p></div></section>"
        )
    first, last = status["first_published"], status["last_published"]
    between = f", published from {in_words(first)} to {in_words(last)}" if first and last and first != last else ""
    outlets = list(status["outlets"].items())
    lines = [f"<li>{isolated(outlet)} <span>{articles:,}</span></li>" for outlet, articles in outlets[:_OUTLETS_LISTED]]
    if len(outlets) > _OUTLETS_LISTED:
        lines.append(f"<li>and {len(outlets) - _OUTLETS_LISTED:,} more outlets</li>")
    listed = f'<div class="holds"><h3>In this collection</h3><ul>{"".join(lines)}</ul></div>' if lines else ""
    return (
        '<section class="welcome"><div><h2>Ask what the articles say.</h2>'
        f"<p>Dateline answers from {status['articles']:,} articles{between}, and from nothing else. "
        "Answers are the articles’ own sentences, each with its source beside it. "
        f"Where the articles do not say, Dateline says so.</p></div>{listed}</section>"
    )


def _exchange(number: int, question: str, scope: str, told: str, sources: str, status: str) -> str:
    limits = f'<p class="scope">{escaped(scope)}</p>' if scope else ""
    heading = isolated(question, "h2", f' class="asked" id="q{number}-asked"')
    return (
        f'<section class="exchange" id="q{number}" data-status="{status}" aria-labelledby="q{number}-asked">'
        f'{heading}{limits}<div class="columns"><div class="told">{told}</div>{sources}</div></section>'
    )


def _notes(answer: Answer) -> list[str]:
    notes = list(answer.notes)
    if answer.understood and " ".join(answer.question.split()) != answer.understood:
        notes.insert(0, f"Read as: {answer.understood}")
    if answer.dropped:
        what = "citation was" if answer.dropped == 1 else "citations were"
        notes.append(f"{answer.dropped} {what} left out because the stored text does not bear them out.")
    return notes


def _told(number: int, answer: Answer) -> str:
    """The answer's sentences: event by event where there are several, then what the outlets disagree on."""
    cited = {citation.n: citation for citation in answer.citations}
    if not answer.events:
        if not answer.sentences and not answer.conflicts:  # of the collection itself: nobody is quoted
            return _said(isolated(answer.answer, "span"))
        return _sentences(number, answer.sentences, cited) + _conflicts(number, answer.conflicts, cited)
    blocks, shown = [], set()
    for event in answer.events:
        own = [at for at, each in enumerate(answer.sentences) if set(each.citations) & set(event.citations)]
        blocks.append(_event(number, event, [answer.sentences[at] for at in own if at not in shown], cited))
        shown.update(own)
    rest = [each for at, each in enumerate(answer.sentences) if at not in shown]
    return _sentences(number, rest, cited) + "".join(blocks) + _conflicts(number, answer.conflicts, cited)


def _event(number: int, event: Event, sentences: list[Sentence], cited: dict[int, Citation]) -> str:
    outlets = {cited[n].outlet for n in event.citations if n in cited and cited[n].outlet}
    many = f'<p class="note">from {len(outlets)} outlets</p>' if len(outlets) > 1 else ""
    headline = event.label.removeprefix(f"{in_words(event.published)}: ")
    label = isolated(headline, "p", ' class="label"') if headline else ""
    return (
        f'<div class="event"><p class="day">{escaped(in_words(event.published))}</p>'
        f"<div>{label}{_sentences(number, sentences, cited)}{many}</div></div>"
    )


def _sentences(number: int, sentences: Iterable[Sentence], cited: dict[int, Citation]) -> str:
    return "".join(_said(isolated(each.text, "span") + _markers(number, each.citations, cited)) for each in sentences)


def _conflicts(number: int, conflicts: list[Conflict], cited: dict[int, Citation]) -> str:
    blocks = []
    for conflict in conflicts:
        sides = "".join(
            f'<li><span class="value">{isolated(side.value)}</span>{_markers(number, side.citations, cited)}'
            f'<p class="note">{_outlets_of(side.citations, cited)}</p></li>'
            for side in conflict.sides
        )
        claim = isolated(conflict.claim, "p", ' class="label"')
        blocks.append(f'<div class="conflict"><p class="day">The articles differ</p>{claim}<ul>{sides}</ul></div>')
    return "".join(blocks)


def _outlets_of(numbers: list[int], cited: dict[int, Citation]) -> str:
    return ", ".join(dict.fromkeys(isolated(_outlet(cited[n].outlet)) for n in numbers if n in cited))


def _said(sentence_html: str, kind: str = "said") -> str:
    return f'<p class="{kind}">{sentence_html}</p>'


def _markers(number: int, numbers: list[int], cited: dict[int, Citation]) -> str:
    markers = []
    for n in numbers:
        if n in cited:
            name = f"Source {n}: {_outlet(cited[n].outlet)}, {in_words(cited[n].published)}"
            markers.append(
                f' <a class="marker" href="#q{number}-s{n}" data-source="{n}" aria-label="{escaped(name)}">[{n}]</a>'
            )
    return "".join(markers)


def _sources(number: int, title: str, cited: list[Citation], find_article: FindArticle) -> str:
    if not cited:
        return ""
    cards = "".join(
        _card(number, each, find_article, again=before is not None and before.article_id == each.article_id)
        for before, each in zip([None, *cited], cited, strict=False)
    )
    count = f'<span class="count">{len(cited)}</span>'
    return f'<details class="sources"><summary>{title} {count}</summary><ol>{cards}</ol></details>'


def _card(number: int, citation: Citation, find_article: FindArticle, again: bool) -> str:
    """A source: outlet and date, headline, the quote marked in its paragraph, copies, link.

    `again`: the card above is of the same article, so that only the quote is new.
    """
    if again:
        byline, headline, foot = "from the same article", "", ""
    else:
        byline = f"{isolated(_outlet(citation.outlet))} · {escaped(in_words(citation.published))}"
        headline, foot = isolated(citation.title, "h3"), _foot(citation)
    return (
        f'<li class="source" id="q{number}-s{citation.n}" data-source="{citation.n}" tabindex="-1">'
        f'<p class="byline"><span class="number">{citation.n}</span>{byline}</p>'
        f"{headline}{_quote(citation, find_article)}{foot}</li>"
    )


def _foot(citation: Citation) -> str:
    also = ", ".join(dict.fromkeys(_linked(_outlet(copy.outlet), copy.url) for copy in citation.copies))
    link = safe_link(citation.url)
    foot = f"<span>also in: {also}</span>" if also else ""
    foot += _linked(f"open at {urlsplit(link).hostname}", link, "open") if link else ""
    return f'<p class="foot">{foot}</p>' if foot else ""


def _quote(citation: Citation, find_article: FindArticle) -> str:
    try:
        article = find_article(citation.article_id, citation.version)
    except DatelineError:  # removed since it was cited; the quote itself is still the quote
        before, quote, after, language = "", citation.quote, "", None
    else:
        before, quote, after = quoted_paragraph(article.text, citation.start, citation.end)
        language = article.language
    spoken = f' lang="{escaped(language)}"' if language else ""
    return f'<blockquote dir="auto"{spoken}>{escaped(before)}<mark>{escaped(quote)}</mark>{escaped(after)}</blockquote>'


def _linked(words: str, url: str | None, kind: str = "") -> str:
    link = safe_link(url)
    if not link:
        return isolated(words)
    named = f' class="{kind}"' if kind else ""
    return f'<a{named} href="{escaped(link)}" target="_blank" rel="noopener noreferrer nofollow">{isolated(words)}</a>'


def _outlet(outlet: str | None) -> str:
    return outlet or "outlet not named"
