"""corpus/addresses.py: which addresses may be visited."""

import ipaddress
import socket
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.addresses import LOOPBACK_SETTING, Guard, NotFetchedError, is_address, parse_address, same_site


@pytest.fixture
def answering(monkeypatch: pytest.MonkeyPatch) -> Any:
    """A resolver that answers with the addresses given."""

    def answer(*ips: str) -> None:
        infos = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, 80)) for ip in ips]
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: infos)

    return answer


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("https://paper.example", "https://paper.example/"),
        ("HTTP://Paper.EXAMPLE:80/a b?q=ä#top", "http://paper.example/a%20b?q=%C3%A4"),
        ("https://paper.example.:443/%7Ex", "https://paper.example/%7Ex"),
        ("https://münchen.example/straße", "https://xn--mnchen-3ya.example/stra%C3%9Fe"),
        ("http://paper。example/", "http://paper.example/"),
        ("http://[2606:4700:0::1111]:8080/", "http://[2606:4700::1111]:8080/"),
        ("http://my_paper.example/", "http://my_paper.example/"),
        ("http://paper.example/a\r\nHost: evil", "http://paper.example/aHost:%20evil"),
        ("http://paper.example/\x00\x1b", "http://paper.example/%00%1B"),
        ("http://paper.example/\udcff", "http://paper.example/?".replace("?", "%3F")),
    ],
)
def test_an_address_is_brought_into_one_form(text: str, means: str) -> None:
    assert str(parse_address(text)) == means


@pytest.mark.parametrize(
    "text",
    [
        "file:///etc/passwd", "ftp://paper.example/", "gopher://paper.example/", "javascript:alert(1)",
        "data:text/html,x", "//paper.example/", "paper.example", "", "http://", "http:///path", "http://:80/", "http://paper.example:0/",
        "http://paper.example:22/", "http://paper.example:25/", "http://paper.example:99999/", "http://paper.example:x/",
        "http://user@paper.example/", "http://user:word@paper.example/", "http://paper.example\\@evil.example/",
        "http://paper.example%2f@evil.example/", "http://[::1/", "http://[fe80::1%25eth0]/", "http://[fe80::1%eth0]/",
        "http://2130706433/", "http://0x7f000001/", "http://017700000001/", "http://0x7f.1/", "http://127.1/",
        "http://127.0.0.0x1/", "http://0177.0.0.1/", "http://1.2.3/", "http://paper.example.0x1/",
        "http://a b.example/",
        "http://paper.example\u2044evil.example/", "http://-/", "http://" + "a" * 300 + ".example/",
        "http://paper.example/" + "a" * 5000, "http://\u2028/", "http://paper..example\x00.evil/", "http://%31%32%37.1/",
    ],
)  # fmt: skip
def test_what_is_no_plain_web_address_is_refused_with_a_reason(text: str) -> None:
    with pytest.raises(NotFetchedError) as refused:
        parse_address(text)
    assert str(refused.value) and not refused.value.temporary


def test_digits_of_other_scripts_are_the_numbers_they_stand_for() -> None:
    assert parse_address("http://１２７.０.０.１/").is_loopback
    assert parse_address("http://①②⑦.0.0.1/").is_loopback


@pytest.mark.parametrize(
    "ip",
    [
        "127.0.0.1", "127.8.8.8", "0.0.0.0", "0.1.2.3", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1",
        "100.64.0.1", "100.100.100.200", "169.254.169.254", "169.254.170.2", "192.0.0.192", "168.63.129.16",
        "192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "192.88.99.1", "224.0.0.1", "239.1.1.1",
        "240.0.0.1", "255.255.255.255", "::", "::1", "::7f00:1", "::ffff:127.0.0.1", "::ffff:169.254.169.254",
        "::ffff:0:7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b::7f00:1", "64:ff9b:1::808:808", "2002:7f00:1::",
        "2002:808:808::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "2001:db8::1", "3fff::1", "fc00::1", "fd00:ec2::254",
        "fe80::1", "fe80::1%lo", "fec0::1", "ff02::1", "5f00::1", "100::1",
    ],
)  # fmt: skip
def test_no_address_but_a_public_one_is_admitted(ip: str, answering: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(LOOPBACK_SETTING, raising=False)
    answering("8.8.8.8", ip)
    with pytest.raises(NotFetchedError, match="no public host"):
        Guard().resolve("paper.example", 80)


@pytest.mark.parametrize("ip", ["8.8.8.8", "93.184.216.34", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"])
def test_public_addresses_are_admitted(ip: str, answering: Any) -> None:
    answering(ip, ip)
    assert Guard().resolve("paper.example", 80) == [ip]


@given(st.ip_addresses())
def test_what_is_admitted_is_global_and_no_setting_admits_more_than_loopback(
    ip: ipaddress.IPv4Address | ipaddress.IPv6Address,
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv(LOOPBACK_SETTING, raising=False)
        admitted = Guard().admits(str(ip))
        patch.setenv(LOOPBACK_SETTING, "1")
        admitted_in_tests = Guard().admits(str(ip))
    mapped = getattr(ip, "ipv4_mapped", None)
    assert not admitted or ip.is_global or mapped.is_global
    assert admitted_in_tests == (admitted or ip.is_loopback or bool(mapped and mapped.is_loopback))


def test_only_the_exact_setting_admits_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    for value, admitted in (("1", True), ("0", False), ("true", False), ("", False)):
        monkeypatch.setenv(LOOPBACK_SETTING, value)
        assert Guard().admits("127.0.0.1") is admitted
        assert not Guard().admits("10.0.0.1")
        assert not Guard().admits("169.254.169.254")


def test_a_name_that_is_not_known_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise socket.gaierror(socket.EAI_AGAIN, "try again")

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    with pytest.raises(NotFetchedError, match=r"paper\.example cannot be looked up") as failed:
        Guard().resolve("paper.example", 80)
    assert failed.value.temporary


@given(st.text(max_size=60))
def test_any_text_is_an_address_or_refused(text: str) -> None:
    for given_text in (text, f"http://{text}", f"https://paper.example/{text}"):
        try:
            address = parse_address(given_text)
        except NotFetchedError:
            continue
        assert str(address).isascii() and str(address).isprintable() and " " not in str(address)
        assert parse_address(str(address)) == address


@given(st.text(max_size=40))
def test_a_redirect_leads_to_a_web_address_or_nowhere(location: str) -> None:
    base = parse_address("https://paper.example/a/b")
    for text in (location, f"//{location}", f"file:{location}", f"/{location}"):
        try:
            assert parse_address(text, base).scheme in ("http", "https")
        except NotFetchedError:
            continue


@pytest.mark.parametrize(
    ("given_text", "address"),
    [("http://a.example", True), (" HTTPS://a.example ", True), ("ftp://a", True), ("file:///a", True),
     ("a/b.txt", False),
     ("C:\\news", False), ("http:/a", False), ("mailto:a@b.example", False)],
)  # fmt: skip
def test_an_address_is_told_from_a_path(given_text: str, address: bool) -> None:
    assert is_address(given_text) is address


def test_a_site_is_itself_with_or_without_www() -> None:
    assert same_site("www.paper.example", "paper.example")
    assert same_site("m.paper.example", "news.paper.example")
    assert not same_site("paper.example", "otherpaper.example")
    assert not same_site("a.co.uk", "b.co.uk")
