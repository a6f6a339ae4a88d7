"""The sides of a comparison: outlets, periods or things that a question sets against each other, each asked for itself.

So are several questions asked at once. English only. A question that compares nothing and asks one thing has no sides.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from corpus.months import ENGLISH_MONTHS
from rag.conversation import write_out
from rag.periods import Named, named_periods
from rag.questions import Question, read_question
from rag.references import AUXILIARY, WH, end_of_phrase
from rag.values import folded
from rag.words import query_terms, tokens

# A question that names more of them is read as any other.
MOST_SIDES = 6

_COMPARES = re.compile(
    r"\b(differ(?:s|ed|ent|ently|ences?)?|compar(?:e|es|ed|ison)|chang(?:e|es|ed)|contrast|same|agree|versus|vs)\b",
    re.I,
)
# "June and August 2022": two months and one year.
_MONTH = "|".join(ENGLISH_MONTHS)
_EACH_ITS_YEAR = re.compile(rf"\b({_MONTH})(,? and|,? or) ({_MONTH}),? ((?:19|20)\d\d)\b")
# What changed in a time may have done so in the midst of it.
_CHANGES_IN_IT = re.compile(r"(?:what|which|who)\b.{0,20}\bchang", re.IGNORECASE)
_FRAME = re.compile(
    r"\b(?:the same(?: (?:thing|things|story|number|figure|way))?|different(?:ly| things)?|differ(?:ed)?|disagree"
    r"|agree|compared?|changed?|in contrast|versus|both|each)\b|(?<=\s)vs?\.?(?=\s)",
    re.IGNORECASE,
)
_TELLING = r"(?:say|said|tell|told|report|reported|write|written|print|printed|give|put|have|claim|cover|quote|differ)"
# "Did [they] say the same about", "What did [they] report on": what is left is the matter.
_ASKED_OF_OUTLETS = re.compile(
    rf"^(?:(?:what|how)\s+)?(?:did|do|does|have|has)\s+(?:each of\s+|both\s+|and\s+|or\s+|,\s*)*(?:{_TELLING}\s+)?"
    rf"(?:the same(?: (?:thing|things|story))?\s+|differently\s+)?(?:of|on|about|over|regarding|as to|that|in)?\s*\b",
    re.IGNORECASE,
)
_ASKED_OF = re.compile(r"\s*(?:(?:what|how)\s+)?(?:did|do|does|have|has)\s+(?:each of\s+)?", re.IGNORECASE)
_ACCOUNTS = re.compile(r"\b(?:accounts?|reports?|versions?|articles?|coverage) (?:of|on|about)\b", re.IGNORECASE)
_CLAUSE = re.compile(rf"\b(?:{WH}|{AUXILIARY}|that)\b", re.IGNORECASE)
_LEAD = r"(?:(?:and |or |also )*(?:according to|as reported by|reported by|by|from|in|of) )?(?:both )?(?:the )?"
_DEBRIS = re.compile(r"(?:^|\s)(?:and|or|,|between|from|to|than|with)(?=\s*(?:[,?]|and\b|or\b|$))", re.IGNORECASE)
_COMPARATIVE = r"(?P<more>more|less|fewer|earlier|later|first|last|sooner|[a-z]{3,}er)"
_ONE, _OTHER = r"(?P<one>(?:the |an? )?[^,?]+?)", r"(?P<other>(?:the |an? )?[^,?]+?)"
_TWO_THINGS = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"^(?:which|who|what|whose)\b(?P<rest>[^?]*?)[,:]\s+{_ONE},?\s+or\s+{_OTHER}\?*$",
        rf"^(?:is|are|was|were|did|does|do|has|had)\s+{_ONE}\s+(?P<rest>{_COMPARATIVE}\b[^?,]*?)\s+than\s+{_OTHER}\?*$",
        rf"^(?:what|which) (?:is|are|was|were) the differences? (?P<rest>)between\s+{_ONE}\s+and\s+{_OTHER}\?*$",
        rf"^how (?:do|does|did|is|are)\s+{_ONE}\s+(?:compare (?:to|with)|differ(?:ent)? from|and)\s+{_OTHER}"
        r"(?:\s+(?:differ|compare))?(?P<rest>)\?*$",
        rf"^compare\s+{_ONE}\s+(?:and|with|to)\s+{_OTHER}(?P<rest>)\?*$",
    )
]
# Where the next of several questions begins: behind a stop, "and", or a comma.
_NEXT_QUESTION = re.compile(rf"(?P<join>\?\s+(?:and\s+|but\s+)?|,?\s+and\s+|;\s+|,\s+)(?={WH}\b)", re.IGNORECASE)
_IS_ASKED = re.compile(rf"{WH}\s+(?:[\w'’-]+\s+){{0,6}}?{AUXILIARY}\b", re.IGNORECASE)
_WHO_DID = re.compile(r"(?:who|what|which \w+)\s+\w+", re.IGNORECASE)
_WORD_ALONE = re.compile(rf"{WH}\s*\?*$", re.IGNORECASE)
# "the man who was hurt and who sued": what comes behind is no question of its own.
_RELATIVE = re.compile(r"(?<!^)(?<![?,;] )(?<!and )\b(?:who|which|that|whose|where|whom)\b", re.IGNORECASE)
_MEASURE = re.compile(
    r"^(?:(?:\S+ ){0,3}?(?:is|are|was|were) )?(?P<adjective>[a-z]{2,}er|worse|(?:more|less) [a-z]+)"
    r"(?P<tail>(?: (?:in|on|at) .*)?)$",
    re.IGNORECASE,
)
_IRREGULAR = {"better": "good", "worse": "bad"}
_NAMED = re.compile(r"(?:the|an?|The|An?) |[^\W\d_a-zß-öø-ÿ]")
_VERB_FIRST = re.compile(r"(?:did|does|do|has|had|have)\b", re.IGNORECASE)
_WHEN = re.compile(r"\b(?:earlier|later|first|last|sooner)\b", re.IGNORECASE)
_AMOUNT = re.compile(r"\b(?:more|less|fewer|most|least)\b", re.IGNORECASE)
_ENDS_IN_E = frozenset("larg wid saf lat nic wis rar clos strang sever".split())
_DOUBLED = re.compile(r"([bdgmnt])\1$")  # bigger, hotter


@dataclass(frozen=True)
class Side:
    """One side: its name for people, what is asked of it, and where that is looked for.

    `since` and `until` (ISO days) or `outlet` narrow the search; a thing has neither, and is `named` by its words.
    `is_subject`: only a subject is asked of, and whatever is told of it answers. `is_question`: it is one of several
    questions asked at once, and its name for people is that question.
    """

    label: str
    question: Question
    since: str | None = None
    until: str | None = None
    outlet: str | None = None
    named: frozenset[str] = frozenset()
    is_subject: bool = False
    is_question: bool = False

    def without(self) -> str:
        """The sentence that says the collection has nothing of this side."""
        if self.outlet:
            return f"{self.label} has nothing here that answers this."
        if self.since:
            return f"Nothing here that is of {self.label} answers this."
        if self.is_question:
            return f"Nothing here answers “{self.label}?”."
        return f"Nothing here answers this of {self.label}."


def read_sides(question: Question, outlets: Collection[str], asked: date) -> list[Side]:
    """The sides that a question sets against each other, in its order; none where there are not at least two.

    `outlets` are those that may be looked at; `asked` is the day it is asked on.
    """
    sides = (
        _outlets(question, outlets, asked)
        or _periods(question, asked)
        or _things(question, asked)
        or _questions(question, outlets, asked)
    )
    return sides if 1 < len({side.label for side in sides}) == len(sides) <= MOST_SIDES else []


def _outlets(question: Question, outlets: Collection[str], asked: date) -> list[Side]:
    spans = _mentions(question.text, question.outlets & set(outlets))
    if len({outlet for *_, outlet in spans}) < 2:
        return []
    matter = _cut(question.text, [(start, end) for start, end, _ in spans])
    if _ASKED_OF.fullmatch(question.text[: spans[0][0]]):
        matter = _ASKED_OF_OUTLETS.sub("", matter)
    matter = _ACCOUNTS.sub(" ", matter)
    read = _read(matter, question, asked)
    if read is None:
        return []
    bare = not _CLAUSE.search(read.text)
    return [Side(outlet, read, outlet=outlet, is_subject=bare) for outlet in dict.fromkeys(each[2] for each in spans)]


def _mentions(text: str, outlets: Collection[str]) -> list[tuple[int, int, str]]:
    """Where a text names outlets, by whole name or by a word of its own, with "according to the" before it."""
    found = []
    for outlet in outlets:
        name = re.sub(r"^the\s+", "", outlet, flags=re.IGNORECASE)
        others = {word for other in outlets if other != outlet for word in folded(other).split()}
        words = [word for word in re.findall(r"[^\W_]+", name) if folded(word) not in others and len(word) > 2]
        # The last word of a name is the paper's: "the Gazette" rather than the place it comes from.
        for wanted in (f"(?i:{re.escape(name)})", *reversed(words)):
            m = re.search(rf"\b(?i:{_LEAD}){wanted}\b(?:[’']s)?", text)
            if m:
                found.append((m.start(), m.end(), outlet))
                break
    return sorted(found)


def _periods(question: Question, asked: date) -> list[Side]:
    """Two periods or more that are told apart and are no span from one to the other."""
    question = replace(question, text=_EACH_ITS_YEAR.sub(r"\1 \4 \2 \3 \4", question.text))
    named = [each for each in named_periods(question.text, asked) if not each.relative]
    compares = _COMPARES.search(question.text) and not _CHANGES_IN_IT.match(question.text)
    if not 2 <= len(named) <= MOST_SIDES or not (compares or _listed(question.text, named)):
        return []
    matter = _cut(question.text, [_with_lead(question.text, each) for each in named])
    bare = re.sub(r"^how (?:did|do|does|has|have)\b", "What was", matter, flags=re.IGNORECASE)
    sides = []
    for each in named:
        label = question.text[each.start : each.end]
        read = _read(bare, question, asked, f" in {label}")
        if read is None:
            return []
        first, last = (day.isoformat() for day in each.days)
        words = frozenset(tokens(label))
        sides.append(Side(label, read, since=first, until=last, named=words, is_subject=bare != matter))
    return sides


def _listed(text: str, named: list[Named]) -> bool:
    """Whether periods stand beside each other: "in 2014 and in 2018"; not "between 2014 and 2018"."""
    joined = re.compile(r",? (?:and|or|than|versus|vs\.?)(?: (?:in|on|during))?(?: the)? ?", re.IGNORECASE)
    before = text[: named[0].start].rstrip().lower()
    return not before.endswith(("between", "from")) and all(
        joined.fullmatch(text[one.end : other.start]) for one, other in pairwise(named)
    )


def _with_lead(text: str, named: Named) -> tuple[int, int]:
    lead = re.search(
        r"(?:\b(?:and|or|than|between|from|to|in|on|during|of|since|until|versus)\s+(?:the\s+)?)+$",
        text[: named.start],
        re.I,
    )
    return (lead.start() if lead else named.start, named.end)


def _things(question: Question, asked: date) -> list[Side]:
    for pattern in _TWO_THINGS:
        m = pattern.match(question.text)
        if m:
            break
    else:
        return []
    end = end_of_phrase(question.text, m.start("one") + len(re.match(r"(?:the )?", m["one"], re.I).group()))  # type: ignore[union-attr]
    verb = question.text[end : m.end("one")] if _VERB_FIRST.match(question.text) else ""
    rest = f"{verb.strip()} {m['rest'].strip()}".strip()
    sides = []
    for thing in (m["one"].strip().removesuffix(verb).strip(), m["other"].strip()):
        read = _read(_asked_of(rest, thing), question, asked)
        named = frozenset(query_terms(thing))
        if read is None or not named or not _NAMED.match(thing):
            return []
        sides.append(Side(thing, read, named=named, is_subject=not rest))
    return sides


def _questions(question: Question, outlets: Collection[str], asked: date) -> list[Side]:
    """Several questions asked at once: "Who opened the bridge, when was it and what did it cost?"."""
    parts = _parts(question.text)
    sides = []
    for part in parts:
        whole = f"{part}?" if part is parts[0] else write_out(f"{part}?", [{"role": "user", "content": f"{parts[0]}?"}])
        read = replace(read_question(whole, outlets, asked), asked=question.asked)
        sides.append(Side(f"{part[0].upper()}{part[1:]}", read, is_question=True))
    return sides


def _parts(text: str) -> list[str]:
    """The questions in a text, each without its question mark; none where it is one."""
    joins = [m for m in _NEXT_QUESTION.finditer(text) if _asks(text, m.end())]
    if not joins or joins[-1]["join"].strip() == "," or not _asks(text, 0):
        return []
    begins, ends = [0, *(m.end() for m in joins)], [*(m.start() for m in joins), len(text)]
    parts = [text[begin:end].strip(" ?,;.") for begin, end in zip(begins, ends, strict=True)]
    return [] if any(_RELATIVE.search(part) for part in parts) or len(parts[0].split()) == 1 else parts


def _asks(text: str, at: int) -> bool:
    return any(pattern.match(text, at) for pattern in (_IS_ASKED, _WHO_DID, _WORD_ALONE))


def _asked_of(rest: str, thing: str) -> str:
    """The question about one thing: "is longer" as "How long is the bridge?"."""
    measure = _MEASURE.match(rest)
    if _WHEN.search(rest):
        return f"When {_WHEN.sub('', rest)} {thing}?"
    if measure:
        adjective = measure["adjective"].lower()
        plain = adjective.split()[-1] if " " in adjective else _plain(adjective)
        return f"How {plain} is {thing}{measure['tail']}?"
    if _AMOUNT.search(rest):
        return f"How much {_AMOUNT.sub('', rest)} {thing}?"
    return f"{rest} {thing}?".strip() if rest else f"{thing}?"


def _plain(comparative: str) -> str:
    """ "big" of "bigger", "heavy" of "heavier", "large" of "larger"."""
    if comparative in _IRREGULAR:
        return _IRREGULAR[comparative]
    stem = comparative.removesuffix("er")
    if stem.endswith("i"):
        return f"{stem[:-1]}y"
    return f"{stem}e" if stem in _ENDS_IN_E else _DOUBLED.sub(r"\1", stem)


def _cut(text: str, spans: list[tuple[int, int]]) -> str:
    for start, end in sorted(spans, reverse=True):
        text = f"{text[:start]} {text[end:]}"
    return " ".join(text.split())


def _read(text: str, question: Question, asked: date, when: str = "") -> Question | None:
    """What is asked of a side, without the words that only compare; None where nothing is left to ask."""
    text = " ".join(_FRAME.sub(" ", text).split())
    before = None
    while before != text:
        before, text = text, " ".join(_DEBRIS.sub(" ", text).split()).strip(" ,?")
    if not set(query_terms(text)) & (set(question.matter)):
        return None
    return replace(read_question(f"{text}{when}?", (), asked), asked=None)  # it compares, and asks for no news
