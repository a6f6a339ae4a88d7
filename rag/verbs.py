"""Verbs: which words of a statement look like its verb, where its subject ends, and where a sentence has one.

By endings and lists: English only. A word that may be a noun as well ("cut", "work") is taken for a verb only where
what stands before it lets it be one.
"""

from __future__ import annotations

from functools import lru_cache

from rag.statement import Statement
from rag.verb_forms import IRREGULAR

AUXILIARIES = frozenset(
    "is are was were be been am has have had will would can could may might must shall should do does did "
    "cannot".split()
)
_BARE = frozenset(
    """
    agree allow appear ask become begin believe belong bring call carry close come cost cover cross deny do
    expect face fall fear feel find follow get give go grow have hold hope include insist join keep know lead
    leave lie live lose make mean meet need offer open own pay plan play prefer pull put remain rise run say see
    seek sell send serve show sit stand start stay stop suffer take tell think travel try use vote want warn win
    work write harm help raise reach build receive provide create add support oppose reject accept argue blame
    affect threaten exceed exist depend consist contain require involve describe enjoy earn choose lack produce
    employ own operate treat visit welcome criticise criticize claim demand represent account
    """.split()
)
# With an "s", no noun.
_ONLY_VERBS = frozenset(
    "make mean enjoy stretch take give keep go come become begin bring buy say tell think know see get lose sell send "
    "write find seek understand hear speak spend teach throw wear grow bind eat".split()
)
_BETWEEN = frozenset("now also still often never always just even then only not ever soon already".split())
# Behind one of these stands a noun.
_BEFORE_A_NOUN = frozenset(
    "the a an of this that these those his her its their our my your in on at by for from with to into no each "
    "every all some any".split()
)
# No other language has these words.
_ENGLISH = frozenset("the of and with by from for to your".split())
_NO_VERB_IN_ED = frozenset(
    "united unrelated related red bed need seed speed breed indeed hundred kindred sacred aged used".split()
)


@lru_cache(maxsize=4_000)
def verbs_of(statement: Statement) -> tuple[int, ...]:
    """The places of the words of a statement that look like finite verbs or auxiliaries, in order."""
    figures = {at for each in (*statement.figures, *statement.days) for at in statement.words_in(each.start, each.end)}
    return tuple(
        at
        for at in range(len(statement.words))
        if at not in figures and at not in statement.named and _looks_like_a_verb(statement, at, at - 1 in figures)
    )


def end_of_subject(statement: Statement) -> int | None:
    """The place of the first verb behind a telling word: there the subject ends; None where there is none."""
    telling = next((at for at, word in enumerate(statement.words) if word.telling), len(statement.words))
    return next((at for at in verbs_of(statement) if at > telling), None)


def main_verb(statement: Statement) -> str:
    """The stem of the first verb that tells something; empty where none does."""
    telling = (statement.words[at] for at in verbs_of(statement) if statement.words[at].folded not in AUXILIARIES)
    return next((word.stem for word in telling), "")


def lacks_a_verb(statement: Statement) -> bool:
    """Whether a text is a heading or a label: it is English, and nothing in it looks like a verb."""
    english = any(word.folded in _ENGLISH for word in statement.words)
    return english and not verbs_of(statement)


def _looks_like_a_verb(statement: Statement, at: int, behind_a_figure: bool) -> bool:
    word = statement.words[at]
    before = statement.words[at - 1].folded if at else ""
    printed = statement.text[word.start : word.end].lower()
    if word.folded == "am" and "." in printed:
        return False
    if word.folded in AUXILIARIES or printed.endswith(("n’t", "n't")):
        return not (word.capital and word.folded in ("may", "will") and at and not statement.headline)
    if (word.capital and not statement.headline) or not at:
        return False
    if statement.text[word.start - 1] == "-" and statement.words[at - 1].end == word.start - 1:  # "state-owned"
        return False
    if before in _BEFORE_A_NOUN:
        return False
    if word.folded in IRREGULAR or (word.folded.endswith("ed") and word.folded not in _NO_VERB_IN_ED):
        return True
    if behind_a_figure or word.capital:
        return False
    noun_before = statement.words[at - 1].telling or before in ("who", "which", "they", "he", "she", "it", "we", "i")
    if word.folded in _BARE:
        return noun_before or before in AUXILIARIES
    if word.folded.endswith("s") and word.folded[:-1] in _ONLY_VERBS:
        return noun_before or before in _BETWEEN
    return noun_before and word.folded.endswith("s") and len(word.folded) > 3 and _may_follow(statement, at)


def _may_follow(statement: Statement, at: int) -> bool:
    """Whether behind a word in "s" comes what an object or an adverb begins with, as behind a verb."""
    if at + 1 == len(statement.words):
        return False
    behind = statement.words[at + 1]
    gap = statement.text[statement.words[at].end : behind.start]
    return (
        gap.strip() == ""
        and (not behind.telling or behind.capital or any(each.start == behind.start for each in statement.figures))
        and (behind.folded not in ("of", "and", "or") and behind.folded not in AUXILIARIES)
    )
