"""corpus/outlets.py: names of publications, and where a page names its own."""

import pytest

from corpus.outlets import (
    MASTHEAD,
    agency_named,
    is_of_another_site,
    is_publication,
    named_in_code,
    named_in_imprint,
    named_in_own_voice,
    outlet_of_host,
    publications_in,
    site_name,
    spelled_like_host,
)


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


@pytest.mark.parametrize(
    ("credit", "agency"),
    [
        ("AP", "Associated Press"),
        ("AP Sports Writer", "Associated Press"),
        ("Thomson Reuters", "Reuters"),
        ("CNN’s Ida Moor", "CNN"),
        ("AP on the quay", None),
        ("Ida Moor", None),
        (None, None),
    ],
)
def test_credits_name_their_agency(credit: str | None, agency: str | None) -> None:
    assert agency_named(credit) == agency


SITE, PUBLISHER, TITLE = "the site tag", "the publisher", "the title"


@pytest.mark.parametrize(
    ("offers", "url", "title", "text", "name"),
    [
        ([("Gull Bay Courier", SITE)], None, "", "", "Gull Bay Courier"),
        ([("Gull Shout | Harbour news for all", SITE)], None, "", "", "Gull Shout"),
        ([("https://gullshout.example", SITE), ("Gull Shout", PUBLISHER)], None, "", "", "Gull Shout"),
        ([("gullshout.com", SITE), ("Gull Shout", PUBLISHER)], None, "", "", "Gull Shout"),
        ([("gullshout", SITE), ("Harbour News", TITLE)], "https://gullshout.com/1", "", "Gull Shout", "Gull Shout"),
        ([("all the news of the harbour", SITE)], "https://gullshoutmag.example/1", "", "in Gull Shout", "Gull Shout"),
        ([("U.S.", SITE)], "https://www.reuters.com/1", "Ferry late - Reuters", "", "Reuters"),
        ([("BBC News", SITE)], "https://www.bbc.co.uk/1", "", "", "BBC News"),
        ([("the guardian", SITE)], "https://www.theguardian.com/1", "", "", "The Guardian"),
        ([("Tern Sport", SITE)], "https://www.bbc.co.uk/1", "Ferry late - Tern Sport", "", "Tern Sport"),
        ([], "https://gullshout.example/1", "", "", None),
    ],
)  # fmt: skip
def test_the_name_a_page_gives_its_site(
    offers: list[tuple[str, str]], url: str | None, title: str, text: str, name: str | None
) -> None:
    assert site_name(offers, url, title, text)[0] == name


def test_the_masthead_and_the_path_come_before_pleas_and_copyright() -> None:
    furniture = [
        ("legal", "© 2026 The Quay Times. All rights reserved."),
        ("navigation", "GULL BAY COURIER > Harbour"),
        ("masthead", "The Gull Bay Courier"),
    ]
    named = list(named_in_own_voice(furniture))
    assert named[-1][0] == "The Quay Times"
    assert [name for name, _ in named[:2]] == ["Gull Bay Courier", "The Gull Bay Courier"]
    assert named[1][1] == MASTHEAD


def test_imprint_and_scripts() -> None:
    assert next(named_in_imprint([("legal", "Highpool Lamp is published by Ida Moor.")]))[0] == "Highpool Lamp"
    assert next(named_in_code(["ad({ 'pubname': 'Quay Tribune' })"]))[0] == "Quay Tribune"
    assert list(named_in_imprint([])) == list(named_in_code(["x = 1"])) == []


def test_a_column_in_quotation_marks_is_no_outlet() -> None:
    line = 'You can get "Five Tides You Need to Know Today" in your inbox. Sign up here.'
    assert list(named_in_own_voice([("newsletter", line)])) == []


@pytest.mark.parametrize(
    ("name", "url", "foreign"),
    [
        ("Wexmoor Post", "https://www.reuters.com/x", True),
        ("Wexmoor Post", "https://harbourcourier.example/x", True),
        ("Wexmoor Post", "https://wexmoor.example/x", False),
        ("Wexmoor Post", "https://wp.example/x", False),
        ("The Gull Bay Chronicle", "https://www.chron.example/x", False),
        ("Boats and More", "https://reuters.com/x", False),
    ],
)
def test_a_name_and_an_address_may_have_nothing_in_common(name: str, url: str, foreign: bool) -> None:
    assert is_of_another_site(name, url) == foreign
