from __future__ import annotations

from evals.collections import find_collections
from evals.damage import cases, check_cases, figures, quoted_sentences, shares
from evals.gate import breaches
from rag.archive import Archive


def test_sentences_of_the_sample_are_kept_and_what_is_damaged_in_them_is_caught(sample: Archive) -> None:
    quoted = quoted_sentences(sample, ["Who opened the Heron Bridge?", "What did the Heron Bridge cost?"])
    outcomes = check_cases(sample.grounding(), [case for true, given in quoted for case in cases(true, given)])
    found = shares(outcomes)
    assert found["unchanged"][0] == 1.0
    for kind in ("number changed", "name swapped", "quote altered", "quote of another article", "marker to no passage"):
        assert found[kind][0] == 1.0, kind
    assert all(each.case.true or each.case.kind for each in outcomes)
    assert sum(each.right for each in outcomes) >= 0.9 * len(outcomes)


def test_no_figure_of_damage_is_below_its_floor(sample: Archive) -> None:
    """On the quotes of every fourth question of the sample, as before they are shown; the command takes all."""
    collection = next(each for each in find_collections() if each.name == "sample")
    quoted = quoted_sentences(sample, [each.question for each in collection.questions[::4]])
    every = [case for true, given in quoted for case in cases(true, given)]
    outcomes = check_cases(sample.grounding(every_word=True), every)
    assert breaches("damage", collection.question_file, figures(outcomes)) == []
