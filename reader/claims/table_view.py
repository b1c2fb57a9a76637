"""Rows under a heading with the bar on one of them: a dispute, the suggested pairs. Few enough to be laid out at once."""

from __future__ import annotations

from collections.abc import Callable

from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from reader.drawing import between, cut, row
from reader.palette import Palette
from reader.rows_view import RowsView
from reader.terminal.cells import cell_len

Named = list[tuple[str, str]]
"""Words, each with the name of its look."""


class TableHead(Widget):
    """The first row of the screen, a rule, and what the columns are."""

    DEFAULT_CSS = "TableHead { height: 3; }"

    def __init__(self, palette: Palette) -> None:
        super().__init__()
        self.palette = palette
        self._told: tuple[str, str, str] = ("", "", "")
        self._columns: Named = []

    def show(self, name: str, about: str, counted: str, columns: Named) -> None:
        """Say what this is, of what, how much there is, and what the columns are."""
        self._told, self._columns = (name, about, counted), columns
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One of the rows."""
        palette, width = self.palette, self.size.width
        if y == 1:
            return row([("─" * width, palette.faint)], width, palette.text)
        if y == 2:
            return row([(words, palette.look(name)) for words, name in self._columns], width, palette.text)
        name, about, counted = self._told
        about = cut(about, width - cell_len(f" annotty · {name} ·   {counted} ") - 1)
        left = [
            (" annotty", palette.strong),
            (f" · {name}", palette.quiet),
            (f" · {about}" if about else "", palette.text),
        ]
        return between(left, [(f"  {counted} ", palette.quiet)], width, palette.text)


class TableView(RowsView):
    """The rows; draws them with what it is given."""

    class Picked(Message):
        """A row was clicked; twice: it is to be opened."""

        def __init__(self, at: int, clicks: int) -> None:
            self.at = at
            self.clicks = clicks
            super().__init__()

    def __init__(self, palette: Palette) -> None:
        super().__init__(palette)
        self.at = 0
        self.empty: tuple[str, ...] = ()
        """What is said where there are no rows."""
        self._count = 0
        self._draw: Callable[[int], Named] = lambda _index: []

    @property
    def count(self) -> int:
        """How many rows there are."""
        return self._count

    def show(self, count: int, draw: Callable[[int], Named], at: int = 0) -> None:
        """Show so many rows, with the bar on one of them, where it is on the screen if it is to be seen there."""
        row = self.at - self.top
        self._count, self._draw = count, draw
        self.virtual_size = self.virtual_size.with_height(count)
        if at != self.at and 0 <= row < self.size.height:
            self.go(max(0, at - row))
        self.choose(at)
        self.refresh()

    def choose(self, at: int) -> None:
        """Put the bar on a row, and bring it into sight."""
        self.at = max(0, min(at, self._count - 1))
        height = max(1, self.size.height)
        if self.at < self.top:
            self.go(self.at)
        elif self.at >= self.top + height:
            self.go(self.at - height + 1)
        self.refresh()  # how the others stand to it is told in every row

    def draw(self, index: int, width: int) -> Strip:
        """One row."""
        return row([(words, self.palette.look(name)) for words, name in self._draw(index)], width, self.palette.text)

    def render_line(self, y: int) -> Strip:
        """One row of the screen; where there are none, what to do."""
        if self._count:
            return super().render_line(y)
        words = self.empty[y - 1] if 0 < y <= len(self.empty) else ""
        look = self.palette.text if y == 1 else self.palette.quiet
        return row([(f"   {words}", look)], self.size.width, self.palette.text)

    def on_resize(self, event: events.Resize) -> None:
        """Keep the bar in sight."""
        event.prevent_default()  # it is done here
        super().on_resize(event)
        self.choose(self.at)

    def on_click(self, event: events.Click) -> None:
        """Choose the row under the mouse."""
        if (index := self.top + event.y) < self._count:
            self.post_message(self.Picked(index, event.chain))
