"""corpus/metadata.py: what a plain text says of itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.cleaning import clean_text
from corpus.metadata import Facts, complete, plausible, split_title, text_facts
from tests.corpus.pages import BODY, TEXT_PAGE


def facts_of(*paragraphs: str) -> Facts:
    return text_facts(clean_text("\n\n".join(paragraphs)))


def test_a_scraped_page_says_who_and_when() -> None:
    facts = text_facts(clean_text(TEXT_PAGE))
    assert facts.values["outlet"] == "The Gull Bay Courier"
    assert facts.values["published"] == "2026-05-04T19:40"
    assert facts.values["authors"] == ["Nell Quayside", "Otto Brine"]
    assert facts.values["dateline"] == "GULL BAY"
    assert facts.values["language"] == "en"
    assert set(facts.origin) == set(facts.values)


def test_the_outlet_comes_from_the_plea_where_nothing_else_names_it() -> None:
    plea = (
        "As you know, more people are reading The Quay Tribune than ever, and we have no paywall around our journalism."
    )
    assert facts_of("A headline of five words", plea, *BODY).values["outlet"] == "The Quay Tribune"


def test_the_outlet_comes_from_membership_copyright_script_and_imprint() -> None:
    head = ("A headline of five words", *BODY)
    assert facts_of(*head, "Join The Quay Times Community").values["outlet"] == "The Quay Times"
    assert facts_of(*head, "© 2026 Lantern Weekly. All rights reserved.").values["outlet"] == "Lantern Weekly"
    script = "ad.cmd.push(function () { ad({ 'pubname': 'Quay Tribune' }).go(); });"
    assert facts_of("A headline of five words", *BODY[1:], script).values["outlet"] == "Quay Tribune"
    imprint = "Highpool Lamp, 1 Mill Lane. The publisher accepts no liability for the tide tables."
    assert facts_of(*head, imprint).values["outlet"] == "Highpool Lamp"


def test_an_agency_is_the_outlet_only_where_the_page_names_none() -> None:
    lead = "GULL BAY, July 6 /TASS/. " + BODY[1]
    assert facts_of(lead, *BODY[2:]).values["outlet"] == "TASS"
    assert facts_of(lead, *BODY[2:], "Join The Quay Times Community").values["outlet"] == "The Quay Times"


def test_the_address_names_the_site_as_the_text_spells_it() -> None:
    online = "Article online:\n<https://www.gullbaycourier.example/2026/05/04/ferry.html>"
    facts = facts_of("A headline of five words", *BODY[1:], "Readers of the Gull Bay Courier sent soup.", online)
    assert facts.values["url"] == "https://www.gullbaycourier.example/2026/05/04/ferry.html"
    assert facts.values["published"] == "2026-05-04"
    assert facts.values["outlet"] == "The Gull Bay Courier"


def test_dates_of_captions_and_other_articles_are_not_the_articles() -> None:
    caption = "In this Monday, Nov. 16, 2015 file photo, the mole is empty. (Ida Moor/BPA via AP, Pool)"
    related = "Related Content\n\nAugust 16, 2018\n\nOld singer dies at home aged 76"
    assert "published" not in facts_of("A headline of five words", caption, *BODY[1:], related).values


def test_updated_stands_back_behind_published() -> None:
    line = "Updated: 6 May 2026 | Published: 4 May 2026"
    assert facts_of("A headline of five words", line, *BODY).values["published"] == "2026-05-04"


def test_a_day_in_the_future_is_not_believed() -> None:
    assert not plausible("2999-01-01") and plausible("2013-03-01") and plausible("--07-06")


def test_a_year_is_inferred_where_a_signed_dateline_a_weekday_and_a_dated_event_leave_one() -> None:
    lede = "GULL BAY, July 6 /KELP/. The ferry was late on Wednesday, the office said."
    event = "The line was leased to its captain on February 12, 2015."
    facts = facts_of(lede, event)
    assert facts.values["published"] == "2016-07-06"
    assert facts.origin["published"].startswith("inferred from weekday")


@pytest.mark.parametrize(
    ("lede", "event"),
    [
        ("GULL BAY, July 6 /KELP/. The ferry was late on Wednesday.", "It has always been late."),
        ("GULL BAY, July 6 /KELP/. The ferry was late on Wednesday.", "It was late in 2015 and has been since."),
        ("GULL BAY, July 6 /KELP/. The ferry was late on Thursday.", "It was leased on February 12, 2015."),
        ("GULL BAY, July 6 /KELP/. The ferry was late last Wednesday.", "It was leased on February 12, 2015."),
        (
            "GULL BAY, July 6 /KELP/. The ferry was late on Wednesday.",
            "Today it was not. It was leased on May 2, 2015.",
        ),
        ("GULL BAY, July 6 - The ferry was late on Wednesday.", "It was leased to its captain on February 12, 2015."),
    ],
)
def test_a_year_stays_unknown_where_weekday_and_context_leave_a_doubt(lede: str, event: str) -> None:
    facts = facts_of(lede, event)
    assert facts.values["published"] == "--07-06" and "no year" in facts.origin["published"]


def test_an_article_without_a_headline_is_called_by_its_first_words() -> None:
    facts = facts_of(*BODY)
    assert facts.values["title"].startswith("The ferry Amber Gannet came in")
    assert "no headline" in facts.origin["title"]


def test_the_first_value_offered_stays_and_empty_ones_are_not_taken() -> None:
    facts = Facts()
    facts.offer("outlet", "", "nowhere")
    facts.offer("outlet", "One", "here")
    facts.offer("outlet", "Two", "there")
    assert facts.values == {"outlet": "One"} and facts.origin == {"outlet": "here"}
    complete(facts, BODY[0])
    assert facts.values["outlet"] == "One"


def test_title_suffixes() -> None:
    assert split_title("Ferry late again at quay | The Gull Bay Courier") == (
        "Ferry late again at quay",
        "The Gull Bay Courier",
    )
    assert split_title("Ferry late - and nobody minds") == ("Ferry late - and nobody minds", None)


def test_a_text_says_its_agency_reporters_and_last_change() -> None:
    facts = facts_of(
        "The Gull Bay Courier",
        "Ferry late after rope catches in wheel",
        "Published 4 May 2026, 10:15 BST | Updated 5 May 2026",
        BODY[0].replace("(Kelp)", "(Reuters)"),
        *BODY[1:],
        "(Reporting by Nell Quayside; Editing by Ida Moor)",
    )
    assert facts.values["published"] == "2026-05-04T10:15+01:00"
    assert facts.values["modified"] == "2026-05-05"
    assert facts.values["authors"] == ["Nell Quayside"]
    assert (facts.values["outlet"], facts.values["agency"]) == ("The Gull Bay Courier", "Reuters")
    assert "dateline" in facts.origin["agency"]


def test_an_agency_above_the_headline_is_a_credit_and_the_outlet_only_for_want_of_another() -> None:
    facts = facts_of(
        "Associated Press", "Ferry late after rope catches in wheel", *BODY[1:], "Join The Quay Times Community"
    )
    assert (facts.values["outlet"], facts.values["agency"]) == ("The Quay Times", "Associated Press")


def test_front_matter_gives_the_last_change_and_the_agency() -> None:
    facts = text_facts(
        clean_text(f"---\ntitle: Ferry late\nupdated: 2026-05-05\nagency: AP\n---\n\n{BODY[1]}\n\n{BODY[2]}")
    )
    assert (facts.values["modified"], facts.values["agency"]) == ("2026-05-05", "Associated Press")


def test_a_date_line_without_a_year_is_kept_without_a_year() -> None:
    facts = facts_of("Ferry late after rope catches in wheel", "Posted May 4, 6:51 AM", *BODY[1:])
    assert facts.values["published"] == "--05-04" and "no year" in facts.origin["published"]


@given(st.text(max_size=400))
def test_any_text_gives_well_formed_days(text: str) -> None:
    facts = text_facts(clean_text(text))
    for name in ("published", "modified"):
        assert name not in facts.values or plausible(facts.values[name])
    assert facts.values.keys() == facts.origin.keys()


@pytest.mark.parametrize("cue", ["Scraped on", "Retrieved:", "Accessed", "Printed", "Today is", "Downloaded on"])
def test_the_day_somebody_stored_a_page_is_not_its_day(cue: str) -> None:
    facts = facts_of(f"{cue} 24 November 2025", "Ferry late after a rope catches", *BODY[1:])
    assert "published" not in facts.values
