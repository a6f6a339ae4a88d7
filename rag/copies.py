"""Copies: which articles print the same words, or are the same page. Each is told once, whoever printed it first.

Those that do are a family. It has one leader, the fullest of its texts, and every other article of it is a copy of
that one itself, never of a copy: `copy_of` in the store. Leaders are found greedily, the longest texts first, so who
is together depends on what the articles say and not on the order in which they came.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable

from corpus.article import Article, canonical_url
from corpus.copies import is_copy, shared_wording
from corpus.prints import SKETCH, prints_of
from rag.relatives import Relative, held_prints, put_prints, relatives, sharing_prints, take_prints_out
from rag.store import Store

# Raised when what counts as a copy changes: an archive's families are then found anew.
_RULES = f"2, {SKETCH}"
_SETTING = "stories"  # what families were called when the first archives were made
# Of the shorter text, from which two articles with one address are one page, corrected or extracted twice. Less is
# a page that changes its matter, such as a live page, or a site's address given for all its articles.
SAME_PAGE = 0.25
# A copy's prints never showed less (of 681 in two collections): below it, only articles with one address are compared.
LEAST_OF_A_COPY = 0.5


def same_family(one: Article, other: Article) -> bool:
    """Whether one text is a copy of the other, or both are the same page at different times."""
    if is_copy(one.text, other.text):
        return True
    return same_address(one.url, other.url) and shared_wording(one.text, other.text) >= SAME_PAGE


def same_address(one: str | None, other: str | None) -> bool:
    """Whether two links lead to one page, however they are decorated; an index file is its folder's page."""
    return bool(one and other) and _page(one or "") == _page(other or "")


def copies_of(store: Store, article_id: str) -> list[str]:
    """Ids of the other articles that print the same words, in the order they first came in."""
    return [other for other in _family(store, article_id) if other != article_id]


def head_of(store: Store, article_id: str) -> str:
    """The first-come article of those that print the same words; the article itself when it is alone."""
    return next(iter(_family(store, article_id)), article_id)


def place(store: Store, article: Article) -> str | None:
    """Give an article that was just stored its place; returns the first-come article of its family, if another.

    The copies of its former wording find their places anew. In a transaction.
    """
    put_prints(store, article.id, prints_of(article.text))
    _settle(store, [article.id, *_detach_copies(store, article.id)])
    first = head_of(store, article.id)
    return first if first != article.id else None


def remove(store: Store, article_id: str) -> None:
    """Take an article with all its versions out of the store; its copies find their places anew. In a transaction."""
    followers = _detach_copies(store, article_id)
    take_prints_out(store, article_id)
    store.remove(article_id)
    _settle(store, followers)


def _settle(store: Store, article_ids: Iterable[str]) -> None:
    """Give each of these articles its place, and those whose leaders change by it. In a transaction."""
    waiting = [_rank(relative) for relative in relatives(store, article_ids)]
    heapq.heapify(waiting)
    unsettled = {article_id for _, article_id in waiting}
    while waiting:
        # Everything fuller than the first in line is settled already.
        _, article_id = rank = heapq.heappop(waiting)
        if article_id not in unsettled:
            continue
        unsettled.discard(article_id)
        for demoted in _settle_one(store, rank, unsettled):
            for follower in relatives(store, _detach_copies(store, demoted)):
                unsettled.add(follower.id)
                heapq.heappush(waiting, _rank(follower))


def renew(store: Store) -> None:
    """Find all families anew where they were found by other rules or by prints that cannot be compared with today's."""
    if store.setting(_SETTING) == _RULES:
        return
    with store.transaction():
        article_ids = store.article_ids()
        for article_id in article_ids:
            put_prints(store, article_id, prints_of(store.article(article_id).text))
            _set_copy(store, article_id, None)
        _settle(store, article_ids)
        store.set_setting(_SETTING, _RULES)


def _family(store: Store, article_id: str) -> list[str]:
    rows = store.rows(
        "WITH family(leader) AS (SELECT coalesce(copy_of, id) FROM articles WHERE id = ?) "
        "SELECT id FROM articles WHERE id = (SELECT leader FROM family) OR copy_of = (SELECT leader FROM family) "
        "ORDER BY number",
        (article_id,),
    )
    return [row[0] for row in rows]


def _set_copy(store: Store, article_id: str, leader: str | None) -> None:
    """Say whose copy an article is, or that it is nobody's."""
    store.rows("UPDATE articles SET copy_of = ? WHERE id = ?", (leader, article_id))


def _detach_copies(store: Store, leader: str) -> list[str]:
    """The ids of a leader's copies, which now are nobody's and have to be settled."""
    followers = [row[0] for row in store.rows("SELECT id FROM articles WHERE copy_of = ?", (leader,))]
    for follower in followers:
        _set_copy(store, follower, None)
    return followers


Rank = tuple[int, str]  # the fullest text first; the id decides between equals


def _rank(relative: Relative) -> Rank:
    return -relative.shingles, relative.id


def _settle_one(store: Store, rank: Rank, unsettled: set[str]) -> list[str]:
    """Give one article its leader, or make it one; returns those that were leaders and no longer are."""
    article_id = rank[1]
    article = store.article(article_id)
    related = [
        relative
        for relative in sharing_prints(store, held_prints(store, article_id), besides=article_id)
        if relative.contained >= LEAST_OF_A_COPY or same_address(article.url, relative.url)
    ]
    fuller = sorted(map(_rank, (each for each in related if each.leader == each.id and _rank(each) < rank)))
    for _, leader in fuller:
        if same_family(article, store.article(leader)):
            _set_copy(store, article_id, leader)
            return [article_id]
    _set_copy(store, article_id, None)
    demoted = []
    for relative in related:
        later = min(_rank(relative), (-relative.leader_shingles, relative.leader)) > rank
        if later and relative.id not in unsettled and same_family(article, store.article(relative.id)):
            _set_copy(store, relative.id, article_id)
            demoted.append(relative.id)
    return demoted


def _page(url: str) -> str:
    address = canonical_url(url)
    return address.removesuffix("/index.html").removesuffix("/index.htm")
