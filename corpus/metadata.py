"""Metadata: headline, outlet, authors, day, place, language, address, each with where it was found.

A value is only taken from where a page speaks of itself: its markup, its head lines, its dateline, its own pleas and
notices. Never from the time of scraping, a caption, or a list of other articles.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlsplit

from corpus.article import NO_HEADLINE
from corpus.cleaning import Cleaned
from corpus.credits import (
    agency_in_byline,
    authors_in,
    closing_agency,
    closing_lines,
    reporters_in,
    split_names,
)
from corpus.dates import bounds, find_dates, is_published, normalised, parse_printed, weekdays_named, years_where
from corpus.heads import BYLINE, head_parts
from corpus.languages import language_of
from corpus.leads import first_words, lead_of, read_lead
from corpus.outlets import (
    AGENCIES,
    MASTHEAD,
    NAME,
    Named,
    agency_named,
    is_publication,
    known_site,
    named_in_code,
    named_in_imprint,
    named_in_own_voice,
    outlet_of_host,
    spelled_like_host,
)
from corpus.residue import printable

_NAME_BESIDE_DAY = re.compile(rf"^(?P<name>{NAME})(?:, (?=\d|[A-Z])| ?/ ?(?=[A-Z]))")
_OWN_LINK = re.compile(
    r"(?:article online|original article|source url|permalink|link|url|web address|online)\b", re.IGNORECASE
)
_LINK = re.compile(r"https?://[^\s<>()\[\]\"']+")
_URL_DAY = re.compile(r"/((?:19|20)\d\d)[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?:[/-]|$)")
_UPDATED = re.compile(
    r"updat|modif|revis|chang|aktualisiert|geändert|mis à jour|actualizad|atualizad|aggiornat|bijgewerkt|gewijzigd"
    r"|zaktualizowan|обновлен|оновлен|uppdaterad|oppdatert|opdateret|수정|更新",
    re.IGNORECASE,
)
PUBLISHED_CUE = re.compile(r"publ|posted|first|original|created|erstellt|veröff|опубл|publicad|입력", re.IGNORECASE)
# The day somebody read, printed or stored the page.
_OTHERS_DAY = re.compile(
    r"\b(?:access|retriev|scrap|crawl|fetch|captur|download|archiv|saved|print|view|visit|generat|today|current"
    r"|now\b|it is|abgerufen|heute|consult|aujourd|hoy\b|oggi|hoje|vandaag|сегодня)",
    re.IGNORECASE,
)
_FOOTER_KINDS = frozenset({"credit", "contact", "legal", "tail"})
GIVEN = "given with the article"  # the origin of what an imported line states
MAX_VALUE_CHARS = 2_000  # no headline, name or address is longer, and everything that lists articles prints them
EARLIEST_YEAR = "1600"  # of the first newspapers
YEAR_REACH_DAYS = 30  # a day without a year is of the same weeks as the last change, or its year stays unknown
_SUFFIX = re.compile(r"^(?P<title>.{8,}?)\s+(?:[|–—»]|::|-)\s+(?P<suffix>[^|–—»]{2,60})$")


@dataclass
class Facts:
    """What is known of an article so far; the first value offered for a field stays."""

    values: dict[str, Any] = field(default_factory=dict)
    origin: dict[str, str] = field(default_factory=dict)
    day_first: bool | None = None  # how the page's country prints 03/04/2013, where that is sure
    credited: list[tuple[str, str]] = field(default_factory=list)  # agencies, and where each is named
    yearless: tuple[str, str] | None = None  # a day whose year the page does not state, and where it stands

    def offer(self, name: str, value: Any, origin: str) -> None:
        """Take the value, in one line, unless it is empty, endless, an address that is none, or not the first."""
        if name in self.values:
            return
        lines = [in_one_line(each) if isinstance(each, str) else each for each in _listed(value)]
        kept = [each for each in lines if each and not (isinstance(each, str) and len(each) > MAX_VALUE_CHARS)]
        if name == "url" and not all(map(is_parsable, kept)):
            return
        if kept:
            self.values[name] = kept if isinstance(value, list) else kept[0]
            self.origin[name] = origin

    def credit(self, agency: str | None, origin: str) -> None:
        """Note that an agency is named; which one counts is known when the outlet is."""
        if agency in AGENCIES.values():
            self.credited.append((agency or "", origin))


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def is_parsable(url: str) -> bool:
    """Whether an address can be taken apart ("https://[" cannot)."""
    try:
        urlsplit(url).port  # noqa: B018 - the host, too, is only looked at when it is asked for
    except ValueError:
        return False
    return True


def in_one_line(value: str) -> str:
    """A value as it may stand in any list or line: without line ends, control characters and outer space."""
    return " ".join(printable(value).split())


def text_facts(cleaned: Cleaned, address: str | None = None) -> Facts:
    """What a plain text says of itself; `address` is where it was read on the web."""
    facts = Facts()
    _offer_labels(facts, cleaned.labels)
    title, suffix = split_title(cleaned.title or "")
    facts.offer("title", title, "the headline above the text")
    facts.offer("outlet", suffix, "the end of the headline")
    facts.offer("url", address, "the address it was read from")
    facts.offer("url", _own_link(cleaned), "a line that gives the article's address")
    offer_names(facts, named_in_own_voice(cleaned.furniture))
    offer_head_lines(facts, cleaned.head)
    offer_byline(facts, cleaned.furniture)
    offer_lead(facts, cleaned.told)
    offer_closing(facts, cleaned.text, cleaned.furniture)
    offer_names(facts, named_in_imprint(cleaned.furniture))
    offer_names(facts, named_in_code(cleaned.code))
    complete(facts, cleaned.told)
    return facts


def complete(facts: Facts, text: str) -> None:
    """Fill what is still open from the address and the text itself, and settle what depends on the rest."""
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
        _infer_year(facts, lead.day, text)
        facts.yearless = facts.yearless or (lead.day, "the dateline of the first paragraph")
    _settle_agency(facts)
    _settle_authors(facts)
    _settle_days(facts)
    facts.offer("title", first_words(text), f"{NO_HEADLINE}: the first words of the text")
    facts.offer("language", language_of(text), "the commonest words of the text")


def offer_lead(facts: Facts, text: str) -> None:
    """Place, day with a year, and a leading outlet name, from the first paragraph."""
    lead = read_lead(text)
    facts.offer("dateline", lead.place, "the start of the first paragraph")
    facts.offer("outlet", lead.outlet, "the name the first paragraph starts with")
    facts.credit(lead.agency, "the dateline of the first paragraph")
    if lead.day and not lead.day.startswith("--"):
        facts.offer("published", lead.day, "the dateline of the first paragraph")


def offer_head_lines(facts: Facts, head: list[str]) -> None:
    """Days, authors and agency from the lines between headline and text; "published" outranks "updated"."""
    parts = [part for line in head for part in head_parts(line)]
    for part in sorted(parts, key=lambda part: not PUBLISHED_CUE.search(part)):
        before = 0
        for found in find_dates(part, facts.day_first):
            cue, before = part[before : found.start], found.end
            if _OTHERS_DAY.search(cue):
                continue
            changed = bool(_UPDATED.search(cue) and not PUBLISHED_CUE.search(cue))
            if len(found.value) == len("2014-12") and not PUBLISHED_CUE.search(cue):
                continue  # "December 2014" alone is a heading
            if plausible(found.value) and not found.value.startswith("--"):
                facts.offer("modified" if changed else "published", found.value, f"the date line {part!r}")
            elif found.value.startswith("--") and not changed and not facts.yearless:
                facts.yearless = found.value, f"the date line {part!r}"
    facts.offer("authors", list(dict.fromkeys(name for part in parts for name in authors_in(part))), "the byline")
    for part in parts:
        if BYLINE.match(part):
            facts.credit(agency_in_byline(part), "the byline")
        elif (m := _NAME_BESIDE_DAY.match(part)) and len(m["name"].split()) > 1:
            facts.offer("outlet", None if weekdays_named(m["name"]) else m["name"], "the name beside the date")


def offer_byline(facts: Facts, furniture: list[tuple[str, str]]) -> None:
    """Authors and agency from the lines above a text that name people and their paper."""
    for kind, line in furniture:
        if kind == "byline":
            facts.offer("authors", authors_in(f"By {line}"), "the byline above the text")
        elif kind == "masthead":
            facts.credit(agency_named(line), "the byline above the text")


def offer_names(facts: Facts, names: Iterable[Named]) -> None:
    """The outlet from the names of a page's notices; an agency in the masthead is a credit."""
    for name, origin in names:
        if origin == MASTHEAD and agency_named(name):
            facts.credit(agency_named(name), origin)
        else:
            facts.offer("outlet", name, origin)


def offer_closing(facts: Facts, text: str, furniture: list[tuple[str, str]]) -> None:
    """Reporters and agency from the lines an article ends with, and from the notices below it."""
    lines = closing_lines(text) + [line for kind, line in furniture if kind in _FOOTER_KINDS]
    facts.offer("authors", reporters_in(lines), "the line at the end of the text")
    found = closing_agency(lines)
    if found:
        facts.credit(found[0], f"the closing line {found[1][:80]!r}")


def split_title(title: str) -> tuple[str, str | None]:
    """A headline and the publication's name after it: "Ferry lane closes | The Harbour Post"."""
    m = _SUFFIX.match(title.strip())
    if m and is_publication(m["suffix"]):
        return m["title"].strip(), m["suffix"].strip()
    return title.strip(), None


def plausible(published: str) -> bool:
    """Whether the value is well-formed, of a time with newspapers, and not after tomorrow (time zones differ)."""
    return is_published(published) and (
        published.startswith("--") or EARLIEST_YEAR <= published[:10] <= str(date.today() + timedelta(days=1))
    )


def as_published(value: Any, day_first: bool | None = None) -> str | None:
    """A value from markup as a `published` value, or None where it is not a plausible date."""
    if not isinstance(value, str) or len(value) > 80:
        return None
    iso = re.sub(r"^(\d{4})(\d\d)(\d\d)$", r"\1-\2-\3", value.strip())
    published = normalised(iso) if is_published(iso) else parse_printed(iso, day_first)
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
    for key in ("modified", "updated", "lastmod", "last_modified", "updated_at"):
        facts.offer("modified", as_published(labels.get(key, "")), f"the field {key!r} above the text")
    facts.credit(agency_named(labels.get("agency")), "the field 'agency' above the text")
    sender = re.sub(r"\s*<[^>]*>", "", labels.get("from", "")).strip("\"' ")
    facts.offer("outlet", sender if is_publication(sender) else None, "the sender above the text")
    names = split_names(labels.get("authors") or labels.get("author") or labels.get("byline") or "")
    facts.offer("authors", [n.strip("\"' ") for n in names if n.strip("\"' ")], "the field 'author' above the text")


def _infer_year(facts: Facts, day: str, text: str) -> None:
    """A dateline's day; its year only where weekday and context leave one.

    Agencies that sign the dateline name the day of their story by its weekday. Without such a signature the weekday
    is as often another one: of 304 datelines of 1987 it fitted that year in 66.
    """
    lede = next((p for p in text.split("\n\n")[:3] if lead_of(p).day == day), "")
    elsewhere = re.search(r"\b(?:last|next|this|until|since|from|by|due|before|after) (?:on )?\w+day\b", lede)
    weekdays = weekdays_named(lede)
    own_days = re.search(r"\b(?:today|yesterday|tomorrow)\b", text, re.IGNORECASE)
    dated = [f.value[:4] for f in find_dates(text) if not f.value.startswith("--") and len(f.value) >= 7]
    if lead_of(lede).agency and len(set(weekdays)) == 1 and dated and not (own_days or elsewhere):
        latest = max(int(year) for year in dated)
        fitting = years_where(day, weekdays[0], {latest, latest + 1}, date.today())
        if len(fitting) == 1:
            name = date(fitting[0], int(day[2:4]), int(day[5:])).strftime("%A")
            why = f"inferred from weekday: of {latest} and {latest + 1}, the day was a {name} in {fitting[0]} only"
            facts.offer("published", f"{fitting[0]}-{day[2:]}", why)


def _settle_agency(facts: Facts) -> None:
    """Of the agencies named, the first that is not the outlet itself."""
    outlet, host = facts.values.get("outlet"), facts.values.get("url") or ""
    own = {agency_named(outlet), agency_named(known_site(host) if host else None)}
    for agency, origin in facts.credited:
        if agency not in own:
            facts.offer("agency", agency, origin)


def _settle_authors(facts: Facts) -> None:
    """Of several authors given, neither all the others in one string nor the outlet's section ("CNN Business")."""
    names, outlet = facts.values.get("authors", []), facts.values.get("outlet", "")
    kept = [n for n in names if not outlet or not f"{n} ".casefold().startswith(f"{outlet} ".casefold())]
    kept = [n for n in kept if n.split() != " ".join(m for m in kept if m != n).split()]
    if kept and len(kept) < len(names):
        facts.values["authors"] = kept


def _settle_days(facts: Facts) -> None:
    """A day's year from the last change; no change before publication; the last change where no other day is stated."""
    changed = bounds(facts.values.get("modified"))
    if facts.yearless:
        day, origin = facts.yearless
        for year in (changed[1].year, changed[1].year - 1) if changed else ():
            first = bounds(f"{year}-{day[2:]}")
            if changed and first and timedelta(0) <= changed[1] - first[0] < timedelta(days=YEAR_REACH_DAYS):
                facts.offer("published", f"{year}-{day[2:]}", f"{origin}, its year from {facts.origin['modified']}")
        facts.offer("published", day, f"{origin}, which states no year")
    first = bounds(facts.values.get("published"))
    given = facts.origin.get("modified", "").startswith(GIVEN)
    if changed and first and changed[1] < first[0] - timedelta(days=1) and not given:
        del facts.values["modified"], facts.origin["modified"]
    elif changed and "published" not in facts.values and facts.origin["modified"].startswith("the date line"):
        facts.offer("published", facts.values["modified"], f"{facts.origin['modified']}; the page states no other day")


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
