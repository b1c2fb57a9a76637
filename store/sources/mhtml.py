"""MHTML: a page that a browser saved with all its pictures in one file. Takes the page itself, and not its frames."""

from __future__ import annotations

import binascii
import quopri
import re
from collections.abc import Iterator
from email.message import Message
from email.parser import BytesHeaderParser
from typing import BinaryIO, NamedTuple

from store.model import RawItem
from store.sources.given import LARGEST, Options, Skipped, megabytes

_PAGES = ("text/html", "application/xhtml+xml", "text/plain")
_HEAD = 16_384  # bytes
_LONGEST = 1000  # characters of a media type with its parameters
_HEAD_END = re.compile(rb"\r?\n\r?\n|\Z")
_PARTS = 2_000
_DEPTH = 3
_SPACE = re.compile(r"\s+")


class _Part(NamedTuple):
    head: Message
    start: int
    end: int


def items(stream: BinaryIO, origin: str, _options: Options) -> Iterator[RawItem | Skipped]:
    """The one page of an MHTML file, with the address that it was saved from."""
    raw = stream.read(LARGEST + 1)
    if len(raw) > LARGEST:
        yield Skipped(
            origin, f"{origin} is larger than {megabytes(LARGEST)}; save it without its pictures and add that"
        )
        return
    whole = _part(raw, 0, len(raw))
    parts = list(_parts(raw, whole))
    page = _root(whole.head, parts)
    if page is None:
        yield Skipped(origin, f"{origin} holds no page: none of its {len(parts)} parts is HTML or text")
        return
    body = _decoded(raw[page.start : page.end], _said(page.head, "Content-Transfer-Encoding").lower())
    address = _address(page.head, "Content-Location") or _address(whole.head, "Snapshot-Content-Location")
    yield RawItem(body, origin, _media_type(page.head), _charset(page.head), address)


def _part(raw: bytes, start: int, end: int) -> _Part:
    cut = _HEAD_END.search(raw, start, min(end, start + _HEAD))
    body = cut.end() if cut else end
    return _Part(BytesHeaderParser().parsebytes(raw[start:body].lstrip(b"\r\n")), body, end)


def _parts(raw: bytes, whole: _Part, depth: int = 0) -> Iterator[_Part]:
    """The parts that a message is made of, those of a part that is made of parts in its stead."""
    boundary = whole.head.get_boundary() if _media_type(whole.head).startswith("multipart/") else None
    if not boundary or depth > _DEPTH:
        yield whole
        return
    named = re.escape(boundary.encode("utf-8", "surrogateescape"))
    line = re.compile(rb"(?:\A|\r?\n)--" + named + rb"(--)?[ \t]*\r?(?=\n|\Z)")
    begun: int | None = None
    number = 0
    for mark in line.finditer(raw, max(0, whole.start - 1), whole.end):
        if begun is not None:
            yield from _parts(raw, _part(raw, begun, max(begun, mark.start())), depth + 1)
            number += 1
        begun = mark.end()
        if mark.group(1) or number >= _PARTS:
            return
    if begun is not None:  # cut off: what is there of the last part is better than nothing
        yield from _parts(raw, _part(raw, begun, whole.end), depth + 1)


def _root(head: Message, parts: list[_Part]) -> _Part | None:
    """The part that is the page: as the head names it, else the first that can be one."""
    pages = [part for part in parts if _media_type(part.head) in _PAGES]
    start = head.get_param("start") if _media_type(head) else None
    named = str(start).strip() if start else ""
    address = _said(head, "Snapshot-Content-Location") or _said(head, "Content-Location")
    for part in pages:
        if named and _said(part.head, "Content-ID") == named:
            return part
    for part in pages:
        if address and _said(part.head, "Content-Location") == address:
            return part
    return next((part for part in pages if _media_type(part.head) != "text/plain"), next(iter(pages), None))


def _media_type(head: Message) -> str:
    """What a part is; "" where it says so at a length at which nothing is meant."""
    return "" if len(str(head.get("Content-Type", ""))) > _LONGEST else head.get_content_type()


def _said(head: Message, name: str) -> str:
    """A field of the head without its folding; what mail does to other letters undone."""
    value = head.get(name)
    if value is None:
        return ""
    words = str(value)
    if "=?" in words and len(words) < _HEAD:
        from email.errors import HeaderParseError
        from email.header import decode_header, make_header

        try:
            words = str(make_header(decode_header(words)))
        except (HeaderParseError, LookupError, ValueError):
            words = str(value)
    return _SPACE.sub("", words)


def _address(head: Message, name: str) -> str | None:
    address = _said(head, name)
    return address if address.lower().startswith(("http://", "https://")) and address.isprintable() else None


def _charset(head: Message) -> str | None:
    charset = head.get_param("charset")
    return charset if isinstance(charset, str) else None


def _decoded(body: bytes, encoding: str) -> bytes:
    if encoding == "quoted-printable":
        return quopri.decodestring(body)
    if encoding == "base64":
        try:
            return binascii.a2b_base64(body)
        except binascii.Error:
            return body
    return body
