"""The ways in which a model, or what stands before it, goes wrong: plays for tests/scripted_model.py."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from itertools import count

from tests.scripted_model import (
    DONE,
    JSON_HEAD,
    Body,
    Cut,
    Head,
    Pause,
    Piece,
    Play,
    completion,
    event,
    refusing,
    saying,
    unknown_model,
)

INVENTED = "The herring parliament sold the northern moon to a choir of 41 goats [1]."
"""A sentence that no article carries: where a failing model says anything, it says this."""

_HTML = "<!doctype html><html><head><title>Sign in</title></head><body><h1>Welcome to the proxy</h1></body></html>"


def slow_first_byte(delay: float = 60, text: str = INVENTED) -> Play:
    """Not even a status comes before `delay` seconds are over."""
    return lambda body: [Pause(delay), text]


def slow_first_word(delay: float = 60, text: str = INVENTED) -> Play:
    """The head comes at once, the first word after `delay` seconds."""
    return lambda body: [Head(), event({"role": "assistant", "content": ""}), Pause(delay), text]


def one_character(every: float = 1, text: str = INVENTED) -> Play:
    """A character every so many seconds."""

    def play(body: Body) -> Iterator[Piece]:
        for character in text:
            yield character
            yield Pause(every)

    return play


def stalling(delay: float = 60, text: str = INVENTED) -> Play:
    """Two thirds of the text, and then nothing for `delay` seconds."""
    return lambda body: [text[: len(text) * 2 // 3], Pause(delay), text[len(text) * 2 // 3 :]]


def endless(words: Callable[[int], Piece], start: Piece = "", every: float = 0.002) -> Play:
    """`start`, and then a piece every so many seconds for ever."""

    def play(body: Body) -> Iterator[Piece]:
        yield start
        for number in count():
            yield words(number)
            yield Pause(every)

    return play


def cut_short(text: str = INVENTED) -> Play:
    """The connection is closed in the middle of the text."""
    return lambda body: [text[: len(text) // 2], Cut()]


def unended(text: str = INVENTED) -> Play:
    """The stream ends properly, but in the middle of the text, without a finish_reason and without [DONE]."""
    return lambda body: [text[: len(text) // 2], b""]


def finished(reason: str, text: str = INVENTED) -> Play:
    """A stream that ends in the middle of the text for this reason."""
    return lambda body: [text[: len(text) // 2], event({}, reason), DONE]


def _events(*pieces: Piece) -> Play:
    return lambda body: [*pieces, DONE]


def _error(message: str, kind: str, **more: object) -> Body:
    return {"error": {"message": message, "type": kind} | more}


def _flat_error(message: str, kind: str, **more: object) -> Body:
    return {"object": "error", "message": message, "type": kind} | more


_TOO_LONG = "This model's maximum context length is 2048 tokens. However, "
_TOOL_CALL = {
    "index": 0, "id": "call_1", "type": "function", "function": {"name": "search", "arguments": '{"query": "goats"}'}
}  # fmt: skip

# Well formed and odd. A client may read the text or give up; it must not fail, or show what is not the text.
ODD_FORMS: dict[str, Callable[[str], Play]] = {
    # stream was asked for, and one JSON answer comes
    "plain JSON": lambda text: refusing(200, completion({"content": text})),
    # the same, called an event stream
    "plain JSON called a stream": lambda text: lambda body: [Head(), _json(completion({"content": text}))],
    # as reasoning models stream: what they think is in a field of its own
    "reasoning_content": lambda text: _events(
        event({"role": "assistant", "content": None, "reasoning_content": "The user asks about goats. "}),
        event({"reasoning_content": "Goats it is [1]."}), text, event({}, "stop"),
    ),
    # the same, in the text
    "think": lambda text: saying(["<think>\nThe user asks", " about goats [1].\n</think>\n\n", text]),
    # empty and null contents before, between and after
    "empty deltas": lambda text: _events(
        event({"role": "assistant", "content": None}), event({}), "", text, event({"content": None}), event({}, "stop"),
    ),
    # the chunk that tells usage has no choices
    "usage chunk": lambda text: _events(
        text, event({}, "stop"), event({}) | {"choices": [], "usage": {"total_tokens": 3}},
    ),
    # comments between events, as proxies send them to keep a connection open
    "comments": lambda text: _events(b": ping\n\n", text, b": ping\n\n:\n\n", event({}, "stop")),
    # no space after "data:", CRLF, fields beside it
    "spare events": lambda text: lambda body: [
        b"event: message\r\nid: 1\r\nretry: 10\r\ndata:" + _json(event({"content": text})) + b"\r\n\r\n", DONE,
    ],
    # every byte comes by itself, so that letters are cut in two
    "byte by byte": lambda text: lambda body: [
        bytes([byte]) for byte in b"data: " + _json(event({"content": text + " — né"})) + b"\n\n" + DONE
    ],
    # every character is a delta
    "character by character": saying,
    # the last event has text and finish_reason both
    "text in the last event": lambda text: _events(event({"content": text}, "stop")),
    # the last event, and no [DONE]
    "no [DONE]": lambda text: lambda body: [text, event({}, "stop")],
    # events after [DONE]
    "goes on after [DONE]": lambda text: lambda body: [text, event({}, "stop"), DONE, "And goats", DONE],
    # each chunk comes twice
    "duplicated chunks": lambda text: _events(*(half for half in _halves(text) for _ in range(2))),
}  # fmt: skip


def _json(body: Body) -> bytes:
    return json.dumps(body, ensure_ascii=False).encode()


def _halves(text: str) -> Iterable[str]:
    return text[: len(text) // 2], text[len(text) // 2 :]


FAILURES: dict[str, Play] = {
    # Time
    "slow first byte": slow_first_byte(),
    "slow first word": slow_first_word(),
    "one character a second": one_character(),
    "stall in mid-sentence": stalling(),
    # Statuses
    "429 with Retry-After": refusing(
        429, _error("Rate limit reached for requests", "requests", param=None, code="rate_limit_exceeded"),
        Retry_After="30",
    ),
    "500": refusing(500, _error("The server had an error while processing your request.", "server_error")),
    # llama.cpp says this while it still reads the weights
    "503": refusing(503, _error("Loading model", "unavailable_error", code=503)),
    "401": refusing(
        401, _error("Incorrect API key provided: sk-wrong.", "invalid_request_error", code="invalid_api_key")
    ),
    "403": refusing(403, "Forbidden", Content_Type="text/plain"),
    "404 model unknown": unknown_model,
    # Ollama's wording of it
    "404 model not pulled": refusing(404, _error('model "scripted" not found, try pulling it first', "api_error")),
    "404 no such path": refusing(404, "404 page not found", Content_Type="text/plain"),
    "400 context exceeded, llama.cpp": refusing(
        400,
        _error(
            "request (4817 tokens) exceeds the available context size (2048 tokens), try increasing it",
            "exceed_context_size_error", code=400, n_prompt_tokens=4817, n_ctx=2048,
        ),
    ),
    "400 context exceeded, OpenAI": refusing(
        400,
        _error(
            _TOO_LONG + "your messages resulted in 4817 tokens. Please reduce the length of the messages.",
            "invalid_request_error", param="messages", code="context_length_exceeded",
        ),
    ),
    "400 context exceeded, vLLM": refusing(
        400,
        _error(
            _TOO_LONG + "you requested 4817 tokens (4317 in the messages, 500 in the completion). Please reduce the "
            "length of the messages or completion.",
            "BadRequestError", param=None, code=400,
        ),
    ),
    # vLLM before 0.11 had no "error" around it
    "400 context exceeded, older vLLM": refusing(
        400,
        _flat_error(
            _TOO_LONG + "you requested 4817 tokens in the messages, Please reduce the length of the messages.",
            "BadRequestError", param=None, code=400,
        ),
    ),
    "400 error without a message": refusing(400, "[]"),
    "HTML with 200": refusing(200, _HTML, Content_Type="text/html; charset=utf-8"),
    "HTML with 502": refusing(502, _HTML, Content_Type="text/html"),
    "redirect to another host": refusing(307, "", Location="{elsewhere}"),
    "redirect with 302": refusing(302, "", Location="{elsewhere}"),
    "204 without a body": lambda body: [Head(204, {})],
    # Streams that are none
    "invalid JSON in an event": lambda body: [INVENTED, b'data: {"choices": [{"delta": {"cont\n\n', DONE],
    "no JSON at all": lambda body: [Head(), b"goats goats goats\n\n"],
    "bytes that are no UTF-8": lambda body: [b'data: {"choices": [{"delta": {"content": "\xff\xfe\xc3"}}]}\n\n', DONE],
    "empty stream": lambda body: [b""],
    "only [DONE]": lambda body: [DONE],
    "empty body of JSON": lambda body: [Head(200, JSON_HEAD)],
    "gzip that is none": lambda body: [
        Head(200, {"Content-Type": "text/event-stream", "Content-Encoding": "gzip"}), INVENTED, DONE,
    ],
    "closed mid-stream": cut_short(),
    "closed before the head": lambda body: [Cut()],
    "ended without an end": unended(),
    "error object in the stream": _events(INVENTED[:20], _error("CUDA error: out of memory", "server_error", code=500)),
    "error event in the stream": lambda body: [INVENTED[:20], b'event: error\ndata: {"message": "overloaded"}\n\n'],
    "error object with 200": refusing(200, _error("model runner has unexpectedly stopped", "api_error")),
    # Events of a wrong shape
    "no choices": _events({"id": "1", "object": "chat.completion.chunk"}),
    "choices empty": _events(event({}) | {"choices": []}),
    "choices null": _events(event({}) | {"choices": None}),
    "no delta": _events(event({}) | {"choices": [{"index": 0}]}),
    "delta null": _events(event({}) | {"choices": [{"index": 0, "delta": None}]}),
    "content a number": _events(event({"content": 41})),
    "content a list": _events(event({"content": [{"type": "text", "text": INVENTED}]})),
    "content an object": _events(event({"content": {"text": INVENTED}})),
    "choices an object": _events(event({}) | {"choices": {"0": {"delta": {"content": INVENTED}}}}),
    "event a list": lambda body: [b"data: []\n\ndata: null\n\ndata: 41\n\ndata: \"goats\"\n\n", DONE],
    "deeply nested event": lambda body: [b"data: " + b"[" * 100_000 + b"\n\n", DONE],
    "only empty deltas": _events(*[event({"content": ""})] * 50, event({}, "stop")),
    "only null content": _events(event({"role": "assistant", "content": None}), event({}, "stop")),
    "only role": _events(event({"role": "assistant"})),
    # Words that are no answer
    "finish_reason length": finished("length"),
    "content_filter": finished("content_filter"),
    "content_filter at once": _events(event({}, "content_filter")),
    "refusal": _events(event({"refusal": "I'm sorry, I can't help with that."}), event({}, "stop")),
    "refusal in words": saying(["I'm sorry, ", "but I can't assist with that."]),
    "tool_calls": _events(event({"content": None, "tool_calls": [_TOOL_CALL]}), event({}, "tool_calls")),
    "only reasoning_content": _events(event({"reasoning_content": INVENTED}), event({}, "stop")),
    "only think": saying(["<think>", INVENTED, "</think>"]),
    "lone surrogates": saying(["Goats \ud83d", " and \udc00 [1]. \udfff"]),
    "control characters": saying(["Goats\0\x01\x07\x1b[31m\x7f [1].", "\u202e\u2028\ufeff\ufffe\r\0"]),
    "one delta of 5 MB": saying(["goats sold it [1]. " * 270_000]),
    "one line of 5 MB without an end": lambda body: [Head(), b"data: " + b"x" * 5_000_000],
    "thousands of markers": saying(["Goats " + "[1]" * 5_000 + "[" * 5_000 + "."]),
    # Without an end
    "endless words": endless(lambda number: f"goat {number} sang. "),
    "endless text without a stop": endless(lambda number: "goat" * 50),
    "endless empty deltas": endless(lambda number: ""),
    "endless comments": endless(lambda number: b": keep-alive\n\n", start=b": keep-alive\n\n", every=0.02),
    "endless think": endless(lambda number: f"goat {number} may have sung. ", start="<think>"),
    "endless reasoning_content": endless(lambda number: event({"reasoning_content": f"goat {number}. "})),
    "endless line": endless(lambda number: b"x" * 100, start=b"data: "),
    "endless body of JSON": endless(lambda number: b" " * 100, start=Head(200, JSON_HEAD)),
}  # fmt: skip
FAILURES |= {f"invented: {name}": form(INVENTED) for name, form in ODD_FORMS.items()}
