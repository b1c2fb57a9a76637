"""The sequence that brings a terminal from one frame to another, in as few bytes as can be had exactly.

What is not certain is not used: where the cursor stands behind the last column, how wide a terminal takes an emoji to
be, what colour it erases with when the pen has one. The pen is reset before and after.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter

from reader.wire.frame import BLANK, Cell, Frame, Row
from reader.wire.pen import RESET, Pen, for_blank, towards_blank, transition
from reader.wire.scrolling import Scroll, scroll_between

_LONGEST_BRIDGE = 12
"""The most unchanged cells that may be cheaper to write again than to pass over."""
_NARROW = 3
"""The most letters that are no longer than the shortest motion over them."""
_LEAST_ERASED = 4
"""The fewest changed cells at the end of a row for which erasing pays."""

_MOST_ORDERED = 8
"""The most changed rows among which the next is looked for."""

_IS_CERTAIN = attrgetter("certain")

Known = Row | None
"""What is known of a row of the terminal; None: nothing."""


def difference(old: Frame | None, new: Frame) -> str:
    """The sequence for a terminal that shows old (None, or of another size: nobody knows what), to show new."""
    if old is None or old.width != new.width or len(old.rows) != len(new.rows):
        return _written([None] * len(new.rows), new)
    scroll = scroll_between(old, new)
    if scroll is None:
        return _written(old.rows, new)
    ways = (_scrolling(each) + _written(each.applied(old), new) for each in scroll.or_longer(old, new))
    scrolled = min(ways, key=_bytes)
    if 2 * _bytes(scrolled) <= scroll.cells:
        return scrolled
    return min(_written(old.rows, new), scrolled, key=_bytes)


def _bytes(sequence: str) -> int:
    """How many bytes a terminal line makes of a sequence: a line feed goes out with a second carriage return."""
    return len(sequence.encode()) + sequence.count("\n")


def _scrolling(scroll: Scroll) -> str:
    """Delete or insert lines within a region; where the cursor stands afterwards, terminals do not agree."""
    count = "" if abs(scroll.rows) == 1 else str(abs(scroll.rows))
    region = f"\x1b[{scroll.top + 1};{scroll.bottom}r"
    return f"{region}\x1b[{scroll.top + 1}H\x1b[{count}{'M' if scroll.rows > 0 else 'L'}\x1b[r"


def _written(old: Sequence[Known], new: Frame) -> str:
    """Row by row; a few rows in the order in which the pen changes least (the cursor's own colours come last)."""
    writer = _Writer(new.width)
    waiting = [
        _Change(y, row, columns, before is not None)
        for y, (before, row) in enumerate(zip(old, new.rows, strict=True))
        if before != row and (columns := _changed(before, row))
    ]
    while waiting:
        change = waiting[0] if len(waiting) > _MOST_ORDERED else min(waiting, key=writer.way_to)
        waiting.remove(change)
        writer.write(change)
    return writer.end()


@dataclass(frozen=True, eq=False)
class _Change:
    """What is to be written in a row: the columns in ascending order; known: what stands in the others."""

    y: int
    row: Row
    columns: Sequence[int]
    known: bool


class _Writer:
    """A terminal's cursor and pen, and what was written with them."""

    def __init__(self, width: int) -> None:
        self._width = width
        self._pieces: list[str] = []
        self._pen = RESET
        self._place: tuple[int, int] | None = None
        """Row and column of the cursor; None where they are not certain."""

    def end(self) -> str:
        """All that was written, with the pen reset."""
        return "".join([*self._pieces, transition(self._pen, RESET)])

    def way_to(self, change: _Change) -> int:
        """The bytes before the first cell of a change can be written."""
        x = change.columns[0]
        pen = _pen_for(change.row[x], self._pen)
        return _bytes(_motion(self._place, change.y, x) + transition(self._pen, pen))

    def write(self, change: _Change) -> None:
        """Write what differs in a row."""
        y, changed = change.y, change.columns
        blank_from = _blank_from(change.row)
        behind = [x for x in changed if x >= blank_from]
        if len(behind) < _LEAST_ERASED and change.known:
            behind = []
        for start, end in _runs(changed[: len(changed) - len(behind)], change.row):
            self._run(y, start, end, change.row)
        if behind:
            is_there = self._place is not None and self._place[0] == y and blank_from <= self._place[1] <= behind[0]
            if not is_there:
                self._go(y, behind[0])
            self._pieces.append(transition(self._pen, RESET) + "\x1b[K")
            self._pen = RESET

    def _run(self, y: int, start: int, end: int, row: Row) -> None:
        """Write some cells of a row; from where the cursor is on, where that is cheaper than to go to the first of them."""
        if self._place is not None and self._place[0] == y and 0 < start - self._place[1] <= _LONGEST_BRIDGE:
            bridge = row[self._place[1] : start]
            if _all_certain(bridge):
                over, pen = _painted(bridge, self._pen)
                stepping = over + transition(pen, _pen_for(row[start], pen))
                going = _motion(self._place, y, start) + transition(self._pen, _pen_for(row[start], self._pen))
                if _bytes(stepping) <= len(going):
                    start = self._place[1]
        for part in _parts(row, start, end):
            self._go(y, part.start)
            cells = row[part.start : part.stop]
            if cells[0].certain:
                self._write(y, part.stop, *_painted(cells, self._pen))
            else:
                # It may come out narrower than it should, or wider: its cells are emptied first, and what stands
                # behind it is written at a place that is named.
                pen = cells[0].pen
                self._write(y, part.stop, transition(self._pen, pen) + " " * len(cells), pen)
                self._go(y, part.start)
                self._write(y, self._width, cells[0].text, pen)

    def _write(self, y: int, end: int, sequence: str, pen: Pen) -> None:
        self._pieces.append(sequence)
        self._pen = pen
        self._place = (y, end) if end < self._width else None

    def _go(self, y: int, x: int) -> None:
        self._pieces.append(_motion(self._place, y, x))
        self._place = (y, x)


def _changed(old: Known, new: Row) -> Sequence[int]:
    """The columns to write. From a cluster of uncertain width on it is all or nothing."""
    if old is None:
        return range(len(new))
    changed = [x for x, (a, b) in enumerate(zip(old, new, strict=True)) if a is not b and a != b]
    if changed and not (_all_certain(old) and _all_certain(new)):
        first = next(x for x, (a, b) in enumerate(zip(old, new, strict=True)) if not (a.certain and b.certain))
        if changed[-1] >= first:
            return [*(x for x in changed if x < first), *range(first, len(new))]
    return changed


def _all_certain(row: Row) -> bool:
    return all(map(_IS_CERTAIN, row))


def _blank_from(row: Row) -> int:
    """The column from which on a row is what erasing leaves."""
    end = len(row)
    while end and row[end - 1] == BLANK:
        end -= 1
    return end


def _runs(columns: Sequence[int], row: Row) -> Iterator[tuple[int, int]]:
    """Columns in ascending order as stretches without a gap, or with one that costs no more than any motion."""
    if columns and 3 * len(columns) >= 2 * (columns[-1] + 1 - columns[0]):
        yield columns[0], columns[-1] + 1  # other words stand there; that some letters are the same saves nothing
        return
    start = end = -1
    for column in columns:
        if column != end and not (start >= 0 and column - end <= _NARROW and _is_cheap(row, end, column)):
            if end > start:
                yield start, end
            start = column
        end = column + 1
    if end > start:
        yield start, end


def _is_cheap(row: Row, start: int, end: int) -> bool:
    """Whether the cells from start to end are plain letters in the colours of those around them."""
    pen = row[end].pen
    blank = for_blank(pen)
    return all(cell.text.isascii() and (cell.pen is pen or cell.pen in (blank, pen)) for cell in row[start - 1 : end])


def _parts(row: Row, start: int, end: int) -> Iterator[range]:
    """A stretch of a row cut before and behind each cluster of uncertain width."""
    at = start
    while at < end:
        stop = at + row[at].width
        if row[at].certain:
            stop = next((x for x in range(stop, end) if not row[x].certain), end) if not _all_certain(row) else end
        yield range(at, stop)
        at = stop


def _pen_for(cell: Cell, pen: Pen) -> Pen:
    """The pen that a cell is written with by one who holds another: for a blank only what can be seen of it matters."""
    return towards_blank(pen, cell.pen) if cell.text == " " else cell.pen


def _painted(cells: Iterable[Cell], pen: Pen) -> tuple[str, Pen]:
    """The sequence for cells of certain width, and the pen after it."""
    pieces = []
    for text, wanted, _, at, _ in cells:
        if at:
            continue
        if wanted is not pen:
            then = towards_blank(pen, wanted) if text == " " else wanted
            pieces.append(transition(pen, then))
            pen = then
        pieces.append(text)
    return "".join(pieces), pen


def _motion(place: tuple[int, int] | None, y: int, x: int) -> str:
    """The shortest sequence that brings the cursor from a place (None: nobody knows which) to row y, column x."""
    if place == (y, x):
        return ""
    if place is not None and place[0] == y:
        right = x - place[1]
        if not x:
            return "\r"
        straight = f"\x1b[{x + 1}G"
        step = f"\x1b[{_count(abs(right))}{'C' if right > 0 else 'D'}"
        return step if len(step) <= len(straight) else straight
    there = f"\x1b[{y + 1};{x + 1}H" if x else f"\x1b[{y + 1}H" if y else "\x1b[H"
    if place is None:
        return there
    if place[1] == x:
        down = y - place[0]
        step = f"\x1b[{_count(abs(down))}{'B' if down > 0 else 'A'}"
        return step if len(step) <= len(there) else there
    if y - place[0] == 1:
        step = f"\r\n\x1b[{_count(x)}C" if x else "\r\n"
        return step if _bytes(step) <= len(there) else there
    return there


def _count(number: int) -> str:
    return "" if number == 1 else str(number)
