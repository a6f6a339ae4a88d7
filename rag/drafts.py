"""Drafts: a model's words cut into sentences while they come, each with its markers, as plain text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from rag.sentences import sentence_spans

_THINKING = re.compile(r"<(think(?:ing)?|reasoning)>.*?(?:</\1>|\Z)", re.DOTALL | re.IGNORECASE)
_THINKING_BEGINS = re.compile(r"<[a-z]{0,9}\Z", re.IGNORECASE)
_MARKERS = r"(?:[\[【]\s*[^\[\]【】]{1,24}[\]】](?!\()[ \t]*)+"
# "It cost 212. [1] The next": the marker stands behind the stop, and belongs before it.
_BEHIND_STOP = re.compile(rf"([.!?…。]+[\"”’»)*_]*)[ \t]*({_MARKERS})")
_OPEN_MARKER = re.compile(r"[\[【][^\]】]{0,24}\Z|[\]】]\Z")
# What ends a sentence, and how far behind it the next one has surely begun.
_STOPS, _AHEAD = re.compile(r"[.!?…。！？\]】\n]"), 60
_ENDED = re.compile(r"(?:[.!?…。！？][\"'”’»)*_]*|[\]】][*_.]*)\Z")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*(?:\s[^()]*)?\)")
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,500}>|<!--.*?(?:-->|\Z)", re.DOTALL)
_BULLET = re.compile(r"(?:[-*•–—#>]+|\(?\d{1,2}[.)])\s+")
_LABEL = re.compile(r"\W{0,3}(?:answer|response|summary|antwort)\W{0,3}:\W{0,3}\s", re.IGNORECASE)
_EMPHASIS = re.compile(r"\*{1,3}|`{1,3}|(?<!\w)_{1,3}|_{1,3}(?!\w)")


def sentences_of(pieces: Iterable[str]) -> Iterator[str]:
    """Each sentence as soon as the next one begins, on one line, its markers before its stop; markup is taken out.

    What is thought aloud is left out, and so is a last sentence that does not end. Where `pieces` raises, a sentence
    that had ended by then still comes.
    """
    draft, told = "", 0
    try:
        for piece in pieces:
            draft += piece
            if not _STOPS.search(draft, max(0, len(draft) - len(piece) - _AHEAD)):
                continue
            ready = _cut(draft)
            # The last one may go on: a stop may be an abbreviation's, and markers may follow it.
            yield from filter(None, map(_plain, ready[told:-1]))
            told = max(told, len(ready) - 1)
    except Exception:
        yield from _last(draft, told)
        raise
    yield from _last(draft, told)


def _last(draft: str, told: int) -> Iterator[str]:
    for sentence in _cut(draft)[told:]:
        if _ENDED.search(sentence) and (plain := _plain(sentence)):
            yield plain


def _cut(draft: str) -> list[str]:
    """The sentences so far; an unfinished thought, tag or marker at the end is not looked at yet."""
    said = _THINKING.sub(" ", draft)
    said = _THINKING_BEGINS.sub("", said)
    said = _BEHIND_STOP.sub(_before_stop, _unmarked(said))
    sentences: list[str] = []
    for start, end in sentence_spans(said):
        sentence = said[start:end]
        if sentences and (_OPEN_MARKER.match(sentence) or not any(map(str.isalnum, sentence))):
            sentences[-1] += f" {sentence}"
        else:
            sentences.append(sentence)
    return sentences


def _unmarked(text: str) -> str:
    """The text without tags and images; a link becomes its label."""
    return _TAG.sub(" ", _LINK.sub(lambda m: " " if m.group().startswith("!") else m.group(1), text))


def _before_stop(m: re.Match[str]) -> str:
    return f" {m.group(2).strip()}{m.group(1)} "


def _plain(sentence: str) -> str:
    """A sentence without emphasis, control characters and what only leads in; empty where nothing is left."""
    text = "".join(" " if letter.isspace() else letter for letter in sentence if not _is_hidden(letter))
    text = _EMPHASIS.sub("", text)
    text = " ".join(text.split())
    while (lead := _BULLET.match(text) or _LABEL.match(text)) and lead.end() < len(text):
        text = text[lead.end() :]
    return text if any(map(str.isalnum, text)) else ""


def _is_hidden(letter: str) -> bool:
    """Whether a character is not to be seen: control and format characters, halves of one, private ones."""
    return unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Co", "Cn") and not letter.isspace()
