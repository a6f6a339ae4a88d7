"""What a question says and the best sentences say otherwise: another number, another name, the contrary, a denial.

"Who opened the third bridge?" is no question for a sentence on the second one. The question, without its asking word,
is checked as if it were a claim; see docs/grounding.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.article import Article
from corpus.dates import in_words
from rag.carriers import Given, Source, Told, carriers_of, read_sources
from rag.contraries import contrary_faults
from rag.days import day_faults
from rag.denials import denial_faults
from rag.evidence import Evidence
from rag.faults import Fault
from rag.figures import figure_faults
from rag.names import name_faults
from rag.pairing import pair_words
from rag.questions import Question
from rag.statement import Statement, read_statement
from rag.thesaurus import Thesaurus
from rag.words import tokens, words_in

# So many of the best sentences are looked at, each of another passage and about as promising as the first.
LOOKED_AT, AS_PROMISING = 3, 0.6
# So many characters around a sentence are read with it.
AROUND = 500
# Of all faults of a claim, those that make a question one of something else; the first are none where the article has
# the words elsewhere.
_ANYWHERE = frozenset(("figure", "figure_other", "counted", "day", "name_other", "addition"))
_TELLING = _ANYWHERE | {"denial", "opposite"}
_ASKING = re.compile(
    r"^(?:(?:in|on|at|to|for|from|by|with|of|about|during|under) )?"
    r"(?:what|which|who|whom|whose|when|where|why|how(?: (?:many|much|long|often|old|far|large|big))?)\b"
    r"(?: (?:is|are|was|were|did|do|does|has|have|had|can|could|would|will|should))?\b",
    re.IGNORECASE,
)


def is_told_otherwise(question: Question, evidence: Sequence[Evidence], thesaurus: Thesaurus) -> bool:
    """Whether each of the best sentences tells of something else than the question, though in the same words.

    `evidence` comes best first. Never where it is asked whether something is so: the contrary is an answer there. Nor
    where a reason is asked for: rag/premise.py looks at what that takes for granted, and names it.
    """
    if question.kind in ("yes_no", "why") or not evidence:
        return False
    statement = read_statement(_ASKING.sub("", question.text.rstrip("? .")).strip())
    best: dict[str, Evidence] = {}
    for each in evidence:
        if len(best) < LOOKED_AT and each.chance >= AS_PROMISING * evidence[0].chance:
            best.setdefault(each.passage_id, each)
    return bool(statement.words) and all(_differs(statement, each, thesaurus) for each in best.values())


def _differs(statement: Statement, evidence: Evidence, thesaurus: Thesaurus) -> bool:
    article = evidence.article
    start, end = max(0, evidence.start - AROUND), min(len(article.text), evidence.end + AROUND)
    given = read_sources([Source(article, start, end)])
    first = next((each for each in given.told if each.start <= evidence.start < each.end), None)
    if first is None:
        return False
    carriers = carriers_of(statement, given, first)
    faults = [each for each in _faults(statement, carriers, given, thesaurus) if each.kind in _TELLING]
    return any(each.kind not in _ANYWHERE or not _stands_in(article, each.words) for each in faults)


def _stands_in(article: Article, words: str) -> bool:
    heading = f"{article.title}\n{article.outlet or ''}\n{in_words(article.published)}"
    return words_in(article.text).issuperset(set(tokens(words)).difference(tokens(heading)))


def _faults(statement: Statement, carriers: Sequence[Told], given: Given, thesaurus: Thesaurus) -> Iterator[Fault]:
    pairings = [pair_words(statement, each.statement, thesaurus) for each in carriers]
    yield from figure_faults(statement, carriers, given, pairings[0], thesaurus)
    yield from day_faults(statement, carriers[0], given, pairings[0])
    yield from name_faults(statement, carriers[0], given, pairings[0], thesaurus)
    yield from denial_faults(statement, carriers, pairings)
    yield from contrary_faults(statement, carriers, pairings)
