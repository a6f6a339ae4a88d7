"""Relatives: which articles may share a text with another, by their prints; rag/copies.py compares them."""

from __future__ import annotations

import math
import struct
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from corpus.prints import Prints, estimated_containment
from rag.store import Store

FEWEST_CONTAINED = 0.1  # of the smaller of two texts, at most, by their prints, for one to be a relative of the other
MOST_RELATIVES = 50
_RELATIVES = (
    "SELECT a.number, a.id, a.url, a.shingles, l.id, l.shingles FROM articles a JOIN articles l ON l.id = "
    "coalesce(a.copy_of, a.id)"
)


@dataclass(frozen=True)
class Relative:
    """An article that shares prints with another one, and the leader of its family: itself, or what it copies."""

    id: str
    url: str | None
    shingles: int
    leader: str
    leader_shingles: int
    contained: float = 1.0  # how much of the smaller text may stand in the larger one, 0 to 1


def relatives(store: Store, article_ids: Iterable[str]) -> list[Relative]:
    """These articles with the leaders of their families; an unknown id is left out."""
    return [Relative(*relative) for _, *relative in store.rows_in(_RELATIVES, "a.id", article_ids)]


def sharing_prints(store: Store, prints: Prints, besides: str) -> list[Relative]:
    """Articles whose text may be, contain or be contained in the other: leaders first, then the likeliest."""
    marks = ",".join("?" * len(prints.values))
    rows = store.rows(f"SELECT article FROM prints WHERE print IN ({marks})", prints.values)
    shared = Counter(number for (number,) in rows)
    found = []
    for number, other, url, shingles, leader, size in store.rows_in(_RELATIVES, "a.number", shared):
        # Prints are a sample: counted two standard deviations up.
        at_most = shared[number] + 2 * math.sqrt(shared[number])
        contained = estimated_containment(at_most, prints.shingles, shingles)
        if other != besides and contained >= FEWEST_CONTAINED:
            found.append((shared[number], Relative(other, url, shingles, leader, size, contained)))
    found.sort(key=lambda each: (each[1].leader != each[1].id, -each[0]))
    return [relative for _, relative in found[:MOST_RELATIVES]]


def held_prints(store: Store, article_id: str) -> Prints:
    """The prints an article is found by; none where they were not put."""
    rows = store.rows(
        "SELECT a.shingles, s.prints FROM articles a JOIN sketches s ON s.article = a.number WHERE a.id = ?",
        (article_id,),
    )
    if not rows:
        return Prints((), 0)
    shingles, packed = rows[0]
    return Prints(struct.unpack(f"<{len(packed) // 8}q", packed), shingles)


def put_prints(store: Store, article_id: str, prints: Prints) -> None:
    """Make `prints` the ones an article is found by among its relatives. In a transaction."""
    take_prints_out(store, article_id)
    sql = "UPDATE articles SET shingles = ? WHERE id = ? RETURNING number"
    number = store.rows(sql, (prints.shingles, article_id))[0][0]
    packed = struct.pack(f"<{len(prints.values)}q", *prints.values)
    store.rows("INSERT INTO sketches VALUES (?, ?)", (number, packed))
    store.run_each("INSERT INTO prints VALUES (?, ?)", [(each, number) for each in prints.values])


def take_prints_out(store: Store, article_id: str) -> None:
    """Let an article be found by no prints; to be done before it is removed. In a transaction."""
    of_article = "article = (SELECT number FROM articles WHERE id = ?)"
    held = [(each, article_id) for each in held_prints(store, article_id).values]
    store.run_each(f"DELETE FROM prints WHERE print = ? AND {of_article}", held)
    store.rows(f"DELETE FROM sketches WHERE {of_article}", (article_id,))
