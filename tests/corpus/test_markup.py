"""corpus/markup.py: what HTML says of its article."""

import json
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.article import Article
from corpus.dates import is_published
from corpus.making import article_from_html
from corpus.outlets import AGENCIES
from tests.corpus.pages import BODY, html_page


def read(page: str) -> Article:
    article = article_from_html(page, "page.html")
    assert isinstance(article, Article)
    return article


def test_json_ld_outranks_meta_tags_and_visible_lines() -> None:
    described = {
        "@graph": [
            {"@type": "WebSite", "name": "x"},
            {
                "@type": ["NewsArticle"],
                "headline": "Ferry late &amp; wet",
                "datePublished": "2026-05-04T20:00:00+02:00",
                "author": [{"@type": "Person", "name": "Nell Quayside"}, {"name": "Otto Brine"}],
                "publisher": {"name": "Gull Bay Courier"},
                "inLanguage": "en-GB",
            },
        ]
    }
    meta = '<meta property="article:published_time" content="2026-05-05T01:00:00Z">'
    article = read(html_page(f'<script type="application/ld+json">{json.dumps(described)}</script>{meta}'))
    assert article.title == "Ferry late & wet"
    assert article.published == "2026-05-04T20:00:00+02:00"
    assert article.authors == ["Nell Quayside", "Otto Brine"]
    assert (article.outlet, article.language) == ("Gull Bay Courier", "en")
    assert article.origin["published"] == "JSON-LD datePublished"


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2026-05-04T19:40:00Z">',
        '<meta name="pubdate" content="4 May 2026">',
        '<meta itemprop="datePublished" content="2026-05-04">',
    ],
)
def test_meta_tags_give_the_day(head: str) -> None:
    assert (read(html_page(head, day="")).published or "")[:10] == "2026-05-04"


def test_a_page_without_metadata_says_it_visibly() -> None:
    article = read(html_page(day="4 May 2026 | 19:40"))
    assert article.published == "2026-05-04T19:40"
    assert article.authors == ["Nell Quayside"]
    assert article.outlet == "The Gull Bay Courier"
    assert article.url == "https://courier.example/ferry-late?id=7"
    assert article.dateline == "GULL BAY"
    assert article.text.split("\n\n") == BODY


def test_the_time_beside_another_article_and_broken_values_are_not_taken() -> None:
    broken = '<script type="application/ld+json">{"@type": "NewsArticle", </script><meta name="date" content="soon">'
    assert read(html_page(broken, day="")).published == "--05-04"  # the dateline's; not the 2018 of "Most Popular"


def test_a_title_before_the_headline_names_the_outlet() -> None:
    page = html_page().replace(
        "<title>Ferry late after rope catches in wheel | The Gull Bay Courier</title>",
        "<title>Gull Shout: Ferry late after rope catches in wheel</title>",
    )
    assert read(page).outlet == "Gull Shout" and read(page).title == "Ferry late after rope catches in wheel"


def described(**item: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **item})}</script>'


@pytest.mark.parametrize(
    ("head", "day", "modified", "origin"),
    [
        (described(dateModified="2026-05-05T08:00:00Z"), "4 May 2026", "2026-05-05T08:00:00Z", "JSON-LD dateModified"),
        ('<meta property="article:modified_time" content="2026-05-05">', "4 May 2026", "2026-05-05", "modified_time"),
        ('<meta property="og:updated_time" content="2026-05-05">', "4 May 2026", "2026-05-05", "og:updated_time"),
        ('<meta itemprop="dateModified" content="2026-05-05">', "4 May 2026", "2026-05-05", "datemodified"),
        ("", "4 May 2026 | Updated 5 May 2026, 10:15 BST", "2026-05-05T10:15+01:00", "date line"),
        ("", "Published May 4, 2026 at 2:26 PM - Updated May 5 at 4:46 PM", None, ""),
        ('<meta property="article:modified_time" content="2026-05-01">', "4 May 2026", None, ""),
        ("", "4 May 2026", None, ""),
    ],
)
def test_the_day_of_the_last_change(head: str, day: str, modified: str | None, origin: str) -> None:
    article = read(html_page(head, day))
    assert (article.published or "")[:10] == "2026-05-04"
    assert article.modified == modified
    assert origin in article.origin.get("modified", "")


def test_a_page_that_only_says_when_it_was_updated_is_of_that_day() -> None:
    page = html_page(day="Updated 5 May 2026").replace("GULL BAY, May 4 (Kelp) - ", "")
    article = read(page)
    assert (article.published, article.modified) == ("2026-05-05", "2026-05-05")
    assert "no other day" in article.origin["published"]


def test_a_datelines_day_takes_its_year_from_the_last_change() -> None:
    article = read(html_page(day="Updated 5 May 2026"))
    assert article.published == "2026-05-04" and "its year from" in article.origin["published"]


@pytest.mark.parametrize(
    ("head", "change", "agency", "origin"),
    [
        (described(author={"name": "By NELL QUAYSIDE, Associated Press"}), ("", ""), "Associated Press", "LD author"),
        (described(sourceOrganization={"name": "AFP"}), ("", ""), "AFP", "sourceOrganization"),
        ('<meta name="author" content="Reuters">', ("", ""), "Reuters", "author"),
        ("", ("By Nell Quayside", "By Nell Quayside, Associated Press"), "Associated Press", "byline"),
        ("", ("(Kelp) -", "(Reuters) -"), "Reuters", "dateline"),
        ("", ("June.</p>", "June.</p><p>(With inputs from PTI)</p>"), "PTI", "closing line"),
        ("", ("&copy; 2026 The Gull Bay Courier", "&copy; 2026 AFP"), "AFP", "notice"),
        ("", ("(Kelp) -", "(Gull Bay Courier) -"), None, ""),
        ("", ("", ""), None, ""),
    ],
)  # fmt: skip
def test_the_agency_credited_on_another_outlets_page(
    head: str, change: tuple[str, str], agency: str | None, origin: str
) -> None:
    article = read(html_page(head).replace(*change) if change[0] else html_page(head))
    assert article.outlet == "The Gull Bay Courier" and article.agency == agency
    assert origin in article.origin.get("agency", "")


def test_an_agencys_own_page_credits_no_agency() -> None:
    head = '<meta property="og:site_name" content="Reuters">'
    assert read(html_page(head).replace("(Kelp) -", "(Reuters) -")).agency is None


def test_an_agency_named_as_publisher_is_a_credit_where_the_site_has_a_name() -> None:
    head = described(publisher={"name": "Associated Press"})
    article = read(html_page(head + '<meta property="og:site_name" content="Gull Bay Post">'))
    assert (article.outlet, article.agency) == ("Gull Bay Post", "Associated Press")


def test_numbers_between_slashes_follow_the_country_of_the_page_and_else_keep_the_year() -> None:
    british = html_page(day="03/04/2026").replace('lang="en"', 'lang="en-GB"').replace("May 4 (Kelp) - ", "")
    assert read(british).published == "2026-04-03"
    assert read(british.replace('lang="en-GB"', 'lang="en-US"')).published == "2026-03-04"
    assert read(british.replace('lang="en-GB"', 'lang="en-US"').replace(".example", ".co.uk")).published == "2026"


def test_how_long_ago_is_no_date() -> None:
    page = html_page(day="2 hours ago").replace("GULL BAY, May 4 (Kelp) - ", "")
    assert read(page).published is None


def test_a_heading_that_the_title_does_not_know_is_the_sites_name() -> None:
    page = html_page().replace("<h1>Ferry late after rope catches in wheel</h1>", "<h1>Gull Shout</h1>")
    assert read(page).title == "Ferry late after rope catches in wheel"


def test_today_at_the_top_of_a_page_is_not_its_day() -> None:
    page = html_page(day="").replace("GULL BAY, May 4 (Kelp) - ", "")
    page = page.replace("<nav>", "<p>Monday, 1 June 2026</p><nav>")
    assert read(page.replace("<h1>Ferry late after rope catches in wheel</h1>", "")).published is None


MARKUP = st.lists(
    st.sampled_from(
        ["<p>", "</p>", "<h1>", "<time datetime='", "'>", '<meta name="date" content="', '">', "2026-05-04",
         "0001-01-01", "31.12.2999", "03/04/2013", "Updated", "By Ida Moor", "(AFP)", "May 4", "© 2026 AP",
         "<script type='application/ld+json'>", '{"@type": "NewsArticle", "datePublished": "', '"}', "</script>", "\n"]
    )
    | st.text(max_size=8),
    max_size=30,
)  # fmt: skip


@settings(deadline=None)  # the first page of a process loads word lists
@given(MARKUP)
def test_any_page_gives_well_formed_values_and_no_day_after_tomorrow(pieces: list[str]) -> None:
    page = html_page("".join(pieces), day="".join(pieces))
    article = article_from_html(page, "page.html")
    tomorrow = str(date.today() + timedelta(days=1))
    if not isinstance(article, Article):
        return
    for value in (article.published, article.modified):
        assert value is None or (is_published(value) and (value.startswith("--") or "1600" <= value[:10] <= tomorrow))
    assert article.agency is None or article.agency in AGENCIES.values()
    for name in ("title", "outlet", "authors", "published", "modified", "dateline", "agency", "language", "url"):
        assert not getattr(article, name) or name in article.origin


def test_a_page_without_any_headline_is_an_article_all_the_same() -> None:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in BODY)
    article = article_from_html(f"<html><body><article>{body}</article></body></html>", "bare.html")
    assert isinstance(article, Article) and article.origin["title"].startswith("the page prints no headline")


@pytest.mark.parametrize("control", ["\x1f", "\x0b", "&#31;", "&#x1;", "&#011"])
def test_a_control_character_on_a_page_stops_nothing(control: str) -> None:
    torn = f'{{"@type": "NewsArticle", "datePublished": "{control}<script type="application/ld+json">'
    read = article_from_html(html_page(torn, day=torn), "page.html")
    assert not isinstance(read, Article) or control not in read.text
    kept = article_from_html(
        html_page("", day="").replace("Nobody", f"No{control}body &#39;&#931;&#x3a3;"), "page.html"
    )
    assert isinstance(kept, Article) and "Nobody 'ΣΣ" in kept.text


TODAY = date.today().strftime("%A, %B %d, %Y")


@pytest.mark.parametrize(
    "printed",
    [
        f"<header><div>{TODAY}</div></header>",
        f"<header><time datetime='{date.today()}'>{TODAY}</time></header>",
        f"<div>Today is {TODAY}</div>",
        f"<div>Printed on {TODAY}</div>",
        f"<div class='comments'><time datetime='{date.today()}'>{TODAY}</time></div>",
        f"<div class='clock'><time datetime='{date.today()}'>{TODAY}</time></div>",
    ],
)
def test_the_day_a_page_was_asked_for_is_not_its_day(printed: str) -> None:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in BODY[1:])
    at_top, below = ("", printed) if "class" in printed else (printed, "")
    head = f"<title>Late after a rope catches</title><body>{at_top}<article><h1>Late after a rope catches</h1>"
    assert read(f"{head}{body}</article>{below}").published is None
    assert read(f"{head}<div>3 May 2024</div>{body}</article>{below}").published == "2024-05-03"


def test_a_page_of_today_may_print_today_twice() -> None:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in BODY[1:])
    head = f"<title>Late after a rope catches</title><body><header><div>{TODAY}</div></header><article>"
    page = f"{head}<h1>Late after a rope catches</h1><div>{TODAY}</div>{body}</article>"
    assert read(page).published == str(date.today())


def test_a_reprint_keeps_its_own_outlet_and_does_not_take_the_originals_place() -> None:
    canonical = '<link rel="canonical" href="https://www.reuters.com/world/ferry/">'
    body = "".join(f"<p>{paragraph}</p>" for paragraph in BODY[1:])
    article_tag = f"<body><article><h1>Late after a rope catches</h1>{body}</article>"
    page = f"<title>Late after a rope catches%s</title>{canonical}%s{article_tag}"
    for title, head, url in (
        (" - Wexmoor Post", "", None),
        ("", '<meta property="og:site_name" content="Wexmoor Post">', None),
        ("", '<meta property="og:site_name" content="Wexmoor Post">%s', "https://wexmoor.example/ferry"),
    ):
        own = head % f'<meta property="og:url" content="{url}">' if url else head
        article = read(page % (title, own))
        assert (article.outlet, article.url) == ("Wexmoor Post", url)
    original = read(page % ("", '<meta property="og:site_name" content="Reuters">'))
    assert (original.outlet, original.url) == ("Reuters", "https://www.reuters.com/world/ferry/")


def test_an_agency_named_as_publisher_on_anothers_site_is_a_credit() -> None:
    described = '{"@type": "NewsArticle", "headline": "Ferry late", "publisher": {"name": "Associated Press"}}'
    page = html_page(f'<script type="application/ld+json">{described}</script>')
    article = article_from_html(page, "page.html", "https://wexmoor.example/ferry")
    assert isinstance(article, Article) and article.agency == "Associated Press" and article.outlet != article.agency
    own = article_from_html(page, "page.html", "https://apnews.com/ferry")
    assert isinstance(own, Article) and own.outlet == "Associated Press" and own.agency is None


def test_a_page_may_leave_out_its_body_tag() -> None:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in BODY[1:])
    article = read(f"<!doctype html><title>Ferry late</title><header>Gull Bay</header><main>{body}</main>")
    assert article.text == "\n\n".join(BODY[1:]) and article.title == "Ferry late"
