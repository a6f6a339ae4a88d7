"""corpus/given.py: where other people's JSON keeps what an article has. How its days are read: test_lines.py."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.article import DatelineError
from corpus.given import MAPPED_FIELDS, check_fields, mapped

RECORDS = st.dictionaries(
    st.sampled_from(["title", "headline", "meta", "a.b"]),
    st.sampled_from(["Late", "2026", ""])
    | st.dictionaries(st.sampled_from(["date", "title"]), st.integers(), max_size=2),
)


def test_a_value_moves_under_our_name_and_its_empty_object_goes() -> None:
    record = {"meta": {"date": "2026-05-04"}, "head": {"line": "Late", "size": 3}}
    moved, aside = mapped(record, {"published": "meta.date", "title": "head.line"})
    assert moved == {"head": {"size": 3}, "published": "2026-05-04", "title": "Late"} and aside == {}


def test_two_fields_may_change_places() -> None:
    assert mapped({"title": "a", "outlet": "b"}, {"title": "outlet", "outlet": "title"}) == (
        {"title": "b", "outlet": "a"},
        {},
    )


@given(
    RECORDS, st.dictionaries(st.sampled_from(MAPPED_FIELDS), st.sampled_from(["headline", "meta.date", "a.b", "x.y"]))
)
def test_nothing_a_line_says_is_lost(record: dict[str, Any], fields: dict[str, str]) -> None:
    moved, aside = mapped(record, fields)
    assert _values(record) <= _values(moved) | _values(aside)


def _values(value: Any) -> set[str]:
    return set().union(*map(_values, value.values())) if isinstance(value, dict) else {str(value)}


def test_a_field_there_is_none_of_is_refused_with_the_list() -> None:
    check_fields(MAPPED_FIELDS)
    with pytest.raises(DatelineError, match="no field 'headline'; there are: id, url, title, outlet"):
        check_fields(["title", "headline"])
