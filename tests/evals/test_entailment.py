from __future__ import annotations

from pathlib import Path

import pytest

from corpus.article import DatelineError
from evals.entailment import OnnxEntailment


def test_a_folder_without_a_model_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(DatelineError, match=r"does not hold one \.onnx file"):
        OnnxEntailment(tmp_path)
