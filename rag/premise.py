"""What a question takes for granted: "Why did the mayor resign?" is no question where nobody says that she did.

Looked at are questions for a reason, and "Did the mayor resign?" where nothing of it is told but that there is a mayor.
Others name what they take for granted in words of which an answer has its own: half of the good answers in paragraphs
lack one, and half of the bad; of good ones for a reason one in eleven does.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.choosing import around
from rag.evidence import Evidence
from rag.questions import Question
from rag.thesaurus import Thesaurus
from rag.words import tokens

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


def untold(question: Question, evidence: Sequence[Evidence], thesaurus: Thesaurus | None) -> list[str]:
    """The words of the question that say what happened and that stand nowhere around the best sentences.

    A word of like meaning counts where there is a `thesaurus`. Empty where the question asks neither for a reason nor
    whether something is so, and in the latter case also where one of the words is told. `evidence` comes best first.
    """
    if question.kind not in ("why", "yes_no") or not evidence:
        return []
    told = {word for each in evidence[:LOOKED_AT] for word in tokens(f"{each.article.title}\n{around(each)}")}
    happened, others = [], 0
    for word in re.findall(r"[^\W_]+", question.text):
        stems = [each for each in tokens(word) if each in question.matter and not each.isdigit()]
        if stems and not question.names.union(_LIGHT).intersection(stems):
            alike = thesaurus.similar(stems[0]) if thesaurus else {}
            if told & {stems[0], *alike}:
                others += 1
            else:
                happened.append(word)
    return happened if question.kind == "why" or not others else []
