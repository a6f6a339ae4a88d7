"""Stories: which articles print the same words, or are the same page. Each is told once, whoever printed it first.

A story has one leader, the fullest of its texts, and every other article of it is a copy of that one itself, never
of a copy: `copy_of` in the store. Leaders are found greedily, the longest texts first, so who is together depends
on what the articles say and not on the order in which they came.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable

from corpus.article import Article, canonical_url
from corpus.copies import is_copy, shared_wording
from corpus.prints import SKETCH, prints_of
from rag.store import Relative, Store

# Raised when what counts as a copy changes: an archive's stories are then found anew.
_RULES = f"2, {SKETCH}"
_SETTING = "stories"
# Of the shorter text, from which two articles with one address are one page, corrected or extracted twice. Less is
# a page that changes its matter, such as a live page, or a site's address given for all its articles.
SAME_PAGE = 0.25
# A copy's prints never showed less (of 681 in two collections): below it, only articles with one address are compared.
LEAST_OF_A_COPY = 0.5


def same_story(one: Article, other: Article) -> bool:
    """Whether one text is a copy of the other, or both are the same page at different times."""
    if is_copy(one.text, other.text):
        return True
    return same_address(one.url, other.url) and shared_wording(one.text, other.text) >= SAME_PAGE


def same_address(one: str | None, other: str | None) -> bool:
    """Whether two links lead to one page, however they are decorated; an index file is its folder's page."""
    return bool(one and other) and _page(one or "") == _page(other or "")


def place(store: Store, article_id: str) -> str | None:
    """Give an article that was just stored its place; returns the first-come article of its story, if another.

    The copies of its former wording find their places anew. In a transaction.
    """
    settle(store, [article_id, *detach_copies(store, article_id)])
    first = store.head_of(article_id)
    return first if first != article_id else None


def detach_copies(store: Store, leader: str) -> list[str]:
    """The ids of a leader's copies, which now are nobody's and have to be settled."""
    followers = store.followers(leader)
    for follower in followers:
        store.set_copy(follower, None)
    return followers


def settle(store: Store, article_ids: Iterable[str]) -> None:
    """Give each of these articles its place, and those whose leaders change by it. In a transaction."""
    waiting = [_rank(relative) for relative in store.relatives(article_ids)]
    heapq.heapify(waiting)
    unsettled = {article_id for _, article_id in waiting}
    while waiting:
        # Everything fuller than the first in line is settled already.
        _, article_id = rank = heapq.heappop(waiting)
        if article_id not in unsettled:
            continue
        unsettled.discard(article_id)
        for demoted in _settle_one(store, rank, unsettled):
            for follower in store.relatives(detach_copies(store, demoted)):
                unsettled.add(follower.id)
                heapq.heappush(waiting, _rank(follower))


def renew(store: Store) -> None:
    """Find all stories anew where they were found by other rules or by prints that cannot be compared with today's."""
    if store.setting(_SETTING) == _RULES:
        return
    with store.transaction():
        article_ids = store.article_ids()
        for article_id in article_ids:
            store.put_prints(article_id, prints_of(store.article(article_id).text))
            store.set_copy(article_id, None)
        settle(store, article_ids)
        store.set_setting(_SETTING, _RULES)


Rank = tuple[int, str]  # the fullest text first; the id decides between equals


def _rank(relative: Relative) -> Rank:
    return -relative.shingles, relative.id


def _settle_one(store: Store, rank: Rank, unsettled: set[str]) -> list[str]:
    """Give one article its leader, or make it one; returns those that were leaders and no longer are."""
    article_id = rank[1]
    article = store.article(article_id)
    related = [
        relative
        for relative in store.sharing_prints(store.prints(article_id), besides=article_id)
        if relative.contained >= LEAST_OF_A_COPY or same_address(article.url, relative.url)
    ]
    fuller = sorted(map(_rank, (each for each in related if each.leader == each.id and _rank(each) < rank)))
    for _, leader in fuller:
        if same_story(article, store.article(leader)):
            store.set_copy(article_id, leader)
            return [article_id]
    store.set_copy(article_id, None)
    demoted = []
    for relative in related:
        later = min(_rank(relative), (-relative.leader_shingles, relative.leader)) > rank
        if later and relative.id not in unsettled and same_story(article, store.article(relative.id)):
            store.set_copy(relative.id, article_id)
            demoted.append(relative.id)
    return demoted


def _page(url: str) -> str:
    address = canonical_url(url)
    return address.removesuffix("/index.html").removesuffix("/index.htm")
