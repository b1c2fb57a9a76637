"""The beginning of a stream, looked at without losing it, and the compression that it shows. Knows no format."""

from __future__ import annotations

import io
import zlib
from pathlib import PurePath
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, cast

from store.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Callable

    from _typeshed import WriteableBuffer

SNIFF = 4096  # bytes
_GZIP, _ZSTD = b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd"
_COMPRESSED = (".gz", ".gzip", ".zst", ".zstd")


class Begun(NamedTuple):
    """A stream at its start: its first bytes, its name without what compression adds, and whether it can be sought in."""

    begin: bytes
    stream: BinaryIO
    name: str
    seeks: bool


def begun(stream: BinaryIO, name: str, seeks: bool) -> Begun:
    """A stream at its start, without its compression (gzip, zstd).

    Raises OSError, EOFError or zlib.error where its compression is damaged, and SourceError where zstd cannot be read here.
    """
    begin, stream = looked_at(stream, seeks)
    if begin.startswith(_GZIP):
        import gzip

        inside = cast("BinaryIO", gzip.GzipFile(fileobj=stream, mode="rb"))
    elif begin.startswith(_ZSTD):
        inside = _without_zstd(stream, name)
    else:
        return Begun(begin, stream, name, seeks)
    path = PurePath(name)
    begin, inside = looked_at(inside, seeks=False)
    return Begun(begin, inside, path.stem if path.suffix.lower() in _COMPRESSED else path.name, seeks=False)


def looked_at(stream: BinaryIO, seeks: bool) -> tuple[bytes, BinaryIO]:
    """The first bytes of a stream (SNIFF, or all there are), and the stream as if they had not been read."""
    begin = _beginning(stream)
    if seeks:
        stream.seek(0)
        return begin, stream
    return begin, cast("BinaryIO", io.BufferedReader(_Rejoined(begin, stream), 65_536))


def _beginning(stream: BinaryIO) -> bytes:
    """As much as can be had of the first bytes, if damage follows them at once."""
    read: Callable[[int], bytes] = getattr(stream, "read1", stream.read)
    begin = b""
    try:
        while len(begin) < SNIFF and (piece := read(SNIFF - len(begin))):
            begin += piece
    except (OSError, EOFError, zlib.error):
        if not begin:
            raise
    return begin


def _without_zstd(stream: BinaryIO, name: str) -> BinaryIO:
    try:
        import pyarrow
    except ImportError:
        raise SourceError(
            f'{name} is compressed by zstd, which takes pyarrow to read: pip install "annotty[parquet]"'
        ) from None
    return cast("BinaryIO", pyarrow.CompressedInputStream(pyarrow.PythonFile(stream, mode="r"), "zstd"))


class _Rejoined(io.RawIOBase):
    """The bytes that were looked at, then the rest of their stream, which is not closed with it."""

    def __init__(self, begin: bytes, rest: BinaryIO) -> None:
        super().__init__()
        self._begin = begin
        # Not more at a time than comes at once: what was whole before damage is then not lost with it.
        self._read: Callable[[int], bytes] = getattr(rest, "read1", rest.read)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        room = memoryview(buffer).cast("B")
        size = len(room)
        data = self._begin[:size] or self._read(size)
        self._begin = self._begin[size:]
        room[: len(data)] = data
        return len(data)
