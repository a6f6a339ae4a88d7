from __future__ import annotations

from rag.pairing import Pairing, pair_words
from rag.statement import Statement, read_statement
from rag.thesaurus import Thesaurus

LIKES = Thesaurus({"shut": {"close": 0.8}})


def paired(one: str, other: str) -> tuple[Statement, Statement, Pairing]:
    here, there = read_statement(one), read_statement(other)
    return here, there, pair_words(here, there, LIKES)


def test_the_same_words_are_paired_in_their_order_though_forms_differ() -> None:
    here, there, pairing = paired("The lamps were opened", "Later the lamp opens again")
    same = {(here.words[at].folded, there.words[place].folded) for at, place in pairing.same.items()}
    assert same == {("the", "the"), ("lamps", "lamp"), ("opened", "opens")}


def test_a_form_of_an_irregular_verb_is_the_verb() -> None:
    here, there, pairing = paired("The yard sold the lamp", "The yard will sell the lamp")
    assert ("sold", "sell") in {
        (here.words[at].folded, there.words[place].folded) for at, place in pairing.same.items()
    }


def test_a_word_moved_elsewhere_is_paired_too_and_no_place_twice() -> None:
    _, _, pairing = paired("on Monday the lamp burnt", "the lamp burnt on Monday")
    assert sorted(pairing.same.values()) == [0, 1, 2, 3, 4]


def test_a_word_of_like_meaning_stands_for_another_with_its_worth() -> None:
    here, there, pairing = paired("They shut the lane", "They closed the lane")
    ((at, (place, worth)),) = pairing.like.items()
    assert (here.words[at].folded, there.words[place].folded) == ("shut", "closed")
    assert 0 < worth < 1
    assert pairing.place(at) == place


def test_a_name_has_no_like() -> None:
    _, _, pairing = paired("It was told to Shut", "It was told to the closed")
    assert not pairing.like
