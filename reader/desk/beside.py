"""What is told of the row that the bar rests on: beside the rows on a wide screen, in a few rows below them on a high one."""

from __future__ import annotations

from collections.abc import Sequence

from textual.strip import Strip
from textual.widget import Widget

from reader.drawing import Piece, row
from reader.palette import Palette

_EDGE = "│ "
_INDENT = "   "


class Beside(Widget):
    """Draws rows that it is given."""

    DEFAULT_CSS = "Beside { display: none; }"

    def __init__(self, palette: Palette) -> None:
        super().__init__()
        self.palette = palette
        self.is_beside = False
        self._room_taken = 0, 0
        self._rows: Sequence[Sequence[Piece]] = ()

    def stand(self, *, beside: int, below: int) -> None:
        """Take so many columns at the right, or so many rows below; neither: be hidden."""
        if self._room_taken == (beside, below):
            return  # the whole screen is laid out anew for it
        self._room_taken = beside, below
        self.is_beside = bool(beside)
        self.display = bool(beside or below)
        if beside:
            self.styles.dock, self.styles.width, self.styles.height = "right", beside, "100%"
        elif below:
            self.styles.dock, self.styles.width, self.styles.height = "bottom", "100%", below

    @property
    def room(self) -> tuple[int, int]:
        """The cells and rows that there are."""
        width, height = self.size
        return max(0, width - len(_INDENT) - 1), max(0, height - 1)

    def show(self, rows: Sequence[Sequence[Piece]]) -> None:
        """Show these rows, under an empty one."""
        if rows != self._rows:
            self._rows = rows
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """One row of it."""
        palette = self.palette
        edge: Piece = (_EDGE, palette.faint) if self.is_beside else (_INDENT, palette.text)
        told = self._rows[y - 1] if 0 < y <= len(self._rows) else ()
        return row([edge, *told], self.size.width, palette.text)
