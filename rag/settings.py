"""Where things live on this computer, and the few numbers the archive is made with."""

from __future__ import annotations

import os
import sys
from pathlib import Path

# A passage's budget in tiktoken's cl100k_base tokens. With a title of at most TITLE_TOKENS before it a
# passage of English stays under the 256 wordpieces MiniLM reads; what is longer it drops without a word.
PASSAGE_TOKENS = 160
TITLE_TOKENS = 40
# A passage shorter than this says too little to be found by meaning, so it joins its neighbour.
SMALLEST_PASSAGE_TOKENS = 25

# Articles stored and word-indexed between two commits: large enough that commits cost little, small
# enough that a kill loses seconds.
ARTICLES_A_BATCH = 200
SECONDS_A_BATCH = 2.0  # where articles come slowly, from the web, a batch is closed after this time
# Passages embedded between two marks in SQLite: about a second of MiniLM on two cores.
PASSAGES_A_BATCH = 64

# A question longer than this is a pasted text, not a question (DESIGN: 10,000 characters get a message).
LONGEST_QUESTION = 2_000


def archive_folder(given: str | Path | None = None) -> Path:
    """The archive's folder: the one given, else $DATELINE_ARCHIVE, else a folder of this user's data."""
    chosen = given or os.environ.get("DATELINE_ARCHIVE")
    return Path(chosen).expanduser() if chosen else _user_folder("XDG_DATA_HOME", ".local/share") / "archive"


def cache_folder() -> Path:
    """The folder for files that can be made again (the int8 model): $DATELINE_CACHE or the user's cache."""
    chosen = os.environ.get("DATELINE_CACHE")
    return Path(chosen).expanduser() if chosen else _user_folder("XDG_CACHE_HOME", ".cache")


def _user_folder(variable: str, otherwise: str) -> Path:
    # The XDG base directory rules, with what macOS and Windows use in their place.
    if os.environ.get(variable):
        return Path(os.environ[variable]) / "dateline"
    if sys.platform == "darwin":
        otherwise = "Library/Caches" if "CACHE" in variable else "Library/Application Support"
    elif sys.platform == "win32":
        otherwise = "AppData/Local"
    return Path.home() / otherwise / "dateline"
