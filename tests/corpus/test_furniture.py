"""corpus/furniture.py and its patterns: what a line is. All lines are invented."""

import time

import pytest

from corpus.furniture import kind_of, safe_kind_of
from corpus.furniture_patterns import FURNITURE_PATTERNS

FURNITURE = {
    "share": ["Share", "Share on Facebook", "Tweet  Email  Print", "Share | Copy link | WhatsApp", "12 shares"],
    "navigation": [
        "Skip to main content",
        "Home | News | Harbour | Sport",
        "Bay Post > World > Europe",
        "« 1 2 3 Next »",
        "Terms of use | Privacy policy",
        "* * *",
    ],
    "read time": ["4 minute read.", "Reading time: 3 minutes", "2 min read"],
    "section label": ["Beat: Harbour", "Tags: ferries, herring", "Filed under: Weather"],
    "caption": [
        "The quay at dawn (photo credit: ANNA REED)",
        "A crane lifts the wheel in 2019 (YouTube screenshot)",
        "The old toll house [file]",
        "In this Friday, March 6, 2020 file photo, a tug passes the mole. (Ida Moor/Bay Agency via AP)",
        "Seals on the sandbank, 3 May 2019. (Ida Moor/BPA)",
        "Photo: The cable on deck. I. Moor",
        "The tail of the kite. The wind was light. Photograph: Ida Moor",
        "Getty Images",
    ],
    "related": [
        "Related Content",
        "Most Popular",
        "read more:",
        "Read more: Ferry fares to rise again in spring",
        "You may also like",
        "Click for full coverage of the storm",
        "Also in this series",
    ],
    "newsletter": [
        "Never miss a story - Follow our Facebook page.",
        "Sign up for our free morning newsletter",
        "Join us on Facebook",
        "Get the latest news delivered to your inbox",
    ],
    "plea": [
        "Dear Reader,",
        "GET THE BAY WITHOUT ADS FOR 3$ A WEEK Remind me later No, thanks",
        "As you know, we have no paywall: our journalism lives on subscriptions like yours.",
        "Support independent journalism",
        "You can help. For 3 crowns a month we send you:",
        "Remind me later   No thanks",
    ],
    "comments": [
        "12 comments",
        "Leave a reply",
        "If you want to comment, join",
        "Commenting is available for paying members only. Please join our club to comment.",
        "Please use the following structure: name@example.com",
        "Thanks! Please check your inbox",
        "You are now a member of the Bay Club! A link is on its way.",
        "Confirm Mail",
    ],
    "membership": ["Join The Bay Post Community", "The Bay Post Community."],
    "legal": [
        "© 2026 The Bay Post. All rights reserved.",
        "The publisher accepts no liability for the accuracy of the report.",
        "Editorial office and responsibility:",
        "This material may not be published, broadcast or rewritten.",
        "This site uses cookies to measure what you read.",
    ],
    "contact": [
        "(555) 010.0321 Facsimile",
        "Fax: 555 0100",
        "news@bay.example",
        "12 Quay Road, Suite 4",
        "www.bay.example",
    ],
    "advertisement": ["Advertisement", "Story continues below advertisement"],
}
ARTICLE = [
    "Share prices fell on Monday as the ferry company reported a loss.",
    "The ministry published the report on Facebook and Twitter before noon.",
    '"Join us on our page and sign up for the newsletter," the organisers wrote.',
    "The newspaper said its subscribers would pay 5 crowns a month for the newsletter.",
    "The company accepted no liability for the accident, the court heard.",
    "Facebook changed its privacy policy on Tuesday after users complained.",
    "A comment by the mayor caused laughter.",
    "The photo shows the mayor at the quay, the court was told.",
    "US President Mara Stone urged members of the community to vote and to email their readers.",
    "The team beat Bay City 3-1 (Stone 12, Reed 40, Moor 88).",
    "Squad: Reed (Bay City/Norway), Moor (North End/Wales), Stone (Quay/Peru), Lind (Bay/Chile).",
    "Home prices rose by a tenth.",
    "Related families were allowed to board first.",
    "The photographs released to the court showed three men on the deck.",
    "Season tickets will cost 20 crowns a month from May, the line announced.",
    "★★★★",
    "What happens next is up to the voters.",
]


@pytest.mark.parametrize(("kind", "line"), [(kind, line) for kind, lines in FURNITURE.items() for line in lines])
def test_furniture_is_told_by_its_kind(kind: str, line: str) -> None:
    assert kind_of(line) == kind


@pytest.mark.parametrize("line", ARTICLE)
def test_an_articles_line_is_no_furniture(line: str) -> None:
    assert kind_of(line) is None
    assert safe_kind_of(line) is None


def test_every_kind_of_pattern_is_tested_here() -> None:
    assert set(FURNITURE_PATTERNS) - set(FURNITURE) <= {"video player"}


@pytest.mark.parametrize(
    "line", ["1. Twitter", "B. Facebook", "Read more: fares to rise", "The quay (photo credit: A. R.)"]
)
def test_cleaned_text_loses_only_what_no_article_says(line: str) -> None:
    assert safe_kind_of(line) is None


@pytest.mark.parametrize(
    "piece", ["A ", "Ab ", "1", "(A", "share ", "| ", "The ", "join The ", "$1 ", "a@", "of ", "you we ", "."]
)
def test_no_line_takes_long(piece: str) -> None:
    start = time.perf_counter()
    kind_of((piece * 900)[:900])
    assert time.perf_counter() - start < 0.5
