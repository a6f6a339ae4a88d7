"""corpus/feeds.py: what RSS, Atom and sitemaps list."""

import time
from datetime import UTC, datetime, timedelta
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import feeds
from corpus.feeds import Entry, feed_root, read_feed

FEED = "https://courier.example/feeds/all.xml"
RSS = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd">
<?xml-stylesheet href="style.xsl"?> <!-- made by a machine -->
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/"
  xmlns:atom="http://www.w3.org/2005/Atom">
<channel><atom:link rel="self" href="https://courier.example/self"/><title>The Gull Bay Courier - Harbour</title>
<image><title>Logo</title><link>https://courier.example/logo</link></image>
<item><media:title>Picture</media:title><media:content url="https://courier.example/a.jpg"/>
 <title><![CDATA[Ferry late &amp; <b>wet</b>]]></title><link> https://courier.example/ferry </link>
 <pubDate>Mon, 04 May 2026 19:40:00 +0200</pubDate><description>Short.</description>
 <content:encoded><![CDATA[<p>The ferry&nbsp;came in late.</p>]]></content:encoded></item>
<item><title>Tom &amp; Ida&nbsp;moor &bogus; here & there</title><guid>https://courier.example/tom</guid></item>
<item><title>No address</title><guid isPermaLink="false">https://courier.example/not-a-link</guid></item>
<item><title>Relative</title><link>../local?a=1&amp;b=2</link><source url="https://kelp.example/rss">Kelp</source></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://courier.example/blog/">
<title type="text">Courier: harbour blog</title><link rel="self" href="feed"/>
<entry><id>urn:1</id><title type="html">Seal &lt;i&gt;elected&lt;/i&gt;</title><link rel="edit" href="edit"/>
 <link rel="alternate" href="seal"/><published>2026-05-03T08:00:00Z</published><updated>2026-05-04T09:00:00Z</updated>
 <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>The seal <b>won</b>.</p></div></content></entry>
<entry><id>https://courier.example/blog/rope</id><title>Rope</title><updated>2026-05-02T09:00:00Z</updated>
 <source><title>Little Tern Times</title></source><content type="text">Mend &lt;it&gt;.</content></entry>
</feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>Courier</title></channel>
<item rdf:about="https://courier.example/1"><title>One</title><link>https://courier.example/1</link>
<dc:date>2026-05-04</dc:date></item></rdf:RDF>"""
NEWS = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:n="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc>https://courier.example/n1</loc><image:image><image:loc>https://courier.example/p.jpg</image:loc></image:image>
 <lastmod>2026-05-04T10:00:00Z</lastmod><n:news><n:publication><n:name>The Courier</n:name><n:language>en</n:language>
 </n:publication><n:publication_date>2026-05-03</n:publication_date><n:title>News one</n:title></n:news></url>
<url><loc>https://courier.example/n2</loc><lastmod>2026-05-01</lastmod></url></urlset>"""
INDEX = """<sitemapindex xmlns="http://www.google.com/schemas/sitemap/0.84"><sitemap><loc>https://courier.example/s1.xml.gz</loc>
<lastmod>2026-05-04</lastmod></sitemap></sitemapindex>"""


def rss(*items: str) -> str:
    return f"<rss><channel>{''.join(f'<item>{item}</item>' for item in items)}</channel></rss>"


def test_rss_is_read_with_all_its_habits() -> None:
    feed = read_feed(RSS, FEED)
    assert (feed.kind, feed.problem) == ("feed", None)
    first, second, relative = feed.entries
    assert first == Entry(
        "https://courier.example/ferry",
        "Ferry late & wet",
        "2026-05-04T19:40:00+02:00",
        "The Gull Bay Courier",
        None,
        "<p>The ferry&#160;came in late.</p>",
    )
    assert (second.address, second.title) == ("https://courier.example/tom", "Tom & Ida moor &bogus; here & there")
    assert (relative.address, relative.outlet) == ("https://courier.example/local?a=1&b=2", "Kelp")


def test_atom_is_read_with_its_base_and_its_whole_texts() -> None:
    seal, rope = read_feed(ATOM, FEED).entries
    assert (seal.address, seal.title) == ("https://courier.example/blog/seal", "Seal elected")
    assert (seal.published, seal.stamp) == ("2026-05-03T08:00:00Z", "2026-05-04T09:00:00Z")
    assert seal.content and "<p>The seal <b>won</b>.</p>" in seal.content
    assert (rope.address, rope.outlet, rope.published) == (
        "https://courier.example/blog/rope",
        "Little Tern Times",
        None,
    )
    assert rope.content == "Mend &lt;it&gt;."


def test_rss_1_sitemaps_and_indexes_are_read() -> None:
    assert read_feed(RDF, FEED).entries == [Entry("https://courier.example/1", "One", "2026-05-04", "Courier")]
    news = read_feed(NEWS, FEED)
    assert news.kind == "sitemap"
    assert news.entries == [
        Entry("https://courier.example/n1", "News one", "2026-05-03", "The Courier", "2026-05-04T10:00:00Z"),
        Entry("https://courier.example/n2", stamp="2026-05-01"),
    ]
    index = read_feed(INDEX, FEED)
    assert (index.kind, index.entries[0].address) == ("index", "https://courier.example/s1.xml.gz")


def test_a_feed_speaks_for_its_own_site_only() -> None:
    content = "<content:encoded>Invented words.</content:encoded>"
    links = ("https://www.courier.example/own", "https://other.example/story", "https://courier.example.evil.example/")
    own, *others = read_feed(
        "<rss xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel><title>The Courier</title>"
        + "".join(f"<item><link>{link}</link>{content}</item>" for link in links)
        + "</channel></rss>",
        FEED,
    ).entries
    assert (own.outlet, own.content) == ("The Courier", "Invented words.")
    assert {(other.outlet, other.content) for other in others} == {(None, None)}


def test_a_bare_day_is_a_stamp_only_when_it_is_over() -> None:
    today = datetime.now(UTC).date()
    for day, kept in ((today, False), (today - timedelta(days=2), True)):
        text = f"<urlset><url><loc>https://a.example/</loc><lastmod>{day}</lastmod></url></urlset>"
        assert bool(read_feed(text, FEED).entries[0].stamp) is kept


@pytest.mark.parametrize(
    ("text", "root"),
    [
        (RSS, "rss"), (ATOM, "feed"), (RDF, "rdf"), (NEWS, "urlset"), (INDEX, "sitemapindex"), ("\ufeff <rss/>", "rss"),
        ("<!doctype html><html><body><p>rss</p></body></html>", None), ("Ferry late\n\n<rss>", None), ("", None),
        ("<!DOCTYPE html [<!ENTITY a 'b'>]><html>", None), ("<rssx>", None), ("<!-- " * 60_000, None),
        ("<!DOCTYPE [" * 20_000, None), ("<?xml " * 40_000, None),
    ],
)  # fmt: skip
def test_a_feed_is_told_by_its_content(text: str, root: str | None) -> None:
    assert feed_root(text) == root


@pytest.mark.parametrize("root", ["rss", "feed", "urlset", "sitemapindex"])
@pytest.mark.parametrize(
    "subset",
    [
        '<!ENTITY x SYSTEM "file:///etc/passwd">',
        '<!ENTITY x SYSTEM "http://169.254.169.254/">',
        '<!ENTITY % p SYSTEM "http://127.0.0.1:9/x.dtd"> %p;',
        "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12)),
    ],
)
def test_a_feed_with_entities_of_its_own_is_refused(root: str, subset: str) -> None:
    text = f"<?xml version='1.0'?><!DOCTYPE {root} [{subset}]><{root}><item><link>&x;&a9;</link></item></{root}>"
    feed = read_feed(text, FEED)
    assert feed.entries == [] and feed.problem and "entities" in feed.problem


def test_entities_declared_where_nobody_looks_give_nothing() -> None:
    text = (
        '<rss><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><channel><item><link>https://a.example/&x;</link>'
    )
    assert "root:" not in str(read_feed(text + "</item></channel></rss>", FEED))


def test_a_feed_of_100_000_entries_is_read_to_the_limit() -> None:
    item = "<title>Ferry {0}</title><link>https://a.example/{0}</link><pubDate>Mon, 04 May 2026 09:00:00 GMT</pubDate>"
    began = time.process_time()
    feed = read_feed(rss(*(item.format(number) for number in range(100_000))), FEED)
    small = read_feed(rss(*(item.format(number) for number in range(1_000))), FEED)
    assert feed.entries == small.entries and len(feed.entries) == feeds.MAX_FEED_ENTRIES
    assert feed.problem == "it lists over 1,000 entries; the first 1,000 were read"
    assert small.problem is None
    assert time.process_time() - began < 60  # a parser whose time grows with the square would need hours


@pytest.mark.parametrize(
    "text",
    [
        "<rss>" + "<a>" * 300_000,
        "<rss><channel>" + "<item>" * 100_000,
        "<rss>" + "<a/>" * 300_000 + "</rss>",
        "<rss><channel><item><title>" + "<" * 300_000,
        "<rss><channel><item " + "".join(f'a{n}="" ' for n in range(200_000)) + "/></channel></rss>",
        "<rss><channel><item><title>" + "<![CDATA[" * 100_000,
        "<rss><channel><item><title>" + "&a" * 800_000,
        "<rss><!--" + "<!--" * 100_000,
        "<rss><channel><item>" + "<a/>" * 90_000 + "</item></channel>",
        "<rss><channel><item><title>" + "<br " * 200_000,
    ],
    ids="deep,items in items,many tags,brackets,attributes,cdata,ampersands,comments,children,open tags".split(","),
)
def test_hostile_xml_ends_in_a_sentence(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeds, "MAX_ELEMENTS", 200_000)
    feed = read_feed(text, FEED)
    assert feed.entries == [] and feed.problem


def test_a_feed_that_is_cut_short_gives_what_came_and_says_so() -> None:
    items = [f"<title>{n}</title><link>https://a.example/{n}</link>" for n in range(9)]
    feed = read_feed(rss(*items)[:-120], FEED)
    assert len(feed.entries) in (7, 8) and feed.problem and "read to its end" in feed.problem


def test_broken_items_do_not_take_the_others_with_them() -> None:
    feed = read_feed(
        rss(
            "<link>http://[</link>",
            "<title>a <b> c</title><link>https://a.example/1</link>",
            "<title>\x00\x1b\ud800</title><description>one<br>two <img src=x></description><link>https://a.example/2</link>",
            "<title><![CDATA[<p>kept</p>]]></title><link>https://a.example/3</link><pubDate>never</pubDate>",
        ),
        FEED,
    )
    assert [entry.address[-1] for entry in feed.entries] == ["[", "1", "2", "3"]
    assert (feed.entries[1].title, feed.entries[3].title, feed.entries[3].published) == ("a c", "kept", None)


@given(st.text(max_size=200), st.text(max_size=100))
def test_whatever_a_feed_says_is_read_without_an_error(a: str, b: str) -> None:
    for text in (
        a,
        f"<rss>{a}</rss>",
        rss(a, f"<title>{a}</title><link>{b}</link>"),
        f"<feed>{escape(a)}<entry>{b}</entry>",
    ):
        feed_root(text)
        read_feed(text, FEED)


@given(st.text(alphabet=st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=80))
def test_a_headline_comes_out_as_its_words(title: str) -> None:
    feed = read_feed(rss(f"<title>{escape(escape(title))}</title><link>https://a.example/</link>"), FEED)
    assert feed.entries[0].title == (" ".join(title.split()) or None)
