"""Addresses: may this one be visited? Only http and https, only public hosts, only the IP address that was checked.

And the connections to those IP addresses, each step on which has a deadline.
"""

from __future__ import annotations

import ipaddress
import os
import re
import socket
import ssl
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

import httpcore
import idna

MAX_ADDRESS_CHARS = 4_000
CONNECT_SECONDS = 10.0  # for one of a host's IP addresses
MAX_IPS = 4  # of a host that are tried
_LOOK_UP_SECONDS = 1.0  # how long a read may block before the deadline is looked at again
LOOPBACK_SETTING = "DATELINE_TEST_ALLOW_LOOPBACK"  # for tests against a server of one's own

_Ip = ipaddress.IPv4Address | ipaddress.IPv6Address
_HOST = re.compile(r"[a-z0-9_](?:[a-z0-9_.-]{0,251}[a-z0-9_])?")
_NUMERIC_LABEL = re.compile(r"\d+|0x[0-9a-f]*")
_LEFT_AS_WRITTEN = "%/:=&~+!$,;'@()*[]|"  # what a path or query may hold unescaped, and escapes already made
# What `is_global` lets pass and no news site has: IETF protocol assignments (RFC 6890; the cloud metadata address
# 192.0.0.192 is among them), the 6to4 relays (RFC 7526), Azure's metadata host, documentation (RFC 9637).
_NEVER = [
    ipaddress.ip_network(net)
    for net in ("192.0.0.0/24", "192.88.99.0/24", "168.63.129.16/32", "2001::/23", "2002::/16", "3fff::/20")
]
_GLOBAL_UNICAST = ipaddress.ip_network("2000::/3")  # RFC 4291, section 2.4
_NAT64 = ipaddress.ip_network("64:ff9b::/96")  # RFC 6052: the last 32 bits are the IPv4 address that is reached


class NotFetchedError(Exception):
    """An address that gave nothing; the message says why in plain words, without naming the address.

    `temporary`: another time it may. `unasked`: the server was not even asked, so this tells nothing of it.
    """

    def __init__(self, reason: str, temporary: bool = False, unasked: bool = False) -> None:
        super().__init__(reason)
        self.temporary = temporary
        self.unasked = unasked


@dataclass(frozen=True)
class Address:
    """An http or https address in its parts: host in ASCII, target percent-encoded, without fragment."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def origin(self) -> str:
        """Scheme, host and port: what a robots.txt speaks for."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}" + ("" if self.port == _PORTS[self.scheme] else f":{self.port}")

    def __str__(self) -> str:
        return self.origin + self.target

    @property
    def is_loopback(self) -> bool:
        """Whether the host, as it is written, is this computer."""
        ip = _ip(self.host)
        return self.host == "localhost" or (ip is not None and ip.is_loopback)


_PORTS = {"http": 80, "https": 443}


def is_address(text: object) -> bool:
    """Whether somebody who names this means an address and not a path."""
    return isinstance(text, str) and bool(re.match(r"[a-z][a-z0-9+.-]*://", text.strip(), re.IGNORECASE))


def parse_address(text: str, base: Address | None = None) -> Address:
    """The address in its parts, a relative one joined to `base`.

    Raises NotFetchedError for what is never visited: other schemes, names and passwords, hosts that hide what
    they are (other than dotted decimal numbers), and ports that belong to other services.
    """
    if len(text) > MAX_ADDRESS_CHARS:
        raise NotFetchedError(f"the address has over {MAX_ADDRESS_CHARS:,} characters")
    try:
        parts = urlsplit(urljoin(str(base), text.strip()) if base else text.strip())
        port, host = parts.port, parts.hostname or ""
    except ValueError:
        raise NotFetchedError("the address is malformed") from None
    if parts.scheme not in _PORTS:
        raise NotFetchedError(f"only http and https addresses are read, not {parts.scheme or 'ones without'}:")
    if "@" in parts.netloc:
        raise NotFetchedError("addresses with a user name or password are not read")
    port = _PORTS[parts.scheme] if port is None else port
    if port not in _PORTS.values() and port < 1024:
        raise NotFetchedError(f"port {port} belongs to another service than the web")
    path = quote(parts.path or "/", safe=_LEFT_AS_WRITTEN, errors="replace")
    query = quote(parts.query, safe=_LEFT_AS_WRITTEN + "?", errors="replace")
    return Address(parts.scheme, _plain_host(host), port, path + (f"?{query}" if query else ""))


class Guard:
    """Resolves hosts, and admits those of which every IP address is public."""

    def __init__(self) -> None:
        self._loopback = os.environ.get(LOOPBACK_SETTING) == "1"

    def resolve(self, host: str, port: int) -> list[str]:
        """The host's IP addresses, for a connection to them and not to the name.

        Raises NotFetchedError when it has none, or any that is not public.
        """
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            unsure = getattr(error, "errno", None) == socket.EAI_AGAIN
            raise NotFetchedError(f"the name {host} cannot be looked up", temporary=unsure) from None
        ips = list(dict.fromkeys(str(info[4][0]) for info in found))
        if not ips:
            raise NotFetchedError(f"the name {host} has no address")
        for ip in ips:
            if not self.admits(ip):
                raise NotFetchedError(f"{host} is no public host (it leads to {ip})")
        return ips

    def admits(self, ip: str) -> bool:
        """Whether the IP address is public, or loopback where the test setting admits it."""
        parsed = _ip(ip)
        if parsed is None:
            return False
        inner = _reached(parsed)
        if self._loopback and inner.is_loopback:
            return True
        return _is_public(inner)


class GuardedNetwork(httpcore.NetworkBackend):
    """Connects to the IP addresses that the guard has checked, and never asks for the name a second time.

    `left` gives the seconds that are left, and raises when there are none.
    """

    def __init__(self, guard: Guard, left: Callable[[], float]) -> None:
        self._guard = guard
        self._left = left
        self._plain = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first of the host's addresses that answers. Raises NotFetchedError where one is not public."""
        failed: Exception | None = None
        for ip in self._guard.resolve(host, port)[:MAX_IPS]:
            try:
                stream = self._plain.connect_tcp(ip, port, min(self._left(), CONNECT_SECONDS))
                return _TimedStream(stream, self._left)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
        self._left()
        raise failed or httpcore.ConnectError(f"{host} has no address")


class _TimedStream(httpcore.NetworkStream):
    """A connection whose every read and write ends when the time is over, however the bytes drip in."""

    def __init__(self, stream: httpcore.NetworkStream, left: Callable[[], float]) -> None:
        self._stream = stream
        self._left = left

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        while True:
            try:
                return self._stream.read(max_bytes, min(self._left(), _LOOK_UP_SECONDS))
            except httpcore.ReadTimeout:
                continue

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._left())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        try:
            return _TimedStream(self._stream.start_tls(ssl_context, server_hostname, self._left()), self._left)
        except BaseException as error:
            self.close()  # httpcore does not yet know of a connection that it could close
            if isinstance(error, (httpcore.ConnectError, httpcore.ConnectTimeout)):
                self._left()
            raise

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def same_site(a: str, b: str) -> bool:
    """Whether two host names are of one site: equal, or one below the other, "www." and the like aside."""
    a, b = (re.sub(r"^(?:www\d?|m|mobile|amp|edition)\.(?=.+\.)", "", host.lower().rstrip(".")) for host in (a, b))
    return a == b or a.endswith(f".{b}") or b.endswith(f".{a}")


def _plain_host(host: str) -> str:
    """The host in lower-case ASCII, as IDNA writes it; an IP address in its one usual form."""
    ip = _ip(host)
    if ip is None:
        if not host.isascii():
            try:
                host = idna.encode(host[:254], uts46=True).decode("ascii")
            except (idna.IDNAError, UnicodeError):
                raise NotFetchedError("the address names a host that cannot exist") from None
        host = host.lower().removesuffix(".")
        ip = _ip(host)
    if isinstance(ip, ipaddress.IPv6Address) and ip.scope_id:
        raise NotFetchedError("the address names a network of this computer")
    if ip is not None:
        return str(ip)
    if not _HOST.fullmatch(host):
        raise NotFetchedError("the address names no host" if not host else "the address names a host that cannot exist")
    if _NUMERIC_LABEL.fullmatch(host.rpartition(".")[2]):
        raise NotFetchedError("the address writes its host as a number; only four decimal numbers with dots are read")
    return host


def _ip(text: str) -> _Ip | None:
    try:
        return ipaddress.ip_address(text)
    except ValueError:
        return None


def _reached(ip: _Ip) -> _Ip:
    """The address that a packet to this one ends at, where IPv6 carries IPv4."""
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped:
            return ip.ipv4_mapped
        if ip in _NAT64:
            return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip


def _is_public(ip: _Ip) -> bool:
    if isinstance(ip, ipaddress.IPv6Address) and ip not in _GLOBAL_UNICAST:
        return False
    listed = any(ip.version == net.version and ip in net for net in _NEVER)
    return ip.is_global and not ip.is_multicast and not ip.is_reserved and not listed
