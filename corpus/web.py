"""Web: what an address gives: a page's article, or the articles of all that a feed or sitemap lists.

What it is, is told by its content and not by its name or its declared type. What a feed says of an article fills in
what the page does not say.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import replace

from corpus.addresses import NotFetchedError
from corpus.article import Article, Unmodified, Unreadable, version_of
from corpus.bounds import GZIP, DamagedError, unpacked
from corpus.decoding import UndecodableError, decode
from corpus.feeds import Entry, Feed, feed_root, read_feed
from corpus.fetching import MAX_BYTES, Answer, Fetcher, Visit
from corpus.making import article_from_html, article_from_text

MIN_FEED_WORDS = 25  # of an entry's own text that may stand in for its page
MAX_SITEMAPS = 1_000  # of one index
MAX_DEPTH = 2  # sitemap indexes inside one another
MAX_LISTED = 50_000  # addresses from one that was named
FAILURES_IN_A_ROW = 10  # entries, on whatever hosts, after which the rest of a feed is left for another time
_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body|article|main|div|p|h1)\b", re.IGNORECASE)
_HTML_TYPES = ("text/html", "application/xhtml+xml")
_OTHER_KINDS = {
    b"%PDF-": "a PDF file",
    b"PK\x03\x04": "a zip or office file",
    b"\xd0\xcf\x11\xe0": "an old office file",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
}
# Values that the page does not state and that were made out from elsewhere: a feed knows better.
_MADE_OUT = re.compile(
    r"the site's address$|the page prints no headline|inferred|.*(?:states no |names no outlet|its year from )"
)

Item = Article | Unreadable | Unmodified


class Web:
    """Reads addresses for one run, each once."""

    def __init__(self, fetcher: Fetcher) -> None:
        self._fetcher = fetcher
        self._read: set[str] = set()
        self._failures = 0  # entries in a row that gave no answer

    def read(self, address: str) -> Iterator[Item]:
        """The articles of an address somebody named, or why there are none."""
        address = address.encode("utf-8", "replace").decode()  # a broken byte of a command line
        yield from self._listing(address, MAX_DEPTH, [MAX_LISTED])

    def _listing(self, address: str, depth: int, left: list[int]) -> Iterator[Item]:
        """A page, feed, sitemap or index. `depth`: how many indexes deep it may lead; `left`: how many entries."""
        if address in self._read:
            return
        self._read.add(address)
        try:
            answer = self._fetcher.get(address)
            if answer.body is None:
                self._note(address, answer)
                yield Unmodified(address)
                return
            content = _content(answer)
        except (NotFetchedError, UndecodableError, DamagedError) as error:
            self._failures += isinstance(error, NotFetchedError) and error.temporary and not error.unasked
            yield Unreadable(address, str(error))
            return
        if not feed_root(content):
            yield self._article(content, answer, address, None)
            return
        feed = read_feed(content, str(answer.address))
        well = not feed.problem
        for item in self._entries(feed, address, depth, left):
            well = well and not isinstance(item, Unreadable)
            yield item
        if feed.problem:
            yield Unreadable(address, feed.problem)
        # A server may answer "not changed" only for a feed of which everything is in.
        self._note(address, answer if well else replace(answer, visit=Visit(answer.visit.address)))

    def _entries(self, feed: Feed, address: str, depth: int, left: list[int]) -> Iterator[Item]:
        if feed.kind == "index" and not depth:
            yield Unreadable(address, "sitemap indexes are nested too deeply")
            return
        for count, entry in enumerate(feed.entries):
            if left[0] <= 0:
                yield Unreadable(
                    address, f"over {MAX_LISTED:,} addresses are listed; the first {MAX_LISTED:,} were read"
                )
                return
            if feed.kind != "index":
                left[0] -= 1
                yield from self._entry(entry)
            elif count < MAX_SITEMAPS:
                yield from self._listing(entry.address, depth - 1, left)
            else:
                yield Unreadable(
                    address, f"it lists over {MAX_SITEMAPS:,} sitemaps; the first {MAX_SITEMAPS:,} were read"
                )
                return
            if self._failures >= FAILURES_IN_A_ROW:
                self._failures = 0
                yield Unreadable(
                    address, f"{FAILURES_IN_A_ROW} entries in a row gave no answer; the rest was not asked for"
                )
                return

    def _entry(self, entry: Entry) -> Iterator[Item]:
        """The article that an entry of a feed leads to, or the entry's own text where the page gives nothing."""
        if entry.address in self._read:
            return
        self._read.add(entry.address)
        last = self._fetcher.recall(entry.address)
        if entry.stamp and last and last.stamp == entry.stamp:
            yield Unmodified(entry.address)
            return
        try:
            answer = self._fetcher.get(entry.address)
            self._failures = 0
            if answer.body is None:
                self._note(entry.address, answer, entry.stamp)
                yield Unmodified(entry.address)
                return
            content = _content(answer)
            if feed_root(content):
                yield Unreadable(entry.address, "a feed lists it as an article, and it is itself a feed or sitemap")
                return
            item = self._article(content, answer, entry.address, entry)
            yield self._from_feed(entry, item.reason) or item if isinstance(item, Unreadable) else item
        except (UndecodableError, DamagedError) as error:
            yield self._from_feed(entry, str(error)) or Unreadable(entry.address, str(error))
        except NotFetchedError as error:
            self._failures += error.temporary and not error.unasked
            # What a page once said is not replaced by its feed because the server is in trouble today.
            instead = None if error.temporary and last else self._from_feed(entry, str(error), error.temporary)
            yield instead or Unreadable(entry.address, str(error))

    def _article(self, content: str, answer: Answer, source: str, entry: Entry | None) -> Article | Unreadable:
        address = str(answer.address)
        if answer.media_type in _HTML_TYPES or _HTML.search(content[:5_000]):
            item = article_from_html(content, source, address)
        elif answer.media_type.startswith("text/") or not answer.media_type:
            item = article_from_text(content, source, address)
        else:
            return Unreadable(source, f"it is neither a page nor a feed ({answer.media_type[:60]})")
        if isinstance(item, Article):
            self._note(source, answer, entry.stamp if entry else None)
            return _filled(item, entry) if entry else item
        return item

    def _from_feed(self, entry: Entry, why: str, try_again: bool = False) -> Article | None:
        """The article as the feed itself carries it. With `try_again` the page is asked for the next time too."""
        if not entry.content:
            return None
        title = html.escape(entry.title or "")
        page = (
            f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>{entry.content}</article></body>"
        )
        item = article_from_html(page, entry.address, entry.address)
        if isinstance(item, Unreadable) or len(item.text.split()) < MIN_FEED_WORDS:
            return None
        if not try_again:
            self._fetcher.note_visit(Visit(entry.address, stamp=entry.stamp))
        article = _filled(item, entry)
        return article.model_copy(
            update={"origin": article.origin | {"text": f"the feed, for the page gave nothing: {why}"}}
        )

    def _note(self, source: str, answer: Answer, stamp: str | None = None) -> None:
        """What is to be remembered of an answer: its validators under the address that gave them, the stamp under the
        one that was listed."""
        if answer.visit.address == source:
            self._fetcher.note_visit(replace(answer.visit, stamp=stamp))
        else:
            self._fetcher.note_visit(answer.visit)
            self._fetcher.note_visit(Visit(source, stamp=stamp))


def _content(answer: Answer) -> str:
    """The text of an answer. Raises UndecodableError or DamagedError with the reason where it is none."""
    body = answer.body or b""
    if body.startswith(GZIP):
        body = unpacked(body, "gzip", MAX_BYTES)  # sitemaps are often served as gzip files
    if not body.strip():
        raise UndecodableError("the answer is empty")
    for start, kind in _OTHER_KINDS.items():
        if body.startswith(start):
            raise UndecodableError(f"it is {kind}, which is not read from the web: save it and give its path")
    return decode(body, True, answer.charset)


def _filled(article: Article, entry: Entry) -> Article:
    """The article, with what its feed says where the page says nothing."""
    changes: dict[str, str] = {}
    for name, value in (("title", entry.title), ("outlet", entry.outlet), ("published", entry.published)):
        if value and (not getattr(article, name) or _MADE_OUT.match(article.origin.get(name, ""))):
            changes[name] = value
    if not changes:
        return article
    origin = article.origin | dict.fromkeys(changes, "the feed that lists the article")
    article = article.model_copy(update={**changes, "origin": origin})
    version = version_of(article.title, article.text, article.outlet, article.published)
    return article.model_copy(update={"version": version})
