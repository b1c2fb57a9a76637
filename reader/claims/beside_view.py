"""The widget in which claims stand side by side, below the rows of a desk, a dispute, a list of pairs."""

from __future__ import annotations

from collections.abc import Sequence

from textual.strip import Strip

from reader.claims.beside import Side, draw
from reader.desk.beside import Beside
from reader.drawing import row
from reader.palette import Palette

_TOO_LOW = 18
_LEAST, _MOST = 8, 16
_AROUND = 6
"""Rows of a screen for head, filter and foot."""


def rows_below(height: int) -> int:
    """The rows that a screen so many rows high leaves to claims side by side; 0: it is too low for them."""
    return 0 if height < _TOO_LOW else max(_LEAST, min((height - _AROUND) * 2 // 5, _MOST))


class ClaimsBeside(Beside):
    """One claim in its sentence, or two side by side under how the first stands to the second."""

    def __init__(self, palette: Palette) -> None:
        super().__init__(palette)
        self._shown: tuple[tuple[Side, ...], str, int | None] = ((), "", None)
        self._laid_for: tuple[int, int] = (0, 0)
        self._laid: list[list[tuple[str, str]]] = []

    def show_sides(self, sides: Sequence[Side], between: str = "", in_hand: int | None = None) -> None:
        """Show these; in_hand: of two the one that keys act on."""
        new = (tuple(sides), between, in_hand)
        if new != self._shown:
            self._shown, self._laid_for = new, (0, 0)
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """One row of it."""
        palette, (width, height) = self.palette, self.size
        if self._laid_for != (width, height):
            sides, between, in_hand = self._shown
            self._laid_for, self._laid = (width, height), draw(sides, between, width, height, in_hand=in_hand)
        told = self._laid[y] if y < len(self._laid) else []
        return row([(words, palette.look(name)) for words, name in told], width, palette.text)
