"""What the OpenAPI document declares is what is answered, whatever is sent: schemathesis makes the cases.

`make test` runs a few for each route; `make torture` sets DATELINE_CASES to so many for each.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS, load_all_checks

from rag.archive import Archive
from tests.conftest import HashingEmbedder, invented_article
from tests.ui.conftest import BRIDGE, OLD_BRIDGE, api_alone
from ui.access import Access

CASES = int(os.environ.get("DATELINE_CASES", "6"))
KEY = {"authorization": "Bearer black ink"}
ACCESS = Access(read_key="red ink", ingest_key="black ink", requests_a_minute=10**9)
# A question of any text is of the schema, and one without words cannot be answered.
load_all_checks()
NOT_CHECKED = [CHECKS.get_one("positive_data_acceptance")]
# In an address everything is text: outlets=false names an outlet "false", which schemathesis takes for a boolean.
NOT_CHECKED_IN_ADDRESSES = [*NOT_CHECKED, CHECKS.get_one("negative_data_rejection")]
made: Counter[int] = Counter()
OPERATIONS = [
    (path, method) for path, operations in api_alone(cast(Any, None), ACCESS).openapi()["paths"].items()
    for method in operations
]  # fmt: skip


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The document of a server with both keys, over an archive that the cases may change."""
    folder: Path = tmp_path_factory.mktemp("schema")
    with Archive.open(folder / "archive", embedder=HashingEmbedder()) as archive:
        list(archive.take_in([BRIDGE, OLD_BRIDGE, *(invented_article(number) for number in range(4))]))
        app = api_alone(archive, ACCESS)
        document = app.openapi()
        for operations in document["paths"].values():
            for operation in operations.values():
                operation.pop("security", None)  # the key is given with every case; tests/ui/test_access.py has others
        declared = schemathesis.openapi.from_dict(document)
        declared.app = app
        yield declared


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_every_answer_is_a_declared_one_and_none_is_a_fault(
    document: Any, path: str, method: str, mode: GenerationMode
) -> None:
    @settings(max_examples=CASES, deadline=None, derandomize=CASES < 100, suppress_health_check=list(HealthCheck))
    @given(case=document[path][method].as_strategy(generation_mode=mode))
    def holds(case: Any) -> None:
        case.headers.update(KEY)
        response = case.call()
        too_large = response.status_code == 413  # which schemathesis does not count as a refusal
        excluded = NOT_CHECKED_IN_ADDRESSES if method == "get" or too_large else NOT_CHECKED
        case.validate_response(response, excluded_checks=excluded)
        made[response.status_code] += 1
        assert response.status_code < 500

    try:
        holds()
    except Unsatisfiable:
        assert mode == GenerationMode.NEGATIVE, "no case could be made"  # some routes take nothing that could be wrong


def test_there_were_cases_enough() -> None:
    print(f"\n{sum(made.values()):,} cases: {dict(sorted(made.items()))} by status")
    assert sum(made.values()) >= 12 * CASES
