"""Who may come in: which origins, with which keys, how often. Made by whoever serves, read by all of ui/."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Access:
    """What a server allows; by default its own origin reads without a key, and nobody writes.

    `origins` are other sites' ("https://site.example") that may ask, embed the widget and frame the page.
    `read_key` guards everything that shows articles; `ingest_key` guards the routes that change them, which without
    it are not there.
    """

    origins: tuple[str, ...] = ()
    read_key: str | None = None
    ingest_key: str | None = None
    requests_a_minute: int = 120
    answers_at_once: int = 4
