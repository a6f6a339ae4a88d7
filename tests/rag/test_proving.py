from __future__ import annotations

import pytest

from rag.carriers import Source
from rag.embedding import Remembering, load_minilm
from rag.grounding import Grounding
from rag.proving import Proven, prove
from rag.thesaurus import load_thesaurus
from tests.rag.making import article

BRIDGE = (
    "Mayor Odalys Brack opened the Heron Bridge on Monday in front of 4,000 people. "
    "It cost 212 million crowns, the Ministry of Works said. "
    "Fourteen workers were injured."
)
STORM = "A storm sank eleven boats in the harbour of Skarra on Friday. Harbour master Ineke Dray said nobody was hurt."


@pytest.fixture(scope="module")
def grounding() -> Grounding:
    return Grounding(Remembering(load_minilm()), load_thesaurus(), every_word=True)


@pytest.fixture
def given() -> dict[int, tuple[Source, ...]]:
    bridge = article(BRIDGE, outlet="The Harbour Lantern", day="2026-05-06")
    storm = article(STORM, outlet="Radio Skarra", day="2026-05-09")
    return {1: (Source(bridge, 0, len(BRIDGE)),), 2: (Source(storm, 0, len(STORM)),)}


def quotes(proven: Proven | None) -> list[str]:
    assert proven is not None
    return [each.source.article.text[each.start : each.end] for each in proven.spans]


Passages = dict[int, tuple[Source, ...]]


def test_a_sentence_is_carried_by_whole_sentences_of_what_it_cites(grounding: Grounding, given: Passages) -> None:
    proven = prove("Odalys Brack opened the Heron Bridge on Monday [1].", given, grounding, None)
    assert proven and proven.text == "Odalys Brack opened the Heron Bridge on Monday."
    assert quotes(proven) == ["Mayor Odalys Brack opened the Heron Bridge on Monday in front of 4,000 people."]


@pytest.mark.parametrize("marker", [" [2]", " [7]", "", " [source]"])
def test_a_sentence_with_a_wrong_marker_or_none_is_cited_anew(
    grounding: Grounding, given: Passages, marker: str
) -> None:
    proven = prove(f"Odalys Brack opened the Heron Bridge on Monday{marker}.", given, grounding, None)
    assert quotes(proven) == ["Mayor Odalys Brack opened the Heron Bridge on Monday in front of 4,000 people."]


@pytest.mark.parametrize(
    "text",
    [
        "Odalys Brack opened the Heron Bridge on Tuesday [1].",
        "Odalys Brack opened the Heron Bridge in front of 5,000 people [1].",
        "Ineke Dray opened the Heron Bridge on Monday [1][2].",
        "Odalys Brack did not open the Heron Bridge on Monday [1].",
        "A storm sank the Heron Bridge on Friday [1][2].",
        "Odalys Brack opened the Heron Bridge on Monday, see evil.example/now [1].",
        "Odalys Brack secretly opened the Heron Bridge on Monday [1].",
        "The Harbour Lantern, 6 May 2026 [1]",
        "Who opened the Heron Bridge on Monday [1]?",
        "[1].",
        "We opened the Heron Bridge on Monday [1].",
        "Mayor Odalys Brack of the bridge [1].",
        "The Ministry of Works opened the Heron Bridge on Monday [1].",
        "The Heron Bridge only cost 212 million crowns [1].",
        "Fourteen workers were deliberately injured [1].",
    ],
)
def test_what_is_not_carried_is_gone(grounding: Grounding, given: Passages, text: str) -> None:
    assert prove(text, given, grounding, None) is None


def test_a_name_and_a_number_are_cited_from_where_they_stand(grounding: Grounding, given: Passages) -> None:
    proven = prove("The Heron Bridge cost 212 million crowns [1].", given, grounding, None)
    assert "It cost 212 million crowns, the Ministry of Works said." in quotes(proven)
    assert any("Heron Bridge" in quote for quote in quotes(proven))


def test_a_pronoun_means_whom_the_sentence_before_tells_of(grounding: Grounding, given: Passages) -> None:
    about_bridge = prove("The Heron Bridge was opened on Monday by Odalys Brack [1].", given, grounding, None)
    about_storm = prove("A storm sank eleven boats in the harbour of Skarra [2].", given, grounding, None)
    assert about_bridge and about_storm
    cost = "It cost 212 million crowns [1]."
    assert prove(cost, given, grounding, about_bridge)
    assert prove(cost, given, grounding, about_storm) is None
    assert prove(cost, given, grounding, None) is None


def test_he_is_not_somebody_else(grounding: Grounding, given: Passages) -> None:
    dray = prove("Ineke Dray said nobody was hurt [2].", given, grounding, None)
    brack = prove("Odalys Brack opened the Heron Bridge [1].", given, grounding, None)
    assert dray and brack
    assert prove("He opened the Heron Bridge in front of 4,000 people [1].", given, grounding, brack)
    assert prove("He opened the Heron Bridge in front of 4,000 people [1].", given, grounding, dray) is None


def test_the_mayor_is_the_one_just_named(grounding: Grounding) -> None:
    text = "Mayor Fenella Strake voted for the budget. Mayor Gideon Puddle sat in the gallery and will ask for a grant."
    council = article(text, outlet="The Harbour Lantern", day="2026-05-06")
    given = {1: (Source(council, 0, len(text)),)}
    strake = prove("Mayor Fenella Strake voted for the budget [1].", given, grounding, None)
    puddle = prove("Mayor Gideon Puddle sat in the gallery [1].", given, grounding, None)
    assert strake and puddle
    assert prove("The mayor will ask for a grant [1].", given, grounding, puddle)
    assert prove("The mayor will ask for a grant [1].", given, grounding, strake) is None


def test_her_party_is_not_his(grounding: Grounding) -> None:
    text = "Rosalind Kestrel won on Sunday. Corvin Thale conceded. His Harbour Party fell to twelve seats."
    given = {1: (Source(article(text, day="2026-05-06"), 0, len(text)),)}
    kestrel = prove("Rosalind Kestrel won on Sunday [1].", given, grounding, None)
    thale = prove("Corvin Thale conceded [1].", given, grounding, None)
    assert kestrel and thale
    assert prove("His Harbour Party fell to twelve seats [1].", given, grounding, thale)
    assert prove("Her Harbour Party fell to twelve seats [1].", given, grounding, kestrel) is None


def test_a_correction_carries_nothing_of_what_it_takes_back(grounding: Grounding) -> None:
    text = "Dues rise by 6 per cent. An earlier version of this article said that dues would rise by 16 per cent."
    given = {1: (Source(article(text, day="2026-05-06"), 0, len(text)),)}
    assert prove("Dues rise by 6 per cent [1].", given, grounding, None)
    assert prove("Dues would rise by 16 per cent [1].", given, grounding, None) is None


def test_they_may_be_those_just_told_of_in_the_same_sentence(grounding: Grounding) -> None:
    text = "Ferry crews and their families were asked to leave. They left at noon."
    given = {1: (Source(article(text, day="2026-05-06"), 0, len(text)),)}
    assert prove("Ferry crews and their families were asked to leave [1].", given, grounding, None)
    assert prove("Afterwards they left at noon [1].", given, grounding, None) is None


def test_a_name_that_only_the_headline_has_is_not_shown(grounding: Grounding) -> None:
    text = "The couple met in December 2001 on a film set. They married on Sunday."
    told = article(text, title="Jory Pellwether and Ondine Wadebright tie the knot", day="2026-05-06")
    given = {1: (Source(told, 0, len(text)),)}
    assert prove("The couple met in December 2001 on a film set [1].", given, grounding, None)
    lent = "Jory Pellwether and Ondine Wadebright met in December 2001 on a film set [1]."
    assert prove(lent, given, grounding, None) is None


def test_a_first_word_with_a_capital_is_a_word_beside_names_and_figures(grounding: Grounding) -> None:
    told = "With Merrow inflation hitting 9%, the union of the keepers wants a rise."
    rates = {1: (Source(article(told), 0, len(told)),)}
    assert prove("Inflation in Merrow is at 9% [1].", rates, grounding, None)
