"""The widget: one script for other sites, and the page it fills inside a frame.

The script is the files of `ui/widget/` one after another in a scope of its own, without their comments, with the style
sheet and the labels of every language in front: a site loads one file, whoever reads it here reads several short ones.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, Response

_FILES = Path(__file__).parent / "widget"
_COMMENT = re.compile(r"^ *//.*\n", re.MULTILINE)
_PARTS = ("labels.js", "asking.js", "answer.js", "chat.js", "corner.js")


def widget_script() -> str:
    """The whole of `/widget.js`."""
    labels = {file.stem: json.loads(file.read_text("utf-8")) for file in sorted((_FILES / "languages").glob("*.json"))}
    held = {"STYLE": (_FILES / "widget.css").read_text("utf-8"), "LABELS": labels}
    constants = [f"const {name} = {json.dumps(value, ensure_ascii=False)};\n" for name, value in held.items()]
    parts = [_COMMENT.sub("", (_FILES / name).read_text("utf-8")) for name in _PARTS]
    return "\n".join(["// Dateline's widget: docs/widget.md\n(() => {", '"use strict";', *constants, *parts, "})();\n"])


def widget_router() -> APIRouter:
    """`/widget.js`, and `/embed`, the page for frames; neither shows an article, so neither needs a key."""
    router = APIRouter(include_in_schema=False)
    script = widget_script().encode()
    packed = gzip.compress(script, mtime=0)
    tag = f'"{hashlib.sha256(script).hexdigest()[:16]}"'

    @router.api_route("/widget.js", methods=["GET", "HEAD"])
    def widget(request: Request) -> Response:
        headers = {
            "cache-control": "no-cache",
            "cross-origin-resource-policy": "cross-origin",  # or sites that isolate themselves could not load it
            "etag": tag,
            "vary": "accept-encoding",
        }
        if tag in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        takes_packed = "gzip" in request.headers.get("accept-encoding", "")
        if takes_packed:
            headers["content-encoding"] = "gzip"
        return Response(packed if takes_packed else script, media_type="text/javascript", headers=headers)

    @router.get("/embed")
    def embed() -> FileResponse:
        return FileResponse(_FILES / "embed.html", media_type="text/html", headers={"cache-control": "no-cache"})

    return router
