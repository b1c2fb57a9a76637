"""What was painted at the start as the application knows it: a frame, from which on only what differs is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.color import ColorSystem
from rich.segment import Segment

from reader.palette import Palette
from reader.terminal.depth import Depth
from reader.wire.frame import Frame, placed, row_cells

if TYPE_CHECKING:
    from reader.first.painting import Painted

_SYSTEMS = {
    Depth.FULL: ColorSystem.TRUECOLOR,
    Depth.INDEXED: ColorSystem.EIGHT_BIT,
    Depth.SIXTEEN: ColorSystem.STANDARD,
}


def system_of(depth: Depth) -> ColorSystem:
    """The colours that are written to a terminal of a depth."""
    return _SYSTEMS.get(depth, ColorSystem.STANDARD)


def frame_of(painted: Painted) -> Frame:
    """The frame that a terminal shows on which rows were painted."""
    palette = Palette(Depth(painted.depth), painted.theme)
    system = system_of(palette.depth)
    rows = []
    for row in painted.rows:
        cells = row_cells([Segment(words, palette.look(look)) for words, look in row], system)
        rows.append(tuple(cells) if len(cells) == painted.width else placed((), cells, 0, painted.width))
    return Frame(painted.width, tuple(rows))
