"""Damage done to what true sentences say of their values, by rule: roles reversed, a plan told as done ...

Each rule takes a true sentence and gives it back saying something else, or None where it finds nothing to damage.
"""

from __future__ import annotations

import random
import re

from evals.truths import Damage, TrueSentence, names_in, other_name, put
from rag.statement import read_statement
from rag.values import folded
from rag.verb_forms import FORMS_OF
from rag.verbs import end_of_subject

_WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_BE = re.compile(r"\b(was|were|is|are|has|have|had|will|would|can|could)\b(?! not\b|n't\b)")
_NOT = re.compile(r"\b(was|were|is|are|has|have|had|will|would|can|could|did|does|do|must|should|may) not\b")
_PAST = re.compile(r"(?<=[a-z] )(?P<verb>[a-z]{2,}ed)\b")
_MIDDLE = re.compile(r"\s(?:was|were|is|are|has|have|had|will|would|said|says)\s")
_VERB = re.compile(r"[a-z]+(?:ed|es|s)|told|met|beat|won|gave|took|sold|bought|sent")
_SAYING = re.compile(r"\b(?:said|says|told|asked|added|warned|announced|explained|according to)\b", re.IGNORECASE)
_CLAUSE = re.compile(r"(?:, (?:which|who|and)|\bafter|\bwhile) [^.,\n“”\"]{25,80}(?=[.,])")
_SYMMETRIC = re.compile(r"^\W*(?:and|or|with|between|to|of|in|at|for)?\W*$|\b(?:and|or|with|met|meets|married)\b")
_COMING = re.compile(
    r"\b(?:will|plans to|plan to|hopes to|hope to|wants to|intends to) (?!be\b|not\b|have\b)([a-z]{3,})\b"
)
_COMING_PASSIVE = re.compile(
    r"\b(?:will|would|should|is to|are to|is expected to|are expected to) be (?=[a-z]+(?:ed|n|t)\b)"
)
_MAY = re.compile(r"\b(?:may|might|could)(?= [a-z])")
_IF = re.compile(r"\A(?:If|Unless)\b[^,]+, ")
_IF_BEHIND = re.compile(r",? (?:if|unless|provided)\b[^,.]+(?=[,.])")
_BOUNDS = re.compile(
    r"\b(?:(?:most|some|many|several|part|half) of (?=the |them |its )"
    r"|(?:most|some|several|former|acting|deputy|alleged) (?=[a-z]))",
    re.IGNORECASE,
)
_TURNED = {"before": "after", "after": "before", "from": "until", "until": "from", "since": "until"}
_ORDER = re.compile(
    r"(?<=\w )(?:before|after)\b(?! (?:all|long))|\b(?:from|until|since)(?= (?:\d|January|February|March|April|June"
    r"|July|August|September|October|November|December|Easter|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday))"
)
_DONE = re.compile(r"\b(?:was|were|is|are|has been|have been)(?= [a-z]+ed\b)")
_ADVERBS = "deliberately illegally secretly wrongly reluctantly twice finally again violently fraudulently".split()
_SAID = r"(?:said|says|warned|claimed|argued|insisted|added)"
_WHO = r"(?:[A-Z][\w’' -]+|he|she|it|they)"
_SAID_BEHIND = re.compile(rf"[,.]?[”\"]?,? (?:{_WHO} {_SAID}|{_SAID} {_WHO})\b[^“”\"]*\.\Z")
_SAID_BEFORE = re.compile(
    r"\A[A-Z][^,“”\"]{2,60}? (?:insists?|insisted|claims?|claimed|argues?|argued|alleges?|alleged"
    r"|believes?|warned|stressed) that "
)
_JUDGES = re.compile(r"\b(?:should|must|ha[sd] to|have to|needs? to|will|would)\b")


def roles_reversed(true: TrueSentence, chance: random.Random) -> str | None:
    """Two names of a sentence in each other's place, with a verb between them."""
    statement = read_statement(true.text)
    for one, other in zip(statement.names, statement.names[1:], strict=False):
        between = true.text[one.end : other.start]
        words = between.split()
        verb = any(_VERB.fullmatch(word) for word in words)
        if not verb or len(words) > 5 or re.search(r"[.,;:“”\"()]", between) or _SYMMETRIC.search(between):
            continue
        if set(one.key.split()) & set(other.key.split()) or one.key in _WEEKDAYS:
            continue
        first, second = true.text[one.start : one.end], true.text[other.start : other.end]
        return true.text[: one.start] + second + between + first + true.text[other.end :]
    return None


def passive_reversed(true: TrueSentence, chance: random.Random) -> str | None:
    """A sentence of the form "X closed the Y" turned into "X was closed by the Y"."""
    m = re.match(
        r"(?:[A-Z][\w ]+? - )?(?P<one>[A-Z][\w’' ]{2,40}?) (?P<verb>[a-z]+ed) "
        r"(?P<other>(?:the|a|an|its|his|her) [a-z]+)\b",
        true.text,
    )
    if not m or re.search(r"\b(?:was|were|had|has|have|is|are|who|which|that)\b", m["one"]):
        return None
    return f"{m['one']} was {m['verb']} by {m['other']}{true.text[m.end() :]}"


def negation_flipped(true: TrueSentence, chance: random.Random) -> str | None:
    """A "not" put in or taken out."""
    m = _NOT.search(true.text)
    if m:
        return put(true.text, m.start(), m.end(), m.group(1)) if m.group(1) not in ("did", "does", "do") else None
    m = _BE.search(true.text)
    if m:
        return put(true.text, m.start(), m.end(), f"{m.group(1)} not")
    m = _PAST.search(true.text)
    return put(true.text, m.start(), m.end(), f"never {m['verb']}") if m else None


def doubt_added(true: TrueSentence, chance: random.Random) -> str | None:
    """What happened is only expected."""
    m = re.search(r"\b(?:was|were|has been|had been) (?=[a-z]+ed\b)", true.text)
    return put(true.text, m.start(), m.end(), "may be ") if m else None


def facts_joined(true: TrueSentence, chance: random.Random) -> str | None:
    """The subject of this sentence with the predicate of another sentence of the passage, or of another article."""
    m = _MIDDLE.search(true.text)
    if not m or m.start() > 90:
        return None
    subject = true.text[: m.start()]
    texts = [true.passage, *true.others]
    rest = []
    for text in texts:
        for sentence in re.split(r"(?<=[.!?])\s+", text):
            found = _MIDDLE.search(sentence)
            if found and sentence not in true.text and len(sentence) - found.start() > 30 and '"' not in sentence:
                shared = set(folded(subject).split()) & set(folded(sentence).split()) - {"the", "a", "of", "in"}
                if not shared and "\n" not in sentence:
                    rest.append(sentence[found.start() :])
    return subject + chance.choice(rest) if rest else None


def cause_invented(true: TrueSentence, chance: random.Random) -> str | None:
    """Another sentence of the passage made the reason of this one."""
    others = [
        s for s in re.split(r"(?<=[.!?])\s+", true.passage)
        if s not in true.text and true.text not in s and 25 < len(s) < 140 and '"' not in s and "\n" not in s
    ]  # fmt: skip
    if not others or re.search(r"\b(because|as|after|since|due)\b", true.text):
        return None
    other = chance.choice(others)
    return f"{true.text.rstrip('.!? ')} because {other[0].lower()}{other[1:]}"


def addition_unsupported(true: TrueSentence, chance: random.Random) -> str | None:
    """A part of a sentence of another article hung behind this one."""
    clauses = [clause for other in true.others for clause in _CLAUSE.findall(other)]
    if not clauses:
        return None
    return f"{true.text.rstrip('.!? ')} {chance.choice(clauses).lstrip(', ')}."


def attribution_moved(true: TrueSentence, chance: random.Random) -> str | None:
    """Said by somebody else: another name of the passage, of another article, or where nobody is named, anybody."""
    statement = read_statement(true.text)
    names = [*names_in(true.passage), *(name for other in true.others for name in names_in(other))]
    for m in _SAYING.finditer(true.text):
        for name in statement.names:
            if 0 <= m.start() - name.end <= 2 or 0 <= name.start - m.end() <= 2:
                other = other_name(true.text, name, names, chance)
                return put(true.text, name.start, name.end, other) if other else None
    return None


def attribution_invented(true: TrueSentence, chance: random.Random) -> str | None:
    """What the article says itself put into the mouth of somebody it names elsewhere, or of a stranger."""
    if _SAYING.search(true.text) or '"' in true.text or "“" in true.text:
        return None
    own = set(folded(true.text).split())
    names = [name for name in names_in(" ".join(true.others)) if " " in name and not set(folded(name).split()) & own]
    return f"{true.text.rstrip('.!? ')}, {chance.choice(names)} said." if names else None


def plan_told_as_done(true: TrueSentence, chance: random.Random) -> str | None:
    """What will be, or is wanted, told as having happened."""
    m = _COMING.search(true.text)
    if m:
        return put(true.text, m.start(), m.end(), _past(m[1]))
    m = _COMING_PASSIVE.search(true.text)
    return put(true.text, m.start(), m.end(), "was ") if m else None


def chance_told_as_certain(true: TrueSentence, chance: random.Random) -> str | None:
    """What may be told as what will be."""
    m = _MAY.search(true.text)
    return put(true.text, m.start(), m.end(), "will") if m else None


def condition_left_out(true: TrueSentence, chance: random.Random) -> str | None:
    """The sentence without its "if"; and as certain as that."""
    m = _IF.search(true.text) or _IF_BEHIND.search(true.text)
    if not m or len(true.text) - (m.end() - m.start()) < 20:
        return None
    left = put(true.text, m.start(), m.end(), "")
    return re.sub(r"\b(?:would|could|might|may)\b", "will", left[0].upper() + left[1:], count=1)


def speaker_left_out(true: TrueSentence, chance: random.Random) -> str | None:
    """What somebody says, contests or demands told as if it were so."""
    m = _SAID_BEFORE.search(true.text)
    if m:
        return true.text[m.end()].upper() + true.text[m.end() + 1 :]
    m = _SAID_BEHIND.search(true.text)
    said = true.text[: m.start()].strip('“”"., ') if m else ""
    opinion = true.text[0] in '“"' or _JUDGES.search(said)
    return f"{said}." if len(said) > 30 and opinion and not re.search(r"[“”\"]", said) else None


def bound_left_out(true: TrueSentence, chance: random.Random) -> str | None:
    """The sentence without "most of", "some", "former"."""
    m = _BOUNDS.search(true.text)
    if not m:
        return None
    left = put(true.text, m.start(), m.end(), "")
    return left[0].upper() + left[1:]


def bound_added(true: TrueSentence, chance: random.Random) -> str | None:
    """Told of all, of only so many, or of every one."""
    statement = read_statement(true.text)
    for figure in statement.figures:
        if figure.start and true.text[: figure.start].rstrip().lower().endswith(
            ("only", "just", "least", "than", "about", "to")
        ):
            continue
        return put(true.text, figure.start, figure.start, "only ") if figure.start else None
    m = re.match(r"The (?=[a-z]+s (?:were|are|have)\b)", true.text)
    return put(true.text, m.start(), m.end(), "All ") if m else None


def order_turned(true: TrueSentence, chance: random.Random) -> str | None:
    """ "After" for "before", "until" for "from"."""
    m = _ORDER.search(true.text)
    return put(true.text, m.start(), m.end(), _TURNED[m.group()]) if m else None


def adverb_added(true: TrueSentence, chance: random.Random) -> str | None:
    """One word that nothing tells: how it was done, or how often."""
    m = _DONE.search(true.text)
    adverb = chance.choice(_ADVERBS)
    return put(true.text, m.end(), m.end(), f" {adverb}") if m and adverb not in true.text else None


def subject_of_another(true: TrueSentence, chance: random.Random) -> str | None:
    """The subject of another sentence of the passage with what this one says: a person for a thing, or the reverse."""
    own = _subject(true.text)
    if own is None or own[:1].islower():
        return None
    others = [each for each in map(_subject, re.split(r"(?<=[.!?])\s+|\n+", true.passage)) if each and each != own]
    fit = sorted({each for each in others if _is_another_kind(each, own, true.text)})
    return chance.choice(fit) + true.text[len(own) :] if fit else None


def _is_another_kind(subject: str, own: str, text: str) -> bool:
    """Whether one of two subjects is a common noun and the other is not, and they share no word."""
    common = [bool(re.match(r"(?:The|A|An) [a-z]", each)) for each in (subject, own)]
    shared = (set(folded(subject).split()) - {"the", "a", "an"}) & set(folded(text).split())
    pronoun = re.match(r"(?:He|She|It|They|This|That|There|Nobody|We|I|You)\b", subject)
    return common[0] != common[1] and not shared and not pronoun and len(subject.split()) <= 4


DISTORTIONS: dict[str, Damage] = {
    "roles reversed": roles_reversed,
    "passive reversed": passive_reversed,
    "negation flipped": negation_flipped,
    "doubt added": doubt_added,
    "two facts joined": facts_joined,
    "cause invented": cause_invented,
    "unsupported addition": addition_unsupported,
    "attribution moved": attribution_moved,
    "attribution invented": attribution_invented,
    "plan told as done": plan_told_as_done,
    "chance told as certain": chance_told_as_certain,
    "condition left out": condition_left_out,
    "speaker left out": speaker_left_out,
    "bound left out": bound_left_out,
    "bound added": bound_added,
    "order turned": order_turned,
    "adverb added": adverb_added,
    "subject of another": subject_of_another,
}


def _past(verb: str) -> str:
    """The simple past of a verb, or what most have."""
    irregular = sorted(FORMS_OF.get(verb, ()), key=lambda form: (form.endswith("n"), form))
    return irregular[0] if irregular else verb + ("d" if verb.endswith("e") else "ed")


def _subject(text: str) -> str | None:
    """The words before the first verb, where they are no more than eight and have no comma."""
    statement = read_statement(text)
    verb = end_of_subject(statement)
    words = text[: statement.words[verb].start].strip() if verb else ""
    return words if words and "," not in words and words.count(" ") < 8 and words[0].isupper() else None
