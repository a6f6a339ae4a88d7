"""corpus/outlets.py: names of publications."""

import pytest

from corpus.outlets import is_publication, outlet_of_host, publications_in, spelled_like_host


@pytest.mark.parametrize(
    "name", ["The Gull Bay Courier", "Quay Times", "The Times of Gull Bay", "Der Inselbote", "Merrow Morning Post"]
)
def test_publications_are_told_by_their_noun(name: str) -> None:
    assert is_publication(name)


@pytest.mark.parametrize("line", ["Ferry late", "The mayor said no to the Post", "A post office opens", "Ida Moor"])
def test_other_lines_are_no_publication(line: str) -> None:
    assert not is_publication(line)


def test_what_follows_or_precedes_a_name_is_cut() -> None:
    assert publications_in("Join The Quay Times Community and more") == ["The Quay Times"]
    assert publications_in("Hob Lantern, Editor-in-Chief of The Quay Times") == ["The Quay Times"]


def test_hosts() -> None:
    assert outlet_of_host("https://www.bbc.co.uk/news/1") == "BBC"
    assert outlet_of_host("https://edition.cnn.com/a") == "CNN"
    assert outlet_of_host("m.quaytimes.example") == "quaytimes.example"
    assert outlet_of_host("http://[bad") is None
    assert spelled_like_host("www.thequaytimes.example", "so said the Quay Times on Monday") == "The Quay Times"
    assert spelled_like_host("quaytimes.example", "nothing of the kind") is None
