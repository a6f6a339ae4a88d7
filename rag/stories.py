"""Stories: which articles print the same words. The first to come is the head, the others are its copies."""

from __future__ import annotations

from collections.abc import Collection

from corpus.article import Article
from corpus.copies import is_copy, shingle_prints
from rag.store import Store


def place(store: Store, article: Article, prints: frozenset[int]) -> str | None:
    """Give a stored article its place among the stories; returns the id of the article it copies, if any.

    The copies of its former wording find their place anew. In a transaction.
    """
    followers = detach_copies(store, article.id)
    head = _place_one(store, article, prints, besides=set(followers))
    settle(store, followers)
    return head


def detach_copies(store: Store, head: str) -> list[str]:
    """The ids of an article's copies, in the order they came, which now are nobody's copies."""
    followers = [row[0] for row in store.rows("SELECT id FROM articles WHERE copy_of = ? ORDER BY arrived", (head,))]
    for follower in followers:
        store.set_copy(follower, None)
    return followers


def settle(store: Store, followers: list[str]) -> None:
    """Give each of these articles, which nobody copies, its place among the stories."""
    for place_in_line, follower in enumerate(followers):
        # Those still waiting are left out, so that a head never becomes a copy: copies stay one step deep.
        article = store.article(follower)
        _place_one(store, article, shingle_prints(article.text), besides=set(followers[place_in_line:]))


def _place_one(store: Store, article: Article, prints: frozenset[int], besides: Collection[str]) -> str | None:
    head = None
    for candidate in store.sharing_prints(prints, besides=article.id):
        if candidate not in besides and is_copy(article.text, store.article(candidate).text):
            head = store.head_of(candidate)
            break
    store.set_copy(article.id, head)
    return head
