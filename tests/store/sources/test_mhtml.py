"""Pages saved in one file: the page itself is taken, decoded, with the address that it came from."""

from __future__ import annotations

import base64
from pathlib import Path

from store.model import RawItem
from store.sources import Options
from tests.store.sources.making import PAGE, Items, reasons, saved_page, taken

HTML = "Content-Type: text/html; charset=windows-1252\r\nContent-Location: https://harbour.example/ferry"


def opened(raw: bytes) -> Items:
    return taken("-", stdin=raw, options=Options(format="mhtml"))


def test_the_page_is_taken_with_its_address_and_encoding(tmp_path: Path) -> None:
    place = tmp_path / "ferry.mht"
    quoted = f"{HTML}\r\nContent-Transfer-Encoding: quoted-printable"
    place.write_bytes(saved_page((quoted, b"<p>F=E4hre =\r\nfahren</p>"), ("Content-Type: image/png", b"\x89PNG")))
    assert taken(place) == [
        RawItem(b"<p>F\xe4hre fahren</p>", str(place), "text/html", "windows-1252", "https://harbour.example/ferry")
    ]


def test_base64_and_bare_bodies_are_decoded() -> None:
    packed = saved_page(("Content-Type: text/html\r\nContent-Transfer-Encoding: base64", base64.encodebytes(PAGE)))
    bare = saved_page(("Content-Type: text/html\r\nContent-Transfer-Encoding: 8bit", PAGE))
    for raw in (packed, bare):
        assert opened(raw) == [RawItem(PAGE, "-", "text/html")]


def test_the_page_is_the_part_that_the_head_names_and_not_a_frame() -> None:
    frame = ("Content-Type: text/html\r\nContent-Location: https://ads.example/\r\nContent-ID: <f>", b"<p>Ad</p>")
    page = (f"{HTML}\r\nContent-ID: <p>", PAGE)
    named = saved_page(frame, page).replace(b"boundary=", b'start="<p>"; boundary=')
    placed = saved_page(frame, page, head="Snapshot-Content-Location: https://harbour.example/ferry\r\n")
    first = saved_page(page, frame)
    for raw in (named, placed, first):
        (item,) = opened(raw)
        assert isinstance(item, RawItem)
        assert (item.raw, item.url) == (PAGE, "https://harbour.example/ferry")


def test_a_folded_or_encoded_address_is_put_together() -> None:
    for said in (
        "Content-Location: https://harbour.example/\r\n ferry",
        "Content-Location: =?utf-8?Q?https://harbour.example/?=\r\n =?utf-8?Q?ferry?=",
    ):
        (item,) = opened(saved_page((f"Content-Type: text/html\r\n{said}", PAGE)))
        assert isinstance(item, RawItem)
        assert item.url == "https://harbour.example/ferry"
    (item,) = opened(saved_page(("Content-Type: text/html\r\nContent-Location: cid:frame-1@x", PAGE)))
    assert isinstance(item, RawItem)
    assert item.url is None


def test_parts_inside_parts_and_a_file_that_is_cut_off_are_read() -> None:
    inner = saved_page(("Content-Type: text/plain", b"A ferry."), (HTML, PAGE), boundary="inner")
    head, _, body = inner.partition(b"\r\n\r\n")
    assert head
    whole = saved_page(('Content-Type: multipart/alternative; boundary="inner"', body))
    cut = saved_page((HTML, PAGE))[: -len(b"\r\n--part--\r\n")]
    for raw in (whole, cut):
        (item,) = opened(raw)
        assert isinstance(item, RawItem)
        assert item.raw == PAGE


def test_a_file_without_a_page_is_told() -> None:
    for raw in (saved_page(("Content-Type: image/png", b"\x89PNG")), saved_page()):
        (reason,) = reasons(opened(raw))
        assert "holds no page" in reason


def test_heads_and_parts_without_end_are_read_in_bounded_time() -> None:
    assert opened(b"Content-Type: multipart/related;" + b";" * 3_000_000)
    assert reasons(opened(saved_page(*[("Content-Type: text/html" + ";" * 1000, PAGE)] * 20_000)))
    nested = b"".join(b'Content-Type: multipart/mixed; boundary="%d"\r\n\r\n--%d\r\n' % (n, n) for n in range(3000))
    assert opened(b"MIME-Version: 1.0\r\n" + nested)
