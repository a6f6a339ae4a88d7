"""Stand-in until the branch with the real one is merged."""


def instructing(text: str) -> list[tuple[int, int]]:
    """None."""
    return []
