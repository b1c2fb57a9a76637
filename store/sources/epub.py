"""EPUB: each document of a book, in the order of reading. What it packs is bounded, and nothing outside it is read."""

from __future__ import annotations

import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO
from urllib.parse import unquote

from store.model import Metadata, RawItem
from store.sources.fields import date_of, language_of, short_of
from store.sources.given import Options, Skipped, megabytes

if TYPE_CHECKING:
    from lxml.etree import _Element

_DOCUMENTS = {"application/xhtml+xml": "application/xhtml+xml", "text/html": "text/html", "text/plain": "text/plain"}
_CONTAINER, _ENCRYPTION = "META-INF/container.xml", "META-INF/encryption.xml"
_LARGEST = 16 * 1024 * 1024  # bytes of one document, unpacked
_PATIENCE = 20  # documents that cannot be read, one behind the other, before the book is given up
_ALL = 256 * 1024 * 1024  # bytes of all documents
_PACKED = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})  # another takes as much memory as a file says it needs
_DENSEST = 100  # times that a document may be smaller when packed; prose is packed to a third
_SMALL = 256 * 1024  # bytes; what is not larger may be as dense as it likes
_LIST = 4 * 1024 * 1024  # bytes of a list of files, the ZIP file's or the book's own
_TAIL = 65_557  # bytes in which a ZIP file's end record stands
_BODY = re.compile(rb"<body\b", re.I)
_TAG = re.compile(rb"<[^<>]*>")


class _Refused(Exception):
    """A file of the book is not read: why, as the end of a sentence."""


@dataclass(slots=True)
class _Book:
    """A book that is open, and how much of it has been unpacked."""

    zip: zipfile.ZipFile
    unpacked: int = 0

    def read(self, name: str, largest: int = _LARGEST) -> bytes:
        """The bytes of one of its files. Raises _Refused where it is missing, encrypted, damaged or too large."""
        try:
            info = self.zip.getinfo(name)
        except KeyError:
            raise _Refused("is not in the book") from None
        if info.flag_bits & 1:
            raise _Refused("is encrypted")
        if info.compress_type not in _PACKED:
            raise _Refused("is packed in a way that no EPUB may be")
        if info.file_size > largest:
            raise _Refused(f"is larger than {megabytes(largest)}")
        if info.file_size > _SMALL and info.file_size > _DENSEST * max(1, info.compress_size):
            raise _Refused("is packed more densely than any text, as only a trap is")
        if self.unpacked + info.file_size > _ALL:
            raise _Refused(f"is left out, for the book holds more than {megabytes(_ALL)}")
        self.unpacked += info.file_size
        try:
            with self.zip.open(info) as stream:
                return stream.read(largest)
        except (
            zipfile.BadZipFile,
            NotImplementedError,
            RuntimeError,
            OSError,
            EOFError,
            ValueError,
            zlib.error,
        ) as error:
            raise _Refused(f"is damaged ({' '.join(str(error).split())[:100]})") from None


def items(stream: BinaryIO, origin: str, _options: Options) -> Iterator[RawItem | Skipped]:
    """The documents of a book that have words in them, by their names in it: "book.epub#OEBPS/chapter.xhtml".

    The book's title stands for the outlet of each.
    """
    if why := _untrusted(stream):
        yield Skipped(origin, f"{origin} cannot be read: {why}")
        return
    try:
        archive = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, NotImplementedError, OSError, EOFError, ValueError, struct.error, OverflowError):
        yield Skipped(origin, f"{origin} is not an EPUB, or is damaged: it cannot be unpacked")
        return
    with archive:
        book = _Book(archive)
        try:
            package = _package(book)
            locked = _locked(book)
            opf = _tree(book, package)
        except _Refused as refused:
            yield Skipped(origin, f"{origin} is not an EPUB, or is damaged: {refused}")
            return
        yield from _documents(book, opf, posixpath.dirname(package), locked, origin)


def _documents(
    book: _Book, opf: _Element, folder: str, locked: frozenset[str], origin: str
) -> Iterator[RawItem | Skipped]:
    metadata = _metadata(opf)
    spine = _spine(opf)
    if not spine:
        yield Skipped(origin, f"{origin} lists no documents to read; perhaps its list is damaged")
    refusals, told = 0, set[str]()
    for href, media_type in spine:
        if refusals == _PATIENCE:
            yield Skipped(origin, f"{origin} was given up: {_PATIENCE} documents one behind the other cannot be read")
            return
        name = posixpath.normpath(posixpath.join(folder, href))
        if name in told:
            continue
        told.add(name)
        place = f"{origin}#{name}"
        if name in locked:
            refusals += 1
            yield Skipped(place, f"{place} is encrypted (the book is protected against copying)")
            continue
        try:
            raw = book.read(name)
        except _Refused as refused:
            refusals += 1
            yield Skipped(place, f"{place} {refused}")
            continue
        refusals = 0
        if _has_words(raw):  # a cover is only a picture
            yield RawItem(raw, place, media_type, metadata=metadata)


def _untrusted(stream: BinaryIO) -> str:
    """Why a ZIP file's list of files should not even be read; "" where it may."""
    size = stream.seek(0, 2)
    stream.seek(max(0, size - _TAIL))
    tail = stream.read(_TAIL)
    stream.seek(0)
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) < at + 22:
        return "it is not an EPUB, or it was cut off"
    listed = struct.unpack_from("<L", tail, at + 12)[0]
    if listed > _LIST or b"PK\x06\x07" in tail[max(0, at - 20) : at]:
        return "it lists more files than any book"
    return ""


def _package(book: _Book) -> str:
    """The name of the file that says what the book consists of."""
    for element in _tree(book, _CONTAINER).iter("{*}rootfile"):
        if path := element.get("full-path"):
            return posixpath.normpath(str(path))
    raise _Refused("it names no package file")


def _locked(book: _Book) -> frozenset[str]:
    """The names of the files that are encrypted; fonts are among them more often than documents."""
    if _ENCRYPTION not in book.zip.NameToInfo:
        return frozenset()
    references = _tree(book, _ENCRYPTION).iter("{*}CipherReference")
    return frozenset(posixpath.normpath(unquote(element.get("URI") or "")) for element in references)


def _tree(book: _Book, name: str) -> _Element:
    """A file of the book as XML; entities are not expanded, and nothing beside it is loaded."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False)
    try:
        raw = book.read(name, _LIST)
    except _Refused as refused:
        raise _Refused(f"{name} {refused}") from None
    try:
        tree = etree.fromstring(raw, parser)
    except (etree.XMLSyntaxError, ValueError):
        tree = None
    if tree is None:
        raise _Refused(f"{name} is not XML")
    return tree


def _spine(opf: _Element) -> list[tuple[str, str]]:
    """The addresses in the book and the media types of what is to be read, in the order of reading."""
    manifest: dict[str, tuple[str, str]] = {}
    for item in opf.iter("{*}item"):
        kind = _DOCUMENTS.get((item.get("media-type") or "").strip().lower())
        href = item.get("href")
        if kind and href and "nav" not in (item.get("properties") or "").split():
            manifest.setdefault(item.get("id") or "", (unquote(href.partition("#")[0]), kind))
    order = [item.get("idref") or "" for item in opf.iter("{*}itemref")]
    return [manifest[idref] for idref in dict.fromkeys(order) if idref in manifest]


def _metadata(opf: _Element) -> Metadata:
    def all_of(name: str) -> list[str]:
        elements = opf.iter(f"{{http://purl.org/dc/elements/1.1/}}{name}")
        return [words for element in elements if (words := short_of(element.text))]

    creators = [name for name in all_of("creator") if name.lower() != "calibre"]
    return Metadata(
        byline=short_of(creators),
        outlet=next(iter(all_of("title")), None),
        published=next((date for words in all_of("date") if (date := date_of(words))), None),
        language=next((code for words in all_of("language") if (code := language_of(words))), None),
    )


def _has_words(raw: bytes) -> bool:
    body = _BODY.search(raw)
    return bool(_TAG.sub(b"", raw[body.start() if body else 0 :]).strip())
