"""What a reader says to the house and not of the news: a greeting, thanks, "which outlets", "what do you have on ...".

Only told apart here; rag/desk.py answers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from rag.periods import named_periods
from rag.questions import Question
from rag.words import tokens

_HOLDS = r"(?:the|this|your) (?:collection|archive)"
_HERE = (
    rf"(?: (?:do you (?:have|know|use|hold|cover|read)|are there|have you got|(?:are|is) in {_HOLDS}|are here"
    rf"|does {_HOLDS} (?:have|hold|contain|cover)))?(?: (?:in {_HOLDS}|here|in total|in all))?"
)
# What may stand before and between the days of a period.
_TIME_WORDS = frozenset(
    tokens("in on during over since before after from between around and to until till the year month of")
)
_STORY = r"(?:it|this|that|(?:this|that|the) (?:story|article|report|news))"
_KINDS = [
    (kind, re.compile(rf"^(?:{pattern})$", re.IGNORECASE))
    for kind, pattern in (
        (
            "greeting",
            r"(?:hi|hello|hey|greetings|good (?:day|morning|afternoon|evening))(?: (?:there|dateline|again|everyone))?",
        ),
        (
            "thanks",
            r"(?:many )?(?:thanks|thank you|thx|cheers)"
            r"(?: (?:you|a lot|so much|very much|again|for (?:your|the) help))*"
            r"|(?:goodbye|bye|bye bye|good night|see you)",
        ),
        (
            "help",
            r"(?:(?:can|could|would) you )?(?:please )?help(?: me)?(?: please)?|what can you do(?: for me)?"
            r"|what (?:do|can) you (?:answer|know)|(?:who|what) are you(?: for)?"
            r"|are you (?:an? )?(?:\w+ )?(?:robot|bot|chat ?bot|ai|machine|model|computer|program|human|person)"
            r"|are you sure(?: about (?:that|this|it))?|how do you know(?: (?:that|this|it|all this))?"
            r"|where do you (?:know|have|get) (?:that|this|it|your \w+) from"
            r"|what is (?:this|dateline)|how do(?:es)? (?:you|this|it|dateline) work|what can i ask(?: you)?(?: here)?",
        ),
        (
            "outlets_on",
            r"(?:which|what) (?:outlets|newspapers|papers|sources|publications|media)"
            r" (?:have |has )?(?:reported?|writes?|wrote|written|covered|cover|tell|told|carried)"
            r"(?: (?:on|about|of))? (?P<about>.+)",
        ),
        (
            "outlets",
            rf"(?:(?:which|what) (?:\w+ )?(?:outlets|newspapers|papers|sources|publications|media){_HERE})"
            r"|list (?:the|all|your|all the) (?:outlets|newspapers|papers|sources|publications)",
        ),
        (
            "size",
            rf"how many (?:articles|stories|reports|outlets)(?: are)?{_HERE}(?: (?:from|by) (?P<outlet>.+))?"
            rf"|how (?:big|large) is {_HOLDS}|what is in {_HOLDS}|what do you have(?: here)?",
        ),
        (
            "period",
            rf"(?:what|which) (?:period|years|dates|time){_HERE}|how far back do(?:es)? (?:you|{_HOLDS}) go"
            r"|when is the (?:newest|latest|oldest|first|last) article(?: from)?",
        ),
        (
            "oldest",
            r"(?:what (?:is|are)|which (?:is|are)|show me|list) (?:your|the|its) (?:very )?(?:oldest|earliest|first)"
            r" (?:articles?|stor(?:y|ies)|reports?)(?: (?:here|you have|do you have))?"
            r"(?: (?:from|by) (?P<source>.+))?",
        ),
        (
            "new",
            r"(?:what is|what's) (?:new|the (?:latest|news)|the latest news)(?: here| today| lately)?"
            r"|(?:any|latest|newest|recent|(?:(?:what|which) (?:are|is) |show me )?(?:the|your) (?:latest|newest))"
            r" (?:news|headlines?|articles?|stor(?:y|ies))"
            r"|what(?: has|'s)? happened(?: here| in the news)?(?: lately| recently)?"
            r"(?P<when> (?:in|on|during|over|since|before|after|from|between|around) .+)?",
        ),
        (
            "new_on",
            r"(?:what(?: is|'s| are) )?(?:(?:there )?(?:anything |any )?new|(?:any |the )?(?:latest|newest|recent)"
            r"(?: news| reports?| developments?| updates?)?|(?:any )?(?:news|updates?))"
            r" (?:on|about|with|in|from|regarding|concerning) (?P<about>.+)"
            r"|(?:update me|catch me up|bring me up to date) (?:on|about|with) (?P<caught>.+)",
        ),
        (
            "about",
            r"(?:(?:what|which articles|what articles) (?:do you have|have you got|is there|are there|do we have)"
            r"|(?:do you have|is there|have you got) (?:anything|something|articles|any articles|news|any news)"
            r"|(?:show me|find me|find|list|give me)(?: all| the| all the| your| some| \w+)?"
            r" (?:articles|news|stories|quotes|everything|facts|things)"
            r"|(?:can you |could you )?(?:please )?(?:write|tell)(?: me| us)? (?:an?|the) (?:\w+ )?"
            r"(?:article|text|story|report|essay)"
            r"|articles|stories|quotes|anything) (?:on|about|regarding|concerning) (?P<about>.+)"
            r"|(?:which|what) (?:articles|stories|reports)"
            r" (?:mention|name|cover|discuss|are (?:on|about)|tell (?:of|about)|talk about) (?P<mentioned>.+)",
        ),
        (
            "timeline",
            r"(?:(?:please )?(?:show|give|make|draw|write)(?: me)? )?(?:(?:a|the) )?"
            r"(?:time ?line|chronology|sequence of events) (?:of|for|on|about|in) (?P<about>.+)",
        ),
        (
            "summary",
            r"(?:please )?(?:can you |could you )?"
            r"(?:summari[sz]e|sum up|give me (?:a|the) summary of|(?:a )?summary of)"
            r" (?P<about>.+?)(?: for me)?(?: please)?"
            r"|(?:please )?(?:tell|show|give) me (?P<more>more)(?: please| about (?:it|this|that))?"
            r"|(?P<further>go on|more(?:,? please| details)?|what else|anything else)",
        ),
        (
            "from",
            r"(?:which|what) (?:articles|stories|reports)(?: (?:are|are there|do you have|have you got))?(?: here)?"
            r" (?:from|by|in) (?P<about>.+)"
            r"|(?:show|give|find|list|read)(?: me| us)?(?: \w+){0,3} (?:articles|stories|reports|news|headlines)"
            r" (?:from|by|of|in) (?P<printed>.+)"
            r"|what (?:do you have|have you got|is there) (?:from|by) (?P<held>.+?)"
            r"|what (?:did|does|has|do|have) (?P<told>.+?)"
            r" (?:report|reported|write|written|publish|published|print|printed|cover|covered)"
            r"(?P<when> (?:in|on|during|over|since|before|after|from|between|around|last|this|yesterday)\b.*)?",
        ),
    )
]


MOST_OF_A_TOPIC = 3  # telling words
_TELL_ME = (
    r"(?:please )?(?:(?:can|could) you )?(?:tell|inform) me (?:more |something |all |everything )?(?:about|on) (.+)"
    r"|what (?:do you know|can you (?:tell me|say)|is known) about (.+)"
)
_ABOUT = re.compile(rf"^(?:{_TELL_ME})$", re.IGNORECASE)
_TOPIC = re.compile(
    r"(?:what(?: has|'s)? happened (?:in|to|at|on|with|during|around) (.+)"
    rf"|{_TELL_ME}"
    r"|who (?:is|was) (?P<who>(?!(?:the|a|an|my|your|his|her|their|our|its|this|that|\w+ing) )[\w.-]+(?: [\w.-]+){0,2})"
    r"|([\w'.-]+(?: [\w'.-]+){0,3}))$",
    re.IGNORECASE,
)
_ONE = re.compile(r"\b(?:first|second|third|last|other|next|this|that) one\b", re.IGNORECASE)
_DONE = re.compile(r"\w+(?:ed|en|ing)\b", re.IGNORECASE)
# What is a question, or an order, in however few words.
_ASKS = re.compile(
    r"\b(?:who|whom|whose|what|which|when|where|why|how|is|are|was|were|do|does|did|has|have|had|can|could|will|would"
    r"|should|may|might|must|please|tell|give|show|explain|according)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Enquiry:
    """What is asked of the house: its kind, and the subject where it has one."""

    kind: str
    about: str = ""


def read_enquiry(text: str) -> Enquiry | None:
    """The enquiry a question is, or None where it asks for what the articles say."""
    plain = " ".join(text.replace("’", "'").split()).strip(" ?!.,")
    for kind, pattern in _KINDS:
        m = pattern.match(plain)
        if m and _is_only_a_time(m.groupdict().get("when")):
            subject = next((group.strip() for name, group in m.groupdict().items() if group and name != "when"), "")
            # "Tell me more" is about the story of the question before.
            return Enquiry(kind, "it" if m.groupdict().get("more") or m.groupdict().get("further") else subject)
    return None


def _is_only_a_time(when: str | None) -> bool:
    """Whether "in May 2026" is all that is said: "in May 2026 on the ferry" asks what the articles say."""
    if when is None:
        return True
    periods = named_periods(when, date.today())
    for each in reversed(periods):
        when = when[: each.start] + when[each.end :]
    return bool(periods) and set(tokens(when)) <= _TIME_WORDS


def read_topic(question: Question) -> Enquiry | None:
    """What a question is about where it names little more than that: "What happened in Skarra?", "Heron Bridge".

    To such a question no sentence is an answer before others; what there is on it can be listed instead.
    """
    m = _TOPIC.match(question.text.replace("’", "'").strip(" ?!.,"))
    if m is None or len(question.matter) > MOST_OF_A_TOPIC:
        return None
    if m["who"] and question.names and not question.names.issuperset(question.matter):
        return None  # "Who is hosting the Oscars?" asks for somebody who is not named
    if m["who"] and not question.names and (" " not in m["who"] or _DONE.match(m["who"])):
        return None  # so does "who was fired"
    about = next(group for group in m.groups() if group)
    return None if _ASKS.search(about) or _ONE.search(about) else Enquiry("about", about)


def told_of(text: str) -> str:
    """What "Tell me about the storm" is about; empty for any other question."""
    m = _ABOUT.match(text.replace("’", "'").strip(" ?!.,"))
    return (m[1] or m[2]) if m and not _ONE.search(text) else ""


def is_this_story(about: str) -> bool:
    """Whether a subject is only "this story", which the turns before must tell."""
    return re.fullmatch(_STORY, about, re.IGNORECASE) is not None
