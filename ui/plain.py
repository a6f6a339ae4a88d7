"""Pages without a script: the frame around them, and the policy that lets nothing in them run or load."""

from __future__ import annotations

from fastapi import Request
from fastapi.responses import HTMLResponse

from ui.escaping import escaped
from ui.wording import Wording, wording_for

# Only style sheets, images and forms of this server, and nothing else. Who may frame it: ui/security.py.
_POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'"


def reader_of(request: Request) -> Wording:
    """The words of the language that the reader's browser asks for."""
    return wording_for(request.headers.get("accept-language"))


def plain_page(title: str, body: str, words: Wording, status: int = 200, up: str = "") -> HTMLResponse:
    """A whole page around `body`, which is HTML; `title` is text. All addresses in it are relative.

    `up` leads from the page's own address to where the others are ("../").
    """
    return HTMLResponse(
        f'<!doctype html><html lang="{words.language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>{escaped(title)}</title><link rel="stylesheet" href="{up}paper.css">'
        f'<link rel="icon" href="{up}favicon.ico"></head>'
        f'<body class="plain"><header><p class="name"><a href="{up or "."}">Dateline</a></p><nav>'
        f'<a href="{up}archive">{escaped(words("archive"))}</a> <a href="{up or "."}">{escaped(words("back"))}</a>'
        "</nav></header>"
        f"<main>{body}</main></body></html>",
        status,
        headers={"content-security-policy": _POLICY, "vary": "accept-language", "cache-control": "no-store"},
    )


def unscripted(words: Wording) -> str:
    """What the chat page shows where scripts are off: that asking needs them, and what can be read without."""
    return (
        f'<noscript><link rel="stylesheet" href="paper.css"><div class="plain" lang="{words.language}">'
        f'<header><p class="name">Dateline</p></header><p>{escaped(words("scripts_off"))}</p>'
        f'<p><a href="archive">{escaped(words("archive"))}</a></p></div></noscript>'
    )
