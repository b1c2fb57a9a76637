"""WARC and WET archives: the pages that a crawl saved, with their addresses. Holds one record in memory at a time.

Finds where each record begins and ends, so that a damaged or endless one costs no more than itself; what stands in a
record is read by warcio.
"""

from __future__ import annotations

import io
import re
import zlib
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from store.errors import SourceError
from store.model import RawItem
from store.sources.fields import address_of
from store.sources.given import LARGEST, Options, Skipped, megabytes

if TYPE_CHECKING:
    from collections.abc import Callable

    from warcio.statusandheaders import StatusAndHeaders

    _Parse = Callable[[BinaryIO], StatusAndHeaders]

_TEXTS = ("text/html", "application/xhtml+xml", "text/plain", "text/markdown")
_HEAD = 1024 * 1024  # bytes of a record's or an answer's head
_LINE = 65_536  # bytes
_LENGTH = re.compile(rb"^content-length:[ \t]*(\d{1,18})[ \t]*\r?$", re.I | re.M)
_TYPE = re.compile(rb"^warc-type:[ \t]*(\w{1,40})", re.I | re.M)
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_CHARSET = re.compile(r"""charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.I)
_OPENING = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.I)
_KINDS = 100  # that are counted apart
_BRACES = str.maketrans("{}", "()")
_OF_PAGES = (b"response", b"conversion", b"resource")


class _Record(NamedTuple):
    """A record's head with its blank line, its kind, and its block; None where that is too large."""

    head: bytes
    kind: bytes
    block: bytes | None


class _Damage(NamedTuple):
    """What stands where a record should begin or end: how the sentence about it goes on, with {number} for the last."""

    reason: str


def items(stream: BinaryIO, origin: str, _options: Options) -> Iterator[RawItem | Skipped]:
    """The pages of an archive, numbered by their records from 1: "archive.warc.gz#record 12".

    Answers that are no pages (pictures, errors) are counted and told at the end; requests and the like are passed over.
    Raises SourceError where warcio is not installed.
    """
    try:
        from warcio.statusandheaders import StatusAndHeadersParser
    except ImportError:
        raise SourceError('WARC takes warcio to read: pip install "annotty[warc]"') from None
    parse: _Parse = StatusAndHeadersParser([], verify=False).parse
    passed: Counter[str] = Counter()
    number = 0
    for record in _records(stream):
        if isinstance(record, _Damage):
            yield Skipped(origin, f"{origin} {record.reason.format(number=number)}")
            continue
        number += 1
        place = f"{origin}#record {number}"
        if record.kind not in _OF_PAGES:
            continue
        if record.block is None:
            yield Skipped(place, f"{place} is larger than {megabytes(LARGEST)}")
            continue
        found = _page(parse, record, place)
        if isinstance(found, str):
            passed[found if found in passed or len(passed) < _KINDS else "of other kinds"] += 1
        else:
            yield found
    if number == 0:
        yield Skipped(origin, f"{origin} holds no record of a web archive")
    if passed:
        kinds = ", ".join(f"{count} {what}" for what, count in passed.most_common(8)) + (
            " …" if len(passed) > 8 else ""
        )
        yield Skipped(
            origin, f"{origin} holds {passed.total()} other records, which were passed over: {kinds}", failed=False
        )


def _records(stream: BinaryIO) -> Iterator[_Record | _Damage]:
    """The records of an archive as far as they are whole; where something else stands the next one is looked for."""
    lost = False
    try:
        while line := stream.readline(_LINE):
            if not line.startswith(b"WARC/"):
                if line.strip() and not lost:
                    lost = True
                    yield _Damage(
                        "holds something that is not a record after record {number}; reading went on at the next"
                    )
                continue
            head = _head(stream, line)
            length = _LENGTH.search(head) if head else None
            if head is None or length is None:
                lost = True
                yield _Damage(
                    "holds a record whose head cannot be read after record {number}; reading went on at the next"
                )
                continue
            lost = False
            kind = _TYPE.search(head)
            name = kind.group(1).lower() if kind else b""
            size = int(length.group(1))
            block = stream.read(size) if size <= LARGEST and name in _OF_PAGES else None
            if (_passed(stream, size) if block is None else len(block)) < size:
                yield _Damage("breaks off after record {number}; what came before was read")
                return
            yield _Record(head, name, block)
    except (OSError, EOFError, zlib.error) as error:
        why = " ".join(str(error).split())[:100].translate(_BRACES)
        yield _Damage(f"breaks off or is damaged after record {{number}} ({why}); what came before was read")


def _head(stream: BinaryIO, line: bytes) -> bytes | None:
    """A record's head from its first line to the blank one; None where it does not end."""
    lines, size = [line], len(line)
    while line.strip():
        line = stream.readline(_LINE)
        size += len(line)
        if not line or size > _HEAD:
            return None
        lines.append(line)
    return b"".join(lines)


def _passed(stream: BinaryIO, size: int) -> int:
    """How many of some bytes could be read past."""
    left = size
    while left and (piece := stream.read(min(left, _LINE))):
        left -= len(piece)
    return size - left


def _page(parse: _Parse, record: _Record, place: str) -> RawItem | Skipped | str:
    """The page in a record; what it is in words where it is none."""
    block = record.block or b""
    stream = io.BytesIO(block)
    try:
        beside = parse(io.BytesIO(record.head))
        answer = None
        if record.kind == b"response":
            if not _HEAD_END.search(block, 0, _HEAD):
                return "without an answer"
            answer = parse(stream)
            if not (status := answer.get_statuscode()).startswith("2"):
                return f"with status {status[:3]}"
        raw = _body(stream, answer)
    except Exception as error:  # whatever an answer that is not well made brings warcio to raise
        return Skipped(place, f"{place} cannot be read: {' '.join(str(error).split())[:200] or 'it is damaged'}")
    told = (answer or beside).get_header("Content-Type") or beside.get_header("WARC-Identified-Payload-Type")
    told = told or _looks(raw or b"")
    media_type = told.partition(";")[0].strip().lower()
    if media_type not in _TEXTS:
        return media_type[:60] or "of no known kind"
    if raw is None:
        return Skipped(
            place, f"{place} is compressed in a way that cannot be read, or larger than {megabytes(LARGEST)}"
        )
    if not raw.strip():
        return "empty"
    charset = _CHARSET.search(told)
    encoding = charset.group(1) if charset else "utf-8" if record.kind == b"conversion" else None
    address = address_of((beside.get_header("WARC-Target-URI") or "").strip(" <>").replace(" ", "%20"))
    return RawItem(raw, place, media_type, encoding, address)


def _body(stream: BinaryIO, answer: StatusAndHeaders | None) -> bytes | None:
    """The body of an answer as a reader of the web would see it; None where it cannot be had or is too large."""
    from warcio.bufferedreaders import ChunkedDataReader

    said = answer.get_header if answer else dict[str, str]().get
    if (said("Transfer-Encoding") or "").strip().lower() == "chunked":
        stream = ChunkedDataReader(stream)
    raw = bytes(stream.read(LARGEST + 1))
    encoding = (said("Content-Encoding") or "").strip().lower()
    if encoding in ("gzip", "x-gzip", "deflate"):
        raw = _inflated(raw)
    elif encoding == "br":
        return None
    return raw if len(raw) <= LARGEST else None


def _inflated(raw: bytes) -> bytes:
    """Bytes without their compression, at most a little more than LARGEST; as they are where they only claim to have one."""
    for bits in (47, -15):  # gzip or zlib by its head, else bare
        try:
            return zlib.decompressobj(bits).decompress(raw, LARGEST + 1)
        except zlib.error:
            continue
    return raw


def _looks(raw: bytes) -> str:
    return "text/html" if _OPENING.search(raw[:1024]) else ""
