"""What a question refers to: the things, people, places and times that it names. English only."""

from __future__ import annotations

import re
from datetime import date

from corpus.months import ENGLISH_MONTHS
from rag.periods import find_periods
from rag.values import values_in
from rag.words import STOPWORDS, tokens

WH = (
    r"(?:in |on |at |by |for |from |to |with |of )?"
    r"(?:who|whom|whose|what|when|where|why|how (?:many|much|long|old|far|tall|high|often|big|large)|how|which)"
)
AUXILIARY = r"(?:did|do|does|was|were|is|are|has|have|had|will|would|can|could|should|may|might|must)"
HEAD = re.compile(rf"^(?:{WH})\b\s*", re.IGNORECASE)
_BEFORE_A_VERB = re.compile(r"\b(?:did|do|does|will|would|can|could|should|may|might|must) the $", re.IGNORECASE)
_AWAITS_A_VERB = re.compile(r"\b(?:did|do|does)\b", re.IGNORECASE)
_BEFORE_A_PARTICIPLE = re.compile(r"\b(?:is|are|was|were|has|have|had|be|been) (?:the )?$", re.IGNORECASE)
_PLURAL = re.compile(r"[^su]s$")
# "of Port Tamsin", "in the 2018 Island Cup final": what hangs on a noun.
_LINKED = re.compile(
    r" (?:of|in|on|at|over|into|for|near|between|against) (?:the )?(?P<rest>(?:\d{4} )?[^\W\d_a-z]\w*)"
)


_BEGINS = re.compile(
    rf"(?:{WH}|{AUXILIARY}|tell|show|give|list|name|find|explain|describe|compare|summari[sz]e|please)\b", re.IGNORECASE
)


def names_in(text: str) -> list[tuple[int, int]]:
    """Spans of the capitalised names; the word a question begins with is none."""
    found = []
    for value in values_in(text):
        if value.kind == "name" and (value.start or not _BEGINS.match(text)):
            found.append((value.start, value.end))
    return found


def thing_in(before: str) -> str:
    """What "it" is: what the question before calls "the ...", with what belongs to it, else the one thing it names."""
    for m in re.finditer(r"\bthe (?=\w)", before, re.IGNORECASE):
        end = end_of_phrase(before, m.end())
        phrase = before[m.start() : end]
        plain = len(phrase.split()) == 2 and phrase.islower()
        # "on the phone", "at the time": how, and not what.
        aside = plain and re.search(r"\b(?:on|at|in|by) $", before[: m.start()])
        if len(phrase.split()) > 1 and not aside and not _PLURAL.search(head_noun(phrase)):
            return phrase
    names = names_in(before)
    return before[names[0][0] : names[0][1]] if len(names) == 1 else ""


def end_of_phrase(text: str, start: int, has_verb: bool = False) -> int:
    """Where the noun phrase that begins at `start` ends: before a function word, unless a name hangs on it.

    `has_verb`: it is the subject after "did" or "will", and the verb stands right behind it.
    """
    has_verb = has_verb or _BEFORE_A_VERB.search(text, 0, start) is not None
    passive = _BEFORE_A_PARTICIPLE.search(text, 0, start) is not None
    end, plain, named = start, 0, False
    for word in re.finditer(r"\S+", text[start:].rstrip(" ?")):
        bare = word.group().strip(".,;:!'’()")
        if bare.lower() in STOPWORDS:
            linked = _LINKED.match(text, end)
            if not linked or linked.group("rest") in ENGLISH_MONTHS:
                break
            # "did those in the flooded part of Elm sleep": behind the name comes the verb that "did" awaits.
            awaits = has_verb or _AWAITS_A_VERB.search(text, 0, start) is not None
            return end_of_phrase(text, linked.end() - len(linked.group("rest")), awaits)
        capital = bare[:1].isupper() or bare[:1].isdigit()
        if not capital and (plain == 2 or (named and (plain or has_verb))):
            break
        if passive and not capital and (named or plain) and bare.endswith("ed"):
            break
        if not capital and plain and has_verb and start + word.end() == len(text.rstrip(" ?")):
            break
        end, named, plain = start + word.end(), named or capital, plain + (not capital)
        if bare != word.group():
            return start + word.start() + len(word.group().rstrip(".,;:!'’()"))
    return end


def head_noun(phrase: str) -> str:
    """The noun a phrase is about, in lower case: "bridge" of "the Lantern Bridge over the Sound"."""
    words = re.split(r"\s(?:of|in|on|at|over|into|for|near)\s", phrase)[0].split()
    return words[-1].lower() if words else ""


def person_in(before: str, answer: str) -> str:
    """Who "he" or "she" is: who the answer to "who" names first, or else whom the question names."""
    names = [before[start:end] for start, end in names_in(before) if not _is_thing(before, start)]
    asks_who = re.match(r"(?:who|whom|whose|which)\b(?! (?:is|was) [A-Z])", before, re.IGNORECASE)
    if asks_who or not names:
        asked = set(tokens(before))
        for value in values_in(answer):
            name = answer[value.start : value.end]
            # "Captain Hesper Lundquill" is not yet known where "the captain" was asked for.
            known = name.isupper() or " " not in name or asked & set(tokens(name.split()[-1]))
            if value.kind == "name" and not known and not _is_thing(answer, value.start):
                return name
    return names[0] if names else ""


def _is_thing(text: str, start: int) -> bool:
    """Whether a name stands behind "the", "in" or the like: a thing or a place, nobody."""
    return bool(re.search(r"\b(?:the|in|at|on|over|near)\s(?:\w+\s)?$", text[:start], re.IGNORECASE))


def several_in(before: str, answer: str) -> str:
    """Who or what "they" are: two people named, or the things counted, else the one thing or person."""
    names = [before[start:end] for start, end in names_in(before) if not _is_thing(before, start)]
    if len(names) > 1:
        return " and ".join(names[:2])
    counted = re.match(rf"(?:how many|which) (.+?) {AUXILIARY}\b", before, re.IGNORECASE)
    if counted and len(counted.group(1).split()) <= 3:
        whole = thing_in(before)
        return f"the {counted.group(1)} of {whole}" if whole else f"the {counted.group(1)}"
    return thing_in(before) or person_in(before, answer)


def place_in(before: str) -> str:
    """Where "there" is, with its preposition: "in Port Tamsin"."""
    for start, end in names_in(before):
        m = re.search(r"\b(?:in|at|on|near|to|from|over) (?:the )?$", before[:start], re.IGNORECASE)
        if m:
            return before[m.start() : end]
    thing = thing_in(before)
    return f"in {thing}" if thing else ""


def time_in(before: str) -> str:
    """When "then" is, with its preposition: "in March 2013"; empty where no period is named."""
    period = next(iter(find_periods(before, date.today())), None)
    if period is None:
        return ""
    lead = re.search(r"\b(?:in|on|during)(?: the)? $", before[: period.start], re.IGNORECASE)
    return f"{lead.group() if lead else ''}{before[period.start : period.end]}"


def topic_of(before: str) -> str:
    """The question before without its question word: what it is about; what it was written out with, where it was."""
    written = re.search(r"\(([^()]+)\)\s*\?*$", before)
    if written:
        return written.group(1)
    body = HEAD.sub("", before.rstrip(" ?"))
    return re.sub(rf"^(?:was it that (?:they )?|{AUXILIARY}\s+)", "", body, flags=re.IGNORECASE)
