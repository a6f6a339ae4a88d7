"""A follow-up written out: "and who asked for it?" with what the question before it was about.

Reads the questions before, and the last answer for who "he" or "she" is. English only; a question that stands on its
own is left as it is.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import date

from rag.enquiries import Enquiry, is_this_story, read_enquiry, told_of
from rag.periods import find_periods
from rag.questions import outlets_named, read_question, without_courtesy
from rag.references import (
    AUXILIARY,
    HEAD,
    WH,
    head_noun,
    names_in,
    person_in,
    place_in,
    several_in,
    thing_in,
    time_in,
    topic_of,
)
from rag.replacing import ONE, SUBJECT_WORDS, asked_of, first_upper, of_the_topic, who_did, with_another
from rag.settings import LONGEST_QUESTION

Turn = Mapping[str, str]

_OPENING = re.compile(r"^(?:(?:and|but|so|also|ok|okay|then)\b,?\s+)+", re.IGNORECASE)
_ABOUT = re.compile(r"^(?:what|how) about\s+(.+?)\s*\?*$", re.IGNORECASE)
# A question word alone, or with a word or two that add nothing: "Why?", "By whom?", "When exactly?", "Why was that?"
_BARE = re.compile(
    rf"^({WH}|(?:in|on|at) (?:what|which) (?:year|day|month|city|country|place))"
    r"(?: (?:exactly|precisely|was that|is that|did that happen|was it|is it|did it happen|so|not))*\s*\?*$",
    re.IGNORECASE,
)
# "By how many votes?", "With which country?", "Which law?"
_BARE_NOUN = re.compile(
    r"^((?:(?:by|in|on|at|with|for|from|to|of|against) )?(?:how (?:many|much)|which|what|whose) [^\W\d_]+"
    r"(?: of (?:the )?[^\W\d_]+)?)\s*\?*$",
    re.IGNORECASE,
)
# "How many died?": a verb, and nothing counted.
_DID = re.compile(
    r"how (?:many|much) (?:\w+ed|won|lost|left|came|went|fell|fled|sank|fought|ran|stood|spoke|hurt|missing|alive)$",
    re.IGNORECASE,
)
# "According to the Gazette?", "What does the Gazette say about it?": only who says so is another.
_SAYS_WHO = re.compile(
    r"^(?:(?:according to|only|just) (?P<one>[^,?]+?)(?: please)?"
    r"|(?:what|how) (?:does|did|do|has|have) (?P<other>[^,?]+?)"
    r" (?:say|said|report|reported|write|written|tell|put|cover|see)(?: (?:about |on |of )?(?:it|this|that))?)\s*\?*$",
    re.IGNORECASE,
)
_WHAT_HAPPENED = re.compile(r"^what(?: has|['’]s)? happened(?: (?:then|there|next|exactly))?\s*\?*$", re.IGNORECASE)
_SAYS_NOTHING = re.compile(
    r"\b(?:it|is it|was it) (?:true|clear|known|likely|possible|legal|certain)\b"
    r"|\bit (?:takes?|took|costs?) (?:\w+ ){0,4}to\b|\bwhat time is it\b",
    re.IGNORECASE,
)
_THING = re.compile(
    r"\b(?:it|its)\b|\b(?:this|that)(?=\s*[?.,]|$)|(?<=about )that\b|(?<=after )that\b|(?<=before )that\b",
    re.IGNORECASE,
)
_PERSON = re.compile(r"\b(?:he|she|him|his|her|hers)\b", re.IGNORECASE)
_SEVERAL = re.compile(r"\b(?:they|them|their|theirs|those|these)\b", re.IGNORECASE)
_THERE = re.compile(r"\bthere(?=\s*[?.,]|$)", re.IGNORECASE)
_THEN = re.compile(r"\b(?:then|at that time)(?=\s*[?.,]|$)", re.IGNORECASE)
# "What was the score?": of what, only the question before says.
_OF_AN_EVENT = re.compile(r"^(?:what|who|which|how|where) (?:was|were) the \w+\s*\?*$", re.IGNORECASE)
_TELLING_ENOUGH = 2  # telling words: "who lost?" has one, and says nothing without the question before
_OWNED = frozenset(("its", "his", "their", "theirs", "hers"))
_CLAUSE = re.compile(r"\b(?:and|when|after|before|because|that|which|who|if|as|while|until|since|but)\b", re.IGNORECASE)
_NOT_SAID = "The collection does not say."  # how an answer begins that is none: rag/answering.py
# "Did Sweden?" behind "Did Finland join?"
_DID_ANOTHER = re.compile(rf"^{AUXILIARY} ([^\W\d_][^\s?]*(?: [^\W\d_][^\s?]*){{0,2}}?)(?: too)?\s*\?*$", re.IGNORECASE)
_WHO_DID = re.compile(rf"^(who(?: else)?) {AUXILIARY}(?: it| that| so| then)?\s*\?*$", re.IGNORECASE)
# "Which is the newest?" of what was listed.
_NEWEST = re.compile(
    r"^(?:which|what) (?:is|was|are) the (?:newest|latest|most recent)(?: ones?)?\s*\?*$", re.IGNORECASE
)
# "Who said that?", "Why did he do it?": what was told or done, and no thing.
_WHO_SAID = re.compile(
    r"\b(?:said|says?|reports?|claims?|knows?|thinks?|did|do|does|done) (?:that|this|so|it)\s*\?*$", re.IGNORECASE
)
_MARKER = re.compile(r"\[\d+\]")


_LONGEST_ANSWER = 5 * LONGEST_QUESTION


def write_out(question: str, history: Sequence[Turn], outlets: Collection[str] = ()) -> str:
    """The question with what it leaves to the turns before it put in; itself where it stands on its own.

    `history` are the turns before, oldest first: {"role": "user" or "assistant", "content": text}. `outlets` are the
    names an archive knows: "and the Gazette?" is another outlet.
    """
    before, answer, to_house, enquiry = "", "", False, None
    for turn in history:
        if turn["role"] == "user":
            said = without_courtesy(_said(turn, LONGEST_QUESTION))
            enquiry = _to_house(said, outlets)
            # A greeting, or "which outlets?", leaves the matter as it was; "what do you have on X?" makes X the matter.
            to_house = enquiry is not None and (not enquiry.about or is_this_story(enquiry.about))
            if not to_house:
                before = (enquiry.about if enquiry else told_of(said)) or _OPENING.sub(
                    "", _written_out(said, before, answer, outlets)
                )
                answer = ""
        elif turn["role"] == "assistant" and not to_house:
            told = _said(turn, _LONGEST_ANSWER)
            # A list of articles names nobody that was asked for, and neither does what is nearest to no answer.
            answer = "" if enquiry or told.startswith(_NOT_SAID) else _MARKER.sub("", told)
    return _written_out(question, before, answer, outlets)


def _to_house(said: str, outlets: Collection[str]) -> Enquiry | None:
    """What a turn asked of the house; "What did the coastguard report?" asks the articles: no outlet is called so."""
    enquiry = read_enquiry(said)
    return None if enquiry and enquiry.kind == "from" and not outlets_named(said, outlets) else enquiry


def _said(turn: Turn, most: int) -> str:
    """The start of a turn; a longer one is a pasted text. Half a character becomes a question mark."""
    return turn["content"][:most].encode("utf-8", "replace").decode("utf-8")


def _written_out(question: str, before: str, answer: str, outlets: Collection[str]) -> str:
    question = " ".join(question.split())
    if not before:
        return question
    said = without_courtesy(question)
    if _WHAT_HAPPENED.match(_OPENING.sub("", said)):
        return of_the_topic("What happened?", thing_in(before) or topic_of(before))
    enquiry = read_enquiry(said)
    if enquiry and not enquiry.about:
        return question
    written = _resolved(said, before, answer, outlets)
    return written if written != said and len(written) <= LONGEST_QUESTION else question


def _resolved(question: str, before: str, answer: str, outlets: Collection[str]) -> str:
    rest = _OPENING.sub("", question)
    continues = rest != question
    about = _ABOUT.match(rest)
    if about:
        return with_another(before, about.group(1), outlets)
    teller = _SAYS_WHO.match(rest)
    if teller and outlets_named(f"according to {teller['one'] or teller['other']}", outlets):
        return with_another(before, teller["one"] or teller["other"], outlets)
    other = _DID_ANOTHER.match(rest)
    if other and names_in(other.group(1)) == [(0, len(other.group(1)))] and re.match(rf"{AUXILIARY}\b", before, re.I):
        return with_another(before, other.group(1), outlets)
    doer = _WHO_DID.match(rest)
    if doer and who_did(doer.group(1), before):
        return who_did(doer.group(1), before)
    if _NEWEST.match(rest):
        return f"What is the latest on {thing_in(before) or topic_of(before)}?"
    bare = _BARE.match(rest) or _BARE_NOUN.match(rest)
    if bare and not _DID.search(bare.group(1)):
        return asked_of(bare.group(1), before)
    if continues and not HEAD.match(rest) and not re.match(rf"{AUXILIARY}\b", rest, re.IGNORECASE):
        return with_another(before, rest.rstrip(" ?"), outlets)
    named = _reference_named(rest, before, answer)
    if named == rest and HEAD.match(rest) and not names_in(rest) and len(read_question(rest).matter) < _TELLING_ENOUGH:
        named = of_the_topic(rest, thing_in(before) or topic_of(before))
    if named == rest:
        return question if not continues or names_in(rest) else _dated(first_upper(rest), before)
    return _dated(first_upper(named), before)


def _reference_named(rest: str, before: str, answer: str) -> str:
    """The question with its pronouns, "the second one", "the bridge" said by name."""
    if _WHO_SAID.search(rest):
        return of_the_topic(rest, topic_of(before))
    subject = before if not HEAD.match(before) and len(before.split()) <= SUBJECT_WORDS else ""
    said = ONE.sub(lambda m: f"{m.group(1)} {head_noun(thing_in(before))}" if thing_in(before) else m.group(), rest)
    for pronoun, name in (
        (_PERSON, person_in(before, answer)),
        (_SEVERAL, subject or several_in(before, answer)),
        (_THERE, place_in(before)),
        (_THEN, time_in(before)),
        (_THING, subject or thing_in(before)),
    ):
        m = pronoun.search(said)
        if not m or _SAYS_NOTHING.search(said) or _told_before(said, m.start(), pronoun is _PERSON):
            continue
        if not name:
            return of_the_topic(said, topic_of(before))
        owned = m.group().lower() in _OWNED or (m.group().lower() == "her" and re.match(r"\s+\w", said[m.end() :]))
        said = f"{said[: m.start()]}{_possessive(name) if owned else name}{said[m.end() :]}"
    return said if said != rest else _definite_named(said, before)


def _told_before(question: str, at: int, person: bool) -> bool:
    """Whether what a pronoun means stands before it in the same question."""
    names = [start for start, end in names_in(question) if end <= at]
    if person:
        return bool(names)
    things = [m.start() for m in re.finditer(r"\b(?:the|an?) \w", question[:at], re.IGNORECASE)]
    return any(_CLAUSE.search(question, start, at) for start in (*names, *things))


def _definite_named(question: str, before: str) -> str:
    """ "the bridge" as "the Lantern Bridge", where the question names nothing and the one before named one."""
    if names_in(question) or find_periods(question, date.today()):
        return question
    for start, end in names_in(before):
        name = before[start:end]
        head = name.split()[-1]
        m = re.search(rf"\b(?:the|this|that) {re.escape(head)}\b", question, re.IGNORECASE)
        if m and len(name.split()) > 1:
            return f"{question[: m.start()]}the {name}{question[m.end() :]}"
    phrase = thing_in(before)
    head = re.escape(head_noun(phrase)) if phrase else ""
    m = re.search(rf"\bthe {head}\b", question, re.IGNORECASE) if head else None
    if m and len(phrase.split()) > 2:
        return f"{question[: m.start()]}{phrase}{question[m.end() :]}"
    if _OF_AN_EVENT.match(question):
        return of_the_topic(question, topic_of(before))
    return question


def _dated(question: str, before: str) -> str:
    """The question with the period of the one before, where it has none of its own."""
    today = date.today()
    period = next(iter(find_periods(before, today)), None)
    if period is None or find_periods(question, today) or before[period.start : period.end] in question:
        return question
    lead = re.search(r"\b(?:in|on|during) $", before[: period.start], re.IGNORECASE)
    words = before[period.start : period.end]
    whole = "in " if re.fullmatch(r"(?:[^\W\d_]+ )?\d{4}", words) else ""  # a month or a year, not a day
    return f"{question.rstrip(' ?')} {lead.group() if lead else whole}{words}?"


def _possessive(name: str) -> str:
    return f"{name}'" if name.endswith("s") else f"{name}'s"
