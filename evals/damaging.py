"""Damage done to the values of true sentences, by rule: a number changed, a name swapped, a quotation altered ...

Each rule takes a true sentence and gives it back saying something else, or None where it finds nothing to damage. What
is said of the values is damaged in distorting.py.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from datetime import timedelta

from corpus.dates import bounds
from corpus.months import ENGLISH_MONTHS
from evals.truths import Damage, TrueSentence, names_in, other_name, put
from rag.statement import Statement, read_statement
from rag.values import Value

_WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_COUNTS = "three four five six seven eight nine eleven twelve fifteen nineteen thirty forty sixty ninety".split()
_UNITS = (
    ("hours", "minutes"), ("minutes", "seconds"), ("days", "weeks"), ("weeks", "months"), ("months", "years"),
    ("metres", "kilometres"), ("kilometres", "metres"), ("kilograms", "tonnes"), ("tonnes", "kilograms"),
    ("million", "billion"), ("thousand", "million"), ("per cent", "crowns"), ("crowns", "pounds"),
)  # fmt: skip


def number_changed(true: TrueSentence, chance: random.Random) -> str | None:
    """Another number in the place of one."""
    return _number(true, chance, lambda figure: _another_number(true.text, figure, chance))


def number_from_the_passage(true: TrueSentence, chance: random.Random) -> str | None:
    """A number that the passage has for something else."""
    return _number(true, chance, lambda figure: _from_the_passage(true, figure, chance))


def unit_changed(true: TrueSentence, chance: random.Random) -> str | None:
    """What a number measures, in another unit."""
    for figure in read_statement(true.text).figures:
        for one, other in _UNITS:
            m = re.match(rf" {one}\b", true.text[figure.end :]) or re.search(rf"(?<= ){one}$", true.text[: figure.end])
            if m:
                start = figure.end + m.start() + 1 if m.group()[0] == " " else m.start()
                return put(true.text, start, start + len(one), other)
    return None


def date_shifted(true: TrueSentence, chance: random.Random) -> str | None:
    """Another day, month or year."""
    statement = read_statement(true.text)
    for name in chance.sample(_WEEKDAYS, 7):
        m = re.search(rf"\b{name}\b", true.text)
        if m:
            other = _WEEKDAYS[(_WEEKDAYS.index(name) + chance.randint(1, 6)) % 7]
            return put(true.text, m.start(), m.end(), other)
    for day in statement.days:
        printed = true.text[day.start : day.end]
        if printed.isdigit() and len(printed) == 4:
            return put(true.text, day.start, day.end, str(int(printed) + chance.choice((-3, -2, -1, 1, 2, 4))))
        m = re.search(r"\b\d{1,2}\b", printed)
        if m:
            moved = int(m.group()) % 28 + chance.randint(1, 3)
            if moved != int(m.group()):
                return put(true.text, day.start, day.end, put(printed, m.start(), m.end(), str(min(moved, 28))))
    for month in ENGLISH_MONTHS:
        m = re.search(rf"\b{month}\b", true.text) if month != "May" else None
        if m:
            return put(true.text, m.start(), m.end(), ENGLISH_MONTHS[(ENGLISH_MONTHS.index(month) + 5) % 12])
    return None


def weekday_to_a_wrong_date(true: TrueSentence, chance: random.Random) -> str | None:
    """The date, where the article has the day of the week, some days off."""
    on = bounds(true.published)
    m = re.search(rf"\bon ({'|'.join(_WEEKDAYS)})\b", true.text)
    if not m or not on or on[0] != on[1] or re.search(r"\b(?:will|next|from|until)\b", true.text):
        return None
    day = on[0] - timedelta((on[0].weekday() - _WEEKDAYS.index(m[1])) % 7) + timedelta(chance.choice((-4, -2, 2, 3)))
    return put(true.text, m.start(), m.end(), f"on {day.day} {ENGLISH_MONTHS[day.month - 1]} {day.year}")


def name_swapped(true: TrueSentence, chance: random.Random) -> str | None:
    """A name of another article in the place of one."""
    return _name(true, chance, [name for other in true.others for name in names_in(other)])


def name_from_the_passage(true: TrueSentence, chance: random.Random) -> str | None:
    """A name that the passage has elsewhere in the place of one."""
    return _name(true, chance, names_in(true.passage))


def quote_altered(true: TrueSentence, chance: random.Random) -> str | None:
    """A quotation with one of its words changed for another of the passage."""
    start, end = _quotable(true.text)
    words = list(re.finditer(r"[a-z]{4,}", true.text[start:end]))
    if not words:
        return None
    word = chance.choice(words)
    own = set(re.findall(r"[a-z]{4,}", true.text))
    others = sorted(set(re.findall(r"\b[a-z]{4,}\b", " ".join(true.others))) - own)
    if not others:
        return None
    altered = put(true.text[start:end], word.start(), word.end(), chance.choice(others))
    return _quoting(true.text, start, end, altered)


def quote_shortened(true: TrueSentence, chance: random.Random) -> str | None:
    """A quotation with a word left out of its middle."""
    start, end = _quotable(true.text)
    words = list(re.finditer(r"\S+ ", true.text[start:end]))[1:-1]
    if len(words) < 3:
        return None
    word = chance.choice(words)
    return _quoting(true.text, start, end, put(true.text[start:end], word.start(), word.end(), ""))


def quote_of_another(true: TrueSentence, chance: random.Random) -> str | None:
    """A quotation of another article, in this sentence."""
    others = [s for other in true.others for s in re.findall(r"[^.\n“”\"]{25,90}(?=[.])", other)]
    if not others:
        return None
    start, end = _quotable(true.text)
    return _quoting(true.text, start, end, chance.choice(others).strip())


DAMAGES: dict[str, Damage] = {
    "number changed": number_changed,
    "number from the passage": number_from_the_passage,
    "unit changed": unit_changed,
    "date shifted": date_shifted,
    "weekday to a wrong date": weekday_to_a_wrong_date,
    "name swapped": name_swapped,
    "name from the passage": name_from_the_passage,
    "quote altered": quote_altered,
    "quote shortened": quote_shortened,
    "quote of another article": quote_of_another,
}


def _number(true: TrueSentence, chance: random.Random, other: Callable[[Value], str | None]) -> str | None:
    figures = list(read_statement(true.text).figures)
    chance.shuffle(figures)
    for figure in figures:
        words = other(figure)
        if words:
            return put(true.text, figure.start, figure.end, words)
    return None


def _another_number(text: str, figure: Value, chance: random.Random) -> str | None:
    printed = text[figure.start : figure.end]
    digits = re.search(r"\d[\d,]*", printed)
    if digits:
        amount = int(digits.group().replace(",", ""))
        other = amount + max(1, amount // chance.choice((3, 5, 10))) * chance.choice((1, 2))
        return put(printed, digits.start(), digits.end(), f"{other:,}" if "," in digits.group() else str(other))
    count = re.match(r"[A-Za-z]+(?:-[a-z]+)?", printed)
    others = [word for word in _COUNTS if count and word != count.group().lower()]
    if not count or not others or count.group().lower() in ("a", "one"):
        return None
    word = chance.choice(others)
    return (word.capitalize() if printed[0].isupper() else word) + printed[count.end() :]


def _from_the_passage(true: TrueSentence, figure: Value, chance: random.Random) -> str | None:
    own = {each.key for each in read_statement(true.text).figures}
    others = [
        true.passage[each.start : each.end]
        for each in read_statement(true.passage).figures
        if each.key not in own and each.unit == figure.unit and each.amount >= 2
    ]
    return chance.choice(others) if others else None


def _name(true: TrueSentence, chance: random.Random, names: Sequence[str]) -> str | None:
    statement: Statement = read_statement(true.text)
    own = [name for name in statement.names if not (statement.opening and name is statement.names[0])]
    chance.shuffle(own)
    for name in own:
        other = other_name(true.text, name, names, chance)
        if other:
            return put(true.text, name.start, name.end, other)
    return None


def _quotable(text: str) -> tuple[int, int]:
    """The span of what is quoted, else of the whole sentence without its stop."""
    quotations = read_statement(text).quotations
    return max(quotations, key=lambda span: span[1] - span[0]) if quotations else (0, len(text.rstrip(".!? ")))


def _quoting(text: str, start: int, end: int, words: str) -> str:
    """The sentence with other words quoted; one that quotes nothing becomes a quotation."""
    if start == 0:
        return f"“{words}.”"
    return put(text, start, end, words)
