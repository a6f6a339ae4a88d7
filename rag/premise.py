"""What a question takes for granted: "Why did the mayor resign?" is no question where nobody says that she did.

Looked at are questions for a reason, and "Did the mayor resign?" where nothing of it is told but that there is a mayor.
Others name what they take for granted in words of which an answer has its own: half of the good answers in paragraphs
lack one, and half of the bad; of good ones for a reason one in eleven does. What tells in any question is whether the
best sentence is liker to it without such a word: "Who bought the paper mill?" is, for a sentence that has it stand
idle, a better question without "bought". An answer in other words is no liker.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.choosing import around
from rag.embedding import Reader
from rag.evidence import MAX_SENTENCE_CHARACTERS, Evidence, Rarity
from rag.questions import Question
from rag.thesaurus import Thesaurus
from rag.words import tokens, words_in

# The words are looked for in, before and after so many of the best sentences.
LOOKED_AT = 3
# Verbs that say little: another one, or none, may stand in their place.
_LIGHT = frozenset(
    tokens(
        """
        take make get give become go come have begin start keep put let use want try seem look need way thing more most
        less least plan expect so such very big long fast much many first last new cause reason lead led decide
        """
    )
)

_WORD = re.compile(r"[^\W_]+")
_PRINTED = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")

# Prepositions, and what stands before a hyphen: they say where or how, and not what happened.
_SMALL = frozenset(
    tokens(
        """
        across along upon within toward towards via amid amidst among amongst beside besides beyond despite except
        inside outside onto past per throughout till underneath unlike behind beneath alongside un re co ex pre anti
        non mid
        """
    )
)


def untold(question: Question, evidence: Sequence[Evidence], thesaurus: Thesaurus | None) -> list[str]:
    """The words of the question that say what happened and that stand nowhere around the best sentences.

    A word of like meaning counts where there is a `thesaurus`. Empty where the question asks neither for a reason nor
    whether something is so, and in the latter case also where one of the words is told. `evidence` comes best first.
    """
    if question.kind not in ("why", "yes_no") or not evidence:
        return []
    told = {word for each in evidence[:LOOKED_AT] for word in _told_around(each)}
    happened, others = [], 0
    for word in _WORD.findall(question.text):
        stems = [each for each in tokens(word) if each in question.matter and not each.isdigit()]
        if stems and not question.names.union(_LIGHT, _SMALL).intersection(stems):
            alike = thesaurus.similar(stems[0]) if thesaurus else {}
            if told & {stems[0], *alike}:
                others += 1
            else:
                happened.append(word)
    return happened if question.kind == "why" or not others else []


def liker_without(
    question: Question, evidence: Sequence[Evidence], rarity: Rarity, reader: Reader, thesaurus: Thesaurus
) -> float:
    """How much liker the best sentence is to the question without the rarest of its words that is not told around it.

    A difference of cosines, 0 where every word is told or the sentence is no liker. Neither that word nor one of like
    meaning stands in the sentence, beside it, or in the headline, and no name in the article: a report does not repeat
    them. Verbs that say little are passed over. Also 0 where it is asked whether something is so: the contrary is an
    answer there. `evidence` comes best first and is not empty.
    """
    if question.kind == "yes_no":
        return 0.0
    best = evidence[0]
    told = _told_around(best)
    if question.names - told:
        told |= question.names & words_in(best.article.text)
    missing: list[tuple[float, str]] = []
    for m in _PRINTED.finditer(question.text):
        stems = [each for each in tokens(m.group()) if each in question.matter]
        passed_over = not stems or stems[0] in _LIGHT
        if not passed_over and not told.issuperset(stems) and not told.intersection(thesaurus.similar(stems[0])):
            missing.append((rarity(stems[0]), f"{question.text[: m.start()]} {question.text[m.end() :]}"))
    if not missing:
        return 0.0
    _, rest = max(missing, key=lambda each: each[0])
    sentence, whole, without = reader.embed(
        [best.text[:MAX_SENTENCE_CHARACTERS], question.text, " ".join(rest.split())]
    )
    return max(0.0, float(sentence @ without) - float(sentence @ whole))


def _told_around(evidence: Evidence) -> frozenset[str]:
    return frozenset(tokens(f"{evidence.article.title}\n{around(evidence)}"))
