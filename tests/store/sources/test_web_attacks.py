"""What a page, a feed or a list of feeds can have this program ask for: nothing of this machine, and nothing in its name."""

from __future__ import annotations

import io
import socket
from collections.abc import Iterator
from dataclasses import replace

import pytest

from store.sources import Options, Skipped, opml, read
from store.sources.fetching import Fetched
from store.sources.locations import location
from store.sources.manners import Manners, WebOptions
from store.sources.web import pages
from tests.store.sources.sites import HERE, PUBLIC, Site, answer, moved, page, refusal, site

FORMS = (
    "0177.1 0x7f.1 0x7f.0.0.1 127.0.1 localhost. LOCALHOST 127.0.0.1. 0.0.0.0 00 3232235777 255.255.255.255 224.0.0.1 "
    "[::ffff:10.0.0.1] [::ffff:0:127.0.0.1] [fec0::1] [ff02::1] [2001:0:1::1] [64:ff9b::a9fe:a9fe] [64:ff9b:1::7f00:1]"
).split()
"""Ways in which this machine, its network or nobody's is written, besides those that test_web tries."""


@pytest.fixture
def web() -> Iterator[Site]:
    with site() as running:
        yield running


@pytest.mark.parametrize("host", FORMS)
def test_no_way_of_writing_an_address_leads_inside_neither_at_once_nor_by_a_redirect(web: Site, host: str) -> None:
    inside = f"http://{host}:{web.port}/secret"
    web.pages |= {"/": moved(inside), "/secret": answer(b"hush")}
    strict = Options(web=replace(HERE.web, manners=Manners(pause=0)))
    assert "private address" in refusal(inside, strict) or "not a valid host" in refusal(inside, strict)
    assert web.requests == []
    known = web.named(paper_example=PUBLIC)

    def resolve(host: str, port: int) -> list[str]:
        return [PUBLIC] if host == "paper.example" else list(WebOptions().resolve(host, port))

    told = refusal("http://paper.example/", replace(known, web=replace(known.web, resolve=resolve)))
    assert "private address" in told or "not a valid host" in told
    assert web.asked() == ["/"]


@pytest.mark.parametrize(
    "to",
    [
        "gopher://paper.example:70/_x",
        "javascript:alert(1)",
        "//anna:hush@paper.example/x",
        "ftp://paper.example/x",
        "//x:25/",
    ],
)
def test_a_redirect_out_of_the_web_or_with_a_password_is_not_followed(web: Site, to: str) -> None:
    web.pages["/"] = moved(to)
    told = refusal("http://paper.example/", web.named(paper_example=PUBLIC))
    assert "redirects to where nobody should follow" in told
    assert "hush" not in told
    assert web.asked() == ["/"]


def test_a_host_that_moves_inside_between_two_redirects_is_refused(web: Site) -> None:
    answers = [[PUBLIC], ["10.0.0.7"]]
    options = web.named()
    options = replace(options, web=replace(options.web, resolve=lambda *_: answers.pop(0)))
    web.pages |= {"/": moved("/inside"), "/inside": answer(b"hush")}
    assert "private address" in refusal("http://paper.example/", options)
    assert web.asked() == ["/"]


def test_nothing_of_one_host_is_carried_to_the_next(web: Site) -> None:
    options = web.named(one_example=PUBLIC, other_example=PUBLIC)
    sent = b"HTTP/1.1 302 Found\r\nSet-Cookie: a=b; Domain=example\r\nLocation: http://other.example/x\r\n\r\n"
    web.pages |= {"/a?token=1": sent, "/x": answer(b"x")}
    page("http://one.example/a?token=1", options)
    one, other = (set(request.splitlines()[1:]) for request in web.requests)
    assert one ^ other == {"Host: one.example", "Host: other.example"}
    assert "token" not in web.requests[1]


@pytest.mark.parametrize("sign", ["\r\nX-A: b", "\nX-A: b", "\rX-A: b", "\x85X-A: b", "\0", "\x1b[31m"])
def test_no_address_writes_a_line_of_its_own_into_a_request(web: Site, sign: str) -> None:
    for address in (f"http://127.0.0.1:{web.port}/a{sign}", f"http://127.0.0.1{sign}:{web.port}/"):
        (item,) = pages([f"{address}z"], HERE)
        assert isinstance(item, Skipped)
    web.pages["/"] = moved(f"/a{sign}z")
    (item,) = pages([web.url()], HERE)
    assert isinstance(item, Skipped)
    assert all(request.count("\r\n") == web.requests[0].count("\r\n") for request in web.requests)
    assert not any("X-A: b" in request for request in web.requests)


@pytest.mark.parametrize("sign", ["%0d%0aX-A:%20b", "\u2028X-A: b", "\u560d\u560aX-A: b", "\uff0f..", " HTTP/1.1"])
def test_what_only_looks_like_a_line_end_is_sent_as_letters(web: Site, sign: str) -> None:
    pages_asked = list(pages([f"http://127.0.0.1:{web.port}/a{sign}"], HERE))
    assert len(pages_asked) == 1
    (request,) = web.requests
    assert request.splitlines()[0].count(" ") == 2
    assert "\nX-A" not in request


@pytest.mark.parametrize(
    "host", ["a" * 300, "a" * 64 + ".example", ".".join(["a" * 60] * 6), "a..b", ".", "xn--a" * 80]
)
def test_a_host_that_none_can_have_is_not_looked_up(host: str) -> None:
    def never(host: str, port: int) -> list[str]:
        raise AssertionError("it was looked up")

    assert "valid" in refusal(f"http://{host}/", replace(HERE, web=replace(HERE.web, resolve=never)))


def test_a_letter_that_looks_like_another_is_seen_in_what_is_kept(web: Site) -> None:
    web.pages["/"] = answer(b"x")
    item = page("http://p\u0430per.example/", web.named(**{"xn--pper-53d_example": PUBLIC}))
    assert item.url == location("http://p\u0430per.example/").url == "http://xn--pper-53d.example/"


@pytest.mark.parametrize("name", ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "all_proxy", "https_proxy"])
def test_no_proxy_of_the_environment_is_asked(web: Site, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, web.url())
    monkeypatch.delenv("no_proxy", raising=False)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    assert "private address" in refusal("http://10.0.0.7/", Options())
    for scheme in ("http", "https"):
        assert "connection failed" in refusal(f"{scheme}://127.0.0.1:{port}/")
    assert web.requests == []


# --- feeds and lists of them --------------------------------------------------------------------------------------


def inside(web: Site) -> Options:
    """paper.example is public, inside.example an address of this network."""
    return web.named(paper_example=PUBLIC, inside_example="192.168.0.1")


LINKS = "".join(
    f"<item><link>{link}</link></item>"
    for link in (
        "http://inside.example/a",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "//inside.example/b",
    )
)


def test_the_entries_of_a_feed_lead_nowhere_inside(web: Site) -> None:
    feed = f'<rss version="2.0"><channel><link>http://inside.example/</link>{LINKS}</channel></rss>'.encode()
    web.pages["/feed"] = answer(feed, Content_Type="application/rss+xml")
    told = list(pages(["http://paper.example/feed"], inside(web)))
    assert [isinstance(item, Skipped) and "private address" in item.reason for item in told] == [True] * 4
    assert web.asked() == ["/feed"]


def test_a_page_cannot_name_a_feed_inside(web: Site) -> None:
    for at, to in enumerate(("http://inside.example/feed", "//127.0.0.1/feed", "file:///etc/passwd")):
        html = f'<link rel="alternate" type="application/rss+xml" href="{to}"><p>home'.encode()
        web.pages[f"/{at}"] = answer(html)
        (item,) = pages([f"http://paper.example/{at}"], replace(inside(web), feed=True))
        assert isinstance(item, Skipped)
        assert "private address" in item.reason or "only http and https" in item.reason
    web.pages["/moved"] = moved("http://inside.example/feed")
    (item,) = pages(["http://paper.example/moved"], replace(inside(web), feed=True))
    assert isinstance(item, Skipped) and "private address" in item.reason
    assert web.asked() == ["/0", "/1", "/2", "/moved"]


def test_a_list_of_feeds_leads_nowhere_inside(web: Site) -> None:
    urls = (
        "http://inside.example/",
        "feed://inside.example/b",
        "http://10.0.0.1/",
        "feed:file:///etc/passwd",
        "/etc/passwd",
    )
    listed = "".join(f'<outline xmlUrl="{url}"/>' for url in urls)
    raw = f'<?xml version="1.0"?><opml version="1.0"><body>{listed}</body></opml>'.encode()
    told = list(opml.items(io.BytesIO(raw), "feeds.opml", inside(web)))
    assert len(told) == len(urls)
    assert all(isinstance(item, Skipped) and item.failed for item in told)
    assert web.requests == []


def test_an_article_of_a_file_has_nothing_fetched_for_it(web: Site) -> None:
    html = f'<meta http-equiv="refresh" content="0;url={web.url("/r")}"><base href="{web.url("/b")}"><img src="{web.url("/i")}">'
    html += f'<link rel="stylesheet" href="{web.url("/s")}"><script src="{web.url("/j")}"></script><p>A ferry sails.'
    web.pages["/"] = answer(html.encode())
    from store.cleaning import clean

    assert "A ferry sails." in clean(page(web.url())).document.text
    assert web.asked() == ["/"]
    assert len(list(read(["-"], io.BytesIO(html.encode()), HERE))) == 1
    assert not isinstance(next(pages([web.url()], HERE)), Fetched)
    assert web.asked() == ["/", "/"]
