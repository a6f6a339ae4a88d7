from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.article import DatelineError
from rag.archive import Archive
from rag.embedding import Embedder, Remembering
from rag.questions import read_question
from rag.retrieval import POOL, WEIGHED, Found, Retriever, fuse, scaled
from rag.thesaurus import load_thesaurus

score = st.floats(-50, 50)
hits = st.dictionaries(st.sampled_from("abcdefgh"), score).map(
    lambda scores: sorted(scores.items(), key=lambda hit: -hit[1])
)

LAMPS = {
    "id": "lamps", "title": "Street lamps go out at midnight", "outlet": "The Harbour Post", "published": "2021-03-04",
    "text": "The council will switch off the street lamps of Gannet Point at midnight to save money. "
    "Treasurer Odo Fenn puts the saving at 41,000 crowns a year.",
}  # fmt: skip
LAMPS_AGAIN = {
    "id": "lamps-again", "title": "Lamps stay on after all", "outlet": "Coast Daily", "published": "2023-11",
    "text": "The street lamps of Gannet Point will burn all night again, the council decided after two falls. "
    "It will cost 38,500 crowns a year.",
}  # fmt: skip
UNDATED = {
    "id": "undated", "title": "On street lamps", "outlet": "Coast Daily",
    "text": "A street lamp is lit by a man with a pole, and he has seen what the council has not.",
}  # fmt: skip
EELS = {
    "id": "eels", "title": "Eels are back", "outlet": "The Harbour Post", "published": "2023-05-06",
    "text": "Fishermen landed two tonnes of eels on Saturday, the largest catch in thirty years.",
}  # fmt: skip


@given(hits=hits)
def test_scaled_scores_reach_from_0_to_1_and_keep_their_order(hits: list[tuple[str, float]]) -> None:
    after = scaled(hits)
    assert [name for name, _ in after] == [name for name, _ in hits]
    assert all(0 <= value <= 1 for _, value in after)
    if hits:
        assert max(value for _, value in after) == 1
    for (_, one), (_, next_), (_, before), (_, before_next) in zip(after, after[1:], hits, hits[1:], strict=False):
        assert one >= next_
        assert before > before_next or one == next_


@given(hits=hits, factor=st.floats(0.1, 10), shift=st.floats(-10, 10))
def test_scaling_does_not_care_for_the_unit_of_a_score(
    hits: list[tuple[str, float]], factor: float, shift: float
) -> None:
    if len({value for _, value in hits}) != len({factor * value + shift for _, value in hits}):
        return  # the numbers are too close together for floating point
    moved = scaled([(name, factor * value + shift) for name, value in hits])
    spread = max((value for _, value in hits), default=0) - min((value for _, value in hits), default=0)
    for (_, one), (_, other) in zip(scaled(hits), moved, strict=True):
        assert one == pytest.approx(other, abs=1e-6 + 1e-10 / (spread or 1))


@given(by_words=hits, by_meaning=hits)
def test_fused_scores_lie_between_0_and_1_and_nothing_found_is_lost(
    by_words: list[tuple[str, float]], by_meaning: list[tuple[str, float]]
) -> None:
    fused = fuse(by_words, by_meaning)
    assert set(fused) == {name for name, _ in by_words} | {name for name, _ in by_meaning}
    assert all(0 <= value <= 1 + 1e-9 for value in fused.values())


@given(by_words=hits, by_meaning=hits)
def test_what_both_sides_find_best_is_best(
    by_words: list[tuple[str, float]], by_meaning: list[tuple[str, float]]
) -> None:
    fused = fuse([("best", 51.0), *by_words], [("best", 51.0), *by_meaning])
    assert fused["best"] == pytest.approx(1.0)
    assert all(value <= fused["best"] for value in fused.values())


def test_one_side_alone_is_enough_to_be_found() -> None:
    assert fuse([], []) == {}
    assert list(fuse([("a", 7.0)], [])) == ["a"]
    by_meaning = fuse([], [("a", 0.4), ("b", 0.3)])
    assert by_meaning["a"] > by_meaning["b"]


@pytest.fixture(scope="module")
def lamps(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """Four articles in an archive with the real embedder."""
    folder = tmp_path_factory.mktemp("lamps")
    file = folder / "articles.jsonl"
    file.write_text("".join(json.dumps(each) + "\n" for each in (LAMPS, LAMPS_AGAIN, UNDATED, EELS)))
    with Archive.open(folder / "archive") as archive:
        assert [line.status for line in archive.ingest([file])] == ["added"] * 4
        yield archive


def retriever_of(archive: Archive, embedder: Embedder) -> Retriever:
    return Retriever(archive.store, archive.words, archive.vectors, Remembering(embedder), load_thesaurus())


@pytest.fixture
def find(lamps: Archive) -> Callable[..., Found]:
    retriever = retriever_of(lamps, lamps.embedder)
    return lambda question, **filters: retriever.find(read_question(question), **filters)


def articles(found: Found) -> list[str]:
    return [each.article.id for each in found.candidates]


def test_passages_come_best_first_with_their_weighed_sentences(find: Callable[..., Found]) -> None:
    found = find("How much does the council save by switching the lamps off?")
    assert articles(found)[0] == "lamps"
    assert sorted(articles(found)) == ["eels", "lamps", "lamps-again", "undated"]
    assert found.evidence[0].article.id == "lamps"
    assert any("41,000" in each.text for each in found.evidence)
    assert (found.passages, found.undated_left_out) == (4, 0)
    for each in found.candidates:
        assert each.article.text[each.passage.start : each.passage.end] == each.passage.text


def test_what_its_best_sentence_says_may_raise_a_passage_above_a_better_match(sample: Archive) -> None:
    retriever, moved = retriever_of(sample, sample.embedder), 0
    for asked in ("Why was the ferry late?", "Who opened the bridge?", "How many votes decided the seat?"):
        candidates = retriever.find(read_question(asked)).candidates
        scores, fused = [each.score for each in candidates], [each.fused for each in candidates]
        assert scores == sorted(scores, reverse=True)
        moved += fused != sorted(fused, reverse=True)
    assert moved


def test_meaning_finds_what_shares_no_word(find: Callable[..., Found]) -> None:
    assert articles(find("fish returning to fishing grounds"))[0] == "eels"


@pytest.mark.parametrize(
    ("filters", "wanted", "undated"),
    [
        ({"since": "2023"}, {"lamps-again", "eels"}, 1),
        ({"until": "2021-03-04"}, {"lamps"}, 1),
        ({"until": "2021-03-03"}, set(), 1),
        ({"since": "2023-11-30", "until": "2023-12"}, {"lamps-again"}, 1),  # dated to the month: any of its days
        ({"outlets": ["coast DAILY"]}, {"lamps-again", "undated"}, 0),
        ({"outlets": ["Coast Daily"], "since": "1900"}, {"lamps-again"}, 1),
        ({"outlets": ["Nobody's Gazette"]}, set(), 0),
    ],
)
def test_filters_let_through_what_they_say_and_count_the_undated(
    find: Callable[..., Found], filters: dict[str, Any], wanted: set[str], undated: int
) -> None:
    found = find("What does the council do with the street lamps?", **filters)
    assert set(articles(found)) == wanted
    assert {each.article.id for each in found.evidence} <= wanted
    assert found.undated_left_out == undated
    assert found.passages == 4


def test_a_filter_that_is_no_date_is_refused(find: Callable[..., Found]) -> None:
    with pytest.raises(DatelineError, match="soon"):
        find("lamps", since="soon")


def test_a_date_inside_the_question_hides_nothing(find: Callable[..., Found]) -> None:
    assert len(find("Which street lamps went out on 4 March 2021?").candidates) == 4


def test_rare_words_of_the_archive_tell_more(find: Callable[..., Found]) -> None:
    rarity = find("street lamps").rarity
    assert rarity("eel") > rarity("lamp")


def test_what_is_not_embedded_yet_is_found_by_its_words(archive: Archive, write_jsonl: Callable[..., Path]) -> None:
    next(archive.ingest([write_jsonl(LAMPS, EELS)]))  # stored and word-indexed; not consumed to the end
    assert archive.store.waiting_to_be_embedded() == 2
    retriever = retriever_of(archive, archive.embedder)
    assert articles(retriever.find(read_question("street lamps")))[0] == "lamps"


def test_fewer_or_more_passages_are_the_same_ones_in_the_same_order(sample: Archive) -> None:
    retriever = retriever_of(sample, sample.embedder)
    for asked in ("Why was the ferry late?", "Who opened the bridge?"):
        few, all_there = (retriever.find(read_question(asked), most=most) for most in (WEIGHED, 2 * POOL))
        assert WEIGHED == len(few.candidates) < len(all_there.candidates)
        assert few.candidates == all_there.candidates[:WEIGHED]
        assert few.evidence == all_there.evidence
