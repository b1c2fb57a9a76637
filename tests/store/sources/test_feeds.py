"""Feeds and lists of them: what of an entry is taken as it is, what is fetched, and what harmful ones come to."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from html import escape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.errors import SourceError
from store.model import Metadata, RawItem
from store.sources import Skipped, feeds, opml, read
from store.sources.feed_words import day_of, language_of, plain_words
from store.sources.feeds import read_feed
from store.sources.fetching import Fetched
from store.sources.opml import feeds_of
from store.sources.web import pages
from store.sources.well_formed import well_formed
from tests.store.sources.sites import HERE, Site, answer, moved, page, site

LONG = "".join(f"<p>Boat {n} left the harbour at dawn, and nobody had been told of it before.</p>" for n in range(20))
NAMES = 'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"'


@pytest.fixture
def web() -> Iterator[Site]:
    with site() as running:
        running.pages["/a"] = answer(b"<p>page a")
        yield running


def rss(*entries: str, head: str = "<title>Harbour Post</title>") -> bytes:
    items = "".join(f"<item>{entry}</item>" for entry in entries)
    return f'<?xml version="1.0"?><rss version="2.0" {NAMES}><channel>{head}{items}</channel></rss>'.encode()


def atom(*entries: str, head: str = "<title>Der Bote</title>") -> bytes:
    items = "".join(f"<entry>{entry}</entry>" for entry in entries)
    return f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de-AT">{head}{items}</feed>'.encode()


def content(words: str) -> str:
    return f"<content:encoded><![CDATA[{words}]]></content:encoded>"


def from_file(raw: bytes, known: str = "") -> list[RawItem | Skipped]:
    return list(feeds.items(io.BytesIO(raw), "feed.xml", replace(HERE, known=lambda address: address == known)))


# --- what an entry says -------------------------------------------------------------------------------------------


def test_an_rss_entry_says_what_is_known_beside_its_page() -> None:
    (entry,) = read_feed(
        rss(
            "<title>Ferry &amp;amp; boats &lt;i&gt;sail&lt;/i&gt;</title><link>https://www.post.example/a?x=1&amp;y=2</link>"
            "<dc:creator>Ilse  Maar</dc:creator><pubDate>Sat, 20 Jul 2024 09:30:00 +0200</pubDate>",
            head="<title>Harbour Post</title><link>https://post.example/</link><language>en-GB</language>",
        )
    )
    url = "https://www.post.example/a?x=1&y=2"
    assert entry.metadata == Metadata(
        "Ferry & boats sail", "Ilse Maar", "Harbour Post", url, "2024-07-20T09:30:00+02:00", "en"
    )


def test_an_atom_entry_says_when_it_was_published_and_updated() -> None:
    first, second = read_feed(
        atom(
            '<title>1 &lt; 2 &amp;amp; 3</title><id>urn:1</id><link rel="enclosure" href="/x.mp3"/><link href="/a"/>'
            "<author><name>A B</name></author><author><name>C D</name><email>c@d.example</email></author>"
            "<published>2024-07-20T09:00:00+02:00</published><updated>2024-07-21T07:00:00.5Z</updated>",
            "<title>Two</title><id>urn:2</id><updated>2024-07-21</updated><source><title>Other</title></source>",
        ),
        "https://bote.example/feeds/all",
    )
    assert first.metadata == Metadata(
        "1 < 2 &amp; 3",
        "A B, C D",
        "Der Bote",
        "https://bote.example/a",
        "2024-07-20T09:00:00+02:00",
        "de",
        "2024-07-21T07:00:00Z",
    )
    assert second.metadata == Metadata("Two", None, "Other", None, None, "de", "2024-07-21")


def test_other_peoples_pages_are_not_said_to_be_the_feeds() -> None:
    head = "<title>Links of the day</title><link>https://links.example/</link>"
    entries = ("<link>https://post.example/a</link>", "<link>https://www.links.example/b</link>")
    assert [entry.metadata.outlet for entry in read_feed(rss(*entries, head=head))] == [None, "Links of the day"]


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("Sat, 20 Jul 2024 09:30:00 GMT", "2024-07-20T09:30:00Z"),
        ("Sat, 20 Jul 2024 09:30:00 EST", "2024-07-20T09:30:00-05:00"),
        ("Sat, 20 Jul 2024 09:30:00 -0000", "2024-07-20T09:30:00Z"),
        ("20 Jul 2024 09:30", "2024-07-20T09:30:00"),
        ("2024-07-20T09:30:15.25+05:30", "2024-07-20T09:30:15+05:30"),
        ("2024-07-20", "2024-07-20"),
        ("2024", "2024"),
        ("2024-13-01", None),
        ("yesterday", None),
        ("Sat, 20 Jul 99999 09:30:00 GMT", None),
        ("1 " * 9999, None),
        ("", None),
    ],
)
def test_a_date_keeps_its_time_zone_and_what_is_none_is_left_out(words: str, day: str | None) -> None:
    assert day_of(words) == day


def test_words_lose_their_markup_and_languages_their_country() -> None:
    assert plain_words(" a<br>b &eacute; <script>x</script>c\n d ") == "ab é c d"
    assert [language_of(words) for words in ("en-us", "DE", "zh_Hant", "english", "")] == ["en", "de", "zh", None, None]


@given(st.text(max_size=60))
def test_any_words_are_a_date_or_none(words: str) -> None:
    day_of(words)
    plain_words(words)


# --- what is taken and what is fetched ----------------------------------------------------------------------------


def test_an_entry_with_the_whole_article_is_taken_as_it_is_and_nothing_is_fetched(web: Site) -> None:
    link = f"<title>T</title><link>{web.url('/a')}</link>"
    for inside in (
        content(LONG),
        f"<description>{escape(LONG)}</description>",
        f"<description>x</description>{content(LONG)}",
    ):
        (item,) = from_file(rss(link + inside))
        assert isinstance(item, RawItem)
        assert (item.raw, item.media_type, item.encoding) == (LONG.encode(), "text/html", "utf-8")
        assert (item.origin, item.url) == (web.url("/a"), web.url("/a"))
        assert (item.metadata.title, item.metadata.outlet) == ("T", "Harbour Post")
    assert web.requests == []


@pytest.mark.parametrize(
    "inside",
    [
        "",
        "<description>A teaser.</description>",
        content("<p>Short.</p><!--" + "x" * 5000 + "--><style>" + "y" * 5000 + "</style>"),
        content(LONG + "<p>And then […]</p>"),
        content(LONG + "<p>And then… <a href='/a'>Continue reading →</a></p>"),
        content(LONG + "<p>And then […]</p>\n<p>The post Boats appeared first on Harbour Post.</p>"),
    ],
)
def test_the_page_is_fetched_where_an_entry_has_a_teaser_or_text_that_is_cut(web: Site, inside: str) -> None:
    (item,) = from_file(rss(f"<title>T</title><link>{web.url('/a')}</link><pubDate>2024</pubDate>{inside}"))
    assert isinstance(item, RawItem)
    assert (item.raw, item.origin, item.url) == (b"<p>page a", web.url("/a"), web.url("/a"))
    assert (item.metadata.title, item.metadata.published) == ("T", "2024")


def test_a_footer_below_a_whole_article_does_not_have_it_fetched(web: Site) -> None:
    whole = content(LONG + "<p>The post Boats appeared first on Harbour Post.</p>")
    from_file(rss(f"<link>{web.url('/a')}</link>{whole}"))
    assert web.requests == []


def test_an_entry_without_a_link_is_what_it_says_or_nothing(web: Site) -> None:
    entries = "<title>A</title><description>Short &amp;amp; good</description>", "<title>B</title>"
    first, second = from_file(rss(*entries, "<link>javascript:alert(1)</link>")[:-1] + b">")[:2]
    assert isinstance(first, RawItem)
    assert (first.origin, first.url, first.metadata.title) == ("feed.xml#entry 1", None, "A")
    assert isinstance(second, Skipped) and "neither text nor a link" in second.reason


def test_known_links_are_not_fetched_again_and_each_link_once(web: Site) -> None:
    raw = rss(
        *(f"<link>{web.url(path)}</link>" for path in ("/a", "/b", "/a")),
        f"<link>{web.url('/c')}</link>{content(LONG)}",
    )
    first, second = from_file(raw, known=web.url("/b"))[:2]
    assert isinstance(first, RawItem) and isinstance(second, Skipped) and not second.failed
    assert web.asked() == ["/a"]
    assert [getattr(item, "failed", True) for item in from_file(raw, known=web.url("/c"))] == [True, True, False]


def test_the_links_of_a_feed_are_checked_like_any_address(web: Site) -> None:
    raw = rss(f"<link>{web.url('/a')}</link>", "<link>http://a:b@example.org/</link>", "<link>http://[::1</link>")
    told = list(feeds.items(io.BytesIO(raw), "feed.xml", replace(HERE, allow_private=False)))
    assert all(isinstance(item, Skipped) for item in told)
    assert web.requests == []


# --- feeds of the web ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "media_type", ["application/rss+xml", "application/xml; charset=utf-8", "text/xml", "text/html"]
)
def test_an_address_that_leads_to_a_feed_gives_its_entries(web: Site, media_type: str) -> None:
    web.pages["/feed"] = answer(rss("<title>T</title><link>/a</link>"), Content_Type=media_type)
    web.pages["/old"] = moved("/feed")
    assert page(web.url("/old")).origin == web.url("/a")


def test_a_page_is_the_page_unless_its_feed_is_asked_for(web: Site) -> None:
    html = b'<link rel="stylesheet" href="x"><link rel="Alternate" type="application/atom+xml" href="feed"><p>home'
    web.pages |= {
        "/news/": answer(html),
        "/news/feed": answer(atom('<link href="/a"/>'), Content_Type="application/atom+xml"),
    }
    assert page(web.url("/news/")).raw == html
    assert page(web.url("/news/"), replace(HERE, feed=True)).raw == b"<p>page a"
    (none,) = pages([web.url("/a")], replace(HERE, feed=True))
    assert isinstance(none, Skipped) and "not a feed" in none.reason


def test_a_feed_whose_entry_is_a_feed_is_not_followed_further(web: Site) -> None:
    web.pages["/feed"] = answer(rss("<link>/feed</link>"), Content_Type="text/xml")
    (item,) = pages([web.url("/feed")], HERE)
    assert isinstance(item, Skipped) and "is a feed itself" in item.reason


# --- malformed and hostile ones -----------------------------------------------------------------------------------


def test_loosely_written_feeds_are_read() -> None:
    loose = b"\n " + rss("<title>Tom & Jerry&nbsp;&bogus; x</title><link>http://a.example/?a=1&b=2</link>") + b"<oh"
    (entry,) = read_feed(loose)
    assert (entry.metadata.title, entry.link) == ("Tom & Jerry &bogus; x", "http://a.example/?a=1&b=2")
    (cut,) = read_feed(rss(f"<title>A</title>{content('AT&T')}")[:-60])
    assert cut.metadata.title == "A"


@pytest.mark.parametrize(
    ("written", "declared", "header"),
    [
        ("utf-8", "utf-8", None),
        ("cp1252", "utf-8", None),
        ("cp1252", None, "windows-1252"),
        ("cp1250", None, "cp1250"),
        ("utf-8", None, "iso-8859-1"),
        ("utf-16", "utf-16", None),
        ("iso-8859-2", "iso-8859-2", "utf-8"),
        ("cp1252", None, "no-such-thing"),
    ],
)
def test_a_feed_is_read_in_its_encoding_whatever_is_declared(
    written: str, declared: str | None, header: str | None
) -> None:
    prolog = f'<?xml version="1.0" encoding="{declared}"?>' if declared else ""
    assert "Zoé ö".encode() in well_formed(f"{prolog}<rss>Zoé ö</rss>".encode(written), header)


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
ATTRIBUTES = " ".join(f"a{n}=''" for n in range(99_999))
BOMBS = [
    f'<!DOCTYPE rss [<!ENTITY l0 "lol">{LAUGHS}]><rss version="2.0"><channel><title>&l9;</title></channel></rss>',
    f'<!DOCTYPE rss [<!ENTITY l0 "lol">{LAUGHS}]><rss version="2.0"><channel a="&l9;"/></rss>',
    f'<!DOCTYPE rss [\n<!ENTITY l "{"a" * 99_999}">\n]><rss version="2.0"><title>{"&l;" * 9999}</title></rss>',
    '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss version="2.0"><channel><title>&x;</title></channel></rss>',
    '<!DOCTYPE rss [<!ENTITY % x SYSTEM "http://127.0.0.1/x"> %x;]><rss version="2.0"><title>&y;</title></rss>',
    f'<rss version="2.0">{"<a>" * 99_999}</rss>',
    f'<rss version="2.0">{"<item/>" * 100_001}</rss>',
    f'<rss version="2.0">{"&amp;" * 500_001}</rss>',
    f'<rss version="2.0">{"<![CDATA[" * 99_999}',
    f'<rss version="2.0"><item {ATTRIBUTES}/></rss>',
    "<" * 99_999,
    f'<rss version="2.0"><channel><item><description>{"The post " * 20_000}</description></item>',
    f'<rss version="2.0"><channel><item><description>a{" " * 200_000}b</description></item>',
]


@pytest.mark.parametrize("bomb", BOMBS, ids=range(len(BOMBS)))
def test_entities_are_not_unfolded_and_other_bombs_do_not_go_off(bomb: str) -> None:
    for raw in (bomb.encode(), bomb.encode("utf-16")):
        try:
            told = repr(read_feed(raw))
        except SourceError:
            continue
        assert len(told) < len(bomb) + 1000 and "root:" not in told
    told_of = list(feeds.entries(bomb.encode(), "x", HERE, Fetched(b"", "http://127.0.0.1/", None, None)))
    assert all(isinstance(item, Skipped) or len(item.raw) < len(bomb) for item in told_of)


@pytest.mark.parametrize("piece", ["<item/>" * 100_001, "&amp;" * 500_001, f"<item {ATTRIBUTES}/>", "&own;"])
def test_what_would_keep_a_reader_busy_for_long_is_refused_before(piece: str) -> None:
    with pytest.raises(SourceError, match=r"more parts|more attributes|of its own"):
        read_feed(f'<!DOCTYPE rss [<!ENTITY own "mine">]><rss version="2.0">{piece}</rss>'.encode())


def test_an_entity_brings_no_file_of_this_machine_into_a_feed(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("hush", encoding="utf-8")
    raw = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "{secret.as_uri()}">]><rss version="2.0"><title>&x;</title></rss>'
    with pytest.raises(SourceError, match="of its own"):
        well_formed(raw.encode())


@given(st.binary(max_size=200) | st.text(alphabet="<>/&;![]CDATA'\"= rssitem").map(str.encode))
def test_any_bytes_are_a_feed_or_refused(raw: bytes) -> None:
    for whole in (raw, b"<rss version='2.0'><channel><item>" + raw):
        with suppress(SourceError):
            read_feed(whole)


def test_a_file_that_is_no_feed_or_too_large_is_refused() -> None:
    for raw in (b"", b"hello", b"<html><p>hi</html>", b"\0" * 9, b"<opml/>"):
        with pytest.raises(SourceError):
            from_file(raw)
    small = replace(HERE, web=replace(HERE.web, largest=10))
    for reader in (feeds.items, opml.items):
        with pytest.raises(SourceError, match="larger"):
            list(reader(io.BytesIO(rss()), "feed.xml", small))
    (empty,) = from_file(rss())
    assert isinstance(empty, Skipped) and not empty.failed


# --- lists of feeds -----------------------------------------------------------------------------------------------


def test_a_list_names_every_feed_in_it_once_however_deep() -> None:
    assert feeds_of(
        b"""<?xml version="1.0"?><opml version="2.0"><head><title>Mine</title></head><body>
        <outline text="News"><outline text="A & B" type="rss" xmlUrl=" https://a.example/?x=1&amp;y=2 "/>
        <outline text="Deep"><outline XMLURL="feed://b.example/rss"/></outline></outline>
        <outline xmlurl="feed:https://c.example/"/><outline xmlUrl="https://a.example/?x=1&amp;y=2"/>
        <outline text="no feed" type="link" url="https://d.example/"/></body></opml>"""
    ) == ["https://a.example/?x=1&y=2", "http://b.example/rss", "https://c.example/"]


def test_the_feeds_of_a_list_are_read_and_one_that_fails_stops_no_other(web: Site, tmp_path: Path) -> None:
    web.pages["/feed"] = answer(rss("<link>/a</link>"), Content_Type="application/rss+xml")
    listed = "".join(f'<outline xmlUrl="{url}"/>' for url in (web.url("/gone"), "file:///etc/passwd", web.url("/feed")))
    path = tmp_path / "feeds.opml"
    path.write_text(f'<?xml version="1.0"?><opml version="1.0"><body>{listed}</body></opml>', encoding="utf-8")
    gone, file, item = read([str(path)], io.BytesIO(), HERE)
    assert isinstance(gone, Skipped) and "no such page" in gone.reason
    assert isinstance(file, Skipped) and "only http and https" in file.reason
    assert isinstance(item, RawItem) and item.origin == web.url("/a")


@pytest.mark.parametrize("bomb", BOMBS, ids=range(len(BOMBS)))
def test_harmful_lists_do_not_unfold(bomb: str) -> None:
    for inside in (bomb, bomb.replace("rss", "opml").replace("channel", "outline").replace(" a=", " xmlUrl=")):
        with suppress(SourceError):
            assert all(len(address) < 10 for address in feeds_of(inside.encode()))
