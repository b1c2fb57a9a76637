"""The rows of an article at a width: which code points stand on which row and in which cell. Pure, draws nothing.

Offsets are code points of the text, columns are cells from the left edge of the text area. A cursor can stand on
every grapheme cluster that is drawn and on an empty row inside a block: those offsets are called stops. The white
space at which a row was broken, and that between blocks, belongs to a row but is no stop. Rows are counted and filled in
reading order; only the columns of one whose words read from right to left follow the order of the screen.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import overload

from reader.article.setting.placing import PlacedRow, placed
from reader.article.setting.wrapping import SPACES, is_even
from reader.terminal.bidi import reads_leftwards
from store.document import Block, BlockKind, Blocks, Document
from store.text import Span

_UNDRAWN = SPACES + "\n"


@dataclass(frozen=True, slots=True)
class Line:
    """One row.

    start, end: the code points drawn; end … next: the white space behind them that belongs to the row. block: index
    in Layout.blocks, -1 on an empty row between blocks. indent: cells before the text. marker: what stands in it.
    """

    start: int
    end: int
    next: int
    block: int
    indent: int
    marker: str


def _start_of(block: Block) -> int:
    return block.span.start


class _Lines(Sequence[Line]):
    """The rows of a layout, made when they are asked for."""

    __slots__ = ("_layout",)

    def __init__(self, layout: Layout) -> None:
        self._layout = layout

    def __len__(self) -> int:
        return self._layout.height

    @overload
    def __getitem__(self, index: int) -> Line: ...
    @overload
    def __getitem__(self, index: slice) -> list[Line]: ...
    def __getitem__(self, index: int | slice) -> Line | list[Line]:
        if isinstance(index, slice):
            return [self._layout.line(row) for row in range(*index.indices(len(self)))]
        if not -len(self) <= index < len(self):
            raise IndexError(f"row {index} of {len(self)}")
        return self._layout.line(index % len(self))


class Layout:
    """The rows of a document at a width; made by lay_out."""

    __slots__ = ("_firsts", "_leftwards", "_starts", "blocks", "document", "indents", "text", "width")

    def __init__(
        self,
        document: Document,
        *,
        width: int,
        blocks: Sequence[Block],
        indents: Sequence[int],
        starts: array[int],
        firsts: array[int],
    ) -> None:
        self.document = document
        self.text = document.text
        self.width = width
        self.blocks = blocks
        self.indents = indents
        self._starts = starts
        self._firsts = firsts
        self._leftwards: dict[int, bool] = {}

    @property
    def height(self) -> int:
        """The number of rows, at least one."""
        return len(self._starts)

    @property
    def lines(self) -> Sequence[Line]:
        """The rows."""
        return _Lines(self)

    def line(self, row: int) -> Line:
        """One row, 0 … height - 1."""
        start = self._starts[row]
        index = self.block_of_row(row)
        if index < 0:
            return Line(start, start, len(self.text), -1, 0, "")
        following = row + 1
        first_of_next = self._firsts[index + 1] if index + 1 < len(self._firsts) else self.height
        block = self.blocks[index]
        if start >= block.span.end:
            return Line(start, start, self._starts[following], -1, 0, "")
        is_last = following >= first_of_next or self._starts[following] >= block.span.end
        stop = block.span.end if is_last else self._starts[following]
        end = start + len(self.text[start:stop].rstrip(_UNDRAWN))
        return Line(start, end, stop, index, self.indents[index], self._marker(index, row))

    def first_row(self, block: int) -> int:
        """The first row of a block, by its index."""
        return self._firsts[block]

    def block_of_row(self, row: int) -> int:
        """The index of the block that a row belongs to, or of the one above an empty row; -1 where there is none."""
        return bisect_right(self._firsts, row) - 1

    def _marker(self, index: int, row: int) -> str:
        if not self.indents[index]:
            return ""
        kind = self.blocks[index].kind
        if kind is BlockKind.QUOTATION:
            return "│"
        return "•" if kind is BlockKind.LIST_ITEM and row == self._firsts[index] else ""

    # --- from offsets to cells and back ------------------------------------------------------------------------

    def row_of(self, offset: int) -> int:
        """The row to which an offset belongs; offsets outside the text are brought to its ends."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def placed(self, line: Line) -> PlacedRow | None:
        """Where the clusters of a row stand, in cells behind its indent; None where it is one a cell, left to right."""
        try:
            leftwards = self._leftwards[line.block]
        except KeyError:
            leftwards = self._leftwards[line.block] = self._reads_leftwards(line.block)
        if not leftwards and is_even(self.text, line.start, line.end):
            return None
        return placed(self.text[line.start : line.end], leftwards, self.width - line.indent)

    def _reads_leftwards(self, block: int) -> bool:
        if block < 0:
            return False
        span = self.blocks[block].span
        return reads_leftwards(self.text, span.start, span.end)

    def column_of(self, offset: int) -> int:
        """The cell at which a code point stands; the end of the drawn text for white space that is not drawn."""
        line = self.line(self.row_of(offset))
        if line.end <= line.start:
            return line.indent
        within = max(0, min(offset, line.end) - line.start)
        row = self.placed(line)
        return line.indent + (within if row is None else row.column_of(within))

    def offset_at(self, row: int, column: int) -> int:
        """The stop at or before a cell; rows and columns outside are brought to the edges.

        An empty row between blocks gives the last stop of the block above.
        """
        row = max(0, min(row, self.height - 1))
        line = self.line(row)
        if line.block < 0 and row > 0:
            return self.stops(row - 1)[-1]
        if line.end <= line.start:
            return line.start
        found = self.placed(line)
        if found is None:
            return max(line.start, min(line.start + column - line.indent, line.end - 1))
        return line.start + found.start_at(column - line.indent)

    def cells(self, row: int) -> tuple[tuple[int, int, int], ...]:
        """Each grapheme cluster of a row in reading order: its offset, its column and its width in cells."""
        line = self.line(row)
        found = self.placed(line) if line.end > line.start else None
        if found is None:
            shift = line.indent - line.start
            return tuple((offset, offset + shift, 1) for offset in range(line.start, line.end))
        return tuple((line.start + each.start, line.indent + each.column, each.width) for each in found.clusters)

    def stops(self, row: int) -> Sequence[int]:
        """The offsets of a row at which a cursor can stand; at least one, but on an empty row between blocks none."""
        line = self.line(row)
        if line.end <= line.start:
            return (line.start,) if line.block >= 0 or not self.blocks else ()
        found = self.placed(line)
        return range(line.start, line.end) if found is None else [line.start + each.start for each in found.clusters]

    def first_stop(self, row: int) -> int:
        """The stop that is read first on a row; otherwise as offset_at."""
        row = max(0, min(row, self.height - 1))
        stops = self.stops(row)
        return stops[0] if stops else self.offset_at(row, 0)

    def block_of(self, offset: int) -> int:
        """The index in blocks of the last block that begins at or before an offset; -1 before the first."""
        if isinstance(self.blocks, Blocks):
            return self.blocks.index_at(offset)
        return bisect_right(self.blocks, offset, key=_start_of) - 1

    def cluster_at(self, offset: int) -> Span:
        """The grapheme cluster drawn around an offset; empty where nothing is drawn."""
        line = self.line(self.row_of(offset))
        if not line.start <= offset < line.end:
            return Span(offset, offset)
        row = self.placed(line)
        if row is None:
            return Span(offset, offset + 1)
        found = row.clusters[row.index_of(offset - line.start)]
        return Span(line.start + found.start, line.start + found.end)

    def is_stop(self, offset: int) -> bool:
        """Whether a cursor can stand at an offset."""
        return self.nearest_stop(offset) == offset

    def nearest_stop(self, offset: int) -> int:
        """The stop at or before an offset; the first stop where there is none."""
        row = self.row_of(offset)
        line = self.line(row)
        while line.block < 0 and row > 0:
            row -= 1
            line = self.line(row)
        if offset < line.end:
            return self.cluster_at(max(offset, line.start)).start
        return self.stops(row)[-1]
