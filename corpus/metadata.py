"""Metadata: headline, outlet, authors, day, place, language, address, each with where it was found.

A value is only taken from where a page speaks of itself: its markup, its head lines, its dateline, its own pleas and
notices. Never from the time of scraping, a caption, or a list of other articles.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlsplit

from corpus.cleaning import Cleaned
from corpus.dates import (
    find_dates,
    is_published,
    normalised,
    parse_printed,
    weekdays_named,
    years_where,
)
from corpus.heads import BYLINE, head_parts
from corpus.languages import language_of
from corpus.leads import first_words, lead_of, read_lead
from corpus.outlets import AGENCIES, is_publication, known_site, outlet_of_host, publications_in, spelled_like_host

_OWN_VOICE = frozenset({"plea", "newsletter", "membership", "comments"})
_NAME = r"(?-i:(?:[A-ZÀ-Þ][\w’'&-]*)(?: (?:[A-ZÀ-Þ][\w’'&-]*|of|and|the|de|la|der|des)){0,5})"
_COPYRIGHT = re.compile(rf"(?:©|\(c\)|copyright)[\s\d,©–-]*(?:by )?(?P<name>{_NAME})", re.I)
_IMPRINT = [  # where a page's legal notices name the publication
    re.compile(rf"^(?P<name>{_NAME}),(?= .*\b(?:publisher|editor|complaints)\b)", re.I),
    re.compile(
        rf"\b(?:editor(?:-in-chief)?|publisher|readers?|members?|subscribers?) of (?:the )?(?P<name>{_NAME})", re.I
    ),
    re.compile(rf"^(?P<name>{_NAME}) is (?:published|printed|owned) by\b", re.I),
]
_NAME_BESIDE_DAY = re.compile(rf"^(?P<name>{_NAME})(?:, (?=\d|[A-Z])| ?/ ?(?=[A-Z]))")
_SCRIPT_NAME = re.compile(
    r"""(?:pubname|site_?name|publisher|publication)['"]?\s*[,:=]\s*['"]([^'"]{2,60})['"]""", re.I
)
_HOST_TAIL = re.compile(r"(?<=\w{3})(?:co\.?uk|com|net|org)$")
_OWN_LINK = re.compile(
    r"(?:article online|original article|source url|permalink|link|url|web address|online)\b", re.IGNORECASE
)
_LINK = re.compile(r"https?://[^\s<>()\[\]\"']+")
_URL_DAY = re.compile(r"/((?:19|20)\d\d)[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?:[/-]|$)")
_ROLE_WORDS = re.compile(
    r"\b(?:staff|writer|reporter|correspondent|editor|reuters|associated press|ap|afp|news|desk|agencies|bureau)\b",
    re.I,
)
_SUFFIX = re.compile(r"^(?P<title>.{8,}?)\s+(?:[|–—»]|::|-)\s+(?P<suffix>[^|–—»]{2,60})$")


@dataclass
class Facts:
    """What is known of an article so far; the first value offered for a field stays."""

    values: dict[str, Any] = field(default_factory=dict)
    origin: dict[str, str] = field(default_factory=dict)

    def offer(self, name: str, value: Any, origin: str) -> None:
        """Take the value for the field, unless it is empty or the field has one."""
        if value and name not in self.values:
            self.values[name] = value
            self.origin[name] = origin


def text_facts(cleaned: Cleaned) -> Facts:
    """What a plain text says of itself."""
    facts = Facts()
    _offer_labels(facts, cleaned.labels)
    title, suffix = split_title(cleaned.title or "")
    facts.offer("title", title, "the headline above the text")
    facts.offer("outlet", suffix, "the end of the headline")
    facts.offer("url", _own_link(cleaned), "a line that gives the article's address")
    offer_own_voice(facts, cleaned.furniture)
    offer_head_lines(facts, cleaned.head)
    offer_lead(facts, cleaned.text)
    offer_imprint(facts, cleaned.furniture)
    _offer_code_names(facts, cleaned.code)
    complete(facts, cleaned.text)
    return facts


def complete(facts: Facts, text: str) -> None:
    """Fill what is still open from the address and the text itself: outlet, day, title, language."""
    url = facts.values.get("url")
    if url:
        host = urlsplit(url).hostname or ""
        facts.offer("published", _day_in_url(url), "the article's address")
        facts.offer("outlet", known_site(host), "the site's address")
        facts.offer("outlet", spelled_like_host(host, text), "the site's address, spelled as in the text")
        facts.offer("outlet", outlet_of_host(host), "the site's address")
    lead = read_lead(text)
    facts.offer("outlet", lead.agency, "the agency credited in the dateline; the page names no outlet")
    if lead.day and lead.day.startswith("--"):
        _offer_day_without_year(facts, lead.day, text)
    facts.offer("title", first_words(text), "the page prints no headline: the first words of the text")
    facts.offer("language", language_of(text), "the commonest words of the text")


def offer_lead(facts: Facts, text: str) -> None:
    """Place, day with a year, and a leading outlet name, from the first paragraph."""
    lead = read_lead(text)
    facts.offer("dateline", lead.place, "the start of the first paragraph")
    facts.offer("outlet", lead.outlet, "the name the first paragraph starts with")
    if lead.day and not lead.day.startswith("--"):
        facts.offer("published", lead.day, "the dateline of the first paragraph")


def offer_head_lines(facts: Facts, head: list[str]) -> None:
    """Day and authors from the lines between headline and text; "published" outranks "updated"."""
    parts = [part for line in head for part in head_parts(line)]
    dated = [part for part in parts if find_dates(part)]
    updated = {part: bool(re.search(r"updat|modif", part, re.I)) for part in dated}
    first = {part: bool(re.search(r"publ|posted|first", part, re.I)) for part in dated}
    for part in sorted(dated, key=lambda part: (updated[part] and not first[part], not first[part])):
        found = [f.value for f in find_dates(part) if plausible(f.value)]
        if found and not found[0].startswith("--"):
            facts.offer("published", found[0], f"the date line {part!r}")
    authors = [name for part in parts for name in authors_in(part)]
    facts.offer("authors", list(dict.fromkeys(authors)), "the byline")
    for part in parts:
        if (m := _NAME_BESIDE_DAY.match(part)) and not BYLINE.match(part) and len(m["name"].split()) > 1:
            facts.offer("outlet", None if weekdays_named(m["name"]) else m["name"], "the name beside the date")


def authors_in(byline: str) -> list[str]:
    """The names of a byline, without roles and agencies."""
    m = BYLINE.match(byline)
    if not m:
        return []
    first_day = min((f.start for f in find_dates(m["names"])), default=None)
    names = re.sub(r",?\s+(?:\w+day|Mon|Tue|Wed|Thu|Fri|Sat|Sun),?\s*$", "", m["names"][:first_day])
    parts = split_names(names)
    people = (re.sub(r"\s*\(.*?\)|\s*[–—-] .*$", "", part).strip() for part in parts)
    return [name for name in people if 1 < len(name.split()) <= 5 and not _ROLE_WORDS.search(name) and "@" not in name]


def split_names(names: str) -> list[str]:
    """The single names of a list as bylines print it."""
    return [
        name for name in re.split(r"\s*(?:,?\s(?:and|und|et|y|e)\s|,|;|\||·|&|/)\s*", " ".join(names.split())) if name
    ]


def split_title(title: str) -> tuple[str, str | None]:
    """A headline and the publication's name after it: "Ferry lane closes | The Harbour Post"."""
    m = _SUFFIX.match(title.strip())
    if m and is_publication(m["suffix"]):
        return m["title"].strip(), m["suffix"].strip()
    return title.strip(), None


def plausible(published: str) -> bool:
    """Whether the value is well-formed and not after tomorrow (a page's clock may be a time zone ahead)."""
    return is_published(published) and (
        published.startswith("--") or published[:10] <= str(date.today() + timedelta(days=1))
    )


def as_published(value: Any) -> str | None:
    """A value from markup as a `published` value, or None where it is not a plausible date."""
    if not isinstance(value, str) or len(value) > 80:
        return None
    iso = value.strip()
    published = normalised(iso) if is_published(iso) else parse_printed(iso)
    return published if published and plausible(published) else None


def _offer_labels(facts: Facts, labels: dict[str, str]) -> None:
    """Front matter of a markdown file."""
    for name, keys in {
        "title": ("title", "headline", "subject"),
        "outlet": ("outlet", "publication", "publisher", "source", "site"),
        "url": ("url", "link", "canonical", "canonical_url"),
        "language": ("language", "lang"),
        "dateline": ("dateline", "place"),
    }.items():
        for key in keys:
            value = labels.get(key, "")
            right = value.startswith("http") if name == "url" else not value.startswith("http")
            facts.offer(
                name,
                (value[:2].lower() if name == "language" else value) if right else None,
                f"the field {key!r} above the text",
            )
    for key in ("published", "date", "pubdate", "publish_date", "published_at"):
        facts.offer("published", as_published(labels.get(key, "")), f"the field {key!r} above the text")
    sender = re.sub(r"\s*<[^>]*>", "", labels.get("from", "")).strip("\"' ")
    facts.offer("outlet", sender if is_publication(sender) else None, "the sender above the text")
    names = split_names(labels.get("authors") or labels.get("author") or labels.get("byline") or "")
    facts.offer("authors", [n.strip("\"' ") for n in names if n.strip("\"' ")], "the field 'author' above the text")


def offer_own_voice(facts: Facts, furniture: list[tuple[str, str]]) -> None:
    """The outlet's name where a page speaks as itself: masthead, pleas, membership, copyright."""
    for kind, line in furniture:
        if kind == "masthead":
            facts.offer("outlet", line.strip(), "the name above the headline")
        crumb = re.match(r"^([^|>›»]{4,40}?)\s*[>›»]", line) if kind == "navigation" else None
        if crumb and len(crumb[1].split()) > 1:
            facts.offer(
                "outlet", crumb[1].title() if crumb[1].isupper() else crumb[1], "the first step of the page's path"
            )
    names: list[str] = []
    for kind, line in furniture:
        if kind in _OWN_VOICE:
            names += publications_in(line)
        elif kind == "legal" and (m := _COPYRIGHT.search(line)):
            names += (publications_in(m["name"]) or [m["name"]])[:1]
    facts.offer("outlet", _commonest(names), "the page's own notices (subscription, membership or copyright)")


def offer_imprint(facts: Facts, furniture: list[tuple[str, str]]) -> None:
    """The outlet's name from the legal notices below an article."""
    lines = [line for kind, line in furniture if kind in ("legal", "tail")]
    names = [m["name"] for line in lines for cue in _IMPRINT if (m := cue.search(line))]
    facts.offer(
        "outlet", _commonest([(publications_in(name) or [name])[0] for name in names]), "the page's legal notices"
    )


def _commonest(names: list[str]) -> str | None:
    """The name met most often, "The" left out of the count and put back where it was seen."""
    bare = Counter(name.removeprefix("The ") for name in names)
    if not bare:
        return None
    best = max(bare, key=lambda name: (bare[name], len(name)))
    full = f"The {best}" if f"The {best}" in names else best
    return AGENCIES.get(full, full)


def _offer_code_names(facts: Facts, code: list[str]) -> None:
    """The site's name as its scripts carry it ("pubname", "siteName")."""
    for piece in code:
        for m in _SCRIPT_NAME.finditer(piece):
            name = m[1]
            host = _HOST_TAIL.sub(lambda tail: "." + tail.group(), name) if re.fullmatch(r"[\w-]+", name) else name
            known = outlet_of_host(host) if re.fullmatch(r"[\w.-]+\.[a-z]{2,6}", host.lower()) else name
            facts.offer("outlet", known, "a script of the page")


def _offer_day_without_year(facts: Facts, day: str, text: str) -> None:
    """A dateline's day; its year only where the weekday of the first paragraph fits exactly one year of the text."""
    lede = next((p for p in text.split("\n\n")[:3] if lead_of(p).day == day), "")
    named = weekdays_named(lede)
    years = {int(y) for y in re.findall(r"(?<![\d.,])(?:19|20)\d\d(?![\d.,]*\d)", text)}
    candidates = years | {year + 1 for year in years}
    fitting = years_where(day, named[0], candidates, date.today()) if len(set(named)) == 1 else []
    if len(fitting) == 1:
        weekday = date(fitting[0], int(day[2:4]), int(day[5:7])).strftime("%A")
        why = f"inferred from weekday: the dateline's day was a {weekday} in {fitting[0]}, of the years the text names"
        facts.offer("published", f"{fitting[0]}-{day[2:]}", why)
    facts.offer("published", day, "the dateline of the first paragraph, which states no year")


def _own_link(cleaned: Cleaned) -> str | None:
    """The article's own address, from a line such as "Article online:" and the line after it."""
    lines = [line for kind, line in cleaned.furniture if kind == "contact"]
    for i, line in enumerate(lines):
        link = _LINK.search(" ".join(lines[i : i + 2])) if _OWN_LINK.match(line) else None
        if link:
            return link.group().rstrip(".,;")
    return None


def _day_in_url(url: str) -> str | None:
    m = _URL_DAY.search(urlsplit(url).path + "/")
    day = f"{m[1]}-{int(m[2]):02d}-{int(m[3]):02d}" if m else ""
    return day if day and plausible(day) else None
