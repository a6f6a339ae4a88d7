from __future__ import annotations

from rag.carriers import Source, carriers_of, likeliest, read_sources
from rag.statement import read_statement
from tests.rag.making import article, source

TEXT = (
    "Odo Fenn weighed forty eels on Saturday. The harbour was quiet. "
    "Ineke Dray weighed nothing. The catch was the largest in thirty years."
)


def test_every_sentence_of_a_source_is_read_with_its_span() -> None:
    given = read_sources([source(TEXT)])
    assert [TEXT[each.start : each.end] for each in given.told] == [each.statement.text for each in given.told]
    assert len(given.told) == 4


def test_only_what_is_inside_the_passage_is_given() -> None:
    end = TEXT.index(" The harbour")
    given = read_sources([Source(article(TEXT), 0, end)])
    assert [each.statement.text for each in given.told] == [TEXT[:end]]


def test_the_sentence_of_the_matter_is_found_though_its_name_was_changed() -> None:
    given = read_sources([source(TEXT)])
    statement = read_statement("Ineke Dray weighed forty eels on Saturday.")
    assert likeliest(statement, given, 1)[0].statement.text.startswith("Odo Fenn")


def test_further_carriers_add_what_the_first_lacks() -> None:
    given = read_sources([source(TEXT)])
    carriers = carriers_of(read_statement("Odo Fenn weighed the largest catch of eels in thirty years."), given)
    assert [each.place for each in carriers] == [0, 3]


def test_without_a_shared_word_nothing_carries() -> None:
    given = read_sources([source(TEXT)])
    assert likeliest(read_statement("Parliament dissolved"), given, 2) == []


def test_neighbours_are_of_the_same_source_only() -> None:
    given = read_sources([source(TEXT), source("Another paper. It says more.")])
    last, first = given.told[3], given.told[4]
    assert given.before(first, 3) == []
    assert [each.place for each in given.before(last, 2)] == [2, 1]
    assert [each.place for each in given.around(first)] == [1]
