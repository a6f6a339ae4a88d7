from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from corpus.article import Article
from evals import fit
from evals.fit import Sample, fit_chance, fit_confidence, fit_ranking
from rag.chance import FEATURES, SIGNS, WEIGHTS
from rag.evidence import Evidence
from rag.questions import read_question

# A made-up truth: three signals tell, one misleads, the others are noise.
TRUTH = np.zeros(len(FEATURES))
TRUTH[:4] = 4.0, 2.0, 1.0, -3.0

RNG = np.random.default_rng


def sample(rng: np.random.Generator, answerable: bool = True, collection: str = "made up", count: int = 20) -> Sample:
    signals = rng.random((count, len(FEATURES)))
    strengths = signals @ TRUTH
    golden = np.zeros(count, dtype=bool)
    if answerable:
        golden[np.argmax(strengths + rng.gumbel(0, 0.3, count))] = True
    else:
        signals *= 0.4  # nothing fits well
    article = Article(id="a", version="1", title="A", text="Words.", source="made up")
    evidence = [Evidence(article, "p", 0, 6, "Words.", tuple(row), 0.5) for row in signals.tolist()]
    question = read_question("Which lamp was lit?")
    return Sample(collection, signals, golden, answerable, evidence, question, False, 0.0, 0.0, 100)


@pytest.fixture(scope="module")
def samples() -> list[Sample]:
    rng = RNG(7)
    return [sample(rng) for _ in range(300)]


@pytest.fixture(scope="module")
def weights(samples: list[Sample]) -> np.ndarray:
    return fit_ranking(samples, steps=400)


@pytest.fixture
def weights_as_they_were() -> Iterator[np.ndarray]:
    before = WEIGHTS.copy()
    yield before
    WEIGHTS[:] = before


def test_ranking_recovers_the_order_and_the_signs_of_what_tells(weights: np.ndarray) -> None:
    assert weights.shape == (len(FEATURES),)
    assert weights[0] > weights[1] > weights[2] > abs(weights[4:]).max()
    assert weights[3] < weights[4:].min()


def test_fitted_weights_find_the_answer_in_questions_they_have_not_seen(weights: np.ndarray) -> None:
    rng = RNG(8)
    unseen = [sample(rng) for _ in range(200)]
    first = np.mean([each.holds_answer[np.argmax(each.signals @ weights)] for each in unseen])
    best_possible = np.mean([each.holds_answer[np.argmax(each.signals @ TRUTH)] for each in unseen])
    assert first > 0.6
    assert first > best_possible - 0.06


def test_a_large_collection_does_not_decide_alone() -> None:
    """Nine questions say that a signal tells, one that it misleads: in a collection of its own it counts for more."""

    def pair(collection: str, telling: bool) -> Sample:
        made = sample(RNG(1), collection=collection, count=2)
        made.signals[:] = 0
        made.signals[:, 0] = (1, 0) if telling else (0, 1)
        made.holds_answer[:] = (True, False)
        return made

    alike = [pair("one", True)] * 9 + [pair("one", False)]
    apart = [pair("one", True)] * 9 + [pair("other", False)]
    assert fit_ranking(alike, penalty=0.0, steps=300)[0] > fit_ranking(apart, penalty=0.0, steps=300)[0] > 0


def test_a_fitted_chance_is_calibrated(samples: list[Sample], weights: np.ndarray) -> None:
    slope, intercept = fit_chance(samples, weights)
    assert slope > 0
    strengths = np.concatenate([each.signals @ weights for each in samples])
    golden = np.concatenate([each.holds_answer for each in samples])
    chance = 1 / (1 + np.exp(-(slope * strengths + intercept)))
    assert chance.mean() == pytest.approx(golden.mean(), abs=1e-3)
    for low, high in ((0.0, 0.1), (0.1, 0.4), (0.4, 1.0)):
        there = (chance >= low) & (chance < high)
        assert there.sum() > 20
        assert chance[there].mean() == pytest.approx(golden[there].mean(), abs=0.12)


def test_confidence_tells_answerable_from_not_and_leaves_the_shipped_weights_alone(
    weights_as_they_were: np.ndarray, weights: np.ndarray, capsys: pytest.CaptureFixture[str]
) -> None:
    rng = RNG(9)
    mixed = [sample(rng, answerable) for answerable in [True] * 60 + [False] * 20]
    fitted = fit_confidence([*mixed, *(sample(rng, collection="all answerable") for _ in range(20))], weights)
    assert fitted.shape == (len(SIGNS) + 1,)
    assert np.isfinite(fitted).all()
    assert np.array_equal(WEIGHTS, weights_as_they_were)
    (line,) = capsys.readouterr().out.splitlines()  # a collection where all is answerable teaches nothing here
    assert line.startswith("# confidence: 80 questions, balanced accuracy ")
    assert float(line.rsplit(" ", 1)[1]) > 0.9


def test_the_confidence_can_be_fitted_alone_and_a_sentences_weights_stay(
    weights_as_they_were: np.ndarray, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    rng = RNG(10)
    made = [sample(rng, answerable) for answerable in [True] * 30 + [False] * 10]
    monkeypatch.setattr(fit, "collect", lambda collection: made if collection.name == "sample" else [])
    assert fit.main(["sample", "--confidence"]) == 0
    alone = capsys.readouterr().out
    assert "CONFIDENCE_INTERCEPT = " in alone
    assert "\nSLOPE" not in alone
    assert np.array_equal(WEIGHTS, weights_as_they_were)
    assert fit.main(["sample"]) == 0
    assert "\nSLOPE, INTERCEPT = " in capsys.readouterr().out


def test_a_collection_that_is_not_there_is_said_and_nothing_is_fitted(capsys: pytest.CaptureFixture[str]) -> None:
    assert fit.main(["nowhere"]) == 2
    assert "There is no collection named nowhere" in capsys.readouterr().err
