"""An exchange as Markdown with footnotes, for a document: each sentence with its source, each source with its quote.

What articles and readers wrote is escaped, so that it is only text there too: no image, link, heading or footnote of
its own (CommonMark 0.31, 2.4, and the extensions of GitHub).
"""

from __future__ import annotations

import re

from rag.answer import Answer, Citation
from ui.escaping import safe_link
from ui.wording import Wording

_MARKUP = re.compile(r"[\\`*_\[\]<>#|~$&^{}]|!(?=\[)|:(?=//|\w+:)|(?<=www)\.|@")
_LINE_START = re.compile(r"^(?:[-+=](?=\s|$|[-+=])|\d{1,9}(?=[.)]))")
# They turn what follows around and print nothing; in a document there is no element to hold them in.
_DIRECTIONS = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]")


def footnoted(number: int, answer: Answer, scope: str, words: Wording) -> str:
    """The exchange as Markdown; `number` keeps its footnotes apart from those of other exchanges in one document."""
    lines = [f"## {markdown_text(answer.question)}", ""]
    if scope:
        lines += [f"*{markdown_text(scope)}*", ""]
    if answer.status == "not_found" or not answer.sentences:
        cited = answer.nearest or answer.citations
        lines += [_marked(number, answer.answer, [each.n for each in cited]), ""]
    else:
        cited = answer.citations
        lines += _sentences(number, answer, words)
    for conflict in answer.conflicts:
        sides = "; ".join(_marked(number, side.value, side.citations) for side in conflict.sides)
        lines += [f"{markdown_text(words('articles_differ'))}: {markdown_text(conflict.claim)} – {sides}", ""]
    lines += [f"*{markdown_text(note)}*\n" for note in answer.notes]
    lines += [_footnote(number, each, words) for each in cited]
    return "\n".join(lines).strip() + "\n"


def markdown_text(text: str) -> str:
    """Text in one line that Markdown shows as it is; marks of writing direction are left out."""
    return _MARKUP.sub(lambda m: f"\\{m.group()}", _DIRECTIONS.sub("", " ".join(text.split())))


def _beginning(text: str) -> str:
    """The same where a line begins, so that it begins no list and no rule."""
    return _LINE_START.sub(lambda m: m.group() + "\\" if m.group().isdigit() else f"\\{m.group()}", markdown_text(text))


def _sentences(number: int, answer: Answer, words: Wording) -> list[str]:
    lines = [_beginning(answer.lead), ""] if answer.lead else []
    days = {n: words.day(event.published) for event in answer.blocks for n in event.citations}
    day_before = ""
    for sentence in answer.sentences:
        day = next((days[n] for n in sentence.citations if n in days), "")
        if day and day != day_before:
            lines += [f"**{markdown_text(day)}**", ""]
        day_before = day or day_before
        lines += [_marked(number, sentence.text, sentence.citations), ""]
    return lines


def _marked(number: int, text: str, numbers: list[int]) -> str:
    return _beginning(text) + "".join(f"[^{number}-{n}]" for n in numbers)


def _footnote(number: int, citation: Citation, words: Wording) -> str:
    outlet = citation.outlet or words("no_outlet")
    told = f"“{citation.quote}” {citation.title}, {outlet}, {words.day(citation.published)}."
    also = ", ".join(dict.fromkeys(copy.outlet for copy in citation.copies if copy.outlet))
    if also:
        told += f" ({words('also_in', outlets=also)})"
    link = safe_link(citation.url)
    # An address in angle brackets ends at the next one.
    address = f" <{link.replace('<', '%3C').replace('>', '%3E')}>" if link else ""
    return f"[^{number}-{citation.n}]: {markdown_text(told)}{address}"
