from __future__ import annotations

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.escaping import direction, escaped, isolated, safe_link


@given(st.text())
def test_escaped_text_opens_no_tag_and_closes_no_attribute(text: str) -> None:
    assert not set(escaped(text)) & set("<>\"'")
    assert isolated(text).startswith('<bdi dir="auto">') and isolated(text).count("<") == 2


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "//host/x",
        "/x",
        "http:",
        "java\nscript:alert(1)",
        " https://a",
        "",
        None,
        "http://[bad",
    ],
)
def test_only_web_addresses_become_links(url: str | None) -> None:
    assert safe_link(url) is None


@pytest.mark.parametrize("url", ["http://a.example/x?y=1#z", "HTTPS://a.example"])
def test_web_addresses_stay_links(url: str) -> None:
    assert safe_link(url) == url


@given(st.text("ab\u2066\u2067\u2068\u2069\u202e\n"))
def test_no_text_ends_the_isolation_of_its_element(text: str) -> None:
    inside, depth = html.unescape(isolated(text)[len('<bdi dir="auto">') : -len("</bdi>")]), 0
    for letter in inside:
        depth = 0 if letter == "\n" else depth + (letter in "\u2066\u2067\u2068") - (letter == "\u2069")
        assert depth >= 0
    assert inside.replace("\u2069", "") == text.replace("\u2069", "")


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("", "ltr"),
        ("12 [1]", "ltr"),
        ("The bridge", "ltr"),
        ("\u05d2\u05e9\u05e8 Skarra", "rtl"),
        ("7: \u062c\u0633\u0631", "rtl"),
    ],
)
def test_a_text_runs_as_its_first_letter_does(text: str, runs: str) -> None:
    assert direction(text) == runs
