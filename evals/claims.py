"""Claims: of sentences that are carried by their article or are not, how many does the check tell apart.

`python -m evals.claims` verifies the claims of the shared collection, or of a folder given, each against its article,
and prints balanced accuracy, false alarms, shares by kind of edit, and four plain word-overlap scores beside them.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from evals.archives import ARCHIVES, open_archive
from evals.collections import SHARED, Collection
from evals.entailment import OnnxEntailment
from evals.overlap import OVERLAPS
from rag.archive import Archive
from rag.grounding import Entailment
from rag.verifying import Verification

# Overlap scores get the bound at which they, too, raise so many false alarms.
FALSE_ALARMS = 0.15
# A model of inference that comes after the check gets one at which it adds few of its own.
FEW_ALARMS = 0.05
RESAMPLES, SEED = 2_000, 1

Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Claim:
    """A sentence, whether its article carries it, and what was edited where it was made from one that is carried."""

    id: str
    claim: str
    supported: bool
    article: str
    edits: tuple[str, ...]


@dataclass(frozen=True)
class Judged:
    """A claim with what the check said, and how long it took."""

    claim: Claim
    verification: Verification
    took_ms: float


def read_claims(path: Path) -> list[Claim]:
    """The claims of a JSON lines file: id, claim, supported, article, edit_types."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [
        Claim(str(row["id"]), row["claim"], bool(row["supported"]), row["article"], tuple(row.get("edit_types") or ()))
        for row in rows
    ]


def claims_collection(folder: Path) -> Collection:
    """The articles of a folder of claims as a collection, whose "questions" are the claims."""
    return Collection(folder.resolve().name, folder / "articles.jsonl.gz", (), folder / "claims.jsonl")


def judge_claims(archive: Archive, claims: Sequence[Claim]) -> list[Judged]:
    """Verify each claim against its article."""
    judged = []
    for claim in claims:
        began = time.perf_counter()
        verification = archive.verify(claim.claim, claim.article)
        judged.append(Judged(claim, verification, 1000 * (time.perf_counter() - began)))
    return judged


def balanced_accuracy(supported: Bools, said: Bools) -> float:
    """The mean of two shares, 0 to 1: of supported claims said to be so, of the others said not to be."""
    return float((said[supported].mean() + (~said[~supported]).mean()) / 2)


def interval(supported: Bools, said: Bools, of: Callable[[Bools, Bools], float]) -> tuple[float, float]:
    """The 95 % interval of a figure, by drawing supported and other claims again, each among themselves."""
    chance = np.random.default_rng(SEED)
    sides = [np.flatnonzero(supported), np.flatnonzero(~supported)]
    figures = []
    for _ in range(RESAMPLES):
        drawn = np.concatenate([chance.choice(side, len(side)) for side in sides])
        figures.append(of(supported[drawn], said[drawn]))
    low, high = np.percentile(figures, [2.5, 97.5])
    return float(low), float(high)


def figures(judged: Sequence[Judged]) -> dict[str, float]:
    """What floors are for: balanced accuracy, and the share of supported claims said not to be so, both 0 to 1."""
    supported, said = _sides(judged)
    return {"balanced accuracy": balanced_accuracy(supported, said), "false alarms": _false_alarms(supported, said)}


def by_edit(judged: Sequence[Judged]) -> dict[str, tuple[float, int]]:
    """For each kind of edit the share of such claims that were found out, 0 to 1, and how many there are."""
    kinds: dict[str, list[bool]] = defaultdict(list)
    for each in judged:
        for edit in each.claim.edits:
            kinds[edit].append(not each.verification.supported)
    return {edit: (sum(found) / len(found), len(found)) for edit, found in sorted(kinds.items())}


def _false_alarms(supported: Bools, said: Bools) -> float:
    return float((~said[supported]).mean())


def _print_entailment(entailment: Entailment, judged: Sequence[Judged], supported: Bools, said: Bools) -> None:
    """The figures of a model of inference beside the check's, on its carriers, and of both together."""
    told = [" ".join(citation.quote for citation in each.verification.citations) for each in judged]
    chances = np.array(
        [entailment.entails(premise, each.claim.claim) for premise, each in zip(told, judged, strict=True)]
    )
    kept = chances >= np.quantile(chances[supported], FALSE_ALARMS)
    alone = balanced_accuracy(supported, kept)
    print(f"\nthe model of inference, by itself at {FALSE_ALARMS:.0%} false alarms: {alone:.3f}")
    both = said & (chances >= np.quantile(chances[supported], FEW_ALARMS))
    print(f"after the check, at {FEW_ALARMS:.0%} of its own: {balanced_accuracy(supported, both):.3f}", end=", ")
    print(f"false alarms {_false_alarms(supported, both):.3f}")


def _sides(judged: Sequence[Judged]) -> tuple[Bools, Bools]:
    supported = np.array([each.claim.supported for each in judged])
    said = np.array([each.verification.supported for each in judged])
    return supported, said


def _print_figures(archive: Archive, judged: Sequence[Judged], entailment: Entailment | None) -> None:
    supported, said = _sides(judged)
    print(f"{len(judged)} claims, {supported.sum()} of them supported\n")
    for name, of in (("balanced accuracy", balanced_accuracy), ("false alarms", _false_alarms)):
        low, high = interval(supported, said, of)
        print(f"{name:<34}{of(supported, said):.3f}  ({low:.3f} to {high:.3f})")
    print("\nfound out, by kind of edit")
    for edit, (share, count) in by_edit(judged).items():
        print(f"  {edit:<32}{share:.3f}  of {count}")
    print(f"\nplain scores, each at {FALSE_ALARMS:.0%} false alarms: balanced accuracy")
    articles = {each.claim.article: archive.article(each.claim.article).text for each in judged}
    for name, overlap in OVERLAPS.items():
        scores = np.array([overlap(each.claim.claim, articles[each.claim.article]) for each in judged])
        kept = scores >= np.quantile(scores[supported], FALSE_ALARMS)
        print(f"  {name:<32}{balanced_accuracy(supported, kept):.3f}")
    if entailment:
        _print_entailment(entailment, judged, supported, said)
    took = np.array([each.took_ms for each in judged])
    print(f"\nverifying one against its article takes {np.median(took):.0f} ms (median)")


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures; 2 where there are no claims to read."""
    parser = argparse.ArgumentParser(prog="python -m evals.claims", description="Measure the check on claims.")
    parser.add_argument(
        "folder", nargs="?", type=Path, default=SHARED / "claims", help="a folder with articles.jsonl.gz, claims.jsonl"
    )
    parser.add_argument("--nli", type=Path, metavar="FOLDER", help="an NLI model in ONNX to measure beside the check")
    parser.add_argument("--errors", action="store_true", help="print the claims that were judged wrongly")
    options = parser.parse_args(arguments)
    file = options.folder / "claims.jsonl"
    if not file.is_file():
        print(f"There are no claims in {options.folder}; nothing is measured.", file=sys.stderr)
        return 2
    with open_archive(claims_collection(options.folder), ARCHIVES) as archive:
        judged = judge_claims(archive, read_claims(file))
        _print_figures(archive, judged, OnnxEntailment(options.nli) if options.nli else None)
    for each in judged if options.errors else ():
        if each.verification.supported != each.claim.supported:
            said = "missed" if each.verification.supported else "false alarm"
            print(f"\n{said} {', '.join(each.claim.edits)}: {each.claim.claim}\n  {each.verification.reasons}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
