"""What a terminal shows, cell by cell, from the strips that Textual draws. Writes nothing.

A cluster of code points stands in one or more cells. Terminals agree on how many only for plain characters; a cluster
on which they may not agree is marked, so that nothing behind it is written without saying where.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from rich.cells import split_graphemes
from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style

from reader.terminal.cells import size_of
from reader.wire.pen import RESET, Pen, for_blank, pen_of
from store.patterns import later

_CERTAIN = later(r"(?V1)[[[\p{L}\p{N}\p{P}\p{S}\p{Zs}]&&[\x20-\uffff]]--\p{Emoji_Presentation}]")
"""Characters that stand alone and have the same width everywhere; marks, emoji and rare scripts are not among them."""
_CLUSTER = later(r"\X")


class Cell(NamedTuple):
    """One cell of the screen: the cluster that stands there, how many cells it takes, and which of them this one is."""

    text: str
    pen: Pen
    width: int = 1
    at: int = 0
    certain: bool = True
    """Whether every terminal agrees on the width."""


Row = tuple[Cell, ...]

BLANK = Cell(" ", RESET)
"""What a terminal leaves where it erases with a pen that was reset."""


class Frame(NamedTuple):
    """A whole screen: rows of as many cells as it is wide, no cluster cut in two."""

    width: int
    rows: tuple[Row, ...]


@lru_cache(maxsize=1024)
def blank_row(width: int) -> Row:
    """A row that was erased."""
    return (BLANK,) * width


@lru_cache(maxsize=8192)
def cluster_cells(text: str, pen: Pen, width: int) -> Row:
    """The cells of one cluster, which takes that many of them (at least one)."""
    if text == " ":
        return (Cell(text, for_blank(pen)),)
    certain = len(text) == 1 and (text.isascii() or size_of(text) is not None or _CERTAIN.match(text) is not None)
    return tuple(Cell(text, pen, width, at, certain) for at in range(width))


def row_cells(segments: Iterable[Segment], system: ColorSystem) -> list[Cell]:
    """The cells of some segments, one behind the other; what has no width joins the cluster before it."""
    cells: list[Cell] = []
    for text, style, control in segments:
        if control:
            continue
        loose, found = _segment_cells(text, style, system)
        if loose and cells:
            last = cells[-1]
            cells[-last.width :] = cluster_cells(last.text + loose, last.pen, last.width)
        cells.extend(found)
    return cells


def placed(row: Row, cells: Iterable[Cell], start: int, end: int) -> Row:
    """A row with other cells from start to end: cut or filled with blanks, and no half of a cluster left anywhere."""
    room = max(0, end - start)
    middle = [*cells][:room]
    middle.extend([BLANK] * (room - len(middle)))
    return (*_whole(row[:start]), *_whole(middle), *_whole(row[end:]))


def _whole(cells: Iterable[Cell]) -> list[Cell]:
    """Cells with blanks for clusters that lack a cell at either edge."""
    whole = [*cells]
    head = 0
    while head < len(whole) and whole[head].at > head:
        whole[head] = _remains(whole[head])
        head += 1
    # Counted from the first cell: a cluster whose beginning is gone has lost its numbers above.
    if whole and (last := whole[-1]).at < last.width - 1:
        for index in range(len(whole) - 1 - last.at, len(whole)):
            whole[index] = _remains(whole[index])
    return whole


def _remains(cell: Cell) -> Cell:
    return Cell(" ", for_blank(cell.pen))


class _Letters(dict[str, Cell]):
    """The cells of plain letters in the colours of one pen, made once."""

    def __init__(self, pen: Pen) -> None:
        super().__init__()
        self._pen = pen

    def __missing__(self, letter: str) -> Cell:
        cell = self[letter] = cluster_cells(letter, self._pen, 1)[0]
        return cell


_letters = lru_cache(maxsize=512)(_Letters)


@lru_cache(maxsize=2048)
def _segment_cells(text: str, style: Style | None, system: ColorSystem) -> tuple[str, Row]:
    """What has no width at the beginning of a segment, and its cells."""
    pen = pen_of(style, system)
    if text.isascii():
        return "", tuple(map(_letters(pen).__getitem__, text))
    loose, cells = "", list[Cell]()
    plain = [(letter, size) for letter in text if (size := size_of(letter)) is not None]
    for cluster, width in plain if len(plain) == len(text) else _clusters(text):
        if width:
            cells.extend(cluster_cells(cluster, pen, width))
        else:
            loose += cluster
    return loose, tuple(cells)


def _clusters(text: str) -> Iterator[tuple[str, int]]:
    """The clusters of a text with their cells, as rich counts them, which is how Textual cut the row.

    Where rich and Unicode see other borders, only those that both see are taken. One without a width joins the one
    before it; only the first may have none.
    """
    ends = {match.end() for match in _CLUSTER.finditer(text)}
    start = width = 0
    before: tuple[str, int] | None = None
    for _, end, cells in split_graphemes(text)[0]:
        width += cells
        if end not in ends:
            continue
        if before is not None and before[1] and not width:
            before = (before[0] + text[start:end], before[1])
        else:
            if before is not None:
                yield before
            before = (text[start:end], width)
        start, width = end, 0
    if before is not None:
        yield before
