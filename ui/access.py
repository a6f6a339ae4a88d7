"""Who may come in: which hosts and origins, with which keys. Made by whoever serves, read by all of ui/."""

from __future__ import annotations

import base64
import binascii
import hmac
import ipaddress
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Self
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from corpus.article import DatelineError
from ui.limits import Requests
from ui.problems import TooManyError, asked_path, problem

READ_KEY, INGEST_KEY = "DATELINE_READ_KEY", "DATELINE_INGEST_KEY"
LOOPBACK = ("localhost", "127.0.0.1", "::1")

# What a page is drawn with, and what Gradio does by itself: not counted as asking.
_FILES = re.compile(
    r"/(favicon\.ico|theme\.css|embed|[\w.-]+\.(js|css|json|map|svg|woff2?)|(assets|static|svelte)/.*"
    r"|gradio_api/(?!queue/join).*)"
)
_OPEN_TO_ALL = ("/healthz", "/widget.js", "/embed", "/favicon.ico")  # none of them shows an article
_WRITING = re.compile(r"/api/articles(/.*)?")
_HOST = re.compile(r"[a-z0-9.-]+|\[[0-9a-f:.]+\]")


@dataclass(frozen=True)
class Access:
    """What a server allows; by default its own origin reads without a key, and nobody writes.

    `origins` are other sites' ("https://site.example") that may ask, embed the widget and frame the page.
    `read_key` guards everything that shows articles; `ingest_key` guards the routes that change them, which without
    it are not there. `hosts` are the names this server answers to, so that no other site's name can be pointed at it
    (DNS rebinding); none means any. The limits are a client's, `answers_in_all` the server's.
    """

    origins: tuple[str, ...] = ()
    read_key: str | None = None
    ingest_key: str | None = None
    requests_a_minute: int = 120
    answers_at_once: int = 4
    answers_in_all: int = 16
    hosts: tuple[str, ...] = ()

    @classmethod
    def given(cls, origins: Sequence[str] = (), environment: Mapping[str, str] = os.environ) -> Self:
        """From what the command line and the environment say. Raises DatelineError for what cannot be meant."""
        read, ingest = (_key(name, environment) for name in (READ_KEY, INGEST_KEY))
        if read is not None and read == ingest:
            raise DatelineError(f"${READ_KEY} and ${INGEST_KEY} are the same; whoever reads could change articles.")
        return cls(origins=tuple(dict.fromkeys(map(checked_origin, origins))), read_key=read, ingest_key=ingest)

    def listening_on(self, host: str) -> Self:
        """The same, answering to loopback's names and those of its origins where it listens on loopback only."""
        if host not in LOOPBACK and not host.startswith("127."):
            return self
        others = [_host_name(urlsplit(origin).netloc) for origin in self.origins]
        return replace(self, hosts=tuple(dict.fromkeys([*LOOPBACK, host, *others])))

    def lets_in(self, origin: str, host: str) -> bool:
        """Whether a request from this origin may pass; `host` is what the request calls this server."""
        if origin in self.origins:
            return True
        parts = origin.split("://")
        return len(parts) == 2 and parts[0] in ("http", "https") and parts[1] == host.lower() != ""


def checked_origin(given: str) -> str:
    """An origin as browsers write it, "https://site.example:8443". Raises DatelineError for anything else."""
    example = "name one as https://site.example"
    if given.strip() == "*":
        raise DatelineError(f"--allow-origin * would let every site in; {example}, once for each.")
    if not given.isprintable():  # urlsplit would read over a line's end
        raise DatelineError(f"--allow-origin {given!r} has characters that no origin has; {example}.")
    try:
        parts = urlsplit(given.strip().lower())
        port = parts.port
    except ValueError as error:
        raise DatelineError(f"--allow-origin {given} is no origin ({error}); {example}.") from error
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise DatelineError(f"--allow-origin {given} does not begin with https:// or http:// and a host; {example}.")
    if parts.path not in ("", "/") or parts.query or parts.fragment or "@" in parts.netloc:
        raise DatelineError(f"--allow-origin {given} says more than an origin; leave out path, query and user.")
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    if not _HOST.fullmatch(host):
        raise DatelineError(f"--allow-origin {given}: {host} is no host as browsers write it (xn--... for others).")
    usual = {"http": 80, "https": 443}[parts.scheme]
    return f"{parts.scheme}://{host}" + (f":{port}" if port not in (None, usual) else "")


class OriginCheck:
    """ASGI middleware: requests for a strange host get 421, those from a strange origin 403, before any work."""

    def __init__(self, app: ASGIApp, access: Access) -> None:
        self._app = app
        self._access = access

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        refusal = self._refusal(scope) if scope["type"] == "http" else None
        if refusal:
            await problem(asked_path(scope), *refusal)(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    def _refusal(self, scope: Scope) -> tuple[int, str] | None:
        headers = Headers(scope=scope)
        hosts = headers.getlist("host")
        if len(hosts) > 1:
            return 400, "The request names several hosts."
        host = hosts[0] if hosts else ""
        if self._access.hosts and _host_name(host) not in self._access.hosts:
            return 421, (
                "This server does not answer to that host name; whoever runs it can name it with --allow-origin."
            )
        origins = headers.getlist("origin")
        if all(self._access.lets_in(origin, host) for origin in origins):
            return None
        return 403, "This origin is not let in; whoever runs this server can list it with --allow-origin."


class Gate:
    """ASGI middleware: too many requests of a client get 429, those without the key they need 401.

    Writing without an ingest key on this server gets 404. It stands inside CORS, so that a page of a listed origin
    can read what it is told.
    """

    def __init__(self, app: ASGIApp, access: Access, requests: Requests) -> None:
        self._app = app
        self._access = access
        self._requests = requests

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        path = asked_path(scope)
        headers: dict[str, str] = {}
        try:
            if path != "/healthz" and not _FILES.fullmatch(path):
                self._requests.count(client_of(scope))
            refusal = self._refusal(path, scope)
            if refusal and refusal[0] == 401:
                headers = {"www-authenticate": 'Basic realm="Dateline", charset="UTF-8"'}
        except TooManyError as error:
            refusal, headers = (429, str(error)), {"retry-after": str(error.retry_after)}
        if refusal:
            await problem(path, *refusal, headers)(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    def _refusal(self, path: str, scope: Scope) -> tuple[int, str] | None:
        access = self._access
        given = _keys_given(Headers(scope=scope))
        if _WRITING.fullmatch(path) and scope["method"] not in ("GET", "HEAD", "OPTIONS"):
            if access.ingest_key is None:
                return 404, f"Articles are not changed over HTTP here; ${INGEST_KEY} would allow it."
            if not _is_among(given, (access.ingest_key,)):
                return 401, "Changing articles needs the ingest key: Authorization: Bearer KEY."
            return None
        if access.read_key is None or path in _OPEN_TO_ALL:
            return None
        # Whoever may change articles may read them.
        if _is_among(given, (access.read_key, access.ingest_key or access.read_key)):
            return None
        return 401, "Reading here needs a key: Authorization: Bearer KEY, or as the password with any user name."


def client_of(scope: Scope) -> str:
    """Whom a request is from: an IPv4 address, or the /64 network of an IPv6 one; "" where that is not known.

    Behind a proxy on loopback the server has put the address there that the proxy saw.
    """
    client = scope.get("client")
    address = str(client[0]) if client else ""
    if ":" not in address:
        return address
    return _network(address)


def _network(address: str) -> str:
    try:
        found = ipaddress.IPv6Address(address.partition("%")[0])
    except ValueError:
        return address
    return str(found.ipv4_mapped or ipaddress.IPv6Network((int(found) >> 64 << 64, 64)))


def _host_name(host: str) -> str:
    """A Host header's name without its port, as `Access.hosts` writes it."""
    name = host.rpartition(":")[0] if re.search(r"(^[^:]*|\]):\d*$", host) else host
    return name.lower().strip("[]")


def _key(name: str, environment: Mapping[str, str]) -> str | None:
    key = environment.get(name)
    if key is not None and not key.strip():
        raise DatelineError(f"${name} is set and empty; give it a key, or unset it.")
    if key is not None and (key != key.strip() or not key.isprintable()):
        raise DatelineError(f"${name} has blanks around it or characters that no header can carry.")
    return key


def _keys_given(headers: Headers) -> list[bytes]:
    """The keys that a request brings: a Bearer token's bytes, or a Basic password's."""
    found = []
    for value in headers.getlist("authorization"):
        scheme, _, rest = value.partition(" ")
        if scheme.lower() == "bearer":
            found.append(rest.strip().encode("latin-1"))
        elif scheme.lower() == "basic":
            try:
                found.append(base64.b64decode(rest.strip(), validate=True).partition(b":")[2])
            except (binascii.Error, ValueError):
                continue
    return found


def _is_among(given: Sequence[bytes], keys: Sequence[str]) -> bool:
    """Whether a key given is one of these, compared in a time that tells nothing of them."""
    wanted = [key.encode("utf-8", "surrogateescape") for key in keys]
    return sum(hmac.compare_digest(one, other) for one in given for other in wanted) > 0
