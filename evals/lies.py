"""Lies: of sentences that a model might write from given articles, are the true ones shown and the others not.

`python -m evals.lies` proves the sentences of questions/sentences.jsonl, written by hand over the sample collection,
each against the passages of the articles named with it, and prints a share by kind. `--errors` prints those that went
wrong.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from evals.archives import ARCHIVES, open_archive
from evals.collections import find_collections
from rag.archive import Archive
from rag.carriers import Source
from rag.proving import Given, prove

SENTENCES = Path(__file__).parent / "questions" / "sentences.jsonl"
TRUE = "true", "true after another"


@dataclass(frozen=True)
class Written:
    """A sentence without markers, the articles it is written from, its kind, and the true sentence before it if any."""

    text: str
    articles: tuple[str, ...]
    kind: str
    before: str | None

    @property
    def true(self) -> bool:
        """Whether the articles carry it; every other kind is one of lies."""
        return self.kind in TRUE


def read_written(path: Path = SENTENCES) -> list[Written]:
    """The sentences of a JSON lines file: text, articles (an id, or the end of a path), kind, before."""
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    return [Written(row["text"], tuple(row["articles"]), row["kind"], row.get("before")) for row in rows]


def shown(archive: Archive, written: Sequence[Written]) -> list[bool]:
    """For each sentence whether it would be shown, citing all that was given."""
    grounding = archive.grounding(every_word=True)
    found = []
    for each in written:
        given = _given(archive, each.articles)
        before = prove(each.before, given, grounding, None) if each.before else None
        markers = "".join(f"[{number}]" for number in given)
        found.append(prove(f"{each.text[:-1]} {markers}{each.text[-1]}", given, grounding, before) is not None)
    return found


def shares(written: Sequence[Written], were_shown: Sequence[bool]) -> Mapping[str, tuple[float, int]]:
    """For each kind the share that went right, 0 to 1, and how many there are."""
    kinds: dict[str, list[bool]] = defaultdict(list)
    for each, is_shown in zip(written, were_shown, strict=True):
        kinds[each.kind].append(is_shown == each.true)
    return {kind: (sum(right) / len(right), len(right)) for kind, right in kinds.items()}


def figures(written: Sequence[Written], were_shown: Sequence[bool]) -> dict[str, float]:
    """What floors are for: the share of true sentences that are shown and of lies that are not, 0 to 1."""
    pairs = list(zip(written, were_shown, strict=True))
    true, lies = (
        [is_shown for each, is_shown in pairs if each.true],
        [not is_shown for each, is_shown in pairs if not each.true],
    )
    return {"true ones shown": sum(true) / len(true), "lies not shown": sum(lies) / len(lies)}


def _given(archive: Archive, names: Sequence[str]) -> Given:
    """The passages of the articles, numbered from 1."""
    pieces = [piece for name in names for piece in _passages(archive, name)]
    return {number: (piece,) for number, piece in enumerate(pieces, 1)}


def _passages(archive: Archive, name: str) -> Iterator[Source]:
    for article_id in sorted(archive.store.article_ids()):
        article = archive.article(article_id)
        if article.id == name or article.source.endswith(name):
            for passage in archive.store.article_passages(article_id):
                yield Source(article, passage.start, passage.end)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a share by kind; returns 0."""
    parser = argparse.ArgumentParser(prog="python -m evals.lies", description="Measure which sentences are shown.")
    parser.add_argument("--errors", action="store_true", help="print what went wrong")
    parser.add_argument("--archives", type=Path, default=ARCHIVES, help="where archives are kept")
    options = parser.parse_args(arguments)
    written = read_written()
    sample = next(each for each in find_collections() if each.name == "sample")
    with open_archive(sample, options.archives) as archive:
        were_shown = shown(archive, written)
    for kind, (share, count) in sorted(shares(written, were_shown).items(), key=lambda item: item[0] not in TRUE):
        print(f"  {kind:<28}{share:7.3f}  of {count}")
    for name, share in figures(written, were_shown).items():
        print(f"{name:<30}{share:7.3f}  of {sum(each.true == name.startswith('true') for each in written)}")
    for each, is_shown in zip(written, were_shown, strict=True):
        if options.errors and is_shown != each.true:
            print(f"\n{each.kind}: {each.text}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
