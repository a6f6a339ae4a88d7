"""Leads: what an article's first paragraph says before its first sentence ("MOSCOW, July 6 /TASS/.")."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.dates import find_dates
from corpus.months import MONTH_NUMBERS, WEEKDAY_NUMBERS
from corpus.outlets import AGENCIES, agency_named, is_publication

TITLE_CHARS = 100
_UPPER, _LOWER = "A-ZÀ-ÞЀ-ЯҐ", "a-zà-ÿа-џґ"
_CREDIT = (
    rf"(?:/\s?(?P<slash>[{_UPPER}][\w .&-]{{1,30}}?)\s?/|\((?P<bracket>[{_UPPER}a-z][\w .&-]{{1,30}})\)"
    r"|(?P<bare>(?:CNN|AP|AFP|UPI|BBC)\b(?:\s[A-Z]\w+)?(?=\s*[—–-])))"
)
_END = r"(?P<end>\s*[.:,]?\s*(?:[—–]|--?)(?=\s|[“„«\"])|[.:]?\s|(?<=\)))"
_DATED = re.compile(  # "MOSCOW, July 6 /TASS/.", "UPPER SADDLE RIVER, N.J., June 29 -", "Berlin, 6. Juli (dpa) -"
    r"^[*\W]{0,6}(?P<place>[^\W\d_][^\d\n:;/()“”\"]{1,44}?)(?:,\s*|\s+)"
    r"(?P<day>(?:[^\W\d_]{3,10}\.?\s+\d{1,2}|\d{1,2}\.?\s+(?:de\s+)?[^\W\d_]{3,10}\b\.?)(?:,?\s+\d{4})?)(?!\w)"
    rf"[.,]?\s*{_CREDIT}?{_END}"
)
_UNDATED = re.compile(  # "GULL BAY (AP) —", "Gull Bay, Norway (Reuters) -", "GULL BAY -"
    rf"^(?P<place>(?P<caps>[{_UPPER}]{{2,}}[{_UPPER}.'’/ -]{{0,28}}(?<![ /-]))"
    rf"|[{_UPPER}][{_LOWER}.'’-]+(?:[ -](?:[{_UPPER}][{_LOWER}.'’-]+|de|la|el|of|upon|am|an|der)){{0,3}})"
    rf"(?:,\s[{_UPPER}][\w.]+(?:\s[{_UPPER}]\w+)?(?<!\s))?(?P<day>)"
    rf"(?:,?\s*{_CREDIT})?{_END}"
)
_BARE_CREDIT = re.compile(r"^\W{0,2}[(/](?P<name>[\w .&-]{2,30}?)[)/]\s*[.—–-]*\s*(?=\S)")
_SMALL_WORDS = frozenset("of on upon am an der den de la le el las los the and sur in und".split())
_NAMED_LEAD = re.compile(r"^(?P<name>[A-ZÀ-Þ][\w.&’' ]{1,40}?)\s+(?:[—–]|--?)\s")
_ALERTS = frozenset(
    "BREAKING UPDATE UPDATED EXCLUSIVE WATCH VIDEO LIVE OPINION ANALYSIS COMMENT NEWS FILE CORRECTION".split()
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
    if named and len(named["name"].split()) > 1 and is_publication(named["name"]) and named["name"] not in AGENCIES:
        return Lead(outlet=named["name"].strip())
    bare = _BARE_CREDIT.match(first)
    if bare and agency_named(bare["name"]):
        return Lead(agency=agency_named(bare["name"]))
    return _dated_lead(first) or _undated_lead(first)


def _dated_lead(first: str) -> Lead | None:
    """The lead of a line that starts with place and day, and a dash or an agency after them."""
    m = _DATED.match(first)
    # Capitals that slipped ("MARCH 13", "OCt 19", "april 7") are still the day where the line has this form.
    found = find_dates(m["day"].title()) if m else []
    if not m or len(found) != 1 or not found[0].value[4:]:
        return None
    place, credit = m["place"].split(",")[0].strip(" .*-"), _credit(m)
    dashed = bool(re.search(r"[—–-]", m["end"]))
    if not (dashed or (credit and _is_agency(credit))) or not _may_be_place(place):
        return None
    return Lead(place, found[0].value, agency_named(credit) or (credit if credit and _is_agency(credit) else None))


def _undated_lead(first: str) -> Lead:
    """The lead of a line that starts with a place and an agency, or with a place in capitals and a dash."""
    m = _UNDATED.match(first)
    if not m:
        return Lead()
    place, credit = m["place"].strip(" ."), _credit(m)
    dashed = bool(re.search(r"[—–-]", m["end"]))
    if dashed and place in AGENCIES:
        return Lead(agency=AGENCIES[place])
    signed = bool(credit) and (agency_named(credit) is not None or is_publication(credit or ""))
    known = credit is None or signed or bool((dashed or credit.isupper()) and m["caps"] and " " not in credit)
    if not known or not (credit or (dashed and m["caps"])) or place in _ALERTS or not _may_be_place(place):
        return Lead()
    return Lead(place, None, agency_named(credit) or (credit if credit and _is_agency(credit) else None))


def _credit(m: re.Match[str]) -> str | None:
    """The agency as the lead prints it."""
    return (m["slash"] or m["bracket"] or (m["bare"] or "").split(" ")[0]).strip() or None


def _may_be_place(place: str) -> bool:
    """Whether the words can be a town: capitals, or all in lower case as a slip; no weekday, no "as of"."""
    words = re.findall(r"[^\W\d_]+", place)
    if not words or len(words) > 6 or words[0].lower() in MONTH_NUMBERS or words[0].lower() in WEEKDAY_NUMBERS:
        return False
    if words[-1].lower() in _SMALL_WORDS or words[0] in ("On", "In", "The", "As", "on", "in", "the", "as"):
        return False
    lower = [w for w in words if w[0].islower() and w not in _SMALL_WORDS and len(w) > 1]
    return not lower or (len(lower) == len(words) <= 2)


def _is_agency(name: str) -> bool:
    """A known agency, a publication's name, or letters in capitals as agencies sign."""
    return agency_named(name) is not None or is_publication(name) or name.isupper()


def first_words(text: str) -> str:
    """The start of a text as a stand-in headline: its first sentence, at most a hundred characters."""
    paragraphs = [" ".join(paragraph.split()) for paragraph in text[:2000].split("\n\n")[:2]]
    paragraph = paragraphs[-1] if paragraphs[0].endswith(("—", "–")) else paragraphs[0]
    said = lead_of(paragraph)
    lead = _BARE_CREDIT.match(paragraph[:160]) or _DATED.match(paragraph[:160]) if said.day or not said.place else None
    lead = lead or _UNDATED.match(paragraph[:160])
    body = paragraph[lead.end() :] if lead and (said.place or said.agency) else paragraph
    body = re.sub(r"^\W+(?=\w)", "", body) or paragraph
    sentence = re.split(r"(?<=[a-z\d\"”’)]{2}[.!?])\s", body, maxsplit=1)[0]
    if len(sentence) <= TITLE_CHARS:
        return sentence.strip()
    return sentence[:TITLE_CHARS].rsplit(" ", 1)[0].rstrip(",;:– ") + " …"
