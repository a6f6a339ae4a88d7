"""Outlets: what a publication's name looks like, and the names of well-known sites."""

# ruff: noqa: E501 - word lists read best as words, and patterns in one piece

from __future__ import annotations

import re
from urllib.parse import urlsplit

# Sites whose address does not spell their name; general knowledge, and only used when a page does not name itself.
SITE_NAMES = {
    "abc.net.au": "ABC News (Australia)", "abcnews.go.com": "ABC News", "aftenposten.no": "Aftenposten",
    "aljazeera.com": "Al Jazeera", "aljazeera.net": "Al Jazeera", "apnews.com": "Associated Press",
    "arabnews.com": "Arab News", "bbc.co.uk": "BBC", "bbc.com": "BBC", "bloomberg.com": "Bloomberg",
    "bostonglobe.com": "The Boston Globe", "businessinsider.com": "Business Insider", "cbc.ca": "CBC News",
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
    "theglobeandmail.com": "The Globe and Mail", "theguardian.com": "The Guardian", "thehill.com": "The Hill", "thehindu.com":
    "The Hindu", "thesun.co.uk": "The Sun", "thetimes.co.uk": "The Times", "theverge.com": "The Verge", "theweek.co.uk":
    "The Week", "theweek.com": "The Week", "time.com": "Time", "timesofindia.indiatimes.com": "The Times of India",
    "timesofisrael.com": "The Times of Israel", "upi.com": "UPI", "usatoday.com": "USA TODAY", "usnews.com":
    "U.S. News & World Report", "voanews.com": "Voice of America", "vox.com": "Vox", "washingtonpost.com":
    "The Washington Post", "washingtontimes.com": "The Washington Times", "welt.de": "Die Welt", "wsj.com":
    "The Wall Street Journal", "xinhuanet.com": "Xinhua", "ynetnews.com": "Ynetnews", "zeit.de": "Die Zeit",
}  # fmt: skip
AGENCIES = {
    "AP": "Associated Press", "The Associated Press": "Associated Press", "Associated Press": "Associated Press",
    "AFP": "AFP", "Agence France-Presse": "AFP", "Reuters": "Reuters", "REUTERS": "Reuters", "TASS": "TASS",
    "ITAR-TASS": "TASS", "Itar-Tass": "TASS", "Xinhua": "Xinhua", "UPI": "UPI", "dpa": "dpa", "DPA": "dpa", "ANSA": "ANSA",
    "EFE": "EFE", "Kyodo": "Kyodo", "Interfax": "Interfax", "PTI": "PTI", "ANI": "ANI", "IANS": "IANS", "PA": "PA",
    "RIA Novosti": "RIA Novosti", "Anadolu": "Anadolu", "Yonhap": "Yonhap", "Bloomberg": "Bloomberg", "JTA": "JTA",
    "CNN": "CNN", "BBC": "BBC",
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
_HOST_NOISE = re.compile(r"^(?:www\d?|m|mobile|amp|edition|en|eu|us|uk|rss|feeds)\.")


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


def outlet_of_host(url_or_host: str) -> str | None:
    """The outlet a web address stands for: its known name, else the host without "www." and the like."""
    host = _host(url_or_host)
    return known_site(host) or host or None


def known_site(host: str) -> str | None:
    """The name of a well-known site, for its host or a host below it."""
    labels = _host(host).split(".")
    return next((SITE_NAMES[h] for i in range(len(labels) - 1) if (h := ".".join(labels[i:])) in SITE_NAMES), None)


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
    letters = r"[ \-’'&]?".join(map(re.escape, bare))
    m = re.search(rf"\b(?:[Tt]he )?{letters}\b", text, re.IGNORECASE)
    name = m.group() if m else ""
    named = name.removeprefix("the ").removeprefix("The ")
    return (("The " if name[:4].lower() == "the " else "") + named) if named[:1].isupper() else None
