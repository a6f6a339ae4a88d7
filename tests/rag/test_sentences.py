from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.sentences import paragraph_sentences, sentence_spans, sentences_beginning


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Gen. Ada Marsh met Mr. Tull in St. Orrin on Jan. 5 at 6 p.m. on the pier.",
        "The U.S. Navy and the U.N. Council spoke at 9 a.m. Monday about No. 10 Quay Street.",
        "J. K. Tamsin and George W. Quill of Tull Inc. said it rose 3.5 per cent to 1.25 million.",
        "He called it a mistake ... and then left.",
        '"Is it over?" she asked the harbour master.',
        '"Stop!" cried the mayor.',
        "See quay.example/page.html or write to desk@quay.example for more.",
        "Die Brücke wurde am 6. Juli eröffnet.",
        "The ship (owned by Tull & Co. of Skarra) sank.",
        "Yahoo! said it would close the office.",
    ],
)
def test_a_stop_that_does_not_end_the_sentence_is_read_over(text: str) -> None:
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It opened at 6 p.m. The mayor came.", ["It opened at 6 p.m.", "The mayor came."]),
        ("They flew to the U.S. They came back.", ["They flew to the U.S.", "They came back."]),
        ("“It is open.” She smiled.", ["“It is open.”", "She smiled."]),
        ('He said: "We go." "They stay," she said.', ['He said: "We go."', '"They stay," she said.']),
        ("(It had rained.) The road was wet.", ["(It had rained.)", "The road was wet."]),
        ("He waited… Nobody came.", ["He waited…", "Nobody came."]),
        ("It rose to 3.5. It fell to 2.", ["It rose to 3.5.", "It fell to 2."]),
        ("He said no. Nobody asked again.", ["He said no.", "Nobody asked again."]),
        ("The talks ended.The minister left.", ["The talks ended.", "The minister left."]),
        ("开会了。他走了。", ["开会了。", "他走了。"]),
    ],
)
def test_a_sentence_ends_at_its_stop(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_headings_bullets_and_paragraphs_are_sentences_of_their_own() -> None:
    text = "Bridge opens\n\nBy Ada Marsh\n\nThe bridge opened.\n• Three lanes\n• One rail\n\nno stop here\n\nnor here"
    assert sentences(text) == [
        "Bridge opens",
        "By Ada Marsh",
        "The bridge opened.",
        "• Three lanes",
        "• One rail",
        "no stop here",
        "nor here",
    ]


def test_lines_that_are_paragraphs_end_their_sentences() -> None:
    long = "A paragraph of a page that a machine wrote in one line, without any wrap, as web pages are scraped " * 2
    assert len(sentences(f"{long}\nNext heading\n{long}")) == 3


def test_wrapped_lines_are_put_together_again() -> None:
    text = (
        "The harbour board of Port Tamsin said on Monday that the new\n"
        "Quill Sound bridge would open in May, a year later than it had\n"
        "promised. Work had stopped for the winter after a crane fell\n"
        "Into the water, the board said.\n"
        "    The cost is now put at 12 mln dlrs, against nine mln in the\n"
        "Plan of the year before.\n"
    )
    assert [s.split()[0] for s in sentences(text)] == ["The", "Work", "The"]


def test_capitals_with_a_space_before_the_stop_are_read_as_old_wire_copy_prints_them() -> None:
    text = (
        "THE PORT BOARD MET IN THE U.S . CONSULATE ON DEC . 15, SAID MR . TULL\n"
        '. HE CALLED IT " A QUIET EVENING . " NOBODY ELSE SPOKE OF THE MEETING\n'
        "THAT NIGHT, AND THE BOARD WENT HOME BEFORE THE LAST FERRY HAD LEFT FOR\n"
        "THE ISLAND ."
    )
    assert [s.split()[0] for s in sentences(text)] == ["THE", "HE", "NOBODY"]
    assert sentences(text)[1].endswith('EVENING . "')


_PIECES = st.lists(
    st.sampled_from(
        [
            *"aZ9.!?…。 \n\t\"”'()-:;,",
            "\n\n",
            ". ",
            "U.S. ",
            "Mr. ",
            "p.m. The ",
            ' . " ',
            "• ",
            "Word ",
            "\r\n",
            "\x1c",
        ]
    )
    | st.text(max_size=4),
    max_size=80,
).map("".join)


@given(_PIECES)
def test_spans_are_ordered_disjoint_trimmed_and_leave_out_only_white_space(text: str) -> None:
    at = 0
    for start, end in sentence_spans(text):
        assert at <= start < end <= len(text)
        assert not text[at:start].strip()
        assert text[start:end] == text[start:end].strip()
        at = end
    assert not text[at:].strip()


@given(_PIECES, _PIECES)
def test_a_blank_line_always_ends_a_sentence(one: str, other: str) -> None:
    text = f"{one}\n\n{other}"
    border = len(one)
    for start, end in sentence_spans(text):
        assert not start < border < end or not text[start:border].strip() or not text[border:end].strip()


@given(_PIECES)
def test_paragraphs_hold_the_same_sentences(text: str) -> None:
    assert [span for paragraph in paragraph_sentences(text) for span in paragraph] == sentence_spans(text)


@pytest.mark.parametrize(
    "piece", ["word ", "x", ".", '."', "U.S. ", "\n", " ", "Mr. A. ", "a\n", "? ", '" . ', ". . ", "• a\n", "A b c\n"]
)
def test_a_long_monotonous_text_takes_linear_time(piece: str) -> None:
    text = piece * (600_000 // len(piece))
    began = time.process_time()
    sentence_spans(text)
    assert time.process_time() - began < 20  # about a second; were it quadratic, hours


@given(st.text(alphabet='ab AB.!?\n\r\u2028 •"”)', max_size=120), st.integers(0, 120), st.integers(0, 120))
def test_the_sentences_of_a_part_are_those_of_the_whole_that_begin_there(text: str, start: int, end: int) -> None:
    assert sentences_beginning(text, start, end) == [span for span in sentence_spans(text) if start <= span[0] < end]
