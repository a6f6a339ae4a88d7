"""Furniture: what a line of a scraped page is when it is not the article.

Every rule looks at what a line does (it offers a share button, it credits a photo, it asks for money), never at
whose page it stands on. A line is given without markup; one that is none of these is the article's.
"""
# ruff: noqa: E501 - word lists read best as words, and patterns in one piece

from __future__ import annotations

import re
from functools import lru_cache

from corpus.furniture_patterns import ANYWHERE_CUES, CERTAIN_PATTERNS, PAGE_PATTERNS
from corpus.outlets import PUBLICATION

MAX_LINE_CHARS = 900  # no furniture line is longer: what is, is an article's paragraph

_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*$")
_QUOTED = re.compile(r"[\"“”„«»]")
_REPORTS = re.compile(
    r"\b(?:said|says|told|according to|announced|argued|added|reported|ruled|warned|claimed|(?<!you )asked|wrote|denied)\b"
)
_SHARE_WORDS = frozenset(
    "share shares shared sharing this article story page post on via to by with the a and or tweet facebook twitter x "
    "linkedin whatsapp reddit pinterest telegram messenger flipboard instagram youtube tiktok email e-mail mail print "
    "copy link url sms save bookmark comment comments pin like likes follow us more options icon bluesky threads "
    "pocket line viber rss gift listen republish teilen drucken partager compartir".split()
)
_SHARE_ACTS = frozenset(
    "share shares tweet facebook twitter linkedin whatsapp reddit pinterest email e-mail print copy teilen partager "
    "compartir instagram telegram bookmark flipboard".split()
)
_RULED = re.compile(r"^[\W_]*$(?<![★☆✔✓✗♥€$£%])")
_ORNAMENT = re.compile(r"^[*_=+#~•♦·|—–\s-]+$")
_SHARE_BUTTON = re.compile(
    r"^(?:share|tweet|pin|e-?mail|print|copy link)(?: this)?(?: (?:on|via|to|by|with) \w+| \w+)?$", re.I
)
_GALLERY_END = re.compile(r"\b(?:Hide Caption \d+ of \d+|Prev Next)$")
_ON_SOCIAL = re.compile(r"^[^.:|]{2,40} on social(?: media)?\s*:\s*(?P<sites>[^.:]+)$", re.I)
_MENU_WORDS = frozenset(
    "home menu search login subscribe news sport sports business politics world opinion culture contact about video "
    "videos weather entertainment local national lifestyle jobs newsletters latest sections account podcasts travel "
    "tech technology health science games shop classifieds obituaries international economy arts puzzles".split()
)

_PERSON_CREDIT = re.compile(
    r"\([A-ZÀ-Þ][\w.'’-]+(?: [A-ZÀ-Þ][\w.'’-]+){0,3} ?/ ?[A-ZÀ-Þ][\w.'’-]*(?: [A-ZÀ-Þ][\w.'’-]*){0,4}(?:(?:,| via| for|/)[^()]{0,60})?\)\W*$"
)

Rules = dict[str, tuple[re.Pattern[str] | None, re.Pattern[str] | None]]


def _compiled(patterns: dict[str, list[str]]) -> Rules:
    """A kind's wordings in two: those that a line starts with, and those that stand anywhere in it."""

    def joined(wordings: list[str]) -> re.Pattern[str] | None:
        return re.compile("|".join(wordings), re.IGNORECASE) if wordings else None

    return {
        kind: (joined([w for w in wordings if w[0] == "^"]), joined([w for w in wordings if w[0] != "^"]))
        for kind, wordings in patterns.items()
    }


_CERTAIN, _ON_PAGES = _compiled(CERTAIN_PATTERNS), _compiled(PAGE_PATTERNS)
_KEEPS_REPORTED = frozenset({"legal", "plea", "membership", "comments"})
_KEEPS_SAID = frozenset({"newsletter", "contact", "credit"})
_SITE_STRONG = re.compile(
    r"\b(?:paywall|subscrib\w+|subscriptions?|newsletters?|inbox|donat\w+|membership|ad-free|log ?in|sign ?up|commenting"
    r"|e-?paper|independent journalism|our journalism|support (?:local|quality|independent|our|us)|your support"
    r"|free articles?|articles? this (?:month|week)|become an? (?:member|partner|patron|supporter))\b",
    re.IGNORECASE,
)
_SITE_WEAK = re.compile(
    r"\b(?:readers?|members?|partners?|community|e-?mail|comments?|journalism|newsroom|premium|password|account"
    r"|contribut\w+|free of ads|this (?:article|story) is free)\b",
    re.IGNORECASE,
)
_PRICE = re.compile(
    r"(?:[$€£¥] ?\d[\d.,]*|\d[\d.,]* ?(?:[$€£]|[a-z]{3,10})),? (?:a|an|per|each|every|/) ?(?:month|quarter|year|week|day)\b",
    re.IGNORECASE,
)
_AMOUNT = re.compile(r"[$€£¥] ?\d|\d ?[$€£]|\bcosts \d", re.IGNORECASE)
_HERE = re.compile(r"\b(?:this|our|free|\w+) (?:articles?|stor(?:y|ies)|pages?|website)\b", re.IGNORECASE)
_APPEAL = re.compile(r"(?:^|[.!?:] )(?:join|become|take|support|subscribe|donate|give|try|order|get|keep|help)\b", re.I)
_YOU = re.compile(r"\b(?:you|yours?|please)\b", re.IGNORECASE)
_READER = re.compile(r"\breaders?\b", re.IGNORECASE)
_WE = re.compile(r"\b(?:we|ours?|(?-i:[Uu]s))\b", re.IGNORECASE)


@lru_cache(maxsize=8192)
def kind_of(line: str) -> str | None:
    """What kind of furniture the line is, or None when it is the article's."""
    line = line.strip()
    if line.startswith("Photos: ") and _GALLERY_END.search(line):
        return "caption"  # however long: all the captions of a gallery are one line
    if not line or len(line) > MAX_LINE_CHARS:
        return None
    if _RULED.match(line):
        return "navigation"
    if is_share_bar(line):
        return "share"
    buttons = re.split(r"\s{2,}", line)
    if 1 < len(buttons) <= 8 and all(map(kind_of, buttons)):
        return kind_of(buttons[0])
    if is_menu(line):
        return "navigation"
    if kind := _kind_by(_CERTAIN, line) or _kind_by(_ON_PAGES, line):
        return kind
    if re.search(r"^[^.!?]{3,60} Community\.?$", line) and PUBLICATION.search(line):
        return "membership"
    if line.count("(") < 3 and _PERSON_CREDIT.search(line) and not is_reported(line):
        return "caption"
    return "plea" if asks_the_reader(line) else None


def certain_kind_of(line: str) -> str | None:
    """As `kind_of`, for text that was taken from its page before: only what no article says in any place."""
    line = line.strip()
    if line.startswith("Photos: ") and _GALLERY_END.search(line):
        return "caption"  # however long: all the captions of a gallery are one line
    if not line or len(line) > MAX_LINE_CHARS:
        return None
    return "share" if _ORNAMENT.match(line) or is_share_bar(line) else _kind_by(_CERTAIN, line)


def _kind_by(rules: Rules, line: str) -> str | None:
    """The first kind one of whose wordings the line has, if it does not report somebody's words on the matter."""
    lower = line.lower()
    for kind, (starts, anywhere) in rules.items():
        cued = anywhere and any(map(lower.__contains__, ANYWHERE_CUES[kind]))
        if (starts and starts.match(line)) or (anywhere and cued and anywhere.search(line)):
            reported = kind in _KEEPS_REPORTED and is_reported(line)
            if not reported and not (kind in _KEEPS_SAID and _REPORTS.search(line)):
                return kind
    return None


def is_share_bar(line: str) -> bool:
    """A line made of share, print and mail buttons, with or without counts."""
    words = re.findall(r"[a-z]+(?:-[a-z]+)?", line.lower()) if len(line) < 160 else []
    if _SENTENCE_END.search(line) or not any(word in _SHARE_ACTS for word in words) or re.match(r"\w{1,2}[.)]", line):
        return False
    if m := _ON_SOCIAL.match(line):
        words = re.findall(r"[a-z]+", m["sites"].lower())
    buttons = re.split(r"\s{2,}|\s*[|·•]\s*", line.strip())
    row = len(buttons) > 1 and all(len(button.split()) <= 6 for button in buttons)
    return _SHARE_WORDS.issuperset(words) or (row and any(_SHARE_BUTTON.match(button) for button in buttons))


def is_menu(line: str) -> bool:
    """A line of section names between bars, arrows or dots: "Home | News | Sport", "Gazette > World > Europe"."""
    if len(line) > 300 or _SENTENCE_END.search(line):
        return False
    parts = [part.strip() for part in re.split(r"\s*[|>›»•·]\s*|\s/\s|\s{2,}|\t", line) if part.strip()]
    short = len(parts) >= 3 and all(len(part.split()) <= 3 for part in parts)
    barred = bool(re.search(r"\s[|>›»]\s", line)) and not re.search(r"\d", line)
    return short and (barred or any(is_menu_word(part) for part in parts))


def is_menu_word(line: str) -> bool:
    """One to three words that name a section or a button of a site's menu."""
    words = re.findall(r"[^\W\d_]+", line.lower())
    return 0 < len(words) <= 3 and words[0] in _MENU_WORDS and not _SENTENCE_END.search(line)


def asks_the_reader(line: str) -> bool:
    """The site speaks to its reader about subscribing, paying, joining or commenting; never a quoted or reported word.

    Two of the three must meet: who speaks ("we") or is spoken to ("you"), what about (subscription, membership), and
    a price for a period. Words that news also uses (reader, member) weigh half.
    """
    you, we, price = bool(_YOU.search(line)), bool(_WE.search(line)), bool(_PRICE.search(line))
    if not (you or we or price) or is_reported(line):
        return False
    strong = len({m.group().lower().rstrip("s") for m in _SITE_STRONG.finditer(line)})
    about = strong + 0.5 * len({m.group().lower().rstrip("s") for m in _SITE_WEAK.finditer(line)})
    appeal, amount = bool(_APPEAL.search(line)), price or bool(_AMOUNT.search(line))
    if price and (about > 0 or len(line) < 200) and ((you and we) or (we and appeal) or (appeal and about > 0)):
        return True
    return strong > 0 and (
        (we and about >= 1.5 and (you or appeal or bool(_READER.search(line))))
        or (you and we and amount)
        or (you and price and bool(_HERE.search(line)))
    )


def speaks_to_reader(line: str) -> bool:
    """The line says "we" or "you", and nobody is quoted or reported saying it."""
    return bool(_YOU.search(line) or _WE.search(line)) and not is_reported(line)


def is_reported(line: str) -> bool:
    """The line quotes somebody or reports what somebody said: then it is the article's, whatever it is about."""
    return bool(_QUOTED.search(line) or _REPORTS.search(line))


def is_prose(line: str) -> bool:
    """A sentence or more of running text."""
    words = len(line.split())
    return words >= 25 or (words >= 8 and bool(_SENTENCE_END.search(line)))


def ends_a_sentence(line: str) -> bool:
    """The line ends as a sentence ends."""
    return bool(_SENTENCE_END.search(line.rstrip()))
