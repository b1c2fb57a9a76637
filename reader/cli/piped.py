"""Lines from a pipe or a file as they come, one long one in memory at most; tells when no more come for a while."""

from __future__ import annotations

import os
import select
import time
from collections.abc import Iterator

from store.cleaning.streaming import Line

LARGEST = 64 * 1024 * 1024  # bytes of a line; far above any article

_PAUSE = 0.5  # seconds without a byte after which the lines that are here are not kept waiting
_WAIT = 2.0  # seconds that a line waits for others where they come one by one
_LOOK = 0.5  # seconds
_PIECE = 1 << 18


def lines(source: int) -> Iterator[Line | None]:
    """The lines of an open file, by its descriptor, that are not blank; None where it has nothing more to read as yet.

    Raises OSError where it cannot be read.
    """
    number = 0
    begun: list[bytes] = []  # of the line whose end has not come
    length = 0
    first: float | None = None  # when the first line came of those that wait
    while True:
        if first is not None and not _is_ready(source, 0):
            waited = time.monotonic() - first
            if waited >= _WAIT or not _is_ready(source, min(_PAUSE, _WAIT - waited)):
                first = None
                yield None
        while not _is_ready(source, _LOOK):
            pass  # a ctrl+c that comes just before the wait begins is seen when it ends
        piece = os.read(source, _PIECE)
        *ended, rest = piece.split(b"\n")
        for end in ended:
            number += 1
            line = _line(number, [*begun, end], length + len(end))
            begun, length = [], 0
            if line is not None:
                first = time.monotonic() if first is None else first
                yield line
        length += len(rest)
        if length <= LARGEST:
            begun.append(rest)
        else:
            begun = []
        if not piece:
            break
    line = _line(number + 1, begun, length)
    if line is not None:
        yield line


def _line(number: int, pieces: list[bytes], length: int) -> Line | None:
    if length > LARGEST:
        return Line(number, b"", f"it is longer than {LARGEST // 1024**2} MB")
    raw = b"".join(pieces).strip(b" \t\r")
    return Line(number, raw) if raw else None


def _is_ready(source: int, seconds: float) -> bool:
    """Whether there is something to read, or the end; True where the system cannot tell."""
    try:
        return bool(select.select([source], [], [], seconds)[0])
    except (OSError, ValueError):
        return True
