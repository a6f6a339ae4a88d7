"""Doers: whether the one of whom a statement tells something did it in the cited sentence, or only stands there.

Strict: what is to be shown is checked so. English, by words and their order.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rag.faults import Fault
from rag.pairing import Pairing
from rag.predicates import Clause, clause_of, noun_before
from rag.statement import Statement
from rag.verbs import AUXILIARIES, verbs_of

_BE = frozenset("is are was were be been being".split())
_LINKING = frozenset("of to for in with at from on by near".split())
# "Thousands of fans came": what such a noun counts, or calls by its kind, is the doer.
_COUNTING = frozenset(
    "thousands hundreds dozens scores millions number numbers group groups majority most half percent lot lots couple "
    "city town village state island kingdom republic party band total handful series some many several few".split()
)
_STRANDED = frozenset("on for at to with off upon after into over".split())
# Behind these stands who does it: "behind them came Fenn".
_INVERTED = frozenset("came come comes stood stands sat lay lies went goes lived began begins is are was were".split())
_RELATIVE, _ADVERBS = frozenset("which whom".split()), frozenset("still also now then never often already even".split())
_BEATING = frozenset("beat beats beating defeat defeats defeated overcame won wins".split())
_WINS = frozenset("win wins victory victories triumph".split())
_INSIDE = frozenset("the a an and of his her its their".split())


def doer_faults(statement: Statement, main: Statement, pairing: Pairing) -> Iterator[Fault]:
    """A doer who stands in the sentence as something else: in "the aides to Brack resigned" it is not Brack."""
    clause = clause_of(statement)
    if clause is None:
        return
    verb = clause.said[0]
    first = pairing.place(verb)
    wanted = {statement.words[at].stem for at in clause.subject}
    there = [at for at, word in enumerate(main.words) if word.stem in wanted]
    if not there:
        return
    done = any(word.folded in _BE for word in statement.words[clause.verb : verb])
    if (
        _lost_to(statement, verb, main, there)
        or _only_says_it(main, there, statement, clause)
        or (
            first is not None
            and (
                (done and _is_done_to_another(statement, verb, main, first, there))
                or (not done and (_is_done_to(main, first, there) or _is_done_to_it(main, first, there)))
                or (not done and _is_of_the_doer(main, first, there, pairing))
                or (not done and not _has_a_relative(statement, verb) and _is_done_by_another(main, first, there))
            )
        )
    ):
        words = statement.words
        yield Fault("roles", statement.text[words[clause.subject[0]].start : words[verb].end])


def _is_of_the_doer(main: Statement, verb: int, there: Sequence[int], pairing: Pairing) -> bool:
    """ "The two aides to Brack resigned": behind "to" and the like stands somebody else."""
    if verb not in verbs_of(main):
        return False
    own = sorted(noun_before(main, verb))
    link = next((at for at in range(own[0], verb) if main.words[at].folded in _LINKING), None) if own else None
    if link is None:
        return False
    head = [at for at in own if at < link]
    if not head or main.words[head[-1]].folded in _COUNTING or head[-1] in main.named:
        return False
    told = {*pairing.same.values(), *(place for place, _ in pairing.like.values())}
    inside = any(link < at < verb for at in there)
    return inside and head[-1] not in told and not any(at < link for at in there)


def _is_done_by_another(main: Statement, verb: int, there: Sequence[int]) -> bool:
    """ "The rate, which the banks have blamed": of what stands behind "which" somebody else tells it."""
    verbs = [at for at in verbs_of(main) if main.words[at].folded not in AUXILIARIES]
    since = max((at for at in verbs if at < verb), default=-1)
    relative = next((at for at in range(verb - 1, since, -1) if main.words[at].folded in _RELATIVE), None)
    if relative is None or not any(at < relative for at in there) or any(at > relative for at in there):
        return False
    between = [main.words[at].folded for at in range(relative + 1, verb) if main.words[at].telling]
    return any(not word.endswith("ly") and word not in _ADVERBS for word in between)


def _has_a_relative(statement: Statement, verb: int) -> bool:
    return any(word.folded in _RELATIVE for word in statement.words[:verb])


def _lost_to(statement: Statement, verb: int, main: Statement, there: Sequence[int]) -> bool:
    """ "Skarra beat Highpool" of "Highpool's win over Skarra"."""
    if statement.words[verb].folded not in _BEATING or any(
        word.folded == "by" or word.folded in _BE for word in statement.words[: verb + 2]
    ):
        return False
    won = next((at for at in range(len(main.words) - 1) if _is_won_over(main, at)), None)
    return won is not None and all(at > won for at in there)


def _is_won_over(main: Statement, at: int) -> bool:
    return main.words[at].folded in _WINS and main.words[at + 1].folded == "over"


def _is_done_to(main: Statement, verb: int, there: Sequence[int]) -> bool:
    """ "Censuring Brack, the council ...": told in the active, what stands right behind the verb is no doer."""
    if main.words[verb].folded in _INVERTED or (verb and main.words[verb - 1].folded in _BE):
        return False
    if not main.words[verb].folded.endswith("ing"):
        return False
    end = verb + 1
    while end < len(main.words) and _goes_on(main, end):
        end += 1
    return all(verb < at < end for at in there)


def _is_done_to_it(main: Statement, verb: int, there: Sequence[int]) -> bool:
    """ "The owner will send a bill" of one who "will be sent a bill"."""
    passive = verb > 0 and main.words[verb - 1].folded in _BE and not main.words[verb].folded.endswith("ing")
    by = any(word.folded == "by" for word in main.words[verb:])
    return passive and not by and verb in verbs_of(main) and max(there) < verb


def _goes_on(main: Statement, at: int) -> bool:
    gap = main.text[main.words[at - 1].end : main.words[at].start]
    return not any(mark in gap for mark in ',;:—–“”"()') and (
        main.words[at].telling or main.words[at].folded in _INSIDE
    )


def _is_done_to_another(statement: Statement, verb: int, main: Statement, first: int, there: Sequence[int]) -> bool:
    """ "Brack was called on to resign" of one who "called on Strake to resign"."""
    if verb + 1 >= len(statement.words) or first + 2 >= len(main.words):
        return False
    small = statement.words[verb + 1].folded
    behind = statement.words[verb + 2] if verb + 2 < len(statement.words) else None
    stranded = small in _STRANDED and (behind is None or not behind.telling)
    active = first not in {at + 1 for at, word in enumerate(main.words) if word.folded in _BE}
    object_behind = main.words[first + 1].folded == small and main.words[first + 2].telling
    return stranded and active and object_behind and all(at < first for at in there)


def _only_says_it(main: Statement, there: Sequence[int], statement: Statement, clause: Clause) -> bool:
    """ "According to the union, the offer was ...": the union made none."""
    words = main.words
    begun = next((at for at in range(len(words) - 1) if _is_according_to(main, at)), None)
    if begun is None or any(word.folded == "according" for word in statement.words):
        return False
    end = begun + 2
    while end < len(words) and "," not in main.text[words[end - 1].end : words[end].start]:
        end += 1
    return all(begun < at < end for at in there) and statement.words[clause.verb].folded not in AUXILIARIES


def _is_according_to(main: Statement, at: int) -> bool:
    return main.words[at].folded == "according" and main.words[at + 1].folded == "to"
