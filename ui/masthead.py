"""What stands on the page before anybody asks: its name, what the archive holds, how it answers."""

from __future__ import annotations

import json
from typing import Any

from ui.escaping import escaped, isolated
from ui.wording import Wording

# Outlets named before the first question; the filter and the archive page have them all.
_OUTLETS_LISTED = 8
_SAID_IN_THE_BROWSER = (
    "any", "conversation_not_kept", "delete", "reading", "not_reachable", "loaded_again", "not_answered",
    "one_at_a_time", "what_was_wrong", "send", "cancel", "thanks", "not_kept", "copied", "not_copied",
)  # fmt: skip


def holdings(status: dict[str, Any], words: Wording) -> str:
    """What an archive holds, in a line: "24 articles · 6 outlets · 2013 to 2026". `status` is Archive.status()."""
    parts = [words("articles", n=status["articles"])]
    if status["outlets"]:
        parts.append(words("outlets", n=len(status["outlets"])))
    years = [day[:4] for day in (status["first_published"], status["last_published"]) if day]
    if years:
        parts.append(years[0] if years[0] == years[-1] else words("from_to", first=years[0], last=years[-1]))
    return " · ".join(parts)


def render_masthead(status: dict[str, Any], words: Wording) -> str:
    """The page's name and what the archive holds, with the way to the archive page."""
    return (
        f'<h1 class="name">Dateline</h1><p class="holdings">{escaped(holdings(status, words))} · '
        f'<a href="archive">{escaped(words("archive"))}</a></p>'
    )


def render_welcome(status: dict[str, Any], words: Wording) -> str:
    """What stands where answers will be, before the first question."""
    if not status["articles"]:
        return (
            f'<section class="welcome"><div><h2>{escaped(words("empty_title"))}</h2>'
            f"<p>{escaped(words('empty_how'))}</p><pre><code>dateline ingest FOLDER</code></pre>"
            f"<p>{escaped(words('empty_folder'))}</p></div></section>"
        )
    first, last = status["first_published"], status["last_published"]
    articles = words("articles", n=status["articles"])
    if first and last and first != last:
        what = words("welcome_from", articles=articles, first=words.day(first), last=words.day(last))
    else:
        what = words("welcome_undated", articles=articles)
    return (
        f'<section class="welcome"><div><h2>{escaped(words("welcome_title"))}</h2>'
        f"<p>{escaped(what)} {escaped(words('welcome_how'))}</p></div>{_outlets(status, words)}</section>"
    )


def render_tools(words: Wording) -> str:
    """What can be done with conversations; ui/page.js acts on it, with the words given here, and shows what applies."""
    spoken = json.dumps({name: words(name) for name in _SAID_IN_THE_BROWSER})
    return (
        f'<div class="tools" data-language="{words.language}" data-words="{escaped(spoken)}">'
        f'<button type="button" class="begin" hidden>{escaped(words("new_conversation"))}</button>'
        f'<details class="earlier" hidden><summary>{escaped(words("conversations"))}</summary><div class="list">'
        f'<ul></ul><p class="note">{escaped(words("conversation_kept"))}</p>'
        f'<button type="button" class="delete-all">{escaped(words("delete_all"))}</button></div></details>'
        f'<button type="button" class="download" hidden>{escaped(words("download"))}</button></div>'
    )


def _outlets(status: dict[str, Any], words: Wording) -> str:
    outlets = list(status["outlets"].items())
    lines = [
        f"<li>{isolated(outlet)} <span>{words.number(articles)}</span></li>"
        for outlet, articles in outlets[:_OUTLETS_LISTED]
    ]
    if len(outlets) > _OUTLETS_LISTED:
        lines.append(f"<li>{escaped(words('and_more', n=len(outlets) - _OUTLETS_LISTED))}</li>")
    if not lines:
        return ""
    return f'<div class="holds"><h3>{escaped(words("in_collection"))}</h3><ul>{"".join(lines)}</ul></div>'
