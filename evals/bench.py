"""How fast: `make bench`, or `python -m evals.bench`. Ratios within one run, so that the machine's mood cancels out."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from rich.console import Console
from rich.table import Table

from corpus.sources import SAMPLE_FOLDER, read_articles
from evals.baselines import ask_simply
from evals.cleaning import PAGES, article_text, bare_text, read_pages
from evals.collections import OWN_QUESTIONS, read_questions
from rag import settings
from rag.archive import Archive
from rag.embedding import MiniLM, load_minilm
from rag.minilm import read_weights, weights_folder, write_fp32
from rag.splitting import split_passages

ROUNDS = 5


def main() -> int:
    """Time embedding, ingest, asking and a cold start on the sample collection, and print one table."""
    table = Table(title=f"{os.cpu_count()} cores, Python {sys.version.split()[0]}, {time.strftime('%Y-%m-%d')}")
    for column in ("what", "figure", "beside"):
        table.add_column(column)
    with tempfile.TemporaryDirectory() as scratch:
        rows = (*_cleaning(), _embedding(Path(scratch)), *_archive(Path(scratch)), _cold_start(Path(scratch)))
        for row in rows:
            table.add_row(*row)
    Console(width=120).print(table)
    return 0


def _cleaning() -> list[tuple[str, str, str]]:
    """CPU time of a page to its article, who and when included, beside trafilatura's for the body alone; warm."""
    if not PAGES.is_dir():
        return []
    pages = [page for page, _ in read_pages().values()]

    def cpu(extract: Callable[[str], str]) -> float:
        began = time.process_time()
        for page in pages:
            extract(page)
        return time.process_time() - began

    cpu(article_text)
    cpu(bare_text)
    rounds = [(cpu(article_text), cpu(bare_text)) for _ in range(ROUNDS)]
    rate = len(pages) / statistics.median(ours for ours, _ in rounds)
    ratio = statistics.median(bare / ours for ours, bare in rounds)
    return [(f"cleaning {len(pages)} pages", f"{rate:.0f} pages/s", f"{ratio:.2f} times bare trafilatura's pages/s")]


def _embedding(scratch: Path) -> tuple[str, str, str]:
    passages = [
        article.text[start:end]
        for article in read_articles([SAMPLE_FOLDER])
        if hasattr(article, "text")
        for start, end in split_passages(article.text)
    ]
    write_fp32(read_weights(), scratch / "fp32.onnx")
    small, exact = load_minilm(), MiniLM(scratch / "fp32.onnx", weights_folder() / "tokenizer.json")
    ratios, rates = [], []
    for _ in range(ROUNDS):
        quick, slow = _seconds(lambda: small.embed(passages)), _seconds(lambda: exact.embed(passages))
        ratios.append(slow / quick)
        rates.append(len(passages) / quick)
    return (
        f"embedding {len(passages)} passages",
        f"{statistics.median(rates):.0f} passages/s",
        f"{statistics.median(ratios):.1f} times fp32",
    )


def _archive(scratch: Path) -> list[tuple[str, str, str]]:
    questions = [each.question for each in read_questions(OWN_QUESTIONS / "sample.jsonl")]
    with Archive.open(scratch / "archive") as archive:
        first = _seconds(lambda: list(archive.ingest([SAMPLE_FOLDER])))
        again = _seconds(lambda: list(archive.ingest([SAMPLE_FOLDER])))
        fresh = sorted(1000 * _seconds(partial(archive.ask, question)) for question in questions)
        known = sorted(1000 * _seconds(partial(archive.ask, question)) for question in questions)
        fusion = sorted(ask_simply(archive, question).fusion_ms for question in questions)
    return [
        ("ingest the sample", f"{first:.1f} s", f"again, unchanged: {first / again:.0f} times quicker"),
        (
            f"ask {len(questions)} questions",
            f"p50 {_at(fresh, 0.5):.0f} ms, p95 {_at(fresh, 0.95):.0f} ms",
            f"{_at(fresh, 0.5) / _at(fusion, 0.5):.1f} and {_at(fresh, 0.95) / _at(fusion, 0.95):.1f} times plain "
            f"fusion; the same again: p50 {_at(known, 0.5):.0f} ms, p95 {_at(known, 0.95):.0f} ms",
        ),
    ]


def _cold_start(scratch: Path) -> tuple[str, str, str]:
    environment = {**os.environ, "DATELINE_CACHE": str(settings.cache_folder())}
    ask = [sys.executable, "-m", "ui.cli", "--archive", str(scratch / "archive"), "ask", "Who opened the bridge?"]
    bare = [sys.executable, "-c", "import numpy, pydantic"]

    def run(command: list[str]) -> float:
        return _seconds(lambda: subprocess.run(command, env=environment, capture_output=True, check=True))

    times = [(run(ask), run(bare)) for _ in range(ROUNDS)]
    cold = statistics.median(asked for asked, _ in times)
    ratio = statistics.median(asked / imported for asked, imported in times)
    return "`dateline ask` from a cold process", f"{cold:.1f} s", f"{ratio:.0f} times importing numpy and pydantic"


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _at(ordered: list[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


if __name__ == "__main__":
    sys.exit(main())
