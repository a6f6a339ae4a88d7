"""Words that turn a meaning round: opposites ("first" and "last", "encrypted" and "unencrypted") and denials ("not").

English only: elsewhere nothing is opposed or denied.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from rag.words import tokens

# Said of the same thing, only one of a pair can be true. A word's forms are one after stemming, so each stands once.
_PAIRS = """
    able unable | above below | accept reject | active inactive | add remove | after before | agree disagree
    all none | allow ban | allow forbid | ally enemy | always never | ancient modern | appear disappear
    approve disapprove | arrive leave | ascend descend | attack defend | begin end | best worst | better worse
    big small | biggest smallest | birth death | born died | bottom top | brother sister | build destroy | buy sell
    cheap expensive | cold hot | common rare | complete incomplete | complex simple | confirm deny
    continue discontinue | correct incorrect | create destroy | daughter son | day night | deep shallow
    dependent independent | difficult easy | direct indirect | domestic foreign | dry wet | earlier later
    earliest latest | early late | east west | eastern western | elect defeat | even odd | export import
    fail succeed | failure success | fall rise | fast slow | faster slower | father mother | father son | fell rose
    female male | few many | fewer more | final first | first last | formal informal | front back | gain lose
    good bad | guilty innocent | heavy light | high low | higher lower | highest lowest | hire dismiss
    honest dishonest | husband wife | increase decrease | inner outer | inside outside | internal external
    join leave | large small | larger smaller | largest smallest | least most | left right | legal illegal
    less more | lift impose | like dislike | long short | longer shorter | longest shortest | lose win
    loser winner | lost won | major minor | majority minority | man woman | maximum minimum | men women
    mild severe | morning evening | mother daughter | narrow wide | near far | negative positive | new old
    newer older | newest oldest | north south | northern southern | offensive defensive | open close
    oppose support | past future | permanent temporary | poor rich | possible impossible | private public
    qualified disqualified | raise cut | raise lower | regular irregular | responsible irresponsible | rural urban
    same different | similar different | spring autumn | start finish | strong weak | stronger weaker
    strongest weakest | summer winter | sunrise sunset | upper lower | victory defeat | visible invisible
    voluntary compulsory | young old | youngest oldest
"""
# With one of these before it, a word of at least so many letters means the opposite.
_PREFIXES = ("un", "non")
_LONG_ENOUGH = 5
_DENIAL = re.compile(
    r"\b(?:not|never|cannot|neither|nor|none|nobody|nothing|no|without|fail(?:s|ed)? to|refus(?:es?|ed|ing) to"
    r"|lack(?:s|ed|ing)?|non(?=-\w))\b|n['’]t\b",
    re.IGNORECASE,
)


def denies(text: str) -> bool:
    """Whether a sentence or a question says that something is not so, anywhere in it."""
    return bool(_DENIAL.search(text))


def opposites(word: str) -> frozenset[str]:
    """The words of which only this one or that one can be true: paired, with a denying prefix or without; analysed."""
    others = set(_PAIRED.get(word, ()))
    if len(word) >= _LONG_ENOUGH:
        others.update(prefix + word for prefix in _PREFIXES)
    for prefix in _PREFIXES:
        if word.startswith(prefix) and len(word) - len(prefix) >= _LONG_ENOUGH:
            others.add(word[len(prefix) :])
    return frozenset(others)


def is_opposed(asked: Mapping[str, frozenset[str]], told: frozenset[str]) -> bool:
    """Whether a sentence, in analysed words, has an opposite of a word of a question, and not the word.

    `asked` gives the opposites of each of the question's words.
    """
    return any(not told.isdisjoint(others) and word not in told for word, others in asked.items())


def _paired() -> dict[str, frozenset[str]]:
    paired: dict[str, set[str]] = {}
    for pair in _PAIRS.replace("\n", "|").split("|"):
        words = [stem for word in pair.split() for stem in tokens(word)]
        if len(words) == 2 and words[0] != words[1]:
            for one, other in (words, reversed(words)):
                paired.setdefault(one, set()).add(other)
    return {word: frozenset(others) for word, others in paired.items()}


_PAIRED = _paired()
