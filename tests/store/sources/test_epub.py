"""Books: each document in the order of reading; traps and locked documents are skipped, the others are read."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from store.model import Metadata, RawItem
from store.sources import Options, epub
from tests.store.sources.making import CONTAINER, PAGE, Items, book, raws, reasons, taken


def opened(raw: bytes) -> Items:
    return taken("-", stdin=raw, options=Options(format="epub"))


def chapter(words: str) -> bytes:
    return f"<html xmlns='http://www.w3.org/1999/xhtml'><head><title>T</title></head><body><p>{words}</p></body></html>".encode()


def test_a_book_is_its_documents_in_the_order_of_reading(tmp_path: Path) -> None:
    place = tmp_path / "holm.epub"
    pages = {"one.xhtml": chapter("One"), "text/two.xhtml": chapter("Two"), "cover.xhtml": chapter("<img/>")}
    place.write_bytes(book(pages, spine=["cover.xhtml", "text/two.xhtml", "one.xhtml", "one.xhtml", "nowhere"]))
    beside = Metadata(byline="Ilse Maar", outlet="Tides of Holm", published="2024-05-03", language="en")
    assert taken(place) == [
        RawItem(pages[name], f"{place}#OEBPS/{name}", "application/xhtml+xml", metadata=beside)
        for name in ("text/two.xhtml", "one.xhtml")
    ]


def test_the_table_of_contents_is_no_document_to_read() -> None:
    opf = (
        "<package><metadata/><manifest><item id='n' href='nav.xhtml' properties='nav' media-type='application/xhtml+xml'/>"
        "<item id='a' href='a%20b.xhtml#top' media-type='application/xhtml+xml'/><item id='i' href='i.png' "
        "media-type='image/png'/></manifest><spine><itemref idref='n'/><itemref idref='i'/><itemref idref='a'/></spine></package>"
    )
    (item,) = opened(book({"nav.xhtml": chapter("Contents"), "a b.xhtml": chapter("One")}, opf=opf))
    assert item.origin == "-#OEBPS/a b.xhtml"


def test_a_zip_bomb_of_42_kb_is_skipped_and_the_other_documents_are_read() -> None:
    raw = book({"bomb.xhtml": b"<p>" + b"0" * 43_000_000, "dense.xhtml": b"<p>" + b"0" * 1_000_000, "one.xhtml": PAGE})
    assert len(raw) < 50_000
    items = opened(raw)
    assert raws(items) == [PAGE]
    assert reasons(items) == [
        "-#OEBPS/bomb.xhtml is larger than 16 MB",
        "-#OEBPS/dense.xhtml is packed more densely than any text, as only a trap is",
    ]


def test_a_book_of_very_many_small_dense_documents_is_read_up_to_its_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(epub, "_ALL", 5 * 1024 * 1024)  # to have it in a moment
    items = opened(book({f"{n}.xhtml": b"<p>" + b"0" * 250_000 for n in range(30)}))
    assert len(raws(items)) == 20
    assert all("the book holds more than 5 MB" in reason for reason in reasons(items))


def test_a_size_that_is_a_lie_is_found_out() -> None:
    raw = book({"bomb.xhtml": b"<p>" + b"0" * 43_000_000, "one.xhtml": PAGE})
    said = (43_000_003).to_bytes(4, "little")
    assert said in raw
    items = opened(raw.replace(said, (5000).to_bytes(4, "little")))
    assert raws(items) == [PAGE]
    assert "bomb.xhtml is damaged" in reasons(items)[0]


def package(doctype: str, title: str) -> str:
    return (
        f'<!DOCTYPE package [{doctype}]><package xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata><dc:title>{title}'
        "</dc:title></metadata><manifest><item id='a' href='a.xhtml' media-type='application/xhtml+xml'/></manifest>"
        "<spine><itemref idref='a'/></spine></package>"
    )


def test_entities_are_not_expanded() -> None:
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    items = opened(book({"a.xhtml": PAGE}, opf=package(f'<!ENTITY l0 "lol">{levels}', "&l9;")))
    assert len(items) == 1
    assert len(str(items)) < 2000


def test_nothing_outside_a_book_is_read(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret words")
    doctype = f'<!ENTITY out SYSTEM "file://{tmp_path}/secret">'
    (item,) = opened(book({"a.xhtml": PAGE}, opf=package(doctype, "Tides &out;")))
    assert isinstance(item, RawItem)
    assert item.metadata.outlet == "Tides"


def test_documents_that_are_encrypted_are_skipped_and_encrypted_fonts_are_nothing() -> None:
    locked = (
        '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><EncryptedData xmlns='
        '"http://www.w3.org/2001/04/xmlenc#"><CipherData><CipherReference URI="OEBPS/{}"/></CipherData></EncryptedData>'
        "</encryption>"
    )
    pages = {"one.xhtml": chapter("One"), "two.xhtml": chapter("Two")}
    items = opened(book(pages, others={"META-INF/encryption.xml": locked.format("two.xhtml").encode()}))
    assert raws(items) == [pages["one.xhtml"]]
    assert "protected against copying" in reasons(items)[0]
    assert len(raws(opened(book(pages, others={"META-INF/encryption.xml": locked.format("font.otf").encode()})))) == 2


@pytest.mark.parametrize(
    "raw",
    [
        b"no book",
        b"PK\x03\x04",
        book({"one.xhtml": PAGE})[:-30],
        book({"one.xhtml": PAGE})[:200],
        book({"one.xhtml": PAGE}, opf="<package"),
        book({"one.xhtml": PAGE}, opf=" "),
        book({}),
        book({"one.xhtml": PAGE}).replace(b"META-INF/container.xml", b"META-INF/contained.xml"),
        book({"one.xhtml": PAGE}, compression=zipfile.ZIP_STORED).replace(CONTAINER.encode()[:40], b"\0" * 40),
    ],
)
def test_what_is_no_book_or_damaged_is_told_in_one_sentence(raw: bytes) -> None:
    (reason,) = reasons(opened(raw))
    assert reason.startswith("- ")


def test_a_list_of_files_that_is_too_long_is_not_read() -> None:
    raw = book({"one.xhtml": PAGE})
    at = raw.rindex(b"PK\x05\x06") + 12
    (reason,) = reasons(opened(raw[:at] + (5_000_000).to_bytes(4, "little") + raw[at + 4 :]))
    assert "more files than any book" in reason
