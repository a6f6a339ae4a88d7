"""corpus/cleaning.py, with blocks.py and heads.py: whole pages, and properties that hold for any page."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.article import Unreadable
from corpus.cleaning import MAX_ELEMENTS, clean_html, clean_imported, clean_text
from corpus.heads import head_parts, is_date_line
from corpus.making import article_from_html
from corpus.markup import parse_page
from corpus.residue import printable
from tests.corpus.pages import BODY, PLEA, TEXT_PAGE, html_page

SCRAPED = [
    "Read More",
    "Who pays for it?:Ferry fares to rise again in spring",
    "Contributing: Nell Quayside, The Gull Bay Courier",
    "Contact Nell Quayside at nq@courier.example.",
    "A tug passes the mole on 3 May. Ida Moor/Kelp/Getty Images",
    '(You can get "Five Tides" delivered to your inbox daily. Sign up here.)',
]
FILLER = [
    "Advertisement",
    "Share on Facebook",
    "3 minute read.",
    "Click for full coverage",
    "Sign up for our newsletter",
]


def test_a_scraped_page_becomes_its_headline_and_its_sentences() -> None:
    cleaned = clean_text(TEXT_PAGE)
    assert cleaned.title == "Ferry late after rope catches in wheel"
    assert cleaned.text.split("\n\n") == BODY
    assert cleaned.head == ["By Nell Quayside and Otto Brine", "May 4, 2026 19:40"]
    assert len(cleaned.code) == 1


def test_an_html_page_becomes_its_sentences() -> None:
    assert clean_html(parse_page(html_page()), "Ferry late after rope catches in wheel").text.split("\n\n") == BODY


def test_a_page_of_too_many_elements_is_named() -> None:
    found = article_from_html("<html><body>" + "<b>x</b>" * (MAX_ELEMENTS + 1) + "</body></html>", "page.html")
    assert isinstance(found, Unreadable) and "60,000 elements" in found.reason


def test_a_page_that_is_only_furniture_leaves_no_text() -> None:
    assert clean_text("Home | News | Sport\n\nMost Popular\n\n© 2026 The Gull Bay Courier").text == ""


@given(st.lists(st.sampled_from([*BODY, *PLEA, *FILLER, "", "# The bridge", "var x = 1; go({y: 2});"]), max_size=25))
def test_every_kept_paragraph_stands_in_the_original(lines: list[str]) -> None:
    raw = "\n".join(lines)
    for paragraph in clean_text(raw).text.split("\n\n"):
        assert paragraph in raw


@given(st.lists(st.sampled_from(FILLER), min_size=3, max_size=3), st.permutations(range(4)))
def test_furniture_between_sentences_costs_no_sentence(filler: list[str], order: list[int]) -> None:
    body = [BODY[i] for i in order]
    page = ["A headline of five words", body[0], filler[0], body[1], filler[1], body[2], filler[2], body[3]]
    assert clean_text("\n\n".join(page)).text.split("\n\n") == body


@given(st.text(max_size=300))
def test_any_text_is_survived_and_cleaning_twice_changes_nothing(text: str) -> None:
    clean_text(text)
    once = clean_imported(text).text
    assert clean_imported(once).text == once


@given(st.text(max_size=200))
def test_printable_leaves_no_control_character_or_lone_surrogate(text: str) -> None:
    out = printable(text)
    assert not any(c < " " and c not in "\n\t" for c in out)
    out.encode("utf-8")


def test_a_plea_ends_where_the_article_goes_on() -> None:
    page = "\n\n".join(["Headline of the day here", BODY[0], *PLEA, "The tide was out.", BODY[1]])
    assert clean_text(page).text.split("\n\n") == [BODY[0], "The tide was out.", BODY[1]]


def test_an_open_letter_is_an_article() -> None:
    letter = ["A letter to the harbour board", "Dear Board,", BODY[1], BODY[3]]
    assert BODY[1] in clean_text("\n\n".join(letter)).text


def test_a_caption_printed_twice_goes_and_a_doubled_page_is_kept_once() -> None:
    caption = "The quay at Gull Bay in spring"
    assert clean_text("\n\n".join(["Some headline of words", BODY[0], caption, caption, BODY[1]])).text.split(
        "\n\n"
    ) == [
        BODY[0],
        BODY[1],
    ]
    doubled = [line for line in BODY for _ in range(2)]
    assert clean_text("\n\n".join(["Some headline of words", *doubled])).text.split("\n\n") == BODY


def test_a_run_of_headlines_in_bullets_goes_and_a_list_the_article_announces_stays() -> None:
    run = "- Wheel of the Gannet to be painted red\n- Knife sales at the quay rise again\n- Captain Moor opens a bakery"
    assert "painted red" not in clean_text(f"A headline of five words\n\n{BODY[0]}\n{run}\n{BODY[1]}").text
    announced = clean_text(f"A headline of five words\n\n{BODY[0]}\n\nThe board decided:\n{run}\n\n{BODY[1]}").text
    assert "Wheel of the Gannet to be painted red" in announced


def test_readers_comments_below_the_article_go() -> None:
    comments = "2 comments\n\nold_salt says:\n\nThey should have built a tunnel, as I have said for years.\n\nReply"
    assert (
        clean_text(f"A headline of five words\n\n{BODY[0]}\n\n{BODY[1]}\n\n{comments}").text.split("\n\n") == BODY[:2]
    )


def test_a_wrapped_paragraph_is_one_paragraph() -> None:
    wrapped = (
        "The ferry came in an hour late on Monday because a rope\nhad caught in her wheel, the captain "
        "said, who cut it\nherself with the bread knife of the galley, and then\nserved breakfast.\n\n"
        "The crossing takes fifty minutes."
    )
    text = clean_text("A headline of five words\n\n" + wrapped).text
    assert text.split("\n\n")[0] == " ".join(wrapped.split("\n\n")[0].split())


def test_front_matter_and_letter_headers_are_labels() -> None:
    front = clean_text(f"---\ntitle: Ferry late\ndate: 2026-05-04\n---\n\n{BODY[0]}\n\n{BODY[1]}")
    assert front.labels == {"title": "Ferry late", "date": "2026-05-04"} and front.text.split("\n\n") == BODY[:2]
    letter = clean_text(f"From: Gull Bay Courier <n@c.example>\nSubject: Ferry late\n\n{BODY[0]}")
    assert letter.labels["subject"] == "Ferry late" and letter.text == BODY[0]


def test_imported_text_keeps_every_character_of_what_it_keeps() -> None:
    text = f"{BODY[0]}\n    {BODY[1]}\n\nSign up for our newsletter\n\n\t- a *list*  of  things\n\nFerry fares: a guide"
    cleaned = clean_imported(text)
    assert cleaned.text == f"{BODY[0]}\n    {BODY[1]}\n\n\t- a *list*  of  things\n\nFerry fares: a guide"
    assert cleaned.furniture == [("newsletter", "Sign up for our newsletter")]


@given(st.lists(st.sampled_from([*BODY, *SCRAPED, "", "Fares", "• Amber Gannet", "BAY CITY (BNN) -"]), max_size=25))
def test_imported_text_loses_furniture_and_no_line_of_the_article(lines: list[str]) -> None:
    cleaned = clean_imported("\n\n".join(lines))
    article = [x for x in lines if x and x not in SCRAPED]
    assert [line for line in cleaned.text.split("\n") if line] == (article or [x for x in lines if x])
    assert [line for _, line in cleaned.furniture] == [x for x in lines if x in SCRAPED and article]


def test_a_piece_of_a_wrapped_paragraph_is_not_judged_alone() -> None:
    wrapped = "The line said that its crew would\nShare on Facebook\nwhat it had cut from the wheel."
    assert clean_imported(wrapped).text == wrapped
    assert clean_imported(f"{wrapped}\n\nShare on Facebook").text == wrapped


@given(st.permutations([*BODY, *SCRAPED]))
def test_cleaned_text_cleaned_again_stays_as_it_is(lines: list[str]) -> None:
    once = clean_text("\n\n".join(["A headline of five words", *lines])).text
    assert clean_text("\n\n".join(["A headline of five words", once])).text == once


def test_time_grows_with_the_length_of_a_text_and_not_with_its_square() -> None:
    def seconds(times: int) -> float:
        text = "\n\n".join([*BODY, *SCRAPED, *PLEA] * times)
        began = time.process_time()
        clean_text(text)
        clean_imported(text)
        return time.process_time() - began

    seconds(20)
    assert seconds(800) < 12 * seconds(200) + 0.2


def test_lines_above_an_article() -> None:
    assert is_date_line("Updated: 4 May 2026, 10:15 am") and is_date_line("02.12.2017 | 22:31")
    assert not is_date_line("The ferry sailed on 4 May 2026") and not is_date_line("10:15")
    assert head_parts("By Nell Quayside, harbour correspondent | 21 June 2014")
    assert not head_parts("The ferry sailed at noon | by the old quay")


ABOVE = [
    (["Nell Quayside", "Gull Bay Courier"], ["byline", "masthead"]),
    (["Nell Quayside and Otto de Brine", "The Associated Press"], ["byline", "masthead"]),
    (["Nell Quayside, Ida Moor and Otto Brine", "AP Sailing Writer"], ["byline", "masthead"]),
    (["Nell Quayside", "Special to the Courier"], ["byline", "credit"]),
    (["Nell Quayside", "The Bay | gullbay.com"], ["byline", "credit"]),
    (["Nell Quayside", "nq@courier.example"], ["byline", "contact"]),
    (["AP"], ["masthead"]),
    (["Gull Bay CNN Business —"], ["dateline"]),
    (["CNN —"], ["dateline"]),
    (["Nell Quayside", "AP", "Gull Bay CNN —"], ["byline", "masthead", "dateline"]),
]


@pytest.mark.parametrize(("above", "kinds"), ABOVE)
def test_byline_and_dateline_in_lines_of_their_own_go(above: list[str], kinds: list[str]) -> None:
    for clean in (clean_imported, clean_text):
        cleaned = clean("\n\n".join([*above, *BODY]))
        assert cleaned.text.split("\n\n") == BODY, clean
    assert [kind for kind, _ in clean_imported("\n\n".join([*above, *BODY])).furniture] == kinds


@pytest.mark.parametrize(
    "above",
    [
        ["Nell Quayside"],
        ["Nell Quayside", "The captain's log"],
        ["The long road home", "Gull Bay Courier"],
        ["Gull Bay and Little Tern, Norway, and Highpool CNN —"],
        ["Fares —"],
    ],
)
def test_a_name_alone_or_a_heading_stays(above: list[str]) -> None:
    text = "\n\n".join([*above, *BODY])
    assert clean_imported(text).text == text


def test_a_name_between_sentences_stays() -> None:
    text = "\n\n".join([BODY[0], "Nell Quayside", "Gull Bay Courier", "CNN —", BODY[1]])
    assert clean_imported(f"{BODY[2]}\n\n{text}").text == f"{BODY[2]}\n\n{text}"


def test_a_paragraph_is_broken_at_a_skip_button() -> None:
    glued = f"{BODY[0]} Skip advert {BODY[1]} Skip advert"
    assert clean_imported(glued).text.split("\n\n") == BODY[:2]
    assert clean_text(f"A headline of five words\n\n{glued}").text.split("\n\n") == BODY[:2]
    told = "She pressed the button Skip advert before the film began."
    assert clean_imported(told).text == told


def test_headlines_under_a_label_that_closes_a_text_go() -> None:
    listed = ["More top reads from Tideprice.com:", "Wheel of the Gannet to be painted red", "Is five the new four?"]
    assert clean_imported("\n\n".join([*BODY, *listed])).text.split("\n\n") == BODY
    goes_on = [*BODY[:2], *listed, BODY[2]]
    assert clean_imported("\n\n".join(goes_on)).text.split("\n\n") == [x for x in goes_on if x != listed[0]]


@given(st.lists(st.sampled_from([*BODY, *(x for above, _ in ABOVE for x in above), "Fares", *SCRAPED]), max_size=12))
def test_imported_text_cleaned_again_stays_as_it_is(lines: list[str]) -> None:
    once = clean_imported("\n\n".join(lines)).text
    assert clean_imported(once).text == once


def test_what_stands_before_the_first_sentence_is_told_with_it() -> None:
    cleaned = clean_imported("\n\n".join(["Gull Bay CNN —", *BODY]))
    assert cleaned.told.startswith(f"Gull Bay CNN — {BODY[0][:20]}")
