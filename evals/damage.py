"""Damage: does the grounding check catch sentences damaged on purpose, and let the same in other words pass.

`python -m evals.damage` takes the quoted answers of the sample collection and the seeds, damages and rewords them by
rule, checks all of them, and prints a share by kind. `--shown` checks as a written sentence is checked before it is
shown; `--errors` prints those that went wrong, too.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from evals.archives import ARCHIVES, open_archive
from evals.collections import find_collections
from evals.damaging import DAMAGES
from evals.distorting import DISTORTIONS
from evals.rewording import REWORDINGS
from evals.truths import TrueSentence
from rag.archive import Archive
from rag.carriers import Source
from rag.grounding import Grounding, Verdict
from rag.values import folded

COLLECTIONS = ("sample", "seeds")
# A sentence is cited as [1]; beside its passage so many of other articles are given.
OTHERS = 3
MARKERS = "marker to no passage", "marker invented", "marker to another passage"
INVENTED = "[Source]", "[A]", "【4†source】", "(see article)"


@dataclass(frozen=True)
class Case:
    """A sentence with its marker, the passages given, of what kind it is, and whether it is true."""

    kind: str
    text: str
    given: Mapping[int, Source]
    true: bool


@dataclass(frozen=True)
class Outcome:
    """What the check said of a case, and how long it took once vectors were there."""

    case: Case
    verdict: Verdict
    took_ms: float

    @property
    def right(self) -> bool:
        """Whether a true sentence was kept, a damaged one caught."""
        return self.verdict.supported == self.case.true


def quoted_sentences(archive: Archive, questions: Sequence[str]) -> list[tuple[TrueSentence, dict[int, Source]]]:
    """The sentences that an archive's answers quote, each once, with passages: [1] holds it, the others do not."""
    found: dict[str, tuple[TrueSentence, dict[int, Source]]] = {}
    articles = sorted(archive.store.article_ids())
    for question in questions:
        for citation in archive.ask(question).citations:
            if citation.quote in found or len(citation.quote) > 400 or "\n" in citation.quote:
                continue
            article = archive.article(citation.article_id, citation.version)
            passages = archive.store.article_passages(article.id)
            own = next((each for each in passages if each.start <= citation.start < each.end), None)
            if own is None:
                continue
            chance = random.Random(_seed(citation.quote))
            copies = {article.id, *(copy.article_id for copy in citation.copies)}
            strangers = [each for each in articles if each not in copies]
            given = {1: Source(article, own.start, max(own.end, citation.end))}
            for number, other in enumerate(chance.sample(strangers, min(OTHERS, len(strangers))), 2):
                stranger = archive.article(other)
                given[number] = Source(stranger, 0, len(stranger.text))
            texts = [each.article.text[each.start : each.end] for each in given.values()]
            true = TrueSentence(" ".join(citation.quote.split()), texts[0], article.published, tuple(texts[1:]))
            found[citation.quote] = true, given
    return list(found.values())


def cases(true: TrueSentence, given: Mapping[int, Source]) -> Iterator[Case]:
    """A true sentence in every way it can be worded and damaged."""
    cited = {1: given[1]}
    for kind, reword in REWORDINGS.items():
        text = reword(true)
        if text:
            yield Case(kind, f"{text} [1]", cited, true=True)
    for kind, damage in {**DAMAGES, **DISTORTIONS}.items():
        text = damage(true, random.Random(_seed(kind + true.text)))
        if text and text != true.text:
            # What two facts are joined of is all given.
            yield Case(kind, f"{text} [1]" if kind != "two facts joined" else f"{text} [1][2][3]", given, true=False)
    yield Case(MARKERS[0], f"{true.text} [{len(given) + 1}]", given, true=False)
    invented = INVENTED[len(true.text) % len(INVENTED)]
    yield Case(MARKERS[1], f"{true.text} {invented}", given, true=False)
    if 2 in given and not _tell_the_same(true):
        yield Case(MARKERS[2], f"{true.text} [2]", given, true=False)


def check_cases(grounding: Grounding, every: Sequence[Case]) -> list[Outcome]:
    """Check each case twice, the second time with vectors at hand, and keep how long that took."""
    outcomes = []
    for case in every:
        grounding.check_marked(case.text, case.given)
        began = time.perf_counter()
        verdict = grounding.check_marked(case.text, case.given)
        outcomes.append(Outcome(case, verdict, 1000 * (time.perf_counter() - began)))
    return outcomes


def shares(outcomes: Sequence[Outcome]) -> dict[str, tuple[float, int]]:
    """For each kind the share that went right, 0 to 1, and how many there were."""
    kinds: dict[str, list[bool]] = defaultdict(list)
    for each in outcomes:
        kinds[each.case.kind].append(each.right)
    return {kind: (sum(right) / len(right), len(right)) for kind, right in kinds.items()}


def figures(outcomes: Sequence[Outcome]) -> dict[str, float]:
    """What floors are for: the share of true sentences that were kept and of damaged ones that were caught, 0 to 1."""
    kept = [each.right for each in outcomes if each.case.true]
    caught = [each.right for each in outcomes if not each.case.true]
    return {"kept": sum(kept) / len(kept), "caught": sum(caught) / len(caught)}


def _tell_the_same(true: TrueSentence) -> bool:
    """Whether the second passage is another report of the same: half of the sentence's longer words stand in it."""
    words = [word for word in folded(true.text).split() if len(word) > 4]
    there = set(folded(true.others[0]).split())
    return sum(word in there for word in words) > len(words) / 2


def _seed(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a share by kind; returns 0."""
    parser = argparse.ArgumentParser(prog="python -m evals.damage", description="Measure the check on damage.")
    parser.add_argument("--shown", action="store_true", help="check as a written sentence is before it is shown")
    parser.add_argument("--errors", action="store_true", help="print what went wrong")
    parser.add_argument("--archives", type=Path, default=ARCHIVES, help="where archives are kept")
    options = parser.parse_args(arguments)
    outcomes: list[Outcome] = []
    for collection in find_collections():
        if collection.name not in COLLECTIONS:
            continue
        with open_archive(collection, options.archives) as archive:
            quoted = quoted_sentences(archive, [each.question for each in collection.questions])
            print(f"{collection.name}: {len(quoted)} sentences")
            every = [case for true, given in quoted for case in cases(true, given)]
            outcomes += check_cases(archive.grounding(every_word=options.shown), every)
    for true in (True, False):
        print("\nkept" if true else "\ncaught")
        own = [each for each in outcomes if each.case.true is true]
        for kind, (share, count) in shares(own).items():
            print(f"  {kind:<28}{share:7.3f}  of {count}")
        print(f"  {'all':<28}{sum(each.right for each in own) / max(1, len(own)):7.3f}  of {len(own)}")
    took = sorted(each.took_ms for each in outcomes)
    print(f"\na check takes {statistics.median(took):.1f} ms (median), {took[int(0.95 * len(took))]:.1f} ms (95 %)")
    if options.errors:
        for each in outcomes:
            if not each.right:
                print(f"\n{each.case.kind}: {each.case.text}\n  {each.verdict.reasons or 'kept'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
