"""Attribution: whether the one whom a statement has say something is the one whom the cited words have say it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rag.carriers import Given, Told
from rag.faults import Fault
from rag.pairing import Pairing
from rag.roles import clauses
from rag.statement import Statement, Word
from rag.thesaurus import Thesaurus
from rag.values import folded
from rag.verbs import verbs_of

SAYING = frozenset(
    """
    say says said saying tell tells told ask asks asked add adds added warn warns warned claim claims claimed
    announce announces announced argue argues argued insist insists insisted state states stated declare
    declares declared explain explains explained confirm confirms confirmed admit admits admitted reply replies
    replied according
    """.split()
)
# Of the cited words these, too, name one who says something.
_TELLING = frozenset(
    """
    counter counters countered concede concedes conceded post posts posted respond responds responded tweet tweets
    tweeted signal signals signaled signalled note notes noted reveal reveals revealed acknowledge acknowledges
    acknowledged indicate indicates indicated report reports reported write writes wrote disclose disclosed
    testify testified emphasise emphasised emphasize emphasized describe describes described called calls put
    puts
    """.split()
)
# What is said so is contested, or an opinion.
_CONTESTING = frozenset(
    """
    insist insists insisted claim claims claimed argue argues argued allege alleges alleged accuse accuses
    accused maintain maintains maintained believe believes believed think thinks thought suggest suggests
    suggested contend contends contended reply replies replied deny denies denied stress stresses stressed urge
    urges urged demand demands demanded warn warns warned warning complain complains complained criticise
    criticised criticize criticized blame blames blamed propose proposes proposed predict predicts predicted
    fear fears feared estimate estimates estimated admit admits admitted expect expects expected
    """.split()
)
# Said by somebody and told as a fact, one of these judges, demands or foresees.
_JUDGING = frozenset(
    """
    should must needs need will would likely guilty murder murdered stole stolen fraud corrupt corruption lied
    lie cheated abused abuse bribe bribed illegal illegally ignored negligent responsible fault blame worst best
    terrorist criminal
    """.split()
)
_HAS_TO = re.compile(r"\b(?:has|have|had) to\b")
# So much of a statement must stand behind such a verb, or in a quotation; one so near the end is for all of it.
_MOST_OF_IT, _AT_THE_END = 0.6, 6
_MARK = re.compile(r"[“”\"]")
# A straight mark that opens a quotation: nothing stands right before it, and something right behind.
_OPENS = re.compile(r"(?<![^\s(\[—–-])\"(?=\S)")
# What is written says, too, without a verb of saying.
_DOCUMENTS = frozenset("report account study survey inquiry letter figure statement poll data document ruling".split())
_PRONOUNS = frozenset("he she they it who we i him her them".split())
_BE = frozenset("is are was were be been being".split())  # "was asked": the speaker is told elsewhere, or nowhere
# Behind these, no speaker's verb: "is said", "to ask", "the final say".
_NO_VERB_BEHIND = _BE | frozenset("to final a the no any".split())
# What stands right behind these is the one who hears it.
_HEARD = frozenset("tell tells told".split())
_TO_SOMEBODY = frozenset("tell tells told ask asks asked warn warns warned".split())
_LEADING_IN = frozenset("by of with from to for in at near over".split())
# Nor is what stands before these the one who says it: "a service that warns".
_NO_SPEAKER_BEFORE = _BE | frozenset(("that", "which"))
_BEFORE = 3
# A sentence other than the first must hold so many words of what is said to tell who says it.
OF_THE_MATTER = 2
# So many words on either side of the saying the speaker may stand in.
_LEFT, _RIGHT = 14, 10
# A sentence may begin with the name of one whom it tells of at length before it has them say something.
_NAME_WORDS = 3


def speaker_faults(
    statement: Statement, carriers: Sequence[Told], given: Given, thesaurus: Thesaurus
) -> Iterator[Fault]:
    """The speakers of a statement that none of the carriers, nor the sentences beside the first, has for speaker."""
    for speaker in _speakers(statement):
        wanted = {statement.words[at].stem for at in speaker}
        like = {word for stem in wanted for word in thesaurus.similar(stem)}
        matter = {word.stem for word in statement.words if word.telling} - wanted
        telling = [each for each in carriers[1:] if len(matter & each.stems) >= OF_THE_MATTER]
        if wanted & _DOCUMENTS and any(
            wanted <= each.stems for each in (carriers[0], *given.before(carriers[0], _BEFORE))
        ):
            continue
        main = carriers[0]
        anothers = wanted.isdisjoint(main.stems) and _is_anothers_quotation(statement, main.statement)
        if anothers or not any(wanted & heard or like & heard for heard in _heard([main, *telling], given)):
            first, last = statement.words[min(speaker)], statement.words[max(speaker)]
            yield Fault("speaker", statement.text[first.start : last.end])


def _is_anothers_quotation(statement: Statement, told: Statement) -> bool:
    """Whether a statement quotes what its sentence has after the name of one who does something there."""
    outside = [name for name in told.names if not any(start <= name.start < end for start, end in told.quotations)]
    doing = any(told.words_in(name.start, name.end).stop in verbs_of(told) for name in outside)
    quoted = [folded(statement.text[start:end]) for start, end in statement.quotations]
    return doing and any(each in folded(told.text) for each in quoted)


def unsaid_faults(statement: Statement, told: Told, pairing: Pairing) -> Iterator[Fault]:
    """What the first carrier only has somebody say, told by the statement as if it were so.

    A plain fact that somebody reports ("it had 143 passengers, the office said") may be told without them; a quotation,
    what is contested, and what judges, demands or foresees may not.
    """
    if any(mark in statement.text for mark in '"“”') or any(
        word.folded in SAYING | _CONTESTING and not (at and statement.words[at - 1].folded in _NO_VERB_BEHIND)
        for at, word in enumerate(statement.words)
    ):
        return
    places = [
        place for at, word in enumerate(statement.words) if word.telling and (place := pairing.place(at)) is not None
    ]
    own = told.statement
    if places and (_is_quoted(places, told) or _is_contested(places, own) or _is_judged(statement, own)):
        yield Fault("unsaid", statement.text.rstrip(".!? "))


def _is_quoted(places: Sequence[int], told: Told) -> bool:
    """Whether most of the words stand inside quotation marks, which may be open since an earlier sentence."""
    text = told.source.article.text
    begun = text.rfind("\n", 0, told.start) + 1

    def is_inside(at: int) -> bool:
        marks = list(_MARK.finditer(text, begun, told.start + told.statement.words[at].start))
        return bool(marks) and (marks[-1].group() == "“" or bool(_OPENS.match(text, marks[-1].start())))

    return sum(map(is_inside, places)) > _MOST_OF_IT * len(places)


def _is_contested(places: Sequence[int], told: Statement) -> bool:
    """Whether most of the words stand behind a contesting verb, or such a verb closes the sentence.

    What a relative clause adds behind a comma, the article says itself.
    """
    for at, word in enumerate(told.words):
        if word.folded not in _CONTESTING or at in places or (at and told.words[at - 1].folded in _BE):
            continue
        if word.folded == "alleged" and at and told.words[at - 1].folded in ("a", "an", "the", "his", "her", "their"):
            continue
        own = next((place for place in range(at, len(told.words)) if _begins_an_aside(told, place)), len(told.words))
        behind = sum(at < place < own for place in places) > _MOST_OF_IT * len(places)
        if behind or (at >= len(told.words) - _AT_THE_END and max(places) < at):
            return True
    return False


def _begins_an_aside(told: Statement, at: int) -> bool:
    return told.words[at].folded in ("which", "who") and "," in told.text[told.words[at - 1].end : told.words[at].start]


def _is_judged(statement: Statement, told: Statement) -> bool:
    said = any(
        word.folded in SAYING and not (at and told.words[at - 1].folded in _BE) for at, word in enumerate(told.words)
    )
    vague = not (statement.names or statement.figures or statement.days)
    return said and (
        vague or any(word.folded in _JUDGING for word in statement.words) or bool(_HAS_TO.search(statement.text))
    )


def _speakers(statement: Statement) -> list[list[int]]:
    """The places of the words that name each speaker; none for a pronoun."""
    found = []
    parts = clauses(statement)
    for clause in parts:
        for at in clause:
            word = statement.words[at]
            if word.folded not in SAYING or (at and statement.words[at - 1].folded in _NO_SPEAKER_BEFORE):
                continue
            if at in statement.named:  # "the United States"
                continue
            left = [] if word.folded == "according" else _naming(statement, range(clause.start, at))
            right = _naming(statement, range(at + 1, clause.stop))
            inverted = (at == clause.start and word.folded not in _HEARD) or word.folded == "according"
            speaker = left or (right if inverted else [])
            if speaker:
                found.append(speaker)
            break
    return found


def _naming(statement: Statement, places: range) -> list[int]:
    """The names among the words, else the telling ones; no figure and no saying."""
    named = [at for at in places if at in statement.named]
    return named or [
        at
        for at in places
        if statement.words[at].telling
        and statement.words[at].folded not in SAYING
        and not statement.words[at].folded[0].isdigit()
    ]


def _heard(carriers: Sequence[Told], given: Given) -> Iterator[frozenset[str]]:
    """The words that stand around each saying of the carriers, and of those beside the first where it only quotes."""
    told = list(carriers)
    quotes = any(mark in carriers[0].statement.text for mark in '“”"')
    if quotes and not any(word.folded in SAYING for word in carriers[0].statement.words):
        told += [*given.around(carriers[0]), *given.before(carriers[0], _BEFORE)]
    for each in told:
        words = each.statement.words
        for at, word in enumerate(words):
            if word.folded not in SAYING | _CONTESTING | _TELLING:
                continue
            near = list(words[max(0, at - _LEFT) : at + _RIGHT])
            if at > _LEFT and each.statement.text[words[at - 1].end : word.start].strip() == ",":
                near = [*words[:_NAME_WORDS], *near]  # "Ineke Dray, who ..., said"
            if at and words[at - 1].folded in _PRONOUNS:  # "hosted by Brack, he said": it is not Brack
                led_in = _led_in(each.statement, at)
                near = [other for other in near if other not in led_in]
            hearing = _hearers(each.statement, at)
            near = [other for other in near if other not in hearing]
            heard = frozenset(other.stem for other in near if other is not word)
            if any(other.folded in _PRONOUNS for other in near):
                heard = heard.union(*(before.stems for before in given.before(each, _BEFORE)))
            named = {words[place].stem for place in each.statement.named if words[place] in near}
            heard = heard.union(*(_introduction(stem, each, given) for stem in named))
            yield heard.difference(other.stem for other in hearing)


def _hearers(told: Statement, at: int) -> list[Word]:
    """The words of the noun right behind "told" and the like, where somebody who tells stands before."""
    before = told.words[at - 1] if at else None
    if told.words[at].folded not in _TO_SOMEBODY or not before or not (before.telling or before.folded in _PRONOUNS):
        return []
    found: list[Word] = []
    for place in range(at + 1, len(told.words)):
        word = told.words[place]
        inside = word.telling or word.folded in ("the", "a")
        if not inside or "," in told.text[told.words[place - 1].end : word.start]:
            break
        found.append(word)
    return found


def _led_in(told: Statement, end: int) -> list[Word]:
    """The words of names before a place that stand behind a small word, and so begin nothing: "by Mayor Brack"."""
    found: list[Word] = []
    for name in told.names:
        places = told.words_in(name.start, name.end)
        before = next((at for at in range(places.start - 1, -1, -1) if not told.words[at].telling), -1)
        if places.stop <= end and before >= 0 and told.words[before].folded in _LEADING_IN:
            found += (told.words[at] for at in places)
    return found


def _introduction(stem: str, told: Told, given: Given) -> frozenset[str]:
    """The words of the sentence that names somebody first: it says whom they speak for."""
    own = (each for each in given.told if each.source.article.id == told.source.article.id)
    return next((each.stems for each in own if stem in each.stems), frozenset())
