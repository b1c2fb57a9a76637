"""The first row of the list's screen, or of a desk's: what this is, in which order, what is being done, how much there is.

Draws only.
"""

from __future__ import annotations

from textual.strip import Strip
from textual.widget import Widget

from reader.drawing import between
from reader.library.rows import LIBRARY, head, in_order
from reader.palette import Palette
from reader.terminal.cells import SEPARATOR, cell_len
from store.model import Order


class ListHead(Widget):
    """One row."""

    DEFAULT_CSS = "ListHead { height: 1; }"

    def __init__(self, palette: Palette, name: str = LIBRARY) -> None:
        super().__init__()
        self.palette = palette
        self.name_told = name
        self._told = (in_order(Order().by, turned=False), "", 0, "", "")

    def show(
        self,
        *,
        order: str | None = None,
        arrived: int | None = None,
        counted: str | None = None,
        indexing: str | None = None,
    ) -> None:
        """Say in which order the list is, how many articles came since the newest were looked at, how many there are, and
        how far the index of words is; nothing: it knows them all.
        """
        was_order, doing, was_arrived, was_counted, was_indexing = self._told
        self._tell(
            was_order if order is None else order,
            doing,
            was_arrived if arrived is None else arrived,
            was_counted if counted is None else counted,
            was_indexing if indexing is None else indexing,
        )

    def show_doing(self, words: str) -> None:
        """Say what is being done meanwhile; nothing: nothing is."""
        order, _, arrived, counted, indexing = self._told
        self._tell(order, words, arrived, counted, indexing)

    def _tell(self, order: str, doing: str, arrived: int, counted: str, indexing: str) -> None:
        if self._told != (order, doing, arrived, counted, indexing):
            self._told = (order, doing, arrived, counted, indexing)
            self.refresh()

    def render_line(self, _y: int) -> Strip:
        """The name at the left, the figures at the right; of these the last give way."""
        palette, width = self.palette, self.size.width
        order, doing, arrived, counted, indexing = self._told
        left, right = head(order, doing, arrived, counted, indexing, self.name_told)
        while counted and sum(cell_len(words) for words, _ in (*left, *right)) >= width:
            counted = counted.rpartition(SEPARATOR)[0]
            left, right = head(order, doing, arrived, counted, indexing, self.name_told)
        return between(
            [(words, palette.look(name)) for words, name in left],
            [(words, palette.look(name)) for words, name in right],
            width,
            palette.text,
        )
