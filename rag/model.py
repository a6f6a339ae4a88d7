"""A language model that writes: its words as they come, bounded in time and size, and its failures as sentences.

LlamaIndex and OpenAI's client are imported only where there is a model.
"""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from corpus.article import DatelineError

if TYPE_CHECKING:
    from llama_index.core.llms import LLM

    from rag.bounds import Line

# The smallest window that is common; Ollama gives no more unless it is told to.
WINDOW_TOKENS = 4_096
SECONDS = 60.0
# The share of the window that is kept for the answer: a few sentences, and what some models think before them.
ANSWER_SHARE = 0.25
MOST_CHARACTERS = 40_000
# Of one answer, with all that the protocol and a model's thoughts add.
MOST_BYTES = 4_000_000
# So often it is seen that who waits for a model's words has left.
LOOK_SECONDS = 0.1

# What a client trips over where a server sends something of another shape.
_UNREADABLE = ("JSONDecodeError", "UnicodeDecodeError", "TypeError", "KeyError", "AttributeError", "RecursionError")

_LOG = logging.getLogger(__name__)


class ModelError(DatelineError):
    """Why a model's words do not come, or end too early: a sentence without addresses and keys."""


@dataclass(frozen=True)
class Model:
    """An LLM of LlamaIndex that can chat, how many tokens it reads, and how many seconds an answer may take in all."""

    llm: LLM
    window_tokens: int = WINDOW_TOKENS
    seconds: float = SECONDS


def connect(
    url: str, name: str, key: str | None = None, window_tokens: int = WINDOW_TOKENS, seconds: float = SECONDS
) -> Model:
    """The model called `name` on a server with OpenAI's API at `url`; nothing is sent yet.

    `url` is the API's base, as http://127.0.0.1:8080/v1; without a path, /v1 is added. Raises DatelineError for what
    is no web address.
    """
    from llama_index.llms.openai_like import OpenAILike

    from rag.bounds import bounded_client

    parts = urlsplit(url.strip())
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise DatelineError(f"{url!r} is not the address of a model's server, such as http://127.0.0.1:8080/v1.")
    base = url.strip().rstrip("/") + ("" if parts.path.strip("/") else "/v1")
    llm = OpenAILike(
        model=name,
        api_base=base,
        api_key=key or "none",  # else OpenAI's client would send $OPENAI_API_KEY to whatever server this is
        is_chat_model=True,
        context_window=window_tokens,
        max_tokens=int(ANSWER_SHARE * window_tokens),
        temperature=0.0,
        timeout=seconds,
        max_retries=0,
        http_client=bounded_client(seconds, MOST_BYTES),
    )
    return Model(llm, window_tokens, seconds)


def words_of(model: Model, messages: Sequence[tuple[str, str]], left: threading.Event | None = None) -> Iterator[str]:
    """What the model says to `messages` (role, text), piece by piece as it comes; may be left at any time.

    Who waits in another thread leaves by setting `left`: the words end then, also where the model says nothing, and
    the model is no longer at work for them. Raises ModelError when it fails, takes longer than its seconds, or says
    more than MOST_CHARACTERS.
    """
    from rag.bounds import Line

    heard: queue.Queue[str | Exception | None] = queue.Queue()
    left, over, line = left or threading.Event(), threading.Event(), Line()
    # A thread of its own, so that the time holds whatever a client does; the client's own bounds end the thread.
    listening = threading.Thread(target=_listen, args=(model.llm, messages, heard, over, line), daemon=True)
    listening.start()
    ends, characters = time.monotonic() + model.seconds, 0
    try:
        while not left.is_set():
            rest = ends - time.monotonic()
            try:
                piece = heard.get(timeout=max(0.0, min(rest, LOOK_SECONDS)))
            except queue.Empty:
                if rest > LOOK_SECONDS:
                    continue
                raise _too_slow(model) from None
            if piece is None:
                return
            if isinstance(piece, Exception):
                raise _too_slow(model) if "Timeout" in type(piece).__name__ else _as_sentence(piece) from piece
            characters += len(piece)
            if characters > MOST_CHARACTERS:
                raise ModelError("The language model did not come to an end.")
            yield piece
    finally:
        over.set()
        line.hang_up()
        if left.is_set():  # a model that cannot be hung up on is at work until its next word
            listening.join(max(0.0, ends - time.monotonic()))


def _listen(
    llm: LLM,
    messages: Sequence[tuple[str, str]],
    heard: queue.Queue[str | Exception | None],
    over: threading.Event,
    line: Line,
) -> None:
    from llama_index.core.llms import ChatMessage

    line.take()
    end: Exception | None = None
    try:
        answer: Any = llm.stream_chat([ChatMessage(role=role, content=text) for role, text in messages])
        for piece in answer:
            if over.is_set():
                break
            heard.put(str(piece.delta or ""))
        answer.close()
    except Exception as error:  # whatever a client or a model of LlamaIndex raises
        end = error
    line.lay_down()
    heard.put(end)


def _too_slow(model: Model) -> ModelError:
    return ModelError(f"The language model took longer than {model.seconds:g} seconds.")


def _as_sentence(error: Exception) -> ModelError:
    """One sentence for whatever a client raised; the log gets its kind."""
    kind, status = type(error).__name__, getattr(error, "status_code", None)
    _LOG.warning("The language model failed: %s%s", kind, f" {status}" if status else "")
    return ModelError(f"The language model {_what(error, kind, status)}.")


def _what(error: Exception, kind: str, status: int | None) -> str:
    # OpenAI's client, and others that follow it, name their errors so.
    if status in (401, 403):
        return "refused the key"
    if status == 404:
        return "is not known to its server"
    if status == 429:
        return "is asked too often"
    if status in (400, 413, 422) and any(word in str(error).lower() for word in ("context", "too long", "token")):
        return "cannot take so much text; name its window with --llm-window"
    if status is not None:
        return f"failed (its server answered {status})"
    if "Connection" in kind and "Connect" in type(error.__cause__).__name__:
        return "is not there"
    if any(word in kind for word in ("Connection", "Protocol", "Read")):
        return "broke off"
    if kind in _UNREADABLE:
        return "sent what cannot be read"
    return f"failed ({kind})"
