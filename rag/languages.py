"""The language of a question, beside that of what it is asked of: what the reader should know where they differ.

Words are matched as they are printed and vectors know English, so that a question finds little in another language.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from corpus.languages import language_of
from rag.evidence import Evidence
from rag.store import Store
from rag.words import STOPWORDS

# What was found is told by the sentences whose chance is this share of the best one's; what the collection mostly
# holds, by so many articles that came in last.
PROMISING, NEWEST = 0.3, 500

NAMES = {
    "ar": "Arabic", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek", "en": "English", "es": "Spanish",
    "fi": "Finnish", "fr": "French", "he": "Hebrew", "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian",
    "id": "Indonesian", "it": "Italian", "ja": "Japanese", "ko": "Korean", "nl": "Dutch", "no": "Norwegian",
    "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sv": "Swedish", "tr": "Turkish",
    "uk": "Ukrainian", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip
# What questions are made of, accents and all; a word of several languages counts for each.
_WORDS = {
    "en": " ".join(STOPWORDS),
    "de": "wer wen wem wessen was wann wo wohin woher warum weshalb wieso wie viele viel lange welche welcher welches "
    "der die das den dem des ein eine einen einem einer und ist sind war waren hat haben hatte wird wurde wurden im in "
    "am an auf bei von vom zu zum zur mit für über nach vor aus es er sie gibt nicht",
    "fr": "qui que quoi quand où pourquoi comment combien quel quelle quels quelles est ce le la les un une des du de "
    "et a ont été était sur dans en au aux par pour avec il elle y son sa ses",
    "es": "quién quiénes qué cuándo dónde cómo cuánto cuánta cuántos cuántas cuál cuáles por el la los las un una de "
    "del y es fue son en al con para se ha su",
    "it": "chi che cosa quando dove perché come quanto quanta quanti quante quale quali il lo la i gli le un una di "
    "del della e è ha sono stato in al con per su",
    "pt": "quem que quando onde porquê porque como quanto quantos quantas qual quais o a os as um uma de do da e é foi "
    "são em no na com para ao",
    "nl": "wie wat wanneer waar waarom hoe hoeveel welke welk de het een van en is zijn was werd heeft in op aan met "
    "voor bij over naar",
    "sv": "vem vad när var varför hur många mycket vilken vilket vilka den det en ett och är som "
    "på av för med har till",
    "da": "hvem hvad hvornår hvor hvorfor hvordan mange meget hvilken hvilket den det en et og er som "
    "på af for med har",
    "no": "hvem hva når hvor hvorfor hvordan mange mye hvilken hvilket den det en et og er som "
    "på av for med har",
    "pl": "kto co kiedy gdzie dlaczego jak ile który która które w na z do i jest są był była było o od przez się",
    "cs": "kdo co kdy kde proč jak kolik který která které v na z do a je jsou byl byla bylo o od se",
    "tr": "kim ne zaman nerede neden niçin nasıl kaç hangi bir ve bu için ile mi mı mu mü",
}  # fmt: skip
_QUESTION_WORDS = {language: frozenset(words.split()) for language, words in _WORDS.items()}
_WORD = re.compile(r"[^\W\d_]+")


def question_language(text: str) -> str | None:
    """Two letters, by script or by the small words of a question; None where they do not tell."""
    # A capital inside the question is a name's: "Was De Gaulle in Wien?" is no Dutch.
    words = [each for at, each in enumerate(_WORD.findall(text)) if not at or each.islower()]
    words = [each.lower() for each in words]
    counts = Counter({language: sum(each in known for each in words) for language, known in _QUESTION_WORDS.items()})
    (best, hits), (_, second) = counts.most_common(2)
    if hits > second and (hits > 1 or text.rstrip().endswith("?")) and hits >= len(words) // 5:
        return best
    return language_of(text)


def language_notes(question: str, evidence: Sequence[Evidence], store: Store) -> list[str]:
    """A sentence on what limits the answer where question, articles found and collection are not of one language.

    `evidence` is what was found, best first.
    """
    asked = question_language(question)
    found = [each.article for each in evidence if each.chance >= PROMISING * evidence[0].chance]
    most = _mostly([each.language or language_of(each.text) for each in found])
    if asked not in NAMES:
        return []
    if most in NAMES and most != asked:
        return [
            f"The question is in {NAMES[asked]}, most of what was found is in {NAMES[most]}: only names and words that "
            "both have could be matched."
        ]
    held = _mostly(_languages_of(store))
    if held not in NAMES or held == asked:
        return []
    return [
        f"The question is in {NAMES[asked]}, most of the collection is in {NAMES[held]}: only what is printed in "
        f"{NAMES[asked]}, or with the same names, could be found."
    ]


def _mostly(languages: Sequence[str | None]) -> str | None:
    """The language of more than half of those that are known."""
    counts = Counter(each for each in languages if each)
    (most, times), *_ = [*counts.most_common(1), (None, 0)]
    return most if most and 2 * times > counts.total() else None


def _languages_of(store: Store) -> list[str | None]:
    rows = store.kept_rows(
        "SELECT json_extract(v.fields, '$.language') FROM articles a JOIN versions v ON v.article_id = a.id "
        f"AND v.version = a.version ORDER BY a.number DESC LIMIT {NEWEST}"
    )
    return [row[0] for row in rows]
