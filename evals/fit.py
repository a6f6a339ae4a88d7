"""Fit the numbers of rag/chance.py: `python -m evals.fit` prints them, ready to be put there.

`python -m evals.fit --confidence` fits the confidence alone, on sentences weighed as they are.

Fits on the collections' questions with known answers: sentences are ranked so that one holding a known answer
comes first; then a sentence's chance, and the chance that a collection answers at all, are logistic models.
Each collection counts by the square root of its number of questions, so that no large one decides alone.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.progress import track

from corpus.article import DatelineError
from evals.archives import open_archive, with_ids
from evals.collections import Collection, choose_collections
from evals.metrics import holds
from rag.archive import Archive
from rag.chance import FEATURES, WEIGHTS
from rag.comparing import ranked
from rag.copies import copies_of
from rag.embedding import Remembering
from rag.evidence import Evidence
from rag.mismatch import is_told_otherwise
from rag.occasions import read_by_event
from rag.premise import liker_without
from rag.questions import Question, read_question
from rag.retrieval import Retriever, find_with_named
from rag.signs import signs_of
from rag.spelling import correct
from rag.thesaurus import load_thesaurus

# These answers cannot be found in a quote.
YES_AND_NO = {"yes", "no"}
# Its unanswerable questions differ from its answerable ones by a word's meaning, of which the signals see little.
SHARE_FOR_CONFIDENCE = {"paragraphs": 0.5}
# There, where the subject is always at hand, an answerable question counts for so many unanswerable ones: a refusal
# keeps a true sentence from the reader. In newsquiz2022 no page tells some of those that count as answerable.
ANSWERABLE_COUNTS = {"paragraphs": 3.5, "newsquiz2022": 0.8}
FOLDS = 4

Floats = NDArray[np.float64]


@dataclass
class Sample:
    """One question: its sentences' signals (n, features), which of them hold the answer, and what is known."""

    collection: str
    signals: Floats
    holds_answer: NDArray[np.bool_]
    answerable: bool
    evidence: list[Evidence]
    question: Question
    told_otherwise: bool
    liker_without: float
    absent: float
    passages: int


def main(arguments: Sequence[str]) -> int:
    """Collect, fit, and print the constants with their cross-validated figures."""
    parser = argparse.ArgumentParser(prog="python -m evals.fit", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("collections", nargs="*", metavar="COLLECTION", help="a name or a folder; all where none is")
    parser.add_argument("--confidence", action="store_true", help="only the confidence; a sentence's weights stay")
    options = parser.parse_args(arguments)
    try:
        samples = [each for collection in choose_collections(options.collections) for each in collect(collection)]
    except DatelineError as error:
        Console(stderr=True, soft_wrap=True).print(str(error))
        return 2
    weights = WEIGHTS.copy() if options.confidence else _fit_sentences(samples)
    confidence = fit_confidence(samples, weights)
    print("CONFIDENCE_WEIGHTS =", np.array2string(confidence[:-1], precision=3, separator=", "))
    print(f"CONFIDENCE_INTERCEPT = {confidence[-1]:.2f}")
    return 0


def _fit_sentences(samples: list[Sample]) -> Floats:
    """Fit what sentences are ranked by, print it, and give the weights."""
    able = [each for each in samples if each.answerable and each.holds_answer.any()]
    for fold in range(FOLDS):
        held_out = able[fold::FOLDS]
        weights = fit_ranking([each for at, each in enumerate(able) if at % FOLDS != fold])
        _report(f"fold {fold}", held_out, weights)
    weights = fit_ranking(able)
    slope, intercept = fit_chance(able, weights)
    print("WEIGHTS =", np.array2string(weights, precision=2, separator=", ", max_line_width=100))
    print(f"SLOPE, INTERCEPT = {slope:.2f}, {intercept:.2f}")
    return weights


def collect(collection: Collection) -> list[Sample]:
    """Every judged question of a collection with its sentences' signals."""
    samples = []
    with open_archive(collection) as archive:
        embedder = Remembering(archive.embedder)
        thesaurus = load_thesaurus()
        retriever = Retriever(archive.store, archive.words, archive.vectors, embedder, thesaurus)
        questions = [each for each in with_ids(archive, collection) if each.answerable is not None]
        for question in track(questions, collection.name, console=Console(stderr=True), transient=True):
            read = _as_asked(archive, question.question)
            found = find_with_named(retriever, read, (None, None, None))
            evidence = ranked(read, found.evidence)
            if not evidence:
                continue
            answers = [answer for answer in question.answers if answer.casefold() not in YES_AND_NO]
            golden = np.array([holds(each.text, answers) for each in evidence])
            known = question.articles.union(*(copies_of(archive.store, each) for each in question.articles))
            at_home = np.array([each.article.id in known for each in evidence])
            if (golden & at_home).any():
                golden &= at_home
            signals = np.array([each.signals for each in evidence])
            samples.append(
                Sample(
                    collection.name,
                    signals,
                    golden,
                    bool(question.answerable),
                    evidence,
                    read,
                    is_told_otherwise(read, evidence, thesaurus),
                    liker_without(read, evidence, found.rarity, embedder, thesaurus),
                    found.absent,
                    found.passages,
                )
            )
    return samples


def _as_asked(archive: Archive, text: str) -> Question:
    """A question as Archive.ask reads it: misspelt words put right, the day of what it tells its time by."""
    outlets = archive.store.outlets()
    read = read_question(text, outlets)
    spelt, notes = correct(read, archive.words)
    return read_by_event(read_question(spelt, outlets) if notes else read, None, archive.words, archive.store)[0]


def fit_ranking(samples: list[Sample], penalty: float = 0.05, steps: int = 1_500) -> Floats:
    """Weights that give the sentences holding the answer the largest share of a softmax, by gradient descent."""
    most = max((len(sample.signals) for sample in samples), default=0)
    padded = np.zeros((len(samples), most, len(FEATURES)))
    golden = np.zeros((len(samples), most), dtype=bool)
    there = np.zeros_like(golden)
    for row, sample in enumerate(samples):
        count = len(sample.signals)
        padded[row, :count], golden[row, :count], there[row, :count] = sample.signals, sample.holds_answer, True
    mean, spread = padded[there].mean(0), padded[there].std(0) + 1e-6
    padded = np.where(there[..., None], (padded - mean) / spread, 0.0)
    share = _shares(samples)[:, None]
    weights, speed = np.zeros(len(FEATURES)), np.zeros(len(FEATURES))
    for _ in range(steps):
        odds = np.where(there, padded @ weights, -np.inf)
        odds = np.exp(odds - odds.max(1, keepdims=True))
        chance = odds / odds.sum(1, keepdims=True)
        right = np.where(golden, chance, 0.0)
        pull = share * (right / (right.sum(1, keepdims=True) + 1e-12) - chance)
        gradient = np.einsum("qs,qsf->f", pull, padded) / share.sum() - penalty * weights / len(samples) ** 0.5
        speed = 0.9 * speed + gradient
        weights = weights + 0.05 * speed
    fitted: Floats = weights / spread
    return fitted


def fit_chance(samples: list[Sample], weights: Floats) -> tuple[float, float]:
    """Slope and intercept from a sentence's strength to the chance that it holds the answer."""
    strengths = np.concatenate([each.signals @ weights for each in samples])
    golden = np.concatenate([each.holds_answer for each in samples])
    each_counts = np.concatenate(
        [np.full(len(each.signals), share) for each, share in zip(samples, _shares(samples), strict=True)]
    )
    slope, intercept = _logistic(strengths[:, None], golden, each_counts, penalty=0.0)
    return float(slope), float(intercept)


def fit_confidence(samples: list[Sample], weights: Floats) -> Floats:
    """Weights of SIGNS and an intercept; in each collection but one both outcomes count the same."""
    old = WEIGHTS.copy()
    rows, outcomes, counts = [], [], []
    for name in sorted({each.collection for each in samples}):
        own = [each for each in samples if each.collection == name]
        answerable = np.array([each.answerable for each in own])
        if answerable.all():
            continue
        WEIGHTS[:] = weights
        signs = np.array([_signs(each) for each in own])
        share, favour = SHARE_FOR_CONFIDENCE.get(name, 1.0) * len(own) ** 0.5, ANSWERABLE_COUNTS.get(name, 1.0)
        rows.append(signs)
        outcomes.append(answerable)
        counts.append(np.where(answerable, favour * share / answerable.sum(), share / (~answerable).sum()))
    WEIGHTS[:] = old
    signs, answerable, share = np.concatenate(rows), np.concatenate(outcomes), np.concatenate(counts)
    fitted = _logistic(signs, answerable, share, penalty=0.005)
    start = 0
    for part in rows:
        sure = 1 / (1 + np.exp(-(part @ fitted[:-1] + fitted[-1])))
        truth = answerable[start : start + len(part)]
        balanced = ((sure[truth] >= 0.5).mean() + (sure[~truth] < 0.5).mean()) / 2
        print(f"# confidence: {len(part)} questions, balanced accuracy {balanced:.3f}")
        start += len(part)
    return fitted


def _signs(sample: Sample) -> tuple[float, ...]:
    order = np.argsort(-(sample.signals @ WEIGHTS), kind="stable")
    evidence = [sample.evidence[at] for at in order]
    told_otherwise, liker = sample.told_otherwise, sample.liker_without
    return signs_of(sample.question, evidence, told_otherwise, liker, sample.absent, sample.passages)


def _logistic(rows: Floats, outcomes: NDArray[np.bool_], share: Floats, penalty: float) -> Floats:
    """Weighted logistic regression by Newton's method; the intercept comes last and is not penalised."""
    mean, spread = rows.mean(0), rows.std(0) + 1e-9
    design = np.c_[(rows - mean) / spread, np.ones(len(rows))]
    ridge = np.diag([*np.full(rows.shape[1], penalty * share.sum()), 1e-9])
    fitted = np.zeros(design.shape[1])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-design @ fitted))
        gradient = design.T @ (share * (outcomes - chance)) - ridge @ fitted
        curvature = (design.T * (share * chance * (1 - chance))) @ design + ridge
        fitted = fitted + np.linalg.solve(curvature + 1e-9 * np.eye(len(curvature)), gradient)
    slopes = fitted[:-1] / spread
    return np.append(slopes, fitted[-1] - slopes @ mean)


def _shares(samples: list[Sample]) -> Floats:
    sizes = {name: sum(each.collection == name for each in samples) for name in {each.collection for each in samples}}
    return np.array([sizes[each.collection] ** -0.5 for each in samples])


def _report(label: str, samples: list[Sample], weights: Floats) -> None:
    parts = []
    for name in sorted({each.collection for each in samples}):
        own = [each for each in samples if each.collection == name]
        orders = [np.argsort(-(each.signals @ weights), kind="stable") for each in own]
        first = np.mean([each.holds_answer[order[0]] for each, order in zip(own, orders, strict=True)])
        three = np.mean([each.holds_answer[order[:3]].any() for each, order in zip(own, orders, strict=True)])
        parts.append(f"{name} {first:.2f} {three:.2f}")
    print(f"# {label}: first and first three right where weighed at all: {'; '.join(parts)}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
