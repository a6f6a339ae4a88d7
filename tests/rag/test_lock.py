from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from corpus.article import DatelineError
from rag.lock import release_lock, take_lock

HOLD = """
import sys
from pathlib import Path
from rag.lock import take_lock
take_lock(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
"""


def holder(folder: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def finish(process: subprocess.Popen[str]) -> None:
    process.communicate()


def test_a_second_process_is_told_who_owns_the_archive(tmp_path: Path) -> None:
    process = holder(tmp_path)
    with pytest.raises(DatelineError, match=f"pid {process.pid}") as refused:
        take_lock(tmp_path)
    assert str(tmp_path) in str(refused.value)
    finish(process)
    take_lock(tmp_path)
    release_lock(tmp_path)


def test_a_killed_owner_leaves_no_lock(tmp_path: Path) -> None:
    process = holder(tmp_path)
    os.kill(process.pid, signal.SIGKILL)
    finish(process)
    take_lock(tmp_path)
    release_lock(tmp_path)


def test_one_process_may_take_it_twice_and_frees_it_with_the_last(tmp_path: Path) -> None:
    take_lock(tmp_path)
    take_lock(tmp_path)
    release_lock(tmp_path)
    refused = subprocess.run(
        [sys.executable, "-c", HOLD, str(tmp_path)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "ArchiveInUseError" in refused.stderr
    release_lock(tmp_path)
    finish(holder(tmp_path))
