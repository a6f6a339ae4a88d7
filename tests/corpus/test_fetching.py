"""corpus/fetching.py: one polite, safe GET after the other."""

import gc
import gzip
import shutil
import socket
import ssl
import subprocess
import threading
import time
import tomllib
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest

from corpus import fetching
from corpus.addresses import LOOPBACK_SETTING, NotFetchedError
from corpus.fetching import Fetcher, StoppedError, Visit
from tests.corpus.webserver import Reply, Website, for_ever, raw, website

PAGE = b"<html><body>" + b"The ferry came in late. " * 50 + b"</body></html>"


class Clock(threading.Event):
    """Does not wait, and keeps how long it would have."""

    def __init__(self) -> None:
        super().__init__()
        self.waited: list[float] = []

    def wait(self, timeout: float | None = None) -> bool:
        self.waited.append(round(timeout or 0, 1))
        return self.is_set()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def fetcher(site: Website, clock: Clock) -> Iterator[Fetcher]:
    with Fetcher(stop=clock) as opened:
        yield opened


def refusal(fetcher: Fetcher, address: str) -> str:
    with pytest.raises(NotFetchedError) as refused:
        fetcher.get(address)
    return str(refused.value)


def test_a_page_is_fetched_under_our_own_name(site: Website, fetcher: Fetcher) -> None:
    site.pages["/a"] = Reply(PAGE, media_type="Text/HTML; charset='koi8-r'")
    answer = fetcher.get(f"{site.address}/a#part")
    assert (answer.body, answer.media_type, answer.charset) == (PAGE, "text/html", "koi8-r")
    path, headers = site.asked[-1]
    assert path == "/a" and headers["host"] == site.address.removeprefix("http://")
    assert headers["user-agent"].startswith("Dateline/") and "cookie" not in headers and "referer" not in headers
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text())["project"]
    assert headers["user-agent"].startswith(f"Dateline/{project['version']} ")


def test_loopback_is_refused_without_the_setting(site: Website, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(LOOPBACK_SETTING)
    with Fetcher() as fetcher:
        assert "no public host" in refusal(fetcher, f"{site.address}/a")
        assert "no public host" in refusal(fetcher, site.address.replace("127.0.0.1", "localhost"))
    assert site.asked == []


def test_a_name_is_looked_up_once_and_the_connection_goes_to_what_was_checked(
    site: Website, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    port, real, asked = int(site.address.rpartition(":")[2]), socket.getaddrinfo, []

    def changing(host: str, *rest: Any, **named: Any) -> Any:
        if host != "paper.example":
            return real(host, *rest, **named)
        asked.append(host)
        return real("127.0.0.1" if len(asked) <= 2 else "169.254.169.254", *rest, **named)

    monkeypatch.setattr(socket, "getaddrinfo", changing)
    site.pages["/a"] = Reply(PAGE)
    assert fetcher.get(f"http://paper.example:{port}/a").body == PAGE
    assert len(asked) == 2  # for robots.txt and for the page, and not once more between check and connection
    assert site.asked[-1][1]["host"] == f"paper.example:{port}"
    assert "no public host" in refusal(fetcher, f"http://paper.example:{port}/b")
    assert site.paths() == ["/a"]


@pytest.mark.parametrize(
    ("location", "said"),
    [
        ("/2", "redirects in a circle"),
        ("http://169.254.169.254/latest/meta-data", "no public host"),
        ("http://10.0.0.1/", "no public host"),
        ("http://[::ffff:10.0.0.1]/", "no public host"),
        ("//192.168.0.1/", "no public host"),
        ("http://2852039166/", "writes its host as a number"),
        ("file:///etc/passwd", "only http and https"),
        ("ftp://paper.example/", "only http and https"),
        ("gopher://paper.example:70/_x", "only http and https"),
        ("http://me:word@127.0.0.1/", "user name or password"),
        ("http://127.0.0.1:22/", "belongs to another service"),
        ("http://[", "malformed"),
    ],
)
def test_a_redirect_goes_through_the_same_door(site: Website, fetcher: Fetcher, location: str, said: str) -> None:
    site.pages["/1"] = Reply(status=301, headers={"Location": location})
    site.pages["/2"] = Reply(status=307, headers={"Location": "/1"})
    assert said in refusal(fetcher, f"{site.address}/1")


def test_five_redirects_are_followed_and_not_six(site: Website, fetcher: Fetcher) -> None:
    for number in range(6):
        site.pages[f"/{number}"] = Reply(status=302, headers={"Location": f"{number + 1}"})
    site.pages["/6"] = Reply(PAGE)
    answer = fetcher.get(f"{site.address}/1")
    assert (answer.body, str(answer.address)) == (PAGE, f"{site.address}/6")
    assert "more than 5 times" in refusal(fetcher, f"{site.address}/0")


def test_an_address_that_robots_txt_closes_is_not_asked_for_also_after_a_redirect(
    site: Website, fetcher: Fetcher
) -> None:
    site.pages["/robots.txt"] = Reply("User-agent: *\nDisallow: /private\n", media_type="text/plain")
    site.pages["/open"] = Reply(status=302, headers={"Location": "/private/a"})
    assert refusal(fetcher, f"{site.address}/private/a") == "robots.txt asks not to"
    assert refusal(fetcher, f"{site.address}/open").startswith("robots.txt asks not to (redirected to ")
    assert site.paths() == ["/open"]
    assert [path for path, _ in site.asked].count("/robots.txt") == 1


@pytest.mark.parametrize(
    ("status", "allowed"), [(404, True), (403, True), (401, True), (500, False), (503, False), (429, False)]
)
def test_a_missing_robots_txt_allows_and_a_broken_one_does_not(
    site: Website, fetcher: Fetcher, status: int, allowed: bool
) -> None:
    site.pages["/robots.txt"] = Reply("no", status)
    site.pages["/a"] = Reply(PAGE)
    if allowed:
        assert fetcher.get(f"{site.address}/a").body == PAGE
    else:
        assert "robots.txt cannot be had now" in refusal(fetcher, f"{site.address}/a")
        assert site.paths() == []


def test_a_busy_server_is_waited_for_at_its_robots_txt_already(site: Website, fetcher: Fetcher, clock: Clock) -> None:
    site.pages |= {"/robots.txt": [Reply("", 429, headers={"Retry-After": "9"}), Reply("")], "/a": Reply(PAGE)}
    assert fetcher.get(f"{site.address}/a").body == PAGE
    assert clock.waited == [9]


def test_a_robots_txt_may_move_and_may_be_endless(site: Website, fetcher: Fetcher) -> None:
    site.pages["/robots.txt"] = Reply(status=301, headers={"Location": "/other.txt"})
    start = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nUser-agent: dateline\nDisallow: /no\n"
    site.pages["/other.txt"] = for_ever(start, b"# nothing here\n" * 1000)
    assert refusal(fetcher, f"{site.address}/no") == "robots.txt asks not to"


def test_requests_keep_the_pause_robots_txt_asks_for_within_bounds(
    site: Website, fetcher: Fetcher, clock: Clock
) -> None:
    site.pages |= {"/robots.txt": Reply("User-agent: Dateline\nCrawl-delay: 7\n"), "/a": Reply(PAGE)}
    for _ in range(3):
        fetcher.get(f"{site.address}/a")
    assert clock.waited == pytest.approx([7, 7, 7], abs=0.5)
    with Fetcher(stop=clock) as other:
        site.pages["/robots.txt"] = Reply("User-agent: Dateline\nCrawl-delay: 86400\n")
        other.get(f"{site.address}/a")
    assert clock.waited[-1] == pytest.approx(fetching.LONGEST_PAUSE_SECONDS, abs=0.5)


def test_a_host_is_not_asked_twice_without_a_pause(
    site: Website, fetcher: Fetcher, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, *rest, **named: real("127.0.0.1", *rest, **named))
    site.pages["/a"] = Reply(PAGE)
    for _ in range(2):
        fetcher.get(site.address.replace("127.0.0.1", "paper.example") + "/a")
    assert clock.waited == pytest.approx([fetching.PAUSE_SECONDS] * 2, abs=0.2)


def test_what_has_not_changed_is_not_sent_again(site: Website, clock: Clock) -> None:
    seen: dict[str, Visit] = {}
    marks = {"ETag": '"one"', "Last-Modified": "Mon, 04 May 2026 09:00:00 GMT"}
    site.pages["/a"] = Reply(PAGE, headers=marks)
    site.pages["/moved"] = Reply(status=301, headers={"Location": "/a", "ETag": '"other"'})
    for body in (PAGE, None):
        with Fetcher(seen.get, clock) as fetcher:
            answer = fetcher.get(f"{site.address}/moved")
        assert answer.body == body
        seen[answer.visit.address] = answer.visit
    assert seen == {f"{site.address}/a": Visit(f"{site.address}/a", '"one"', marks["Last-Modified"])}
    assert "if-none-match" not in dict(site.asked[-2][1])  # of /moved itself nothing is known
    assert site.asked[-1][1]["if-none-match"] == '"one"'


def test_not_changed_is_no_answer_to_a_first_request(site: Website, fetcher: Fetcher) -> None:
    site.pages["/a"] = Reply(status=304)
    assert "was not asked that" in refusal(fetcher, f"{site.address}/a")


def test_validators_that_cannot_be_sent_back_are_not_kept(site: Website, fetcher: Fetcher) -> None:
    site.pages["/a"] = raw(b'HTTP/1.1 200 OK\r\nETag: "\xff\xfe"\r\nLast-Modified: ' + b"x" * 600 + b"\r\n\r\nhello")
    assert fetcher.get(f"{site.address}/a").visit == Visit(f"{site.address}/a")


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_server_is_given_the_time_it_asks_for(
    site: Website, fetcher: Fetcher, clock: Clock, status: int
) -> None:
    date = format_datetime(datetime.now(UTC) + timedelta(seconds=40), usegmt=True)
    site.pages["/a"] = [
        Reply("", status, headers={"Retry-After": "12"}),
        Reply("", status, headers={"Retry-After": date}),
        Reply(PAGE),
    ]
    assert fetcher.get(f"{site.address}/a").body == PAGE
    assert clock.waited == pytest.approx([12, 40], abs=2)


def test_a_busy_server_that_asks_for_nothing_is_tried_three_times_ever_slower(
    site: Website, fetcher: Fetcher, clock: Clock
) -> None:
    site.pages["/a"] = Reply("", 502)
    assert "502" in refusal(fetcher, f"{site.address}/a")
    assert site.paths() == ["/a"] * 3
    assert clock.waited == [1, 2]


def test_a_server_that_asks_for_an_hour_is_left_alone_for_the_run(
    site: Website, fetcher: Fetcher, clock: Clock
) -> None:
    site.pages["/a"] = Reply("", 503, headers={"Retry-After": "3600"})
    assert "wait 3600 seconds" in refusal(fetcher, f"{site.address}/a")
    assert "left alone" in refusal(fetcher, f"{site.address}/b")
    assert site.paths() == ["/a"] and clock.waited == []


@pytest.mark.parametrize("nonsense", ["soon", "-5", "1e9", "99999999999999999999", "", "Mon, 99 Foo 2026"])
def test_a_senseless_retry_after_does_no_harm(site: Website, fetcher: Fetcher, nonsense: str) -> None:
    site.pages["/a"] = Reply("", 503, headers={"Retry-After": nonsense})
    assert "503" in refusal(fetcher, f"{site.address}/a")


def test_a_host_that_fails_in_a_row_is_left_alone_and_one_success_forgives(site: Website, fetcher: Fetcher) -> None:
    site.pages |= {"/500": Reply("", 500), "/a": Reply(PAGE)}
    for path in ("/500", "/500", "/a", "/500", "/404", "/500", "/500"):
        if path == "/a":
            fetcher.get(f"{site.address}{path}")
        else:
            assert path[1:] in refusal(fetcher, f"{site.address}{path}")
    assert "left alone" in refusal(fetcher, f"{site.address}/a")


@pytest.mark.parametrize(
    ("start", "piece"),
    [
        (b"", b"x"),
        (b"HTTP/1.1 200 OK\r\n", b"X-A: 1\r\n"),
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
        (b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", b"x"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 10000\r\n\r\n", b"x"),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n\x1f\x8b\x08\0\0\0\0\0\0\x03", b"\x00\x00\x00\xff\xff"),
    ],
)
def test_a_server_that_drips_is_cut_off_when_the_time_is_over(
    site: Website, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch, start: bytes, piece: bytes
) -> None:
    site.pages |= {"/ready": Reply(PAGE), "/a": site.drip(start, piece=piece)}
    fetcher.get(f"{site.address}/ready")
    monkeypatch.setattr(fetching, "REQUEST_SECONDS", 0.4)
    began = time.monotonic()
    assert "longer than" in refusal(fetcher, f"{site.address}/a")
    assert time.monotonic() - began < 5
    assert site.paths().count("/a") == 1


def test_a_server_that_accepts_and_says_nothing_is_cut_off(
    monkeypatch: pytest.MonkeyPatch, site: Website, clock: Clock
) -> None:
    monkeypatch.setattr(fetching, "REQUEST_SECONDS", 0.3)
    with socket.socket() as listening, Fetcher(stop=clock) as fetcher:
        listening.bind(("127.0.0.1", 0))
        listening.listen(1)
        for scheme in ("http", "https"):
            assert "longer than" in refusal(fetcher, f"{scheme}://127.0.0.1:{listening.getsockname()[1]}/")


def test_a_time_that_is_over_between_connection_and_handshake_leaves_no_connection_open(
    monkeypatch: pytest.MonkeyPatch, site: Website, clock: Clock
) -> None:
    def slowly() -> ssl.SSLContext:
        time.sleep(0.4)
        return ssl.create_default_context()

    monkeypatch.setattr(fetching, "REQUEST_SECONDS", 0.3)
    monkeypatch.setattr("httpcore._sync.connection.default_ssl_context", slowly)
    with Fetcher(stop=clock) as fetcher:
        assert "longer than" in refusal(fetcher, site.address.replace("http:", "https:"))
    gc.collect()  # which would warn of it


@pytest.mark.parametrize(
    ("start", "piece"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", b"x" * 65536),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"10000\r\n" + b"x" * 65536 + b"\r\n"),
    ],
)
def test_an_endless_answer_is_cut_at_the_limit(
    site: Website, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch, start: bytes, piece: bytes
) -> None:
    monkeypatch.setattr(fetching, "MAX_BYTES", 2_000_000)
    site.pages["/a"] = for_ever(start, piece)
    assert "has over 1 MB" in refusal(fetcher, f"{site.address}/a")


def test_endless_headers_are_refused(site: Website, fetcher: Fetcher) -> None:
    site.pages["/a"] = for_ever(b"HTTP/1.1 200 OK\r\n", b"X-A: " + b"x" * 1000 + b"\r\n")
    assert "no HTTP" in refusal(fetcher, f"{site.address}/a")


def test_an_announced_size_over_the_limit_is_refused_unread(site: Website, fetcher: Fetcher) -> None:
    site.pages["/a"] = raw(b"HTTP/1.1 200 OK\r\nContent-Length: 53000000\r\n\r\nx")
    assert "has 50 MB; at most 32 are read" in refusal(fetcher, f"{site.address}/a")


@pytest.mark.parametrize(
    ("coding", "packed"),
    [
        ("gzip", gzip.compress(PAGE)),
        ("x-gzip", gzip.compress(PAGE[:100]) + gzip.compress(PAGE[100:]) + b"\0" * 20),
        ("deflate", zlib.compress(PAGE)),
        ("deflate", zlib.compress(PAGE)[2:-4]),
        ("Identity", PAGE),
    ],
)
def test_packed_answers_are_unpacked(site: Website, fetcher: Fetcher, coding: str, packed: bytes) -> None:
    site.pages["/a"] = Reply(packed, headers={"Content-Encoding": coding})
    assert fetcher.get(f"{site.address}/a").body == PAGE


@pytest.mark.parametrize(
    ("coding", "packed", "said"),
    [
        ("gzip", gzip.compress(b"\0" * 40_000_000), "has over 32 MB"),
        ("gzip", b"".join([gzip.compress(b"\0" * 4_000_000)] * 10), "has over 32 MB"),
        ("gzip", gzip.compress(PAGE)[:-9], "cut short"),
        ("gzip", b"not gzip at all", "damaged"),
        ("br", b"x", "packed in a way that was not asked for"),
        ("gzip, gzip", gzip.compress(gzip.compress(PAGE)), "packed in a way that was not asked for"),
    ],
)
def test_bombs_and_damage_are_refused(site: Website, fetcher: Fetcher, coding: str, packed: bytes, said: str) -> None:
    site.pages["/a"] = Reply(packed, headers={"Content-Encoding": coding})
    assert said in refusal(fetcher, f"{site.address}/a")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "broke off"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort", "broke off"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab", "broke off"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nab", "no HTTP"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 30\r\n\r\nabc", "no HTTP"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: -3\r\n\r\nabc", "no HTTP"),
        (b"SSH-2.0-OpenSSH_9.2\r\n", "no HTTP|broke off"),
        (b"HTTP/1.1 200 OK\r\nBad Header\r\n\r\n", "no HTTP"),
        (b"HTTP/1.1 999 Odd\r\n\r\n", "999"),
        (b"HTTP/1.1 204 Nothing\r\n\r\n", "204"),
        (b"HTTP/1.1 206 Part\r\nContent-Length: 1\r\n\r\nx", "206"),
        (b"HTTP/1.1 301 Moved\r\n\r\n", "301"),
        (b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n", "101|no HTTP"),
    ],
)
def test_a_broken_answer_is_named(site: Website, fetcher: Fetcher, data: bytes, said: str) -> None:
    site.pages["/a"] = raw(data)
    assert any(part in (reason := refusal(fetcher, f"{site.address}/a")) for part in said.split("|")), reason


def test_a_longer_answer_than_announced_is_cut_where_it_was_to_end(site: Website, fetcher: Fetcher) -> None:
    smuggled = b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil"
    site.pages["/a"] = raw(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello" + smuggled)
    site.pages["/b"] = Reply(PAGE)
    assert fetcher.get(f"{site.address}/a").body == b"hello"
    assert fetcher.get(f"{site.address}/b").body == PAGE


def test_nobody_listens(site: Website, fetcher: Fetcher) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    assert "connection failed" in refusal(fetcher, f"http://127.0.0.1:{port}/")


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate of paper.example with its key, signed by itself."""
    if not shutil.which("openssl"):
        pytest.skip("openssl is not installed; it makes the certificate this test needs")
    made = tmp_path / "both.pem"
    names = ["-subj", "/CN=paper.example", "-addext", "subjectAltName=DNS:paper.example"]
    kind = ["-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
    command = ["openssl", "req", *kind, *names, "-keyout", str(made), "-out", str(tmp_path / "public.pem")]
    subprocess.run(command, check=True, capture_output=True)
    made.write_text(made.read_text() + (tmp_path / "public.pem").read_text())
    return made


@pytest.mark.parametrize(
    ("host", "trusted", "said"),
    [("paper.example", True, None), ("paper.example", False, "certificate"), ("other.example", True, "certificate")],
)
def test_tls_is_for_the_name_though_the_connection_goes_to_the_address(
    site: Website, clock: Clock, certificate: Path, monkeypatch: pytest.MonkeyPatch, host: str, trusted: bool, said: str
) -> None:
    if trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    real = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, *rest, **named: real("127.0.0.1", *rest, **named))
    with website(certificate) as secure, Fetcher(stop=clock) as fetcher:
        secure.pages["/a"] = Reply(PAGE)
        address = secure.address.replace("127.0.0.1", host) + "/a"
        if said:
            assert said in refusal(fetcher, address)
            assert secure.paths() == []
        else:
            assert fetcher.get(address).body == PAGE


def test_no_proxy_of_the_environment_is_used(site: Website, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")
    site.pages["/a"] = Reply(PAGE)
    assert fetcher.get(f"{site.address}/a").body == PAGE


def test_a_run_that_is_to_stop_stops_in_the_middle_of_an_answer(site: Website) -> None:
    stop = threading.Event()
    site.pages["/a"] = site.drip(b"HTTP/1.1 200 OK\r\n\r\n")
    timer = threading.Timer(0.3, stop.set)
    timer.start()
    with Fetcher(stop=stop) as fetcher, pytest.raises(StoppedError):
        fetcher.get(f"{site.address}/a")
    timer.join()
    assert site.paths() == ["/a"]
