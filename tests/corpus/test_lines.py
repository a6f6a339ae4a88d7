"""corpus/lines.py: articles from JSON lines."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import bounds, lines
from corpus.article import Article, DatelineError, Unreadable, version_of
from corpus.bounds import gunzipped
from corpus.given import MAPPED_FIELDS, check_fields
from corpus.lines import count_lines, read_line, read_lines
from corpus.making import article_from_text
from tests.corpus.pages import BODY, html_page


def article(**record: Any) -> Article:
    read = read_line(json.dumps(record).encode(), "x.jsonl:1")
    assert isinstance(read, Article), read
    return read


def refusal(line: bytes) -> tuple[str, str, str | None]:
    read = read_line(line, "x.jsonl:1")
    assert isinstance(read, Unreadable)
    return read.source, read.reason, read.id


def read_all(path: Path) -> list[Article | Unreadable]:
    """What the file's lines give, which is as many as are counted."""
    with path.open("rb") as file, path.open("rb") as again:
        size = path.stat().st_size
        unpacked, counted = (gunzipped(f, size) if path.suffix == ".gz" else f for f in (file, again))
        read = list(read_lines(unpacked, path.name))
        assert count_lines(counted) == len(read)
    return read


def test_what_a_line_gives_is_kept_and_what_is_unknown_too() -> None:
    read = article(
        id="bay-1", title="Ferry late", outlet="Bay Post", authors=["Nell Quayside"], published="2026-05-04 19:40",
        language="en", url="https://bay.example/1", text="\n\n".join(BODY), desk="harbour", score=3,
    )  # fmt: skip
    assert (read.id, read.title, read.outlet, read.authors) == ("bay-1", "Ferry late", "Bay Post", ["Nell Quayside"])
    assert read.published == "2026-05-04T19:40" and read.text == "\n\n".join(BODY)
    assert read.extra == {"desk": "harbour", "score": 3}
    assert read.origin["outlet"] == "given with the article" and read.source == "x.jsonl:1"


@pytest.mark.parametrize("published", ["2026-05-04T19:40:00Z", "2026-05-04", "2026-05", "2026", "--05-04"])
def test_published_forms_are_kept(published: str) -> None:
    assert article(text=BODY[1], published=published).published == published


@pytest.mark.parametrize("published", ["soon", "03/04/2024", "after 4 May 2026 or so", 12, ["2026"], "2026-02-30"])
def test_another_form_of_date_is_kept_aside_and_not_guessed(published: Any) -> None:
    read = article(text=BODY[1], published=published)
    assert read.published is None and read.extra["published"] == published and "no date" in read.origin["published"]


@pytest.mark.parametrize(
    ("given", "published", "form"),
    [
        ("2026-05-04T19:40:00Z", "2026-05-04T19:40:00Z", ""),
        ("2026-05-04 19:40:00+0200", "2026-05-04T19:40:00+02:00", ""),
        (1777923600, "2026-05-04T19:40:00Z", "seconds since 1970"),
        (1777923600000, "2026-05-04T19:40:00Z", "milliseconds since 1970"),
        ("1777923600", "2026-05-04T19:40:00Z", "seconds since 1970"),
        ("Mon, 04 May 2026 19:40:00 GMT", "2026-05-04T19:40:00Z", "mail and feeds"),
        ("Mon, 4 May 2026 19:40:00 +0200", "2026-05-04T19:40:00+02:00", "mail and feeds"),
        ("20260504", "2026-05-04", "without hyphens"),
        ("4 May 2026", "2026-05-04", "as printed"),
        ("May 4, 2026", "2026-05-04", "as printed"),
    ],
)
def test_dates_as_programs_write_them(given: Any, published: str, form: str) -> None:
    read = article(text=BODY[1], published=given, modified=given)
    assert read.published == read.modified == published and read.extra == {}
    assert form in read.origin["published"] and form in read.origin["modified"]


def test_agency_and_last_change_are_taken_as_given() -> None:
    read = article(text=BODY[1], agency="Kelp", modified="2026-05-05", dateline="Gull Bay")
    assert (read.agency, read.modified, read.dateline, read.extra) == ("Kelp", "2026-05-05", "Gull Bay", {})
    assert article(text=BODY[1], modified="lately", agency=["Kelp"]).extra == {"modified": "lately", "agency": ["Kelp"]}


def test_what_is_missing_is_found_in_text_and_address() -> None:
    read = article(text="\n\n".join(BODY), url="https://www.bbc.co.uk/news/2026/05/04/ferry", published=None)
    assert (read.outlet, read.published, read.dateline, read.language) == ("BBC", "2026-05-04", "GULL BAY", "en")
    assert read.title.startswith("The ferry Amber Gannet")


def test_change_agency_and_dateline_given_with_the_article_are_taken() -> None:
    read = article(text=BODY[1], modified="2026-05-05 10:15", agency="AP", dateline="GULL BAY")
    assert (read.modified, read.agency, read.dateline) == ("2026-05-05T10:15", "Associated Press", "GULL BAY")
    assert {read.origin[name] for name in ("modified", "agency", "dateline")} == {"given with the article"}
    assert article(text=BODY[1], modified="soon", agency=3).extra == {"modified": "soon", "agency": 3}


def test_a_change_given_before_publication_stays_as_given() -> None:
    assert article(text=BODY[1], published="2026-05-04", modified="2026-01-01").modified == "2026-01-01"


def test_a_dateline_given_with_the_article_says_day_and_agency_and_no_year() -> None:
    read = article(text=BODY[1], outlet="Gull Bay Post", dateline="GULL BAY, May 4 (Reuters) -")
    assert (read.published, read.dateline, read.agency) == ("--05-04", "GULL BAY", "Reuters")
    assert article(text=BODY[1], outlet="Reuters", dateline="GULL BAY, May 4 (Reuters) -").agency is None


def test_a_wire_archives_own_date_and_dateline() -> None:
    read = article(text=BODY[1], published_as_printed="26-FEB-1987 15:02:20.00", dateline="GULL BAY, Feb 26 -")
    assert read.published == "1987-02-26T15:02" and read.dateline == "GULL BAY"


def test_html_in_a_line_is_cleaned_as_a_page() -> None:
    read = article(id="h", html=html_page())
    assert read.text.split("\n\n") == BODY and read.outlet == "The Gull Bay Courier" and read.id == "h"


def test_an_exported_line_comes_back_the_same() -> None:
    first = article(id="bay-1", text=BODY[0] + "\n\nShare", outlet="Bay Post", published="soon", desk="harbour")
    again = read_line(first.model_dump_json().encode(), "export.jsonl:9")
    assert again == first
    changed = first.model_dump() | {"text": BODY[1]}
    edited = article(**changed)
    assert edited.id == first.id and edited.version != first.version


def test_an_article_without_id_and_address_keeps_its_id_when_lines_move() -> None:
    line = json.dumps({"text": BODY[1]}).encode()
    here, there, other = (read_line(line, source) for source in ("a.jsonl:1", "a.jsonl:7", "b.jsonl:1"))
    assert isinstance(here, Article) and isinstance(there, Article) and isinstance(other, Article)
    assert here.id == there.id != other.id


@pytest.mark.parametrize(
    ("line", "reason", "identity"),
    [
        (b'{"id": "a", "title": "no text"}', "no text", "a"),
        (b'{"id": "a", "text": "  "}', "no text", "a"),
        (b'{"id": "a", "html": "<p>Advertisement</p>"}', "no article was found", "a"),
        (b'{"id": "a", "text": 5}', "'text' must be text, and is a number", "a"),
        (b'{"id": 7, "text": "x y", "authors": [1]}', "'authors' must be a list of names", "7"),
        (b'{"id": ["a"], "text": "x"}', "'id' must be text, and is a list", None),
        (b"[1, 2]", "not a JSON object but a list", None),
        (b'{"text": "x"', "not valid JSON", None),
        (b'{"text": "\xff"}', "not UTF-8", None),
        (b'{"text":' + b"[" * 50_000 + b"]" * 50_000 + b"}", "nested too deeply", None),
        (b'{"id":' + b"9" * 5_000 + b', "text": "x"}', "not valid JSON", None),
    ],
)
def test_a_bad_line_is_named_with_its_reason(line: bytes, reason: str, identity: str | None) -> None:
    source, said, given = refusal(line)
    assert source == "x.jsonl:1" and reason in said and given == identity


def test_not_a_number_is_read_as_nothing() -> None:
    assert article(text=BODY[1]).outlet is None
    read = read_line(b'{"text": "The ferry was late.", "outlet": NaN, "score": Infinity}', "x:1")
    assert isinstance(read, Article) and read.outlet is None and read.extra == {"score": None}


def test_nul_and_lone_surrogates_are_taken_out() -> None:
    read = read_line(b'{"id": "\\ud800a", "text": "The \\u0000ferry \\ud83d sank."}', "x:1")
    assert isinstance(read, Article)
    read.model_dump_json().encode("utf-8")
    assert "\0" not in read.text


def test_reading_goes_on_after_bad_lines(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    good = json.dumps({"text": BODY[1]})
    path.write_text(f"\ufeff{good}\n\n{{broken\n{good}\n", encoding="utf-8")
    read = read_all(path)
    assert [type(r) for r in read] == [Article, Unreadable, Article] and read[1].source == "news.jsonl:3"


def test_a_truncated_gzip_gives_its_whole_lines_and_then_its_name(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl.gz"
    records = "\n".join(json.dumps({"id": str(i), "text": f"{BODY[1]} {i * 7919}"}) for i in range(2000))
    path.write_bytes(gzip.compress(records.encode())[:-2000])
    read = read_all(path)
    assert sum(isinstance(r, Article) for r in read) > 10
    assert isinstance(read[-1], Unreadable) and "cut short" in read[-1].reason and read[-1].source == "news.jsonl.gz"
    path.write_bytes(b"not gzip at all")
    assert "damaged from the start" in str(read_all(path))


def test_a_gzip_bomb_of_blank_lines_ends_in_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "FREE_BYTES", 10_000)
    path = tmp_path / "news.jsonl.gz"
    path.write_bytes(gzip.compress(json.dumps({"text": BODY[1]}).encode() + b"\n" * 5_000_000))
    read = read_all(path)
    assert [type(r) for r in read] == [Article, Unreadable] and "decompression bomb" in str(read[1])


def test_an_enormous_line_is_named_and_skipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "MAX_LINE_BYTES", 1000)
    path = tmp_path / "news.jsonl"
    path.write_text("\n".join([json.dumps({"text": BODY[1]}), "x" * 5000, json.dumps({"text": BODY[2]})]))
    read = read_all(path)
    assert [type(r) for r in read] == [Article, Unreadable, Article] and read[1].source == "news.jsonl:2"


def test_an_empty_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    path.write_bytes(b"")
    assert read_all(path) == [Unreadable("news.jsonl", "the file is empty")]


def test_fields_are_taken_from_where_the_mapping_says() -> None:
    fields = {"title": "headline", "published": "meta.date", "outlet": "meta.paper", "text": "body"}
    record = {"headline": "Ferry late", "meta": {"date": "2026-05-04", "paper": "Bay Post", "page": 3}, "body": BODY[1]}
    read = read_line(json.dumps(record).encode(), "x.jsonl:1", fields)
    assert isinstance(read, Article)
    assert (read.title, read.published, read.outlet, read.text) == ("Ferry late", "2026-05-04", "Bay Post", BODY[1])
    assert read.extra == {"meta": {"page": 3}}  # what was mapped is no longer unknown, the rest is


def test_a_key_with_a_dot_in_it_an_absent_one_and_one_that_takes_anothers_place() -> None:
    fields = {"title": "meta.title", "outlet": "nowhere", "text": "title"}
    record = {"meta.title": "Ferry late", "title": BODY[1], "text": "In short: late.", "outlet": "Bay Post"}
    read = read_line(json.dumps(record).encode(), "x.jsonl:1", fields)
    assert isinstance(read, Article)
    assert (read.title, read.text, read.outlet) == ("Ferry late", BODY[1], "Bay Post")
    assert read.extra == {"text": "In short: late."}  # nothing the line said is lost


def test_a_mapped_value_of_the_wrong_kind_and_an_unknown_field_are_named() -> None:
    read = read_line(b'{"id": "a", "text": "x", "heads": ["a"]}', "x.jsonl:1", {"title": "heads"})
    assert read == Unreadable("x.jsonl:1", "'title', taken from 'heads', must be text, and is a list", "a")
    with pytest.raises(DatelineError, match=r"no field 'headline'; there are: id, url, title"):
        check_fields(["headline"])


def test_byline_and_dateline_above_the_text_give_author_agency_and_place() -> None:
    text = "\n\n".join(["Nell Quayside and Otto Brine", "Associated Press", *BODY])
    read = article(text=text, outlet="Gull Bay Courier")
    assert read.authors == ["Nell Quayside", "Otto Brine"] and read.agency == "Associated Press"
    assert read.origin["authors"] == "the byline above the text" and read.text == "\n\n".join(BODY)
    placed = article(text="\n\n".join(["Little Tern CNN Business —", *BODY[1:]]), outlet="Gull Bay Courier")
    assert placed.dateline == "Little Tern" and placed.agency == "CNN" and placed.text == "\n\n".join(BODY[1:])


def test_of_given_authors_neither_all_in_one_string_nor_the_outlets_section_is_one() -> None:
    given = ["Nell Quayside Otto Brine", "Nell Quayside", "Otto Brine", "Gull Bay Courier Business"]
    assert article(text=BODY[1], authors=given, outlet="Gull Bay Courier").authors == ["Nell Quayside", "Otto Brine"]
    assert article(text=BODY[1], authors=["Gull Bay Courier Business"], outlet="Gull Bay Courier").authors


def test_an_agency_that_a_reporters_line_credits() -> None:
    closing = "Ida Moor of The Associated Press contributed. Otto Brine is a reporter. Reach him @ottobrine on Twitter."
    assert article(text="\n\n".join([*BODY, closing]), outlet="Gull Bay Courier").agency == "Associated Press"


def test_values_stand_in_one_line_and_move_no_cursor() -> None:
    read = article(
        id="a\n\u001b[31mb",
        title="Ferry\n\u001b[2Jlate",
        authors=["Nell\tQuay"],
        url="https://x.example/\u001b1",
        text="x.",
    )
    assert (read.id, read.title, read.authors, read.url) == (
        "a [31mb", "Ferry [2Jlate", ["Nell Quay"], "https://x.example/1",
    )  # fmt: skip


def test_a_headline_without_end_is_no_headline() -> None:
    endless = "Ferry late " * 100_000
    read = article(title=endless, text="The ferry was late.")
    assert read.title == "The ferry was late." and read.extra["title"] == endless
    page = article(html=html_page().replace("<title>", f"<title>{endless}"))
    assert len(page.title) < 200


@pytest.mark.parametrize(
    "forged",
    [
        *({"published": "soon"}, {"published": "2026-02-31"}, {"modified": "0000"}, {"outlet": ""}),
        *({"title": "Ferry \u001b[31mlate"}, {"text": "The \0ferry was late."}, {"id": "bay\n1"}),
    ],
)
def test_an_export_that_somebody_wrote_by_hand_is_read_like_any_other_line(forged: dict[str, str]) -> None:
    line = article(id="bay-1", title="Ferry late", text=BODY[0], outlet="Bay Post").model_dump() | forged
    line["version"] = version_of(line["title"], line["text"], line["outlet"], line["published"])
    read = article(**line)
    assert read.published in (None, "--05-04") and read.modified is None and read.outlet != ""
    assert all(value.isprintable() for value in (read.id, read.title, read.text))


@pytest.mark.parametrize("url", ["https://[::1", "http://[", "https://x.example:port/", "https://[x]/"])
def test_an_address_that_cannot_be_taken_apart_is_kept_aside_and_stops_nothing(url: str) -> None:
    read = article(url=url, text="The ferry was late.")
    assert read.url is None and read.extra["url"] == url
    assert article(url=url, html=html_page()).outlet == "The Gull Bay Courier"
    text = article_from_text(f"---\nurl: {url}\n---\n\n{BODY[1]}", "a.md")
    assert isinstance(text, Article) and text.url != url


ODD = st.sampled_from(
    [None, True, 0, -1, 1e308, 10**30, "", " ", "\0", "\ud800", "now", [], {}, [None], {"a": {"b": "x"}}, "https://["]
)


@given(st.dictionaries(st.sampled_from([*MAPPED_FIELDS, "extra", "origin", "left_out", "meta"]), ODD))
def test_whatever_a_line_holds_it_is_read_or_named_and_an_export_of_it_comes_back(record: dict[str, Any]) -> None:
    line = json.dumps({"text": "The ferry was late. It rained.", **record}).encode()
    read = read_line(line, "x.jsonl:1", {"title": "meta.a.b"})
    if isinstance(read, Article):
        assert read_line(read.model_dump_json().encode(), "y.jsonl:1") == read
