"""corpus/furniture.py and its patterns: what a line is. All lines are invented."""

import re
import time

import pytest

from corpus.furniture import certain_kind_of, kind_of
from corpus.furniture_patterns import ANYWHERE_CUES, CERTAIN_PATTERNS, PAGE_PATTERNS

FURNITURE = {
    "share": [
        "Share",
        "Share on Facebook",
        "Tweet  Email  Print",
        "Share | Copy link | WhatsApp",
        "12 shares",
        "MORE BAY ON SOCIAL: Facebook | Twitter",
    ],
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
        "A child feeds seals at the mole on 3 May. Ida Moor/Bay Agency/Getty Images",
        "The wheel of the Gannet, photos © Ida Moor",
        "The bridge was closed on 3 May. Ida Moor/AP/FILE",
        "The turbine made a record amount of power. Credit: TideWorks.",
        "Photos: Storm over the bay "
        + "A tug passes the mole at dawn. Hide Caption 3 of 9 " * 20
        + "Hide Caption 9 of 9",
        "Storm over the bay A tug passes the mole. Hide Caption 3 of 9",
    ],
    "video player": [
        "NOW PLAYING The ferry leaves",
        "Storm hits the quay 02:36 Replay More Videos",
        "02:36 - Source: BNN",
    ],
    "credit": [
        "Contributing: Nell Quayside and Otto Brine, The Bay Post",
        "Additional reporting by Otto Brine",
        "(Reporting by Nell Quayside in Gull Bay; Editing by Otto Brine)",
        "Otto Brine contributed reporting from Little Tern.",
        "From staff and wire reports",
    ],
    "related": [
        "Related Content",
        "Most Popular",
        "read more:",
        "Read more: Ferry fares to rise again in spring",
        "You may also like",
        "Click for full coverage of the storm",
        "Also in this series",
        "[Related: Ferry fares to rise again in spring]",
        "Who pays for it?:Ferry fares to rise again in spring",
        "More AP sailing: https://bay.example/sailing",
        "HARBOUR CRASH:4 dead after a tug hits the mole in fog",
        "The Moor family:A look at who is who in the captain's house",
        "Live updates:'Dire, hopeless situation'",
        "Have you read these yet? Ferry fares to rise Captain Moor opens a bakery",
        "Check your local forecast here>>>",
        "More top reads from Tideprice.com:",
    ],
    "newsletter": [
        "Never miss a story - Follow our Facebook page.",
        "Sign up for our free morning newsletter",
        "Join us on Facebook",
        "Get the latest news delivered to your inbox",
        '(You can get "Five Tides" delivered to your inbox daily. Sign up here.)',
        "Would you like to receive The TideTable newsletter ?",
        "For more odd news from the quay, sign up to the weekly Tall Tides newsletter.",
        "THE BAY ON TELEGRAM:Join our harbour channel to receive updates straight to your phone.",
        "Sign up to receive a weekly email roundup of storms",
    ],
    "plea": [
        "Dear Reader,",
        "GET THE BAY WITHOUT ADS FOR 3$ A WEEK Remind me later No, thanks",
        "As you know, we have no paywall: our journalism lives on subscriptions like yours.",
        "Support independent journalism",
        "You can help. For 3 crowns a month we send you:",
        "Remind me later   No thanks",
        "Several stories we link to are subscriber-only. Consider supporting our journalism and subscribe today.",
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
        "We will use the details you have shared to manage your newsletter subscription.",
        "Tide & Co is a BAY POST content partner offering weather news.",
        "Purchases you make through our links may earn us a commission.",
        "Our fact check work is supported in part by a grant from the Lantern Fund.",
        "copyright Bay Media 2026 - ISSN: 1234-5678",
    ],
    "contact": [
        "(555) 010.0321 Facsimile",
        "Fax: 555 0100",
        "news@bay.example",
        "12 Quay Road, Suite 4",
        "www.bay.example",
        "Contact Nell Quayside at nq@bay.example or on Twitter @quayside.",
        "Otto Brine covers the harbour for The Bay Post. Reach him at ob@bay.example.",
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
    "Reporting by the ministry shows that a tenth of the ferries were late.",
    "Agents who sell a berth may earn a commission of three crowns.",
    "For questions, call the harbour office at 555 0100 or email office@gullbay.example.",
    "The research is supported by a grant from the Lantern Fund.",
    "March 19:The council closed the quay on Wednesday and the bridge on Thursday.",
    "Ferry: Amber Gannet",
    "The agency will host a meeting on Monday to explain the grant. Sign up here to receive an email when it opens.",
    'The mayor said:" Tomorrow assured me that we could have full recourse',
    "Population:9 million in all of the bay and its islands",
    "Kick-off:7 pm at the harbour ground on Sunday",
    "The ministers met on social questions: Facebook and Twitter were among them.",
    "Brine reported from Little Tern that the bridge had been closed.",
    "Mara Stone gave him credit: The wheel turned again.",
    "Contributing to the delay was a rope that had caught in her wheel.",
]
CERTAIN = [
    "Read More",
    "RELATED: Ferry fares to rise again in spring",
    "The quay (photo credit: A. R.)",
    *FURNITURE["video player"],
    *FURNITURE["credit"],
    *FURNITURE["caption"][-3:],
    *FURNITURE["newsletter"],
    *FURNITURE["contact"][-2:],
    *FURNITURE["legal"][-5:],
]
ONLY_ON_PAGES = [
    "1. Twitter",
    "B. Facebook",
    "Watch: Sunday, 8 p.m., Bay One",
    "Video: 4K at 60 frames",
    "Background: Democratic mayor of Gull Bay",
    "555 010 0321",
    "office@gullbay.example",
    "12 Quay Road, Suite 4",
    "Get a tide table for $45 per month",
    "Join us in this fight.",
    "Squad: Reed (Bay City/Norway), Moor (North End/Wales)",
    "Recommended",
]


@pytest.mark.parametrize(("kind", "line"), [(kind, line) for kind, lines in FURNITURE.items() for line in lines])
def test_furniture_is_told_by_its_kind(kind: str, line: str) -> None:
    assert kind_of(line) == kind


@pytest.mark.parametrize("line", ARTICLE)
def test_an_articles_line_is_no_furniture(line: str) -> None:
    assert kind_of(line) is None
    assert certain_kind_of(line) is None


def test_every_kind_of_pattern_is_tested_here() -> None:
    assert set(CERTAIN_PATTERNS) | set(PAGE_PATTERNS) == set(FURNITURE) - {"share"}


@pytest.mark.parametrize("line", CERTAIN)
def test_what_no_article_says_anywhere_leaves_text_that_was_cleaned_before(line: str) -> None:
    assert certain_kind_of(line) is not None


@pytest.mark.parametrize("line", ONLY_ON_PAGES)
def test_text_that_was_cleaned_before_keeps_what_an_article_may_say(line: str) -> None:
    assert certain_kind_of(line) is None


def test_wordings_are_told_apart_by_how_they_begin() -> None:
    """One that begins with ^ is only tried at the start of a line, so no alternative in it may begin elsewhere."""
    for kinds in (CERTAIN_PATTERNS, PAGE_PATTERNS):
        for kind, wordings in kinds.items():
            for wording in wordings:
                anywhere = [re.match(r"\^", part) is None for part in _alternatives(wording)]
                assert all(anywhere) or not any(anywhere), wording
                assert not anywhere[0] or kind in ANYWHERE_CUES


def _alternatives(wording: str) -> list[str]:
    """The parts of a pattern between the bars outside all brackets."""
    parts, depth, escaped, in_class = [""], 0, False, False
    for c in wording:
        if not escaped and not in_class:
            depth += (c == "(") - (c == ")")
        in_class = in_class if escaped else (in_class or c == "[") and c != "]"
        if c == "|" and depth == 0 and not in_class and not escaped:
            parts.append("")
        else:
            parts[-1] += c
        escaped = c == "\\" and not escaped
    return parts


@pytest.mark.parametrize(
    "piece", ["A ", "Ab ", "1", "(A", "share ", "| ", "The ", "join The ", "$1 ", "a@", "of ", "you we ", "."]
)
def test_no_line_takes_long(piece: str) -> None:
    start = time.perf_counter()
    kind_of((piece * 900)[:900])
    assert time.perf_counter() - start < 0.5
