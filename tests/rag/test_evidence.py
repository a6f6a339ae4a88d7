from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.article import Article
from rag.chance import FEATURES
from rag.embedding import Embedder, Remembering, load_minilm
from rag.evidence import (
    MAX_SENTENCE_CHARACTERS,
    MOST_CHARACTERS,
    MOST_PROMISING,
    Candidate,
    Evidence,
    Rarity,
    rarity_of,
    weigh_sentences,
)
from rag.questions import read_question
from rag.store import Passage
from rag.thesaurus import Thesaurus

TEXT = (
    "The crane on the north quay fell on Tuesday. Nobody stood under it.\n\n"
    "Perpetua Fenn, who drove the crane, said that nine bolts were missing. Is that many? The board will ask.\n\n"
    "Eels were cheap at the market. The band played until ten."
)


def article(text: str = TEXT, title: str = "Crane falls on quay", **fields: str | None) -> Article:
    return Article(id="crane", version="1", title=title, text=text, source="made up", **fields)  # type: ignore[arg-type]


def candidate(of: Article, start: int = 0, end: int | None = None, fused: float = 0.5) -> Candidate:
    end = len(of.text) if end is None else end
    passage = Passage(f"{of.id}:{start}", of.id, of.version, start, end, of.text[start:end])
    return Candidate(passage, of, fused, likeness=0.5)


def even(term: str) -> float:
    return 1.0


# Two words, of which each is like the other.
THESAURUS = Thesaurus({"bolt": {"rivet": 1.0}, "rivet": {"bolt": 1.0}})


def weigh(question: str, *candidates: Candidate, embedder: Embedder, rarity: Rarity = even) -> list[Evidence]:
    return weigh_sentences(read_question(question), candidates, rarity, Remembering(embedder), THESAURUS)


def by_text(evidence: list[Evidence], word: str) -> Evidence:
    return next(each for each in evidence if word in each.text)


def test_every_sentence_is_an_exact_span_with_its_signals_and_comes_by_its_chance(embedder: Embedder) -> None:
    evidence = weigh("Who drove the crane?", candidate(article()), embedder=embedder)
    assert len(evidence) == 7
    for each in evidence:
        assert each.article.text[each.start : each.end] == each.text
        assert len(each.signals) == len(FEATURES)
        assert all(math.isfinite(signal) for signal in each.signals)
        assert 0 <= each.chance <= 1
    assert [each.chance for each in evidence] == sorted((each.chance for each in evidence), reverse=True)
    assert evidence[0].text.startswith("Perpetua Fenn")


def test_only_sentences_of_the_passage_are_weighed_and_none_beyond_its_end(embedder: Embedder) -> None:
    end = TEXT.index("\n\n")
    evidence = weigh("Who drove the crane?", candidate(article(), 0, end), embedder=embedder)
    assert sorted(each.text for each in evidence) == [
        "Nobody stood under it.",
        "The crane on the north quay fell on Tuesday.",
    ]
    cut = weigh("Who fell?", candidate(article(), 0, 20), embedder=embedder)
    assert [(each.start, each.end) for each in cut] == [(0, 20)]


def test_nothing_found_gives_no_evidence(embedder: Embedder) -> None:
    assert weigh("Who drove the crane?", embedder=embedder) == []


def test_no_more_sentences_are_weighed_than_time_allows_and_the_promising_ones_are(embedder: Embedder) -> None:
    filler = " ".join(f"Barrel {number} was empty." for number in range(MOST_PROMISING + 40))
    long = article(f"{filler} The crane was driven by Perpetua Fenn.")
    evidence = weigh("Who drove the crane Perpetua?", candidate(long), embedder=embedder)
    assert len(evidence) == MOST_PROMISING
    assert by_text(evidence, "Perpetua Fenn") is evidence[0]


def test_a_text_without_a_stop_is_weighed_whole(embedder: Embedder) -> None:
    endless = article("crane bolt " * 2_000 + "quay")
    (evidence,) = weigh("Which bolt?", candidate(endless), embedder=embedder)
    assert evidence.text == endless.text


def test_covered_is_the_share_of_the_matter_by_its_rarity(embedder: Embedder) -> None:
    rarity = {"bolt": 3.0, "crane": 1.0}
    evidence = weigh("crane bolts", candidate(article()), embedder=embedder, rarity=lambda term: rarity[term])
    assert by_text(evidence, "fell on Tuesday").signal("covered") == pytest.approx(0.25)
    assert by_text(evidence, "nine bolts").signal("covered") == pytest.approx(1.0)
    assert by_text(evidence, "Is that many").signal("covered") == 0.0
    assert by_text(evidence, "Is that many").signal("covered_near") == pytest.approx(1.0)


def test_a_word_of_like_meaning_counts_for_part_of_the_word_and_a_name_has_none(embedder: Embedder) -> None:
    def covered(question: str) -> float:
        return by_text(weigh(question, candidate(article()), embedder=embedder), "nine bolts").signal("covered")

    assert covered("Which bolts?") == 1.0
    assert 0.0 < covered("Which rivets?") < 1.0
    assert covered("Which Rivet?") == 0.0


def test_what_comes_from_a_nation_counts_for_its_name(embedder: Embedder) -> None:
    told = article("The Azerbaijani president opened nine parks. A minister opened a park.")
    evidence = weigh("Which president of Azerbaijan opened parks?", candidate(told), embedder=embedder)
    assert by_text(evidence, "nine parks").signal("covered") > 0.9
    assert by_text(evidence, "A minister").signal("covered") < 0.5
    assert by_text(evidence, "nine parks").signal("names") == 1.0


def test_the_headline_the_outlet_and_the_day_help_a_sentence_but_are_not_it(embedder: Embedder) -> None:
    dated = article(title="Disaster at Gannet Point", outlet="The Mole", published="2019-11-14")
    for word in ("Gannet", "Mole", "November"):
        for each in weigh(f"What about {word}?", candidate(dated), embedder=embedder):
            assert (each.signal("covered"), each.signal("covered_near")) == (0.0, 1.0)


def test_names_are_looked_for_around_the_sentence_and_count_fully_where_there_are_none(embedder: Embedder) -> None:
    asked = weigh("what did Fenn and Brasswing say", candidate(article()), embedder=embedder)
    assert by_text(asked, "nine bolts").signal("names") == pytest.approx(0.5)
    assert by_text(asked, "The band").signal("names") == 0.0
    assert by_text(asked, "The band").signal("names_passage") == pytest.approx(0.5)
    plain = weigh("what did she say", candidate(article()), embedder=embedder)
    assert {each.signal("names") for each in plain} == {1.0}


def test_the_opposite_of_what_is_asked_is_marked_unless_it_is_asked_whether_it_is_so(embedder: Embedder) -> None:
    told = article("The first lamp was lit on Monday. The last lamp was lit in May. The lamp is not of brass.")
    asked = weigh("Which lamp was lit first?", candidate(told), embedder=embedder)
    assert [by_text(asked, word).signal("opposed") for word in ("Monday", "May", "brass")] == [0, 1, 0]
    denied = weigh("Which lamp is not of brass?", candidate(told), embedder=embedder)
    assert [by_text(denied, word).signal("denial") for word in ("Monday", "May", "brass")] == [1, 1, 0]
    whether = weigh("Was it not the first lamp that was lit?", candidate(told), embedder=embedder)
    assert {each.signal(name) for each in whether for name in ("opposed", "denial")} == {0}


def test_a_question_in_the_article_is_marked_as_one(embedder: Embedder) -> None:
    evidence = weigh("Who drove the crane?", candidate(article()), embedder=embedder)
    assert {each.text: each.signal("asks") for each in evidence if each.signal("asks")} == {"Is that many?": 1.0}


@given(passages=st.integers(0, 10**7), counts=st.lists(st.integers(0, 10**7), min_size=2, max_size=2))
def test_the_rarer_word_tells_more_and_no_word_less_than_nothing(passages: int, counts: list[int]) -> None:
    rarer, commoner = sorted(min(count, passages) for count in counts)
    rarity = rarity_of({"rarer": rarer, "commoner": commoner}.__getitem__, passages)
    assert rarity("rarer") >= rarity("commoner") > 0


def test_every_passage_has_a_sentence_weighed_however_promising_the_others_are(embedder: Embedder) -> None:
    telling = " ".join(f"Perpetua drove crane {number}." for number in range(MOST_PROMISING + 20))
    poor = Article(id="eels", version="1", title="Market", text="Eels were cheap. Rain fell.", source="made up")
    evidence = weigh(
        "Who drove the crane Perpetua?", candidate(article(telling)), candidate(poor, fused=0.0), embedder=embedder
    )
    assert len(evidence) == MOST_PROMISING + 1
    assert [each.text for each in evidence if each.article.id == "eels"] == ["Eels were cheap."]


def test_long_sentences_are_weighed_while_there_is_room_for_them_the_promising_ones_first(embedder: Embedder) -> None:
    long = " and a rope" * MAX_SENTENCE_CHARACTERS
    told = [
        Article(id=name, version="1", title="Quay", text=f"{name} {long}.", source="made up")
        for name in ["Rigger", "Crane", *(f"Barrel{number}" for number in range(20))]
    ]
    evidence = weigh("Who drove the crane?", *(candidate(each) for each in told), embedder=embedder)
    assert len(evidence) == MOST_CHARACTERS // MAX_SENTENCE_CHARACTERS
    assert by_text(evidence, "Crane")


def test_a_word_told_in_other_words_is_met_in_part_and_a_name_is_not() -> None:
    told = article("The ferry left the quay at noon. The ferry shone at noon.")
    departed = weigh("When did the ferry depart?", candidate(told), embedder=load_minilm())
    left, shone = (by_text(departed, word) for word in ("left", "shone"))
    assert left.signal("covered") == shone.signal("covered")
    assert left.signal("met") > shone.signal("met") >= shone.signal("covered")
    named = weigh("When did the ferry Depart?", candidate(told), embedder=load_minilm())
    assert by_text(named, "left").signal("met") == by_text(named, "shone").signal("met")
