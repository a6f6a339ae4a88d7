"""Nations: names of countries and what comes from them, where the one is not the beginning of the other. English."""

from __future__ import annotations

_NATIONS = """
    america american americans us usa | britain british briton britons uk
    england english englishman | france french frenchman | germany german germans | spain spanish spaniard
    sweden swedish swede swedes | denmark danish dane danes | finland finnish finn finns | norway norwegian norwegians
    netherlands dutch dutchman dutchwoman | poland polish pole poles | turkey turkish turk turks
    greece greek greeks | ireland irish irishman | scotland scottish scot scots | wales welsh | switzerland swiss
    portugal portuguese | china chinese | thailand thai thais | philippines filipino filipinos philippine
    ukraine ukrainian ukrainians | argentina argentine argentinian | brazil brazilian | italy italian italians
    hungary hungarian | belgium belgian | egypt egyptian | canada canadian canadians | peru peruvian
    cyprus cypriot | iceland icelandic | afghanistan afghan afghans | czech czechia | lebanon lebanese
    croatia croatian croat croats | serbia serbian serb serbs | romania romanian | mexico mexican
"""


def one_nation(word: str) -> frozenset[str]:
    """The folded names for the nation that a folded word is a name for, and for what comes from it; else only it."""
    return _GROUPS.get(word, frozenset((word,)))


def _read() -> dict[str, frozenset[str]]:
    groups: dict[str, frozenset[str]] = {}
    for group in _NATIONS.replace("\n", "|").split("|"):
        words = frozenset(group.split())
        groups.update(dict.fromkeys(words, words))
    return groups


_GROUPS = _read()
