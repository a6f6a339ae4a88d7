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
    "pl": "i w na z się nie do że to jest o jak po za od przez są dla był która który tym jego",
    "tr": "bir ve bu için ile da de olarak çok daha olan gibi kadar sonra en ne ya değil var ama",
}
_WORDS = {language: frozenset(words.split()) for language, words in _COMMON_WORDS.items()}
_SCRIPTS = [
    ("uk", re.compile(r"[іїєґІЇЄҐ]")), ("ru", re.compile(r"[Ѐ-ӿ]")), ("el", re.compile(r"[Ͱ-Ͽ]")),
    ("he", re.compile(r"[֐-׿]")), ("ar", re.compile(r"[؀-ۿ]")), ("hi", re.compile(r"[ऀ-ॿ]")),
    ("ja", re.compile(r"[぀-ヿ]")), ("ko", re.compile(r"[가-힯]")), ("zh", re.compile(r"[一-鿿]")),
]  # fmt: skip
MIN_SHARE = 0.15  # of the words; running text has 0.3 to 0.5 in its own language
LOOK_AT_CHARS = 4_000


def language_of(text: str) -> str | None:
    """Two letters, or None where the text is too short or in none of the languages known here."""
    sample = text[:LOOK_AT_CHARS]
    letters = sum(c.isalpha() for c in sample)
    latin = len(re.findall(r"[A-Za-z]", sample)) > 0.8 * letters
    for language, script in () if latin else _SCRIPTS:
        share = len(script.findall(sample)) / max(letters, 1)
        if share > (0.03 if language == "uk" else 0.05 if language == "ja" else 0.3):
            return language
    words = re.findall(r"[^\W\d_]+", sample.lower())
    counts = Counter({language: sum(w in known for w in words) for language, known in _WORDS.items()})
    (best, hits), (_, second) = counts.most_common(2)
    return best if hits >= 3 and hits >= MIN_SHARE * len(words) and hits > second else None
