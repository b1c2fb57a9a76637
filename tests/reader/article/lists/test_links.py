from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.article.lists.links import address_of, host_in, hrefs_of, link
from store.document import Document, Style, StyleKind
from store.text import Span, normal_form
from tests.conftest import span_of

BASE = "https://post.example/harbour/2024/ferry.html"
HOSTILE = [
    "javascript:alert(1)",
    "java\nscript:alert(1)",
    " \x01JavaScript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "file:///etc/passwd",
    "vbscript:x",
    "https://a.test/\x1b]52;c;aGk=\x07",
    "https://a.test/'; rm -rf ~; '",
    'https://a.test/" onclick="x',
    "https://a.test/`id`$(id)",
    "https://a.test/\u202egpj.exe",
    "https://\u202etset.a/",
    "https://bank.example@evil.test/",
    "https://bank.example\\@evil.test/",
    "https:evil.test",
    "https:///evil.test",
    "https:\\\\evil.test\\x",
    "//evil.test/x",
    "https://evil.test" + "/x" * 5_120,
    "https://ev%69l.test/%",
    "https://a.test:99999/",
    "https://[::1%25eth0]/",
    "https://[fe80::1]:8080/x",
    "https://b\u0430nk.example/",
    "https://a..test/",
    "https://-a.test/",
    "https://\ud800.test/\ud800",
    "--help",
    "",
]
hrefs = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(max_size=60),
    st.builds("{}{}{}".format, st.sampled_from(["https://", "http:", "//", "/", "mailto:"]), st.text(max_size=40),
              st.sampled_from(["", "@evil.test/", ".test/", ":80", "?q=a b", "#\x1b[2J"])),
)  # fmt: skip
bases = st.sampled_from([None, BASE, "not an address", "file:///home/me/page.html"])


@settings(max_examples=50)
@given(hrefs, bases)
def test_what_is_shown_and_handed_on_is_ascii_that_ends_nowhere_early(href: str, base: str | None) -> None:
    found = address_of(href, base)
    assert re.fullmatch(r"[!#%&()*+,\-./0-9:;=?@A-Z\[\]_a-z~$]*", found.text)
    assert len(found.text) <= 4096 or found.refused


@settings(max_examples=50)
@given(hrefs, bases)
def test_what_may_be_followed_has_a_plain_host_that_everybody_reads_alike(href: str, base: str | None) -> None:
    found = address_of(href, base)
    if not found.refused:
        assert re.match(r"https?://", found.text)
        assert not set("'\"`$<>\\ ") & set(found.text)
        assert urlsplit(found.text).netloc.rpartition("@")[2] == host_in(found.text)
        assert re.fullmatch(r"([a-z0-9_\-]+(\.[a-z0-9_\-]+)*|\[[0-9a-f:.]+\])(:[0-9]+)?", host_in(found.text))


@settings(max_examples=50)
@given(hrefs)
def test_an_address_that_was_brought_to_its_form_stays_in_it(href: str) -> None:
    found = address_of(href)
    if not found.refused:
        assert address_of(found.text) == found


@pytest.mark.parametrize("href", ["javascript:a", "java\nscript:a", "data:,a", "file:///etc/passwd", "ftp://a.test/"])
def test_nothing_but_pages_is_followed(href: str) -> None:
    assert "only http and https are followed" in address_of(href, BASE).refused


def test_a_letter_is_shown_and_not_written() -> None:
    found = address_of("mailto:desk@post.example", BASE)
    assert (found.text, found.refused) == ("mailto:desk@post.example", "a letter is not written from here")


@pytest.mark.parametrize(
    ("href", "found"),
    [
        ("/c/twelve", "https://post.example/c/twelve"),
        ("boats.html?all#top", "https://post.example/harbour/2024/boats.html?all#top"),
        ("../b", "https://post.example/harbour/b"),
        ("//other.example", "https://other.example/"),
        ("\\\\other.example\\x", "https://other.example/x"),
    ],
)
def test_a_relative_address_is_read_against_the_page_it_stood_on(href: str, found: str) -> None:
    assert address_of(href, BASE).text == found
    assert not address_of(href, BASE).refused
    assert "relative" in address_of(href).refused
    assert "relative" in address_of(href, "javascript:alert(1)").refused


@pytest.mark.parametrize(
    ("href", "found"),
    [
        ("https://bücher.example/straße", "https://xn--bcher-kva.example/stra%C3%9Fe"),
        ("https://faß.example", "https://xn--fa-hia.example/"),
        ("HTTPS://Post.EXAMPLE:443/A", "https://post.example:443/A"),
        ("https://post。example", "https://post.example/"),
        ("https://a.test/%zz%41", "https://a.test/%25zz%41"),
        ("https://bank.example\\@evil.test/", "https://bank.example/@evil.test/"),
    ],
)
def test_an_address_is_shown_as_a_browser_reads_it(href: str, found: str) -> None:
    assert address_of(href).text == found


def test_look_alike_letters_and_a_user_before_the_host_are_told() -> None:
    assert address_of("https://b\u0430nk.example/").warned.startswith("leads to xn--bnk-6cd.example, ")
    assert address_of("https://bank.example@evil.test").warned == "leads to evil.test, not to bank.example"
    assert not address_of("https://bank.example/@evil.test").warned


@pytest.mark.parametrize(
    "sign", ["\u2044", "\u202e", "\u2028", "\u200d", "\u2215", "\u3030", "\uff0f", "\x1b", "'", "<", "%20", " "]
)
def test_a_host_with_signs_that_are_no_letters_is_not_followed(sign: str) -> None:
    assert "no host" in address_of(f"https://bank.example{sign}login.evil.test/").refused


def warned(words: str, href: str) -> str:
    """What is told of a link with these words."""
    document = Document(words, styles=(Style(StyleKind.LINK, Span(0, len(words)), href),))
    return link(document, *hrefs_of(document)[0], None).address.warned


def test_words_that_name_another_host_are_told() -> None:
    assert warned("www.bank.com", "https://evil.test/") == "leads to evil.test, not to www.bank.com"
    assert warned("https://bank.example/login", "https://bank.example.evil.test/").startswith(
        "leads to bank.example.evil"
    )
    assert not warned("www.bank.com", "https://login.bank.com/x")
    assert not warned("report.pdf", "https://bank.com/x")


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("bbc.co.uk", "bbc.co.uk"),
        ("spiegel.de", "spiegel.de"),
        ("bank.com", "bank.com"),
        ("https://bank.com.", "bank.com"),
        ("(https://bank.com)", "bank.com"),
        ("Visit https://bank.com today", "bank.com"),
        ("bank.com:443/report.html", "bank.com"),
        ("“Bank.Museum”", "bank.museum"),
        ("nytimes\u2024com", "nytimes.com"),
        ("nytimes\u3002com", "nytimes.com"),
        ("nytimes.c\u200bom", "nytimes.com"),
        ("ny\u00adtimes.com", "nytimes.com"),
        ("\uff4eytimes\uff0ecom", "nytimes.com"),
        ("evil.test, once bank.com", "bank.com"),
    ],
)
def test_words_name_a_host_in_whatever_shape_and_company(words: str, named: str) -> None:
    assert warned(words, "https://evil.test/x") == f"leads to evil.test, not to {named}"
    assert not warned(words.removeprefix("evil.test, "), f"https://www.{named}:8443/x")


@pytest.mark.parametrize(
    ("words", "href", "is_told"),
    [
        ("bbc.co.uk", "https://evil.co.uk/", True),
        ("harbour.github.io", "https://evil.github.io/", True),
        ("news.bbc.co.uk", "https://sport.bbc.co.uk/", False),
        ("www.post.example", "https://post.example/", False),
        ("post.example", "https://notpost.example/", True),
        ("p\u043est.example", "https://post.example/", True),
        ("bücher.example", "https://xn--bcher-kva.example/", True),  # of a host with other letters more is told
        ("the U.S. counted 1.5m boats, e.g. at 5 p.m.", "https://post.example/", False),
        ("https://post.example/?from=bank.com", "https://post.example/", False),
    ],
)
def test_parts_of_one_registered_host_are_no_other_host(words: str, href: str, is_told: bool) -> None:
    assert bool(warned(words, href)) is is_told


@pytest.mark.parametrize(
    ("href", "told"),
    [
        ("http://127.0.0.1/", "leads to 127.0.0.1, in this machine or its network"),
        ("http://[::1]:8080/", "leads to [::1]:8080, in this machine or its network"),
        ("http://[::ffff:10.0.0.1]/", "which is 10.0.0.1, in this machine or its network"),
        ("http://2130706433/", "leads to 2130706433, which is 127.0.0.1, in this machine or its network"),
        ("http://0x7f.1/", "leads to 0x7f.1, which is 127.0.0.1, in this machine or its network"),
        ("http://0177.0.0.1:80/", "which is 127.0.0.1, in this machine or its network"),
        ("http://10.0.0.1/", "leads to 10.0.0.1, in this machine or its network"),
        ("http://１２７.0.0.1/", "leads to 127.0.0.1, in this machine or its network"),
        ("http://localhost:631/", "leads to localhost:631, in this machine or its network"),
        ("http://printer.local./", "leads to printer.local, in this machine or its network"),
        ("http://router/", "leads to router, in this machine or its network"),
        ("http://8.8.8.8/", "leads to 8.8.8.8, a number and no name"),
        ("http://999.1/", "leads to 999.1, a number and no name"),
        ("http://09.1/", "leads to 09.1, a number and no name"),
    ],
)
def test_hosts_that_are_numbers_or_near_are_told(href: str, told: str) -> None:
    assert address_of(href).warned.endswith(told)
    assert not address_of("https://post.example/").warned


@settings(max_examples=50)
@given(st.text(max_size=40), hrefs)
def test_whatever_the_words_are_the_warning_is_ascii_on_one_row(words: str, href: str) -> None:
    told = warned(normal_form(words) + ".xn--p1ai", href)
    assert told.isascii()
    assert told.isprintable()


def test_a_link_that_a_style_divides_is_one() -> None:
    text = "the first report and the second"
    styles = (
        Style(StyleKind.LINK, span_of(text, "report"), "/1"),
        Style(StyleKind.STRONG, span_of(text, "first")),
        Style(StyleKind.LINK, span_of(text, "first "), "/1"),
        Style(StyleKind.LINK, span_of(text, "second"), "/1"),
    )
    found = hrefs_of(Document(text, styles=styles))
    assert [span.of(text) for span, _ in found] == ["first report", "second"]
