"""True sentences in other words, by rule: what a check that is worth anything must let pass."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

from corpus.dates import bounds
from corpus.months import ENGLISH_MONTHS
from evals.truths import TrueSentence
from rag.statement import read_statement
from rag.values import Value

_WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = "_ _ twenty thirty forty fifty sixty seventy eighty ninety".split()
_LIKE = {
    "said": "stated", "big": "large", "large": "big", "began": "started", "started": "began", "buy": "purchase",
    "bought": "purchased", "about": "around", "near": "close to", "children": "kids", "car": "automobile",
    "home": "house", "killed": "dead", "quickly": "rapidly", "show": "display", "showed": "displayed",
    "ended": "finished",
    "picture": "photograph", "work": "labour", "building": "structure", "found": "discovered", "road": "street",
    "doctor": "physician", "ship": "vessel", "money": "cash", "repair": "fix", "job": "work", "fire": "blaze",
    "phone": "telephone", "call": "conversation", "help": "assist",
}  # fmt: skip

Rewording = Callable[[TrueSentence], "str | None"]


def unchanged(true: TrueSentence) -> str | None:
    """The sentence itself."""
    return true.text


def time_first(true: TrueSentence) -> str | None:
    """The day at the end put first: "On Monday, ..."."""
    m = re.search(rf",? (on (?:{'|'.join(_WEEKDAYS)})(?: (?:morning|evening|night))?|in \d{{4}})(?=[.]$)", true.text)
    if not m:
        return None
    rest = true.text[: m.start()]
    first = rest.split()[0]
    keeps = first in ("I",) or any(name.start == 0 for name in read_statement(rest).names)
    return f"{m[1][0].upper()}{m[1][1:]}, {rest if keeps else rest[0].lower() + rest[1:]}."


def in_words(true: TrueSentence) -> str | None:
    """The first whole number in words: "seventy thousand" for "70,000"."""
    for figure in _figures(true.text):
        printed = true.text[figure.start : figure.end]
        if re.fullmatch(r"\d{1,3}(?:,000)?", printed):
            words = _spelt(int(printed.replace(",000", "")))
            if words:
                thousand = " thousand" if ",000" in printed else ""
                start = words.capitalize() if figure.start == 0 else words
                return true.text[: figure.start] + start + thousand + true.text[figure.end :]
    return None


def in_digits(true: TrueSentence) -> str | None:
    """The first number word in digits; with a space for the thousands' comma."""
    m = re.search(r"(?<=\d),(?=\d{3}\b)", true.text)
    if m and not _is_quoted(true.text, m.start()):
        return true.text[: m.start()] + "\u00a0" + true.text[m.end() :]
    for figure in _figures(true.text):
        printed = true.text[figure.start : figure.end]
        if printed.replace("-", "").isalpha() and figure.amount >= 2:
            return f"{true.text[: figure.start]}{figure.amount:.0f}{true.text[figure.end :]}"
    return None


def day_as_date(true: TrueSentence) -> str | None:
    """The date for the day of the week."""
    on = bounds(true.published)
    m = re.search(rf"\b[Oo]n ({'|'.join(_WEEKDAYS)})\b(?! (?:and|night|evening))", true.text)
    if not m or not on or on[0] != on[1] or re.search(r"\b(?:will|next|from|until)\b", true.text):
        return None
    day = on[0] - timedelta((on[0].weekday() - _WEEKDAYS.index(m[1])) % 7)
    date = f"{m.group()[:2]} {day.day} {ENGLISH_MONTHS[day.month - 1]} {day.year}"
    return true.text[: m.start()] + date + true.text[m.end() :]


def month_shortened(true: TrueSentence) -> str | None:
    """ "Sept." for "September"."""
    for month in ENGLISH_MONTHS:
        m = re.search(rf"(?<=\d ){month}\b|\b{month}(?= \d)", true.text) if len(month) > 4 else None
        if m and not _is_quoted(true.text, m.start()):
            short = "Sept" if month == "September" else month[:3]
            return f"{true.text[: m.start()]}{short}.{true.text[m.end() :]}" if m.end() < len(true.text) - 1 else None
    return None


def passive(true: TrueSentence) -> str | None:
    """ "The Y was closed by X" for "X closed the Y"."""
    m = re.fullmatch(
        r"(?P<one>(?:The |An? )?[A-Z]?[\w’' ]{2,40}?) (?P<verb>[a-z]+ed) (?P<other>(?:the|a|an|its|his|her) [a-z]+)"
        r"(?P<rest> (?:on|in|at|after|with|for|from|to|of|and) [^,;:]*)?\.",
        true.text,
    )
    if not m or re.search(r"\b(?:was|were|had|has|have|is|are|who|which|that|be|been|and|not)\b", m["one"]):
        return None
    one = m["one"][0].lower() + m["one"][1:] if m["one"].startswith(("The ", "A ", "An ")) else m["one"]
    other = m["other"][0].upper() + m["other"][1:]
    rest = m["rest"] or ""
    if rest.startswith((" of", " to", " and")):
        return None
    return f"{other} was {m['verb']} by {one}{rest}."


def mr_added(true: TrueSentence) -> str | None:
    """ "Mr" before a name of two words."""
    statement = read_statement(true.text)
    for name in statement.names:
        if name.key.count(" ") != 1 or _is_quoted(true.text, name.start):
            continue
        before = true.text[: name.start].split()[-1:] or [""]
        if before[0] in ("said", "and", "of", "by", "with", "that"):
            return f"{true.text[: name.start]}Mr {true.text[name.start :]}"
    return None


def like_word(true: TrueSentence) -> str | None:
    """A common word for one that means about the same."""
    for word in re.finditer(r"\b[a-z]+\b", true.text):
        if word.group() in _LIKE and not _is_quoted(true.text, word.start()):
            return true.text[: word.start()] + _LIKE[word.group()] + true.text[word.end() :]
    return None


def clause_left_out(true: TrueSentence) -> str | None:
    """The sentence up to its last comma, where enough is left."""
    at = true.text.rfind(", ")
    whole = true.text[:at].count('"') % 2 == 0 and true.text[:at].count("“") == true.text[:at].count("”")
    if at < 50 or not whole or not re.match(r", (?:which|who|where|and|but|while|after)\b", true.text[at:]):
        return None
    return true.text[:at] + "."


def capitals(true: TrueSentence) -> str | None:
    """As a headline prints it: every word with a capital, without a stop."""
    if '"' in true.text or "“" in true.text:
        return None
    return " ".join(word[0].upper() + word[1:] for word in true.text.rstrip(".").split())


def quoted(true: TrueSentence) -> str | None:
    """The words themselves, as a quotation."""
    return None if re.search(r"[\"“”]", true.text) else f"“{true.text}”"


REWORDINGS: dict[str, Rewording] = {
    "unchanged": unchanged,
    "time first": time_first,
    "number in words": in_words,
    "number in digits": in_digits,
    "day as a date": day_as_date,
    "month shortened": month_shortened,
    "passive": passive,
    "Mr added": mr_added,
    "a like word": like_word,
    "clause left out": clause_left_out,
    "capitals": capitals,
    "quoted": quoted,
}


def _figures(text: str) -> list[Value]:
    """The numbers outside quotations, with no letter glued to them ("3D")."""
    statement = read_statement(text)
    whole = [each for each in statement.figures if not text[each.end : each.end + 1].isalpha()]
    return [each for each in whole if not _is_quoted(text, each.start)]


def _is_quoted(text: str, at: int) -> bool:
    return any(start <= at < end for start, end in read_statement(text).quotations)


def _spelt(number: int) -> str:
    if number < 20:
        return _SMALL[number]
    if number < 100:
        return _TENS[number // 10] + (f"-{_SMALL[number % 10]}" if number % 10 else "")
    return ""
