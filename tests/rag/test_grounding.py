from __future__ import annotations

import pytest

from rag.embedding import Remembering, load_minilm
from rag.grounding import Grounding
from rag.thesaurus import load_thesaurus
from tests.rag.making import source

BRIDGE = (
    "The mayor, Odalys Brack, opened the Heron Bridge on Monday in front of 4,000 people. "
    "It cost 212 million crowns, the Ministry of Works said. "
    "“Nobody will miss the queue for the ferry,” said Brack. "
    "The ferry Marigold Tern was not sold."
)
OTHER = "A storm sank eleven boats in the harbour of Skarra on Friday. Nobody was hurt, said harbour master Ineke Dray."
DAY = "2026-05-06"


@pytest.mark.parametrize(
    "text",
    [
        "Mayor Odalys Brack opened the Heron Bridge on Monday.",
        "On 4 May 2026 the Heron Bridge was opened by Mayor Brack.",
        "Four thousand people watched as the mayor opened the Heron Bridge.",
        "The bridge cost 212 million crowns, according to the Ministry of Works.",
        "Brack said “nobody will miss the queue for the ferry”.",
        "The Marigold Tern has not been sold.",
    ],
)
def test_what_the_passage_tells_is_carried_in_other_words_too(grounding: Grounding, text: str) -> None:
    verdict = grounding.check(text, [source(BRIDGE, DAY)])
    assert verdict.reasons == []
    assert verdict.supported and verdict.score >= 0.5


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Mayor Odalys Brack opened the Heron Bridge on Tuesday.", "figure_other"),
        ("Mayor Odalys Brack opened the Tern Bridge on Monday.", "name_other"),
        ("The bridge cost 221 million crowns, the Ministry of Works said.", "figure_other"),
        ("Mayor Odalys Brack closed the Heron Bridge on Monday.", "opposite"),
        ("The ferry Marigold Tern was sold.", "no_denial"),
        ("“Everybody will miss the queue for the ferry,” said Brack.", "quote"),
        ("Ineke Dray said that the bridge cost 212 million crowns.", "speaker"),
        ("Odalys Brack opened the Heron Bridge after a quarrel over the colour of its lamps.", "addition"),
        ("Cheese from the moon ripens slowly.", "nothing"),
    ],
)
def test_what_it_does_not_tell_is_not_and_the_reason_says_why(grounding: Grounding, text: str, kind: str) -> None:
    verdict = grounding.check(text, [source(BRIDGE, DAY)])
    assert not verdict.supported and verdict.score < 0.5
    assert kind in {fault.kind for fault in verdict.faults}
    assert all(reason.endswith(".") for reason in verdict.reasons)


def test_the_words_that_carry_it_are_exact_spans_inside_the_carriers(grounding: Grounding) -> None:
    given = source(BRIDGE, DAY)
    verdict = grounding.check("The Heron Bridge was opened on Monday.", [given])
    words = [BRIDGE[span.start : span.end] for span in verdict.words]
    assert "opened the Heron Bridge on Monday" in words
    first = verdict.carriers[0]
    assert BRIDGE[first.start : first.end] == BRIDGE[: BRIDGE.index(" It cost")]


def test_of_several_sentences_each_must_be_carried(grounding: Grounding) -> None:
    both = "The bridge cost 212 million crowns. It was opened by Ineke Dray."
    assert not grounding.check(both, [source(BRIDGE, DAY)]).supported
    assert grounding.check(both.replace("Ineke Dray", "the mayor"), [source(BRIDGE, DAY)]).supported


def test_two_articles_may_each_carry_a_part(grounding: Grounding) -> None:
    text = "Odalys Brack opened the Heron Bridge on Monday, while a storm sank eleven boats in the harbour of Skarra."
    assert grounding.check(text, [source(BRIDGE, DAY), source(OTHER, DAY)]).supported
    assert not grounding.check(text, [source(BRIDGE, DAY)]).supported


def test_a_marker_decides_which_passage_is_read(grounding: Grounding) -> None:
    given = {1: source(BRIDGE, DAY), 2: source(OTHER, DAY)}
    assert grounding.check_marked("The Heron Bridge cost 212 million crowns. [1]", given).supported
    assert not grounding.check_marked("The Heron Bridge cost 212 million crowns. [2]", given).supported
    assert grounding.check_marked("The Heron Bridge cost 212 million crowns. [7]", given).reasons == [
        "The marker [7] points to no passage that was given."
    ]


@pytest.mark.parametrize("text", ["", "  ", "...", "[1]", "“”", "\ud800"])
def test_a_text_without_words_is_not_carried(grounding: Grounding, text: str) -> None:
    assert not grounding.check(text, [source(BRIDGE, DAY)]).supported


def test_without_sources_nothing_is_carried(grounding: Grounding) -> None:
    assert not grounding.check("The bridge was opened.", []).supported


class Strict:
    """A model that finds nothing told."""

    asked = 0

    def entails(self, told: str, statement: str) -> float:
        """Never sure."""
        self.asked += 1
        return 0.1


def test_a_model_of_inference_is_asked_last_and_may_refuse(grounding: Grounding) -> None:
    model = Strict()
    strict = Grounding(grounding._reader, grounding._thesaurus, model)
    verdict = strict.check("The Heron Bridge was opened on Monday.", [source(BRIDGE, DAY)])
    assert [fault.kind for fault in verdict.faults] == ["entailment"]
    before = model.asked
    strict.check("The Tern Bridge was opened on Friday.", [source(BRIDGE, DAY)])
    assert model.asked == before  # what fails without it is not put to it


TWO_BRIDGES = (
    "First Speaker Rosalind Kestrelby opened the Heron Bridge over Quill Sound on Monday, twelve years after the "
    "Lantern Bridge a mile to the south. The new span carries four lanes above and a single railway track below. "
    "The bridge cost 212 million crowns. Odalys Brack, who opened the first bridge as mayor, watched from a wheelchair."
)
OLD_BRIDGE = (
    "The Lantern Bridge is 1,140 metres long and carries two lanes. "
    "It took six years to build and cost 96 million crowns."
)


@pytest.mark.parametrize(
    "text",
    [
        "The Lantern Bridge cost 212 million crowns.",
        "Rosalind Kestrelby opened the Lantern Bridge.",
        "The Lantern Bridge carries four lanes and a single railway track.",
        "Odalys Brack opened the Heron Bridge.",
    ],
)
def test_what_is_told_of_one_thing_is_not_told_of_another_of_its_kind(grounding: Grounding, text: str) -> None:
    assert not grounding.check(text, [source(TWO_BRIDGES, DAY)]).supported


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The Heron Bridge cost 212 million crowns.", TWO_BRIDGES),
        ("Rosalind Kestrelby opened the Heron Bridge.", TWO_BRIDGES),
        ("The Lantern Bridge took six years to build.", OLD_BRIDGE),
        ("The Lantern Bridge cost 96 million crowns.", OLD_BRIDGE),
    ],
)
def test_a_pronoun_or_a_kind_stands_for_the_name_told_before(grounding: Grounding, text: str, told: str) -> None:
    assert grounding.check(text, [source(told, DAY)]).reasons == []


def test_where_every_word_counts_a_single_one_that_nothing_tells_fails_a_sentence() -> None:
    strict = Grounding(Remembering(load_minilm()), load_thesaurus(), every_word=True)
    sources = [source(OLD_BRIDGE, DAY)]
    assert strict.check("The Lantern Bridge carries lanes and a railway.", sources).reasons == [
        "Nothing cited tells of “railway”."
    ]
    assert strict.check("The Lantern Bridge carries two lanes.", sources).supported
