"""Credits: the people and the news agency that a byline, a closing line or a copyright line names."""

from __future__ import annotations

import re

from corpus.dates import find_dates
from corpus.heads import BYLINE
from corpus.outlets import AGENCIES, agency_named

LAST_PARAGRAPHS = 4  # of a text, where closing credits stand
MAX_CREDIT_CHARS = 300  # a longer paragraph is the story itself
_NAMES = "|".join(re.escape(name) for name in sorted(AGENCIES, key=len, reverse=True))
_AGENCY = rf"(?P<agency>{_NAMES})(?!\w)"
_AND_ANOTHER = rf"(?:\s?/\s?(?:{_NAMES}))*"
_ROLE_WORDS = re.compile(
    r"\b(?:staff|writers?|reporters?|correspondents?|editors?|columnist|contributors?|producer|bureau|desk|newsroom|team"
    r"|news|agencies|wire|service|redaktion|redacción|rédaction|redazione|editorial|special to)\b",
    re.IGNORECASE,
)
_CREDENTIAL = re.compile(r"(?:[A-Z]{2,5}|Ph\.?\s?D\.?|M\.?D\.?|Jr\.?|Sr\.?|I{2,3})")
_BY = re.compile(
    r"^(?:(?:written|reported|words|story|text|analysis|opinion|review|column|perspective)\s+)?(?:by|von|par|por)[:\s]+",
    re.IGNORECASE,
)
_REPORTING = re.compile(
    r"(?<!dditional )\breporting by:? (?P<names>[^;()]{3,200}?)(?=;|\)|$|\.\s|\.$|,? (?:writing|editing|compiled)\b)",
    re.IGNORECASE,
)
_CLOSING = [  # each over one short paragraph near the end, or over a line below the article
    re.compile(rf"^[(\[/—–\s-]{{0,3}}{_AGENCY}{_AND_ANOTHER}\W{{0,2}}$"),
    re.compile(rf"(?:[.!?”\"]\s*|\s)(?:[—–]|--?)\s?(?:with )?{_AGENCY}\W{{0,2}}$"),
    re.compile(rf"[.!?”\"]\s*[(/]\s?{_AGENCY}{_AND_ANOTHER}\s?[)/]\W{{0,2}}$"),
    re.compile(
        r"\b(?i:with (?:additional )?(?:inputs?|reporting|reports?|material|files?) (?:from|by)) (?:[Tt]he )?" + _AGENCY
    ),
    re.compile(rf"^\W?(?i:source|quelle|fuente|fonte|bron|источник)\s?:\s*{_AGENCY}\W{{0,2}}$"),
    re.compile(
        r"\b(?i:(?:story|article|report|text) (?:was|is|has been) (?:\w+ )?"
        rf"(?:published|provided|written|produced|distributed)(?: \w+)? by) (?:[Tt]he )?{_AGENCY}"
    ),
    re.compile(rf"(?:©|\([cC]\)|\b(?i:copyright))[\s\d,©–-]*\b(?:19|20)\d\d[\s,]*(?:(?i:by)\s)?(?:[Tt]he )?{_AGENCY}"),
    re.compile(rf"(?:©|\b(?i:copyright))\s*(?:[Tt]he )?{_AGENCY}\W*(?i:all rights reserved)"),
    re.compile(
        rf"^\W?(?i:contributing|mitarbeit|avec|mit material(?: von)?|con información de)\b.{{0,60}}?\b{_AGENCY}"
    ),
    re.compile(rf"\bof (?:[Tt]he )?{_AGENCY} contributed\b"),
    re.compile(rf"\b{_AGENCY}\b.{{0,120}}\b(?i:contributed to this)\b"),
]


def authors_in(byline: str) -> list[str]:
    """The names of a byline, without roles and agencies."""
    m = BYLINE.match(byline)
    if not m:
        return []
    first_day = min((f.start for f in find_dates(m["names"])), default=None)
    names = re.sub(r",?\s+(?:\w+day|Mon|Tue|Wed|Thu|Fri|Sat|Sun),?\s*$", "", m["names"][:first_day])
    return [name for name in people([names], None) if _is_full(name)]


def split_names(names: str) -> list[str]:
    """The single names of a list as bylines print it."""
    spaced = " ".join(names.split())  # long runs of blanks would be looked at again and again
    return [name for name in re.split(r"\s*(?:,?\s(?:and|und|et|y|e)\s|,|;|\||·|&|/)\s*", spaced) if name]


def people(credits: list[str], outlet: str | None) -> list[str]:
    """The people among the given credits; where none is, the desks ("Harbour Desk"); never an agency or the outlet."""
    found: list[str] = []
    desks: list[str] = []
    for credit in credits:
        credit = _BY.sub("", " ".join(credit.split()))
        if outlet:
            credit = re.sub(rf"\s*(?:[.,|/–-]|for)\s*{re.escape(outlet)}\s*$", "", credit)
        for piece in split_names(credit):
            name = re.sub(r"\s*\(.*?\)|\s[–—-]\s.*$|\s(?:on|at|in)$", "", _BY.sub("", piece)).strip(" -–—|,")
            if not _is_name(name) or agency_named(name) or f"{_bare(outlet or '')} ".startswith(f"{_bare(name)} "):
                continue
            (desks if _ROLE_WORDS.search(name) or _starts_with(name, outlet) else found).append(name)
    return list(dict.fromkeys(found or desks))


def agency_in_byline(byline: str) -> str | None:
    """The agency a byline, or a line beside it, names: "By Nell Quayside, AP Sports Writer", "Associated Press"."""
    m = BYLINE.match(byline)
    pieces = split_names(re.sub(r"[()]", ", ", m["names"] if m else byline))
    if not m and len(pieces) > 2:
        return None
    return next((agency for piece in pieces if (agency := agency_named(piece.strip()))), None)


def closing_agency(lines: list[str]) -> tuple[str, str] | None:
    """The agency that one of the closing lines credits, and that line."""
    for cue in _CLOSING:
        for line in lines:
            m = cue.search(line) if len(line) <= MAX_CREDIT_CHARS else None
            if m:
                return AGENCIES[m["agency"]], line
    return None


def reporters_in(lines: list[str]) -> list[str]:
    """The people a closing "Reporting by ...; Editing by ..." names as reporters."""
    for line in lines:
        m = _REPORTING.search(line) if len(line) <= MAX_CREDIT_CHARS else None
        if m:
            names = re.sub(r" (?:in|at) [A-ZÀ-Þ][\w. -]*?(?=,| and |$)", "", m["names"])
            return [name for name in people([names], None) if _is_full(name)]
    return []


def closing_lines(text: str) -> list[str]:
    """The last paragraphs of a text, the last one first."""
    return [" ".join(paragraph.split()) for paragraph in reversed(text[-3000:].split("\n\n")[-LAST_PARAGRAPHS:])]


def _is_name(name: str) -> bool:
    """Words that can be somebody's name: no address, no digits, no degree."""
    return (
        1 < len(name) <= 60
        and not any(c in name for c in "@:{}<>")
        and not any(c.isdigit() for c in name)
        and "//" not in name
        and not _CREDENTIAL.fullmatch(name)
        and not re.fullmatch(r"[\w-]+\.(?:com|org|net|co\.uk|de|fr)", name, re.IGNORECASE)
    )


def _is_full(name: str) -> bool:
    """First name and surname, and no role."""
    words = name.split()
    return 1 < len(words) <= 5 and words[0][0].isupper() and words[-1][0].isupper() and not _ROLE_WORDS.search(name)


def _bare(name: str) -> str:
    return name.casefold().removeprefix("the ").removesuffix(".com")


def _starts_with(name: str, outlet: str | None) -> bool:
    """Whether a name starts with the outlet's: a desk or a role of its own ("Bay News Harbour Editor")."""
    return bool(outlet) and _bare(name).startswith(_bare(outlet or "") + " ")
