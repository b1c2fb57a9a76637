"""Which rows of a frame are those of another moved up or down, so that the terminal can move them itself. Writes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from operator import is_not
from typing import NamedTuple

from reader.wire.frame import Frame, Row, blank_row

_LEAST_GAIN = 24
"""Cells that must not need to be written again before scrolling is thought of; the sequences for it take 17 bytes."""


class Scroll(NamedTuple):
    """Rows from top up to (not with) bottom move up by so many rows, or down where rows is negative."""

    top: int
    bottom: int
    rows: int
    cells: int
    """About how many cells would have to be written without it."""

    def applied(self, frame: Frame) -> tuple[Row, ...]:
        """The rows of a frame after it: erased where none moved in."""
        region = frame.rows[self.top : self.bottom]
        fresh = (blank_row(frame.width),) * abs(self.rows)
        moved = region[self.rows :] + fresh if self.rows > 0 else fresh + region[: self.rows]
        return frame.rows[: self.top] + moved + frame.rows[self.bottom :]

    def or_longer(self, old: Frame, new: Frame) -> Iterator[Scroll]:
        """This one, and with it that of one row more where something comes in, if there is much to write there anyway.

        Which of them is shorter is not seen by counting cells: the colours of a row that comes in half are written twice.
        """
        yield self
        top, bottom = (self.top, self.bottom + 1) if self.rows > 0 else (self.top - 1, self.bottom)
        row = self.bottom if self.rows > 0 else top
        if 0 <= row < len(new.rows) and _differing(old.rows[row], new.rows[row]) > _LEAST_GAIN:
            yield self._replace(top=top, bottom=bottom)


def scroll_between(old: Frame, new: Frame) -> Scroll | None:
    """The scroll that leaves the least to write, by the number of cells; None where none is worth a thought.

    How far: by the shift that brings most to the rows that come out just as they should. From where to where: the
    stretch of rows that gains most by that shift, a row that comes out a little different (the cursor has moved)
    among them.
    """
    height = len(new.rows)
    costs = [0 if a == b else _differing(a, b) for a, b in zip(old.rows, new.rows, strict=True)]
    cells = sum(costs)
    if cells <= _LEAST_GAIN:
        return None
    best, rows = _LEAST_GAIN, 0
    changed = [(y, cost, new.rows[y]) for y, cost in enumerate(costs) if cost]
    for shift in sorted(range(1 - height, height), key=abs):
        beyond = height - shift
        gain = sum([cost for y, cost, row in changed if -shift <= y < beyond and row == old.rows[y + shift]])
        if gain > best:
            best, rows = gain, shift
    if not rows:
        return None
    first, last = max(0, -rows), min(height, height - rows)
    gains = [costs[y] - _differing(old.rows[y + rows], new.rows[y]) for y in range(first, last)]
    # The rows that come in are empty, beside the first of the stretch or the last: what that spoils.
    erased = blank_row(new.width)
    spoils = [costs[y] - _differing(erased, new.rows[y]) for y in range(height)]
    coming = [sum(spoils[y + min(0, rows) : y + max(0, rows)]) for y in range(first, last + 1)]
    start, end = _best_stretch(gains, coming, at_end=rows > 0)
    if start == end:
        return None
    return Scroll(first + start + min(0, rows), first + end + max(0, rows), rows, cells)


def _differing(old: Row, new: Row) -> int:
    """About how many cells differ: like cells are most often the same object."""
    return sum(map(is_not, old, new))


def _best_stretch(gains: list[int], coming: list[int], *, at_end: bool) -> tuple[int, int]:
    """The stretch with the greatest sum of gains, and of what comes in before its first or (at_end) behind its last."""
    best, stretch = -1, (0, 0)
    total, start = 0, 0
    for index, gain in enumerate(gains):
        fresh = 0 if at_end else coming[index]
        if index == 0 or total < fresh:
            total, start = fresh, index
        total += gain
        whole = total + (coming[index + 1] if at_end else 0)
        if whole > best:
            best, stretch = whole, (start, index + 1)
    return stretch
