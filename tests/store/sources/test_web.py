"""Pages of the web: what is fetched, what is refused, and that nothing hostile gets further than a sentence."""

from __future__ import annotations

import gzip
import io
import shutil
import socket
import ssl
import subprocess
import tracemalloc
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.model import RawItem
from store.sources import Options, Skipped, read
from store.sources.manners import Manners, WebOptions
from store.sources.web import pages
from tests.store.sources.sites import HERE, PUBLIC, Site, answer, moved, page, refusal, site

TEXT = "<p>The ferry sails again — from Møn.</p>"


@pytest.fixture
def web() -> Iterator[Site]:
    with site() as running:
        yield running


def small(options: Options = HERE, largest: int = 1000, seconds: float = 5) -> Options:
    return replace(options, web=replace(options.web, largest=largest, seconds=seconds))


# --- what is kept -------------------------------------------------------------------------------------------------


def test_a_page_comes_with_its_bytes_as_sent_and_what_the_server_declares_of_them(web: Site) -> None:
    body = TEXT.replace("—", "-").encode("latin-1")
    web.pages["/ferry"] = answer(body, Content_Type='Text/HTML; charset="ISO-8859-1"')
    assert page(f" {web.url('/ferry')} ") == RawItem(
        body, web.url("/ferry"), "text/html", "ISO-8859-1", web.url("/ferry")
    )


def test_one_polite_request_is_made_without_cookies(web: Site) -> None:
    web.pages["/a?b=c%20d"] = answer(b"x", Set_Cookie="a=b")
    page(web.url("/a?b=c d#part"))
    page(web.url("/a?b=c d"))
    first, second = web.requests
    assert first == second
    assert first.startswith("GET /a?b=c%20d HTTP/1.1\r\n")
    assert f"\r\nHost: 127.0.0.1:{web.port}\r\n" in first
    assert "\r\nUser-Agent: annotty/" in first
    assert "Cookie" not in first and "Authorization" not in first


@pytest.mark.parametrize(
    ("coding", "packed"),
    [
        ("gzip", gzip.compress(TEXT.encode(), mtime=0)),
        ("GZIP", gzip.compress(TEXT.encode()[:7], mtime=0) + gzip.compress(TEXT.encode()[7:], mtime=0)),
        ("deflate", zlib.compress(TEXT.encode())),
        ("deflate", zlib.compress(TEXT.encode(), wbits=-15)),
        ("identity", TEXT.encode()),
    ],
)
def test_a_page_packed_on_its_way_is_unpacked(web: Site, coding: str, packed: bytes) -> None:
    web.pages["/"] = answer(packed, Content_Encoding=coding)
    assert page(web.url()).raw == TEXT.encode()


def test_a_page_sent_in_chunks_is_put_together(web: Site) -> None:
    web.pages["/"] = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n<p>\r\n2\r\nhi\r\n0\r\n\r\n"
    assert page(web.url()) == RawItem(b"<p>hi", web.url(), None, None, web.url())


def test_redirects_are_followed_and_the_last_address_is_told_beside_the_first(web: Site) -> None:
    web.pages |= {
        "/1": moved("/2", "301 Moved"),
        "/2": moved("b/3?x#y", "308 P"),
        "/b/3?x": moved("/ü"),
        "/%C3%BC": answer(b"x"),
    }
    item = page(web.url("/1"))
    assert (item.origin, item.url) == (web.url("/1"), web.url("/%C3%BC"))


def test_a_named_format_goes_before_the_declared_one(web: Site) -> None:
    web.pages["/"] = answer(b"# Title", Content_Type="text/plain")
    assert page(web.url(), replace(HERE, format="markdown")).media_type == "text/markdown"


def test_the_others_go_on_after_one_that_fails(web: Site) -> None:
    web.pages["/b"] = answer(b"x")
    found = list(read([web.url("/a"), web.url("/b")], io.BytesIO(), HERE))
    assert [type(item) for item in found] == [Skipped, RawItem]


def test_a_known_address_is_not_asked_for(web: Site) -> None:
    (item,) = pages([web.url("/a")], replace(HERE, known=lambda address: address == web.url("/a")))
    assert isinstance(item, Skipped) and not item.failed
    assert web.requests == []


# --- what is refused ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "host",
    "127.0.0.1 localhost 2130706433 0x7f000001 0177.0.0.1 127.1 0 [::1] [::ffff:127.0.0.1] [::ffff:7f00:1] [::] "
    "①②⑦.⓪.⓪.① 169.254.169.254 10.0.0.1 192.168.0.1 100.64.0.1 [fe80::1] [fd00::1] [2002:7f00:1::] [64:ff9b::7f00:1]".split(),
)
def test_this_machine_and_its_network_are_refused_however_they_are_written(web: Site, host: str) -> None:
    told = refusal(f"http://{host}:{web.port}/", replace(HERE, allow_private=False))
    assert "private address" in told
    assert web.requests == []


def test_a_redirect_to_a_private_address_is_not_followed(web: Site) -> None:
    options = web.named(paper_example=PUBLIC, inside_example="10.0.0.7")
    web.pages |= {"/1": moved("http://inside.example/"), "/2": moved("http://127.0.0.1/"), "/3": answer(b"x")}
    assert "inside.example is a private address" in refusal("http://paper.example/1", options)
    assert "127.0.0.1 is a private address" in refusal("http://paper.example/2", options)
    assert page("http://paper.example/3", options).raw == b"x"
    assert web.asked() == ["/1", "/2", "/3"]


@pytest.mark.parametrize("addresses", [f"{PUBLIC} 127.0.0.1", f"::1 {PUBLIC}", f"{PUBLIC} ::ffff:10.0.0.1"])
def test_a_host_with_a_public_and_a_private_address_is_refused(web: Site, addresses: str) -> None:
    assert "private" in refusal("http://paper.example/", web.named(paper_example=addresses))
    assert web.requests == []


def test_a_host_that_changes_its_address_is_connected_to_where_it_was_checked(web: Site) -> None:
    answers, connected = [[PUBLIC], ["127.0.0.1"]], list[tuple[str, int]]()

    def connect(address: tuple[str, int], seconds: float) -> socket.socket:
        connected.append(address)
        return socket.create_connection(("127.0.0.1", web.port), seconds)

    told = WebOptions(resolve=lambda *_: answers.pop(0), connect=connect, manners=Manners(pause=0))
    web.pages["/"] = answer(b"x")
    assert page("http://paper.example/", Options(web=told)).raw == b"x"
    assert connected == [(PUBLIC, 80)]
    assert "Host: paper.example\r\n" in web.requests[0]
    assert len(answers) == 1, "it is resolved once"


def test_the_next_address_of_a_host_is_tried_where_one_does_not_answer(web: Site) -> None:
    web.pages["/"] = answer(b"x")
    with socket.create_server(("127.0.0.2", 0)) as taken:
        port = taken.getsockname()[1]  # where nobody listens from here on

    def connect(address: tuple[str, int], seconds: float) -> socket.socket:
        return socket.create_connection(("127.0.0.1", web.port if address[0] == "127.0.0.3" else port), seconds)

    told = replace(HERE.web, resolve=lambda *_: ["127.0.0.2", "127.0.0.3"], connect=connect)
    assert page("http://paper.example/", replace(HERE, web=told)).raw == b"x"


@pytest.mark.parametrize(
    "to",
    [
        "file:///etc/passwd",
        "ftp://example.org/",
        "http://a:b@127.0.0.1/",
        "http://[::1",
        "http://x:25/",
        "data:text/html,x",
    ],
)
def test_a_redirect_to_what_is_no_page_is_not_followed(web: Site, to: str) -> None:
    web.pages["/"] = moved(to)
    assert "redirects to where nobody should follow" in refusal(web.url())


def test_redirects_in_a_circle_and_without_end_are_given_up(web: Site) -> None:
    web.pages |= {"/a": moved("/b"), "/b": moved("/a")} | {f"/{n}": moved(f"/{n + 1}") for n in range(30)}
    assert "in a circle" in refusal(web.url("/a"))
    assert "more than 10 times" in refusal(web.url("/0"))
    assert len(web.requests) == 2 + 11


@pytest.mark.parametrize(
    ("given", "why"),
    [
        (answer(status="404 Not Found"), "there is no such page"),
        (answer(status="403 Forbidden"), "it refuses programs"),
        (answer(status="429 Too Many"), "try again later"),
        (answer(status="500 \x1b[31mOh"), "answered 500 (internal server error)"),
        (answer(status="299 What"), "answered 299, not a page"),
        (answer(status="302 Found"), "answered 302 (found)"),
        (answer(b"%PDF-1.7", Content_Type="application/pdf"), "is a PDF file, not a page"),
        (answer(b"x", Content_Type="image/png"), "is a picture, not a page"),
        (answer(b"x", Content_Type="application/x-odd"), "is application/x-odd, not a page"),
        (answer(b"x", Content_Encoding="br"), "was not asked for"),
        (answer(b"x", Content_Encoding="gzip, gzip"), "was not asked for"),
        (answer(b"x" * 99, Content_Encoding="gzip"), "it is damaged"),
        (answer(gzip.compress(TEXT.encode(), mtime=0)[:-9], Content_Encoding="gzip"), "broke off"),
        (answer(gzip.compress(b"", 0, mtime=0) * 40, Content_Encoding="gzip"), "too many pieces"),
        (answer(b"half", Content_Length="8"), "broke off"),
        (answer(b"x" * 1001), "larger than 1000 bytes"),
        (answer(b"x", Content_Length="-1") + b"y" * 2000, "larger than"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n" + b"x" * 600_000, "larger than"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\nxxxxxxxxx", "broke off"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "broke off"),
        (b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 500 + b"\r\n", "does not answer in HTTP"),
        (b"HTTP/1.1 200 OK\r\nA: " + b"b" * 99_999 + b"\r\n\r\n", "does not answer in HTTP"),
        (b"HTTP/1.1 100 Continue\r\n\r\n" * 30_000, "larger than"),
        (b"SSH-2.0-OpenSSH\r\n", "does not answer in HTTP"),
        (b"", "does not answer in HTTP"),
        (b"\0" * 100, "does not answer in HTTP"),
    ],
)
def test_what_is_no_whole_page_is_skipped_with_a_sentence(web: Site, given: bytes, why: str) -> None:
    web.pages["/"] = given
    told = refusal(web.url(), small())
    assert why in told
    assert told.startswith(web.url())
    assert "\x1b" not in told


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
def test_a_small_body_that_unpacks_to_a_huge_one_is_refused(web: Site, coding: str) -> None:
    packing = zlib.compressobj(9, wbits=31 if coding == "gzip" else 15)
    bomb = b"".join(packing.compress(bytes(1 << 20)) for _ in range(64)) + packing.flush()
    web.pages["/"] = answer(bomb, Content_Encoding=coding)
    assert len(bomb) < 100_000
    tracemalloc.start()
    try:
        assert "larger than 1 MB" in refusal(web.url(), small(largest=1 << 20))
        assert tracemalloc.get_traced_memory()[1] < 8 << 20, "it was unpacked before it was measured"
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("begin", [b"", b"HTTP/1.1 200 OK\r\nX: ", b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n"])
def test_a_server_that_sends_a_byte_now_and_then_is_left_when_the_time_is_up(web: Site, begin: bytes) -> None:
    def drip(wire: socket.socket) -> None:
        wire.sendall(begin)
        while not web.released.wait(0.02):
            wire.sendall(b"x")

    web.pages["/"] = drip
    assert "longer than 0.3 seconds" in refusal(web.url(), small(largest=99_999, seconds=0.3))


def test_a_server_that_says_nothing_and_names_that_take_for_ever_are_left_too(web: Site) -> None:
    def silent(wire: socket.socket) -> None:
        web.released.wait()

    def never(host: str, port: int) -> list[str]:
        web.released.wait()
        return [PUBLIC]

    web.pages["/"] = silent
    assert "longer than 0.2 seconds" in refusal(web.url(), small(seconds=0.2))
    options = small(seconds=0.2)
    options = replace(options, web=replace(options.web, resolve=never))
    assert "longer than 0.2 seconds" in refusal("http://paper.example/", options)


def test_a_host_that_is_not_known_and_one_that_does_not_answer_are_told_apart() -> None:
    def unknown(host: str, port: int) -> list[str]:
        raise socket.gaierror(-2, "Name or service not known")

    nowhere = replace(HERE, web=replace(HERE.web, resolve=unknown))
    assert "the host paper.example is not known" in refusal("http://paper.example/", nowhere)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    assert "the connection failed" in refusal(f"http://127.0.0.1:{port}/")


def test_a_proxy_of_the_environment_is_not_used_and_named_where_that_may_be_why(
    web: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", web.url())
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    assert "proxy" in refusal(f"http://127.0.0.1:{port}/")
    assert web.requests == []


@given(st.text() | st.from_regex(r"https?://[\[\]@:%./?#\\\w-]{0,30}", fullmatch=True))
def test_no_words_in_place_of_an_address_raise_anything(words: str) -> None:
    def nothing(host: str, port: int) -> list[str]:
        raise OSError

    told = replace(HERE, web=replace(HERE.web, resolve=nothing))
    (item,) = pages([words], told)
    assert isinstance(item, Skipped) and item.reason


# --- manners ------------------------------------------------------------------------------------------------------


def test_a_host_is_given_a_pause_between_two_pages_and_another_host_is_not(web: Site) -> None:
    time, waited = [100.0], list[float]()
    manners = Manners(pause=2, wait=waited.append, now=lambda: time[0])
    options = web.named(a_example=PUBLIC, b_example=PUBLIC)
    options = replace(options, web=replace(options.web, manners=manners))
    web.pages |= {"/": answer(b"x"), "/to-b": moved("http://b.example/")}
    page("http://a.example/", options)
    page("http://b.example/", options)
    assert waited == []
    time[0] += 0.5
    page("http://a.example/to-b", options)
    assert waited == [1.5]
    time[0] += 0.5
    page("http://b.example/", options)
    assert waited == [1.5, 1.5], "it was asked by the redirect"


# --- TLS ----------------------------------------------------------------------------------------------------------


@pytest.mark.skipif(shutil.which("openssl") is None, reason="makes its certificate with openssl")
def test_a_certificate_must_be_that_of_the_host_not_of_the_address(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "cert.pem"
    make = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=paper.example"
    extra = ["-addext", "subjectAltName=DNS:paper.example", "-keyout", str(key), "-out", str(certificate)]
    subprocess.run([*make.split(), *extra], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with site(context) as web:
        web.pages["/"] = answer(b"x")
        options = web.named(paper_example=PUBLIC, other_example=PUBLIC)
        assert "certificate is not valid" in refusal("https://paper.example/", options), "nobody trusts it yet"
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        assert page("https://paper.example/", options).raw == b"x"
        assert "certificate is not valid" in refusal("https://other.example/", options)
        assert "certificate is not valid" in refusal(f"https://{PUBLIC}/", options)
        assert len(web.requests) == 1
