"""The default path reaches nothing beyond this machine: not to answer, and not behind anybody's back either."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from rag.embedding import load_minilm

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "corpus" / "articles"
QUESTION = "Who opened the bridge over Quill Sound?"

# Every way out of a Python process is closed, except to loopback; each attempt is printed, and fails.
GUARD = """
import ipaddress, socket, sys

def _is_near(host):
    name = host.decode() if isinstance(host, bytes) else host
    if name in (None, "", "localhost"):
        return True
    try:
        return ipaddress.ip_address(name.partition("%")[0]).is_loopback
    except ValueError:
        return False

def _guarded(name, real, host_of):
    def guard(*arguments, **named):
        host = host_of(*arguments, **named)
        if _is_near(host):
            return real(*arguments, **named)
        print(f"REACHED OUT: {name} {host}", file=sys.__stderr__, flush=True)
        raise OSError(f"no way out to {host}")
    return guard

def _of_address(self, address, *rest):
    return "localhost" if self.family == getattr(socket, "AF_UNIX", None) else address[0]

def _of_datagram(self, data, *rest):
    return _of_address(self, rest[-1])

class _Socket(socket.socket):
    connect = _guarded("connect", socket.socket.connect, _of_address)
    connect_ex = _guarded("connect_ex", socket.socket.connect_ex, _of_address)
    sendto = _guarded("sendto", socket.socket.sendto, _of_datagram)

socket.socket = _Socket
for _name in ("getaddrinfo", "gethostbyname", "gethostbyname_ex"):
    setattr(socket, _name, _guarded(_name, getattr(socket, _name), lambda host, *rest, **named: host))
socket.create_connection = _guarded(
    "create_connection", socket.create_connection, lambda address, *rest, **named: address[0]
)
"""

# What asking must not load: each of these costs a second or more, or the memory of a model.
HEAVY = {"gradio", "fastapi", "llama_index", "trafilatura", "torch", "onnx", "transformers"}

ASK = """
from ui.cli import main
status = 0
for command in " ".join(sys.argv[1:]).split(" then "):
    status = status or main(command.split())
print("LOADED:", *sorted({name.partition(".")[0] for name in sys.modules}), file=sys.stderr)
sys.exit(status)
"""

SERVE = """
import asyncio, json, warnings
warnings.simplefilter("ignore")
from fastapi.testclient import TestClient
from rag.archive import Archive
from ui.app import create_app

async def made(archive):
    return create_app(archive)

with Archive.open(sys.argv[1], create=False) as archive:
    with TestClient(asyncio.run(made(archive)), base_url="http://127.0.0.1") as client:
        page = client.get("/")
        asked = client.post("/api/ask", json={"question": sys.argv[2]})
        health = client.get("/healthz")
print(json.dumps({"page": page.status_code, "health": health.status_code, "asked": asked.json()}))
"""


def run(code: str, *arguments: str, cache: Path) -> subprocess.CompletedProcess[str]:
    """Run Python code, with the guard before it, as a user would who has set nothing."""
    unset = {"GRADIO_ANALYTICS_ENABLED", "ANONYMIZED_TELEMETRY", "HF_HUB_OFFLINE", "DO_NOT_TRACK", "DATELINE_ARCHIVE"}
    environment = {name: value for name, value in os.environ.items() if name not in unset}
    return subprocess.run(
        [sys.executable, "-c", GUARD + code, *arguments],
        cwd=ROOT, env=environment | {"DATELINE_CACHE": str(cache)}, capture_output=True, text=True, check=False,
        timeout=180,
    )  # fmt: skip


def stayed_near(run: subprocess.CompletedProcess[str]) -> None:
    assert "REACHED OUT" not in run.stderr, run.stderr
    assert run.returncode == 0, run.stderr


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty cache, so that the model is built from its weights behind the guard too."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> str:
    """The sample collection, ingested by the command line behind the guard."""
    folder = str(tmp_path_factory.mktemp("offline") / "archive")
    ingested = run(ASK, "ingest", str(SAMPLE), "--archive", folder, "--json", cache=cache)
    stayed_near(ingested)
    lines = [json.loads(line) for line in ingested.stdout.splitlines()]
    assert len(lines) > 20
    assert not [line for line in lines if line["status"] == "failed"]
    return folder


@pytest.mark.parametrize(
    "attempt",
    [
        "import urllib.request; urllib.request.urlopen('http://dateline.example/')",
        "import socket; socket.create_connection(('192.0.2.1', 80), 1)",
        "import socket; socket.socket().connect(('192.0.2.1', 80))",
        "import socket; socket.socket(type=socket.SOCK_DGRAM).sendto(b'x', ('192.0.2.1', 53))",
        "import socket; socket.getaddrinfo('dateline.example', 80)",
        "import httpx; httpx.get('http://192.0.2.1/')",
        "import asyncio; asyncio.run(asyncio.wait_for(asyncio.open_connection('192.0.2.1', 80), 1))",
    ],
)
def test_the_guard_would_see_it(attempt: str, cache: Path) -> None:
    tried = run(f"\ntry:\n    {attempt}\nexcept Exception:\n    pass\n", cache=cache)
    assert "REACHED OUT" in tried.stderr


def test_asking_and_searching_reach_nothing_and_load_nothing_heavy(archive: str, cache: Path) -> None:
    commands = f"ask {QUESTION} --archive {archive} --json then search ferry --archive {archive} --json -k 3"
    asked = run(ASK, commands, cache=cache)
    stayed_near(asked)
    answer, *hits = map(json.loads, asked.stdout.splitlines())
    assert answer["citations"]
    assert len(hits) == 3
    loaded = set(asked.stderr.partition("LOADED: ")[2].split())
    assert "rag" in loaded
    assert not loaded & HEAVY


def test_the_web_reaches_nothing(archive: str, cache: Path) -> None:
    served = run(SERVE, archive, QUESTION, cache=cache)
    stayed_near(served)
    result: dict[str, Any] = json.loads(served.stdout.splitlines()[-1])
    assert (result["page"], result["health"]) == (200, 200)
    assert result["asked"]["citations"]


def test_the_model_made_behind_the_guard_is_the_model(archive: str, cache: Path) -> None:
    assert list(cache.glob("minilm-*.onnx"))
    text = ["The tide gauge stood at four metres."]
    assert (load_minilm(cache).embed(text) == load_minilm().embed(text)).all()
