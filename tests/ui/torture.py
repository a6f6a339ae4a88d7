"""Thirty-two clients that stream answers for two minutes: `make torture`. None may get another's answer, or none.

Half of the clients come by JSON now and then; some leave in the middle. What they may get besides answers is a declared
429, after which they wait as long as they are told. Prints what was seen, and exits 1 where anything else was.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path
from typing import Any

import httpx

from corpus.sources import SAMPLE_FOLDER
from rag.archive import Archive
from tests.ui.conftest import running, whole_web
from ui.access import Access

CLIENTS, SECONDS = 32, float(sys.argv[1]) if len(sys.argv) > 1 else 120.0
SUBJECTS = ("the Lantern Bridge", "the Heron Bridge", "the ferry Tern", "the library", "the cable", "the island cup")
KINDS = ("Who opened", "When did", "How much did", "What happened to", "Why was", "Who spoke about")


class Client:
    """One client: asks, checks that what comes back is its own, counts what it saw."""

    def __init__(self, number: int, address: str) -> None:
        self._number = number
        self._random = random.Random(number)
        # The server believes a proxy on loopback, so each client can have an address of its own.
        self._http = httpx.Client(base_url=address, timeout=60, headers={"x-forwarded-for": f"198.51.100.{number}"})
        self.seen: Counter[str] = Counter()
        self.seconds: list[float] = []

    def ask_until(self, end: float) -> None:
        """Ask one question after the other until it is time."""
        asked = 0
        while time.monotonic() < end:
            asked += 1
            given = f"{self._number}-{asked}"
            question = f"{self._random.choice(KINDS)} {self._random.choice(SUBJECTS)} {given}?"
            try:
                self.seen[self._ask(given, question)] += 1
            except httpx.HTTPError as error:
                self.seen[f"WRONG {type(error).__name__}"] += 1

    def _ask(self, given: str, question: str) -> str:
        began = time.monotonic()
        body = {"id": given, "question": question}
        streamed = self._random.random() < 0.9
        leaves = streamed and self._random.random() < 0.05
        headers = {"accept": "text/event-stream" if streamed else "application/json"}
        with self._http.stream("POST", "/api/ask", json=body, headers=headers) as response:
            if response.status_code == 429:
                response.read()
                time.sleep(int(response.headers["retry-after"]) * self._random.uniform(0.5, 1))
                return "429"
            if response.status_code != 200:
                return f"WRONG {response.status_code}"
            if leaves:
                next(response.iter_raw())
                return "left"
            answer, sentences = _read(response, streamed)
        self.seconds.append(time.monotonic() - began)
        if answer is None:
            return "WRONG no answer"
        if answer["id"] != given or answer["question"] != question:
            return "WRONG somebody else's"
        if streamed and sentences != answer["sentences"]:
            return "WRONG sentences"
        return "streamed" if streamed else "json"


def _read(response: httpx.Response, streamed: bool) -> tuple[Any, list[Any]]:
    if not streamed:
        return json.loads(response.read()), []
    events = [event.split("\n") for event in response.read().decode().split("\n\n") if event and event[0] != ":"]
    told = [(name.removeprefix("event: "), json.loads(data.removeprefix("data: "))) for name, data in events]
    answers = [data for name, data in told if name == "answer"]
    return answers[0] if len(answers) == 1 and told[-1][0] == "answer" else None, [
        data for name, data in told if name == "sentence"
    ]


def main() -> int:
    """Run it on the sample collection, with the page in front as in life."""
    with tempfile.TemporaryDirectory() as folder, Archive.open(Path(folder) / "archive") as archive:
        list(archive.ingest([SAMPLE_FOLDER]))
        access = Access(requests_a_minute=10**9).listening_on("127.0.0.1")
        with running(archive, app=whole_web(archive, access)) as address:
            clients = [Client(number, address) for number in range(CLIENTS)]
            end = time.monotonic() + SECONDS
            threads = [threading.Thread(target=client.ask_until, args=(end,)) for client in clients]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            metrics = httpx.get(f"{address}/metrics").text
    seen = sum((client.seen for client in clients), Counter[str]())
    seconds = sorted(each for client in clients for each in client.seconds)
    print(f"{CLIENTS} clients, {SECONDS:.0f} s: {dict(seen.most_common())}")
    print(
        f"an answer took {seconds[len(seconds) // 2]:.2f} s (median), {seconds[len(seconds) * 95 // 100]:.2f} s (95 %)"
    )
    print("\n".join(line for line in metrics.split("\n") if line.startswith("dateline_answers")))
    alone = "\ndateline_answers_at_work 0.0" in metrics
    return int(not alone or any(kind.startswith("WRONG") for kind in seen))


if __name__ == "__main__":
    sys.exit(main())
