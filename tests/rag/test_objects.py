from __future__ import annotations

import pytest

from rag.objects import object_faults
from tests.rag.making import setting, words_of


def faults(text: str, *told: str) -> list[str]:
    statement, given, carriers, pairings = setting(text, *told)
    return [kind for kind, _ in words_of(object_faults(statement, carriers, pairings, given))]


@pytest.mark.parametrize(
    ("text", "told", "kind"),
    [
        ("The ministry closed an inquiry.", "The ministry closed the line and ordered an inquiry.", "roles"),
        ("The board approved 96 crowns.", "It cost 96 crowns, 14 more than the board approved.", "roles"),
        ("The ferry left the quay at 6.35.", "The ferry left the quay at 5.10 and sank at 6.35.", "figure_other"),
        ("It struck the pier at Merrow.", "It struck the pier at Skarra. Merrow is far.", "figure_other"),
        ("About 4,000 cars walked.", "About 4,000 people walked before the quay let the cars on.", "counted"),
        ("The deckhand was 67.", "They flew a woman of 67 and a deckhand of 24 to Merrow.", "counted"),
        ("Tern faces 22 criminal complaints.", "Tern faces 22 civil complaints.", "figure_other"),
        ("Many saw the vote.", "Many saw the sale on Monday. The vote was later.", "figure_other"),
        ("Dray unveiled the Tern 8.", "Dray unveiled a lamp. The Tern 8 was late.", "figure_other"),
        ("Brack spent 50 crowns on goats.", "Brack spent 50 crowns on lamps. Goats are dear.", "figure_other"),
        ("Dunnock scored six goals in the final.", "Dunnock scored six goals to steer us into the final.", "joined"),
        ("Brack met the board on 6 May.", "Brack met the board inquiring into a fire on 6 May.", "joined"),
        ("Brack was made prison keeper in May.", "Brack was made clerk in May, when she was prison keeper.", "roles"),
        ("Dray wrote the report.", "The report, printed by Fenn, was thick, Dray wrote in a letter.", "roles"),
    ],
)  # fmt: skip
def test_what_belongs_to_another_is_a_fault(text: str, told: str, kind: str) -> None:
    assert kind in faults(text, told)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The ministry ordered an inquiry.", "The ministry closed the line and ordered an inquiry."),
        ("The ferry left the quay at 5.10.", "The ferry left the quay at 5.10 and sank in the bay at 6.35."),
        ("Four friends walked.", "Four old friends walked."),
        ("The woman was 67.", "They flew a woman of 67 and a deckhand of 24 to Merrow."),
        ("Dunnock scored in the final.", "Dunnock scored twice in the final to win it."),
        ("It struck the breakwater.", "It struck the outer breakwater."),
        ("Dray laid a wreath.", "The wreath that Dray laid was of seaweed."),
    ],
)
def test_what_is_its_own_passes(text: str, told: str) -> None:
    assert faults(text, told) == []
