"""Names: whether those of a statement are those of the sentences that carry it, in full or in part, long or short."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rag.carriers import Given, Told
from rag.faults import Fault
from rag.instructions import instructing
from rag.namings import is_at_home, is_told_closer, stands_beside_its_place
from rag.nations import one_nation
from rag.pairing import Pairing
from rag.slots import (
    begun_by_another,
    governed,
    has_a_pronoun_for,
    in_its_place,
    is_exchanged,
    is_left_over,
    stands_beside,
)
from rag.statement import HONORIFICS, Statement
from rag.thesaurus import Thesaurus
from rag.values import Value, folded

# "Israeli" and "Israel", "Oman’s" and "Oman".
_ENDINGS = frozenset(("s", "n", "i", "an", "ian", "ish", "ese", "ans", "ians", "is"))
_FEWEST_LETTERS = 4
_INITIALS = 3  # two letters may be the beginnings of anything
_SMALL_WORDS = frozenset("of the and for de van von der del al bin".split())
# Written so and so, it is one name.
_SHORT = {
    "us": "united states", "usa": "united states", "uk": "united kingdom", "britain": "united kingdom",
    "eu": "european union", "un": "united nations", "uae": "united arab emirates",
}  # fmt: skip
# Of so many sentences before it a pronoun may speak.
_BEFORE = 3
_SUBJECTS = frozenset("he she it they".split())
# So many words at most stand before the name that a sentence begins with: "In the new".
_BEGINNING = 3
# What stands behind one of these is a place, or somebody else's.
_PLACE = re.compile(r"\b(?:of|in|at|over|near|on|from|to) (?:the )?$", re.IGNORECASE)
# A first word that ends so is a common one: "Speaking", "Previously".
_COMMON = re.compile(r"\w{3,}(?:ly|ing|ed)")


def name_faults(
    statement: Statement, main: Told, given: Given, pairing: Pairing, thesaurus: Thesaurus
) -> Iterator[Fault]:
    """The names of a statement that what was given lacks, or in whose place the sentence that carries it has another.

    `pairing` pairs it with that sentence. A name of another sentence will do where it came with words of its own, or
    where the first one has no name to spare.
    """
    told = _words_of([each.statement for each in given.told]) | _credits(given)
    free = [
        each
        for each in main.statement.names
        if (not _is_told(each.key, statement) or is_left_over(each, main.statement, pairing))
        and not _is_common(each, main.statement, given, thesaurus)
    ]
    for name in (_without_office(each, statement, given) for each in statement.names):
        if _is_common(name, statement, given, thesaurus):
            continue
        words = statement.text[name.start : name.end]
        other = None
        if not is_at_home(name, statement, main.statement):
            other = in_its_place(name, statement, main.statement, pairing, free)
        if not other and set(_parts(name.key)) <= _words_of([main.statement]):
            other = is_exchanged(name, statement, main.statement, pairing, main.statement.names) or governed(
                name, statement, main.statement, pairing, main.statement.names
            )
        if other and (
            stands_beside_its_place(name, other, main.statement) or is_told_closer(name, other, main.statement)
        ):
            other = None
        if other and not _is_called(name, other, given):
            yield Fault("name_other", words, main.statement.text[other.start : other.end])
        elif _is_told(name.key, main.statement):
            continue
        elif (
            (begun_by_another(name, statement, main.statement, pairing) and not _is_begun_with(name, main, given))
            or not _all_stand(name.key, told, given)
            or not (_is_spare(name, main, free) or _is_told_elsewhere(name, statement, main, given, pairing))
        ):
            yield Fault("name", words)


def _without_office(name: Value, statement: Statement, given: Given) -> Value:
    """A name without a word before it that what was given has in small letters: "Treasurer" of "Treasurer Fenn"."""
    places = statement.words_in(name.start, name.end)
    if len(places) < _INITIALS:
        return name
    office, last = statement.words[places[0]].stem, statement.words[places[-1]].stem
    small, large = _written(office, given)
    near = [each for each in given.told if last in each.stems]
    beside = any(office in each.stems for told in near for each in (told, *given.before(told, 1)))
    if not small or large or not beside:
        return name
    start = statement.words[places[1]].start
    return Value(start, name.end, "name", " ".join(name.key.split()[1:]))


def _is_spare(name: Value, main: Told, free: Sequence[Value]) -> bool:
    """Whether the first carrier has neither a part of a name nor another one that could stand for it."""
    part = set(_parts(name.key)) & _words_of([main.statement])
    return not part and all(each.key == name.key for each in free)


def _is_told_elsewhere(name: Value, statement: Statement, main: Told, given: Given, pairing: Pairing) -> bool:
    """Whether a name that the first carrier lacks is there in part, or came from another sentence with its words.

    Where the first carrier has none of the words around it, it does not tell that part.
    """
    if set(_parts(name.key)) & _words_of([main.statement]):
        return not _is_another(name, main, given)
    if not stands_beside(name, statement, main.stems):
        return True
    before = given.before(main, _BEFORE)
    if _is_meant(name, statement, main, before[:1]):
        return True
    if has_a_pronoun_for(name, statement, main.statement, pairing) and any(
        _is_told(name.key, b.statement) for b in before
    ):
        return True
    if set(_parts(name.key)) <= set(folded(main.source.article.outlet or "").split()):
        return True
    telling = [each for each in given.told if _is_told(name.key, each.statement)]
    return any(stands_beside(name, statement, each.stems - main.stems) for each in telling)


def _is_another(name: Value, main: Told, given: Given) -> bool:
    """Whether "the bridge" is another one than that of the name: another of its kind was named last before it.

    So it is, too, where a word before it tells it from others: "the first bridge".
    """
    parts = set(_parts(name.key))
    words = main.statement.words
    at = next(at for at, word in enumerate(words) if word.folded in parts)
    if words[at].capital and at in main.statement.named:
        place = words[at].start
        there = next(set(_parts(each.key)) for each in main.statement.names if each.start <= place < each.end)
        return not (parts <= there or there <= parts)
    if at and words[at - 1].telling and words[at - 1].folded not in parts:
        return True
    for told in given.before(main, len(given.told)):
        for other in told.statement.names:
            if words[at].folded in _parts(other.key):
                return not parts & (set(_parts(other.key)) - {words[at].folded})
    return False


def _is_meant(name: Value, statement: Statement, main: Told, before: Sequence[Told]) -> bool:
    """Whether a sentence begins with a pronoun for the name that its statement begins with.

    The sentence before must begin with that name, and have no other that the pronoun might mean.
    """
    first = main.statement.words[0].folded
    begins = statement.words_in(name.start, name.end)[0] <= _BEGINNING and name is statement.names[0]
    if first not in _SUBJECTS or not begins or not before:
        return False
    names = [each for each in before[0].statement.names if not _PLACE.search(before[0].statement.text[: each.start])]
    return (
        len(names) == 1
        and bool(set(_parts(name.key)) & set(_parts(names[0].key)))
        and (before[0].statement.words_in(names[0].start, names[0].end)[0] <= _BEGINNING)
    )


def _is_begun_with(name: Value, main: Told, given: Given) -> bool:
    """Whether the name stands first in the nearest sentence with a name before one: "the company" is that one then."""
    for told in given.before(main, _BEFORE):
        if told.statement.names:
            return bool(set(_parts(name.key)) & set(_parts(told.statement.names[0].key)))
    return False


def _is_told(key: str, statement: Statement) -> bool:
    words = _words_of([statement])
    return all(_stands(word, words) for word in _parts(key)) or _is_short_for(key, statement)


def _parts(key: str) -> list[str]:
    parts = [word for word in key.split() if word not in _SMALL_WORDS and word not in HONORIFICS]
    return parts or key.split()


def _all_stand(key: str, words: frozenset[str], given: Given) -> bool:
    """Whether all words of a name stand somewhere together: its first and its last name in one sentence."""
    if not all(_stands(word, words) for word in _parts(key)):
        return any(_is_short_for(key, each.statement) for each in given.told)
    return len(_parts(key)) == 1 or any(
        all(_stands(word, _words_of([each.statement]) | _credits(given)) for word in _parts(key)) for each in given.told
    )


def _words_of(statements: Sequence[Statement]) -> frozenset[str]:
    return frozenset(word.folded for each in statements for word in each.words)


def _credits(given: Given) -> frozenset[str]:
    """The words of the outlets' names and of the headlines: a sentence may say who reports.

    Those that speak to a machine are none.
    """
    articles = {id(each.source.article): each.source.article for each in given.told}.values()
    named = [name for each in articles for name in (each.title, each.outlet or "") if not instructing(name)]
    return frozenset(word for name in named for word in folded(name).split())


def _stands(word: str, words: frozenset[str]) -> bool:
    if not one_nation(word).isdisjoint(words) or (word.endswith("s") and word[:-1] in words):
        return True
    if len(word) < _FEWEST_LETTERS:
        return False
    return any(
        (each.startswith(word) and each[len(word) :] in _ENDINGS)
        or (len(each) >= _FEWEST_LETTERS and word.startswith(each) and word[len(each) :] in _ENDINGS)
        for each in words
    )


def _is_short_for(key: str, statement: Statement) -> bool:
    """Whether a name stands in its long or its short form: "U.S.", "WHO" and "World Health Organization"."""
    plain = key.replace(" ", "")
    text = f" {' '.join(word.folded for word in statement.words)} "
    long = _SHORT.get(plain, "")
    if long and (f" {long} " in text or any(f" {short} " in text for short, name in _SHORT.items() if name == long)):
        return True
    if any(f" {short} " in text for short, name in _SHORT.items() if name == key):
        return True
    if len(plain) >= _INITIALS and any(_initials(each.key) == plain for each in statement.names):
        return True
    initials = _initials(key)
    return len(initials) >= _INITIALS and any(word.folded == initials for word in statement.words if word.capital)


def _initials(key: str) -> str:
    return "".join(word[0] for word in key.split() if word not in _SMALL_WORDS)


def _is_common(name: Value, statement: Statement, given: Given, thesaurus: Thesaurus) -> bool:
    """Whether a sentence's first word only has a capital because it is the first.

    What was given has it more often without one, or else has one like it that never has one.
    """
    if not statement.opening or name is not statement.names[0]:
        return False
    first = statement.words[0]
    small, large = _written(first.stem, given)
    if small or large:
        return small > large
    if _COMMON.fullmatch(name.key):
        return True
    written = [_written(each, given) for each in thesaurus.similar(first.stem)]
    return any(small and not large for small, large in written)


def _written(stem: str, given: Given) -> tuple[int, int]:
    """How often a word stands in what was given without a capital, and with one though no sentence begins with it."""
    there = [
        word.capital
        for each in given.told
        if stem in each.stems and not each.statement.headline
        for word in each.statement.words[1:]
        if word.stem == stem
    ]
    return there.count(False), there.count(True)


def _is_called(name: Value, other: Value, given: Given) -> bool:
    """Whether a sentence's other name is the same one in part: "Watson" where the statement has "Carlos Watson"."""
    own, others = set(_parts(name.key)), set(_parts(other.key))
    return (own <= others or others <= own) and _all_stand(
        name.key, _words_of([each.statement for each in given.told]), given
    )
