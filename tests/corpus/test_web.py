"""corpus/web.py: what an address gives."""

import gzip
import socket
from collections.abc import Iterator
from typing import Any
from xml.sax.saxutils import escape

import pytest

from corpus import feeds, fetching, web
from corpus.article import Article, Unmodified, Unreadable, canonical_url
from corpus.fetching import Fetcher, Visit
from corpus.sources import count_sources, read_articles
from tests.corpus.pages import BODY, TEXT_PAGE, html_page
from tests.corpus.test_fetching import Clock
from tests.corpus.webserver import Reply, Website, raw

XML = "application/xml"


@pytest.fixture
def seen() -> dict[str, Visit]:
    """What earlier runs remember."""
    return {}


@pytest.fixture
def fetcher(site: Website, seen: dict[str, Visit]) -> Iterator[Fetcher]:
    with Fetcher(seen.get, Clock()) as opened:
        yield opened


@pytest.fixture
def again(seen: dict[str, Visit]) -> Any:
    """Reads addresses in a run of its own, and remembers its visits for the next."""

    def read(*addresses: str) -> list[Article | Unreadable | Unmodified]:
        with Fetcher(seen.get, Clock()) as fetcher:
            found = list(read_articles(addresses, fetcher=fetcher))
            seen.update({visit.address: visit for visit in fetcher.visits})
        return found

    return read


def plain_page(name: str) -> str:
    """A page without metadata: no canonical link, no outlet, no day."""
    body = "".join(f"<p>{escape(paragraph.replace('Amber Gannet', name))}</p>" for paragraph in BODY[1:])
    return f"<html><body><article><h1>The {name} is late again</h1>{body}</article></body></html>"


def rss(site: Website, *paths: str, more: str = "") -> Reply:
    items = "".join(f"<item><title>Item {p}</title><link>{site.address}{p}</link>{more}</item>" for p in paths)
    return Reply(f"<rss><channel><title>The Gull Bay Courier</title>{items}</channel></rss>", media_type=XML)


def test_a_page_becomes_an_article_named_by_its_address(site: Website, fetcher: Fetcher) -> None:
    site.pages["/old"] = Reply(status=301, headers={"Location": "/new?utm_source=rss"})
    site.pages["/new?utm_source=rss"] = Reply(plain_page("Amber Gannet"))
    (article,) = read_articles([f"{site.address}/old"], fetcher=fetcher)
    (same,) = read_articles([f"{site.address}/new?utm_source=rss"], fetcher=fetcher)
    assert isinstance(article, Article) and isinstance(same, Article)
    assert article.source == f"{site.address}/old" and article.id == same.id
    assert canonical_url(article.url or "") == canonical_url(f"{site.address}/new")
    assert article.origin["url"] == "the address it was read from"


@pytest.mark.parametrize(
    ("link", "own"),
    [
        ("{site}/story", True), ("/story", True), ("https://otherpaper.example/their-story", False),
        ("https://127.0.0.1.evil.example/", False), ("{site}/", False), ("javascript:alert(1)", False),
        ("http://[", False),
    ],
)  # fmt: skip
def test_a_page_may_rename_itself_within_its_site_only(site: Website, fetcher: Fetcher, link: str, own: bool) -> None:
    canonical = f'<link rel="canonical" href="{link.format(site=site.address)}">'
    site.pages["/a"] = Reply(plain_page("Gannet").replace("<html>", f"<html><head>{canonical}</head>"))
    (article,) = read_articles([f"{site.address}/a"], fetcher=fetcher)
    assert isinstance(article, Article)
    assert article.url == (f"{site.address}/story" if own else f"{site.address}/a")


@pytest.mark.parametrize("media_type", ["text/html", "application/octet-stream", "image/png", "text/plain", ""])
def test_what_it_is_is_told_by_its_content(site: Website, fetcher: Fetcher, media_type: str) -> None:
    site.pages |= {"/a": Reply(html_page(), media_type=media_type), "/f.html": rss(site, "/a")}
    site.pages["/t"] = Reply(TEXT_PAGE, media_type="text/plain")
    found = list(read_articles([f"{site.address}/f.html", f"{site.address}/t"], fetcher=fetcher))
    assert [isinstance(item, Article) and item.text.split("\n\n") for item in found] == [BODY, BODY]


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (Reply(b"%PDF-1.7 ...", media_type="text/html"), "PDF"),
        (Reply(b"PK\x03\x04 ..."), "zip"),
        (Reply(b"\x89PNG\r\n\x1a\n\0\0"), "picture"),
        (Reply(bytes(range(256)) * 40), "not text|binary"),
        (Reply('{"a": 1}', media_type="application/json"), "neither a page nor a feed"),
        (Reply(b""), "empty"),
        (Reply(b"  \n "), "empty"),
        (Reply("<html><body><nav>Home</nav></body></html>"), "no article"),
        (Reply("<div>" * 10_000), "no article|nested too deeply"),
        (Reply(gzip.compress(b"\0" * 40_000_000), media_type="application/gzip"), "over 32 MB"),
        (Reply(gzip.compress(b"<rss/>")[:-5], media_type="application/gzip"), "cut short"),
        (Reply("x", 404), "no such page"),
    ],
)
def test_what_is_no_article_is_named_with_its_reason(site: Website, fetcher: Fetcher, reply: Reply, said: str) -> None:
    site.pages["/a"] = reply
    (item,) = read_articles([f"{site.address}/a"], fetcher=fetcher)
    assert isinstance(item, Unreadable) and item.source == f"{site.address}/a"
    assert any(part in item.reason for part in said.split("|")), item.reason


def test_the_encoding_a_server_names_counts(site: Website, fetcher: Fetcher) -> None:
    page = plain_page("Паром").replace("late again", "опять опоздал")
    site.pages["/a"] = Reply(page.encode("koi8-r"), media_type="text/html; charset=KOI8-R")
    site.pages["/f"] = Reply(
        "<rss><channel><item><title>Паром</title></item></channel></rss>".encode("utf-16"), media_type=XML
    )
    (article,) = read_articles([f"{site.address}/a", f"{site.address}/f"], fetcher=fetcher)
    assert isinstance(article, Article) and "Паром" in article.title + article.text


def test_a_feed_fills_in_what_its_pages_do_not_say(site: Website, fetcher: Fetcher) -> None:
    day = "<pubDate>Mon, 04 May 2026 19:40:00 GMT</pubDate>"
    bare = plain_page("Gannet").replace("<h1>The Gannet is late again</h1>", "")
    site.pages |= {"/feed": rss(site, "/bare", "/full", more=day), "/bare": Reply(bare), "/full": Reply(html_page())}
    one, two = read_articles([f"{site.address}/feed"], fetcher=fetcher)
    assert isinstance(one, Article) and isinstance(two, Article)
    assert (one.title, one.outlet, one.published) == ("Item /bare", "The Gull Bay Courier", "2026-05-04T19:40:00+00:00")
    assert {one.origin[name] for name in ("title", "outlet", "published")} == {"the feed that lists the article"}
    assert two.title == "Ferry late after rope catches in wheel" and two.published == "2026-05-04T19:40"


def test_a_feeds_whole_text_stands_in_for_a_page_that_gives_nothing(
    site: Website, fetcher: Fetcher, again: Any
) -> None:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in BODY)
    content = f"<content:encoded xmlns:content='http://purl.org/rss/1.0/modules/content/'><![CDATA[{text}]]></content:encoded>"
    site.pages |= {"/feed": rss(site, "/a", "/b", more=content), "/a": Reply("", 403), "/b": Reply("", 500)}
    closed, broken = again(f"{site.address}/feed")
    for article in (closed, broken):
        assert isinstance(article, Article) and article.text.split("\n\n") == BODY
        assert article.origin["text"].startswith("the feed, for the page gave nothing: ")
        assert article.url == article.source
    site.pages["/b"] = Reply(html_page().replace("canonical", "other"))
    again(f"{site.address}/feed")
    site.pages["/b"] = Reply("", 500)
    assert isinstance(again(f"{site.address}/feed")[1], Unreadable)  # what the page said is not replaced


def test_nothing_is_fetched_that_has_not_changed(site: Website, again: Any) -> None:
    stamped = "<updated>2026-05-04T09:00:00Z</updated>"
    feed = f"{site.address}/feed"
    site.pages |= {"/feed": rss(site, "/a", more=stamped), "/a": Reply(html_page(), headers={"ETag": '"1"'})}
    assert isinstance(again(feed)[0], Article)
    assert again(feed) == [Unmodified(f"{site.address}/a")]
    assert site.paths() == ["/feed", "/a", "/feed"]
    site.pages["/feed"] = rss(site, "/a", more=stamped.replace("04T", "05T"))
    assert again(feed) == [Unmodified(f"{site.address}/a")]  # asked with its ETag, and told that it is the same
    assert again(feed) == [Unmodified(f"{site.address}/a")]
    assert site.paths().count("/a") == 2


def test_a_feed_is_not_changed_only_once_all_it_lists_is_in(site: Website, again: Any) -> None:
    reply = rss(site, "/a", "/b")
    reply.headers["ETag"] = '"feed"'
    site.pages |= {"/feed": reply, "/a": Reply(html_page(), headers={"ETag": '"a"'})}
    first = again(f"{site.address}/feed")
    assert [type(item) for item in first] == [Article, Unreadable]
    site.pages["/b"] = Reply(plain_page("Tern"))
    assert [type(item) for item in again(f"{site.address}/feed")] == [Unmodified, Article]
    assert again(f"{site.address}/feed") == [Unmodified(f"{site.address}/feed")]


def test_a_reader_that_stops_early_has_not_visited_what_it_did_not_take(site: Website, fetcher: Fetcher) -> None:
    site.pages |= {"/feed": rss(site, "/a", "/b"), "/a": Reply(html_page()), "/b": Reply(plain_page("Tern"))}
    reading = read_articles([f"{site.address}/feed"], fetcher=fetcher)
    next(reading)
    assert [visit.address for visit in fetcher.visits] == [f"{site.address}/a"]
    reading.close()  # type: ignore[attr-defined]
    assert [visit.address for visit in fetcher.visits] == [f"{site.address}/a"]


def test_sitemaps_and_their_indexes_are_followed_packed_or_not(site: Website, fetcher: Fetcher) -> None:
    def index(*paths: str) -> str:
        return "<sitemapindex>" + "".join(f"<sitemap><loc>{site.address}{p}</loc></sitemap>" for p in paths)

    urls = "<urlset>" + f"<url><loc>{site.address}/a</loc></url>" * 3 + "</urlset>"
    sitemaps = index("/1.xml.gz", "/2.xml", "/index.xml", "/deep.xml") + "</sitemapindex>"
    site.pages |= {
        "/index.xml": Reply(sitemaps, media_type=XML),
        "/1.xml.gz": Reply(gzip.compress(urls.encode()), media_type="application/gzip"),
        "/2.xml": Reply(urls.replace("/a", "/b"), media_type="text/html", headers={"Content-Encoding": ""}),
        "/deep.xml": Reply(index("/deeper.xml") + "</sitemapindex>"),
        "/deeper.xml": Reply(index("/1.xml.gz") + "</sitemapindex>"),
        "/a": Reply(html_page()), "/b": Reply(plain_page("Tern")),
    }  # fmt: skip
    *read, deep = read_articles([f"{site.address}/index.xml"], fetcher=fetcher)
    assert [item.source[-2:] for item in read if isinstance(item, Article)] == ["/a", "/b"] and len(read) == 2
    assert isinstance(deep, Unreadable) and "nested too deeply" in deep.reason


def test_a_feed_of_feeds_leads_nowhere(site: Website, fetcher: Fetcher) -> None:
    site.pages["/feed"] = rss(site, "/feed", "/other")
    site.pages["/other"] = rss(site, "/feed", "/other", "/third")
    (item,) = read_articles([f"{site.address}/feed"], fetcher=fetcher)
    assert isinstance(item, Unreadable) and "itself a feed" in item.reason


def test_the_limits_of_a_feed_end_it_with_a_sentence(
    site: Website, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feeds, "MAX_FEED_ENTRIES", 2)
    monkeypatch.setattr(web, "MAX_LISTED", 3)
    site.pages |= {f"/{n}": Reply(plain_page(f"Tern {n}")) for n in range(9)}
    site.pages["/feed"] = rss(site, *(f"/{n}" for n in range(9)))
    urls = "".join(f"<url><loc>{site.address}/{n}</loc></url>" for n in range(4, 9))
    site.pages["/map"] = Reply(f"<urlset>{urls}</urlset>")
    *_, first = read_articles([f"{site.address}/feed"], fetcher=fetcher)
    *_, second = read_articles([f"{site.address}/map"], fetcher=fetcher)
    assert isinstance(first, Unreadable) and first.reason == "it lists over 2 entries; the first 2 were read"
    assert isinstance(second, Unreadable) and second.reason == "over 3 addresses are listed; the first 3 were read"
    assert site.paths() == ["/feed", "/0", "/1", "/map", "/4", "/5", "/6"]


def test_a_feed_on_a_host_in_trouble_names_each_entry_and_asks_for_few(site: Website, fetcher: Fetcher) -> None:
    site.pages |= {"/feed": rss(site, *(f"/{n}" for n in range(40)))} | {f"/{n}": Reply("", 500) for n in range(40)}
    read = list(read_articles([f"{site.address}/feed"], fetcher=fetcher))
    assert len(read) == 40 and all(isinstance(item, Unreadable) for item in read)
    assert len(site.paths()) == 1 + fetching.FAILURES_IN_A_ROW


def test_a_feed_of_many_hosts_that_all_fail_is_given_up(site: Website, fetcher: Fetcher) -> None:
    with socket.socket() as taken:  # a port on which nobody listens
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        links = "".join(f"<item><link>http://127.0.0.{n}:{port}/</link></item>" for n in range(2, 40))
        site.pages["/feed"] = Reply(f"<rss><channel>{links}</channel></rss>")
        *read, last = read_articles([f"{site.address}/feed"], fetcher=fetcher)
    assert len(read) == web.FAILURES_IN_A_ROW and isinstance(last, Unreadable) and "in a row" in last.reason


@pytest.mark.parametrize("root", ["rss", "urlset", "sitemapindex"])
def test_external_entities_reach_nothing(site: Website, fetcher: Fetcher, root: str) -> None:
    for path, target in (("/x", f"{site.address}/secret"), ("/y", "file:///etc/passwd")):
        doctype = f'<!DOCTYPE {root} [<!ENTITY e SYSTEM "{target}"><!ENTITY % p SYSTEM "{target}"> %p;]>'
        body = f"<item><link>{site.address}/&e;</link></item><url><loc>{site.address}/&e;</loc></url>"
        site.pages[path] = Reply(f"<?xml version='1.0'?>{doctype}<{root}>{body}</{root}>", media_type=XML)
        (item,) = read_articles([f"{site.address}{path}"], fetcher=fetcher)
        assert isinstance(item, Unreadable) and "entities" in item.reason
    assert site.paths() == ["/x", "/y"]


def test_entries_that_lead_astray_are_refused_one_by_one(site: Website, fetcher: Fetcher) -> None:
    astray = [
        "http://169.254.169.254/",
        "file:///etc/passwd",
        "http://10.0.0.1/",
        "javascript:alert(1)",
        "http://0x7f.1/",
    ]
    items = "".join(f"<item><link>{link}</link></item>" for link in [*astray, f"{site.address}/a"])
    site.pages |= {"/feed": Reply(f"<rss><channel>{items}</channel></rss>"), "/a": Reply(html_page())}
    *refused, article = read_articles([f"{site.address}/feed"], fetcher=fetcher)
    assert [item.source for item in refused if isinstance(item, Unreadable)] == astray
    assert isinstance(article, Article)


def test_addresses_and_files_may_be_mixed_and_counting_fetches_nothing(site: Website, tmp_path: Any) -> None:
    (tmp_path / "a.txt").write_text(TEXT_PAGE)
    sources = [str(tmp_path / "a.txt"), f"{site.address}/feed", "HTTP://[bad", f"{site.address}/feed"]
    assert count_sources(sources) == 4
    assert site.asked == []
    site.pages |= {"/feed": rss(site, "/a"), "/a": Reply(html_page())}
    read = list(read_articles(sources))  # a fetcher of its own, closed at the end
    assert [type(item) for item in read] == [Article, Article, Unreadable]


def test_a_broken_answer_does_not_end_the_run(site: Website, fetcher: Fetcher) -> None:
    site.pages |= {"/1": raw(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx"), "/2": Reply(html_page())}
    site.pages["/feed"] = rss(site, "/1", "/2")
    assert [type(i) for i in read_articles([f"{site.address}/feed"], fetcher=fetcher)] == [Unreadable, Article]
