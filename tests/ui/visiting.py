"""A visit to the page in a real browser, as a reader makes it."""

from __future__ import annotations

from typing import Any

BOX = "#question textarea"


class Visit:
    """A page in the browser, with every address it asked for and everything that should not have happened."""

    def __init__(self, page: Any, address: str) -> None:
        self.page = page
        self.address = address
        self.requested: list[str] = []
        self.mishaps: list[str] = []
        page.on("request", lambda request: self.requested.append(request.url))
        page.on("pageerror", lambda error: self.mishaps.append(str(error)))
        page.on("dialog", lambda dialog: (self.mishaps.append(dialog.message), dialog.dismiss()))
        page.goto(address)
        page.wait_for_selector(BOX)

    def ask(self, question: str, number: int = 1) -> Any:
        """Type a question, press Enter, wait for the answer; returns the exchange."""
        self.page.fill(BOX, question)
        self.page.press(BOX, "Enter")
        return self.answered(number)

    def answered(self, number: int) -> Any:
        """The exchange of that number once its answer is there."""
        return self.page.wait_for_selector(f"#q{number}:not([data-status=pending])")

    def outside(self) -> list[str]:
        """Addresses asked for that are not the server's own."""
        return [url for url in self.requested if not url.startswith((self.address, "data:", "blob:"))]
