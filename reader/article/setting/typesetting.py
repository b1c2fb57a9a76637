"""From a document to its rows at a width: the blocks are set one after the other, as far as they are wanted. Pure."""

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence
from operator import lt

from reader.article.setting.layout import Layout
from reader.article.setting.wrapping import Wrapper, first_complex
from store.document import Block, BlockKind, Document
from store.text import Span, snap

_SOLID = re.compile(r"\S")
_INDENTED = {BlockKind.QUOTATION, BlockKind.LIST_ITEM, BlockKind.CAPTION}
# Blocks of these kinds stand close under one another.
_TIGHT = {BlockKind.LIST_ITEM, BlockKind.CAPTION}
# How far ahead more than narrow characters are looked for at once: in a long text of none that takes time.
_AHEAD = 100_000
# An indent is given up before the words have fewer cells than this.
_LEAST = 12


class Typesetter:
    """Sets the blocks of a document one after the other; what has been set so far is a layout at any time."""

    __slots__ = (
        "_above",
        "_cells",
        "_document",
        "_firsts",
        "_indents",
        "_is_close",
        "_next_complex",
        "_starts",
        "_was_one_row",
        "_wrappers",
        "blocks",
    )

    def __init__(self, document: Document, cells: int, blocks: Sequence[Block], *, close: bool = False) -> None:
        self.blocks = blocks
        self._is_close = close
        self._document = document
        self._cells = cells
        self._wrappers: dict[int, Wrapper] = {}
        self._indents: list[int] = []
        self._starts, self._firsts = array("I"), array("I")
        self._next_complex = -1
        self._above: Block | None = None
        self._was_one_row = False

    @property
    def is_done(self) -> bool:
        """Whether every block is set."""
        return len(self._firsts) == len(self.blocks)

    def set(self, code_points: int) -> None:
        """Set blocks that have so many code points, or a little more."""
        text, starts = self._document.text, self._starts
        above, next_complex = self._above, self._next_complex
        end = self.blocks[-1].span.end if self.blocks else 0
        for index in range(len(self._firsts), len(self.blocks)):
            block = self.blocks[index]
            span = block.span
            indent = _indent(block, self._cells)
            if indent not in self._wrappers:
                self._wrappers[indent] = Wrapper(text, self._cells - indent)
            if next_complex < span.start:
                next_complex = first_complex(text, span.start, min(end, span.start + _AHEAD))
            rows = self._wrappers[indent].rows(span.start, span.end, next_complex >= span.end)
            if above is not None and self._are_apart(above, block, len(rows)):
                starts.append(above.span.end)
            self._was_one_row = len(rows) == 1
            self._firsts.append(len(starts))
            self._indents.append(indent)
            starts.extend(rows)
            above = block
            code_points -= span.end - span.start
            if code_points <= 0:
                break
        self._above, self._next_complex = above, next_complex

    def _are_apart(self, above: Block, block: Block, rows: int) -> bool:
        """Whether an empty row stands between two blocks; rows: how many the second one takes."""
        if self._is_close and self._was_one_row and rows == 1:
            return self._document.text.count("\n", above.span.end, block.span.start) > 1
        return not (above.kind is block.kind and block.kind in _TIGHT)

    @property
    def layout(self) -> Layout:
        """The layout of what is set."""
        starts = self._starts or array("I", [0])
        return Layout(
            self._document,
            width=self._cells,
            blocks=self.blocks,
            indents=self._indents,
            starts=starts,
            firsts=self._firsts,
        )


def cells_of(width: int, measure: int) -> int:
    """The cells of a row, indents included, in a space of that width."""
    return max(1, min(width, measure))


def lay_out(document: Document, width: int, measure: int = 72, *, close: bool = False) -> Layout:
    """Set a document at a width (cells), its rows no longer than the measure, indents included.

    close: blocks of one row stand close under one another where the text has no empty line between them.
    """
    typesetter = Typesetter(document, cells_of(width, measure), blocks_of(document), close=close)
    typesetter.set(len(document.text) + 1)
    return typesetter.layout


def _indent(block: Block, cells: int) -> int:
    """The cells before the words of a block; none where the rows are too narrow for it."""
    if block.kind not in _INDENTED:
        return 0
    indent = 2 * max(1, block.level) if block.kind is BlockKind.LIST_ITEM else 2
    return min(indent, max(0, (cells - _LEAST) // 2 * 2))


def is_tidy(document: Document, first: int, last: int) -> bool:
    """Whether each of some blocks (indices) holds words and begins with one, and no words lie outside them."""
    text, columns = document.text, document.columns
    start, end = _edges(document, first, last)
    starts, ends = columns.starts[first:last], columns.ends[first:last]
    return (
        not any(_SOLID.search(text, one, two) for one, two in zip([start, *ends], [*starts, end], strict=True))
        and all(_SOLID.match(text, one) for one in starts)
        and all(map(lt, starts, ends))
    )


def _edges(document: Document, first: int, last: int) -> tuple[int, int]:
    """Where the text between the blocks before some and those behind them begins and ends."""
    columns = document.columns
    start = columns.ends[first - 1] if first > 0 else 0
    end = len(document.text) if last == len(columns) else columns.ends[last - 1] if last > 0 else 0
    return start, end


def blocks_of(document: Document, first: int = 0, last: int | None = None) -> Sequence[Block]:
    """The blocks that hold words, or those of them from first up to last (indices of the document's blocks).

    Text outside every block, if there is any, is one paragraph a line.
    """
    text, columns = document.text, document.columns
    last = len(columns) if last is None else last
    if is_tidy(document, first, last):
        return columns if (first, last) == (0, len(columns)) else columns[first:last]
    start, end = _edges(document, first, last)
    found: list[Block] = []
    at = start
    for block in columns[first:last]:
        found += _paragraphs(text, at, block.span.start)
        if block.span and not block.span.of(text).isspace():
            found.append(block)
        at = block.span.end
    return found + _paragraphs(text, at, end)


def _paragraphs(text: str, start: int, end: int) -> list[Block]:
    found = []
    at = start
    while at < end:
        newline = text.find("\n", at, end)
        stop = newline if newline >= 0 else end
        line = text[at:stop]
        if words := line.strip():
            first = at + line.index(words[0])
            found.append(Block(BlockKind.PARAGRAPH, Span(snap(text, first), first + len(words))))
        at = stop + 1
    return found
