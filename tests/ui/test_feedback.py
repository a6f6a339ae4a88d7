"""POST /api/feedback: verdicts come into the archive, and nothing else does."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient

from rag.archive import Archive
from rag.verdicts import export_verdicts
from tests.ui.conftest import api_alone

GIVEN: dict[str, Any] = {
    "id": "0123456789abcdef",
    "verdict": "helpful",
    "question": "Who opened the Cormorant Bridge?",
    "status": "answered",
    "cited": [],
}


def test_a_verdict_is_kept_with_the_words_it_is_about(filled: Archive) -> None:
    cited = filled.ask(GIVEN["question"]).citations[0]
    span = {"article_id": cited.article_id, "version": cited.version, "start": cited.start, "end": cited.end}
    with TestClient(api_alone(filled)) as client:
        assert client.post("/api/feedback", json={**GIVEN, "cited": [span]}).json() == {"id": GIVEN["id"]}
    (line,) = export_verdicts(filled.store)
    assert line["answers"] == [cited.quote] and line["articles"] == ["bridge"] and line["unreviewed"] is True


@pytest.mark.parametrize(
    "wrong",
    [
        {"verdict": "great"},
        {"question": ""},
        {"question": "x" * 5000},
        {"reason": "x" * 5000},
        {"id": "../../x"},
        {"id": ""},
        {"cited": [{"article_id": "nobody", "version": "v", "start": 0, "end": 1}]},
        {"cited": [{"article_id": "bridge", "version": "v", "start": 5, "end": 1}]},
        {"cited": "all"},
        {"cited": ["all"]},
    ],
)
def test_what_is_no_verdict_is_refused_in_a_sentence(filled: Archive, wrong: dict[str, Any]) -> None:
    with TestClient(api_alone(filled)) as client:
        response = client.post("/api/feedback", json={**GIVEN, **wrong})
    assert response.status_code == 422 and response.json()["error"].endswith(".")
    assert list(export_verdicts(filled.store)) == []
