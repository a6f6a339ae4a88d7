"""corpus/habits.py: lines an outlet prints in article after article, told from sentences that are news twice."""

import gzip
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.habits import learn_habits, paragraphs, without_habits

COLLECTIONS = Path(__file__).parents[2].parent / "shared" / "collections"
MATTERS = [
    ("Seal elected to harbour board", "The grey seal Ottilie won nine of eleven seats on the harbour board on Friday."),
    ("Rope museum opens late", "Visitors waited an hour outside the rope museum because its key had been braided in."),
    ("Fog delays school sports", "The relay race of Little Tern primary was run by ear in thick fog on Thursday."),
    ("Baker sells last lighthouse loaf", "Hob Lantern sold the last of four hundred striped loaves before breakfast."),
    (
        "Tide table misprinted again",
        "For the third summer the printed table promises two high waters at once in August.",
    ),
    ("Choir loses its only bass", "The Gull Bay choir sings higher since Captain Moor took up the trombone."),
]
IMPRINT = "The Courier has been printed above the smokehouse since the great storm and belongs to its typesetters."
EVENT = "The Amber Gannet came in late on Monday because a rope had caught in her wheel."


def stories(line: str) -> list[tuple[str, str]]:
    """Articles on different matters, each with the line below its text."""
    return [(title, f"{first}\n\nMore on this matter: {title.lower()}.\n\n{line}") for title, first in MATTERS]


def test_a_line_under_articles_on_different_matters_is_a_habit() -> None:
    assert learn_habits(lambda: stories(IMPRINT)) == {IMPRINT: len(MATTERS)}


def test_a_label_is_one_only_where_much_of_the_outlet_prints_it() -> None:
    assert learn_habits(lambda: stories("Read on")) == {"Read on": len(MATTERS)}
    many = [(f"{n} {t}", f"{n} {x}") for n in range(8) for t, x in MATTERS]
    assert learn_habits(lambda: [*stories("Maryland"), *many]) == {}


def test_background_under_every_report_of_one_event_is_no_habit() -> None:
    reports = [
        (f"{angle} the late ferry", f"{EVENT.replace('late', f'{angle.lower()} late')} {angle} asked why.\n\n{EVENT}")
        for angle in ("Passengers fault", "Board explains", "Captain defends", "Divers inspect", "Museum wants")
    ]
    assert learn_habits(lambda: [*reports, *MATTERS]) == {}


@pytest.mark.parametrize(
    ("background", "reports"),
    [
        ("The ferry ran onto the Skell rocks on 14 November, and nobody was told for an hour.", MATTERS),
        ("The ferry ran onto the Skell rocks on a foggy Sunday, and nobody was told for an hour.", MATTERS),
        ("The ferry had 214 people on board, of whom 23 were hurt.", MATTERS[:4]),
    ],
)
def test_background_with_a_day_or_a_number_is_news_even_where_the_reports_share_no_words(
    background: str, reports: list[tuple[str, str]]
) -> None:
    told = [(title, f"{text}\n\n{background}") for title, text in reports]
    assert learn_habits(lambda: [*told, *MATTERS[len(reports) :]]) == {}


def test_an_imprint_with_a_number_is_a_habit_where_nearly_all_print_it() -> None:
    imprint = "The Courier is set by hand above the smokehouse, and weighs 40 grams."
    assert learn_habits(lambda: stories(imprint)) == {imprint: len(MATTERS)}


def test_what_somebody_is_quoted_saying_is_no_habit() -> None:
    assert learn_habits(lambda: stories('"We are hungry, and we want you to know it," Captain Ida Moor said.')) == {}


def test_the_same_article_printed_again_and_again_teaches_nothing() -> None:
    assert learn_habits(lambda: [("Ferry late", f"{EVENT}\n\n{IMPRINT}\n\nIssue {n}.") for n in range(9)]) == {}


def test_three_articles_are_too_few() -> None:
    assert learn_habits(lambda: stories(IMPRINT)[:3]) == {}


@given(st.lists(st.sampled_from(["One.", "Two two.", "Three", IMPRINT]), max_size=12), st.data())
def test_only_whole_paragraphs_go_and_never_all_of_them(blocks: list[str], data: st.DataObject) -> None:
    habits = data.draw(st.sets(st.sampled_from([*blocks, IMPRINT])))
    text = "\n\n".join(blocks)
    left, taken = without_habits(text, habits)
    assert (not text.strip()) or left.strip()
    assert not taken or paragraphs(left) == [block for block in paragraphs(text) if block not in habits]
    assert without_habits(left, habits)[0] == left


def test_lines_of_wrapped_sentences_are_no_paragraphs() -> None:
    assert paragraphs("The ferry was\nlate on Monday.") == []
    assert paragraphs("The ferry was late.\nIt rained.") == ["The ferry was late.", "It rained."]


@pytest.mark.parametrize(("name", "most"), [("bbc2005", 3), ("time1963", 0), ("multihop2023", 0), ("paragraphs", 0)])
def test_clean_collections_teach_next_to_nothing(name: str, most: int) -> None:
    path = COLLECTIONS / name / "articles.jsonl.gz"
    if not path.exists():
        pytest.skip(f"{name} is not in ../shared/collections")
    with gzip.open(path, "rt", encoding="utf-8") as file:
        read = [json.loads(line) for line in file]
    assert len(learn_habits(lambda: [(a.get("title") or "", a["text"]) for a in read])) <= most
