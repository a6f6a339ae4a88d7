"""corpus/copies.py: the same text, or one contained in another."""

import gzip
import json
import random
import re
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.copies import is_copy, shared_wording
from tests.corpus.pages import BODY

COLLECTIONS = Path(__file__).parents[2].parent / "shared" / "collections"
TEXT = "\n\n".join(BODY)
LONGER = TEXT + "\n\nThe board meets again in June, and the rope has been given to the museum of Little Tern."


def test_equal_words_are_a_copy_whatever_the_spacing_and_quotes() -> None:
    assert is_copy(TEXT, TEXT.replace("\n\n", " ").replace('"', "“").upper())


def test_a_text_cut_short_is_a_copy_both_ways() -> None:
    assert is_copy(TEXT, LONGER) and is_copy(LONGER, TEXT)


def test_an_earlier_wording_with_small_edits_is_a_copy() -> None:
    assert is_copy(TEXT.replace("came in an hour late", "came in about an hour late"), LONGER)
    assert is_copy(TEXT.replace("Some of us were hungry.", "Some were hungry."), LONGER)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("212 people", "213 people"),
        ("on Monday", "on Tuesday"),
        ("Captain Ida Moor", "Captain Ana Moor"),
        ("from June", "from July"),
        ("fifty minutes", "forty minutes"),
        ("Nobody was in danger", "Nobody was not in danger"),
        ("from June", "from May"),
        ("212 people", "two hundred and thirty people"),
        ("212 people", "a few people"),
    ],
)
def test_another_number_name_date_or_not_is_no_copy(old: str, new: str) -> None:
    assert old in TEXT
    assert not is_copy(TEXT.replace(old, new), LONGER)
    assert not is_copy(LONGER, TEXT.replace(old, new))


def test_other_articles_and_scraps_are_no_copies() -> None:
    assert not is_copy(TEXT, "The board of the harbour met on Friday and put off the vote on the new quay wall. " * 3)
    assert not is_copy("Ferry late.", TEXT) and not is_copy("", "") and not is_copy("", TEXT)


@given(st.text(max_size=300), st.text(max_size=300))
def test_any_texts_are_survived_alike_both_ways(a: str, b: str) -> None:
    assert is_copy(a, b) == is_copy(b, a)


def read(name: str) -> list[dict[str, str]]:
    path = COLLECTIONS / name
    if not path.exists():
        pytest.skip(f"{name} is not in ../shared/collections")
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def test_every_exact_duplicate_of_bbc2005_is_found() -> None:
    groups: dict[str, list[str]] = defaultdict(list)
    for article in read("bbc2005/articles.jsonl.gz"):
        groups[" ".join(article["text"].split())].append(article["text"])
    doubled = [texts for texts in groups.values() if len(texts) > 1]
    assert len(doubled) > 50
    assert all(is_copy(texts[0], other) for texts in doubled for other in texts[1:])


def test_second_extractions_are_found_and_other_articles_are_not() -> None:
    articles = {article["id"]: article["text"] for article in read("newsquiz2022/articles.jsonl.gz")}
    copies = read("newsquiz2022/copies.jsonl.gz")
    found = sum(is_copy(copy["text"], articles[copy["same_as"]]) for copy in copies)
    others = random.Random(1).sample(sorted(articles), 20)
    wrong = sum(
        is_copy(copy["text"], articles[other]) for copy in copies[:40] for other in others if other != copy["same_as"]
    )
    assert found >= 0.68 * len(copies)  # the others differ in a figure, a name or a passage: see docs/cleaning.md
    assert wrong == 0


def test_one_changed_number_keeps_any_article_apart_from_itself() -> None:
    changed = 0
    for article in read("bbc2005/articles.jsonl.gz")[:400]:
        numbers = list(re.finditer(r"(?<![\w.,:])\d+(?![\w.,:])", article["text"]))
        if len(article["text"].split()) < 40 or not numbers:
            continue
        number = numbers[len(numbers) // 2]
        other = f"{article['text'][: number.start()]}{int(number.group()) + 3}{article['text'][number.end() :]}"
        changed += 1
        assert not is_copy(article["text"], other), number
        assert not is_copy(other, f"{article['text']}\n\n{TEXT}"), number
    assert changed > 200


def test_a_passage_put_in_or_replaced_is_no_difference() -> None:
    fleet = "The board owns four ferries and two tugs, all of them built at Merrow between 1961 and 1988. "
    weather = "On Sunday the wind blew from the west at 40 knots, and the fish market of Skarra stayed shut all day. "
    assert is_copy(f"{fleet}\n\n{TEXT}", f"{weather}\n\n{LONGER}")
    assert is_copy(TEXT.replace("212 people", "212 islanders and other people"), LONGER)


def test_a_change_is_found_in_words_that_stand_twice() -> None:
    refrain = "Passengers to Little Tern pay 12 crowns a head on weekdays from the north quay."
    twice = f"{refrain}\n\n{TEXT}\n\n{refrain}"
    assert is_copy(twice, twice + " More was not said.")
    assert not is_copy(twice, f"{refrain}\n\n{TEXT}\n\n{refrain.replace('12', '14')}")


def test_spelling_is_no_difference() -> None:
    base = TEXT + " The Moor-backed plan of Jan. 5 costs 3,000 crowns, Tern's board said."
    assert is_copy(base, TEXT + " The Moor backed plan of January 5 costs 3000 crowns, Tern’s board said.")


def test_shared_wording_is_a_share_of_the_shorter_text() -> None:
    assert shared_wording(TEXT, LONGER) == shared_wording(LONGER, TEXT) == 1.0
    assert shared_wording(TEXT, "Bakers raised the price of a loaf for the third time this year, the mill said.") == 0.0
    assert shared_wording("", "") == 0.0
