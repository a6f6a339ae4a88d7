"""Languages: which language a text is in, by its script and its commonest words.

Our own few lines instead of a library: news articles are long, so the share of a language's commonest words decides
safely, and the kept libraries for this weigh from 1 MB to 130 MB and answer for twenty words, which we never need.
"""

# ruff: noqa: E501 - word lists read best as words, and patterns in one piece

from __future__ import annotations

import re
from collections import Counter

_COMMON_WORDS = {
    "en": "the of and to in that is was for it with as his on be at by had not are but from have they which were has said",
    "de": "der die und das den von zu mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass",
    "fr": "le la les de des et un une du en est que qui dans pour par sur au pas plus avec ce il sont aux cette été",
    "es": "el la los las de que y en un una se por con del para es su al como más pero fue este ha sus lo",
    "it": "il di che la e un una per non in sono del della le con si da ha nel alla gli più anche dei è",
    "pt": "o a os as de que e do da em um uma para com não por no na se mais dos como foi ao das é",
    "nl": "de het een van en in is dat op te zijn met voor niet aan er om ook als bij door naar heeft hij werd",
    "sv": "och att det i en som är på av för med den till inte har de ett om var från vid kan men sig",
    "da": "og at det i en er på af for med den til ikke har de et som var fra der kan men sig blev",
    "no": "og at det i en er på av for med den til ikke har de et som var fra kan men seg ble etter",
    "fi": "ja on ei se että oli hän mutta ovat myös kun niin joka mukaan sekä vuonna ole jo kuin tai ollut sen",
    "pl": "i w na z się nie do że to jest o jak po za od przez są dla był która który tym jego",
    "cs": "se na je že to do ale jako za by pro jsou podle který která bude jeho také už",
    "ro": "și de în la că din cu pe nu care pentru este sunt mai fost un au al prin după sau lui",
    "hu": "az és hogy nem is egy volt meg csak már mint azt ez ki de van el szerint még vagy lesz",
    "id": "yang dan di itu dengan untuk tidak dari dalam ini pada akan ke juga oleh telah ada karena adalah tersebut",
    "tr": "bir ve bu için ile da de olarak çok daha olan gibi kadar sonra en ne ya değil var ama",
    "vi": "và của là có được trong cho không các với người một này những đã về khi tại từ ông",
    "hr": "je na se da su za od ne koji kako što će bi nije te ali iz koje biti",
}
_LANGUAGES_OF: dict[str, list[str]] = {}
for _language, _words in _COMMON_WORDS.items():
    for _word in dict.fromkeys(_words.split()):
        _LANGUAGES_OF.setdefault(_word, []).append(_language)
_SCRIPTS = [
    ("uk", re.compile(r"[іїєґІЇЄҐ]")), ("ru", re.compile(r"[Ѐ-ӿ]")), ("el", re.compile(r"[Ͱ-Ͽ]")),
    ("he", re.compile(r"[֐-׿]")), ("ar", re.compile(r"[؀-ۿ]")), ("hi", re.compile(r"[ऀ-ॿ]")),
    ("ja", re.compile(r"[぀-ヿ]")), ("ko", re.compile(r"[가-힯]")), ("zh", re.compile(r"[一-鿿]")),
]  # fmt: skip
_IN_A_SCRIPT = re.compile("|".join(script.pattern for _, script in _SCRIPTS))
MIN_SHARE = 0.15  # of the words; running text has 0.3 to 0.5 in its own language
LOOK_AT_CHARS = 1_500  # some 250 words: as sure as the whole text, and much faster
_WORD = re.compile(r"[^\W\d_]+")


def language_of(text: str) -> str | None:
    """Two letters, or None where the text is too short or in none of the languages known here."""
    return _language_in(text[:LOOK_AT_CHARS]) or _language_in(text[LOOK_AT_CHARS : 4 * LOOK_AT_CHARS])


def _language_in(sample: str) -> str | None:
    if not sample.isascii() and _IN_A_SCRIPT.search(sample):
        letters = sum(map(str.isalpha, sample))
        for language, script in _SCRIPTS:
            share = len(script.findall(sample)) / max(letters, 1)
            if share > (0.03 if language == "uk" else 0.05 if language == "ja" else 0.3):
                return language
    words = _WORD.findall(sample.lower())
    counts = Counter(language for word in words for language in _LANGUAGES_OF.get(word, ()))
    (best, hits), (_, second) = [*counts.most_common(2), ("", 0), ("", 0)][:2]
    return best if hits >= 3 and hits >= MIN_SHARE * len(words) and hits > second else None
