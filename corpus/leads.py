"""Leads: what an article's first paragraph says before its first sentence ("MOSCOW, July 6 /TASS/.")."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.dates import ENGLISH_MONTHS, find_dates
from corpus.outlets import AGENCIES, is_publication

TITLE_CHARS = 100
_MONTH = r"(?:" + "|".join([*ENGLISH_MONTHS, *(f"{m[:3]}\\.?" for m in ENGLISH_MONTHS), r"Sept\.?"]) + r")"
_LEAD = re.compile(
    r"^(?P<place>(?P<caps>[A-ZÀ-Þ]{2,}[A-ZÀ-Þ.'’/ -]{0,28}(?<![ /-]))"
    r"|[A-ZÀ-Þ][a-zà-ÿ.'’-]+(?:[ -](?:[A-ZÀ-Þ][a-zà-ÿ.'’-]+|de|la|el|of|upon|am|an|der)){0,3})"
    rf"(?P<region>,\s(?!{_MONTH}\b)[A-ZÀ-Þ][a-zà-ÿ.]+(?:\s[A-ZÀ-Þ][a-zà-ÿ]+)?(?<!\s))?"
    rf"(?P<day>,?\s+(?:{_MONTH}\s+\d{{1,2}}|\d{{1,2}}\.?\s+{_MONTH})(?:,?\s+\d{{4}})?\b)?"
    r"(?:,?\s*(?:/\s?(?P<slash>[A-Z][\w .&-]{1,30}?)\s?/|\((?P<bracket>[A-Z][\w .&-]{1,30})\)"
    r"|(?P<bare>(?:CNN|AP|AFP|UPI|BBC)\b(?:\s[A-Z]\w+)?(?=\s*[—–-]))))?"
    r"(?P<end>\s*[.:]?\s*(?:[—–]|--?)(?=\s|[“\"])|[.:]?\s)"
)
_NAMED_LEAD = re.compile(r"^(?P<name>[A-ZÀ-Þ][\w.&’' ]{1,40}?)\s+(?:[—–]|--?)\s")
_ALERTS = frozenset(
    [
        "BREAKING",
        "UPDATE",
        "UPDATED",
        "EXCLUSIVE",
        "WATCH",
        "VIDEO",
        "LIVE",
        "OPINION",
        "ANALYSIS",
        "COMMENT",
        "NEWS",
        "FILE",
        "CORRECTION",
    ]
)


@dataclass(frozen=True)
class Lead:
    """What the first paragraph says before its first sentence: "MOSCOW, July 6 /TASS/." """

    place: str | None = None
    day: str | None = None  # as `published`
    agency: str | None = None
    outlet: str | None = None  # a name that leads as "Coast News -" does


def read_lead(text: str) -> Lead:
    """The dateline of a text: of its first paragraph, or of the next two where a standfirst comes first."""
    leads = (lead_of(paragraph) for paragraph in text[:2000].split("\n\n")[:3])
    return next((lead for lead in leads if lead != Lead()), Lead())


def lead_of(paragraph: str) -> Lead:
    """The dateline of one paragraph, or an empty Lead."""
    first = paragraph[:160].split("\n", 1)[0]
    named = _NAMED_LEAD.match(first)
    if named and is_publication(named["name"]) and named["name"] not in AGENCIES:
        return Lead(outlet=named["name"].strip())
    m = _LEAD.match(first)
    if not m:
        return Lead()
    place, agency = m["place"], m["slash"] or m["bracket"] or (m["bare"] or "").split(" ")[0] or None
    dashed = bool(re.search(r"[—–-]", m["end"]))
    if dashed and place.strip() in AGENCIES:
        return Lead(agency=AGENCIES[place.strip()])
    known = agency is None or _is_agency(agency) or bool(dashed and m["day"])
    if not known or not (agency or (dashed and (m["caps"] or m["day"]))) or place.strip(" .") in _ALERTS:
        return Lead()
    found = find_dates(m["day"] or "")
    agency = AGENCIES.get((agency or "").strip(), (agency or "").strip()) or None
    return Lead(place=place.strip(" ."), day=found[0].value if found else None, agency=agency)


def _is_agency(name: str) -> bool:
    """A known agency, a publication's name, or letters in capitals as agencies sign."""
    return name.strip() in AGENCIES or is_publication(name) or name.isupper() or name.split()[0] in AGENCIES


def first_words(text: str) -> str:
    """The start of a text as a stand-in headline: its first sentence, at most a hundred characters."""
    paragraph = " ".join(text[:2000].split("\n\n", 1)[0].split())
    lead, said = _LEAD.match(paragraph[:160]), lead_of(paragraph)
    body = paragraph[lead.end() :] if lead and (said.place or said.agency) else paragraph
    body = re.sub(r"^\W+(?=\w)", "", body) or paragraph
    sentence = re.split(r"(?<=[a-z\d\"”’)]{2}[.!?])\s", body, maxsplit=1)[0]
    if len(sentence) <= TITLE_CHARS:
        return sentence.strip()
    return sentence[:TITLE_CHARS].rsplit(" ", 1)[0].rstrip(",;:– ") + " …"
