"""Archives, books and data sets, made for the tests: small, invented, and as bad as they are asked to be."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence

from store.model import RawItem
from store.sources import Options, Skipped, read
from store.sources.given import USUAL

Items = list[RawItem | Skipped]

PAGE = b"<html><head><title>Ferry</title></head><body><p>The ferry to Holm will sail again in May.</p></body></html>"
CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)


def taken(*paths: object, stdin: bytes = b"", options: Options = USUAL) -> Items:
    """Everything that is read at some paths."""
    return list(read([str(path) for path in paths], io.BytesIO(stdin), options))


def raws(items: Iterable[RawItem | Skipped]) -> list[bytes]:
    """The bytes of those that were read."""
    return [item.raw for item in items if isinstance(item, RawItem)]


def reasons(items: Iterable[RawItem | Skipped]) -> list[str]:
    """Why the others were not."""
    return [item.reason for item in items if isinstance(item, Skipped)]


def record(
    body: bytes,
    kind: str = "response",
    url: str = "https://harbour.example/ferry",
    status: str = "200 OK",
    media_type: str = "text/html; charset=utf-8",
    head: str = "",
    length: int | None = None,
) -> bytes:
    """A record of a WARC file; of a response, body is the body of the answer."""
    if kind == "response":
        body = f"HTTP/1.1 {status}\r\nContent-Type: {media_type}\r\n{head}\r\n".encode() + body
        media_type = "application/http; msgtype=response"
    said = len(body) if length is None else length
    return (
        (
            f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nContent-Type: {media_type}\r\n"
            f"Content-Length: {said}\r\n\r\n"
        ).encode()
        + body
        + b"\r\n\r\n"
    )


def packed(*records: bytes) -> bytes:
    """Records as crawls keep them: each compressed by itself."""
    return b"".join(gzip.compress(one, mtime=0) for one in records)


def book(
    chapters: Mapping[str, bytes],
    *,
    spine: Sequence[str] | None = None,
    opf: str | None = None,
    others: Mapping[str, bytes] | None = None,
    compression: int = zipfile.ZIP_DEFLATED,
) -> bytes:
    """An EPUB with some chapters in this order; others are files beside them."""
    names = list(chapters)
    items = "".join(f'<item id="{n}" href="{n}" media-type="application/xhtml+xml"/>' for n in names)
    order = "".join(f'<itemref idref="{n}"/>' for n in (names if spine is None else spine))
    package = opf or (
        '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>'
        "<dc:title>Tides of Holm</dc:title><dc:creator>Ilse Maar</dc:creator><dc:language>en-GB</dc:language>"
        "<dc:date>2024-05-03</dc:date></metadata>"
        f"<manifest>{items}</manifest><spine>{order}</spine></package>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        archive.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        archive.writestr("META-INF/container.xml", CONTAINER)
        archive.writestr("OEBPS/book.opf", package)
        for name, raw in chapters.items():
            archive.writestr(f"OEBPS/{name}", raw)
        for name, raw in (others or {}).items():
            archive.writestr(name, raw)
    return out.getvalue()


def saved_page(*parts: tuple[str, bytes], head: str = "", boundary: str = "part") -> bytes:
    """An MHTML file: each part its head and its body."""
    pieces = [
        f"From: <Saved by a browser>\r\nMIME-Version: 1.0\r\n{head}"
        f'Content-Type: multipart/related; type="text/html"; boundary="{boundary}"\r\n\r\n'.encode()
    ]
    pieces += [f"--{boundary}\r\n{said}\r\n\r\n".encode() + body + b"\r\n" for said, body in parts]
    return b"".join(pieces) + f"--{boundary}--\r\n".encode()
