"""Which addresses of the web may be asked for, and which machines are nobody else's."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.errors import SourceError
from store.sources.locations import is_address, is_public, location


@pytest.mark.parametrize(
    "address",
    """
    0.0.0.0 10.1.2.3 100.64.0.1 100.100.100.200 127.0.0.1 127.255.255.254 169.254.169.254 172.16.0.1 172.31.255.255
    192.0.0.192 192.0.2.1 192.88.99.1 192.168.1.1 198.18.0.1 198.51.100.1 203.0.113.1 168.63.129.16 224.0.0.1
    239.255.255.255 240.0.0.1 255.255.255.255
    :: ::1 ::ffff:127.0.0.1 ::ffff:93.184.216.34 ::127.0.0.1 fe80::1 fe80::1%eth0 2a00:1450::1%eth0 fc00::1 fd00:ec2::254
    fec0::1 ff02::1 2001:db8::1 2001::1 2001:0:5ef5:79fb::1 2002:7f00:1::1 2002:5db8:d822::1 3fff::1
    64:ff9b::7f00:1 64:ff9b::a00:1 64:ff9b:1::5db8:d822 2a00:1450::5efe:10.0.0.1
    fe80::5efe:5db8:d822 2002:7f00:1::5efe:5db8:d822 2001:db8::5efe:5db8:d822
    100::1 4000::1
    localhost 2130706433 0x7f000001 127.1
    """.split(),
)
def test_an_address_of_this_machine_or_network_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address",
    "93.184.216.34 172.32.0.1 100.128.0.1 8.8.8.8 "
    "2a00:1450:4001::200e 2606:2800::1 64:ff9b::5db8:d822 2a00:1450::5efe:5db8:d822".split(),
)
def test_other_addresses_are_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("file:///etc/passwd", "only http and https"),
        ("ftp://example.org/a", "only http and https"),
        ("gopher://example.org", "only http and https"),
        ("javascript:alert(1)", "only http and https"),
        ("example.org/page", "only http and https"),
        ("http://anna:secret@example.org/", "name or password"),
        ("http://example.org@127.0.0.1/", "name or password"),
        ("http://@127.0.0.1/", "name or password"),
        ("http:///page", "no host"),
        ("http://?q", "no host"),
        ("http://[::1", "not a valid address"),
        ("http://[::1%25eth0]/", "not a valid host"),
        ("http://[::zz]/", "not a valid address"),
        ("http://exa mple.org/", "not a valid host"),
        ("http://evil\\.example/", "not a valid host"),
        ("http://a" + ".b" * 200, "not a valid host"),
        ("http://-/", "not a valid host"),
        ("http://example.org:99999/", "not a valid address"),
        ("http://example.org:25/", "another service"),
        ("http://example.org:6667/", "another service"),
        ("http://example.org/\r\nX: y", "cannot be printed"),
        ("http://example.org/" + "a" * 9000, "longer than"),
    ],
)
def test_what_is_no_plain_address_of_a_page_is_refused_with_a_reason(address: str, why: str) -> None:
    with pytest.raises(SourceError, match=why):
        location(address)


def test_an_address_is_brought_to_the_form_in_which_it_is_sent() -> None:
    assert location(" HTTP://Exämple.ORG./a b/ü?q=ö&x=%20#part ").url == (
        "http://xn--exmple-cua.org/a%20b/%C3%BC?q=%C3%B6&x=%20"
    )
    assert location("https://example.org:443").url == "https://example.org/"
    assert location("https://example.org:8443?x").url == "https://example.org:8443/?x"
    assert location("http://[2A00:1450:0::1]:80/").url == "http://[2a00:1450::1]/"
    assert location("http://①②⑦.⓪.⓪.①/").host == "127.0.0.1"


def test_a_relative_address_belongs_to_the_page_that_names_it() -> None:
    base = location("https://example.org/a/b?c")
    assert location("../d", base).url == "https://example.org/d"
    assert location("//other.example/e", base).url == "https://other.example/e"
    with pytest.raises(SourceError):
        location("file:///etc/passwd", base)


def test_an_address_of_the_net_is_told_from_a_path() -> None:
    assert [is_address(words) for words in ("https://x", " ftp://x", "report.html", "C:\\a", "a/b://c", "-")] == [
        True, True, False, False, False, False,
    ]  # fmt: skip


@given(
    st.text() | st.text().map("http://".__add__) | st.from_regex(r"https?://[\[\]@:%./?#\\\w-]{0,30}", fullmatch=True)
)
def test_any_words_are_an_address_fit_to_be_sent_or_refused(words: str) -> None:
    try:
        found = location(words)
    except SourceError:
        return
    sent = f"{found.authority} {found.target}"
    assert sent.isascii() and sent.isprintable() and sent.count(" ") == 1 and found.target.startswith("/")
    assert location(found.url) == found
