"""Outlets: what a publication's name looks like, the names of well-known sites, and where a page names its own."""

# ruff: noqa: E501 - word lists read best as words, and patterns in one piece

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlsplit

# Sites whose address does not spell their name; general knowledge, and only used when a page does not name itself.
SITE_NAMES = {
    "abc.net.au": "ABC News (Australia)", "abcnews.go.com": "ABC News", "aftenposten.no": "Aftenposten",
    "aljazeera.com": "Al Jazeera", "aljazeera.net": "Al Jazeera", "apnews.com": "Associated Press",
    "arabnews.com": "Arab News", "bbc.co.uk": "BBC", "bbc.com": "BBC", "bloomberg.com": "Bloomberg",
    "barrons.com": "Barron's", "bostonglobe.com": "The Boston Globe", "businessinsider.com": "Business Insider", "cbc.ca": "CBC News",
    "cbsnews.com": "CBS News", "chicagotribune.com": "Chicago Tribune", "chinadaily.com.cn": "China Daily",
    "cnbc.com": "CNBC", "cnn.com": "CNN", "corriere.it": "Corriere della Sera", "csmonitor.com":
    "The Christian Science Monitor", "dailymail.co.uk": "Daily Mail", "dailymaverick.co.za": "Daily Maverick",
    "dawn.com": "Dawn", "dw.com": "Deutsche Welle", "economist.com": "The Economist", "elmundo.es": "El Mundo",
    "elpais.com": "El País", "espn.com": "ESPN", "euronews.com": "Euronews", "faz.net":
    "Frankfurter Allgemeine Zeitung", "folha.uol.com.br": "Folha de S.Paulo", "forbes.com": "Forbes", "foxnews.com":
    "Fox News", "france24.com": "France 24", "ft.com": "Financial Times", "globaltimes.cn": "Global Times",
    "haaretz.com": "Haaretz", "hindustantimes.com": "Hindustan Times", "hs.fi": "Helsingin Sanomat", "huffpost.com":
    "HuffPost", "independent.co.uk": "The Independent", "indianexpress.com": "The Indian Express", "interfax.ru":
    "Interfax", "irishtimes.com": "The Irish Times", "japantimes.co.jp": "The Japan Times", "jpost.com":
    "The Jerusalem Post", "kommersant.ru": "Kommersant", "koreaherald.com": "The Korea Herald", "kyivindependent.com":
    "The Kyiv Independent", "latimes.com": "Los Angeles Times", "lefigaro.fr": "Le Figaro", "lemonde.fr": "Le Monde",
    "liberation.fr": "Libération", "meduza.io": "Meduza", "mercurynews.com": "The Mercury News", "miamiherald.com":
    "Miami Herald", "msnbc.com": "MSNBC", "nation.africa": "Nation", "nbcnews.com": "NBC News", "ndtv.com": "NDTV",
    "news.com.au": "news.com.au", "news.sky.com": "Sky News", "newsweek.com": "Newsweek", "newyorker.com":
    "The New Yorker", "npr.org": "NPR", "nypost.com": "New York Post", "nytimes.com": "The New York Times", "nzherald.co.nz":
    "The New Zealand Herald", "nzz.ch": "Neue Zürcher Zeitung", "oglobo.globo.com": "O Globo", "pbs.org": "PBS",
    "politico.com": "Politico", "politico.eu": "Politico Europe", "propublica.org": "ProPublica", "repubblica.it":
    "la Repubblica", "reuters.com": "Reuters", "rferl.org": "Radio Free Europe/Radio Liberty", "ria.ru": "RIA Novosti",
    "rt.com": "RT", "rte.ie": "RTÉ", "scmp.com": "South China Morning Post", "sfchronicle.com": "San Francisco Chronicle",
    "smh.com.au": "The Sydney Morning Herald", "spiegel.de": "Der Spiegel", "standard.co.uk": "Evening Standard",
    "straitstimes.com": "The Straits Times", "sueddeutsche.de": "Süddeutsche Zeitung", "tagesschau.de": "Tagesschau",
    "tass.com": "TASS", "tass.ru": "TASS", "theage.com.au": "The Age", "theatlantic.com": "The Atlantic",
    "theglobeandmail.com": "The Globe and Mail", "theguardian.com": "The Guardian", "telegraph.co.uk": "The Telegraph", "thehill.com": "The Hill", "thehindu.com":
    "The Hindu", "thesun.co.uk": "The Sun", "thetimes.co.uk": "The Times", "theverge.com": "The Verge", "theweek.co.uk":
    "The Week", "theweek.com": "The Week", "time.com": "Time", "timesofindia.indiatimes.com": "The Times of India",
    "timesofisrael.com": "The Times of Israel", "upi.com": "UPI", "usatoday.com": "USA TODAY", "usnews.com":
    "U.S. News & World Report", "voanews.com": "Voice of America", "vox.com": "Vox", "washingtonpost.com":
    "The Washington Post", "washingtontimes.com": "The Washington Times", "welt.de": "Die Welt", "wsj.com":
    "The Wall Street Journal", "xinhuanet.com": "Xinhua", "ynetnews.com": "Ynetnews", "zeit.de": "Die Zeit",
}  # fmt: skip
AGENCIES = {
    "AP": "Associated Press", "The Associated Press": "Associated Press", "Associated Press": "Associated Press",
    "The AP": "Associated Press", "AFP": "AFP", "Agence France-Presse": "AFP", "Agence France Presse": "AFP", "Reuters":
    "Reuters", "REUTERS": "Reuters", "Thomson Reuters": "Reuters", "TASS": "TASS", "ITAR-TASS": "TASS", "Itar-Tass": "TASS",
    "ТАСС": "TASS", "Xinhua": "Xinhua", "XINHUA": "Xinhua", "Xinhua News Agency": "Xinhua", "UPI": "UPI",
    "United Press International": "UPI", "dpa": "dpa", "DPA": "dpa", "Deutsche Presse-Agentur": "dpa", "ANSA": "ANSA", "EFE":
    "EFE", "Agencia EFE": "EFE", "Kyodo": "Kyodo", "Kyodo News": "Kyodo", "Interfax": "Interfax", "Интерфакс": "Interfax",
    "PTI": "PTI", "Press Trust of India": "PTI", "ANI": "ANI", "IANS": "IANS", "PA": "PA", "PA Media": "PA",
    "Press Association": "PA", "The Press Association": "PA", "PA Wire": "PA", "RIA Novosti": "RIA Novosti", "РИА Новости":
    "RIA Novosti", "Anadolu": "Anadolu", "Anadolu Agency": "Anadolu", "Yonhap": "Yonhap", "Yonhap News Agency": "Yonhap",
    "Bloomberg": "Bloomberg", "Bloomberg News": "Bloomberg", "JTA": "JTA", "CNN": "CNN", "BBC": "BBC", "AAP":
    "AAP", "Australian Associated Press": "AAP", "The Canadian Press": "The Canadian Press", "Canadian Press":
    "The Canadian Press", "SDA": "Keystone-SDA", "Keystone-SDA": "Keystone-SDA", "Belga": "Belga", "ANP": "ANP", "PAP": "PAP",
    "NTB": "NTB", "Lusa": "Lusa", "Ukrinform": "Ukrinform", "KCNA": "KCNA", "Jiji Press": "Jiji Press", "Bernama": "Bernama",
    "ANTARA": "Antara", "Antara": "Antara", "IRNA": "IRNA", "Press Trust of India (PTI)": "PTI", "KNA": "KNA", "epd": "epd",
}  # fmt: skip

_PAPER = (
    "Times|Post|News|Daily|Herald|Tribune|Gazette|Chronicle|Journal|Guardian|Courier|Star|Sun|Mirror|Observer|Telegraph"
    "|Press|Review|Standard|Record|Examiner|Inquirer|Enquirer|Independent|Mail|Express|Today|Weekly|Bulletin|Dispatch"
    "|Globe|Register|Sentinel|Echo|Argus|Reporter|Wire|Newswire|Mercury|Leader|Advertiser|Ledger|Messenger|Monitor|Banner"
    "|Beacon|Voice|World|Nation|Report|Reports|Broadcasting|Radio|Zeitung|Tageblatt|Anzeiger|Nachrichten|Kurier|Bote"
    "|Rundschau|Presse|Blatt|Tribüne|Diario|Journal|Correo|Gaceta"
)
_TITLED = r"(?:[A-ZÀ-Þ][\w’'&.-]{0,40})"
PUBLICATION = re.compile(
    rf"(?:The |Der |Die |Das |Le |La |El )?(?:{_TITLED} (?:of |and |& )?){{0,4}}?"
    rf"\b(?:[A-ZÀ-Þ]?\w{{0,40}}(?:{_PAPER})|[A-ZÀ-Þ]\w{{1,40}}(?:blatt|post|zeitung|kurier|bote|anzeiger|rundschau|presse))\b(?: (?:of|de|von) (?:the )?[A-ZÀ-Þ]\w+(?: [A-ZÀ-Þ]\w+)?)?"
)
_TRAILING = re.compile(
    r"[ ,]+(?:Community|Group|Media|App|Newsletters?|Online|Staff|Ltd|Inc|LLC|Limited|Company|Co|Club|Members?)\b.*$"
)
_OFFICE = re.compile(r"^.*?\b(?:Editor|Publisher|Director|Chief|Head|Founder|Reader|Member|Friend)[\w-]* (?:of|at) ")
_BEFORE_NAME = re.compile(
    r"^.*\s(?=The )|^(?:Join|Support|Follow|Subscribe|Read|Reading|Welcome|From|With|At|In|Dear|Thank|Get|By|About)\s+(?:to )?"
)
_HOST_EXTRA = re.compile(r"(?:mag|magazine|news|online|tv|media|hq|blog|ng)$")
_HOST_NOISE = re.compile(r"^(?:www\d?|m|mobile|amp|edition|en|eu|us|uk|rss|feeds)\.")
Named = tuple[str, str]  # an outlet's name, and where it stands, in words
MASTHEAD = "the name above the headline"
_OWN_VOICE = frozenset({"plea", "newsletter", "membership", "comments"})
NAME = r"(?-i:(?:[A-ZÀ-Þ][\w’'&-]*)(?: (?:[A-ZÀ-Þ][\w’'&-]*|of|and|the|de|la|der|des)){0,5})"
_QUOTED = re.compile(r"[\"“][^\"“”]{2,80}[\"”]")  # the name of a column or a newsletter, not of the outlet
_COPYRIGHT = re.compile(rf"(?:©|\(c\)|copyright)[\s\d,©–-]*(?:by )?(?P<name>{NAME})", re.I)
_IMPRINT = [  # where a page's legal notices name the publication
    re.compile(rf"^(?P<name>{NAME}),(?= .*\b(?:publisher|editor|complaints)\b)", re.I),
    re.compile(
        rf"\b(?:editor(?:-in-chief)?|publisher|readers?|members?|subscribers?) of (?:the )?(?P<name>{NAME})", re.I
    ),
    re.compile(rf"^(?P<name>{NAME}) is (?:published|printed|owned) by\b", re.I),
]
_SCRIPT_NAME = re.compile(
    r"""(?:pubname|site_?name|publisher|publication)['"]?\s*[,:=]\s*['"]([^'"]{2,60})['"]""", re.I
)
_HOST_TAIL = re.compile(r"(?<=\w{3})(?:co\.?uk|com|net|org)$")


def is_publication(name: str) -> bool:
    """Whether the whole of a short line reads as a publication's name ("The Harbour Post")."""
    return len(name.split()) <= 6 and bool(PUBLICATION.fullmatch(name.strip()))


def publications_in(text: str) -> list[str]:
    """Publication names printed in a text, in order, without what follows a name ("Community", "Group")."""
    names = []
    for m in PUBLICATION.finditer(text):
        name = _BEFORE_NAME.sub("", _OFFICE.sub("", _TRAILING.sub("", m.group()))).strip()
        if len(name.split()) >= 2 and name not in ("The News", "The Daily", "Breaking News", "Latest News", "Top News"):
            names.append(name)
    return names


def agency_named(credit: str | None) -> str | None:
    """The agency a credit names, by the name it is known by: "AP Sports Writer" is the Associated Press."""
    words = (credit or "").strip(" .").split()
    for count in range(min(len(words), 4), 0, -1):
        known = AGENCIES.get(" ".join(words[:count]).removesuffix("'s").removesuffix("’s"))
        if known and all(word[:1].isupper() for word in words[count:]):
            return known
    return None


def outlet_of_host(url_or_host: str) -> str | None:
    """The outlet a web address stands for: its known name, else the host without "www." and the like."""
    host = _host(url_or_host)
    return known_site(host) or host or None


def known_site(host: str) -> str | None:
    """The name of a well-known site, for its host or a host below it."""
    labels = _host(host).split(".")
    return next((SITE_NAMES[h] for i in range(len(labels) - 1) if (h := ".".join(labels[i:])) in SITE_NAMES), None)


def is_of_another_site(name: str, url: str) -> bool:
    """Whether the name is a publication's that has nothing in common with the address, neither a word nor initials."""
    if not is_publication(name):
        return False
    known = known_site(url)
    if known:
        return not _share_a_word(name, known)
    labels = [re.sub(r"[^a-z0-9]", "", label) for label in _host(url).split(".")[:-1]]
    words = [word for word in re.findall(r"[a-z0-9]+", name.lower()) if word not in _SMALL]
    spelled, initials = "".join(words), "".join(word[0] for word in words)
    return not any(
        label == initials or (len(label) > 3 and label in spelled) or any(len(w) > 3 and w in label for w in words)
        for label in labels
    )


def _host(url_or_host: str) -> str:
    try:
        host = urlsplit(url_or_host if "//" in url_or_host else "//" + url_or_host).hostname or ""
    except ValueError:
        return ""
    return _HOST_NOISE.sub("", host.lower())


def spelled_like_host(host: str, text: str) -> str | None:
    """The name as the text prints it, where it spells the host ("The Harbour Post" for harbourpost.example)."""
    labels = [label for label in _host(host).split(".")[:-1] if label not in ("co", "com", "org", "net", "gov", "ac")]
    label = re.sub(r"[^a-z0-9]", "", labels[-1] if labels else "")
    if len(label) < 4:
        return None
    bare = label.removeprefix("the") if len(label) > 7 else label
    shorter = _HOST_EXTRA.sub("", bare)
    for spelled in dict.fromkeys((bare, shorter) if len(shorter) >= 8 else (bare,)):
        letters = r"[ \-’'&]?".join(map(re.escape, spelled))
        m = re.search(rf"\b(?:[Tt]he )?{letters}\b", text, re.IGNORECASE)
        if m:
            break
    name = m.group() if m else ""
    named = name.removeprefix("the ").removeprefix("The ")
    return (("The " if name[:4].lower() == "the " else "") + named) if named[:1].isupper() else None


def site_name(offers: list[tuple[str, str]], url: str | None, title_tag: str, text: str) -> tuple[str | None, str]:
    """The outlet among the names a page's markup gives, the likeliest first, and where it stands.

    An address, a section ("U.S.") or a slogan in the place of the name gives way to a name the page gives elsewhere,
    or to that of a well-known site.
    """
    named = [(name, origin) for value, origin in offers if (name := _without_slogan(value))]
    host = _host(url or "")
    known = known_site(host) if host else None
    if not named:
        return None, ""
    name, origin = named[0]
    if known and _letters(name) == _letters(known):
        return known, origin
    others = [other for other, _ in named[1:]]
    if known and not _share_a_word(name, known) and name not in title_tag and name not in others:
        return known, f"the site's address; {origin} says {name!r}"
    if _HOST_LIKE.fullmatch(name):
        bare = _letters(_TLD.sub("", name))
        for other, where in named[1:]:
            spelled = bare in _letters(other) and not _HOST_LIKE.fullmatch(other)
            if spelled and (
                other != other.lower() if bare == _letters(other) and name == name.lower() else " " in other
            ):
                return other, where
    words = name.split()
    if name == name.lower() or (len(words) > 3 and any(w[0].islower() and w not in _SMALL for w in words)):
        printed = spelled_like_host(host, f"{' '.join(others)} {text}")
        if printed:
            return printed, "the site's address, spelled as in the text"
    return name, origin


_TLD = re.compile(r"\.(?:com?|org|net|news|tv|io|info|biz|[a-z]{2})(?:\.[a-z]{2})?$", re.IGNORECASE)
_HOST_LIKE = re.compile(r"(?:[\w-]+\.)+[A-Za-z]{2,6}|[a-z]{5,}")
_SMALL = frozenset("of and the for in on de la le el del des der die das und et y e di du van do da".split())
_NO_NAMES = frozenset(
    "home homepage index website site blog wordpress untitled default startseite accueil inicio".split()
)
_SLOGAN = re.compile(r"\s+(?:[|•·–—:-]|::|//)\s+|\s*\|\s*|:\s")


def _without_slogan(value: str) -> str | None:
    """A site's name without what it says of itself after it; None for an address or a sentence."""
    name = " ".join(value.split())
    first = _SLOGAN.split(name)[0]
    name = first if len(first) >= 3 else name
    if name.casefold() in _NO_NAMES:
        return None
    return (
        name if 1 < len(name) <= 60 and "//" not in name and "@" not in name and not name.startswith("www.") else None
    )


def _letters(name: str) -> str:
    return re.sub(r"\W", "", name.casefold().removeprefix("the "))


def _share_a_word(one: str, other: str) -> bool:
    words = [set(re.findall(r"\w+", name.casefold())) - {"the", "news", "of"} for name in (one, other)]
    return bool(words[0] & words[1]) or _letters(one) in _letters(other) or _letters(other) in _letters(one)


def named_in_own_voice(furniture: list[tuple[str, str]]) -> Iterator[Named]:
    """The names in a page's masthead, path, pleas, membership and copyright lines, the surest first."""
    for kind, line in furniture:
        if kind == "masthead":
            yield line.strip(), MASTHEAD
        crumb = re.match(r"^([^|>›»]{4,40}?)\s*[>›»]", line) if kind == "navigation" else None
        if crumb and len(crumb[1].split()) > 1:
            yield crumb[1].title() if crumb[1].isupper() else crumb[1], "the first step of the page's path"
    names: list[str] = []
    for kind, line in furniture:
        if kind in _OWN_VOICE:
            names += publications_in(_QUOTED.sub(" ", line))
        elif kind == "legal" and (m := _COPYRIGHT.search(line)):
            names += (publications_in(m["name"]) or [m["name"]])[:1]
    yield from _commonest(names, "the page's own notices (subscription, membership or copyright)")


def named_in_imprint(furniture: list[tuple[str, str]]) -> Iterator[Named]:
    """The name in the legal notices below an article."""
    lines = [line for kind, line in furniture if kind in ("legal", "tail")]
    names = [m["name"] for line in lines for cue in _IMPRINT if (m := cue.search(line))]
    yield from _commonest([(publications_in(name) or [name])[0] for name in names], "the page's legal notices")


def named_in_code(code: list[str]) -> Iterator[Named]:
    """The site's name as its scripts carry it ("pubname", "siteName")."""
    for piece in code:
        for m in _SCRIPT_NAME.finditer(piece):
            name = m[1]
            host = _HOST_TAIL.sub(lambda tail: "." + tail.group(), name) if re.fullmatch(r"[\w-]+", name) else name
            known = outlet_of_host(host) if re.fullmatch(r"[\w.-]+\.[a-z]{2,6}", host.lower()) else name
            if known:
                yield known, "a script of the page"


def _commonest(names: list[str], origin: str) -> Iterator[Named]:
    """The name met most often, "The" left out of the count and put back where it was seen."""
    bare = Counter(name.removeprefix("The ") for name in names)
    if bare:
        best = max(bare, key=lambda name: (bare[name], len(name)))
        full = f"The {best}" if f"The {best}" in names else best
        yield AGENCIES.get(full, full), origin
