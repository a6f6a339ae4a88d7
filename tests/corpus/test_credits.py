"""corpus/credits.py: people and agencies in bylines and closing lines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.credits import (
    agency_in_byline,
    authors_in,
    closing_agency,
    closing_lines,
    people,
    reporters_in,
    split_names,
)
from corpus.outlets import AGENCIES


def test_the_names_of_a_byline_without_roles_and_agencies() -> None:
    assert authors_in("By Nell Quayside, Harbour Correspondent, and Otto Brine (Kelp)") == [
        "Nell Quayside",
        "Otto Brine",
    ]
    assert authors_in("Written by Ida Moor, MS, RDN on May 4, 2026") == ["Ida Moor"]
    assert authors_in("By NELL QUAYSIDE, AP Sports Writer") == ["NELL QUAYSIDE"]
    assert authors_in("By the sea they sat") == []


@pytest.mark.parametrize(
    ("credits", "outlet", "names"),
    [
        (["By NELL QUAYSIDE and OTTO BRINE, Associated Press"], "Gull Bay Post", ["NELL QUAYSIDE", "OTTO BRINE"]),
        (["Analysis by Ida Moor, Tern TV Harbour Editor"], "Tern TV", ["Ida Moor"]),
        (["Ida Moor. Gull Bay Post"], "Gull Bay Post", ["Ida Moor"]),
        (["Ida Moor, gullbay.com"], "Gull Bay Post", ["Ida Moor"]),
        (["Reuters"], "Gull Bay Post", []),
        (["The Gull Bay Post"], "Gull Bay Post", []),
        (["Gull Bay Post Harbour Desk"], "Gull Bay Post", ["Gull Bay Post Harbour Desk"]),
        (["Regan"], "The Cleaver", ["Regan"]),
        (["@idamoor"], None, []),
        ([], None, []),
    ],
)
def test_people_are_told_from_agencies_outlets_and_degrees(
    credits: list[str], outlet: str | None, names: list[str]
) -> None:
    assert people(credits, outlet) == names


@pytest.mark.parametrize(
    ("byline", "agency"),
    [
        ("By Nell Quayside, Associated Press", "Associated Press"),
        ("By NELL QUAYSIDE, AP Sports Writer", "Associated Press"),
        ("Von Nell Quayside, dpa", "dpa"),
        ("Nell Quayside | Reuters", "Reuters"),
        ("AFP", "AFP"),
        ("By Nell Quayside", None),
        ("By Paul Reuters-Smith", None),
    ],
)
def test_the_agency_of_a_byline(byline: str, agency: str | None) -> None:
    assert agency_in_byline(byline) == agency


@pytest.mark.parametrize(
    ("line", "agency"),
    [
        ("— AP", "Associated Press"),
        ("Reuters", "Reuters"),
        ("(AFP)", "AFP"),
        ("/TASS/", "TASS"),
        ('"Some of us were hungry," Moor said. — AFP', "AFP"),
        ("The crossing takes fifty minutes. (dpa)", "dpa"),
        ("(With inputs from PTI)", "PTI"),
        ("With additional reporting by the Associated Press", "Associated Press"),
        ("The Associated Press contributed to this report.", "Associated Press"),
        ("AP writer Nell Quayside in Gull Bay contributed to this story.", "Associated Press"),
        ("Contributing: Ida Moor, Tern TV; The Associated Press", "Associated Press"),
        ("© 2026 AFP", "AFP"),
        ("Copyright 2026 The Associated Press. All rights reserved. This may not be published.", "Associated Press"),
        ("Source: Xinhua", "Xinhua"),
        ("This story was originally published by Reuters.", "Reuters"),
        ("Quelle: dpa", "dpa"),
        ("The ferry was late, the harbour office told Reuters.", None),
        ("© REUTERS / POOL", None),
        ("She papered the cabin with AP stylebooks.", None),
        ("© 2026 The Gull Bay Courier. All rights reserved.", None),
    ],
)
def test_the_agency_of_a_closing_line(line: str, agency: str | None) -> None:
    found = closing_agency([line])
    assert (found and found[0]) == agency


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("(Reporting by Nell Quayside in Gull Bay and Otto Brine; Editing by Ida Moor)", [
            "Nell Quayside", "Otto Brine"]),
        ("Reporting by Nell Quayside, Otto Brine and Ida Moor in Little Tern, writing by Hob Lantern", [
            "Nell Quayside", "Otto Brine", "Ida Moor"]),
        ("Additional reporting by Nell Quayside", []),
        ("The office praised the reporting by its own paper.", []),
    ],
)  # fmt: skip
def test_reporters_of_a_closing_line(line: str, names: list[str]) -> None:
    assert reporters_in([line]) == names


def test_only_the_last_paragraphs_close_a_text_the_last_one_first() -> None:
    text = "\n\n".join(f"Paragraph\n{number}." for number in range(9))
    assert closing_lines(text) == ["Paragraph 8.", "Paragraph 7.", "Paragraph 6.", "Paragraph 5."]


@given(st.text(max_size=300), st.text(max_size=40))
def test_any_text_is_survived(text: str, outlet: str) -> None:
    found = closing_agency([text])
    assert found is None or found[0] in AGENCIES.values()
    reporters_in([text])
    agency_in_byline(text)
    assert all(name.strip() for name in people([text], outlet))
    assert all(split_names(text))
