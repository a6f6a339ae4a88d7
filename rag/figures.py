"""Figures: whether the numbers and days of a statement stand in the sentences that carry it, and count the same."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rag.carriers import Given, Told
from rag.faults import Fault
from rag.pairing import Pairing
from rag.slots import in_its_place, is_exchanged, stands_beside
from rag.statement import Statement, stem_of
from rag.thesaurus import Thesaurus
from rag.values import Value

_ORDINALS = {
    word: number
    for number, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
        "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split(),
        1,
    )
}
_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th)")
_NUMBERED = re.compile(r"\b(?:number|no\.?) \Z", re.IGNORECASE)
_ABOUT = re.compile(
    r"\b(about|around|roughly|approximately|nearly|almost|some|close to|more than|over|at least|estimated)"
    r"(?: an?)? ?[$€£¥]?$",
    re.IGNORECASE,
)
# Money as a word behind the number, for the sign before it; "per cent" for "%".
_UNITS = {"dollar": "$", "euro": "€", "pound": "£", "yen": "¥", "percent": "%", "percentag": "%"}
# What is measured is no synonym of anything.
_MEASURES = frozenset(
    "second minut hour day week month year decad centuri metr meter kilometr kilomet mile feet foot inch acr hectar "
    "gram kilogram kg km ton tonn litr liter gallon degre dollar euro pound".split()
)
_SHORT_MEASURES = {
    "km": "kilometr",
    "kph": "kilometr",
    "kg": "kilogram",
    "mph": "mile",
    "cm": "centimetr",
    "mm": "millimetr",
}
# No words of the matter.
_ROUNDING = frozenset(
    map(stem_of, "almost nearly about around roughly approximately over some only just estimated".split())
)
_BEHIND, _AHEAD = 3, 6
_OF_THESE = re.compile(r"\s+of (?:them|those|these|whom|which)\b", re.IGNORECASE)
_BELOW_ZERO = re.compile(r"(?:^|\s)[-−]\Z")
_SUM = (
    r"(?:[$€£¥]\d[\d.,]*(?:[a-z]+| [mb]illion)?"
    r"|\d[\d.,]*(?:[a-z]+| [mb]illion)? (?:euros?|pounds|dollars|yen|crowns))"
)
_CONVERTED = re.compile(rf"{_SUM} \((?:{_SUM}[;,/] ?)?(?:about |some |around )?[$€£¥]?\Z")


def figure_faults(
    statement: Statement,
    carriers: Sequence[Told],
    given: Given,
    pairing: Pairing,
    thesaurus: Thesaurus,
    strict: bool = False,
) -> Iterator[Fault]:
    """The numbers of a statement that the carriers do not have, or have of something else.

    `pairing` pairs it with the first carrier. A number of another sentence will do where the first carrier has no
    other one in its place. `strict`: and where that sentence has words beside the number that the first one lacks, or
    stands right beside it.
    """
    main = carriers[0]
    free = _unclaimed(main.statement, statement)
    for figure in statement.figures:
        words = statement.text[figure.start : figure.end]
        telling = [(main.statement, told) for told in _equal(figure, statement, main.statement)]
        at_home = any(_is_at_home(figure, statement, each, main.statement) for _, each in telling)
        other = None if at_home else _other(figure, statement, main.statement, pairing, free)
        if not telling and not other:
            elsewhere = [each for each in given.told if _equal(figure, statement, each.statement)]
            if free and stands_beside(figure, statement, main.stems):
                known = main.stems | _ROUNDING
                elsewhere = [each for each in elsewhere if stands_beside(figure, statement, each.stems - known)]
            elif strict:
                beside = [] if free else given.around(main)
                elsewhere = [each for each in elsewhere if _tells_of_it(figure, statement, each, main, beside)]
            there = [each.statement for each in elsewhere]
            telling = [(sentence, told) for sentence in there for told in _equal(figure, statement, sentence)]
        if other:
            yield Fault("figure_other", words, main.statement.text[other.start : other.end])
        elif not telling:
            yield Fault("figure", words)
        elif _counts_another(figure, statement, telling, thesaurus):
            yield Fault("counted", words)
    yield from _ordinal_faults(statement, carriers)


def _other(
    figure: Value, statement: Statement, told: Statement, pairing: Pairing, free: Sequence[Value]
) -> Value | None:
    """The number that a sentence has in this one's place; a share stands in no other number's."""
    like = [each for each in free if (each.unit == "%") == (figure.unit == "%")]
    return in_its_place(figure, statement, told, pairing, like) or is_exchanged(
        figure, statement, told, pairing, told.figures
    )


def _unclaimed(told: Statement, statement: Statement) -> list[Value]:
    """The numbers of a sentence that a statement does not have, or has fewer times."""
    left = list(statement.figures)
    free = []
    for each in told.figures:
        if _CONVERTED.search(told.text[: each.start]):  # "$325m (£170m)" is one sum
            continue
        claimed = next((one for one in left if _same(one, statement, each, told)), None)
        if claimed:
            left.remove(claimed)
        else:
            free.append(each)
    return free


def _equal(figure: Value, statement: Statement, told: Statement) -> list[Value]:
    return [each for each in told.figures if _same(figure, statement, each, told)]


def _tells_of_it(figure: Value, statement: Statement, told: Told, main: Told, beside: Sequence[Told]) -> bool:
    """Whether another sentence may lend its number: it has words beside it, or is one of those that go on with it."""
    if any(_is_apposed(figure, statement, each, told.statement) for each in _equal(figure, statement, told.statement)):
        return False
    of_these = any(_OF_THESE.match(told.statement.text, each.end) for each in _equal(figure, statement, told.statement))
    return (told in beside and not of_these) or stands_beside(figure, statement, told.stems - main.stems - _ROUNDING)


def _is_apposed(figure: Value, statement: Statement, told: Value, sentence: Statement) -> bool:
    """Whether a number stands behind another name and a comma there: "Dray, 27," is no age of Fenn's."""
    here, there = _apposed_to(figure, statement), _apposed_to(told, sentence)
    return bool(there) and there.isdisjoint(here)


def _apposed_to(figure: Value, statement: Statement) -> frozenset[str]:
    """The words of the name that stands before a number and a comma."""
    before = next((name for name in statement.names if statement.text[name.end : figure.start] == ", "), None)
    return frozenset(before.key.split()) if before else frozenset()


def _is_at_home(figure: Value, statement: Statement, told: Value, sentence: Statement) -> bool:
    """Whether a number has the same two words right behind it as there, so that it is no other one's."""
    here, there = statement.words_in(figure.start, figure.end), sentence.words_in(told.start, told.end)
    behind = [word.stem for word in statement.words[here.stop : here.stop + 2]]
    own = [word.stem for word in sentence.words[there.stop : there.stop + 2]]
    return bool(here and there) and len(behind) == 2 and behind == own


def _same(figure: Value, statement: Statement, other: Value, told: Statement) -> bool:
    if not _same_unit(_unit(figure, statement), _unit(other, told)):
        return False
    if bool(_BELOW_ZERO.search(statement.text[: figure.start])) != bool(_BELOW_ZERO.search(told.text[: other.start])):
        return False
    if figure.bound == "least" and not other.bound:
        return other.amount > figure.amount
    if figure.bound == "most" and not other.bound:
        return other.amount < figure.amount or (other.amount == figure.amount and _nearly(figure, statement))
    if figure.bound != other.bound and {figure.bound, other.bound} != {"", "least"}:
        return False
    if figure.amount == other.amount:
        return True
    return bool(_ABOUT.search(statement.text[: figure.start])) and _is_rounded(figure.amount, other.amount)


def _nearly(figure: Value, statement: Statement) -> bool:
    return bool(re.search(r"\bup to $|\bat most $", statement.text[: figure.start], re.IGNORECASE))


def _is_rounded(rough: float, exact: float) -> bool:
    return any(float(f"{exact:.{digits}g}") == rough for digits in (1, 2, 3)) and abs(rough - exact) <= 0.1 * exact


def _unit(figure: Value, statement: Statement) -> str:
    if figure.unit:
        return figure.unit
    behind = [word for word in statement.words if word.start >= figure.end][:1]
    return _UNITS.get(behind[0].stem, "") if behind else ""


def _same_unit(one: str, other: str) -> bool:
    return one == other


def _counts_another(
    figure: Value, statement: Statement, telling: Sequence[tuple[Statement, Value]], thesaurus: Thesaurus
) -> bool:
    """Whether what is counted stands beside other numbers of these sentences, and never beside this one."""
    counted = counted_by(figure, statement)
    if not counted:
        return False
    if counted in _MEASURES:
        return not any(counted_by(value, told) in (counted, "") for told, value in telling)
    same = {counted, *thesaurus.similar(counted)}
    for told, value in telling:
        if same & _beside(value, told):
            return False
    # Something else is counted, and what this counts stands elsewhere in the same sentence.
    return all(
        counted_by(value, told) and counted in {word.stem for word in told.words} for told, value in telling
    ) or any(
        counted == counted_by(other, told)
        for told, value in telling
        for other in told.figures
        if other.key != value.key
    )


def counted_by(figure: Value, statement: Statement) -> str:
    """What a number counts: the first telling word behind it, before a stop or another one; none for an age or a share.

    In its stem, a measure in its long form.
    """
    if figure.unit:
        return ""
    for at, word in enumerate(statement.words):
        if word.start < figure.end:
            continue
        between = statement.text[figure.end : word.start]
        if any(mark in between for mark in '.,;:()“”"') or any(each.start == word.start for each in statement.figures):
            return ""
        if word.folded == "times":
            return ""
        if word.telling:
            return _SHORT_MEASURES.get(word.stem, word.stem)
        if at and word.folded not in ("of", "more", "other", "the", "such"):
            return ""
    return ""


def _beside(value: Value, told: Statement) -> frozenset[str]:
    ahead = [word.stem for word in told.words if word.start >= value.end][:_AHEAD]
    behind = [word.stem for word in told.words if word.end <= value.start][-_BEHIND:]
    return frozenset((*ahead, *behind))


def _ordinal_faults(statement: Statement, carriers: Sequence[Told]) -> Iterator[Fault]:
    """A rank above the second, or in digits, is a number like others; "first" and "second" mean much else."""
    told = {rank for each in carriers for rank in _ranks(each.statement)}
    for word in statement.words:
        share = any(each.start <= word.start < each.end for each in statement.figures)
        rank = 0 if share else _rank(word.folded)
        if rank and (rank > 2 or word.folded[0].isdigit()) and rank not in told:
            yield Fault("figure", statement.text[word.start : word.end])


def _ranks(statement: Statement) -> set[int]:
    numbered = {int(each.amount) for each in statement.figures if _NUMBERED.search(statement.text[: each.start])}
    return numbered | {rank for word in statement.words if (rank := _rank(word.folded))}


def _rank(word: str) -> int:
    m = _ORDINAL.fullmatch(word)
    return int(m.group(1)) if m else _ORDINALS.get(word, 0)
