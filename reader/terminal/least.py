"""What a screen needs to be of use, and the line that says so where the terminal has less."""

from __future__ import annotations

from textual.strip import Strip
from textual.widget import Widget

from reader.drawing import row
from reader.palette import Palette
from reader.terminal.cells import cut

COLUMNS, ROWS = 20, 5
"""The least terminal on which every screen can be used."""
LOW = 8
"""Rows below which the foot has one row, so that the rest is not all taken by it."""


_TOLD = (f"annotty needs {COLUMNS} columns and {ROWS} rows", f"needs {COLUMNS} x {ROWS}", f"{COLUMNS}x{ROWS}")
"""The words, and fewer of them."""


class Least(Widget):
    """Covers a screen that has no room, and says how much it needs."""

    DEFAULT_CSS = "Least { layer: above; dock: top; width: 100%; height: 100%; }"

    def __init__(self, palette: Palette) -> None:
        super().__init__()
        self.palette = palette

    def render_line(self, y: int) -> Strip:
        """The words, as many rows as they take."""
        width = self.size.width
        told = [_wrapped(each, width) for each in _TOLD]
        fitting = (rows for rows in told if len(rows) <= self.size.height and max(map(len, rows)) <= width)
        rows = next(fitting, told[-1])
        words = rows[y] if y < len(rows) else ""
        return row([(cut(words, width), self.palette.text)], width, self.palette.text)


def is_too_small(columns: int, rows: int) -> bool:
    """Whether a terminal of this size has no room for the screens."""
    return columns < COLUMNS or rows < ROWS


def _wrapped(words: str, width: int) -> list[str]:
    rows = [""]
    for word in words.split():
        if rows[-1] and len(rows[-1]) + 1 + len(word) > width:
            rows.append(word)
        else:
            rows[-1] += f" {word}" if rows[-1] else word
    return rows
