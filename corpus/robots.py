"""Robots: what a site's robots.txt asks of Dateline."""

from __future__ import annotations

import re

from protego import Protego

AGENT = "Dateline"
MAX_LINES = 20_000
_AGENT_LINE = re.compile(r"\s*user[ -]?agent\s*:?\s*([^\s/#]*)", re.IGNORECASE)


class Rules:
    """A site's wishes, read once."""

    def __init__(self, parsed: Protego) -> None:
        self._parsed = parsed
        self.delay = parsed.crawl_delay(AGENT)  # seconds between two requests, None where it does not say

    def allow(self, address: str) -> bool:
        """Whether the site allows a visit of the address."""
        return bool(self._parsed.can_fetch(address, AGENT))


def read_rules(data: bytes) -> Rules:
    """The rules of a robots.txt; of what is no robots.txt, none (RFC 9309)."""
    lines = data.decode("utf-8", "replace").removeprefix("\ufeff").splitlines()[:MAX_LINES]
    return Rules(Protego.parse("\n".join(map(_of_interest, lines))))


def _of_interest(line: str) -> str:
    """The line, with all robots but this one under one name: Protego's time grows with robots times rules."""
    named = _AGENT_LINE.match(line)
    if not named or named[1] == "*" or named[1].lower() == AGENT.lower():
        return line if not named else f"User-agent: {named[1]}"
    return "User-agent: another-robot"
