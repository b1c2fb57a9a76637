"""The rows of a desk on the screen, drawn as its stock draws them. Asks for none itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Generic

from textual.strip import Strip

from reader.desk.shelf import Shelf
from reader.desk.stock import In, Row, Stock
from reader.drawing import row
from reader.library.arranged_view import ArrangedView
from reader.library.arrangement import Entry
from reader.library.rows import heading
from reader.palette import Palette

if TYPE_CHECKING:
    from store.knowing import Knowing


class DeskRows(ArrangedView, Generic[Row, In]):
    """A window on the rows. order: that in which they are, for what stands above a group."""

    def __init__(
        self, palette: Palette, stock: Stock[Row, In], order: In, library: Callable[[], Knowing], *, plain: bool
    ) -> None:
        super().__init__(palette)
        self.stock, self.order, self.plain = stock, order, plain
        self._library = library
        self.shelf: Shelf[Row] = Shelf(self._fetch)

    def _fetch(self, numbers: Sequence[int]) -> dict[int, Row]:
        library = self._library()
        with library.in_words():
            return dict(self.stock.rows(library, numbers))

    def forget(self) -> None:
        """Let go of the rows that are at hand."""
        self.shelf.forget()

    @property
    def row_chosen(self) -> Row | None:
        """What the bar is on; None where there is nothing, or it is gone."""
        return None if self.entry is None else self.shelf.row(self.entry.number, self.around)

    def rows_of(self, numbers: Sequence[int]) -> list[Row]:
        """Rows by their numbers, those that are there, in the order given."""
        found = self._fetch(numbers)
        return [found[each] for each in numbers if each in found]

    def draw_entry(self, entry: Entry, width: int, *, chosen: bool, selected: bool) -> Strip:
        """One row, or the heading of a group."""
        palette, shown = self.palette, self.shelf.row(entry.number, self.around)
        if shown is None:
            return row([], width, palette.text)
        if entry.heads:
            told = heading(self.stock.heading(shown, self.order), entry.heads, width)
            return row([(words, palette.look(name)) for words, name in told], width, palette.text)
        pieces = self.stock.pieces(shown, width, palette, chosen=chosen, selected=selected, plain=self.plain)
        return row(pieces, width, palette.text)
