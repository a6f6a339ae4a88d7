from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from corpus.article import DatelineError
from rag.archive import Archive
from ui.app import serve

_SERVE = """
import sys
from rag.archive import Archive
from ui.app import serve
with Archive.open(sys.argv[1]) as archive:
    serve(archive, "127.0.0.1", 0)
print("closed", flush=True)
"""


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_serve_says_where_it_is_and_leaves_cleanly_on_a_signal(tmp_path: Path, stop: signal.Signals) -> None:
    command = [sys.executable, "-c", _SERVE, str(tmp_path / "archive")]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    ) as serving:
        assert serving.stdout and serving.stderr
        try:
            line = serving.stdout.readline()
            address = next(word for word in line.split() if word.startswith("http://"))
            with urllib.request.urlopen(address, timeout=10) as page:
                assert page.status == 200
            serving.send_signal(stop)
            out, err = serving.communicate(timeout=20)
        finally:
            serving.kill()
    assert serving.returncode == 0, err
    assert out == "closed\n"
    assert "Traceback" not in err
    with Archive.open(tmp_path / "archive"):
        pass


def test_a_port_in_use_is_a_sentence(archive: Archive) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(DatelineError, match=f"127.0.0.1:{port}.*in use.*--port"):
            serve(archive, "127.0.0.1", port)


@pytest.mark.parametrize(("host", "port"), [("127.0.0.1", 70_000), ("256.1.1.1", 0)])
def test_an_address_that_cannot_be_is_a_sentence(archive: Archive, host: str, port: int) -> None:
    with pytest.raises(DatelineError, match="cannot listen"):
        serve(archive, host, port)
