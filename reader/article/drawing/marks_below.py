"""The marks of the rows in sight, a row each, between the text and the foot: for terminals without a margin beside it.

Shows what it is given; which marks those are the page's looks decide.
"""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from reader.drawing import Piece, between, row
from reader.palette import Palette

_OTHER_ROWS = 5
"""Rows of the page's head and foot."""
_LEAST_ROWS = 2
"""The edge, and a mark."""


def height_for(screen: int, marks: int) -> int:
    """How many rows are taken of a screen of so many, for an article with so many marks; 0 where there is no room.

    A third of the page at most, and always the same on one page: the text does not move while it is read.
    """
    third = (screen - _OTHER_ROWS) // 3
    return min(third, max(marks, 1) + 1) if third >= _LEAST_ROWS else 0


def in_room(count: int, at: int, room: int) -> range:
    """Which of so many marks are shown in so many rows: those around one of them, by its index."""
    first = max(0, min(at - room // 2, count - room))
    return range(first, min(count, first + max(0, room)))


class MarksBelow(Widget):
    """An edge that tells what this is and how many more there are, and rows."""

    DEFAULT_CSS = "MarksBelow { height: 2; display: none; }"

    def __init__(self, palette: Palette) -> None:
        super().__init__()
        self.palette = palette
        self._rows: tuple[tuple[Piece, ...], ...] = ()
        self._more = 0

    def open(self, height: int) -> None:
        """Take so many rows of the screen; 0 takes none."""
        if self.display != (height > 0):
            self.display = height > 0
        if height and self.styles.height is not None and self.styles.height.cells != height:
            self.styles.height = height

    def show(self, rows: Sequence[tuple[Piece, ...]], more: int) -> None:
        """Show these rows, and that there are more; only those that are not what they were are drawn."""
        before, self._rows = self._rows, tuple(rows)
        changed = [y for y in range(max(len(before), len(rows))) if before[y : y + 1] != self._rows[y : y + 1]]
        regions = [Region(0, y + 1, self.size.width, 1) for y in changed]
        if more != self._more:
            self._more = more
            regions.append(Region(0, 0, self.size.width, 1))
        if regions:
            self.refresh(*regions)

    def render_line(self, y: int) -> Strip:
        """The edge, or a mark."""
        palette, width = self.palette, self.size.width
        if y == 0:
            more = f" +{self._more} more ──" if self._more else ""
            rule = "─" * (width - cell_len(more) - 24)
            title = [("── ", palette.faint), ("marks of these rows", palette.quiet), (f" {rule}", palette.faint)]
            return between(title, [(more, palette.quiet)], width, palette.text)
        pieces = self._rows[y - 1] if y <= len(self._rows) else ()
        ground = palette.chosen if pieces and pieces[0][1] == palette.chosen else palette.text
        return row(pieces, width, ground)
