"""How clean: `python -m evals.cleaning` compares bodies of ../shared/collections/pages with those people cut by hand.

The measure is the public benchmark's for bodies: runs of four words, each as often as it stands there; precision
and recall of each page, averaged over the pages; F1 is the harmonic mean of the two averages.
"""

from __future__ import annotations

import gzip
import json
import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import trafilatura
from rich.console import Console
from rich.progress import track
from rich.table import Table

from corpus.article import Article
from corpus.cleaning import clean_imported
from corpus.making import article_from_html
from evals.collections import SHARED

PAGES = SHARED / "pages"
SCRAPED = SHARED / "newsquiz2022" / "articles.jsonl.gz"
RESULTS = Path(__file__).parent / "results"
SHINGLE = 4
RESAMPLES = 2_000
LISTED = 0.97  # a page below this in precision or recall is listed
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Body:
    """How one page's body compares with the one cut by hand: shares 0 to 1, and the runs of words behind them."""

    precision: float
    recall: float
    too_many: int
    missing: int


def main() -> int:
    """Measure what is there, print it and write evals/results/cleaning.json."""
    console = Console(width=120)
    results: dict[str, object] = {}
    if PAGES.is_dir():
        ours, bare = measure_pages(article_text), measure_pages(bare_text)
        console.print(_summary({"dateline": ours, "trafilatura, favor_precision": bare}))
        console.print(_losses(ours))
        results["pages"] = {name: vars(body) for name, body in ours.items()}
        results["figures"] = {"dateline": figures(ours), "trafilatura": figures(bare)}
    if SCRAPED.is_file():
        kinds, share = furniture_taken(SCRAPED)
        console.print(_taken(kinds, share))
        results["newsquiz2022"] = {"lines taken out": kinds, "share of characters": share}
    if not results:
        Console(stderr=True).print("The shared collections are not here (../shared/collections); nothing was measured.")
        return 2
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "cleaning.json").write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    return 0


def read_pages() -> dict[str, tuple[str, str]]:
    """The HTML and the hand-cut body of each page, by its id."""
    truth = json.loads((PAGES / "ground-truth.json").read_text(encoding="utf-8"))
    found = {}
    for name, record in sorted(truth.items()):
        with gzip.open(PAGES / "html" / f"{name}.html.gz", "rt", encoding="utf-8", errors="replace") as file:
            found[name] = (file.read(), record["articleBody"])
    return found


def article_text(page: str) -> str:
    """What Dateline stores of a page."""
    article = article_from_html(page, "page")
    return article.text if isinstance(article, Article) else ""


def bare_text(page: str) -> str:
    """What trafilatura alone gives for a page."""
    return trafilatura.extract(page, favor_precision=True, include_comments=False) or ""


def measure_pages(extract: Callable[[str], str]) -> dict[str, Body]:
    """Each page's body by `extract`, compared with the one cut by hand."""
    pages = track(read_pages().items(), "pages", console=Console(stderr=True), transient=True)
    return {name: compare(extract(page), truth) for name, (page, truth) in pages}


def compare(text: str, truth: str) -> Body:
    """Runs of four words of the text against those of the truth; a shorter text is one run."""
    found, wanted = _shingles(text), _shingles(truth)
    both, total, due = (found & wanted).total(), found.total(), wanted.total()
    precision = both / total if total else float(not due)
    return Body(precision, both / due if due else 1.0, total - both, due - both)


def figures(bodies: Mapping[str, Body]) -> dict[str, float]:
    """F1, precision and recall over the pages, each with its 95 % interval: pages drawn again, with a fixed seed."""
    pages = list(bodies.values())
    draw = random.Random(0)
    drawn = [_averages(draw.choices(pages, k=len(pages))) for _ in range(RESAMPLES)]
    found = {}
    for i, name in enumerate(("F1", "precision", "recall")):
        ordered = sorted(each[i] for each in drawn)
        found[name] = _averages(pages)[i]
        found[f"{name} from"], found[f"{name} to"] = ordered[RESAMPLES // 40], ordered[-RESAMPLES // 40]
    return found


def furniture_taken(path: Path) -> tuple[dict[str, int], float]:
    """Of JSON lines with `text`: how many lines of each kind are taken out, and the share of characters that goes."""
    kinds: Counter[str] = Counter()
    before = after = 0
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            text = json.loads(line).get("text") or ""
            cleaned = clean_imported(text)
            kinds.update(kind for kind, _ in cleaned.furniture)
            before, after = before + len(text), after + len(cleaned.text)
    return dict(kinds.most_common()), 1 - after / max(before, 1)


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(text)
    return Counter(tuple(words[i : i + SHINGLE]) for i in range(max(1, len(words) - SHINGLE + 1)) if words)


def _averages(bodies: list[Body]) -> tuple[float, float, float]:
    precision = sum(body.precision for body in bodies) / len(bodies)
    recall = sum(body.recall for body in bodies) / len(bodies)
    return 2 * precision * recall / ((precision + recall) or 1.0), precision, recall


def _summary(measured: Mapping[str, Mapping[str, Body]]) -> Table:
    table = Table(title="pages: bodies against those cut by hand", title_justify="left")
    for column in ("", "pages", "F1", "precision", "recall"):
        table.add_column(column, justify="left" if not column else "right")
    for name, bodies in measured.items():
        found = figures(bodies)
        shown = (
            f"{found[f]:.4f} ({found[f'{f} from']:.3f} to {found[f'{f} to']:.3f})"
            for f in ("F1", "precision", "recall")
        )
        table.add_row(name, str(len(bodies)), *shown)
    return table


def _losses(bodies: Mapping[str, Body]) -> Table:
    table = Table(title=f"pages below {LISTED}", title_justify="left", caption="in runs of four words")
    for column in ("page", "precision", "recall", "too many", "missing"):
        table.add_column(column, justify="left" if column == "page" else "right")
    for name, body in sorted(bodies.items(), key=lambda item: min(item[1].precision, item[1].recall)):
        if min(body.precision, body.recall) < LISTED:
            table.add_row(
                name[:12], f"{body.precision:.3f}", f"{body.recall:.3f}", str(body.too_many), str(body.missing)
            )
    return table


def _taken(kinds: Mapping[str, int], share: float) -> Table:
    table = Table(title=f"newsquiz2022: lines taken out, {100 * share:.1f} % of the characters", title_justify="left")
    for column in kinds:
        table.add_column(column, justify="right")
    table.add_row(*map(str, kinds.values()))
    return table


if __name__ == "__main__":
    sys.exit(main())
