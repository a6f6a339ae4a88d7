"""Copies: `python -m evals.copies` measures which articles are told as one story, prints a table and lists each error.

Everything is stored as `dateline ingest` stores it, in an archive of its own that is thrown away. Two pairs of rules
are counted apart: by the text alone, and by the text or the page's address, which is what an archive goes by.
"""

from __future__ import annotations

import gzip
import json
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from itertools import combinations
from math import sqrt
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from corpus.copies import is_copy, shared_wording
from corpus.sources import SAMPLE_FOLDER
from evals.collections import SHARED
from rag.archive import Archive
from rag.copies import same_address
from rag.indexing import store_articles
from rag.relatives import held_prints, sharing_prints
from rag.store import Store

RESULT = Path(__file__).parent / "results" / "copies.json"
MOST_ALIKE = 3  # other articles that each second extraction is compared with
# One agency's report in three outlets, whole, cut short, and under another headline (corpus/README.md).
SAMPLE_WIRE = (
    "port-tamsin-ledger/ferry-skarra-breakwater.html",
    "highpool-evening-lamp/ferry_on_rocks.txt",
    "merrow-morning/every-light-went-out.html",
)

Pair = tuple[str, str]


@dataclass
class PairFigures:
    """Pairs that belong together and pairs that were put together, in one collection under one rule."""

    name: str
    expected: set[Pair]
    found: set[Pair]
    right: set[Pair] = field(default_factory=set)  # of `found`, where more is right than was asked for
    why: dict[Pair, str] = field(default_factory=dict)

    @property
    def recall(self) -> float | None:
        """The share of expected pairs that were found; None where none is expected."""
        return len(self.expected & self.found) / len(self.expected) if self.expected else None

    @property
    def precision(self) -> float | None:
        """The share of found pairs that are right; None where none was found."""
        return len(self.found & (self.expected | self.right)) / len(self.found) if self.found else None

    def misses(self) -> list[Pair]:
        """Expected pairs that were not found."""
        return sorted(self.expected - self.found)

    def false_pairs(self) -> list[Pair]:
        """Found pairs that do not belong together."""
        return sorted(self.found - self.expected - self.right)


def main() -> int:
    """Measure all collections that are there; 0 when every exact duplicate is together and no falsified twin is."""
    if not SHARED.is_dir():
        Console(stderr=True).print("The shared collections are not here (../shared/collections); only the sample is.")
    measured = [sample_wire()]
    if (SHARED / "snippets").is_dir():
        measured.append(falsified_twins())
    for name in ("bbc2005", "reuters1987"):
        if (SHARED / name).is_dir():
            measured.append(exact_duplicates(name))
    if (SHARED / "newsquiz2022").is_dir():
        folder = SHARED / "newsquiz2022"
        measured += second_extractions([folder / "articles.jsonl.gz"], folder / "copies.jsonl.gz")
    Console(width=130).print(_table(measured))
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(json.dumps([_result(each) for each in measured], indent=1, ensure_ascii=False) + "\n")
    Console(stderr=True).print(f"Every miss and every false pair: {RESULT}")
    exact = [each for each in measured if "exact" in each.name or "twins" in each.name]
    return int(any(each.misses() or each.false_pairs() for each in exact))


def sample_wire() -> PairFigures:
    """The sample collection: the three printings of one agency report, and nothing else, are one story."""
    with _stored([SAMPLE_FOLDER]) as store:
        ids = {Path(article.source).relative_to(SAMPLE_FOLDER).as_posix(): article.id for article in store.versions()}
        expected = set(_pairs(ids[path] for path in SAMPLE_WIRE))
        return PairFigures("sample: wire copies", expected, _together(store))


def falsified_twins() -> PairFigures:
    """snippets: a passage and its twin with another answer in it are never one story. Nothing is expected."""
    folder = SHARED / "snippets"
    with _stored([folder / "articles.jsonl.gz"]) as store:
        twins: set[Pair] = set()
        for question in map(json.loads, (folder / "questions.jsonl").read_text(encoding="utf-8").splitlines()):
            true, false = question.get("articles") or [], question.get("falsified") or []
            twins |= {_pair(one, other) for one in true for other in false}
        return PairFigures(f"snippets: {len(twins):,} pairs of falsified twins", set(), twins & _together(store))


def exact_duplicates(name: str) -> PairFigures:
    """Articles of a collection whose texts, as stored, are equal up to white space: all of them, the short ones too."""
    with _stored([SHARED / name / "articles.jsonl.gz"]) as store:
        groups: dict[str, list[str]] = defaultdict(list)
        for article in store.versions():
            groups[" ".join(article.text.split())].append(article.id)
        expected = {pair for ids in groups.values() for pair in _pairs(ids)}
        found = _together(store)
        return PairFigures(f"{name}: exact duplicates", expected, found & expected)


def second_extractions(articles: list[Path], copies: Path) -> list[PairFigures]:
    """newsquiz2022: second extractions of its pages, by text or address as stored, and by the text alone.

    Judged are all pairs with a second extraction in them: those that are told as one story; by the text alone, those
    that the prints propose, and each extraction with the three other articles it shares most prints with.
    """
    with gzip.open(copies, "rt", encoding="utf-8") as lines:
        page_of = {row["id"]: row["same_as"] for row in map(json.loads, lines)}
    with _stored([*articles, copies]) as store:
        expected = {_pair(copy, page) for copy, page in page_of.items()}
        stored = {pair for pair in _together(store) if pair[0] in page_of or pair[1] in page_of}
        candidates = {_pair(copy, other) for copy in page_of for other in _alike(store, copy)} | expected | stored
        by_text = {pair for pair in candidates if is_copy(*(store.article(each).text for each in pair))}
        judged = stored | by_text
        same_page = {pair for pair in judged if len({page_of.get(each, each) for each in pair}) == 1}
        why = {pair: _why(store, pair) for pair in (expected | judged) - (stored & by_text & same_page)}
    name = f"newsquiz2022: {len(expected)} second extractions"
    return [
        PairFigures(f"{name}, by text or address", expected, stored, same_page, why),
        PairFigures(f"{name}, by text alone ({len(candidates)} pairs looked at)", expected, by_text, same_page, why),
    ]


def interval(share: float, of: int) -> tuple[float, float]:
    """The 95 % interval of a share counted over `of` cases (Wilson, 1927)."""
    z = 1.96
    middle, spread = share + z * z / (2 * of), z * sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    return max(0.0, (middle - spread) / (1 + z * z / of)), min(1.0, (middle + spread) / (1 + z * z / of))


@contextmanager
def _stored(sources: list[Path]) -> Iterator[Store]:
    """A store of these sources, cleaned and grouped into stories; without vectors, which copies have no part in."""
    named = ", ".join(f"{source.parent.name}/{source.name}" for source in sources)
    with tempfile.TemporaryDirectory() as folder, Archive.open(Path(folder)) as archive:
        with Console(stderr=True).status(named) as status:
            for _ in store_articles(
                archive.store,
                archive.words,
                sources,
                lambda step, done, total: status.update(f"{named}: {step} {done:,} of {total:,}"),
            ):
                pass
        yield archive.store


def _together(store: Store) -> set[Pair]:
    stories: dict[str, list[str]] = defaultdict(list)
    for article_id, leader in store.rows("SELECT id, coalesce(copy_of, id) FROM articles"):
        stories[leader].append(article_id)
    return {pair for ids in stories.values() for pair in _pairs(ids)}


def _alike(store: Store, article_id: str) -> list[str]:
    """The articles that the prints propose, and those with the most prints in common, however few."""
    prints = held_prints(store, article_id)
    proposed = [relative.id for relative in sharing_prints(store, prints, besides=article_id)]
    marks = ",".join("?" * len(prints.values))
    nearest = store.rows(
        f"SELECT a.id FROM prints p JOIN articles a ON a.number = p.article WHERE p.print IN ({marks}) AND a.id != ? "
        f"GROUP BY a.id ORDER BY count(*) DESC, a.id LIMIT {MOST_ALIKE + 6}",
        (*prints.values, article_id),
    )
    return list(dict.fromkeys([*proposed, *(row[0] for row in nearest)]))


def _why(store: Store, pair: Pair) -> str:
    one, other = (store.article(each) for each in pair)
    address = "same address" if same_address(one.url, other.url) else f"addresses {one.url} and {other.url}"
    return f"{100 * shared_wording(one.text, other.text):.0f} % of the shorter's wording shared; {address}"


def _pair(one: str, other: str) -> Pair:
    return (one, other) if one < other else (other, one)


def _pairs(ids: Iterable[str]) -> Iterator[Pair]:
    return (_pair(one, other) for one, other in combinations(ids, 2))


def _result(figures: PairFigures) -> dict[str, Any]:
    result = asdict(figures) | {"recall": figures.recall, "precision": figures.precision}
    for key, pairs in (("misses", figures.misses()), ("false_pairs", figures.false_pairs())):
        result[key] = [{"pair": list(pair), "why": figures.why.get(pair, "")} for pair in pairs]
    return {key: value for key, value in result.items() if key not in ("expected", "found", "right", "why")}


def _table(measured: list[PairFigures]) -> Table:
    table = Table(title="Pairs of articles told as one story", title_justify="left")
    for column in ("collection", "expected", "found", "recall", "precision", "false"):
        table.add_column(column, justify="left" if column == "collection" else "right")
    for each in measured:
        table.add_row(
            each.name,
            f"{len(each.expected):,}",
            f"{len(each.expected & each.found):,}",
            _percent(each.recall, len(each.expected)),
            _percent(each.precision, len(each.found)),
            f"{len(each.false_pairs()):,}",
        )
    return table


def _percent(share: float | None, of: int) -> str:
    if share is None:
        return ""
    low, high = interval(share, of)
    return f"{100 * share:.1f} ({100 * low:.1f} to {100 * high:.1f})"


if __name__ == "__main__":
    sys.exit(main())
