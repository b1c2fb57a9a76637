"""The parsers of what articles lie in: archives, books, saved pages, feeds, data sets, addresses."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Callable

from store.addresses import normal_address, outlet_key, traces_of
from store.model import RawItem
from store.sources import Fields, Options, Skipped, read
from store.sources.feeds import read_feed
from store.sources.fetching import Fetched
from store.sources.locations import is_address, is_public, location
from store.sources.opml import feeds_of
from store.sources.web import feed_named_by, is_feed
from tests.fuzzing.parser import SIGN, Parser, fields_of, words
from tests.store.sources.making import CONTAINER, PAGE, book, packed, record, saved_page

_GUESSED = Fields()

_RSS = b"""<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Harbour Post</title><link>https://post.example/</link>
<language>en-GB</language><item><title>Ferry &amp; pier</title><link>https://post.example/ferry</link><guid>1</guid>
<pubDate>Fri, 03 May 2024 09:00:00 +0100</pubDate><dc:creator>Ilse Maar</dc:creator>
<description><![CDATA[<p>It sails.</p>]]></description>
<content:encoded>&lt;p&gt;It will sail again in May.&lt;/p&gt;</content:encoded></item></channel></rss>"""
_ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title type="html">Post &lt;b&gt;</title><link href="/a"/>
<entry><id>urn:1</id><title>Pier</title><link rel="alternate" href="pier"/><updated>2024-05-03T09:00:00Z</updated>
<published>2024-05</published><author><name>I. Maar</name><email>i@post.example</email></author>
<source><title>Island Radio</title></source><content type="xhtml">
<div xmlns="http://www.w3.org/1999/xhtml">A pier.</div></content></entry></feed>"""
_RDF = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
<channel><title>Post</title></channel><item><title>Pier</title><link>https://post.example/p</link></item></rdf:RDF>"""
_OPML = b"""<?xml version="1.0"?><opml version="2.0"><body><outline text="News"><outline type="rss" text="Post"
 xmlUrl="feed://post.example/rss"/><outline xmlurl="https://radio.example/atom"/></outline></body></opml>"""
_JSONL = b"""{"text": "A ferry.", "date": "2024-05-03", "meta": {"url": "https://a.example", "authors": ["Ilse", {"name": "B"}]}}
{"html": {"content": "<p>Two.", "responded_url": "https://b.example"}, "publish_date": 1714700000, "language": "en_GB"}
{"id": "x7", "body": ["One.", "Two."], "published_at": {"$date": "2024-05-03T09:00:00Z"}, "site": "Post"}
"""
_JSON = (
    b'[{"text": ["A ferry.", "Two."], "authors": [{"name": "Ilse"}]}, {"html": {"content": "<p>"}, "date": 17147e5}]'
)
_CSV = b'text,url,date,author\n"A\nferry, ""again""",https://a.example,2024-05-03,"Maar; Vik"\nTwo.,,,\n'
_PAGE = b"""<html><head><link rel="alternate" type="application/rss+xml" href="/rss"><base href="//a.example"></head></html>"""

_XML = words(
    "<", ">", "</", "/>", "<?xml ", "?>", "<!--", "-->", "<![CDATA[", "]]>", "<!DOCTYPE x [", "<!ENTITY a ",
    '"&a;&a;">', "]>", "&amp;", "&#0;", "&#x110000;", "&lt;", "&nbsp;", "&x;", "xmlns=", 'xml:base="', "encoding=",
    "UTF-16", "utf-7", "standalone", "<item>", "</item>", "<entry>", "</entry>", "<link>", "<title>",
    "<content type=", "base64", "xhtml", "<div>", "<updated>", "<outline ", "xmlUrl=", "<a:b xmlns:a=",
    "<media:content ", "<georss:point>", "<itunes:duration>", "<textInput>", "<cloud ", "Fri, 31 Feb 2024",
    "2024-05-03T25:61:61Z", "12-May-99", "PT4H", "http://[", "http://a.example:99999/", "javascript:",
)  # fmt: skip
_MIME = words(
    "\r\n\r\n", "\r\n", "\r\n ", "--part", "--part--", "Content-Type: ", "multipart/related", "multipart/mixed",
    "; boundary=", '"part"', "Content-Transfer-Encoding: ", "quoted-printable", "base64", "=?utf-8?q?", "=?x?b?",
    "?=", "=3D", "=\r\n", "8bit", "Content-Location: ", "https://a.example", "cid:", "; charset=", "x-unknown",
    "utf-16", "; name*0*=utf-8''%ff", "message/rfc822",
)  # fmt: skip
_WARC = words(
    "WARC/1.0\r\n", "WARC-Type: response\r\n", "WARC-Type: conversion\r\n", "resource", "Content-Length: ", "0",
    "\r\n\r\n", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 404 No", "Transfer-Encoding: chunked\r\n",
    "Content-Encoding: gzip\r\n", "br", "ffffffff\r\n", "Content-Type: application/http; msgtype=response",
    "text/plain", "WARC-Target-URI: ", "<https://a.example>", "; charset=",
)  # fmt: skip
_VALUES = words(
    "{", "}", "[", "]", ":", ",", '"', "\\", '\\ud800', '\\u0000', "null", "true", "NaN", "-Infinity", "1e999",
    "[[[[", '{"a":', '"text"', '"html"', '"url"', '"date"', '"meta"', '"authors"', '"name"', '"language"',
    '"content"', '"title"', '"site"', '"$date"', "\n", "\r", "\t", ";", "|", '""', "'", "text", "url", "\ufeff",
    "2024-05-03", "https://a.example",
)  # fmt: skip
_ADDRESSES = words(
    "http://", "https://", "//", "@", ":", ":99999", "[::1]", "[", "]", "%", "%00", "%2e", "..", "?", "#", "xn--",
    "localhost", "127.1", "0x7f.1", "2130706433", "169.254.169.254", "::ffff:10.0.0.1", "64:ff9b::a00:1",
    "fe80::1%eth0", "２", "。", "ß.example",
)  # fmt: skip


def _read(name: str | None, fields: Fields = _GUESSED) -> Callable[[bytes], object]:
    options = Options(format=name, fields=fields)

    def take(raw: bytes) -> None:
        for item in read(["-"], io.BytesIO(raw), options):
            assert isinstance(item, RawItem | Skipped)
            item.origin.encode()
            str(item.metadata if isinstance(item, RawItem) else item.reason).encode()
            assert isinstance(item, Skipped) or isinstance(item.raw, bytes)

    return take


def _squeezed(take: Callable[[bytes], object]) -> Callable[[bytes], object]:
    """The same within gzip, which no change of a byte leaves whole."""
    return lambda raw: take(gzip.compress(raw, 1))


def _book(raw: bytes) -> object:
    """A book whose files are the fields of the input: what damages them leaves the archive whole."""
    container, package, chapter, locked = (raw.split(SIGN, 3) + [b""] * 4)[:4]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr("META-INF/container.xml", container)
        archive.writestr("OEBPS/book.opf", package)
        archive.writestr("OEBPS/one.xhtml", chapter)
        if locked:
            archive.writestr("META-INF/encryption.xml", locked)
    return _read("epub")(out.getvalue())


def _feed(raw: bytes) -> None:
    for address, charset in (("", None), ("https://post.example/feed", raw[-8:].decode("latin-1"))):
        for entry in read_feed(raw, address, charset):
            str(entry).encode("utf-8", "surrogatepass")
            entry.words.encode("utf-8", "replace")
            str(entry.metadata).encode()


def _opml(raw: bytes) -> None:
    for address in feeds_of(raw):
        address.encode()


def _page(raw: bytes) -> None:
    for encoding in ("utf-8", "x-none", None):
        found = Fetched(raw, "https://a.example/", None, encoding)
        is_feed(found)
        (feed_named_by(found) or "").encode()


def _address(raw: bytes) -> None:
    said, base = fields_of(raw, 2)
    is_address(said)
    is_public(said)
    outlet_key(said, base)
    normal = normal_address(said)
    if normal is not None:
        normal.encode()
        traces_of(normal)
    home = location("https://a.example/b")
    there = location(said, home)
    assert there.url.isascii()
    assert location(there.url).url == there.url
    assert not set(there.target) & set(" \r\n\0"), there.target


def _parquet() -> bytes:
    import pyarrow
    from pyarrow.parquet import write_table

    out = io.BytesIO()
    write_table(pyarrow.table({"text": ["One.", "Two."], "url": ["https://a.example", None], "n": [[1], None]}), out)
    return out.getvalue()


_BOOK = book({"one.xhtml": PAGE, "two.xhtml": PAGE})
_OPF = (
    b'<package xmlns="http://www.idpf.org/2007/opf" '
    b'xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata><dc:title>Tides</dc:title>'
    b"<dc:creator>Ilse</dc:creator><dc:date>2024-05-03</dc:date></metadata><manifest>"
    b'<item id="n" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>'
    b'<item id="a" href="one.xhtml#x" media-type="application/xhtml+xml"/></manifest><spine><itemref '
    b'idref="a"/></spine></package>'
)
_LOCKED = b'<encryption><CipherReference xmlns="x" URI="OEBPS/one%2Exhtml"/></encryption>'
_SAVED = saved_page(
    ("Content-Type: text/html; charset=utf-8\r\nContent-Location: https://a.example", PAGE),
    ("Content-Type: text/html\r\nContent-Transfer-Encoding: base64", b"PHA+QTwvcD4="),
    head="Subject: =?utf-8?Q?F=C3=A4hre?=\r\nDate: Fri, 3 May 2024 09:00:00 +0100\r\nSnapshot-Content-Location: https://a.example\r\n",
)
_ARCHIVE = (
    record(PAGE)
    + record(PAGE, status="404 No")
    + record(b"5\r\nA fer\r\n0\r\n\r\n", head="Transfer-Encoding: chunked\r\n")
    + record(gzip.compress(PAGE, mtime=0), head="Content-Encoding: gzip\r\n")
    + record(b"Text.", kind="conversion", media_type="text/plain")
)
_FIELDS = Fields(text="meta.text", id="id", url="meta.url", published="meta.date", language="lang")

PARSERS = (
    Parser("warc", _read("warc"), (_ARCHIVE,), _WARC, share=60),
    Parser("warc packed", _read(None), (packed(record(PAGE), record(PAGE)), gzip.compress(_JSONL, mtime=0)), _WARC),
    Parser("mhtml", _read("mhtml"), (_SAVED,), _MIME),
    Parser(
        "epub",
        _read("epub"),
        (_BOOK,),
        (b"PK\x01\x02", b"PK\x03\x04", b"PK\x05\x06", b"PK\x06\x07", b"\xff\xff\xff\xff"),
        share=80,
    ),
    Parser("epub within", _book, (SIGN.join((CONTAINER.encode(), _OPF, PAGE, _LOCKED)),), (SIGN, *_XML)),
    Parser("jsonl rows", _read("jsonl"), (_JSONL,), _VALUES),
    Parser(
        "jsonl rows named",
        _read("jsonl", _FIELDS),
        (b'{"id": 5, "meta": {"text": "A.", "url": "x", "date": 5}, "lang": "xx"}',),
        _VALUES,
        share=100,
    ),
    Parser("json", _read("json"), (_JSON, _JSONL), _VALUES),
    Parser("csv", _read("csv"), (_CSV,), _VALUES),
    Parser("tsv", _read("tsv"), (_CSV.replace(b",", b"\t"),), _VALUES),
    Parser(
        "parquet", _read("parquet"), (_parquet(),), (b"PAR1", b"\x15\x04", b"\x00\x00\x00\x00"), largest=4096, share=80
    ),
    Parser(
        "any", _read(None), (_ARCHIVE, _SAVED, _BOOK, PAGE, _JSONL, _CSV, b"\x28\xb5\x2f\xfd\x04\x00"), (*_MIME, *_WARC)
    ),
    Parser("jsonl squeezed", _squeezed(_read(None)), (_JSONL,), _VALUES, share=60),
    Parser("feed", _feed, (_RSS, _ATOM, _RDF), _XML, share=30),
    Parser("opml", _opml, (_OPML,), _XML, share=100),
    Parser("page that names a feed", _page, (_PAGE, _RSS), (*_XML, b"<link ", b"rel=alternate", b'href="'), share=100),
    Parser(
        "address",
        _address,
        (b"https://Post.example:8080/a%20b/?c=d#e", b"//post.example\x1fPost"),
        _ADDRESSES,
        share=150,
    ),
)
