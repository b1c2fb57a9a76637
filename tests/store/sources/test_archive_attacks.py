"""Archives that were made to do harm: nothing outside them is read, and nothing in them takes the time or the memory."""

from __future__ import annotations

import gzip
import io
import struct
import zipfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from store.cleaning import clean
from store.model import RawItem
from store.sources import Options, read
from tests.bounded import FINE, within_bounds
from tests.store.sources.making import CONTAINER, PAGE, Items, book, packed, raws, reasons, record, taken

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

EPUB = Options(format="epub")


def opened(raw: bytes) -> Items:
    return taken("-", stdin=raw, options=EPUB)


def listing(*addresses: str, before: str = "", inside: str = "") -> str:
    """A package whose documents have these addresses."""
    items = "".join(f"<item id='a{at}' href='{each}' media-type='text/html'/>" for at, each in enumerate(addresses))
    order = "".join(f"<itemref idref='a{at}'/>" for at in range(len(addresses)))
    return f"{before}<package>{inside}<manifest>{items}</manifest><spine>{order}</spine></package>"


def test_no_address_in_a_book_leads_out_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "secret.html").write_bytes(b"<p>hush")
    monkeypatch.chdir(tmp_path)
    outside = (
        "../secret.html",
        "../../../../etc/passwd",
        str(tmp_path / "secret.html"),
        f"file://{tmp_path}/secret.html",
    )
    items = opened(book({"a.xhtml": PAGE}, opf=listing(*outside, "http://127.0.0.1/x", "a.xhtml")))
    assert raws(items) == [PAGE]
    assert all(reason.endswith("is not in the book") for reason in reasons(items))
    assert len(reasons(items)) == 5


def test_names_that_lead_out_of_a_book_are_only_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    others = {"../out.html": b"<p>One", "/tmp/annotty-out.html": b"<p>Two", "a\\..\\b.html": b"<p>Three"}
    place = tmp_path / "in" / "a.epub"
    place.parent.mkdir()
    place.write_bytes(book({}, opf=listing("../../out.html", "/tmp/annotty-out.html"), others=others))
    assert len(raws(taken(place))) == 2
    assert [each.name for each in tmp_path.rglob("*")] == ["in", "a.epub"]
    assert not Path("/tmp/annotty-out.html").exists()


def test_a_book_packed_otherwise_than_books_are_is_not_unpacked() -> None:
    for packing in (zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
        assert raws(opened(book({"a.xhtml": PAGE}, compression=packing))) == []
    raw = bytearray(book({"a.xhtml": PAGE}, compression=zipfile.ZIP_LZMA))
    head = struct.pack("<BBH", 9, 4, 5)  # of LZMA in a ZIP file: version, and the size of what follows
    at, found = raw.find(head), 0
    while at >= 0:
        struct.pack_into("<L", raw, at + 5, 0xFFFF_FFFF)  # the memory that it asks for
        at, found = raw.find(head, at + 1), found + 1
    assert found
    assert within_bounds(lambda: opened(bytes(raw))) == FINE
    (reason,) = reasons(opened(bytes(raw)))
    assert "packed in a way that no EPUB may be" in reason


def test_a_document_that_says_it_is_encrypted_is_skipped_and_the_next_read() -> None:
    raw = bytearray(book({"a.xhtml": PAGE, "b.xhtml": PAGE}))
    raw[raw.index(b"OEBPS/a.xhtml") - 24] |= 1
    raw[raw.rindex(b"OEBPS/a.xhtml") - 38] |= 1
    items = opened(bytes(raw))
    assert (raws(items), reasons(items)) == ([PAGE], ["-#OEBPS/a.xhtml is encrypted"])


def end_of(raw: bytes | bytearray) -> int:
    return raw.rindex(b"PK\x05\x06")


@pytest.mark.parametrize(
    ("at", "kind", "number"),
    [
        (16, "<L", 0xFFFF_FFF0),
        (16, "<L", 0),
        (12, "<L", 0),
        (12, "<L", 1),
        (10, "<H", 0),
        (10, "<H", 65535),
        (4, "<H", 7),
    ],
)
def test_a_list_of_files_that_lies_about_where_it_is_does_no_harm(at: int, kind: str, number: int) -> None:
    raw = bytearray(book({"a.xhtml": PAGE}))
    struct.pack_into(kind, raw, end_of(raw) + at, number)
    items = opened(bytes(raw))
    assert raws(items) in ([], [PAGE])
    assert raws(items) or len(reasons(items)) == 1


def test_files_that_lie_over_one_another_or_bear_another_name_than_listed_are_not_read() -> None:
    raw = book({"a.xhtml": b"<p>" + b"1" * 9000, "b.xhtml": PAGE})
    at = raw.rindex(b"OEBPS/b.xhtml") - 46
    first = raw.rindex(b"OEBPS/a.xhtml") - 46
    over = bytearray(raw)
    over[at + 42 : at + 46] = raw[first + 42 : first + 46]  # where it begins
    items = opened(bytes(over))
    assert raws(items) == [b"<p>" + b"1" * 9000]
    assert "b.xhtml is damaged" in reasons(items)[0]


def test_a_list_of_as_many_files_as_there_may_be_is_read_in_bounds() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("META-INF/container.xml", CONTAINER)
        archive.writestr("OEBPS/book.opf", listing("a.xhtml"))
        archive.writestr("OEBPS/a.xhtml", PAGE)
        for number in range(2_000):
            archive.writestr(str(number), b"")
    raw = out.getvalue()
    assert within_bounds(lambda: opened(raw)) == FINE
    assert raws(opened(raw)) == [PAGE]
    end = end_of(raw)
    entry = raw[raw.rindex(b"PK\x01\x02") : end]
    more = entry * (4 * 1024 * 1024 // len(entry) + 1)
    start = struct.unpack_from("<L", raw, end + 16)[0]
    listed = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 65535, 65535, end - start + len(more), start, 0)
    (reason,) = reasons(opened(raw[:end] + more + listed))
    assert "more files than any book" in reason


@pytest.mark.parametrize(
    "opf",
    [
        listing("a.xhtml", inside="<a>" * 100_000),
        listing("a.xhtml", inside="<a>" * 100_000 + "</a>" * 100_000),
        listing("a.xhtml", inside=f"<a x='{'y' * 3_000_000}'/>"),
        listing("a.xhtml", inside="<a " + " ".join(f"x{n}=''" for n in range(30_000)) + "/>"),
        listing(*["a.xhtml"] * 3_000),
        listing(*(f"{'./' * (at % 9)}a.xhtml" for at in range(3_000))),
        listing(
            "a.xhtml",
            before=f'<!DOCTYPE p [<!ENTITY a "{"a" * 99_999}">]>',
            inside="<metadata>" + "&a;" * 9999 + "</metadata>",
        ),
        listing("a.xhtml", before='<!DOCTYPE p SYSTEM "http://127.0.0.1:9/p.dtd">'),
    ],
    ids=["open", "deep", "long", "attributes", "twice", "again", "entities", "outside"],
)
def test_no_list_of_a_book_keeps_its_reader_busy(opf: str) -> None:
    for compression in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raw = book({"a.xhtml": PAGE}, opf=opf, compression=compression)
        assert within_bounds(partial(opened, raw)) == FINE
        assert len(opened(raw)) <= 1, "a document is read once, however often it is named"


def test_what_is_packed_twice_is_unpacked_once() -> None:
    bomb = gzip.compress(gzip.compress(bytes(50_000_000), 9), 9)
    assert len(bomb) < 1000
    (item,) = taken("-", stdin=bomb)
    assert isinstance(item, RawItem) and len(item.raw) < 100_000 and item.raw.startswith(b"\x1f\x8b")
    assert raws(taken("-", stdin=record(packed(record(PAGE)), media_type="application/warc") + record(PAGE))) == [PAGE]
    twice = record(gzip.compress(gzip.compress(bytes(9_000_000))), head="Content-Encoding: gzip, gzip\r\n")
    assert all(len(raw) < 100_000 for raw in raws(taken("-", stdin=twice)))


def test_what_goes_on_without_end_is_left() -> None:
    class Endless(io.RawIOBase):
        given = 0

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: WriteableBuffer, /) -> int:
            size = len(memoryview(buffer))
            memoryview(buffer)[:] = bytes(size)
            self.given += size
            assert self.given < 1 << 28, "nobody asks for all of it"
            return size

    (reason,) = reasons(read(["-"], io.BufferedReader(Endless()), Options()))
    assert "larger than 64 MB" in reason


def test_no_page_brings_in_what_lies_beside_it(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("hush")
    outside = (tmp_path / "secret").as_uri()
    names = "xmlns='http://www.w3.org/1999/xhtml' xmlns:xi='http://www.w3.org/2001/XInclude'"
    whole = f"<html {names}><body><p>A ferry {{}}.</p></body></html>"
    pages = (
        f'<!DOCTYPE html [<!ENTITY x SYSTEM "{outside}">]>' + whole.format("&x;"),
        f'<!DOCTYPE html [<!ENTITY % x SYSTEM "{outside}"> %x;]>' + whole.format("&y;"),
        f'<!DOCTYPE html SYSTEM "{outside}">' + whole.format("sails"),
        f'<?xml-stylesheet href="{outside}"?>' + whole.format("sails"),
        whole.format(f'<xi:include href="{outside}" parse="text"/>'),
        whole.format(f'<object data="{outside}"></object><iframe src="{outside}"></iframe>'),
    )
    for page in pages:
        for media_type in ("text/html", "application/xhtml+xml"):
            text = clean(RawItem(page.encode(), str(tmp_path / "a.html"), media_type)).document.text
            assert "A ferry" in text and "hush" not in text
