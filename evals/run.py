"""Run the evaluation: `python -m evals.run [COLLECTION ...]` prints one table and writes evals/results/.

Each collection is ingested once into an archive of its own under .dateline/evals and used again.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from rich.console import Console
from rich.progress import track
from rich.table import Table

from corpus.article import DatelineError
from evals.collections import SHARED, Collection, EvalQuestion, find_collections
from evals.metrics import AnswerFigures, retrieval_figures
from rag.archive import Archive

ARCHIVES = Path(".dateline/evals")
RESULTS = Path(__file__).parent / "results"
DEPTH = 100  # passages of one side looked at for its own ranking

Figures = dict[str, float | None]


def main(names: list[str]) -> int:
    """Evaluate the named collections, or all that are there; 0 when every citation was exact, else 1."""
    console, messages = Console(width=150), Console(stderr=True)
    found = find_collections()
    unknown = set(names) - {collection.name for collection in found}
    if unknown:
        messages.print(f"There is no collection named {', '.join(sorted(unknown))}; there are: {_listed(found)}.")
        return 2
    if not SHARED.is_dir():
        messages.print("The shared collections are not here (../shared/collections); only the sample is measured.")
    exact = True
    for collection in found:
        if names and collection.name not in names:
            continue
        with open_archive(collection) as archive:
            retrieval, answers = measure(archive, collection)
        console.print(_table(collection.name, retrieval, answers))
        RESULTS.mkdir(exist_ok=True)
        result = {"retrieval": retrieval, "answers": answers.figures(), "misses": answers.misses}
        (RESULTS / f"{collection.name}.json").write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n")
        exact = exact and answers.faithful == answers.citations
    return 0 if exact else 1


@contextmanager
def open_archive(collection: Collection, folder: Path = ARCHIVES) -> Iterator[Archive]:
    """The archive of a collection, ingested first where it is not, or not wholly, there."""
    folder = folder / collection.name
    with Archive.open(folder) as archive:
        bar = Console(stderr=True).status(f"{collection.name}: ingesting")
        with bar:
            for line in archive.ingest(
                [collection.articles],
                lambda step, done, total: bar.update(f"{collection.name}: {step} {done:,} of {total:,}"),
            ):
                if line.status == "failed":
                    raise DatelineError(f"{collection.name}: {line.source} was not ingested: {line.error}")
        yield archive


def measure(archive: Archive, collection: Collection) -> tuple[dict[str, Figures], AnswerFigures]:
    """Retrieval figures of Dateline, words alone and meaning alone, and the answers' figures."""
    questions = list(with_ids(archive, collection))
    rankings: dict[str, dict[str, list[str]]] = {"dateline": {}, "words (BM25)": {}, "meaning (vectors)": {}}
    answers = AnswerFigures()
    for question in track(questions, collection.name, console=Console(stderr=True), transient=True):
        rankings["dateline"][question.id] = [hit.article_id for hit in archive.search(question.question, 10)]
        by_words = archive.words.search(question.question, DEPTH)
        by_meaning = archive.vectors.search(archive.embedder.embed([question.question])[0], DEPTH)
        rankings["words (BM25)"][question.id] = _articles_of(archive, by_words)
        rankings["meaning (vectors)"][question.id] = _articles_of(archive, by_meaning)
        answers.add(question, archive.ask(question.question), archive.article)
    retrieval: dict[str, Figures] = {name: {**retrieval_figures(questions, run)} for name, run in rankings.items()}
    return retrieval, answers


def with_ids(archive: Archive, collection: Collection) -> Iterable[EvalQuestion]:
    """The questions with their articles' ids where they name them by source path below the collection."""
    root = collection.articles.resolve()
    ids = {}
    for article in archive.store.versions():
        path = Path(article.source).resolve()
        if path.is_relative_to(root) and path != root:
            ids[path.relative_to(root).as_posix()] = article.id
    for question in collection.questions:
        yield replace(question, articles=frozenset(ids.get(each, each) for each in question.articles))


def _articles_of(archive: Archive, hits: list[tuple[str, float]]) -> list[str]:
    passages = archive.store.passages(passage_id for passage_id, _ in hits)
    ranked = (passages[passage_id].article_id for passage_id, _ in hits if passage_id in passages)
    return list(dict.fromkeys(ranked))[:10]


def _table(name: str, retrieval: dict[str, Figures], answers: AnswerFigures) -> Table:
    table = Table(title=name, title_justify="left")
    columns = [*next(iter(retrieval.values())), *answers.figures()]
    for column in ("", *columns):
        table.add_column(column, justify="left" if not column else "right")
    for row, (ranked_by, figures) in enumerate(retrieval.items()):
        shown = {**figures, **(answers.figures() if row == 0 else {})}
        table.add_row(ranked_by, *(_percent(shown.get(column)) for column in columns))
    return table


def _percent(figure: float | None) -> str:
    return "" if figure is None else f"{100 * figure:.1f}"


def _listed(collections: list[Collection]) -> str:
    return ", ".join(collection.name for collection in collections)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
