"""Damage done to true sentences on purpose, by rule: a number changed, a name swapped, roles reversed ...

Each rule takes a true sentence and gives it back saying something else, or None where it finds nothing to damage.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from corpus.dates import bounds
from corpus.months import ENGLISH_MONTHS
from rag.statement import Statement, read_statement
from rag.values import Value, folded

_WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_COUNTS = "three four five six seven eight nine eleven twelve fifteen nineteen thirty forty sixty ninety".split()
_BE = re.compile(r"\b(was|were|is|are|has|have|had|will|would|can|could)\b(?! not\b|n't\b)")
_NOT = re.compile(r"\b(was|were|is|are|has|have|had|will|would|can|could|did|does|do|must|should|may) not\b")
_PAST = re.compile(r"(?<=[a-z] )(?P<verb>[a-z]{2,}ed)\b")
_MIDDLE = re.compile(r"\s(?:was|were|is|are|has|have|had|will|would|said|says)\s")
_VERB = re.compile(r"[a-z]+(?:ed|es|s)|told|met|beat|won|gave|took|sold|bought|sent")
_SAYING = re.compile(r"\b(?:said|says|told|asked|added|warned|announced|explained|according to)\b", re.IGNORECASE)
_CLAUSE = re.compile(r"(?:, (?:which|who|and)|\bafter|\bwhile) [^.,\n“”\"]{25,80}(?=[.,])")
_SYMMETRIC = re.compile(r"^\W*(?:and|or|with|between|to|of|in|at|for)?\W*$|\b(?:and|or|with|met|meets|married)\b")
_UNITS = (
    ("hours", "minutes"), ("minutes", "seconds"), ("days", "weeks"), ("weeks", "months"), ("months", "years"),
    ("metres", "kilometres"), ("kilometres", "metres"), ("kilograms", "tonnes"), ("tonnes", "kilograms"),
    ("million", "billion"), ("thousand", "million"), ("per cent", "crowns"), ("crowns", "pounds"),
)  # fmt: skip


@dataclass(frozen=True)
class TrueSentence:
    """A true sentence, the text of the passage it stands in, and passages of other articles."""

    text: str
    passage: str
    published: str | None
    others: tuple[str, ...]


Damage = Callable[[TrueSentence, random.Random], "str | None"]


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
                return _put(true.text, start, start + len(one), other)
    return None


def date_shifted(true: TrueSentence, chance: random.Random) -> str | None:
    """Another day, month or year."""
    statement = read_statement(true.text)
    for name in chance.sample(_WEEKDAYS, 7):
        m = re.search(rf"\b{name}\b", true.text)
        if m:
            other = _WEEKDAYS[(_WEEKDAYS.index(name) + chance.randint(1, 6)) % 7]
            return _put(true.text, m.start(), m.end(), other)
    for day in statement.days:
        printed = true.text[day.start : day.end]
        if printed.isdigit() and len(printed) == 4:
            return _put(true.text, day.start, day.end, str(int(printed) + chance.choice((-3, -2, -1, 1, 2, 4))))
        m = re.search(r"\b\d{1,2}\b", printed)
        if m:
            moved = int(m.group()) % 28 + chance.randint(1, 3)
            if moved != int(m.group()):
                return _put(true.text, day.start, day.end, _put(printed, m.start(), m.end(), str(min(moved, 28))))
    for month in ENGLISH_MONTHS:
        m = re.search(rf"\b{month}\b", true.text) if month != "May" else None
        if m:
            return _put(true.text, m.start(), m.end(), ENGLISH_MONTHS[(ENGLISH_MONTHS.index(month) + 5) % 12])
    return None


def weekday_to_a_wrong_date(true: TrueSentence, chance: random.Random) -> str | None:
    """The date, where the article has the day of the week, some days off."""
    on = bounds(true.published)
    m = re.search(rf"\bon ({'|'.join(_WEEKDAYS)})\b", true.text)
    if not m or not on or on[0] != on[1] or re.search(r"\b(?:will|next|from|until)\b", true.text):
        return None
    day = on[0] - timedelta((on[0].weekday() - _WEEKDAYS.index(m[1])) % 7) + timedelta(chance.choice((-4, -2, 2, 3)))
    return _put(true.text, m.start(), m.end(), f"on {day.day} {ENGLISH_MONTHS[day.month - 1]} {day.year}")


def name_swapped(true: TrueSentence, chance: random.Random) -> str | None:
    """A name of another article in the place of one."""
    return _name(true, chance, [name for other in true.others for name in _names_in(other)])


def name_from_the_passage(true: TrueSentence, chance: random.Random) -> str | None:
    """A name that the passage has elsewhere in the place of one."""
    return _name(true, chance, _names_in(true.passage))


def roles_reversed(true: TrueSentence, chance: random.Random) -> str | None:
    """Two names of a sentence in each other's place, with a verb between them."""
    statement = read_statement(true.text)
    for one, other in zip(statement.names, statement.names[1:], strict=False):
        between = true.text[one.end : other.start]
        words = between.split()
        verb = any(_VERB.fullmatch(word) for word in words)
        if not verb or len(words) > 5 or re.search(r"[.,;:“”\"()]", between) or _SYMMETRIC.search(between):
            continue
        if set(one.key.split()) & set(other.key.split()) or one.key in _WEEKDAYS:
            continue
        first, second = true.text[one.start : one.end], true.text[other.start : other.end]
        return true.text[: one.start] + second + between + first + true.text[other.end :]
    return None


def passive_reversed(true: TrueSentence, chance: random.Random) -> str | None:
    """A sentence of the form "X closed the Y" turned into "X was closed by the Y"."""
    m = re.match(
        r"(?:[A-Z][\w ]+? - )?(?P<one>[A-Z][\w’' ]{2,40}?) (?P<verb>[a-z]+ed) "
        r"(?P<other>(?:the|a|an|its|his|her) [a-z]+)\b",
        true.text,
    )
    if not m or re.search(r"\b(?:was|were|had|has|have|is|are|who|which|that)\b", m["one"]):
        return None
    return f"{m['one']} was {m['verb']} by {m['other']}{true.text[m.end() :]}"


def negation_flipped(true: TrueSentence, chance: random.Random) -> str | None:
    """A "not" put in or taken out."""
    m = _NOT.search(true.text)
    if m:
        return _put(true.text, m.start(), m.end(), m.group(1)) if m.group(1) not in ("did", "does", "do") else None
    m = _BE.search(true.text)
    if m:
        return _put(true.text, m.start(), m.end(), f"{m.group(1)} not")
    m = _PAST.search(true.text)
    return _put(true.text, m.start(), m.end(), f"never {m['verb']}") if m else None


def doubt_added(true: TrueSentence, chance: random.Random) -> str | None:
    """What happened is only expected."""
    m = re.search(r"\b(?:was|were|has been|had been) (?=[a-z]+ed\b)", true.text)
    return _put(true.text, m.start(), m.end(), "may be ") if m else None


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
    altered = _put(true.text[start:end], word.start(), word.end(), chance.choice(others))
    return _quoting(true.text, start, end, altered)


def quote_shortened(true: TrueSentence, chance: random.Random) -> str | None:
    """A quotation with a word left out of its middle."""
    start, end = _quotable(true.text)
    words = list(re.finditer(r"\S+ ", true.text[start:end]))[1:-1]
    if len(words) < 3:
        return None
    word = chance.choice(words)
    return _quoting(true.text, start, end, _put(true.text[start:end], word.start(), word.end(), ""))


def quote_of_another(true: TrueSentence, chance: random.Random) -> str | None:
    """A quotation of another article, in this sentence."""
    others = [s for other in true.others for s in re.findall(r"[^.\n“”\"]{25,90}(?=[.])", other)]
    if not others:
        return None
    start, end = _quotable(true.text)
    return _quoting(true.text, start, end, chance.choice(others).strip())


def facts_joined(true: TrueSentence, chance: random.Random) -> str | None:
    """The subject of this sentence with the predicate of another sentence of the passage, or of another article."""
    m = _MIDDLE.search(true.text)
    if not m or m.start() > 90:
        return None
    subject = true.text[: m.start()]
    texts = [true.passage, *true.others]
    rest = []
    for text in texts:
        for sentence in re.split(r"(?<=[.!?])\s+", text):
            found = _MIDDLE.search(sentence)
            if found and sentence not in true.text and len(sentence) - found.start() > 30 and '"' not in sentence:
                shared = set(folded(subject).split()) & set(folded(sentence).split()) - {"the", "a", "of", "in"}
                if not shared and "\n" not in sentence:
                    rest.append(sentence[found.start() :])
    return subject + chance.choice(rest) if rest else None


def cause_invented(true: TrueSentence, chance: random.Random) -> str | None:
    """Another sentence of the passage made the reason of this one."""
    others = [
        s for s in re.split(r"(?<=[.!?])\s+", true.passage)
        if s not in true.text and true.text not in s and 25 < len(s) < 140 and '"' not in s and "\n" not in s
    ]  # fmt: skip
    if not others or re.search(r"\b(because|as|after|since|due)\b", true.text):
        return None
    other = chance.choice(others)
    return f"{true.text.rstrip('.!? ')} because {other[0].lower()}{other[1:]}"


def addition_unsupported(true: TrueSentence, chance: random.Random) -> str | None:
    """A part of a sentence of another article hung behind this one."""
    clauses = [clause for other in true.others for clause in _CLAUSE.findall(other)]
    if not clauses:
        return None
    return f"{true.text.rstrip('.!? ')} {chance.choice(clauses).lstrip(', ')}."


def attribution_moved(true: TrueSentence, chance: random.Random) -> str | None:
    """Said by somebody else: another name of the passage, of another article, or where nobody is named, anybody."""
    statement = read_statement(true.text)
    names = [*_names_in(true.passage), *(name for other in true.others for name in _names_in(other))]
    for m in _SAYING.finditer(true.text):
        for name in statement.names:
            if 0 <= m.start() - name.end <= 2 or 0 <= name.start - m.end() <= 2:
                other = _other_name(true.text, name, names, chance)
                return _put(true.text, name.start, name.end, other) if other else None
    return None


def attribution_invented(true: TrueSentence, chance: random.Random) -> str | None:
    """What the article says itself put into the mouth of somebody it names elsewhere, or of a stranger."""
    if _SAYING.search(true.text) or '"' in true.text or "“" in true.text:
        return None
    own = set(folded(true.text).split())
    names = [name for name in _names_in(" ".join(true.others)) if " " in name and not set(folded(name).split()) & own]
    return f"{true.text.rstrip('.!? ')}, {chance.choice(names)} said." if names else None


DAMAGES: dict[str, Damage] = {
    "number changed": number_changed,
    "number from the passage": number_from_the_passage,
    "unit changed": unit_changed,
    "date shifted": date_shifted,
    "weekday to a wrong date": weekday_to_a_wrong_date,
    "name swapped": name_swapped,
    "name from the passage": name_from_the_passage,
    "roles reversed": roles_reversed,
    "passive reversed": passive_reversed,
    "negation flipped": negation_flipped,
    "doubt added": doubt_added,
    "quote altered": quote_altered,
    "quote shortened": quote_shortened,
    "quote of another article": quote_of_another,
    "two facts joined": facts_joined,
    "cause invented": cause_invented,
    "unsupported addition": addition_unsupported,
    "attribution moved": attribution_moved,
    "attribution invented": attribution_invented,
}


def _put(text: str, start: int, end: int, words: str) -> str:
    return text[:start] + words + text[end:]


def _number(true: TrueSentence, chance: random.Random, other: Callable[[Value], str | None]) -> str | None:
    figures = list(read_statement(true.text).figures)
    chance.shuffle(figures)
    for figure in figures:
        words = other(figure)
        if words:
            return _put(true.text, figure.start, figure.end, words)
    return None


def _another_number(text: str, figure: Value, chance: random.Random) -> str | None:
    printed = text[figure.start : figure.end]
    digits = re.search(r"\d[\d,]*", printed)
    if digits:
        amount = int(digits.group().replace(",", ""))
        other = amount + max(1, amount // chance.choice((3, 5, 10))) * chance.choice((1, 2))
        return _put(printed, digits.start(), digits.end(), f"{other:,}" if "," in digits.group() else str(other))
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


def _names_in(text: str) -> list[str]:
    statements = [read_statement(each) for each in re.split(r"(?<=[.!?])\s+|\n+", text) if each]
    return [
        each.text[name.start : name.end]
        for each in statements
        for name in each.names
        if not (each.opening and name is each.names[0])
    ]


def _name(true: TrueSentence, chance: random.Random, names: Sequence[str]) -> str | None:
    statement: Statement = read_statement(true.text)
    own = [name for name in statement.names if not (statement.opening and name is statement.names[0])]
    chance.shuffle(own)
    for name in own:
        other = _other_name(true.text, name, names, chance)
        if other:
            return _put(true.text, name.start, name.end, other)
    return None


def _other_name(text: str, name: Value, names: Sequence[str], chance: random.Random) -> str | None:
    """A name with no word of this one, nor of the sentence."""
    own = {word[:4] for word in folded(text).split()}
    others = sorted({each for each in names if not {word[:4] for word in folded(each).split()} & own})
    alike = [each for each in others if each.count(" ") == text[name.start : name.end].count(" ")]
    return chance.choice(alike or others) if others else None


def _quotable(text: str) -> tuple[int, int]:
    """The span of what is quoted, else of the whole sentence without its stop."""
    quotations = read_statement(text).quotations
    return max(quotations, key=lambda span: span[1] - span[0]) if quotations else (0, len(text.rstrip(".!? ")))


def _quoting(text: str, start: int, end: int, words: str) -> str:
    """The sentence with other words quoted; one that quotes nothing becomes a quotation."""
    if start == 0:
        return f"“{words}.”"
    return _put(text, start, end, words)
