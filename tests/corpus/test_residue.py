"""corpus/residue.py: scripts, tags and markdown markers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.residue import cut_code, strip_markers

PROSE = "The ferry came in at noon, an hour late (again)."
SCRIPTS = [
    "bay.cmd.push(function () { bay({ slot: 'a1' }).render('b2'); });",
    'console.log("id "+id);if(id==7){document.getElementById("x").style.display ="none";}else{ var s = 1; }',
    "(adsbygoogle = window.adsbygoogle || []).push({});",
    "!function(d,s){var js=d.createElement(s);}(document,'script');",
    "$(document).ready(function(){ $('.x').hide(); });",
    ".ad-box { margin: 0; } .ad-box p{color:red}",
    '{"@context": "https://schema.org", "@type": "NewsArticle", "name": "x"}',
    "<script async>if (a < b) { go(); }</script>",
    "<!-- start of the\n second column -->",
]


@pytest.mark.parametrize("script", SCRIPTS)
@pytest.mark.parametrize("glue", ["\n", " ", ""])
def test_a_script_before_a_sentence_goes_and_the_sentence_stays(script: str, glue: str) -> None:
    kept, cut = cut_code(script + glue + PROSE)
    assert kept.strip() == PROSE
    assert "".join(cut).strip() == script


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_script_glued_to_the_end_of_a_sentence_goes(script: str) -> None:
    assert cut_code(PROSE + script + "\n" + PROSE)[0].split() == f"{PROSE} {PROSE}".split()


def test_a_script_over_many_lines_goes() -> None:
    script = "var a = 1;\nfunction go() {\n  if (a > 0) {\n    send('x');\n  }\n}\ngo();"
    assert cut_code(f"{PROSE}\n{script}\n{PROSE}")[0].split() == f"{PROSE} {PROSE}".split()


@pytest.mark.parametrize(
    "text",
    [
        'Type console.log("hi"); to greet them, she told the class.',
        "The council (and only the council) may say so; the mayor may not.",
        "Tickets cost 5 < 7 crowns, if (as planned) the fare falls.",
        "See bay.example (our sister site) for more.",
    ],
)
def test_prose_with_brackets_is_not_code(text: str) -> None:
    assert cut_code(text) == (text, [])


@given(st.lists(st.sampled_from([PROSE, "He left.", "\n", " ", *SCRIPTS, "{", "});", "if (", '"', "<script>"])))
def test_cutting_adds_nothing_but_space(parts: list[str]) -> None:
    text = "".join(parts)
    kept = "".join(cut_code(text)[0].split())
    remaining = iter("".join(text.split()))
    assert all(c in remaining for c in kept)  # in order, a subsequence


@pytest.mark.parametrize(
    ("line", "words", "role"),
    [
        ("## The **bridge** is _open_", "The bridge is open", "heading"),
        ("- [Ferry fares](https://bay.example/a_(b)) rise", "Ferry fares rise", "bullet"),
        ("> quoted", "quoted", ""),
        ("![A boat. Photo: Me](boat.jpg)", "", ""),
        ("<https://bay.example/x>", "https://bay.example/x", ""),
        ("5 * 3 * 2 and snake_case_name", "5 * 3 * 2 and snake_case_name", ""),
        (r"1\. not a list \*here\*", "1. not a list *here*", ""),
    ],
)
def test_markdown_markers_go_and_words_stay(line: str, words: str, role: str) -> None:
    assert strip_markers(line) == (words, role)
