"""Web archives: their pages with addresses and encodings; damage costs what it hit, and the rest is read."""

from __future__ import annotations

import gzip
import zlib
from pathlib import Path

import pytest

from store.model import RawItem
from store.sources import Skipped
from store.sources.given import LARGEST
from tests.store.sources.making import PAGE, packed, raws, reasons, record, taken

pytest.importorskip("warcio")


def test_pages_come_with_address_media_type_and_encoding(tmp_path: Path) -> None:
    place = tmp_path / "a.warc.gz"
    place.write_bytes(
        packed(
            record(b"software: crawl", "warcinfo", media_type="application/warc-fields"),
            record(b"GET / HTTP/1.1\r\n\r\n", "request", media_type="application/http"),
            record(PAGE, url="<https://harbour.example/a ferry>"),
            record("Fähre".encode("latin-1"), media_type='text/plain; Charset="ISO-8859-1"'),
            record(b"A ferry.", "resource", url="file:///a.txt", media_type="text/plain"),
        )
    )
    assert taken(place) == [
        RawItem(PAGE, f"{place}#record 3", "text/html", "utf-8", "https://harbour.example/a%20ferry"),
        RawItem(b"F\xe4hre", f"{place}#record 4", "text/plain", "ISO-8859-1", "https://harbour.example/ferry"),
        RawItem(b"A ferry.", f"{place}#record 5", "text/plain"),
    ]


def test_the_texts_of_a_wet_file_are_plain_text(tmp_path: Path) -> None:
    place = tmp_path / "a.warc.wet.gz"
    place.write_bytes(packed(record("Fähre".encode(), "conversion", media_type="text/plain")))
    url = "https://harbour.example/ferry"
    assert taken(place) == [RawItem("Fähre".encode(), f"{place}#record 1", "text/plain", "utf-8", url)]


def test_one_stream_of_gzip_for_all_records_is_read_too() -> None:
    items = taken("-", stdin=gzip.compress(record(PAGE) + record(PAGE)))
    assert [item.origin for item in items] == ["-#record 1", "-#record 2"]


def test_what_is_no_page_is_counted_and_no_failure() -> None:
    records = [
        record(PAGE),
        record(b"\x89PNG", media_type="image/png"),
        record(b"\x89PNG", media_type="image/png"),
        record(PAGE, status="404 Not Found"),
        record(b"", status="301 Moved"),
        record(b" ", media_type="text/html"),
        record(b"dns", "response", media_type="text/dns"),
        record(b"x", "revisit"),
    ]
    page, others = taken("-", stdin=b"".join(records))
    assert isinstance(page, RawItem)
    assert isinstance(others, Skipped)
    assert not others.failed
    assert "6 other records" in others.reason
    assert "2 image/png, 1 with status 404, 1 with status 301, 1 empty" in others.reason


def test_a_body_is_given_as_a_reader_of_the_web_sees_it() -> None:
    chunks = b"".join(b"%x\r\n%b\r\n" % (len(piece), piece) for piece in (PAGE[:20], PAGE[20:], b""))
    bare = zlib.compressobj(wbits=-15)
    bodies = [
        record(chunks, head="Transfer-Encoding: chunked\r\n"),
        record(gzip.compress(PAGE), head="Content-Encoding: gzip\r\n"),
        record(zlib.compress(PAGE), head="Content-Encoding: deflate\r\n"),
        record(bare.compress(PAGE) + bare.flush(), head="Content-Encoding: deflate\r\n"),
        record(PAGE, head="Content-Encoding: gzip\r\n"),
        record(PAGE, media_type=""),
    ]
    assert raws(taken("-", stdin=b"".join(bodies))) == [PAGE] * 6


def test_a_body_that_unpacks_without_end_and_one_in_an_unknown_packing_are_skipped() -> None:
    squeezed = zlib.compressobj(1, wbits=31)
    bomb = squeezed.compress(bytes(LARGEST + 1)) + squeezed.flush()
    records = (
        record(bomb, head="Content-Encoding: gzip\r\n") + record(b"x", head="Content-Encoding: br\r\n") + record(PAGE)
    )
    items = taken("-", stdin=records)
    assert raws(items) == [PAGE]
    assert [reason.partition(" is ")[0] for reason in reasons(items)] == ["-#record 1", "-#record 2"]


@pytest.mark.parametrize("pack", [packed, lambda *records: b"".join(records)])
def test_an_archive_that_is_cut_in_the_middle_gives_what_was_whole_and_one_sentence(pack: object) -> None:
    assert callable(pack)
    raw = pack(record(PAGE), record(PAGE), record(PAGE * 50))
    for cut in (30, 100):
        items = taken("-", stdin=raw[:-cut])
        assert raws(items) == [PAGE, PAGE]
        (reason,) = reasons(items)
        assert "after record 2" in reason
        assert "what came before was read" in reason


def test_what_is_no_record_is_told_and_the_next_is_found() -> None:
    raw = record(PAGE) + b"rubbish\r\nmore\r\n" + record(PAGE) + record(PAGE, length=3) + record(PAGE)
    raw += b"WARC/1.0\r\nWARC-Type: response\r\n\r\n" + record(PAGE)
    items = taken("-", stdin=raw)
    assert len(raws(items)) == 4
    assert sum("reading went on at the next" in reason for reason in reasons(items)) == 3


def test_a_record_too_large_is_passed_over_unread(tmp_path: Path) -> None:
    place = tmp_path / "a.warc"
    head, _, rest = record(b"", length=LARGEST + 1).partition(b"\r\n\r\n")
    with place.open("wb") as stream:
        stream.write(head + b"\r\n\r\n")
        stream.seek(LARGEST + 1, 1)
        stream.write(b"\r\n\r\n" + record(PAGE))
    assert rest
    items = taken(place)
    assert raws(items) == [PAGE]
    assert reasons(items) == [f"{place}#record 1 is larger than 64 MB"]


def test_a_file_that_only_says_so_is_no_archive(tmp_path: Path) -> None:
    (tmp_path / "a.warc").write_bytes(b"A ferry.\n" * 100)
    assert "holds no record" in reasons(taken(tmp_path / "a.warc"))[-1]


def test_nothing_of_an_archive_reaches_the_terminal_by_itself(capfd: pytest.CaptureFixture[str]) -> None:
    taken(
        "-",
        stdin=record(PAGE, url="https://harbour.example/\x1b[31m a")
        + record(b"\x1f\x8bxx", head="Content-Encoding: gzip\r\n"),
    )
    assert capfd.readouterr() == ("", "")
