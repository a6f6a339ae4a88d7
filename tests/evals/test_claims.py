from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from evals.archives import open_archive
from evals.claims import (
    balanced_accuracy,
    by_edit,
    claims_collection,
    figures,
    interval,
    judge_claims,
    main,
    read_claims,
)
from evals.collections import SHARED
from evals.gate import breaches
from rag.archive import Archive


def test_claims_are_judged_against_their_article_and_counted_by_edit(sample: Archive, tmp_path: Path) -> None:
    claim = "The Ministry of Works says the bridge cost {} million crowns."
    article = sample.verify(claim.format(212)).citations[0].article_id
    path = tmp_path / "claims.jsonl"
    rows = [
        {"id": "a", "claim": claim.format(212), "supported": True, "article": article, "edit_types": []},
        {"id": "b", "claim": claim.format(213), "supported": False, "article": article, "edit_types": ["number"]},
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    judged = judge_claims(sample, read_claims(path))
    assert [each.verification.supported for each in judged] == [True, False]
    assert by_edit(judged) == {"number": (1.0, 1)}


def test_balanced_accuracy_counts_both_sides_alike() -> None:
    supported = np.array([True, False, False, False])
    said = np.array([True, True, True, False])
    assert balanced_accuracy(supported, said) == pytest.approx((1 + 1 / 3) / 2)
    low, high = interval(supported, said, balanced_accuracy)
    assert low <= balanced_accuracy(supported, said) <= high


def test_without_claims_it_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path)]) == 2
    assert "no claims" in capsys.readouterr().err


def test_no_figure_of_the_claims_is_below_its_floor(tmp_path: Path) -> None:
    if not (SHARED / "claims").is_dir():
        pytest.skip("the shared collections are not here (../shared/collections/claims); their floors are not checked")
    collection = claims_collection(SHARED / "claims")
    with open_archive(collection, tmp_path) as archive:
        reached = figures(judge_claims(archive, read_claims(collection.question_file)))
    assert breaches("claims", collection.question_file, reached) == []
