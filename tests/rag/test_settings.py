from __future__ import annotations

from pathlib import Path

import pytest

from rag.settings import archive_folder, cache_folder


def test_the_archive_given_outranks_the_environment_which_outranks_the_users_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("DATELINE_ARCHIVE", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert archive_folder() == tmp_path / "data" / "dateline" / "archive"
    monkeypatch.setenv("DATELINE_ARCHIVE", str(tmp_path / "mine"))
    assert archive_folder() == tmp_path / "mine"
    assert archive_folder(tmp_path / "given") == tmp_path / "given"


def test_a_tilde_is_the_home_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/somewhere")
    assert archive_folder("~/news") == Path("/somewhere/news")


def test_the_cache_is_a_folder_of_its_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("DATELINE_CACHE", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache_folder() == tmp_path / "dateline"
    monkeypatch.setenv("DATELINE_CACHE", str(tmp_path / "c"))
    assert cache_folder() == tmp_path / "c"
