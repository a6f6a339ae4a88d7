"""The question before, with another asking word, outlet, period, name or thing in the place of its own.

English only. rag/conversation.py tells which it is.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date

from rag.periods import find_periods
from rag.questions import outlets_named
from rag.references import AUXILIARY, HEAD, WH, head_noun, names_in, thing_in
from rag.words import STOPWORDS, tokens

# "the second one"
ONE = re.compile(r"\b(the (?:first|second|third|other|new|old|last|next)) one\b", re.IGNORECASE)
_YEAR_BEFORE = re.compile(r"(?:in )?the (?:year (?:before|(?P<next>after))|previous year)", re.IGNORECASE)
# No more words than these, and no question word: a bare subject, "the puffins".
SUBJECT_WORDS = 4
_ACCORDING = re.compile(r"\baccording to (?:the )?[A-Z]\w*(?: [A-Z]\w*)*")
# What an earlier "By how many votes?" was read as.
_WAS_IT_THAT = re.compile(rf"^{WH}\b.*?\b(was it that .+)$", re.IGNORECASE)


def of_the_topic(question: str, topic: str) -> str:
    """The question with what it is about in brackets: "Who lost (the election)?"; itself where that adds nothing."""
    words = [word for word in topic.split() if word.lower() not in STOPWORDS]
    adds = not set(tokens(" ".join(words))) <= set(tokens(question))
    return f"{question.rstrip(' ?')} ({topic})?" if adds else question


def who_did(word: str, before: str) -> str:
    """ "Did Brack open the bridge?" asked of whoever did: "Who did open the bridge?"; empty for other questions."""
    spans = names_in(before)
    verb = before[: spans[0][0]].strip() if spans else ""
    if not re.fullmatch(AUXILIARY, verb, re.IGNORECASE):
        return ""
    return f"{first_upper(word)} {verb.lower()} {before[spans[0][1] :].strip()}"


def asked_of(word: str, before: str) -> str:
    """The question before, asked with another question word: "When?" after "Who opened the bridge?"."""
    word = first_upper(word)
    asked = _WAS_IT_THAT.match(before)
    if asked:
        return f"{word} {asked.group(1)}"
    head = HEAD.match(before)
    body = before[head.end() :] if head else before[0].lower() + before[1:]
    body = body.rstrip(" ?")
    if not body or (not head and len(body.split()) <= SUBJECT_WORDS):
        return f"{word}: {before}"
    if re.match(r"happened\b", body, re.IGNORECASE):
        return f"{word} did it happen{body[len('happened') :]}?"
    if re.match(rf"{AUXILIARY}\b", body, re.IGNORECASE):
        return f"{word} {body}?"
    inside = re.match(rf"(.+?)\s+({AUXILIARY})\s+(.+)$", body)
    if (
        inside and head and len(inside.group(1).split()) <= 3
    ):  # "(How many) people were hurt", "(Which) law did he sign"
        return f"{word} {inside.group(2)} {inside.group(1)} {inside.group(3)}?"
    if head and head.group().strip().lower() in ("which", "what"):
        return f"{word} was it that the {body}?"
    return f"{word} was it that they {body}?" if word.lower() not in ("who", "what") else f"{word} {body}?"


def with_another(before: str, other: str, outlets: Collection[str]) -> str:
    """The question before, with another outlet, year, name or thing in the place of the one it had."""
    according = f"according to {other}"
    if outlets_named(according, outlets):
        said = _ACCORDING.sub(according, before)
        return said if _ACCORDING.search(before) else f"{before.rstrip(' ?')}, {according}?"
    today = date.today()
    periods, mine = find_periods(before, today), find_periods(other, today)
    if mine:
        period = re.sub(r"^(?:in|on|during) ", "", other, flags=re.IGNORECASE)
        if periods:
            return f"{before[: periods[0].start]}{period}{before[periods[0].end :]}"
        joined = (
            other
            if re.match(r"(?:in|on|during|since|before|after|between|last|this|yester)", other, re.I)
            else f"in {other}"
        )
        return f"{before.rstrip(' ?')} {joined}?"
    year = _YEAR_BEFORE.fullmatch(other)
    if year and periods and periods[0].days[0].year == periods[0].days[1].year:
        earlier = periods[0].days[0].year + (1 if year["next"] else -1)
        return f"{before[: periods[0].start]}{earlier}{before[periods[0].end :]}"
    one = ONE.search(other)
    if one:
        phrase = thing_in(before)
        said = re.sub(
            r"\bthe (?:first|second|third|other|new|old|last|next)\b", one.group(1), phrase, flags=re.IGNORECASE
        )
        return before.replace(phrase, said if said != phrase else f"{one.group(1)} {head_noun(phrase)}", 1)
    bare = re.sub(r"^(?:the|in|at|on|for|to|from|by|with) ", "", other, flags=re.IGNORECASE)
    spans = names_in(before)
    if names_in(other) and spans:
        same = [span for span in spans if before[span[0] : span[1]].split()[-1].lower() == bare.split()[-1].lower()]
        start, end = (same or spans)[0]
        return f"{before[:start]}{re.sub(r'^the ', '', bare, flags=re.IGNORECASE)}{before[end:]}"
    counted = re.match(r"((?:and )?how many )([^\W\d_]+)", before, re.IGNORECASE)
    if counted and not names_in(other):
        return f"{counted.group(1)}{re.sub(r'^the ', '', bare, flags=re.IGNORECASE)}{before[counted.end() :]}"
    return f"{before.rstrip(' ?')}: {other}?"


def first_upper(text: str) -> str:
    """The text with a capital at its beginning."""
    return text[:1].upper() + text[1:]
