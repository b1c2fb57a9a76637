"""Remembers what the terminal shows, and turns what Textual would write into the difference. Writes nothing itself."""

from __future__ import annotations

from rich.color import ColorSystem
from textual._compositor import ChopsUpdate, LayoutUpdate

from reader.wire.difference import difference
from reader.wire.frame import Frame, placed, row_cells


class Memory:
    """The frame that the terminal shows, as far as it is known; system: how many colours the terminal has."""

    def __init__(self, system: ColorSystem) -> None:
        self._system = system
        self.frame: Frame | None = None
        """What is shown; None where nothing is known."""

    @property
    def size(self) -> tuple[int, int] | None:
        """Columns and rows of what is known to be shown; None where nothing is."""
        return None if self.frame is None else (self.frame.width, len(self.frame.rows))

    def forget(self) -> None:
        """Something else has written to the terminal, or it has another size: nothing is known any more."""
        self.frame = None

    def sequence(self, update: LayoutUpdate | ChopsUpdate) -> str:
        """The terminal sequence for an update, empty where it changes nothing; the terminal is taken to have had it.

        Raises ValueError for the update of a part where nothing is known of the rest.
        """
        new = self._laid_out(update) if isinstance(update, LayoutUpdate) else self._patched(update)
        old, self.frame = self.frame, new
        return difference(old, new)

    def _laid_out(self, update: LayoutUpdate) -> Frame:
        width = update.region.width
        rows = []
        for strips in update.strips:
            cells = [cell for strip in strips for cell in row_cells(strip, self._system)]
            rows.append(tuple(cells) if len(cells) == width else placed((), cells, 0, width))
        return Frame(width, tuple(rows))

    def _patched(self, update: ChopsUpdate) -> Frame:
        """Every fragment that was drawn and touches what is to be drawn anew; it is as Textual would draw it now."""
        if self.frame is None:
            raise ValueError("a part of the screen cannot be drawn where nothing is known of the rest")
        width, rows = self.frame.width, [*self.frame.rows]
        for y, first, last in update.spans:
            row = rows[y]
            for end, (start, strip) in zip(update.chop_ends[y], update.chops[y].items(), strict=True):
                if strip is not None and start < last and end > first:
                    row = placed(row, row_cells(strip, self._system), start, min(end, width))
            rows[y] = row
        return Frame(width, tuple(rows))
