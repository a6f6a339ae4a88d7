from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.values import Value, folded, values_in


def only(text: str) -> Value:
    (value,) = values_in(text)
    return value


@pytest.mark.parametrize(
    ("text", "kind", "key"),
    [
        ("some twenty-three were hurt", "number", "23"),
        ("it has 1,140 lamps", "number", "1140"),
        ("it cost $1.5 billion", "number", "$1500000000"),
        ("a bill of 238 million crowns", "number", "238000000"),
        ("by 3 per cent", "number", "%3"),
        ("a 24.9 pct stake", "number", "%24.9"),
        ("a loan of 90\nmln", "number", "90000000"),
        ("born in the 1970s", "date", "1970s"),
        ("it opened on May 4, 2026", "date", "2026-05-04"),
        ("it was built in 1988", "date", "1988"),
        ("then Odalys Brack spoke", "name", "odalys brack"),
        ("the harbour of Skarra’s fleet", "name", "skarra"),
    ],
)
def test_a_value_is_read_with_what_it_means(text: str, kind: str, key: str) -> None:
    value = only(text)
    assert (value.kind, value.key) == (kind, key)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("70,000 fell", "70,312 fell", True),
        ("at least 12 fell", "15 fell", True),
        ("at least 12 fell", "9 fell", False),
        ("up to 40 came", "38 came", True),
        ("19 fell", "23 fell", False),
        ("on May 4, 2026", "in May 2026", True),
        ("on May 4, 2026", "on May 14, 2026", False),
        ("said Odalys Brack", "said Brack", True),
        ("said Odalys Brack", "said Corvin Thale", False),
    ],
)
def test_values_may_mean_the_same(one: str, other: str, same: bool) -> None:
    assert only(one).may_mean(only(other)) is only(other).may_mean(only(one)) is same


@given(st.text())
def test_values_are_spans_of_the_text_in_order_that_do_not_overlap(text: str) -> None:
    end = 0
    for value in values_in(text):
        assert end <= value.start < value.end <= len(text)
        end = value.end


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from("eE\u0301\u0327ßﬁÅ’ _-9"))))
def test_folding_takes_accents_and_case_and_keeps_the_words(text: str) -> None:
    bare = "".join(each for each in unicodedata.normalize("NFKD", text) if not unicodedata.combining(each))
    assert folded(text) == " ".join(re.findall(r"[^\W_]+", bare.casefold()))
